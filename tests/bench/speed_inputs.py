#!/usr/bin/env python3
"""Makes the inputs of speed.py: speed_inputs.py FOLDER EDGE. What is there already stays."""
import os
import pathlib
import sys

import numpy as np
from osgeo import gdal, ogr, osr

gdal.UseExceptions()


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
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32639)
    for date, path in enumerate(paths):
        scene = gdal.GetDriverByName("GTiff").Create(f"{path}.part", edge, edge, 4, gdal.GDT_UInt16,
                                                     ["TILED=YES", "COMPRESS=DEFLATE", "PREDICTOR=2", "BLOCKXSIZE=512", "BLOCKYSIZE=512"])
        scene.SetGeoTransform((500000, 0.5, 0, 4266000, 0, -0.5))
        scene.SetProjection(reference.ExportToWkt())
        for band in range(4):
            values = 3000 + (1 + 0.1 * date) * sum(m * g for m, g in zip(mix[band], ground))
            values += 40 * np.random.default_rng([date, band]).standard_normal((edge, edge), np.float32)
            for y, x in corners if date else ():
                values[y:y + 90, x:x + 90] += rng.normal(0, 900)
            scene.GetRasterBand(band + 1).WriteArray(np.clip(values, 0, 65535).astype(np.uint16))
        scene = None
        os.rename(f"{path}.part", path)


def make_parcels(folder, edge):
    """Skewed parcels of six corners, about 1,000 pixels each, over the whole pair."""
    path = folder / f"parcels_{edge}.gpkg"
    if path.exists():
        return
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32639)
    part = folder / "parcels.part.gpkg"
    part.unlink(missing_ok=True)
    file = ogr.GetDriverByName("GPKG").CreateDataSource(str(part))
    layer = file.CreateLayer("parcels", reference, ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("parcel_id", ogr.OFTString))
    per_side = edge // 32
    step = edge * 0.5 / per_side
    skew = 0.07 * step
    layer.StartTransaction()
    for row in range(per_side):
        for column in range(per_side):
            x, y = 500000 + column * step, 4266000 - row * step
            ring = [(x, y), (x + step / 2, y - skew), (x + step, y), (x + step + skew, y - step), (x + step / 2 + skew, y - step - skew), (x + skew, y - step)]
            feature = ogr.Feature(layer.GetLayerDefn())
            feature.SetField(0, f"P{row * per_side + column}")
            feature.SetGeometry(ogr.CreateGeometryFromWkt("POLYGON((" + ",".join(f"{px} {py}" for px, py in ring + ring[:1]) + "))"))
            layer.CreateFeature(feature)
    layer.CommitTransaction()
    layer = file = None
    os.rename(part, path)


if __name__ == "__main__":
    make_pair(pathlib.Path(sys.argv[1]), int(sys.argv[2]))
    make_parcels(pathlib.Path(sys.argv[1]), int(sys.argv[2]))
