# Ranked parcels with reasons, and the parcels whose limits a new plan changes.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
city="$DIDBAN_SOURCE/data-samples/arak"
"$DIDBAN" siting "$city" --criteria "$city/high-rise.toml" --on 1404/01/01 > "$work/s.json"
"$DIDBAN" siting "$city" --criteria "$city/high-rise.toml" --on 1404/01/01 --threads 1 -o "$work/s.csv"
"$DIDBAN" siting "$city" --criteria "$city/high-rise.toml" --on 1404/01/01 -o "$work/s.fgb"
[ "$(head -c 3 "$work/s.fgb")" = fgb ]
sed 's/RESTRICT_MAX", value = 5/RESTRICT_MAX", value = 4/; s/cells = \[60, 50, 45, 40\]/cells = [60, 55, 45, 40]/' "$city/rules.toml" > "$work/new.toml"
"$DIDBAN" diff-plan "$city/rules.toml" "$work/new.toml" --city "$city" --on 1404/01/01 > "$work/d.json"
"$DIDBAN" diff-plan "$city/rules.toml" "$city/rules.toml" --city "$city" --on 1404/01/01 > "$work/same.json"
"$DIDBAN" diff-plan "$city" "$city" --on 1404/01/01 -o "$work/same.geojson"
python3 - "$work" <<'PY'
import csv, json, sys
load = lambda n: json.load(open(f"{sys.argv[1]}/{n}"))
s = load("s.json")
ids = [p["parcel_id"] for p in s["parcels"]]
assert ids == ["3-1-11-10-0-0-0", "3-1-10-20-0-0-0"], ids  # beside the 36 m street; the second is too small to score for its plot
assert [r["score"] for r in s["parcels"][1]["reasons"]][1] == 0 and s["ruled_out"] == 29
assert s["parcels"][0]["reasons"][0]["reason"] == "passage_width_m 36 ≥ 24"
rows = list(csv.DictReader(open(f"{sys.argv[1]}/s.csv", encoding="utf-8-sig")))
assert [r["parcel_id"] for r in rows] == ids
d = load("d.json")
assert d["compared"] == 31 and d["counts"]["coverage"]["looser"] > 0 and d["counts"]["coverage"]["tighter"] == 0
height = [l for p in d["parcels"] for l in p["limits"] if l["quantity"] == "height"]
assert height and all(l["before"] == "needs inquiry (5)" and l["after"] == "needs inquiry (4)" for l in height)
same = load("same.json")
assert same["changed"] == 0 and same["unchanged"] == 31
PY
echo '[[criterion]]
id = "x"
fact = "passage_widht_m"
at_least = 3' > "$work/bad.toml"
code=0; "$DIDBAN" siting "$city" --criteria "$work/bad.toml" 2> "$work/err" || code=$?
[ $code -eq 2 ]; grep -q 'bad.toml:3:.*passage_width_m' "$work/err"
