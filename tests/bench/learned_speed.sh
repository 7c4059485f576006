#!/bin/bash
# Speed of `didban detect --detector learned` on a large RGB pair: one JSON object with wall and processor minutes, megapixels per second, peak
# memory and the share of pixels that the network saw (it looks at every pixel that both dates show).
#
#   DIDBAN=build/release/bin/didban tests/bench/learned_speed.sh BEFORE AFTER GSD [SIZE 10000] [THREADS 2] [CHANGED 100] [FOLDER]
#
# The pair is a mosaic of BEFORE and AFTER (two pictures of one size, GSD metres a pixel) and their mirror images, SIZE pixels wide and high.
# Of CHANGED per cent of its blocks of 128 pixels the later date shows AFTER, elsewhere BEFORE under another light.
# FOLDER keeps the mosaic for the next run. Needs python3-gdal and python3-numpy.
set -eu
[ $# -ge 3 ] || { sed -n 2,9p "$0"; exit 2; }
before=$1 after=$2 gsd=$3 size=${4:-10000} threads=${5:-2}
changed=${6:-100} folder=${7:-$(mktemp -d)}
didban=${DIDBAN:-$(cd "$(dirname "$0")/../.." && pwd)/build/release/bin/didban}
mkdir -p "$folder"
/usr/bin/python3 - "$before" "$after" "$size" "$folder" "$changed" <<'PY'
import os, sys
import numpy as np
from osgeo import gdal
gdal.UseExceptions()
size, changed = int(sys.argv[3]), float(sys.argv[5]) / 100
BLOCK = 128

def mosaic(path):
    tile = gdal.Open(path).ReadAsArray()[:3]
    wide = np.concatenate([tile, tile[:, :, ::-1]], axis=2)
    return np.concatenate([wide, wide[:, ::-1]], axis=1)

earlier, later = (mosaic(path) for path in sys.argv[1:3])
relit = np.clip(earlier * 1.1 - 6 + np.random.default_rng(3).normal(0, 4, earlier.shape), 0, 255).astype(np.uint8)
for name in ("before", "after"):
    path = os.path.join(sys.argv[4], f"{name}_{size}_{sys.argv[5]}.tif")
    if os.path.exists(path):
        continue
    rng = np.random.default_rng(7)
    out = gdal.GetDriverByName("GTiff").Create(path + ".part", size, size, 3, gdal.GDT_Byte, ["TILED=YES", "COMPRESS=DEFLATE"])
    for y in range(0, size, BLOCK):
        for x in range(0, size, BLOCK):
            at = np.s_[:, y % earlier.shape[1]:y % earlier.shape[1] + min(BLOCK, size - y), x % earlier.shape[2]:x % earlier.shape[2] + min(BLOCK, size - x)]
            image = earlier if name == "before" else later if rng.random() < changed else relit
            part = np.ascontiguousarray(image[at])
            out.WriteRaster(x, y, part.shape[2], part.shape[1], part.tobytes(), band_list=[1, 2, 3])
    out = None
    os.rename(path + ".part", path)
PY
/usr/bin/time -f '%e %U %S %M' -o "$folder/time.txt" "$didban" detect "$folder/before_${size}_$changed.tif" "$folder/after_${size}_$changed.tif" --gsd "$gsd" \
  --no-align --detector learned --threads "$threads" -o "$folder/result" -q
/usr/bin/python3 - "$folder" "$size" "$threads" <<'PY'
import json, os, sys
wall, user, system, kilobytes = map(float, open(os.path.join(sys.argv[1], "time.txt")).read().split()[-4:])
run = json.load(open(os.path.join(sys.argv[1], "result", "run.json")))
megapixels = int(sys.argv[2]) ** 2 / 1e6
print(json.dumps({"megapixels": megapixels, "threads": int(sys.argv[3]), "wall_min": round(wall / 60, 2), "cpu_min": round((user + system) / 60, 2),
    "megapixels_per_s": round(megapixels / wall, 3), "megapixels_per_cpu_s": round(megapixels / (user + system), 3),
    "peak_mb": round(kilobytes / 1024), "seen_share": run["observed_share"], "objects": run["counts"]["change_objects"],
    "load_average": os.getloadavg()[0]}))
PY
