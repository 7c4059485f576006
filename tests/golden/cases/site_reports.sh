# What engineers, citizens and patrols report: joined to cases by parcel, place and time, or cases of their own; a report
# that no image shows, an engineer who is silent, photos that are missing.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir city
python3 "$DIDBAN_SOURCE/tests/golden/judge/make_tiny_city.py" city
judge() { "$DIDBAN" judge city --changes "$1" -o "$2" --quiet > /dev/null; }
cases() { "$DIDBAN" cases city "$@"; }
refused() { # refused WORD ARGUMENTS...: exit 2, and the message has the word
  local word=$1 status=0; shift
  cases "$@" > /dev/null 2> said.txt || status=$?
  [ "$status" = 2 ] && grep -q "$word" said.txt || { echo "cases $* ended with $status:"; cat said.txt; exit 1; }
}
of_parcel() { cases list --parcel "$1" | sed 1d | cut -f1; }
judge city/changes.geojson out
one=$(of_parcel 7-1-1-1-0-0-0) two=$(of_parcel 7-1-1-2-0-0-0)
cases dismiss "$one" --reason TEMPORARY --on 2026-07-01 > /dev/null

# A citizen's point on plot 1 a week later: the ruling is looked at again. Plot 6 shows nothing: a case of its own.
printf 'jpg' > wall.jpg
python3 - <<'PY'
import json
shapes = {f["properties"]["parcel_id"]: f["geometry"]["coordinates"][0] for f in json.load(open("city/changes.geojson"))["features"]
          if "parcel_id" in f["properties"]}
plots = {f["properties"]["parcel_id"]: f["geometry"]["coordinates"][0] for f in json.load(open("city/cadastre.geojson"))["features"]}
def middle(n):
    ring = plots[f"7-1-1-{n}-0-0-0"][:4]
    return [sum(p[0] for p in ring) / 4, sum(p[1] for p in ring) / 4]
rows = [({"source": "citizen", "on": "1405/04/17", "note": "they build again", "files": "wall.jpg; gone.jpg"}, middle(1)),
        ({"source": "patrol", "on": "2026-03-01", "violation": "V182", "note": "a wall"}, middle(6)),
        ({"source": "citizen", "on": "2026-07-08", "note": "nowhere"}, None)]
json.dump({"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": p, "geometry": at and {"type": "Point", "coordinates": at}} for p, at in rows]}, open("reports.geojson", "w"))
PY
cases report reports.geojson > said.txt
[ "$(head -1 said.txt)" = "1 on known cases, 1 new cases, 0 known already, 1 without a place" ]
[ "$(grep -c "^photo missing: .*row 1: gone.jpg" said.txt)" = 1 ]
[ "$(cases report reports.geojson | head -1)" = "0 on known cases, 0 new cases, 2 known already, 1 without a place" ]
cases show "$one" > shown.json
six=$(of_parcel 7-1-1-6-0-0-0)
cases show "$six" > six.json
python3 - <<'PY'
import json
c = json.load(open("shown.json"))
e = c["history"][-1]
assert c["state"] == "detected" and e["event"] == "reported" and e["reason"] == "citizen" and e["on"] == "2026-07-08", c
assert [f["name"] for f in e["files"]] == ["wall.jpg"] and e["changes"]["state"] == {"old": "dismissed", "new": "detected"}, e
c = json.load(open("six.json"))
assert (c["verdict"], c["violations"], c["state"], c["area_m2"]) == ("suspected", ["V182"], "detected", 0), c
assert "do not show it" in c["reason_en"] and "دیده نمی‌شود" in c["reason_fa"] and c["longitude"], c
PY
"$DIDBAN" plan-visits city --budget 9 --control 0 | grep -q "$six"
# An image that shows work on plot 6 continues the case.
python3 - <<'PY'
import json
changes = json.load(open("city/changes.geojson"))
plots = {f["properties"]["parcel_id"]: f["geometry"] for f in json.load(open("city/cadastre.geojson"))["features"]}
for f in changes["features"]:
    f["properties"].update(not_after="2026-10-01")
ring = plots["7-1-1-6-0-0-0"]["coordinates"][0]
west, south = ring[0]
shape = [[west + 0.7 * (x - west), south + 0.7 * (y - south)] for x, y in ring]
changes["features"].append({"type": "Feature", "properties": dict(changes["features"][0]["properties"]), "geometry": {"type": "Polygon", "coordinates": [shape]}})
json.dump(changes, open("later.geojson", "w"))
PY
judge later.geojson later
[ "$(of_parcel 7-1-1-6-0-0-0)" = "$six" ]
cases show "$six" | python3 -c 'import json, sys; c = json.load(sys.stdin); assert c["area_m2"] > 100 and [e["event"] for e in c["history"]] == ["reported", "changed"], c'

# A fault that no image shows makes a permitted case wait for a visit.
printf 'on,parcel_id,violation,note\n1405/04/10,7-1-1-2,V150,columns too thin\n' > structure.csv
cases show "$two" | grep -q '"state": "recorded"'
cases report structure.csv --source engineer | grep -q "^1 on known"
cases show "$two" | grep -q '"state": "detected"'
judge later.geojson later
cases show "$two" | grep -q '"state": "detected"' # the permit explains the work, not the fault

# Engineers: one reports plot 2; the others with a permit and work are silent by the day up to which the table is whole.
printf 'on,parcel_id,stage,number\n2026-06-01,7-1-1-2,foundation,417\n' > engineers.csv
cases report engineers.csv --source engineer --all-until 2026-10-02 > said.txt
grep -q "^1 on known" said.txt
silent=$(grep -c "^engineer silent" said.txt)
[ "$silent" -ge 1 ] && ! grep -q "engineer silent: $two" said.txt
[ "$(sqlite3 city/ledger.gpkg "SELECT count(*) FROM history WHERE event = 'engineer_silent' AND reason = 'V210'")" = "$silent" ]
[ "$(cases report engineers.csv --source engineer --all-until 2026-10-02 | grep -c "engineer silent")" = 0 ]

printf 'on,parcel_id\n,7-1-1-2\n' > wrong.csv
refused "on is empty" report wrong.csv --source citizen
printf 'on,parcel_id,violation\n2026-06-01,7-1-1-2,V999\n' > wrong.csv
refused "V999" report wrong.csv --source citizen
printf 'on,parcel_id\n2026-06-01,7-1-1-2\n' > wrong.csv
refused "give --source" report wrong.csv
cases verify | grep -q "is whole"
# A case that a report opened is held against its history like any other.
/usr/bin/python3 - "$six" <<'PY'
import sys
from osgeo import ogr
ogr.UseExceptions()
ds = ogr.Open("city/ledger.gpkg", 1)
ds.ExecuteSQL(f"UPDATE cases SET state = 'closed' WHERE case_id = '{sys.argv[1]}'")
PY
status=0; cases verify > /dev/null 2> said.txt || status=$?
[ "$status" = 1 ] && grep -q "$six is closed" said.txt || { cat said.txt; exit 1; }
