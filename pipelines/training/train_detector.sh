#!/bin/bash
# From the labelled building tiles to the shipped network: training (resumed when it was interrupted), export, scores, card, curves.
#
#   train_detector.sh BUILDINGS GROUND VALIDATION WORK_DIR
#
# BUILDINGS  folder with oam_*, spacenet* (image/, mask/); GROUND folder with image/KINDnn.jpg, ground without buildings;
# VALIDATION folder with levir_cd, whu_cd, fotbcd; WORK_DIR keeps checkpoints, maps and scores.
# Needs Debian's python3-torch, python3-onnx, python3-opencv, python3-gdal, python3-scipy, python3-matplotlib.
set -euo pipefail
[ $# -eq 4 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
buildings=$(realpath "$1") ground=$(realpath "$2") validation=$(realpath "$3")
mkdir -p "$4"
work=$(realpath "$4")
here=$(cd "$(dirname "$0")" && pwd)
models=$here/../../core/models
name=didban-buildings
cd "$here"
run() { /usr/bin/python3 -m "didban_training.$1" "${@:2}"; }

run train --data "$buildings" --ground "$ground" --run "$work/run" --recipe didban_training/recipe.json --tuning "$validation"
run export_onnx --checkpoint "$work/run/final.pt" --onnx "$work/$name.onnx"
run evaluate --model "$work/$name.onnx" --data "$validation" --out "$work/scores"
run export_onnx --checkpoint "$work/run/final.pt" --onnx "$models/$name.onnx" --data "$buildings" \
  --recipe didban_training/recipe.json --scores "$work/scores/scores.json"
run curves --run "$work/run" --out "$models/$name-curves.png"
