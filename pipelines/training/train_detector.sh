#!/bin/bash
# From the labelled building tiles to the shipped network: training (resumed when it was interrupted), export, scores, card, curves.
#
#   train_detector.sh BUILDINGS GROUND ENCODER VALIDATION WORK_DIR
#
# BUILDINGS  folder with oam_*, spacenet* (image/, mask/); GROUND folder with image/KINDnn.jpg, ground without buildings;
# ENCODER weights of MobileNet v1 (width 1.0) trained on ImageNet as .npz, kernels as TensorFlow stores them;
# VALIDATION folder with levir_cd, whu_cd, fotbcd; WORK_DIR keeps checkpoints, maps and scores.
# Needs Debian's python3-torch, python3-onnx, python3-opencv, python3-gdal, python3-scipy, python3-matplotlib.
set -euo pipefail
[ $# -eq 5 ] || { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }
buildings=$(realpath "$1") ground=$(realpath "$2") encoder=$(realpath "$3") validation=$(realpath "$4")
mkdir -p "$5"
work=$(realpath "$5")
here=$(cd "$(dirname "$0")" && pwd)
models=$here/../../core/models
name=didban-buildings
cd "$here"
run() { /usr/bin/python3 -m "didban_training.$1" "${@:2}"; }

run train --data "$buildings" --ground "$ground" --encoder "$encoder" --run "$work/run" --recipe didban_training/recipe.json --tuning "$validation"
# The ends of three ways down, each a third: the first is the mean of two of its own.
ends=("$work/run/average_004380.pt" "$work/run/final.pt")
run mean_weights --out "$work/mean.pt" "$work/run/average_002600.pt" "$work/run/average_002880.pt" "${ends[@]}" "${ends[@]}"
run export_onnx --checkpoint "$work/mean.pt" --onnx "$work/$name.onnx"
run evaluate --model "$work/$name.onnx" --data "$validation" --out "$work/scores"
run export_onnx --checkpoint "$work/mean.pt" --onnx "$models/$name.onnx" --data "$buildings" \
  --recipe didban_training/recipe.json --scores "$work/scores/scores.json"
run curves --run "$work/run" --out "$models/$name-curves.png"
