# Pages for planners: six plots of 400 m2 with a coverage of 60 % and two floors, a permit for each change but two. Worked
# out by hand; the figures for publication stay as they are without the pages.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir city
python3 "$DIDBAN_SOURCE/tests/golden/judge/make_tiny_city.py" city
cat > city/plan.geojson <<'JSON'
{"type": "FeatureCollection", "name": "streets", "features": [{"type": "Feature",
 "properties": {"street_id": "S", "name": "S", "width_m": 12, "plan_width_m": 12, "class": "local"},
 "geometry": {"type": "LineString", "coordinates": [[44.96, 38.56], [44.97, 38.56]]}}]}
JSON
rule() { printf '[[rule]]\nid = "%s"\nlevel = "DETAILED"\nsource = { document = "Booklet", article = "1" }\nvalid_from = "1390/01/01"\neffect = { quantity = "%s", combinator = "RESTRICT_MAX", value = %s }\n' "$@"; }
{ printf '[plan]\nid = "p"\ntitle = "p"\n'; rule cover coverage '60, unit = "percent"'; rule storeys floors 2; } > city/rules.toml
printf '[plan]\nsource = "plan.geojson"\nrules = "rules.toml"\n' >> city/city.toml
"$DIDBAN" judge city --changes city/changes.geojson -o out --quiet > /dev/null
"$DIDBAN" stats city -o plain > /dev/null
"$DIDBAN" stats city -o planners --districts > /dev/null
for file in stats.csv stats.json stats.html; do cmp "plain/$file" "planners/$file"; done
[ "$(ls planners/districts)" = "$(printf 'district-7.html\ndistricts.csv')" ]
check() {
  python3 - "$@" <<'PY'
import csv, sys
row = next(csv.DictReader(open(f"{sys.argv[1]}/districts/districts.csv", encoding="utf-8-sig")))
works, confirmed = map(int, sys.argv[2:4])
number = lambda key: float(row[key])
assert (row["district"], row["parcels"], row["suspected"], row["authorized"], row["no_change"]) == ("7", "6", "3", "1", "1"), row
assert (int(row["works_without_permit"]), int(row["confirmed"]), row["beyond_permit"]) == (works, confirmed, "1"), row
assert abs(number("ground_allowed_m2") - 6 * 400 * 0.6) < 15 and abs(number("floor_allowed_m2") - 2 * number("ground_allowed_m2")) < 1, row
assert abs(number("ground_m2") - 120 * works) < 3 and row["floor_m2_at_least"] == row["ground_m2"] == row["ground_where_limited_m2"], row
assert int(row["height_unknown"]) == works
PY
}
check planners 2 0
grep -q 'Unplanned growth against the plan' planners/districts/district-7.html && grep -q 'رشد بیرون از طرح در برابر ظرفیت طرح' planners/districts/district-7.html
grep -q 'Content-Security-Policy' planners/districts/district-7.html
! grep -qE '7-1-1-|didban-' planners/districts/* # no parcel, no case
id() { "$DIDBAN" cases city list --parcel "$1" | sed -n 2p | cut -f1; }
"$DIDBAN" cases city confirm "$(id 7-1-1-1-0-0-0)" --on 2026-07-01 > /dev/null
"$DIDBAN" cases city dismiss "$(id 7-1-1-4-0-0-0)" --reason PERMIT_FOUND --on 2026-07-01 > /dev/null
"$DIDBAN" stats city -o later --districts > /dev/null
check later 1 1

# A pit covers ground and has no floor yet.
mkdir pit && cp city/*.* pit && rm pit/ledger.gpkg
python3 - <<'PY'
import json
changes = json.load(open("pit/changes.geojson"))
changes["features"][0]["properties"]["change"] = "groundwork"
json.dump(changes, open("pit/changes.geojson", "w"))
PY
"$DIDBAN" judge pit --changes pit/changes.geojson -o pit_out --quiet > /dev/null
"$DIDBAN" stats pit -o pit_stats --districts > /dev/null
python3 - <<'PY'
import csv
row = next(csv.DictReader(open("pit_stats/districts/districts.csv", encoding="utf-8-sig")))
assert (row["works_without_permit"], row["height_unknown"]) == ("2", "1"), row
assert abs(float(row["ground_m2"]) - 240) < 3 and abs(float(row["floor_m2_at_least"]) - 120) < 3, row
PY

# What cannot be worked with is refused before anything is written.
cp city/cadastre.geojson kept.geojson
printf '{"type":"FeatureCollection","features":[]}' > city/cadastre.geojson
code=0; "$DIDBAN" stats city -o refused --districts > /dev/null 2> said || code=$?
[ "$code" = 2 ] && [ ! -e refused ] || { cat said; exit 1; }
mv kept.geojson city/cadastre.geojson

# Without a plan its capacity is unknown, and the page says so.
sed -i '/^\[plan\]/,$d' city/city.toml
"$DIDBAN" stats city -o no_plan --districts > /dev/null
grep -q 'its capacity is unknown' no_plan/districts/district-7.html
python3 - <<'PY'
import csv
row = next(csv.DictReader(open("no_plan/districts/districts.csv", encoding="utf-8-sig")))
assert row["ground_allowed_m2"] == row["floor_allowed_m2"] == "" and row["ground_where_limited_m2"] == "0", row
PY
code=0; "$DIDBAN" stats city --districts > /dev/null 2> said || code=$?
[ "$code" = 2 ] && grep -q -- '--districts needs -o' said

# Names of districts are words of others: they make no paths and no markup, and two that would share a file do not.
python3 - <<'PY'
import json
cadastre = json.load(open("city/cadastre.geojson"))
for f, name in zip(cadastre["features"], ["<i>&/../x", "<i>&/..?x", "", "ناحیهٔ ۲", "7", "7"]):
    f["properties"]["district"] = name
json.dump(cadastre, open("city/cadastre.geojson", "w"))
PY
"$DIDBAN" stats city -o odd --districts > /dev/null
[ "$(ls odd/districts | wc -l)" = 6 ] && [ -e "odd/districts/district-_i________x.html" ] && [ -e "odd/districts/district-_i________x-2.html" ]
[ -e odd/districts/district-unnamed.html ] && [ -e "odd/districts/district-ناحیهٔ_۲.html" ] && [ ! -e odd/x ]
! grep -q '<i>' odd/districts/*.html && grep -q '&lt;i&gt;&amp;/../x' odd/districts/district-7.html
# No page of an earlier time stays beside those of now, and nobody's own file goes.
touch odd/districts/notes.html odd/districts/district-plans.html
"$DIDBAN" stats pit -o odd --districts > /dev/null
[ "$(ls odd/districts)" = "$(printf 'district-7.html\ndistrict-plans.html\ndistricts.csv\nnotes.html')" ]
