# A hand-checked city: six plots, four permits, seven changes of another system. Every verdict below was worked out by hand.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 "$DIDBAN_SOURCE/tests/golden/judge/make_tiny_city.py" "$work"
status=0
"$DIDBAN" judge "$work" --changes "$work/changes.geojson" -o "$work/out" --fail-on suspected --quiet > "$work/said.txt" || status=$?
[ "$status" = 3 ] || { echo "exit code $status, expected 3"; exit 1; }
for file in findings.geojson parcels.geojson changes.geojson findings.csv report.gpkg report.html run.json; do
  [ -s "$work/out/$file" ] || { echo "$file is missing"; exit 1; }
done
[ ! -e "$work/out/.work" ] || { echo "work files were left behind"; exit 1; }
python3 - "$work/out/parcels.geojson" <<'PY'
import json, sys
rows = {f["properties"]["parcel_id"]: f["properties"] for f in json.load(open(sys.argv[1]))["features"]}
expected = {
    "7-1-1-1-0-0-0": ("suspected", ["V100"]),        # new building, no permit
    "7-1-1-2-0-0-0": ("authorized", []),             # permit of 130 m2 against 120 m2
    "7-1-1-3-0-0-0": ("suspected", ["V110"]),        # permit of 60 m2 against 120 m2
    "7-1-1-4-0-0-0": ("suspected", ["V101"]),        # permit expired before the period
    "7-1-1-5-0-0-0": ("exempt", []),                 # demolition alone
    "7-1-1-6-0-0-0": ("no_change", []),
}
for parcel, (verdict, codes) in expected.items():
    got = rows[parcel]
    assert (got["verdict"], got["violations"]) == (verdict, codes), (parcel, got)
PY
# The same input gives the same bytes, with the ledger of the first run in place and with one thread.
"$DIDBAN" judge "$work" --changes "$work/changes.geojson" -o "$work/again" --threads 1 --quiet > /dev/null
for file in findings.geojson parcels.geojson changes.geojson findings.csv report.gpkg report.html; do
  cmp "$work/out/$file" "$work/again/$file"
done
# The ledger knows the cases, and a dismissed one is not opened again.
case_id=$("$DIDBAN" cases "$work" list --verdict suspected | sed -n 2p | cut -f1)
"$DIDBAN" cases "$work" dismiss "$case_id" --reason PERMIT_FOUND --on 2026-07-01
"$DIDBAN" judge "$work" --changes "$work/changes.geojson" -o "$work/third" --quiet > /dev/null
python3 - "$work" "$case_id" <<'PY'
import json, sys
def read(run):
    return {f["properties"].pop("case_id"): f for f in json.load(open(f"{sys.argv[1]}/{run}/findings.geojson"))["features"]}
before, after = read("out"), read("third")
assert list(after)[-1] == sys.argv[2] and after[sys.argv[2]]["properties"]["state"] == "dismissed", "what is settled comes last"
for rows in (before, after):
    for row in rows.values():
        del row["properties"]["priority"], row["properties"]["state"]
assert before == after
PY
"$DIDBAN" cases "$work" show "$case_id" | grep -q '"state": "dismissed"'
# A ledger in a database that cannot be reached is refused before any work.
sed -i 's/^ledger = .*/ledger = "PG:dbname=nowhere"/' "$work/city.toml"
status=0
"$DIDBAN" judge "$work" --changes "$work/changes.geojson" -o "$work/refused" --quiet > /dev/null 2> "$work/said.txt" || status=$?
[ "$status" = 2 ] && grep -q "cannot connect" "$work/said.txt" && [ ! -e "$work/refused" ] || { cat "$work/said.txt"; exit 1; }
