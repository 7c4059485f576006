# Learning a small drawn city's own imagery: wrong input is named and leaves nothing, too few parcels to compare by leave
# nothing either, and what is accepted has a card that names its parent and is the same file again.
/usr/bin/python3 -c 'import torch, onnx, cv2, scipy; from osgeo import gdal' 2>/dev/null || { echo "skipped: python3-torch, -onnx, -opencv, -scipy or -gdal is not installed"; exit 77; }
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
"$DIDBAN" simulate -o city --seed 4 --parcels 24 --epochs 2 --gsd 0.5 -q > /dev/null

refused() { # refused PATTERN ARGUMENTS: exit 2, the message, and nothing written
  code=0; "$DIDBAN" train adapt "${@:2}" -q > said 2>&1 || code=$?
  [ "$code" = 2 ] && grep -q "$1" said && [ ! -e own.onnx ] && [ ! -e own.onnx.work ] || { echo "$code for: ${*:2}"; cat said; exit 1; }
}
refused 'ends in .onnx' city -o own.bin
touch there.onnx
refused 'there already' city -o there.onnx
refused 'images' city -o own.onnx --from 2031-01-01 --to 2031-02-01
cp -r city blind
sed 's/"red"/"swir"/g' city/city.toml > blind/city.toml
refused 'cannot see it' blind -o own.onnx

code=0; "$DIDBAN" train adapt city -o own.onnx --steps 2 > said 2> log || code=$?
[ "$code" = 3 ] && grep -q -- '--accept' said && grep -q 'nothing was written' said && [ ! -e own.onnx ] && [ ! -e own.onnx.work ] || { cat said log; exit 1; }

one=0; "$DIDBAN" train adapt city -o own.onnx --steps 2 --accept --threads 1 > said 2> log || one=$?
two=0; "$DIDBAN" train adapt city -o again.onnx --steps 2 --accept > again 2> log || two=$?
[ "$one" = 0 ] && [ "$two" = 0 ] || { cat said again log; exit 1; }
cmp own.onnx again.onnx
grep -q 'model = "own.onnx"' said && grep -q 'go back' said
parent=$(sed -n 's/.*adapted from //p' said)
python3 - "$(sha256sum < "$parent" | cut -d' ' -f1)" "$(sha256sum < own.onnx | cut -d' ' -f1)" <<'PY'
import json, sys
card = json.load(open("own.json"))
assert card["adapted"]["from"]["sha256"] == sys.argv[1] and card["weights"] == {**card["weights"], "file": "own.onnx", "sha256": sys.argv[2]}
assert card["adapted"]["steps"] == 2 and "validation" not in card
PY
# The city uses it with one line, and goes back by taking the line out.
cp own.onnx own.json city/
sed -i 's/^detector = .*/model = "own.onnx"/' city/city.toml
"$DIDBAN" watch city -o with -q > /dev/null
grep -q "$(sha256sum < own.onnx | cut -d' ' -f1)" with/run.json
