# Names that carry terminal escapes, spreadsheet formulas or a password reach nobody's terminal, table or log as such.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
escape=$(printf '\033')
cat > "$work/parcels.geojson" <<END
{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"parcel_id":"=2+5"},"geometry":{"type":"Polygon","coordinates":[[[44.95,38.55],[44.951,38.55],[44.951,38.551],[44.95,38.55]]]}},
{"type":"Feature","properties":{"parcel_id":"\u001b[41mred"},"geometry":{"type":"Polygon","coordinates":[[[44.96,38.55],[44.961,38.55],[44.961,38.551],[44.96,38.55]]]}},
{"type":"Feature","properties":{"parcel_id":"\u001b[41mred"},"geometry":{"type":"Polygon","coordinates":[[[44.97,38.55],[44.971,38.55],[44.971,38.551],[44.97,38.55]]]}}]}
END
cat > "$work/changes.geojson" <<'END'
{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"change":"new","probability":0.97},"geometry":{"type":"Polygon","coordinates":[[[44.9505,38.5501],[44.9508,38.5501],[44.9508,38.5504],[44.9505,38.5501]]]}}]}
END
city() { printf '[city]\ncrs = "EPSG:32638"\nledger = "ledger.gpkg"\n[cadastre]\nsource = "%s"\nfields = { id = "parcel_id" }\n' "$1" > "$work/city.toml"; }
no_escapes() { if LC_ALL=C grep -q "$escape" "$1"; then echo "$2 prints a terminal escape"; cat -v "$1"; exit 1; fi; }
absent() { if grep -qE -- "$1" "$2"; then echo "$2 holds $1:"; cat "$2"; exit 1; fi; }

city parcels.geojson
"$DIDBAN" check "$work" > "$work/said" 2>&1 || true
grep -q 'u001b\[41mred' "$work/said"
no_escapes "$work/said" check
"$DIDBAN" check "$work" --json > "$work/said" 2> "$work/warned" || true
no_escapes "$work/said" "check --json"
no_escapes "$work/warned" "check --json, on standard error,"
jq -e '[.problems[].examples[]] | any(contains("\u001b[41mred"))' "$work/said" > /dev/null # the same text, written in JSON's way
"$DIDBAN" judge "$work" --changes "$work/no${escape}[2Jfile.geojson" -o "$work/none" > "$work/said" 2>&1 && exit 1
no_escapes "$work/said" "an error"

"$DIDBAN" judge "$work" --changes "$work/changes.geojson" --from 2024-05-01 --to 2025-05-01 -o "$work/out" -q > /dev/null
grep -q "'=2+5" "$work/out/findings.csv"
absent ',"?=2' "$work/out/findings.csv"
"$DIDBAN" cases "$work" export "$work/cases.csv" > /dev/null
absent '(^|,)"?=2' "$work/cases.csv"

# A key of many points is refused in few words, not followed to the ground.
python3 -c "print('[city]\ncrs = \"EPSG:32638\"\n' + 'a' + '.b' * 60000 + ' = 1')" > "$work/city.toml"
status=0; "$DIDBAN" check "$work" > "$work/said" 2>&1 || status=$?
[ "$status" = 2 ] && grep -q 'city.toml:3: keys or brackets nest more than' "$work/said" && [ "$(wc -c < "$work/said")" -lt 400 ]

# Passwords: whatever the spelling, an error shows where, not with what.
for source in "PG:host=127.0.0.1 port=9 password = 'Uncle Vanya'" "postgresql://u:Vanya@127.0.0.1:9/d" "ODBC:u/Vanya@d" \
  "/vsicurl/http://u:Vanya@127.0.0.1:9/c.gpkg?sig=Vanya" "MSSQL:server=127.0.0.1;PWD=Vanya"; do
  city "$source"
  "$DIDBAN" check "$work" > "$work/said" 2>&1 && exit 1
  "$DIDBAN" judge "$work" --changes "$work/changes.geojson" -o "$work/none" -v >> "$work/said" 2>&1 && exit 1
  absent Vanya "$work/said"
  grep -qF '***' "$work/said"
done
