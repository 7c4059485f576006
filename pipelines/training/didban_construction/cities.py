"""Simulated cities as training pairs: the two last scenes on one grid, and where construction changed.

A city folder is what `didban simulate` writes; ALIGNED holds FOLDER.tif, the later scene as `didban align` put it on the earlier one's grid.
"""
import csv
import glob
import json
import os

import numpy as np
from osgeo import gdal, ogr, osr

from .network import BANDS, KINDS

gdal.UseExceptions()
PERCENTILES = (1, 99)  # of the valid pixels of a band; shown to the network as 0 and 1
CLIP = (-0.5, 2.0)
OFTENER = {"extended": 3}  # a kind that is rare and hard is drawn this many times as often


class CityPair:
    """image: (8, H, W) float16, NaN where unseen; kind: (H, W) uint8, 0 = no change, else 1 + index in KINDS; points of interest (x, y)."""

    def __init__(self, name, image, kind, changed, distracting):
        self.name, self.image, self.kind, self.changed, self.distracting = name, image, kind, changed, distracting


def read_bands(path, mask_path=None):
    """(4, H, W) float32; no data and masked pixels are NaN."""
    dataset = gdal.Open(path)
    image = dataset.ReadAsArray().astype(np.float32)
    nodata = dataset.GetRasterBand(1).GetNoDataValue()
    if nodata is not None:
        image[:, (image == nodata).all(0)] = np.nan
    if mask_path and os.path.exists(mask_path):
        image[:, gdal.Open(mask_path).ReadAsArray() != 0] = np.nan
    return image


def stretched(image):
    """Each band so that its PERCENTILES become 0 and 1."""
    low, high = np.nanpercentile(image[:, ::2, ::2].reshape(len(image), -1), PERCENTILES, axis=1)
    low, high = low[:, None, None], high[:, None, None]
    return np.clip((image - low) / np.maximum(high - low, 1e-9), *CLIP)


def same_axes(reference):
    if reference is not None:
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return reference


def truth_of(folder, dataset):
    """Kinds burnt on the dataset's grid, and the changed outlines' centres in pixels, those of rare kinds several times."""
    inverse = gdal.InvGeoTransform(dataset.GetGeoTransform())
    target = same_axes(osr.SpatialReference(wkt=dataset.GetProjection()))
    source = ogr.Open(os.path.join(folder, "truth", "changes.geojson"))
    layer = source.GetLayer()
    to_grid = osr.CoordinateTransformation(same_axes(layer.GetSpatialRef().Clone()), target)
    memory = ogr.GetDriverByName("Memory").CreateDataSource("truth")
    burnt = memory.CreateLayer("truth", target, ogr.wkbMultiPolygon)
    burnt.CreateField(ogr.FieldDefn("kind", ogr.OFTInteger))
    centres = []
    for feature in layer:
        geometry = feature.GetGeometryRef().Clone()
        geometry.Transform(to_grid)
        out = ogr.Feature(burnt.GetLayerDefn())
        out.SetGeometry(geometry)
        out.SetField("kind", 1 + KINDS.index(feature.GetField("kind")))
        burnt.CreateFeature(out)
        middle = geometry.Centroid()
        centres += [gdal.ApplyGeoTransform(inverse, middle.GetX(), middle.GetY())] * OFTENER.get(feature.GetField("kind"), 1)
    raster = gdal.GetDriverByName("MEM").Create("", dataset.RasterXSize, dataset.RasterYSize, 1, gdal.GDT_Byte)
    raster.SetGeoTransform(dataset.GetGeoTransform())
    raster.SetProjection(dataset.GetProjection())
    gdal.RasterizeLayer(raster, [1], burnt, options=["ATTRIBUTE=kind"])
    return raster.ReadAsArray(), np.array(centres).reshape(-1, 2)


def distractions(folder, dataset):
    """Pixels in the middle of the parcels where something happened that is no construction."""
    with open(os.path.join(folder, "truth", "parcels.csv"), newline="") as stream:
        wanted = {r["parcel_id"] for r in csv.DictReader(stream) if r["story"] != "quiet" and r["changed"] == "0"}
    source = ogr.Open(os.path.join(folder, "cadastre.gpkg"))
    layer = source.GetLayerByName("parcels")
    to_grid = osr.CoordinateTransformation(same_axes(layer.GetSpatialRef().Clone()),
                                           same_axes(osr.SpatialReference(wkt=dataset.GetProjection())))
    inverse = gdal.InvGeoTransform(dataset.GetGeoTransform())
    points = []
    for feature in layer:
        if feature.GetField("parcel_id") in wanted:
            middle = feature.GetGeometryRef().Centroid()
            middle.Transform(to_grid)
            points.append(gdal.ApplyGeoTransform(inverse, middle.GetX(), middle.GetY()))
    return np.array(points).reshape(-1, 2)


def load_city(folder, aligned):
    scenes = sorted(p for p in glob.glob(os.path.join(folder, "imagery", "*.tif")) if not p.endswith(("_mask.tif", "_dsm.tif")))
    before, after = scenes[-2:]
    dataset = gdal.Open(before)
    name = os.path.basename(os.path.normpath(folder))
    a = stretched(read_bands(before, before.replace(".tif", "_mask.tif")))
    b = stretched(read_bands(os.path.join(aligned, name + ".tif")))
    image = np.concatenate([a, b]).astype(np.float16)
    image[:, np.isnan(image).any(0)] = np.nan
    kind, changed = truth_of(folder, dataset)
    return CityPair(name, image, kind, changed, distractions(folder, dataset))


def load_cities(root, aligned, names):
    return [load_city(os.path.join(root, n), aligned) for n in names]


def read_recipe(path):
    with open(path) as stream:
        return json.load(stream)


