# Tables as offices and portals publish them: every parcel's verdict stays right, or the run says what it cannot use.
/usr/bin/python3 -c 'from osgeo import gdal' 2> /dev/null || exit 77
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 "$DIDBAN_SOURCE/tests/golden/judge/make_tiny_city.py" "$work"
cp "$work/city.toml" "$work/plain.toml"
cp "$work/permits.csv" "$work/plain.csv"

verdicts() { # id=verdict …
  rm -f "$work/ledger.gpkg"
  "$DIDBAN" judge "$work" --changes "$work/changes.geojson" -o "$work/out" --quiet > "$work/said.txt" 2> "$work/warned.txt" || { cat "$work/warned.txt"; exit 1; }
  python3 - "$work/out/parcels.geojson" "$@" <<'PY'
import json, sys
rows = {f["properties"]["parcel_id"]: f["properties"]["verdict"] for f in json.load(open(sys.argv[1]))["features"]}
for pair in sys.argv[2:]:
    parcel, verdict = pair.split("=")
    assert rows.get(parcel) == verdict, (parcel, rows.get(parcel), verdict)
PY
}
refused() { # text
  status=0
  "$DIDBAN" judge "$work" --changes "$work/changes.geojson" -o "$work/bad" --quiet > /dev/null 2> "$work/warned.txt" || status=$?
  [ "$status" = 2 ] && grep -q -- "$1" "$work/warned.txt" || { echo "exit $status"; cat "$work/warned.txt"; exit 1; }
}
all="7-1-1-1-0-0-0=suspected 7-1-1-2-0-0-0=authorized 7-1-1-3-0-0-0=suspected 7-1-1-4-0-0-0=suspected"

# A first line for the spreadsheet, other separators, no-break blanks round codes, a column nobody asks for twice.
{ echo 'sep=;'; sed 's/,/;/g; s/;7-1-1-2-0-0-0;/; 7-1-1-2-0-0-0\xc2\xa0;/' "$work/plain.csv"; } > "$work/permits.csv"
verdicts $all
sed '1s/$/,note,note/; 2,$s/$/,x,y/' "$work/plain.csv" > "$work/permits.csv"
verdicts $all
sed '1s/$/,parcel_id/; 2,$s/$/,/' "$work/plain.csv" > "$work/permits.csv"
refused 'several columns "parcel_id"'

# A sheet of texts alone.
ogr2ogr -f XLSX "$work/permits.xlsx" "$work/plain.csv" > /dev/null 2>&1 || exit 77
sed 's/permits.csv/permits.xlsx/' "$work/plain.toml" > "$work/city.toml"
verdicts $all

# Parcels drawn as surfaces of other kinds.
cp "$work/plain.csv" "$work/permits.csv"
/usr/bin/python3 - "$work" <<'PY'
import json, sys
from osgeo import ogr, osr
folder = sys.argv[1]
rows = json.load(open(f"{folder}/cadastre.geojson"))["features"]
crs = osr.SpatialReference()
crs.ImportFromEPSG(4326)
crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
made = ogr.GetDriverByName("GPKG").CreateDataSource(f"{folder}/cadastre.gpkg")
layer = made.CreateLayer("parcels", crs, ogr.wkbUnknown)
for name in ("parcel_id", "district"):
    layer.CreateField(ogr.FieldDefn(name))
for i, row in enumerate(rows):
    ring = ",".join(f"{x!r} {y!r}" for x, y in row["geometry"]["coordinates"][0])
    flat = ",".join(f"{x!r} {y!r} 3" for x, y in row["geometry"]["coordinates"][0])
    kinds = [f"MULTISURFACE ((({ring})))", f"CURVEPOLYGON (({ring}))", f"GEOMETRYCOLLECTION (POLYGON (({ring})))",
             f"POLYHEDRALSURFACE Z ((({flat})))", f"MULTISURFACE (CURVEPOLYGON (COMPOUNDCURVE (({ring}))))",
             f"MULTISURFACE (CURVEPOLYGON (({ring})))"]
    feature = ogr.Feature(layer.GetLayerDefn())
    feature["parcel_id"], feature["district"] = row["properties"]["parcel_id"], "7"
    shape = ogr.CreateGeometryFromWkt(kinds[i])
    assert shape is not None, kinds[i]
    feature.SetGeometry(shape)
    layer.CreateFeature(feature)
PY
sed 's/^source = "cadastre.geojson"/source = "cadastre.gpkg"/' "$work/plain.toml" > "$work/city.toml"
verdicts $all 7-1-1-5-0-0-0=exempt 7-1-1-6-0-0-0=no_change

# Changes that do not say what they are.
sed 's/"change": "[a-z]*", //g' -i "$work/changes.geojson"
refused '--kind'
"$DIDBAN" judge "$work" --changes "$work/changes.geojson" -o "$work/told" --kind demolished --quiet > /dev/null
