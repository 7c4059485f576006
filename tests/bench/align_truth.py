#!/usr/bin/python3
"""How far `didban align` leaves the ground of a simulated city from its true place: one JSON object per city.

    DIDBAN=build/release/bin/didban [ALIGN_OPTIONS="--on structures"] tests/bench/align_truth.py CITY [CITY ...]

CITY is a folder made by `didban simulate`. The later scene gets two more bands that hold its own column and row; after alignment they say where
every pixel was taken from. That is compared with the displacement that the simulator put in (truth/registration.json), in pixels. Roofs that
lean are no part of it: the truth is that of the ground. Needs python3-gdal and python3-numpy.
"""
import glob, json, os, subprocess, sys, tempfile
import numpy as np
from osgeo import gdal

gdal.UseExceptions()
PER_PIXEL = 16  # steps of the coordinate bands


def with_coordinates(scene, path):
    source = gdal.Open(scene)
    height, width, bands = source.RasterYSize, source.RasterXSize, source.RasterCount
    out = gdal.GetDriverByName("GTiff").Create(path, width, height, bands + 2, gdal.GDT_UInt16, ["TILED=YES"])
    out.SetGeoTransform(source.GetGeoTransform())
    out.SetProjection(source.GetProjection())
    row, col = np.mgrid[0:height, 0:width]
    for k in range(bands):
        out.GetRasterBand(k + 1).WriteArray(source.GetRasterBand(k + 1).ReadAsArray())
        out.GetRasterBand(k + 1).SetNoDataValue(0)
        out.GetRasterBand(k + 1).SetDescription(source.GetRasterBand(k + 1).GetDescription() or ("blue", "green", "red", "nir")[k])
    for k, values in ((1, col), (2, row)):
        out.GetRasterBand(bands + k).WriteArray(((values + 1) * PER_PIXEL).astype(np.uint16))
        out.GetRasterBand(bands + k).SetNoDataValue(0)


def truth_at(scene, origin, transform, col, row):
    east = transform[0] + (col + 0.5) * transform[1] - origin[0]
    north = transform[3] + (row + 0.5) * transform[5] - (origin[1] if len(origin) > 1 else 0)
    dx, dy = np.full(col.shape, scene["shift_x_px"]), np.full(col.shape, scene["shift_y_px"])
    for w in scene["warp"]:
        wave = np.sin(w["kx"] * east + w["ky"] * north + w["phase"])
        dx, dy = dx + w["ax_px"] * wave, dy + w["ay_px"] * wave
    return dx, dy


def measure(city, didban):
    registration = json.load(open(os.path.join(city, "truth", "registration.json")))
    before, after = sorted(p for p in glob.glob(os.path.join(city, "imagery", "????-??-??.tif")))[-2:]
    mask = lambda path: path[:-4] + "_mask.tif"
    with tempfile.TemporaryDirectory() as folder:
        target, aligned = os.path.join(folder, "target.tif"), os.path.join(folder, "aligned.tif")
        with_coordinates(after, target)
        command = [didban, "align", before, target, "-o", aligned, "-q"] + os.environ.get("ALIGN_OPTIONS", "").split()
        for option, path in (("--reference-mask", mask(before)), ("--mask", mask(after))):
            if os.path.exists(path):
                command += [option, path]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            return {"city": city, "refused": done.stderr.strip().splitlines()[-1:]}
        report = json.loads(done.stdout)
        dataset = gdal.Open(aligned)
        bands = dataset.RasterCount
        taken = [dataset.GetRasterBand(bands - 1 + k).ReadAsArray().astype(float) / PER_PIXEL - 1 for k in (0, 1)]
        row, col = np.mgrid[0:dataset.RasterYSize, 0:dataset.RasterXSize].astype(float)
        seen = (taken[0] > 0) & (taken[1] > 0)
        scene = registration["scenes"][-1]
        dx, dy = truth_at(scene, registration["origin"], dataset.GetGeoTransform(), col, row)
        east, south = (taken[0] - col - dx)[seen], (taken[1] - row - dy)[seen]
    error = np.hypot(east, south)
    return {"city": city, "put_in_px": round(float(np.hypot(dx, dy).max()), 2), "error_rms_px": round(float(np.sqrt((error**2).mean())), 3),
            "error_median_px": round(float(np.median(error)), 3), "mean_error_px": [round(float(east.mean()), 3), round(float(south.mean()), 3)],
            "residual_px": report["residual_px"], "reliability": report["reliability"]}


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    didban = os.environ.get("DIDBAN", "build/release/bin/didban")
    for city in sys.argv[1:]:
        print(json.dumps(measure(city, didban)), flush=True)


if __name__ == "__main__":
    main()
