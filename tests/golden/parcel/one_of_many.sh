# The file of one parcel, for which few shapes of the cadastre are read, is byte for byte that of a service that holds the whole city.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
"$DIDBAN" simulate -o "$work/city" --seed 11 --parcels 60 --epochs 2 --gsd 2 --preset hard -q > /dev/null
/usr/bin/python3 - "$work/city" <<'PY'
import csv, sys
from osgeo import ogr, osr
ogr.UseExceptions()
city = sys.argv[1]
cadastre = ogr.Open(f"{city}/cadastre.gpkg", 1)
parcels = cadastre.GetLayer("parcels")
rows = [(f.GetFID(), f["parcel_id"], f.GetGeometryRef().Clone()) for f in parcels]
ids = [id for _, id, _ in rows]
centre = [shape.Centroid() for _, _, shape in rows]
def had(i, code):
    row = parcels.GetFeature(rows[i][0])
    row["old_code"] = code
    parcels.SetFeature(row)
def add(id, old, east=None):
    row = ogr.Feature(parcels.GetLayerDefn())
    if id:
        row["parcel_id"] = id
    row["old_code"] = old
    if east is not None:
        x, y = 100 * east + centre[0].GetX(), centre[0].GetY() - 900
        row.SetGeometry(ogr.CreateGeometryFromWkt(f"MULTIPOLYGON((({x} {y},{x + 20} {y},{x + 20} {y + 15},{x} {y + 15},{x} {y})))"))
    parcels.CreateFeature(row)
persian = str.maketrans("0123456789-", "۰۱۲۳۴۵۶۷۸۹/")
had(12, "9-9-9-3")
had(13, "9-9-9-3")
had(14, "8-8-8-1")
had(16, ids[17])
had(22, "9-9-9-5; 9-9-9-6")
add(ids[10].translate(persian), "9-9-9-1", 1)
add("-".join(reversed(ids[11].split("-"))), "9-9-9-2", 2)
add(ids[5] + " ", "9-9-9-3", 3)
add("8-8-8-1", "", None)
add("8-8-8-2", "", None)
add(ids[15], "", None)
add("", "", 4)
cadastre.FlushCache()

old = list(csv.DictReader(open(f"{city}/permits.csv", encoding="utf-8-sig")))
columns = list(old[0])
out = ogr.GetDriverByName("GPKG").CreateDataSource(f"{city}/permits.gpkg")
crs = osr.SpatialReference()
crs.ImportFromEPSG(32638)
permits = out.CreateLayer("permits", crs, ogr.wkbPoint)
for column in columns:
    permits.CreateField(ogr.FieldDefn(column, ogr.OFTString))
def issue(values, place=None):
    row = ogr.Feature(permits.GetLayerDefn())
    for column, value in values.items():
        row[column] = value
    if place is not None:
        row.SetGeometry(centre[place])
    permits.CreateFeature(row)
for permit in old:
    issue(permit)
def new(number, parcel, place=None, others="", floors="3", issued="1400/02/03"):
    issue({"permit_no": number, "parcel_id": parcel, "issued": issued, "valid_to": "1406/02/03", "floors": floors, "kind": "new", "use": "residential", "other_parcels": others}, place)
new("nowhere-known", "9-9-9-9", 10)
new("of-another", ids[18], 10)
new("of-a-row-without-shape", "8-8-8-1", 11)
new("of-nothing-but-a-row-without-shape", "8-8-8-2", 11)
new("of-an-old-code", "9-9-9-3", 19)
new("of-a-merged-plot", "", 19, ids[12])
new("of-today's-owner-of-a-code", ids[17])
new("of-one-of-several-codes", "9-9-9-6", 23)
new("in-persian", "9-9-9-1".translate(persian))
new("issued-again", "9-9-9-8")
new("issued-again", "9-9-9-8", 21, floors="5", issued="1401/05/06")
PY
sed -i 's/permits.csv/permits.gpkg/' "$work/city/city.toml"
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$DIDBAN_SOURCE/tests/golden/serve"
python3 - "$work/city" <<'PY'
import json, os, sqlite3, subprocess, sys
from urllib.parse import quote
from serving import Serving
city = sys.argv[1]
rows = [id for (id,) in sqlite3.connect(f"{city}/cadastre.gpkg").execute("select parcel_id from parcels order by fid")]
asked = [rows[5], *rows[10:24], rows[10][:-6], rows[60], rows[61], "۹-۹-۹-۱", "9/9/9/2", "9-9-9-3", "8-8-8-1", "row-67"]
found = {}
with Serving(city) as service:
    for id in asked:
        alone = subprocess.run([os.environ["DIDBAN"], "parcel", city, id, "--on", "2025-03-21", "-q"], stdout=subprocess.PIPE)
        whole = service.get(f"/v1/parcels/{quote(id, safe='')}?on=2025-03-21")
        assert (alone.returncode, whole.status) == (0, 200), (id, alone.returncode, whole.status, whole.body)
        assert alone.stdout == whole.body, id
        found[id] = json.loads(alone.stdout)
    lost = subprocess.run([os.environ["DIDBAN"], "parcel", city, "8-8-8-2"], capture_output=True, text=True)
    assert lost.returncode == 2 and "no shape that can be used" in lost.stderr, lost.stderr
# What the city was made to hold.
def matches(i):
    return {(p["permit_id"], p["matched_by"]) for p in found[rows[i]]["permits"]}
assert {("nowhere-known", "place"), ("in-persian", "old_code")} <= matches(10)
assert ("of-nothing-but-a-row-without-shape", "place") in matches(11)
assert ("of-a-row-without-shape", "old_code") in matches(14) and "of-a-row-without-shape" not in dict(matches(11))
assert all(("of-an-old-code", "old_code") in matches(i) for i in (5, 12, 13)) and "of-an-old-code" not in dict(matches(19))
assert ("of-a-merged-plot", "other_plot") in matches(12)
assert ("of-today's-owner-of-a-code", "key") in matches(17) and "of-today's-owner-of-a-code" not in dict(matches(16))
assert [p["permit_id"] for p in found[rows[21]]["permits"] if p["matched_by"] == "place"] == ["issued-again"]
assert found["9-9-9-3"]["parcel_id"] == rows[5] and found["8-8-8-1"]["parcel_id"] == rows[14]
PY
# Few rows were read: a shape elsewhere that no number of the CRS can be stops a reading of all, not this one.
/usr/bin/python3 - "$work/city" <<'PY'
import sys
from osgeo import ogr
ogr.UseExceptions()
cadastre = ogr.Open(f"{sys.argv[1]}/cadastre.gpkg", 1)
parcels = cadastre.GetLayer("parcels")
row = ogr.Feature(parcels.GetLayerDefn())
row["parcel_id"] = "7-7-7-7"
row.SetGeometry(ogr.CreateGeometryFromWkt("MULTIPOLYGON(((9e8 9e8,9.1e8 9e8,9.1e8 9.1e8,9e8 9e8)))"))
parcels.CreateFeature(row)
PY
"$DIDBAN" parcel "$work/city" 1-1-1-3 --on 2025-03-21 -q > "$work/beside.json"
for whole in "7-7-7-7" "--all -o $work/all.gpkg"; do
  # shellcheck disable=SC2086 # two words
  if "$DIDBAN" parcel "$work/city" $whole -q 2> "$work/said"; then exit 1; fi
  grep -q cadastre.gpkg "$work/said"
done
