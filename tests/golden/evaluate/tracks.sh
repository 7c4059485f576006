# Identity over time, worked out by hand: three dates, houses A, B (from the second date) and C.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
python3 - <<'PY'
import json
def square(x, w=10):
    e, n = 1 / 87000, 1 / 111000
    return {"type": "Polygon", "coordinates": [[[44.95 + px * e, 38.55 + py * n] for px, py in [(x, 0), (x + w, 0), (x + w, 10), (x, 10), (x, 0)]]]}
def write(name, column, rows):
    json.dump({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {column: i}, "geometry": square(*at)} for i, *at in rows]}, open(name, "w"))
write("t1.geojson", "object_id", [("A", 0), ("C", 100)])
write("t2.geojson", "object_id", [("A", 0), ("B", 50), ("C", 100)])
write("t3.geojson", "object_id", [("A", 0), ("B", 50), ("C", 100)])
write("f1.geojson", "case_id", [("c1", 0), ("c2", 101)])
write("f2.geojson", "case_id", [("c1", 1), ("c3", 50)])           # C is missed
write("f3.geojson", "case_id", [("c1", 0), ("c4", 51), ("c2", 104), ("c5", 200)])  # B under another id, a false one
PY
"$DIDBAN" evaluate --truth t1.geojson --found f1.geojson --truth t2.geojson --found f2.geojson --truth t3.geojson --found f3.geojson > found.json
python3 - <<'PY'
import json
e = json.load(open("found.json"))
# Matches that keep their identity: 2 + 2 + 2 (A, C); 8 shapes of the truth, 8 found. B of the third date is a mismatch.
assert e["epochs"] == 3 and e["mismatches"] == 1, e
assert abs(e["tracking"]["f1"] - 6 / 8) < 1e-9 and abs(e["tracking"]["recall"] - 6 / 8) < 1e-9, e
# New after the first date: B in the truth; c3, c4, c5 found, of which c3 is right.
assert abs(e["change"]["recall"] - 1) < 1e-9 and abs(e["change"]["precision"] - 1 / 3) < 1e-9, e
f = 0.5
assert abs(e["scot"] - 5 * f * 0.75 / (4 * f + 0.75)) < 1e-9, e
PY
status=0
"$DIDBAN" evaluate --truth t1.geojson --truth t2.geojson --found f1.geojson 2> said.txt > /dev/null || status=$?
[ "$status" = 2 ] && grep -q "one of each per date" said.txt
status=0
"$DIDBAN" evaluate --truth t1.geojson --truth t2.geojson --found t1.geojson --found f2.geojson 2> said.txt > /dev/null || status=$?
[ "$status" = 2 ] && grep -q "case_id" said.txt
