# What a run notes of the plan when it loads it, check says too: streets without widths, numbers that are none, zones without a code.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 "$DIDBAN_SOURCE/tests/golden/judge/make_tiny_city.py" "$work"
/usr/bin/python3 - "$work/plan.gpkg" <<'PY' || exit 77
import sys
from osgeo import ogr, osr
crs = osr.SpatialReference()
crs.ImportFromEPSG(4326)
crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
out = ogr.GetDriverByName("GPKG").CreateDataSource(sys.argv[1])
streets = out.CreateLayer("streets", crs, ogr.wkbLineString)
for name in ("street_id", "width_m", "plan_width_m"):
    streets.CreateField(ogr.FieldDefn(name))
for street, width, planned in (("S1", "12", "16"), ("S2", "12", None), ("S3", None, "wide"), ("S4", None, None)):
    f = ogr.Feature(streets.GetLayerDefn())
    f["street_id"] = street
    if width:
        f["width_m"] = width
    if planned:
        f["plan_width_m"] = planned
    f.SetGeometry(ogr.CreateGeometryFromWkt("LINESTRING(44.96 38.56, 44.97 38.56)"))
    streets.CreateFeature(f)
zones = out.CreateLayer("zones", crs, ogr.wkbPolygon)
for name in ("zone_id", "zone"):
    zones.CreateField(ogr.FieldDefn(name))
f = ogr.Feature(zones.GetLayerDefn())
f["zone_id"] = "Z1"
f.SetGeometry(ogr.CreateGeometryFromWkt("POLYGON((44.9 38.5, 45 38.5, 45 38.6, 44.9 38.6, 44.9 38.5))"))
zones.CreateFeature(f)
PY
printf '[plan]\nsource = "plan.gpkg"\n' >> "$work/city.toml"
"$DIDBAN" check "$work" --json > "$work/check.json" 2> /dev/null || true
"$DIDBAN" judge "$work" --changes "$work/changes.geojson" -o "$work/out" --ledger "$work/l.gpkg" --quiet > /dev/null
python3 - "$work/check.json" "$work/out/run.json" <<'PY'
import json, sys
told = {p["code"]: p for p in json.load(open(sys.argv[1]))["problems"]}
for code, count, example in (("plan.street.plan_width", 3, "S2"), ("plan.street.width", 2, "S4"), ("plan.number", 1, "plan_width_m wide"), ("plan.zone.code", 1, "Z1")):
    assert told[code]["count"] == count and example in told[code]["examples"], (code, told.get(code))
noted = json.dumps(json.load(open(sys.argv[2])))
assert all(code in noted for code in ("plan.street.plan_width", "plan.street.width", "plan.zone.code", "plan.number")), noted
PY
