#!/bin/bash
# Speed of `didban detect --detector learned` on a large RGB pair: one JSON object with wall and processor minutes, megapixels per second, peak
# memory and the share of pixels that the network saw (it looks at every pixel that both dates show).
#
#   DIDBAN=build/release/bin/didban tests/bench/learned_speed.sh BEFORE AFTER GSD [SIZE 10000] [THREADS 2] [FOLDER]
#
# The pair is a mosaic of BEFORE and AFTER (two pictures of one size, GSD metres a pixel) and their mirror images, SIZE pixels wide and high.
# FOLDER keeps the mosaic for the next run. Needs python3-gdal and python3-numpy.
set -eu
[ $# -ge 3 ] || { sed -n 2,8p "$0"; exit 2; }
before=$1 after=$2 gsd=$3 size=${4:-10000} threads=${5:-2}
folder=${6:-$(mktemp -d)}
didban=${DIDBAN:-$(cd "$(dirname "$0")/../.." && pwd)/build/release/bin/didban}
mkdir -p "$folder"
/usr/bin/python3 - "$before" "$after" "$size" "$folder" <<'PY'
import os, sys
import numpy as np
from osgeo import gdal
gdal.UseExceptions()
size = int(sys.argv[3])
for source, name in zip(sys.argv[1:3], ("before", "after")):
    path = os.path.join(sys.argv[4], f"{name}_{size}.tif")
    if os.path.exists(path):
        continue
    tile = gdal.Open(source).ReadAsArray()[:3]
    wide = np.concatenate([tile, tile[:, :, ::-1]], axis=2)
    block = np.concatenate([wide, wide[:, ::-1]], axis=1)
    out = gdal.GetDriverByName("GTiff").Create(path + ".part", size, size, 3, gdal.GDT_Byte, ["TILED=YES", "COMPRESS=DEFLATE"])
    for y in range(0, size, block.shape[1]):
        for x in range(0, size, block.shape[2]):
            part = np.ascontiguousarray(block[:, : size - y, : size - x])
            out.WriteRaster(x, y, part.shape[2], part.shape[1], part.tobytes(), band_list=[1, 2, 3])
    out = None
    os.rename(path + ".part", path)
PY
/usr/bin/time -f '%e %U %S %M' -o "$folder/time.txt" "$didban" detect "$folder/before_$size.tif" "$folder/after_$size.tif" --gsd "$gsd" \
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
