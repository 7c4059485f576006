# Cases go out to a spreadsheet, decisions come back in, and the figures for publication follow. Worked out by hand.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir city
python3 "$DIDBAN_SOURCE/tests/golden/judge/make_tiny_city.py" city
"$DIDBAN" judge city --changes city/changes.geojson -o out --quiet > /dev/null
[ "$("$DIDBAN" cases city export all.csv)" = "5 cases written to all.csv" ]
"$DIDBAN" cases city export suspected.geojson --verdict suspected > /dev/null
"$DIDBAN" cases city export all.gpkg > /dev/null
# FlatGeobuf for web maps, GeoParquet where GDAL has it; else it is said.
"$DIDBAN" cases city export all.fgb > /dev/null
/usr/bin/python3 -c 'from osgeo import ogr; ogr.UseExceptions(); ds = ogr.Open("all.fgb"); assert ds.GetLayer(0).GetFeatureCount() == 5 and ds.GetLayer(0).GetSpatialRef().GetAuthorityCode(None) == "32638"'
if /usr/bin/python3 -c 'from osgeo import ogr; raise SystemExit(ogr.GetDriverByName("Parquet") is None)'; then
  "$DIDBAN" cases city export all.parquet > /dev/null && test -s all.parquet
else
  status=0; "$DIDBAN" cases city export all.parquet > /dev/null 2> said.txt || status=$?
  [ "$status" = 2 ] && grep -q 'no driver "Parquet"' said.txt && [ ! -e all.parquet ] || { cat said.txt; exit 1; }
fi
python3 - <<'PY'
import csv, json
raw = open("all.csv", "rb").read()
assert raw.startswith(b"\xef\xbb\xbf"), raw[:8]
rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
assert len(rows) == 5 and all(44.9 < float(r["longitude"]) < 45 and 38.5 < float(r["latitude"]) < 38.6 for r in rows), rows
assert [r["verdict"] for r in rows][:3] == ["suspected"] * 3  # to be visited first
features = json.load(open("suspected.geojson"))["features"]
assert len(features) == 3 and all(f["properties"]["verdict"] == "suspected" for f in features)
# The inspector fills in: one confirmed, one dismissed, the others not visited yet.
suspects = [r for r in rows if r["verdict"] == "suspected"]
suspects[0].update(decision="confirmed", on="2026-06-30", note="concrete poured")
suspects[1].update(decision="dismissed", reason="TEMPORARY", on="1405/04/19")
with open("visits.csv", "w", newline="", encoding="utf-8-sig") as stream:
    writer = csv.DictWriter(stream, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
rows[4].update(decision="dismissed", reason="TEMPORAL")
with open("wrong.csv", "w", newline="", encoding="utf-8") as stream:
    writer = csv.DictWriter(stream, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
open("ids.txt", "w").write(suspects[0]["case_id"] + " " + suspects[1]["case_id"])
PY
# A wrong row stops the import before anything is changed.
cp city/ledger.gpkg before.gpkg
status=0
"$DIDBAN" cases city import wrong.csv > /dev/null 2> said.txt || status=$?
[ "$status" = 2 ] && grep -q "row 5" said.txt && grep -q "TEMPORARY" said.txt || { cat said.txt; exit 1; }
cmp before.gpkg city/ledger.gpkg
[ "$("$DIDBAN" cases city import visits.csv)" = "2 decided, 0 known already, 3 rows without a decision" ]
[ "$("$DIDBAN" cases city import visits.csv)" = "0 decided, 2 known already, 3 rows without a decision" ]
read -r confirmed dismissed < ids.txt || true
"$DIDBAN" cases city show "$confirmed" | grep -q '"state": "confirmed"'
"$DIDBAN" cases city show "$dismissed" | grep -q '"on": "2026-07-10"' # 1405/04/19
status=0
"$DIDBAN" cases city export cases.xyz > /dev/null 2> said.txt || status=$?
[ "$status" = 2 ] && grep -q ".gpkg" said.txt || { cat said.txt; exit 1; }

"$DIDBAN" stats city -o public --least-cell 0
python3 - <<'PY'
import json
stats = json.load(open("public/stats.json"))
assert stats["totals"] == {"authorized": 1, "exempt": 1, "suspected": 3}, stats
assert stats["dismissals"] == {"TEMPORARY": 1} and stats["confirmed_share"] == 0.5
row = next(r for r in stats["rows"] if r["verdict"] == "suspected")
# First seen 2026-06-20 (1405/03/30); decided 10 and 20 days later.
assert row == {"district": "7", "month": "1405/03", "verdict": "suspected", "suppressed": False, "cases": 3, "visited": 2,
               "confirmed": 1, "dismissed": 1, "mean_delay_days": 15.0}, row
PY
[ "$(wc -l < public/stats.csv)" = 4 ]
# Small cells are not published, and no id or parcel ever is.
"$DIDBAN" stats city > small.json
python3 - <<'PY'
import json
rows = json.load(open("small.json"))["rows"]
assert [(r["verdict"], r["suppressed"], r["cases"]) for r in rows] == [
    ("authorized", True, None), ("exempt", True, None), ("suspected", False, 3)], rows
PY
! grep -q "7-1-1" small.json

# Visits: one case waits (the others were decided), and the control sample is drawn from the three quiet parcels.
"$DIDBAN" plan-visits city --budget 3 --seed 5 --control 0.5 --format json -o visits.json
"$DIDBAN" plan-visits city --budget 3 --seed 5 --control 0.5 --format json | cmp - visits.json
python3 - <<'PY'
import json
visits = json.load(open("visits.json"))["visits"]
assert [(v["rank"], v["kind"]) for v in visits] == [(1, "case"), (2, "control"), (3, "control")], visits
assert visits[0]["verdict"] == "suspected" and visits[0]["case_id"] not in open("ids.txt").read()
quiet = {"7-1-1-2-0-0-0", "7-1-1-5-0-0-0", "7-1-1-6-0-0-0"}
assert {v["parcel_id"] for v in visits[1:]} < quiet and all(v["case_id"] is None for v in visits[1:])
PY
"$DIDBAN" plan-visits city --budget 1 | grep -q "^1,case,"
# The same visits as routes: every stop once, a patrol's first stop its best rank; what opens GPX, KML and GeoJSON reads them.
for kind in csv geojson gpx kml html; do "$DIDBAN" plan-visits city --budget 3 --seed 5 --control 0.5 --patrols 2 --report nowhere -o "routes.$kind" 2> said.txt && exit 1; done
grep -q "nowhere: no such folder" said.txt
for kind in csv geojson gpx kml html; do "$DIDBAN" plan-visits city --budget 3 --seed 5 --control 0.5 --patrols 2 -o "routes.$kind"; done
python3 - <<'PY'
import csv, json, xml.etree.ElementTree as xml
rows = list(csv.DictReader(open("routes.csv", encoding="utf-8-sig")))
assert sorted((r["patrol"], r["stop"]) for r in rows) in ([("1", "1"), ("1", "2"), ("2", "1")], [("1", "1"), ("2", "1"), ("2", "2")]), rows
for patrol in "12":
    route = sorted((r for r in rows if r["patrol"] == patrol), key=lambda r: int(r["stop"]))
    assert int(route[0]["rank"]) == min(int(r["rank"]) for r in route) and route[0]["leg_m"] == "0.0", route
points = json.load(open("routes.geojson"))["features"]
assert [p["geometry"]["coordinates"] for p in points] == [[float(r["longitude"]), float(r["latitude"])] for r in rows]
assert points[0]["properties"]["reason_fa"] and points[0]["properties"]["case_id"] == rows[0]["case_id"]
gpx = xml.parse("routes.gpx").getroot()
ns = {"g": "http://www.topografix.com/GPX/1/1", "k": "http://www.opengis.net/kml/2.2"}
assert sorted(len(r.findall("g:rtept", ns)) for r in gpx.findall("g:rte", ns)) == [1, 2]
kml = xml.parse("routes.kml").getroot()
assert len(kml.findall(".//k:Point", ns)) == 3 and len(kml.findall(".//k:LineString", ns)) == 1
page = open("routes.html", encoding="utf-8").read()
assert page.count('class="stop') == 3 and 'dir="rtl"' in page and "http" not in page.replace("http://www.w3.org", ""), page
PY
"$DIDBAN" plan-visits city --budget 3 --format html --lang en | grep -q '<html lang="en"'
# A control visit that finds a violation says how much the list misses.
control=$(python3 -c 'import json; print(next(v["parcel_id"] for v in json.load(open("visits.json"))["visits"] if v["kind"] == "control"))')
printf 'parcel_id,case_id,decision,note,on\n%s,,confirm,hidden shed,2026-07-05\n' "$control" > found.csv
cp -r city counted && "$DIDBAN" cases counted import found.csv > /dev/null
"$DIDBAN" stats counted | python3 -c 'import json, sys; c = json.load(sys.stdin)["control_sample"]; assert c["suppressed"] and c["visited"] is None and c["recall"] is None, c'
"$DIDBAN" stats counted --least-cell 1 > counted.json
python3 - <<'PY'
import json
c = json.load(open("counted.json"))["control_sample"]
assert c["visited"] == 1 and c["violations"] == 1 and c["parcels_not_listed"] == 3, c
assert c["missed_share"]["value"] == 1 and 0 < c["missed_share"]["low"] < 1 and c["missed_share"]["high"] == 1, c
assert c["recall"]["value"] == 0.3333 and c["recall"]["low"] == 0.3333 < c["recall"]["high"] < 1, c  # 3 suspected, half confirmed: 1.5 found, 3 missed
PY
status=0
"$DIDBAN" plan-visits city --budget 0 > /dev/null 2> said.txt || status=$?
[ "$status" = 2 ]
