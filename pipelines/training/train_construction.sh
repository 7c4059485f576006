#!/bin/bash
# The evidence detector from nothing: simulated cities, network, object models.
#
#   train_construction.sh DIDBAN WORK_DIR
#
# DIDBAN    the built program; WORK_DIR keeps cities, aligned scenes and checkpoints (about 4 GB). An interrupted run goes on where it stopped.
# Needs Debian's python3-torch, python3-onnx, python3-opencv, python3-gdal. Cities are named by preset and seed: r1001 is realistic, h1101 hard; b1301
# and d1301 are the same two with four times the works and distractors.
set -euo pipefail
[ $# -eq 2 ] || { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }
didban=$(realpath "$1")
mkdir -p "$2/cities" "$2/aligned"
work=$(realpath "$2")
here=$(cd "$(dirname "$0")" && pwd)
models=$here/../../core/models
recipe=$here/didban_construction/recipe.json
cd "$here"
names() { /usr/bin/python3 -c 'import json, sys; r = json.load(open(sys.argv[1])); print(*sum((r[k] for k in sys.argv[2:]), []))' "$recipe" "$@"; }

make_city() {
  local name=$1 epochs=$2 city=$work/cities/$1 preset=realistic activity=1 before after
  [[ ${name:0:1} = [hd] ]] && preset=hard
  [[ ${name:0:1} = [bd] ]] && activity=4
  [ -f "$city/city.toml" ] || { rm -rf "$city"; "$didban" simulate -o "$city" --seed "${name:1}" --parcels 1000 --epochs "$epochs" --preset "$preset" --activity "$activity" -q >"$city.json"; }
  before=$(ls "$city"/imagery/????-??-??.tif | tail -2 | head -1) after=$(ls "$city"/imagery/????-??-??.tif | tail -1)
  local masks=()
  [ -f "${before%.tif}_mask.tif" ] && masks+=(--reference-mask "${before%.tif}_mask.tif")
  [ -f "${after%.tif}_mask.tif" ] && masks+=(--mask "${after%.tif}_mask.tif")
  [ -f "$work/aligned/$name.tif" ] || "$didban" align "$before" "$after" --on structures "${masks[@]}" -o "$work/aligned/$name.tif" --keep-unregistrable -q >"$work/aligned/$name.json"
}

for name in $(names cities held_out); do
  echo "city $name"
  make_city "$name" 2
done
for name in $(names objects); do # the trees also learn from the image before both
  echo "city $name"
  make_city "$name" 3
done
/usr/bin/python3 -m didban_construction.train --cities "$work/cities" --aligned "$work/aligned" --run "$work/run" --recipe "$recipe"
/usr/bin/python3 -m didban_construction.export --checkpoint "$work/run/final.pt" --recipe "$recipe" --onnx "$models/didban-construction.onnx" --log "$work/run/log.jsonl"
objects=()
for name in $(names objects); do objects+=("$work/cities/$name"); done
"$didban" train evidence --network "$models/didban-construction.onnx" --cities "${objects[@]}" --work "$work/aligned_objects" -o "$models/didban-evidence.json"
