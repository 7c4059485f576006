# How much may be built on a plot of 20 m by 30 m, of which widening takes 2 m: every number was worked out by hand on the plane.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$DIDBAN_SOURCE/tests/support"
cp "$DIDBAN_SOURCE"/data-samples/arak/* "$work"
cat > "$work/make.py" <<'PY'
import sys
from drawn_city import box, line, write
work = sys.argv[1]
write(work, "cadastre", ({"parcel_id": "1-1-1-1-0-0-0", "district": "1"}, box(200, 105, 220, 135)))
write(work, "zones", ({"zone_id": "Z", "zone": "R", "district": "1", "use_approved": "r", "use_permitted": "r", "use_governing": "r"}, box(0, 0, 400, 400)))
plan_width = None if "no_plan_width" in sys.argv[2:] else 14
streets = [({"street_id": "South", "name": "South", "width_m": 10, "plan_width_m": plan_width, "class": "local"}, line((0, 100), (400, 100)))]
if "corner" in sys.argv[2:]:
    streets.append(({"street_id": "West", "name": "West", "width_m": 12, "plan_width_m": 12, "class": "local"}, line((194, 0), (194, 400))))
write(work, "streets", *streets)
overlay = {"degree": None, "name": None, "document": None, "article": None, "valid_from": None, "valid_to": None}
write(work, "overlays", ({"overlay_id": "Q", "kind": "qanat", **overlay}, box(190, 120, 230, 150)), ({"overlay_id": "far", "kind": "river", **overlay}, box(3000, 3000, 3010, 3010)))
rules = {"floors": 'quantity = "floors", combinator = "RESTRICT_MAX", value = 4, unit = "floors"',
         "coverage": 'quantity = "coverage", combinator = "RESTRICT_MAX", value = 60, unit = "percent"',
         "far": 'quantity = "floor_area_ratio", combinator = "RESTRICT_MAX", value = 200, unit = "percent"',
         "front": 'quantity = "setback_front", combinator = "RESTRICT_MIN", value = 3, unit = "m"',
         "rear": 'quantity = "setback_rear", combinator = "RESTRICT_MIN", value = 4, unit = "m"',
         "side": 'quantity = "setback_side", combinator = "RESTRICT_MIN", value = 2, unit = "m"',
         "depth": 'quantity = "depth", combinator = "RESTRICT_MAX", value = 10, unit = "m"',
         "open": 'quantity = "coverage", combinator = "RESTRICT_MAX", value = 99, unit = "percent"',
         "cut": 'quantity = "chamfer", combinator = "RESTRICT_MIN", value = 6, unit = "m"',
         "qanat": 'quantity = "floors", combinator = "FORBID"'}
open(f"{work}/rules.toml", "w").write('[plan]\nid = "p"\n' + "".join(
    f'[[rule]]\nid = "{name}"\nlevel = "{"SECTOR" if name == "qanat" else "DETAILED"}"\nsource = {{ document = "B" }}\nvalid_from = "1390/01/01"\napplies = {{ {"overlay = " + chr(34) + "qanat" + chr(34) if name == "qanat" else "zone = " + chr(34) + ("S" if "other:" + name in sys.argv[2:] else "R") + chr(34)} }}\neffect = {{ {effect} }}\n'
    for name, effect in rules.items() if name in sys.argv[2:] or "other:" + name in sys.argv[2:]))
PY
file() { # file NAME WHAT…
  name=$1; shift
  python3 "$work/make.py" "$work" "$@"
  "$DIDBAN" parcel "$work" 1-1-1-1 --on 1404/01/01 -q > "$work/$name.json"
}
file coverage floors coverage far
"$DIDBAN" parcel "$work" --all --on 1404/01/01 -o "$work/all.geojson" -q
file setbacks floors coverage far front rear side
file depth floors coverage far depth
file qanat floors coverage far qanat
file cut corner floors open far cut
file cut_of_no_corner floors open far cut
cp "$work/plan.vrt" "$work/with_streets.vrt"
sed -i '/name="streets"/d' "$work/plan.vrt"
file cut_of_unknown_sides floors open far cut
mv "$work/with_streets.vrt" "$work/plan.vrt"
file no_floors other:floors coverage far
file no_width floors coverage far no_plan_width
file setbacks_of_other_zones floors coverage far other:side
"$DIDBAN" keygen -o "$work/inquiry" > /dev/null
"$DIDBAN" inquire "$work" --parcel 1-1-1-1 --purpose mortgage --since 1403/01/01 --on 1404/01/01 -q > "$work/signed.json"
for l in fa en; do
  "$DIDBAN" parcel "$work" 1-1-1-1 --on 1404/01/01 --format text --lang $l -q > "$work/$l.txt"
  "$DIDBAN" parcel "$work" 1-1-1-1 --on 1404/01/01 --format html --lang $l -q > "$work/$l.html"
done
python3 - "$work" <<'PY'
import json, sys
load = lambda name: json.load(open(f"{sys.argv[1]}/{name}.json"))
def check(name, part, m2, by, unknown=(), at_most=None):
    file = load(name)
    b, scale = file["buildable"][part], file["facts"]["area_m2"] / 600    # areas are on the ellipsoid
    for value, want in ((b["m2"], m2), (b["at_most_m2"], m2 if at_most is None else at_most)):
        assert (value is None and want is None) or abs(value / scale - want) < 0.05, (name, part, b)
    assert [d["quantity"] for d in b["decided_by"]] == list(by) and b["unknown"] == list(unknown), (name, part, b)
check("coverage", "per_floor", 360, ["coverage"])
check("coverage", "total", 1200, ["floor_area_ratio"])
row = json.load(open(f"{sys.argv[1]}/all.geojson"))["features"][0]["properties"]
assert (row["buildable_per_floor_m2"], row["buildable_total_m2"]) == tuple(load("coverage")["buildable"][part]["m2"] for part in ("per_floor", "total")), row
assert row["buildable_by"].startswith("per floor at most 36") and row["buildable_by"].endswith("by floor_area_ratio [far]"), row
check("setbacks", "per_floor", 16 * 21, ["setback_side", "setback_rear", "setback_front"])      # alone they take 2 × 2 × 28, 4 × 20 and 3 × 20
check("depth", "per_floor", 20 * 10, ["depth"])
check("depth", "total", 800, ["depth", "floors"])
check("qanat", "per_floor", 20 * 13, ["floors"])                                                 # y from 107 to 120 is left
assert [d["rule_id"] for d in load("qanat")["buildable"]["total"]["decided_by"]] == ["qanat", "floors"]
check("cut", "per_floor", 20 * 28 - 6 * 6 / 4, ["chamfer"])                                        # at the corner after widening; a right angle cut by 6 m
check("cut_of_no_corner", "per_floor", 20 * 28, [])
check("cut_of_unknown_sides", "per_floor", None, ["coverage"], ["chamfer", "passage_edge"], at_most=594)
check("no_floors", "total", None, ["floor_area_ratio"], ["floors"], at_most=1200)
check("no_floors", "per_floor", 360, ["coverage"])
check("no_width", "per_floor", None, ["coverage"], ["passage_edge"], at_most=360)
check("setbacks_of_other_zones", "per_floor", None, ["coverage"], ["setback_side"], at_most=360)
assert load("signed")["payload"]["buildable"] == load("setbacks_of_other_zones")["buildable"]
assert load("coverage")["buildable"]["per_floor"]["decided_by"][0]["rule_id"] == "coverage"
checked = {(c["what"], c["kind"]): (c["state"], c["features"]) for c in load("qanat")["checked"]}
assert checked[("overlay", "qanat")] == ("concerns", 1) and checked[("overlay", "river")] == ("does_not_concern", 1), checked
assert checked[("zones", None)][0] == "concerns" and checked[("streets", None)][0] == "concerns", checked
assert checked[("observations", None)] == ("no_data", None), checked
assert checked[("permits", None)][0] == "does_not_concern" and checked[("jurisdiction", None)][0] == "concerns", checked
read = lambda name: open(f"{sys.argv[1]}/{name}").read()
for name, words in (("en.txt", ("not known; in any case at most 360", "by: site coverage", "not known: side setback", "river buffer: does not concern the parcel", "South: now 10 m, plan 14 m")),
                    ("fa.txt", ("نامعلوم، در هر حال حداکثر ۳۶۰", "بر پایه: سطح اشغال", "نامعلوم: عقب‌نشینی جانبی", "حریم رودخانه: به ملک مربوط نیست", "\u200f    South: موجود ۱۰ متر، طرح ۱۴ متر")),
                    ("en.html", ("How much may be built", "A cut of the depth towards the neighbour is not taken off.", "in any case at most 360", "Looked at, does not concern the parcel:", "river buffer")),
                    ("fa.html", ("چقدر می‌توان ساخت", "South</bdi>: موجود ۱۰ متر، طرح ۱۴ متر", "بررسی شد و به ملک مربوط نیست:", "داده‌ای نیست و چیزی نمی‌توان گفت:"))):
    for word in words:
        assert word in read(name), (name, word)
PY
