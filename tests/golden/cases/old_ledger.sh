# A ledger of the format before the chain of events is read as it is, and brought to today's at its first write, after a
# copy was put beside it.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir city
python3 "$DIDBAN_SOURCE/tests/golden/judge/make_tiny_city.py" city
"$DIDBAN" judge city --changes city/changes.geojson -o out --quiet > /dev/null
"$DIDBAN" cases city list > before.txt
# What the former format had: four columns of history, fourteen of cases, no head, no runs.
/usr/bin/python3 - city/ledger.gpkg <<'PY'
import sys
from osgeo import ogr
ogr.UseExceptions()
ds = ogr.Open(sys.argv[1], 1)
for name, kept in (("cases", 14), ("history", 4), ("observations", 8)):
    layer = ds.GetLayerByName(name)
    ds.ExecuteSQL(f"DROP INDEX IF EXISTS didban_{name}_run")
    for i in reversed(range(kept, layer.GetLayerDefn().GetFieldCount())):
        column = layer.GetLayerDefn().GetFieldDefn(i).GetName()
        ds.ExecuteSQL(f"DROP INDEX IF EXISTS didban_{name}_{column}")
        layer.DeleteField(i)
ds.ExecuteSQL("DELLAYER:ledger_head")
ds.ExecuteSQL("DELLAYER:runs")
case = ds.GetLayerByName("cases").GetFeature(2)
case["state"], case["note"] = "dismissed", "TEMPORARY"
ds.GetLayerByName("cases").SetFeature(case)
line = ogr.Feature(ds.GetLayerByName("history").GetLayerDefn())
line["case_id"], line["on"], line["event"], line["detail"] = case["case_id"], "2026-07-01", "dismissed", "TEMPORARY"
ds.GetLayerByName("history").CreateFeature(line)
open("dismissed.txt", "w").write(case["case_id"])
PY
cp city/ledger.gpkg old.gpkg
"$DIDBAN" cases city list | cut -f1,2,4- | sort | cmp - <(cut -f1,2,4- before.txt | sort) # the states apart
"$DIDBAN" cases city show "$(cat dismissed.txt)" | grep -q '"detail": "TEMPORARY"'
"$DIDBAN" parcel city 7-1-1-1 --format json > /dev/null
status=0
"$DIDBAN" cases city verify > /dev/null 2> said.txt || status=$?
[ "$status" = 1 ] && grep -q "older than the chain" said.txt
cmp old.gpkg city/ledger.gpkg # reading changes nothing
"$DIDBAN" cases city reopen "$(cat dismissed.txt)" --on 2026-07-02 > /dev/null
[ "$(ls city/ledger.gpkg.bak-* | wc -l)" = 1 ]
"$DIDBAN" cases city --ledger "$(ls "$work"/city/ledger.gpkg.bak-*)" list | sed 1d | wc -l | grep -q 5
"$DIDBAN" cases city verify | grep -q "7 events"
"$DIDBAN" judge city --changes city/changes.geojson -o again --quiet > /dev/null
[ "$("$DIDBAN" cases city list | sed 1d | wc -l)" = 5 ]
[ "$(ls city/ledger.gpkg.bak-* | wc -l)" = 1 ]
"$DIDBAN" cases city verify > /dev/null
