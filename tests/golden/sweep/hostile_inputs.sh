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

sweep() { "$DIDBAN" sweep . --standing "$1" --on 2026-06-20 --accuracy 0.3 -o "$2" --quiet "${@:3}" > /dev/null; }
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
code=0; "$DIDBAN" sweep . --layer stands --on 2026-06-20 -o refused --quiet > /dev/null 2> said || code=$?
[ "$code" = 2 ] && grep -q -e '--layer stands names a layer of the outlines of --standing' said && [ ! -e refused ]
# Columns are known in capitals and as shapefiles cut them, and an older map's vanished buildings are told.
ogr2ogr -dialect OGRSQL -sql "SELECT building_id AS BUILDING_ID, floors AS FLOORS, built AS BUILT, demolished AS DEMOLISHED FROM stands" capitals.gpkg zone39.gpkg
sweep capitals.gpkg capitals --accept-built-by 1375/01/01
sweep zone39.gpkg small_letters --layer stands --accept-built-by 1375/01/01
cmp small_letters/sweep.csv capitals/sweep.csv
ogr2ogr -f "ESRI Shapefile" -dialect OGRSQL -sql "SELECT building_id, floors, built, demolished FROM stands WHERE building_id <> 'broken'" cut.shp zone39.gpkg 2> /dev/null
sweep cut.shp cut --accept-built-by 1375/01/01
cmp <(cut -d, -f1-5 small_letters/sweep.csv) <(cut -d, -f1-5 cut/sweep.csv)
sed -i 's/"floors": 2}/"floors": 2, "demolished": "2020-01-01"}/g' older.geojson
sed 's/fields = { floors = "floors" }/fields = { floors = "floors", demolished = "demolished" }/' city.toml > vanished.toml
"$DIDBAN" sweep vanished.toml --standing stands.geojson --on 2026-06-20 --accept-built-by 1375/01/01 -o vanished --quiet > /dev/null
grep -q '\[buildings\]: 2 buildings did not stand on 2026-06-20' vanished/run.json
python3 "$DIDBAN_SOURCE/tests/golden/sweep/make_swept_city.py" .
ogr2ogr -t_srs EPSG:32638 -sql "SELECT * FROM stands WHERE building_id NOT IN ('gone', 'broken')" utm.gpkg stands.geojson
gdal_rasterize -q -burn 1 -init 0 -tr 0.25 0.25 -tap -ot Float32 -l stands utm.gpkg mask.tif
sweep mask.tif mask --accept-built-by 1375/01/01
grep -q 'no building of mask.tif says when it was built' mask/run.json
# A speck of a square metre on a plot, as the shed of 20 m2 on another: counted and not judged, and nobody says that
# nothing stands there.
ogr2ogr -t_srs EPSG:32638 speck.gpkg speck.geojson
gdal_translate -q mask.tif speck.tif
gdal_rasterize -q -burn 1 speck.gpkg speck.tif
sweep speck.tif speck
grep -q '"1 buildings, or parts of them on a parcel, are smaller' mask/run.json
grep -q '"2 buildings, or parts of them on a parcel, are smaller' speck/run.json
python3 - <<'PY'
import json
def verdicts(run):
    return {f["properties"]["parcel_id"]: f["properties"]["verdict"] for f in json.load(open(f"{run}/sweep_parcels.geojson"))["features"]}
nothing = set(verdicts("none").values())
assert nothing == {"not_seen"}, nothing
lonlat, mask = verdicts("lonlat"), verdicts("mask")
assert verdicts("zone39") == lonlat
speck = verdicts("speck")
assert {k: (mask[k], speck[k]) for k in mask if mask[k] != speck[k]} == {"7-1-1-9": ("nothing_stands", "unknown")}, speck
# A mask knows ground, not floors, and nothing of an outline without any area.
assert {k: (lonlat[k], mask[k]) for k in lonlat if lonlat[k] != mask[k]} == {
    "7-1-1-5": ("exceeds_record", "permitted"), "7-1-1-13": ("exceeds_record", "recorded"),
    "7-1-1-23": ("unknown", "nothing_stands")}, mask
PY
gdal_rasterize -q -burn 255 -init 0 -tr 0.5 0.5 -tap -ot Byte -l stands utm.gpkg bytes.tif
refused 'lies between 0 and 1' bytes.tif
gdal_translate -q -b 1 -b 1 mask.tif two_bands.tif
refused 'two_bands.tif: holds 2 bands' two_bands.tif
refused 'two_bands.tif is a raster' two_bands.tif --layer stands
gdal_translate -q -co PROFILE=BASELINE bytes.tif plain.tif && rm -f plain.tif.aux.xml plain.tfw
refused 'no georeference' plain.tif
