# A corner plot of 24 m by 35 m: South street (14 m in the plan, 10 m today) governs, East street (12 m, 8 m) has the longer front.
# After widening the plot begins at y = 107 and ends at x = 222. Every value below was worked out by hand.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$DIDBAN_SOURCE/tests/support"
cp "$DIDBAN_SOURCE"/data-samples/arak/* "$work"
python3 - "$work" <<'PY'
import sys
from drawn_city import box, line, write
work = sys.argv[1]
write(work, "cadastre", ({"parcel_id": "1-1-1-1-0-0-0", "district": "1"}, box(200, 105, 224, 140)))
write(work, "zones", ({"zone_id": "Z", "zone": "R", "district": "1", "use_approved": "r", "use_permitted": "r", "use_governing": "r"}, box(0, 0, 400, 400)))
write(work, "streets", ({"street_id": "South", "name": "South", "width_m": 10, "plan_width_m": 14, "class": "local"}, line((0, 100), (400, 100))),
                 ({"street_id": "East", "name": "East", "width_m": 8, "plan_width_m": 12, "class": "local"}, line((228, 0), (228, 400))))
rule = lambda name, applies, effect: f'[[rule]]\nid = "{name}"\nlevel = "DETAILED"\nsource = {{ document = "B" }}\nvalid_from = "1390/01/01"\napplies = {{ {applies} }}\neffect = {{ {effect} }}\n'
open(f"{work}/rules.toml", "w").write('[plan]\nid = "p"\n'
    + rule("depth", 'zone = "R"', 'quantity = "depth", combinator = "RESTRICT_MAX", value = { product = ["depth_m"], factor = 0.5, plus = 3 }, unit = "m", cut_angle_deg = 45')
    + rule("cut", "corner = true", 'quantity = "chamfer", combinator = "RESTRICT_MIN", value = 3, unit = "m"')
    + rule("rear", 'zone = "R"', 'quantity = "setback_rear", combinator = "RESTRICT_MIN", value = 2, unit = "m"')
    + rule("side", 'zone = "R"', 'quantity = "setback_side", combinator = "RESTRICT_MIN", value = 1, unit = "m"')
    + rule("small", 'plot_area_m2 = [0, 850]', 'quantity = "floors", combinator = "RESTRICT_MAX", value = 3')
    + rule("large", 'plot_area_m2 = [850, inf]', 'quantity = "floors", combinator = "RESTRICT_MAX", value = 4'))
PY
assess() { # assess NAME CORNERS
  python3 - "$work/p.json" "$2" <<'PY'
import json, sys
ring = [[379000 + x, 3773000 + y] for x, y in json.loads(sys.argv[2])]
json.dump({"floors": 3, "crs": "EPSG:32639", "footprint": {"type": "Polygon", "coordinates": [ring + ring[:1]]}}, open(sys.argv[1], "w"))
PY
  "$DIDBAN" assess "$work" --parcel 1-1-1-1 --proposal "$work/p.json" --on 1404/01/01 -q > "$work/$1.json"
}
assess deep "[[204, 109], [222, 109], [222, 120], [204, 120]]"
assess shallow "[[210, 109], [220, 109], [220, 120], [210, 120]]"
assess between "[[208.5, 109], [220, 109], [220, 120], [208.5, 120]]"
assess filled "[[212, 107], [222, 107], [222, 118], [212, 118]]"
assess cut2 "[[212, 107], [220, 107], [222, 109], [222, 118], [212, 118]]"
assess cut22 "[[212, 107], [219.8, 107], [222, 109.2], [222, 118], [212, 118]]"
python3 - "$work" <<'PY'
import json, sys
work = sys.argv[1]
def checks(name, check):
    found = {c["part"]: c for c in json.load(open(f"{work}/{name}.json"))["checks"] if c["check"] == check}
    assert found, (name, check)
    return found
near = lambda a, b: abs(a - b) < 1e-6
d = checks("deep", "depth")
assert set(d) == {"from South", "from East"}, d
assert near(d["from South"]["limit"], 20.5) and near(d["from South"]["measured"], 13) and d["from South"]["verdict"] == "complies", d
assert near(d["from East"]["limit"], 15) and near(d["from East"]["measured"], 18) and d["from East"]["verdict"] == "violates" and near(d["from East"]["excess"], 3), d
for name, depth, cut in (("shallow", "complies", "complies"), ("between", "complies", "inconclusive")):
    assert checks(name, "depth")["from East"]["verdict"] == depth, name
    assert checks(name, "cut_angle")["from East"]["verdict"] == cut, name
    assert checks(name, "cut_angle")["from South"]["verdict"] == "complies", name
for name, measured, verdict in (("filled", 0, "violates"), ("cut2", 2 * 2 ** 0.5, "violates"), ("cut22", 2.2 * 2 ** 0.5, "complies")):
    c = checks(name, "chamfer")[None]
    assert near(c["measured"], measured) and c["verdict"] == verdict, (name, c)
assert set(checks("deep", "setback_rear")) == {"north"} and set(checks("deep", "setback_side")) == {"west"}
assert near(checks("deep", "setback_rear")["north"]["measured"], 20)
# 840 m² of corners known to 0.3 m: 850 m² is within reach, and would give four floors.
a = json.load(open(f"{work}/deep.json"))["near_edges"]
assert [(e["fact"], e["edge"]) for e in a] == [("plot_area_m2", 850)] and abs(a[0]["accuracy"] - 12.7) < 0.1, a
assert [(l["quantity"], l["maximum"]) for l in a[0]["limits_beyond"]] == [("floors", 4)], a
PY
"$DIDBAN" parcel "$work" 1-1-1-1 --on 1404/01/01 -q --format json | grep -q '"edge": 850'
"$DIDBAN" parcel "$work" 1-1-1-1 --on 1404/01/01 -q --format text --lang en | grep -q 'may be 850 or more; then: number of floors at most 4'
"$DIDBAN" parcel "$work" 1-1-1-1 --on 1404/01/01 -q --format html --lang fa | grep -q 'شاید ۸۵۰ یا بیشتر'
