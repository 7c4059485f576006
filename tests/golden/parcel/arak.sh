# The parcel file of the Arak sample: the worked example, its clauses, an old permit under the plan of its day, and every way to ask.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp "$DIDBAN_SOURCE"/data-samples/arak/* "$work"
city="$work"
"$DIDBAN" parcel "$city" 3-1-10-2 --on 1404/01/01 > "$work/a.json"
python3 - "$work/a.json" <<'PY'
import json, sys
a = json.load(open(sys.argv[1]))
limits = {q["quantity"]: q for q in a["rules"]["limits"]}
assert limits["floors"]["value"] == 4, limits["floors"]
assert limits["floors"]["outcome"] == "ALLOWED"
assert limits["floors"]["decided_by"]["rule_id"] == "floors-by-passage/[12,24)/MEDIUM"
assert limits["floors"]["decided_by"]["source"]["article"] == "1"
assert [l["rule_id"] for l in limits["floors"]["losing"]] == ["floors-by-plot/[240,300)/MEDIUM"]
assert abs(limits["coverage"]["value"] - 0.5) < 1e-9 and abs(limits["floor_area_ratio"]["value"] - 2.0) < 1e-9
assert a["facts"]["passage_width_m"] == 14
assert abs(a["facts"]["area_m2"] - 250) < 0.5
assert abs(a["facts"]["area_m2"] - a["facts"]["area_after_widening_m2"] - 10) < 0.2
assert a["facts"]["zones"][0]["zone"] == "MEDIUM" and a["facts"]["zones"][0]["share"] == 1
assert a["rules"]["jurisdiction"] == "city"
assert a["cases"] is None and a["last_observation"] is None
assert a["permits"] == []
assert a["stage_check"]["state"] == "not_comparable" and a["stage_check"]["conflicts"] == []
assert any(x["kind"] == "widening" and abs(x["parcel_area_affected_m2"] - 10) < 0.2 for x in a["around"])
PY
# Any spelling of the code, and the place, give the same bytes.
"$DIDBAN" parcel "$city" "۳-۱-۱۰-۲" --on 2025-03-21 > "$work/b.json"
cmp "$work/a.json" "$work/b.json"
lonlat=$(python3 -c "import json;a=json.load(open('$work/a.json'));print(a['lon'],a['lat'],sep=',')")
"$DIDBAN" parcel "$city" --at "$lonlat" --on 2025-03-21 --threads 1 > "$work/c.json"
cmp "$work/a.json" "$work/c.json"
# A plot in two zones says so; a plot behind the others has no known passage; heritage asks.
"$DIDBAN" parcel "$city" 3-1-10-11 --on 1404/01/01 > "$work/two.json"
"$DIDBAN" parcel "$city" 3-1-12-1 --on 1404/01/01 > "$work/behind.json"
"$DIDBAN" parcel "$city" 3-1-10-8 --on 1404/01/01 > "$work/heritage.json"
"$DIDBAN" parcel "$city" 3-1-10-8 --on 1390/06/01 > "$work/before.json"
"$DIDBAN" parcel "$city" 3-1-11-2 --on 1404/01/01 > "$work/qanat.json"
python3 - "$work" <<'PY'
import json, sys
load = lambda name: json.load(open(f"{sys.argv[1]}/{name}.json"))
limit = lambda a, q: next(x for x in a["rules"]["limits"] if x["quantity"] == q)
two = load("two")
assert [z["zone"] for z in two["facts"]["zones"]] == ["MEDIUM", "HIGH"] or [z["zone"] for z in two["facts"]["zones"]] == ["HIGH", "MEDIUM"]
assert limit(two, "floors")["value"] == 4 and limit(two, "floors")["zone"] == "MEDIUM"
assert any("several zones" in n for n in two["rules"]["notes"])
behind = load("behind")
assert limit(behind, "floors")["outcome"] == "ALLOWED" and limit(behind, "floors")["value"] == 1  # 64 m²: no passage could allow fewer
heritage = limit(load("heritage"), "height")
assert heritage["outcome"] == "NEEDS_INQUIRY" and heritage["maximum"] == 5
assert heritage["inquiries"][0]["body"] == "Cultural heritage office"
assert limit(load("before"), "height")["outcome"] == "UNKNOWN"  # the buffer is younger
qanat = load("qanat")
assert limit(qanat, "floors")["forbidden_parts"][0]["overlay_id"] == "Q-1"
permit = qanat["permits"][0]
assert permit["legal_state"] == "expired" and permit["judged_by_plan_of"] == "2010-11-22"
assert permit["checks_at_issue"][0]["verdict"] == "inconclusive"  # the plan of that day is not in the file
PY
"$DIDBAN" parcel "$city" 3-1-10-2 --on 1404/01/01 --format html --lang fa > "$work/fa.html"
grep -q '<html lang="fa" dir="rtl">' "$work/fa.html"
grep -q '<svg' "$work/fa.html"
! grep -qE '(src|href)="?https?:' "$work/fa.html"
"$DIDBAN" parcel "$city" 3-1-10-2 --on 1404/01/01 --format text --lang en | grep -q 'at most 4 floors on pilotis'
# Tables.
"$DIDBAN" parcel "$city" --all --on 1404/01/01 -o "$work/all.geojson"
"$DIDBAN" parcel "$city" --all --on 1404/01/01 -o "$work/all1.geojson" --threads 1
cmp "$work/all.geojson" "$work/all1.geojson"
"$DIDBAN" parcel "$city" --district 3 --on 1404/01/01 -o "$work/d.gpkg"
python3 - "$work/all.geojson" <<'PY'
import json, sys
rows = json.load(open(sys.argv[1]))["features"]
assert len(rows) == 31
row = next(r for r in rows if r["properties"]["parcel_id"] == "3-1-10-2-0-0-0")
assert row["properties"]["max_floors"] == 4 and row["properties"]["floors_rule"] == "floors-by-passage/[12,24)/MEDIUM"
x, y = row["geometry"]["coordinates"][0][0][0] if row["geometry"]["type"] == "MultiPolygon" else row["geometry"]["coordinates"][0][0]
assert 49 < x < 50 and 34 < y < 35
PY
# Mistakes are named, with exit code 2.
for arguments in "3-1-10-999" "--at 34.08,200" "--at 10,10" "" "--district 99 -o $work/x.gpkg" "--all -o $work/x.txt"; do
  code=0; "$DIDBAN" parcel "$city" $arguments 2> "$work/err" > /dev/null || code=$?
  [ $code -eq 2 ] || { echo "'$arguments' gave $code"; cat "$work/err"; exit 1; }
done
[ ! -e "$work/x.gpkg" ]
sed -i 's/quantity = "floor_area_ratio"/quantity = "flor_area_ratio"/' "$work/rules.toml"
code=0; "$DIDBAN" parcel "$city" 3-1-10-2 2> "$work/err" || code=$?
[ $code -eq 2 ]; grep -qE 'rules.toml:[0-9]+: .*did you mean "floor_area_ratio"' "$work/err"
