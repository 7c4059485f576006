# A city with [buildings]: the same bytes whatever the threads, the prior in run.json and in the changes, and nothing of it without the table; a wrong layer is refused and an empty one is said.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
"$DIDBAN" simulate -o "$work/plain" --seed 11 --parcels 60 --epochs 2 --gsd 0.5 --preset easy --quiet > /dev/null
"$DIDBAN" simulate -o "$work/city" --seed 11 --parcels 60 --epochs 2 --gsd 0.5 --preset easy --buildings --quiet > /dev/null
"$DIDBAN" simulate -o "$work/again" --seed 11 --parcels 60 --epochs 2 --gsd 0.5 --preset easy --buildings --threads 1 --quiet > /dev/null
diff -r "$work/city" "$work/again"
for file in "$work"/plain/*.* "$work"/plain/truth/* "$work"/plain/imagery/*; do
  name=${file#"$work/plain/"}
  if [ "$name" != city.toml ]; then cmp "$file" "$work/city/$name"; fi
done

"$DIDBAN" watch "$work/city" -o "$work/a" --threads 1 --tile-size 256 --quiet > /dev/null
rm "$work/city/ledger.gpkg"
"$DIDBAN" watch "$work/city" -o "$work/b" --threads 2 --quiet > /dev/null
diff -r --exclude run.json "$work/a" "$work/b"
"$DIDBAN" watch "$work/plain" -o "$work/p" --quiet > /dev/null
python3 - "$work" <<'PY'
import json, sys
load = lambda name: json.load(open(f"{sys.argv[1]}/{name}"))
a, b, plain = load("a/run.json"), load("b/run.json"), load("p/run.json")
a.pop("timing"), b.pop("timing")
assert a == b, "run.json differs beyond timing"
used = a["buildings"]
assert used["prior_applied"] and used["footprints"] == used["standing"] > 20 and used["as_of"], used
assert any(i["role"] == "buildings" and i["sha256"] for i in a["inputs"])
assert "buildings" not in plain and not any(i["role"] == "buildings" for i in plain["inputs"])
said = [f["properties"]["evidence"] for f in load("a/changes.geojson")["features"]]
assert used["objects_weighed"] == sum("footprint_share" in e for e in said), (used, said)
assert all(0 <= e["footprint_share"] <= 1 and 0.1 <= e["footprint_ratio"] <= 10 for e in said if "footprint_share" in e)
assert not any("footprint_share" in f["properties"]["evidence"] for f in load("p/changes.geojson")["features"])
PY

sed 's/layer = "buildings"/layer = "bilding"/' "$work/city/city.toml" > "$work/city/wrong.toml"
line=$(grep -n 'layer = "bilding"' "$work/city/wrong.toml" | cut -d: -f1)
code=0
"$DIDBAN" watch "$work/city/wrong.toml" -o "$work/w" --quiet > /dev/null 2> "$work/err" || code=$?
test "$code" = 2
grep -q "wrong.toml:$line: .*holds no layer \"bilding\"; did you mean \"buildings\"" "$work/err"
test ! -e "$work/w/run.json"

printf '{"type":"FeatureCollection","features":[]}' > "$work/city/none.geojson"
sed 's/source = "buildings.gpkg"/source = "none.geojson"/; /layer = "buildings"/d; /building_id/d' "$work/city/city.toml" > "$work/city/empty.toml"
"$DIDBAN" watch "$work/city/empty.toml" -o "$work/e" --quiet > /dev/null
python3 - "$work" <<'PY'
import json, sys
run, plain = (json.load(open(f"{sys.argv[1]}/{name}/run.json")) for name in ("e", "p"))
assert any("holds no footprint" in w for w in run["warnings"]), run["warnings"]
assert not run["buildings"]["prior_applied"], run["buildings"]
assert run["counts"] == plain["counts"]
PY
"$DIDBAN" check "$work/city/empty.toml" --quiet > "$work/check"
grep -q 'buildings.empty' "$work/check"
"$DIDBAN" check "$work/city" --quiet > "$work/check"
grep -q 'building footprints' "$work/check"
