#!/usr/bin/python3
"""How four-band detection does on real pixels with a near-infrared that was made up: parcels right and wrong, by detector.

    tests/bench/made_infrared.py DIDBAN TOWN OUT

TOWN is a folder with city.toml, imagery of red, green and blue, cadastre, permits and truth.csv (../shared/data/towns/*). OUT gets a copy whose
images have a fourth band, and a result for each detector. The band follows the simulator's materials (core/src/simulate/spectra.cpp): the share of
near-infrared in a pixel is that of the materials of its hue, the nearer the more. So vegetation, water and roofs differ as they do in simulated
cities, while shapes, textures and seasons are real. What it cannot show: how real sensors see roofs and plants in near-infrared.
"""
import os
import re
import shutil
import subprocess
import sys

import numpy as np
from osgeo import gdal

gdal.UseExceptions()
HERE = os.path.dirname(os.path.abspath(__file__))
HUE = 0.02  # of the shares of the bands: how near a material must be to count


def materials():
    """Blue, green, red and near-infrared reflectance of each material of the simulator."""
    with open(os.path.join(HERE, "../../core/src/simulate/spectra.cpp")) as source:
        rows = re.findall(r"\{\{([\d.]+)F, ([\d.]+)F, ([\d.]+)F, ([\d.]+)F\}", source.read())
    return np.array(rows, float)


def infrared(red, green, blue):
    table = materials()
    visible = table[:, :3].sum(1)
    total = np.maximum(red + green + blue, 1.0)
    top = bottom = 0
    for (b, g, r, nir), all_three in zip(table, visible):
        distance = (blue / total - b / all_three) ** 2 + (green / total - g / all_three) ** 2 + (red / total - r / all_three) ** 2
        weight = np.exp(-distance / (2 * HUE ** 2)) + 1e-9
        top, bottom = top + weight * nir / all_three, bottom + weight
    return np.clip(top / bottom * total, 0, 255)


def add_band(source, out):
    image = gdal.Open(source)
    red, green, blue = image.ReadAsArray()[:3].astype(np.float32)
    made = gdal.GetDriverByName("GTiff").Create(out, image.RasterXSize, image.RasterYSize, 4, gdal.GDT_Byte, ["TILED=YES", "COMPRESS=DEFLATE"])
    made.SetGeoTransform(image.GetGeoTransform())
    made.SetProjection(image.GetProjection())
    for number, (name, band) in enumerate(zip(("red", "green", "blue", "nir"), (red, green, blue, infrared(red, green, blue))), 1):
        made.GetRasterBand(number).WriteArray(band.astype(np.uint8))
        made.GetRasterBand(number).SetDescription(name)


def main():
    didban, town, out = map(os.path.abspath, sys.argv[1:4])
    city = os.path.join(out, "city")
    shutil.copytree(town, city, copy_function=shutil.copyfile)
    for folder, _, files in os.walk(city):
        os.chmod(folder, 0o755)
        for name in files:
            if name.endswith(".tif"):
                add_band(os.path.join(town, os.path.relpath(os.path.join(folder, name), city)), os.path.join(folder, name))
    toml = os.path.join(city, "city.toml")
    with open(toml) as stream:
        text = stream.read()
    with open(toml, "w") as stream:
        stream.write(text.replace('["red", "green", "blue"]', '["red", "green", "blue", "nir"]'))
    for detector in ("evidence", "learned", "fused"):
        result = os.path.join(out, detector)
        subprocess.run([didban, "watch", city, "-o", result, "--detector", detector, "--ledger", result + ".gpkg", "-q"], check=True, stdout=subprocess.DEVNULL)
        print(detector, flush=True)
        subprocess.run([sys.executable, os.path.join(town, "../../../tools/score_parcels.py"), os.path.join(city, "truth.csv"),
                        os.path.join(result, "parcels.geojson")], check=True)


if __name__ == "__main__":
    main()
