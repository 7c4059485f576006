#!/bin/bash
# From the labelled building tiles to the shipped network: training (resumed when it was interrupted), export, scores, card, curves.
#
#   train_detector.sh BUILDINGS GROUND UNLABELLED ENCODER VALIDATION WORK_DIR [options of didban_training.train]
#
# BUILDINGS  folder with oam_*, spacenet* (image/, mask/); GROUND folder with image/KINDnn.jpg, ground without buildings;
# UNLABELLED folder with image/KINDnn.jpg, suburbs that nobody labelled;
# ENCODER weights of MobileNet v1 (width 1.0) trained on ImageNet as .npz, kernels as TensorFlow stores them;
# VALIDATION folder with levir_cd, whu_cd, fotbcd; WORK_DIR keeps checkpoints, maps and scores.
# The pack it writes, the encoder and the folder didban_training are all that a machine with an accelerator needs for the middle
# step (--device cuda --workers 16); two cores are expected to need most of a day.
# Needs Debian's python3-torch, python3-onnx, python3-opencv, python3-gdal, python3-scipy, python3-matplotlib.
set -euo pipefail
[ $# -ge 6 ] || { sed -n '2,12s/^# \{0,1\}//p' "$0" >&2; exit 2; }
buildings=$(realpath "$1") ground=$(realpath "$2") unlabelled=$(realpath "$3") encoder=$(realpath "$4") validation=$(realpath "$5")
mkdir -p "$6"
work=$(realpath "$6")
shift 6
here=$(cd "$(dirname "$0")" && pwd)
models=$here/../../core/models
name=didban-buildings
cd "$here"
run() { /usr/bin/python3 -m "didban_training.$1" "${@:2}"; }

run pack --data "$buildings" --ground "$ground" --unlabelled "$unlabelled" --tuning "$validation" --out "$work/pack.zip"
run train --pack "$work/pack.zip" --encoder "$encoder" --run "$work/run" --recipe didban_training/recipe.json "$@"
run export_onnx --checkpoint "$work/run/final.pt" --onnx "$work/$name.onnx"
run evaluate --model "$work/$name.onnx" --data "$validation" --out "$work/scores"
run export_onnx --checkpoint "$work/run/final.pt" --onnx "$models/$name.onnx" --data "$buildings" \
  --recipe didban_training/recipe.json --scores "$work/scores/scores.json"
run curves --run "$work/run" --out "$models/$name-curves.png"
