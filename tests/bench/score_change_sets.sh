#!/bin/bash
# Scores `didban detect` on every labelled set of real imagery that is at hand: one table row per set.
#
#   DIDBAN=build/release/bin/didban [ADAPT=80] tests/bench/score_change_sets.sh [DATA] [OUT] [detect options, e.g. --detector irmad]
#
# With ADAPT each set is scored with the network that learned the set's own pairs, without their labels, in so many steps (OUT/SET.onnx).
# DATA is the folder with levir_cd, whu_cd, fotbcd and beijing_construction (default ../shared/data beside the repository), with the scoring
# script in DATA/../tools. Pairs lie on one grid already, so they are not co-registered again (--no-align).
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
didban=${DIDBAN:-$here/build/release/bin/didban}
data=${1:-$here/../shared/data}
out=${2:-$(mktemp -d)}
shift $(($# < 2 ? $# : 2))
[ -d "$data/levir_cd" ] || { echo "no labelled imagery in $data" >&2; exit 77; }
mkdir -p "$out"
out=$(cd "$out" && pwd)

# adapt NETWORK GSD FOLDER_BEFORE FOLDER_AFTER EXTENSION; what it says is shown where no network was taken.
adapt() {
  local pairs=()
  for before in "$3"/*."$5"; do pairs+=(--pair "$before" "$4/$(basename "$before")"); done
  PYTHONPATH="$here/pipelines/training" /usr/bin/python3 -m didban_training.adapt --model "$here/core/models/didban-buildings.onnx" \
    "${pairs[@]}" --gsd "$2" --steps "$ADAPT" --out "$1" --accept > "$1.log" 2>&1 || { cat "$1.log" >&2; return 1; }
}

# score SET GSD FOLDER_BEFORE FOLDER_AFTER FOLDER_LABEL EXTENSION OPTIONS...
score() {
  local set=$1 gsd=$2 a=$3 b=$4 label=$5 ext=$6
  shift 6
  local own=()
  if [ -n "${ADAPT:-}" ]; then
    adapt "$out/$set.onnx" "$gsd" "$a" "$b" "$ext"
    own=(--model "$out/$set.onnx")
  fi
  echo "predicted,label" > "$out/$set.csv"
  for after in "$b"/*."$ext"; do
    local name; name=$(basename "$after" ".$ext")
    "$didban" detect "$a/$name.$ext" "$after" --gsd "$gsd" --no-align -o "$out/$set/$name" -q "${own[@]}" "$@"
    echo "$out/$set/$name/change.tif,$(ls "$label/$name".*)" >> "$out/$set.csv"
  done
  printf '%-14s ' "$set"
  /usr/bin/python3 "$data/../tools/score_change.py" "$out/$set.csv" --json | /usr/bin/python3 -c '
import json, sys
r = json.load(sys.stdin)
f = lambda k: "%s P %.3f R %.3f F1 %.3f" % (k, *(r[k][m] for m in ("precision", "recall", "f1")))
print(f("pixel"), "|", f("object"), "| IoU %.3f, %d pairs" % (r["iou"], r["pairs"]))'
}

score levir_crops 0.5 "$data/levir_cd/crops256/A" "$data/levir_cd/crops256/B" "$data/levir_cd/crops256/label" png "$@"
score levir_tile 0.5 "$data/levir_cd/tiles1024/A" "$data/levir_cd/tiles1024/B" "$data/levir_cd/tiles1024/label" tif "$@"
score whu 0.2 "$data/whu_cd/tiles1024/A" "$data/whu_cd/tiles1024/B" "$data/whu_cd/tiles1024/label" png "$@"
score fotbcd 0.2 "$data/fotbcd/bin/A" "$data/fotbcd/bin/B" "$data/fotbcd/bin/label" tif "$@"

# This set labels new and demolished buildings apart; either is a change.
inst=$data/fotbcd/inst
mkdir -p "$out/fotbcd_inst_label"
/usr/bin/python3 - "$inst/label_new" "$inst/label_dem" "$out/fotbcd_inst_label" <<'JOIN'
import os, sys
import numpy as np
from osgeo import gdal
gdal.UseExceptions()
new, demolished, out = sys.argv[1:]
for name in os.listdir(new):
    either = [(gdal.Open(os.path.join(folder, name)).ReadAsArray() > 0) for folder in (new, demolished)]
    mask = np.any([m if m.ndim == 2 else m[0] for m in either], axis=0)
    dataset = gdal.GetDriverByName("GTiff").Create(os.path.join(out, name), mask.shape[1], mask.shape[0], 1, gdal.GDT_Byte)
    dataset.GetRasterBand(1).WriteArray(mask.astype(np.uint8) * 255)
JOIN
score fotbcd_inst 0.2 "$inst/A" "$inst/B" "$out/fotbcd_inst_label" tif "$@"
