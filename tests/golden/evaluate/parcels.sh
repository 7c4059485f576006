# Parcel metrics of a small invented city agree with hand-counted ones and, where the scoring tool is at hand, with it.
PATH=/usr/bin:$PATH # the python that python3-gdal is installed for
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat > "$dir/truth.csv" <<'EOF'
parcel_id,verdict,violations,changed
1-1-1,suspected,V100,1
1-1-2,suspected,V100 V110,1
1-1-3,no_change,,0
1-1-4,no_change,,0
1-1-5,authorized,,1
1-1-6,ignore,,
1-1-7,suspected,V120,1
EOF
cat > "$dir/found.geojson" <<'EOF'
{"type":"FeatureCollection","features":[
{"type":"Feature","geometry":null,"properties":{"parcel_id":"1-1-1","verdict":"suspected","violations":["V100"],"change_probability":0.95}},
{"type":"Feature","geometry":null,"properties":{"parcel_id":"1-1-2","verdict":"suspected","violations":["V100"],"change_probability":0.8}},
{"type":"Feature","geometry":null,"properties":{"parcel_id":"1-1-3","verdict":"suspected","violations":["V100"],"change_probability":0.75}},
{"type":"Feature","geometry":null,"properties":{"parcel_id":"1-1-4","verdict":"no_change","violations":[],"change_probability":0.02}},
{"type":"Feature","geometry":null,"properties":{"parcel_id":"1-1-5","verdict":"authorized","violations":[],"change_probability":1}},
{"type":"Feature","geometry":null,"properties":{"parcel_id":"1-1-6","verdict":"suspected","violations":["V100"],"change_probability":0.9}},
{"type":"Feature","geometry":null,"properties":{"parcel_id":"1-1-7","verdict":"not_seen","violations":[],"change_probability":null}}
]}
EOF
"$DIDBAN" evaluate --truth "$dir/truth.csv" --found "$dir/found.geojson" -o "$dir/out" --quiet > "$dir/result.json"
cmp "$dir/result.json" "$dir/out/evaluation.json"
grep -q '"parcels": 6,' "$dir/result.json"
grep -q '"true_suspected": 3,' "$dir/result.json"
grep -q '"precision": 0.6666666666666666,' "$dir/result.json" # 2 of 3 said
grep -q '"codes_exact": 0.5,' "$dir/result.json"
grep -q '</svg>' "$dir/out/reliability.svg"

# a parcel without a verdict is an error that names it
grep -v '1-1-4' "$dir/found.geojson" > "$dir/short.geojson"
code=0
"$DIDBAN" evaluate --truth "$dir/truth.csv" --found "$dir/short.geojson" 2> "$dir/error" || code=$?
test "$code" = 2
grep -q '1-1-4' "$dir/error"

tool="$DIDBAN_SHARED_TOOLS/score_parcels.py"
if test -f "$tool" && command -v python3 > /dev/null; then
  python3 "$tool" "$dir/truth.csv" "$dir/found.geojson" --json > "$dir/tool.json"
  python3 - "$dir/tool.json" "$dir/result.json" <<'EOF'
import json, sys
tool, ours = (json.load(open(path)) for path in sys.argv[1:])
for key, value in tool.items():
    if isinstance(value, dict):
        assert ours[key].keys() == value.keys(), key
        pairs = [(ours[key][k], v) for k, v in value.items()]
    else:
        pairs = [(ours[key], value)]
    for a, b in pairs:
        assert abs(a - b) < 1e-12, (key, a, b)
EOF
else
  echo "the scoring tool is not at hand: compared with hand-counted figures only"
fi
