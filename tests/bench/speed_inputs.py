#!/usr/bin/env python3
"""Makes the inputs of speed.py: speed_inputs.py FOLDER EDGE [ZONES]. What is there already stays."""
import math
import os
import pathlib
import sys

import numpy as np
from osgeo import gdal, ogr, osr

gdal.UseExceptions()
TILED = ["TILED=YES", "COMPRESS=DEFLATE", "BLOCKXSIZE=512", "BLOCKYSIZE=512"]
WEST, NORTH, PIXEL = 500000, 4266000, 0.5


def reference_system():
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32639)
    return reference


def new_raster(path, edge, bands, kind, shift=0.0, options=()):
    raster = gdal.GetDriverByName("GTiff").Create(f"{path}.part", edge, edge, bands, kind, [*TILED, *options])
    raster.SetGeoTransform((WEST + shift * PIXEL, PIXEL, 0, NORTH - shift * PIXEL, 0, -PIXEL))
    raster.SetProjection(reference_system().ExportToWkt())
    return raster


def coarse_noise(rng, edge, grain):
    small = rng.standard_normal((edge // grain + 2, edge // grain + 2), np.float32)
    return np.kron(small, np.ones((grain, grain), np.float32))[:edge, :edge]


def make_pair(folder, edge):
    """Two dates of 4 bands uint16 that share three ground signals; sixty squares of the later one changed."""
    paths = [folder / f"{date}_{edge}.tif" for date in ("before", "after")]
    if all(path.exists() for path in paths):
        return
    rng = np.random.default_rng(2)
    mix = rng.normal(size=(4, 3))
    ground = [300 * coarse_noise(np.random.default_rng(k), edge, 8) for k in range(3)]
    corners = rng.integers(0, edge - 100, (60, 2))
    for date, path in enumerate(paths):
        scene = new_raster(path, edge, 4, gdal.GDT_UInt16, options=["PREDICTOR=2"])
        for band in range(4):
            values = 3000 + (1 + 0.1 * date) * sum(m * g for m, g in zip(mix[band], ground))
            values += 40 * np.random.default_rng([date, band]).standard_normal((edge, edge), np.float32)
            for y, x in corners if date else ():
                values[y:y + 90, x:x + 90] += rng.normal(0, 900)
            scene.GetRasterBand(band + 1).WriteArray(np.clip(values, 0, 65535).astype(np.uint16))
        scene = None
        os.rename(f"{path}.part", path)


def make_grid(folder, edge):
    """An empty raster a third of a pixel off the pair: what the pair is warped onto."""
    path = folder / f"grid_{edge}.tif"
    if path.exists():
        return
    grid = new_raster(path, edge, 1, gdal.GDT_Byte, shift=0.37, options=["SPARSE_OK=TRUE"])
    grid = None
    os.rename(f"{path}.part", path)


def averaged(values, size):
    """The mean of the square of values around each, edges left out."""
    for axis in (0, 1):
        sums = np.cumsum(values, axis=axis, dtype=np.float32)
        length = sums.shape[axis]
        values = (np.take(sums, range(size, length), axis) - np.take(sums, range(length - size), axis)) / size
    return values


def make_mask(folder, edge):
    """Ragged blobs of changed pixels, about 14 in 10,000 pixels and 26 pixels each."""
    path = folder / f"mask_{edge}.tif"
    if path.exists():
        return
    mask = new_raster(path, edge, 1, gdal.GDT_Byte)
    rows, size = 1000, 7
    for y in range(0, edge, rows):
        height = min(rows, edge - y)
        noise = np.random.default_rng([3, y]).standard_normal((height + 2 * size, edge + 2 * size), np.float32)
        blobs = averaged(averaged(noise, size), size)
        mask.GetRasterBand(1).WriteArray((blobs > 1.8 * blobs.std()).astype(np.uint8), 0, y)
    mask = None
    os.rename(f"{path}.part", path)


def make_parcels(folder, edge, count):
    """Skewed parcels of six corners, row by row over the pair."""
    path = folder / f"parcels_{edge}_{count}.gpkg"
    if path.exists():
        return
    part = folder / "parcels.part.gpkg"
    part.unlink(missing_ok=True)
    file = ogr.GetDriverByName("GPKG").CreateDataSource(str(part))
    layer = file.CreateLayer("parcels", reference_system(), ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("parcel_id", ogr.OFTString))
    per_side = math.isqrt(count - 1) + 1
    step = edge * PIXEL / per_side
    skew = 0.07 * step
    layer.StartTransaction()
    for number in range(count):
        row, column = divmod(number, per_side)
        x, y = WEST + column * step, NORTH - row * step
        ring = [(x, y), (x + step / 2, y - skew), (x + step, y), (x + step + skew, y - step), (x + step / 2 + skew, y - step - skew), (x + skew, y - step)]
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField(0, f"{row // 300 + 1}-{column // 300 + 1}-{row}-{column}-0-0-0")
        feature.SetGeometry(ogr.CreateGeometryFromWkt("POLYGON((" + ",".join(f"{px} {py}" for px, py in ring + ring[:1]) + "))"))
        layer.CreateFeature(feature)
    layer.CommitTransaction()
    layer = file = None
    os.rename(part, path)


if __name__ == "__main__":
    place, edge = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    make_pair(place, edge)
    make_grid(place, edge)
    make_mask(place, edge)
    for count in sys.argv[3].split(",") if len(sys.argv) > 3 else ():
        make_parcels(place, edge, int(count))
