# A district plan binds where nothing finer does: by the zones of its map, and by rules of its level. Shares were worked out by hand.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$DIDBAN_SOURCE/tests/support"
cat > "$work/make.py" <<'PY'
import sys
from drawn_city import box, write
work = sys.argv[1]
write(work, "cadastre", *[({"id": name}, box(x, 100, x + 20, 130)) for name, x in (("town", 100), ("edge", 188), ("village", 300), ("hill", 600))])
write(work, "zones", ({"zone": "R", "level": None}, box(0, 0, 200, 400)), ({"zone": "G", "level": "جامع"}, box(0, 0, 202, 400)),
      ({"zone": "V", "level": "هادی"}, box(0, 0, 400, 400)))
PY
python3 "$work/make.py" "$work"
cat > "$work/city.toml" <<'TOML'
[city]
name = "Levels"
crs = "EPSG:32639"
[cadastre]
source = "cadastre.geojson"
fields = { id = "id" }
[plan]
rules = "rules.toml"
[plan.zones]
source = "zones.geojson"
TOML
cat > "$work/rules.toml" <<'TOML'
[plan]
id = "levels"
[[rule]]
id = "town-floors"
level = "DETAILED"
source = { document = "Detailed plan" }
valid_from = "1390/01/01"
applies = { zone = ["R"] }
effect = { quantity = "floors", combinator = "RESTRICT_MAX", value = 4, unit = "floors" }
[[rule]]
id = "village-floors"
level = "DISTRICT"
source = { document = "Village plan" }
valid_from = "1390/01/01"
applies = { zone = ["V"] }
effect = { quantity = "floors", combinator = "RESTRICT_MAX", value = 2, unit = "floors" }
[[rule]]
id = "district-coverage"
level = "DISTRICT"
source = { document = "District plan" }
valid_from = "1390/01/01"
effect = { quantity = "coverage", combinator = "RESTRICT_MAX", value = 30, unit = "percent" }
[[rule]]
id = "town-coverage"
level = "DETAILED"
source = { document = "Detailed plan" }
valid_from = "1390/01/01"
applies = { zone = ["R"] }
effect = { quantity = "coverage", combinator = "RESTRICT_MAX", value = 60, unit = "percent" }
[[rule]]
id = "district-height"
level = "DISTRICT"
source = { document = "District plan" }
valid_from = "1390/01/01"
effect = { quantity = "height", combinator = "RESTRICT_MAX", value = 9, unit = "m" }
TOML
for p in town edge village hill; do "$DIDBAN" parcel "$work" $p --on 1404/01/01 -q > "$work/$p.json"; done
"$DIDBAN" parcel "$work" village --on 1404/01/01 --format text --lang fa -q > "$work/fa.txt"
"$DIDBAN" parcel "$work" edge --on 1404/01/01 --format html --lang en -q > "$work/en.html"
"$DIDBAN" parcel "$work" --all --on 1404/01/01 -o "$work/all.geojson" -q
sed -i 's/"V", "level": "[^"]*"/"V", "level": "regional"/' "$work/zones.geojson"
"$DIDBAN" check "$work" > "$work/check.txt" 2>&1 || true
for p in town village; do "$DIDBAN" parcel "$work" $p --on 1404/01/01 -q > "$work/unread-$p.json"; done
python3 - "$work" <<'PY'
import json, sys
work = sys.argv[1]
files = {p: json.load(open(f"{work}/{p}.json")) for p in ("town", "edge", "village", "hill")}
def limit(parcel, quantity):
    return next(l for l in files[parcel]["rules"]["limits"] if l["quantity"] == quantity)
def zones(parcel, key="zones"):
    return [(z["zone"], z["level"], round(z["share"], 2)) for z in files[parcel]["facts"][key]]
levels = lambda parcel: [(l["level"], round(l["share"], 2)) for l in files[parcel]["rules"]["plan_levels"]]
assert zones("town") == [("R", "detailed", 1)] and sorted(zones("town", "outranked_zones")) == [("G", "comprehensive", 1), ("V", "district", 1)]
assert levels("town") == [("detailed", 1)]
# From 188 to 208: 12 of 20 m in the detailed plan, 2 in the comprehensive plan beyond it, the rest left to the district plan.
assert zones("edge") == [("R", "detailed", .6), ("V", "district", .3), ("G", "comprehensive", .1)], zones("edge")
assert sorted(zones("edge", "outranked_zones")) == [("G", "comprehensive", .6), ("V", "district", .7)]
assert levels("edge") == [("detailed", .6), ("comprehensive", .1), ("district", .3)]
assert zones("village") == [("V", "district", 1)] and zones("village", "outranked_zones") == [] and levels("village") == [("district", 1)]
assert zones("hill") == [] and levels("hill") == []
assert limit("town", "floors")["value"] == 4 and limit("village", "floors")["value"] == 2
assert limit("village", "floors")["decided_by"]["level"] == "DISTRICT"
# Of a plot in several zones each limit is the strictest zone's: no plan limits the floors on the comprehensive plan's ground, so they are at most the village's and not known; on what the detailed plan leaves the district's coverage holds.
floors, coverage = limit("edge", "floors"), limit("edge", "coverage")
assert (floors["outcome"], floors["value"], floors["maximum"], floors["missing"]) == ("UNKNOWN", None, 2, ["rule"])
assert {l["rule_id"]: l["because"] for l in floors["losing"]} == {"town-floors": "looser, in zone R", "village-floors": "looser, in zone V"}
assert (coverage["value"], coverage["decided_by"]["rule_id"], coverage["losing"][0]["rule_id"]) == (.3, "district-coverage", "town-coverage")
# Rules of the level without a zone: where the detailed plan speaks of the quantity they give way, whatever their number.
assert limit("town", "coverage")["value"] == .6 and limit("village", "coverage")["value"] == limit("hill", "coverage")["value"] == .3
[loser] = limit("town", "coverage")["losing"]
assert (loser["rule_id"], loser["because"]) == ("district-coverage", "gives way to the finer plan of town-coverage")
assert all(limit(p, "height")["value"] == 9 for p in files)
notes = {p: " ".join(f["rules"]["notes"]) for p, f in files.items()}
assert "governing: the detailed plan (100 %); a finer plan goes before" in notes["town"] and "district V (100 %)" in notes["town"]
assert "the detailed plan (60 %), the comprehensive plan (10 %), the district plan (30 %): no finer plan has a zone on the rest" in notes["edge"]
assert "governing: the district plan (100 %): no finer plan has a zone here" in notes["village"] and "governing" not in notes["hill"]
text = open(f"{work}/fa.txt").read()
assert "طرح ملاک عمل: طرح ناحیه‌ای یا هادی (۱۰۰٪)، در این ملک طرح دقیق‌تری پهنه‌ای ندارد" in text, text
page = open(f"{work}/en.html").read()
assert "no finer plan has a zone on the rest" in page and '<bdi>V</bdi><span class="remark">district plan</span>' in page and '<bdi>R</bdi></th>' in page
rows = {f["properties"]["parcel_id"]: f["properties"]["plan_level"] for f in json.load(open(f"{work}/all.geojson"))["features"]}
assert rows == {"town": "detailed", "edge": "detailed; comprehensive; district", "village": "district", "hill": None}, rows
for p in ("town", "village"):
    said = [n for n in json.load(open(f"{work}/unread-{p}.json"))["rules"]["notes"] if "is not understood" in n]
    assert said == ['the level "regional" of zone V is not understood and was taken as detailed; a finer plan may go before it'], said
assert not any("is not understood" in n for n in notes.values())
assert "none of detailed, comprehensive and district" in open(f"{work}/check.txt").read()
PY
