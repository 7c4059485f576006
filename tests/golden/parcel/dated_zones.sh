# An amended plan on an invented street: zones are in force from valid_from up to, not including, valid_to, whoever asks; uses come with their
# classes; overlays that only touch are not "on the parcel".
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$DIDBAN_SOURCE/tests/support"
cat > "$work/make.py" <<'PY'
import sys
from drawn_city import box, write
out = sys.argv[1]
write(out, "parcels", *[({"parcel_id": f"1-1-1-{i+1}"}, box(20*i, 0, 20*i+20, 20)) for i in range(4)])
zone = lambda i, code, use, hilucs, start, end, g: ({"zone_id": i, "zone": code, "use_approved": use, "use_permitted": None, "use_governing": use, "hilucs": hilucs, "valid_from": start, "valid_to": end}, g)
write(out, "zones", *[
  zone("old", "R", "house", None, "1390/01/01", "1400/01/01", box(-10, -10, 60, 30)),      # plots 1 to 3 until 1400
  zone("new", "C", "house+shop", None, "2021-03-21", None, box(-10, -10, 40, 30)),         # plots 1 and 2 since; plot 3 in none
  zone("always", "R", "garden", "1_1_1_CommercialAgriculturalProduction", None, None, box(60, -10, 90, 30)),
])
overlay = lambda i, g: ({"overlay_id": i, "kind": "heritage", "degree": "1", "name": i, "document": "Invented", "article": "1", "valid_from": None, "valid_to": None}, g)
write(out, "overlays", *[
  overlay("covers", box(10, 10, 20, 30)),      # 100 m2 of plot 1, and the edge of plot 2
  overlay("sliver", box(-5, 0, 0.002, 20)),    # 0.04 m2 of plot 1: below the least area that counts
  overlay("near", box(0, 32.5, 20, 40)),       # 12.5 m from plot 1
])
open(f"{out}/plan.vrt", "w").write("<OGRVRTDataSource>" + "".join(f'<OGRVRTLayer name="{n}"><SrcDataSource relativeToVRT="1">{n}.geojson</SrcDataSource></OGRVRTLayer>' for n in ("zones", "overlays")) + "</OGRVRTDataSource>")
open(f"{out}/permits.csv", "w").write("permit_no,parcel_id,issued,floors\n1395-1,1-1-1-1,1395/03/01,4\n1402-1,1-1-1-2,1402/03/01,4\n")
open(f"{out}/rules.toml", "w").write("[plan]\nid = \"p\"\n" + "".join(f'[[rule]]\nid = "{z}-floors"\nlevel = "DETAILED"\nsource = {{ document = "Invented" }}\nvalid_from = "1390/01/01"\napplies = {{ zone = "{z}" }}\neffect = {{ quantity = "floors", combinator = "RESTRICT_MAX", value = {n}, unit = "floors" }}\n' for z, n in (("R", 3), ("C", 6))) + """[[use]]
local = "house"
national = "مسکونی"
hilucs = "5_1_PermanentResidentialUse"
name_en = "dwelling"
[[use]]
local = "shop"
national = "تجاری-خدماتی"
hilucs = "3_1_CommercialServices"
""")
open(f"{out}/city.toml", "w").write("""[city]
name = "Amended"
crs = "EPSG:32639"
[cadastre]
source = "parcels.geojson"
fields = { id = "parcel_id" }
[permits]
source = "permits.csv"
calendar = "jalali"
fields = { id = "permit_no", parcel = "parcel_id", issued = "issued", floors = "floors" }
[plan]
source = "plan.vrt"
rules = "rules.toml"
""")
PY
python3 "$work/make.py" "$work"
for day in 1399/12/30 1400/01/01; do
  for plot in 1 2 3 4; do
    "$DIDBAN" parcel "$work" "1-1-1-$plot" --on $day -q > "$work/$plot-${day%%/*}.json"
  done
done
"$DIDBAN" parcel "$work" --all --on 1399/12/30 -o "$work/old.geojson" -q
"$DIDBAN" parcel "$work" --all --on 1400/01/01 -o "$work/new.geojson" -q
python3 - "$work" <<'PY'
import json, sys
load = lambda name: json.load(open(f"{sys.argv[1]}/{name}"))
floors = lambda a: next(q for q in a["rules"]["limits"] if q["quantity"] == "floors")
def expect(file, zones, value):
    a = load(file)
    assert [z["zone"] for z in a["facts"]["zones"]] == zones and floors(a)["value"] == value, (file, a["facts"]["zones"], floors(a))
    return a
expect("1-1399.json", ["R"], 3)
one = expect("1-1400.json", ["C"], 6)
expect("2-1400.json", ["C"], 6)
expect("3-1399.json", ["R"], 3)
three = expect("3-1400.json", [], None)
assert any("no zone of the plan in force on that day" in n for n in three["rules"]["notes"]), three["rules"]["notes"]
expect("4-1399.json", ["R"], 3)
four = expect("4-1400.json", ["R"], 3)
for file, zones in (("old.geojson", ["R", "R", "R", "R"]), ("new.geojson", ["C", "C", None, "R"])):
    assert [f["properties"]["zone"] for f in load(file)["features"]] == zones, file
# A permit is judged by the zone of its day of issue: four floors were too many in 1395, not in 1402.
verdict = lambda a: a["permits"][0]["checks_at_issue"][0]["verdict"]
assert verdict(one) == "violates" and verdict(load("2-1400.json")) == "complies", (one["permits"], load("2-1400.json")["permits"])
# Codes: of a mixed use both classes; where the mapping table has none, the zone's own.
codes = lambda a: a["facts"]["zones"][0]["use_codes"]
assert codes(load("1-1399.json"))["approved"] == {"local": "house", "national": "مسکونی", "hilucs": "5_1_PermanentResidentialUse"}
assert codes(one)["governing"] == {"local": "house+shop", "national": "مسکونی; تجاری-خدماتی", "hilucs": "5_1_PermanentResidentialUse; 3_1_CommercialServices"}
assert codes(one)["permitted"] == {"local": None, "national": None, "hilucs": None}
assert codes(four)["approved"] == {"local": "garden", "national": None, "hilucs": "1_1_1_CommercialAgriculturalProduction"}
around = lambda a: {x["id"]: (x["contact"], x["distance_m"], x["parcel_area_affected_m2"]) for x in a["around"]}
assert around(one) == {"covers": ("overlaps", 0, 100), "sliver": ("touches", 0, 0), "near": ("near", 12.5, 0)}, around(one)
assert around(load("2-1400.json"))["covers"] == ("touches", 0, 0)
PY
"$DIDBAN" parcel "$work" 1-1-1-1 --on 1400/01/01 --format text --lang en -q > "$work/text"
grep -q 'approved dwelling + shop (house+shop, national class مسکونی; تجاری-خدماتی, HILUCS 5_1_PermanentResidentialUse; 3_1_CommercialServices)' "$work/text"
grep -q 'covers, degree 1, on the parcel, covers 100 m² of the parcel' "$work/text"
grep -q "sliver, degree 1, touches the parcel's edge — Invented" "$work/text"
grep -q 'near, degree 1, 12.5 m away' "$work/text"
"$DIDBAN" parcel "$work" 1-1-1-1 --on 1400/01/01 --format html --lang fa -q > "$work/page.html"
grep -q 'house + shop' "$work/page.html" || { echo "a part without a Persian name is left out"; exit 1; }
for words in 'رده ملی' 'HILUCS 5_1_PermanentResidentialUse' 'چسبیده به مرز ملک'; do
  grep -q "$words" "$work/page.html" || { echo "the page does not say '$words'"; exit 1; }
done
# Dates that can never hold are told, not guessed.
sed -i 's|"valid_from": "1390/01/01"|"valid_from": "1400/01/01"|' "$work/zones.geojson"
"$DIDBAN" parcel "$work" 1-1-1-1 --on 1395/01/01 -q | grep -q 'no zone of the plan in force'
"$DIDBAN" check "$work" > "$work/problems" 2> /dev/null
grep -A2 'plan.period: 1' "$work/problems" | grep -q 'zones row 1: 2021-03-21 to 2021-03-21'
