# The image before the two that are compared is looked back at: run.json names it and its file, and what it shows is among a change's evidence.
# Where the city has none, or one of another place or of other bands, the run says so and gives its answer without.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
"$DIDBAN" simulate -o "$work/city" --seed 14 --parcels 60 --epochs 3 --gsd 0.5 --preset easy --quiet > /dev/null
first=$(ls "$work"/city/imagery/????-??-??.tif | head -1)
day=$(basename "$first" .tif)

watch() { # NAME
  rm -f "$work/city/ledger.gpkg"
  "$DIDBAN" watch "$work/city" -o "$work/$1" --quiet > /dev/null
}
expect() { # NAME LOOKS_BACK_AT WARNED
  python3 - "$work/$1" "$2" "$3" "$day" <<'PY'
import json, os, sys
folder, looks_back_at, warned, day = sys.argv[1:]
run = json.load(open(os.path.join(folder, "run.json")))
changes = json.load(open(os.path.join(folder, "changes.geojson")))["features"]
assert run["parameters"].get("looks_back_at", "absent") == looks_back_at, run["parameters"]
assert any("could not be registered" in w and day in w for w in run["warnings"]) == (warned == "warned"), run["warnings"]
hashed = any(i["role"] == "scene " + day for i in run["inputs"])
assert hashed == (looks_back_at != "absent"), run["inputs"]
assert changes, "no change was found"
known = ["earlier_change" in f["properties"]["evidence"] for f in changes]
assert all(known) if looks_back_at == day else not any(known), known
PY
}
watch three; expect three "$day" silent

cp "$first" "$work/kept.tif"
python3 "$DIDBAN_SOURCE/tests/golden/watch/spoil.py" apart "$first"
watch elsewhere; expect elsewhere none warned

/usr/bin/python3 -c 'import sys; from osgeo import gdal; gdal.UseExceptions(); gdal.Translate(sys.argv[2], sys.argv[1], bandList=[1, 2, 3])' "$work/kept.tif" "$first"
sed -i '0,/bands = .*/s//bands = ["blue", "green", "red"]/' "$work/city/city.toml"
watch colour; expect colour absent silent
