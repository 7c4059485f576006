# What has no shape to look at is unclear and said, in every result: rows without a polygon, a polygon of which a part lies nowhere, and features of the plan.
/usr/bin/python3 -c 'from osgeo import ogr' 2> /dev/null || exit 77
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 "$DIDBAN_SOURCE/tests/golden/judge/make_tiny_city.py" "$work"
/usr/bin/python3 - "$work" <<'PY'
import json, math, sys
from osgeo import ogr, osr
folder = sys.argv[1]
rows = json.load(open(f"{folder}/cadastre.geojson"))["features"]
crs = osr.SpatialReference()
crs.ImportFromEPSG(4326)
crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)


def write(path, layer_name, columns, features):
    made = ogr.GetDriverByName("GPKG").Open(path, 1) or ogr.GetDriverByName("GPKG").CreateDataSource(path)
    layer = made.CreateLayer(layer_name, crs, ogr.wkbUnknown)
    for name in columns:
        layer.CreateField(ogr.FieldDefn(name))
    for values, shape in features:
        feature = ogr.Feature(layer.GetLayerDefn())
        for name, value in zip(columns, values):
            feature[name] = value
        feature.SetGeometry(shape)
        layer.CreateFeature(feature)
    made = None


def polygon(row):
    return ogr.CreateGeometryFromJson(json.dumps(row["geometry"]))


def broken(row):  # a second part with a corner that is no place
    both = ogr.Geometry(ogr.wkbMultiPolygon)
    both.AddGeometry(polygon(row))
    ring = ogr.Geometry(ogr.wkbLinearRing)
    for x, y in ((44.96, 38.55), (44.961, math.nan), (44.961, 38.551), (44.96, 38.55)):
        ring.AddPoint_2D(x, y)
    part = ogr.Geometry(ogr.wkbPolygon)
    part.AddGeometry(ring)
    both.AddGeometry(part)
    return both


ring = rows[2]["geometry"]["coordinates"][0]
shapes = [None, ogr.CreateGeometryFromWkt("POINT (44.95 38.55)"),
          ogr.CreateGeometryFromWkt("LINESTRING (" + ",".join(f"{x} {y}" for x, y in ring[:-1]) + ")"),
          polygon(rows[3]), polygon(rows[4]), broken(rows[5])]
write(f"{folder}/cadastre.gpkg", "parcels", ("parcel_id", "district"),
      [((row["properties"]["parcel_id"], "7"), shape) for row, shape in zip(rows, shapes)])
write(f"{folder}/plan.gpkg", "zones", ("zone_id", "zone"), [(("z1", "R1"), polygon(rows[3])), (("z2", "R1"), None)])
write(f"{folder}/plan.gpkg", "overlays", ("overlay_id", "kind"), [(("o1", "river"), ogr.CreateGeometryFromWkt("POINT (44.95 38.55)"))])
PY
sed 's/cadastre.geojson/cadastre.gpkg/' "$work/city.toml" > "$work/odd.toml"
printf '[plan]\nsource = "plan.gpkg"\n' >> "$work/odd.toml"
"$DIDBAN" judge "$work/odd.toml" --changes "$work/changes.geojson" -o "$work/out" > /dev/null 2> "$work/said"
grep -q '3 parcels have no shape that can be used.*7-1-1-1-0-0-0, 7-1-1-2-0-0-0, 7-1-1-3-0-0-0' "$work/said"
grep -q '1 parcels have a shape that can only be used in part.*7-1-1-6-0-0-0' "$work/said"
grep -q 'plan.gpkg.* 1 features of the plan.*zones 2' "$work/said"
grep -q 'plan.gpkg.* 1 features of the plan.*overlays 1' "$work/said"
python3 - "$work" <<'PY'
import csv, json, sqlite3, sys
folder = sys.argv[1]
rows = {f["properties"]["parcel_id"][6]: f for f in json.load(open(f"{folder}/out/parcels.geojson"))["features"]}
verdicts = {n: f["properties"]["verdict"] for n, f in rows.items()}
assert [verdicts[n] for n in "123"] == ["unclear"] * 3 and verdicts["6"] == "unclear", verdicts
assert verdicts["4"] == "suspected", verdicts
assert rows["1"]["geometry"] is None and rows["6"]["geometry"] is not None
run = json.load(open(f"{folder}/out/run.json"))
counted = {p["code"]: p["count"] for p in run["problems"]}
for code in ("parcel.geometry.missing", "parcel.geometry.point", "parcel.geometry.line", "parcel.geometry.incomplete", "plan.geometry.none"):
    assert counted.get(code) == 1, (code, counted)
assert sum(run["counts"]["parcels"].values()) == 6, run["counts"]
seen = dict(sqlite3.connect(f"{folder}/ledger.gpkg").execute("select parcel_key, verdict from observations"))
assert len(seen) == 6 and sum(v == "unclear" for v in seen.values()) >= 4, seen
PY
"$DIDBAN" check "$work/odd.toml" --quiet > "$work/check" || true
for code in parcel.geometry.missing parcel.geometry.point parcel.geometry.line parcel.geometry.incomplete plan.geometry.none; do grep -q "$code" "$work/check"; done
status=0
"$DIDBAN" parcel "$work/odd.toml" 7-1-1-1-0-0-0 --quiet > /dev/null 2> "$work/said" || status=$?
test "$status" = 2
grep -q '"7-1-1-1-0-0-0" has no shape that can be used' "$work/said"
