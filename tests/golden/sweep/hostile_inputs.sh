# Outlines and rasters that cannot be used, or say nothing: a clear word, and nothing half-written. Other CRS and rasters
# give the same verdicts as outlines in longitude and latitude.
command -v ogr2ogr > /dev/null && command -v gdal_rasterize > /dev/null || exit 77
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 "$DIDBAN_SOURCE/tests/golden/sweep/make_swept_city.py" "$work"
cd "$work"
refused() { # words STANDING [options]
  local code=0
  "$DIDBAN" sweep . --standing "$2" --on 2026-06-20 -o refused --quiet "${@:3}" > /dev/null 2> said || code=$?
  [ "$code" = 2 ] || { echo "exit code $code for $2"; cat said; exit 1; }
  grep -q "$1" said || { cat said; exit 1; }
  [ ! -e refused ]
}
refused 'missing.gpkg' missing.gpkg
ogr2ogr -f "ESRI Shapefile" naked.shp stands.geojson 2> /dev/null && rm naked.prj
refused 'no coordinate reference system' naked.shp
code=0; "$DIDBAN" sweep . --standing stands.geojson -o refused --quiet > /dev/null 2> said || code=$?
[ "$code" = 2 ] && grep -q 'give --on' said
sed '/\[buildings\]/,$d' city.toml > no_map.toml
code=0; "$DIDBAN" sweep no_map.toml --on 2026-06-20 -o refused --quiet > /dev/null 2> said || code=$?
[ "$code" = 2 ] && grep -q 'names no \[buildings\]' said && [ ! -e refused ]

sweep() { "$DIDBAN" sweep . --standing "$1" --on 2026-06-20 --accuracy 0.3 -o "$2" --quiet > /dev/null; }
printf '{"type":"FeatureCollection","features":[]}' > none.geojson
sweep none.geojson none
grep -q 'holds no building; nothing was swept' none/run.json
sweep stands.geojson lonlat
ogr2ogr -t_srs EPSG:32639 zone39.gpkg stands.geojson
sweep zone39.gpkg zone39
ogr2ogr -update -nln others zone39.gpkg older.geojson
refused 'stands' zone39.gpkg # which of the two layers is not said
"$DIDBAN" sweep . --standing zone39.gpkg --layer stands --on 2026-06-20 --accuracy 0.3 -o layer --quiet > /dev/null
cmp zone39/sweep.csv layer/sweep.csv
ogr2ogr -t_srs EPSG:32638 -sql "SELECT * FROM stands WHERE building_id NOT IN ('gone', 'broken')" utm.gpkg stands.geojson
gdal_rasterize -q -burn 1 -init 0 -tr 0.25 0.25 -tap -ot Float32 -l stands utm.gpkg mask.tif
sweep mask.tif mask
python3 - <<'PY'
import json
def verdicts(run):
    return {f["properties"]["parcel_id"]: f["properties"]["verdict"] for f in json.load(open(f"{run}/sweep_parcels.geojson"))["features"]}
nothing = set(verdicts("none").values())
assert nothing == {"not_seen"}, nothing
lonlat, mask = verdicts("lonlat"), verdicts("mask")
assert verdicts("zone39") == lonlat
# A mask knows ground, not floors.
assert {k: (lonlat[k], mask[k]) for k in lonlat if lonlat[k] != mask[k]} == {
    "7-1-1-5": ("exceeds_record", "permitted"), "7-1-1-13": ("exceeds_record", "recorded")}, mask
PY
gdal_rasterize -q -burn 255 -init 0 -tr 0.5 0.5 -tap -ot Byte -l stands utm.gpkg bytes.tif
refused 'lies between 0 and 1' bytes.tif
gdal_translate -q -co PROFILE=BASELINE bytes.tif plain.tif && rm -f plain.tif.aux.xml plain.tfw
refused 'no georeference' plain.tif
