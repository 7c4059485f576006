# Broken inputs: exit 2 and a message that names the input. All names and places are invented.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

parcels='{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"parcel_id":"1-1-1-1"},"geometry":{"type":"Polygon","coordinates":[[[44.95,38.55],[44.951,38.55],[44.951,38.551],[44.95,38.55]]]}}]}'
head='[city]
crs = "EPSG:32638"
'
cadastre() { printf '%s[cadastre]\nsource = "%s"\nfields = { id = "%s" }\n' "$head" "$1" "$2" > city.toml; }
expect() { # exit code, text in stdout or stderr
    set +e
    "$DIDBAN" check . > out 2> err
    code=$?
    set -e
    if [ "$code" -ne "$1" ] || ! cat out err | grep -q -- "$2"; then
        echo "expected exit $1 and \"$2\", got exit $code and:"
        cat city.toml out err
        exit 1
    fi
}

expect 2 'no such file; `didban init DIR`'

printf '[city]\ncrs = "EPSG:32638"\ncsr = 3\n' > city.toml
expect 2 'city.toml:3: unknown key "csr" in \[city\]; did you mean "crs"?'

printf '[city]\ncrs = "EPSG:4326"\n' > city.toml
expect 2 'city.toml:2: crs = "EPSG:4326" is geographic'

printf 'only text\n' > cadastre.gpkg
cadastre cadastre.gpkg parcel_id
expect 2 'cadastre.gpkg: is no table that OGR can read'

printf '%s' "$parcels" > cadastre.geojson
cadastre cadastre.geojson parcel_id
expect 0 '1 parcels'
cadastre cadastre.geojson parcelid
expect 2 'has no column "parcelid"; did you mean "parcel_id"?'

printf '{"type":"FeatureCollection","features":[]}' > empty.geojson
cadastre empty.geojson parcel_id
expect 2 'empty'

printf 'parcel_id,WKT\n1-1-1-1,"POLYGON ((0 0,10 0,10 10,0 0))"\n' > nocrs.csv
cadastre nocrs.csv parcel_id
expect 2 'no coordinate reference system'

# The same as JSON.
set +e
"$DIDBAN" check . --json > out.json 2> err
code=$?
set -e
test "$code" -eq 2
python3 - out.json <<'PY'
import json, sys
report = json.load(open(sys.argv[1]))
errors = [p for p in report["problems"] if p["level"] == "error"]
assert report["stops_a_run"] and [p["code"] for p in errors] == ["cadastre.unreadable"], report
PY
