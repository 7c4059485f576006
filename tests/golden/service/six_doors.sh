# What a city knows of its parcels comes out whole by every door: parcel file, table, signed answer, assessment, library, HTTP.
[ -f "$DIDBAN_BUILD/lib/libdidban.so" ] || exit 77
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp "$DIDBAN_SOURCE"/data-samples/arak/* "$work"
# What the sample lacks: areas by the deed, and a district plan over all of it, which has plot 3-1-11-1 to itself.
python3 - "$work" <<'PY'
import json, sys
def change(name, use):
    path = f"{sys.argv[1]}/{name}"
    layer = json.load(open(path))
    use(layer["features"])
    json.dump(layer, open(path, "w"))
def deeds(parcels):
    for i, p in enumerate(parcels):
        p["properties"]["deed"] = [None, 250, 180.5][i % 3]
def district(zones):
    for corner in zones[2]["geometry"]["coordinates"][0]:
        corner[0] = max(corner[0], 379020)
    ring = [[378900, 3772800], [379400, 3772800], [379400, 3773030], [378900, 3773030], [378900, 3772800]]
    zones.append({"type": "Feature", "properties": {**zones[0]["properties"], "zone_id": "D", "zone": "LOW", "level": "district"}, "geometry": {"type": "Polygon", "coordinates": [ring]}})
change("cadastre.geojson", deeds)
change("zones.geojson", district)
PY
sed -i 's/district = "district" }/district = "district", deed_area_m2 = "deed" }/' "$work/city.toml"
# What the sample's own rules lack: a bonus, a footnote with its other side, a contradiction, a body to ask, nothing ruled.
cat >> "$work/rules.toml" <<'TOML'

[[rule]]
id = "bonus-of-large-plots"
level = "DETAILED"
source = { document = "Invented for this test", article = "7" }
valid_from = "1390/01/01"
applies = { plot_area_m2 = [200, inf] }
effect = { quantity = "floors", combinator = "ADD", value = 1, unit = "floors", condition = "parking for every unit", condition_fa = "تأمین پارکینگ همه واحدها" }

[[rule]]
id = "open-space"
level = "DETAILED"
source = { document = "Invented for this test", article = "8", clause = "2", uri = "https://example.org/8" }
valid_from = "1390/01/01"
applies = { plot_area_m2 = [100, inf] }
effect = { quantity = "height", combinator = "RESTRICT_MAX", value = 14, unit = "m", condition = "fire access", condition_fa = "دسترسی آتش‌نشانی", otherwise = 11 }

[[rule]]
id = "traffic-office"
level = "DETAILED"
source = { document = "Invented for this test", article = "9" }
valid_from = "1390/01/01"
applies = { passage_width_m = [24, inf] }
effect = { quantity = "parking", combinator = "REQUIRE_INQUIRY", body = "Traffic office" }

[[rule]]
id = "no-deeper-front-garden"
level = "DETAILED"
source = { document = "Invented for this test", article = "10" }
valid_from = "1390/01/01"
applies = { zone = ["HIGH"], passage_width_m = [24, inf] }
effect = { quantity = "setback_front", combinator = "RESTRICT_MAX", value = 1, unit = "m" }

[[rule]]
id = "draft-of-fewer-floors"
status = "DRAFT"
level = "DETAILED"
source = { document = "Invented for this test", article = "12" }
valid_from = "1403/01/01"
effect = { quantity = "floors", combinator = "RESTRICT_MAX", value = 2, unit = "floors" }

[[rule]]
id = "lower-from-1406"
level = "DETAILED"
source = { document = "Invented for this test", article = "13" }
valid_from = "1406/01/01"
applies = { zone = ["HIGH"] }
effect = { quantity = "height", combinator = "RESTRICT_MAX", value = 9, unit = "m" }

[[rule]]
id = "free-projection"
level = "DETAILED"
source = { document = "Invented for this test", article = "11" }
valid_from = "1390/01/01"
effect = { quantity = "projection", combinator = "RESTRICT_MAX", value = "not-regulated" }
TOML
"$DIDBAN" keygen -o "$work/inquiry" > /dev/null
"$DIDBAN" parcel "$work" --all --on 2025-03-21 -o "$work/all.geojson" -q
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$DIDBAN_SOURCE/core/python:$DIDBAN_SOURCE/tests/golden/serve" DIDBAN_LIBRARY="$DIDBAN_BUILD/lib/libdidban.so"
python3 - "$work" <<'PY'
import collections, json, os, subprocess, sys
import didban
from serving import Serving
work, DAY = sys.argv[1], "2025-03-21"
rows = {f["properties"]["parcel_id"]: f["properties"] for f in json.load(open(f"{work}/all.geojson"))["features"]}
PROPOSAL = {"floors": 6, "height_m": 13, "footprint_m2": 90, "total_area_m2": 540, "units": 8, "parking": 5, "depth_m": 14, "setback_front_m": 1, "use": "residential"}
STANDS = ("conflict", "bonuses", "losing", "missing", "inquiries", "conditions", "forbidden_parts", "depends_on")
seen = collections.Counter()

def same(what, one, other):
    assert one == other, f"{what}:\n{json.dumps(one, ensure_ascii=False)[:1500]}\n{json.dumps(other, ensure_ascii=False)[:1500]}"

def areas_in_table(row, file):
    stated, buildable = file["stated_area"], file["buildable"]
    same("stated area", (row["stated_area_m2"], row["stated_area_difference_m2"]), (stated["stated_m2"], stated["difference_m2"]) if stated else (None, None))
    seen["stated area"] += bool(stated)
    for name, column in (("per_floor", "buildable_per_floor_m2"), ("total", "buildable_total_m2")):
        area = buildable and buildable[name]
        same(column, row[column], area and area["m2"] if not area or not isinstance(area["m2"], list) else None)
        if not area:
            continue
        seen["buildable"] += area["at_most_m2"] is not None
        for by in area["decided_by"]:
            assert by["quantity"] in row["buildable_by"] and (by["rule_id"] is None or f"[{by['rule_id']}]" in row["buildable_by"]), row
        for unknown in area["unknown"]:
            assert unknown in row["buildable_by"] and "not known" in row["buildable_by"], row

def in_table(row, limits, facts, rules, pending):
    same("plan level", row["plan_level"], "; ".join(l["level"] for l in rules["plan_levels"]) or None)
    seen.update("plan level " + l["level"] for l in rules["plan_levels"])
    seen["outranked"] += bool(facts["outranked_zones"])
    for name, prefix, column in (("floors", "floors", "max_floors"), ("height", "height", "max_height_m"), ("coverage", "coverage", "max_coverage"),
                                 ("floor_area_ratio", "far", "max_far"), ("setback_front", "setback_front", "min_setback_front_m")):
        limit = limits.get(name)
        if limit is None:
            assert row[column] is None and row[prefix + "_outcome"] is None
            continue
        value = limit["value"] if isinstance(limit["value"], (int, float)) else None
        same((name, "value"), row[column], None if value is None else round(value, 6))
        same((name, "outcome"), row[prefix + "_outcome"], limit["outcome"])
        decided = limit["decided_by"]
        same((name, "rule"), row[prefix + "_rule"], decided and decided["rule_id"])
        assert not decided or all(part in row[prefix + "_source"] for part in (decided["source"]["document"], decided["source"]["article"] or "")), row
        for bonus in limit["bonuses"]:
            assert f"{prefix} {bonus['value']:g} [{bonus['rule_id']}]" in row["bonuses"], row
        for condition in limit["conditions"]:
            assert f"{prefix}: {condition['text']}" in row["conditions"] and f"[{condition['rule_id']}]" in row["conditions"] and condition["text_fa"] in row["conditions_fa"], row
            assert condition["otherwise"] is None or f"otherwise {condition['otherwise']:g}" in row["conditions"], row
        for part in limit["forbidden_parts"]:
            assert f"{part['overlay_id']}, {100 * part['share']:.1f} %" in row["forbidden_parts"] and f"[{part['rule_id']}]" in row["forbidden_parts"], row
        for loser in limit["losing"]:
            assert loser["rule_id"] in row["losing"] and loser["because"] in row["losing"], row
        for missing in limit["missing"]:
            assert missing == "rule" or missing in row["missing"], (missing, row)
    for body in rules["ask"]:
        assert body in row["ask"], row
    for note in rules["notes"]:
        assert note in row["notes"], row
    for p in pending:
        assert f"[{p['rule']['rule_id']}]" in row["pending"] and (p["in_force_from"] or "a draft") in row["pending"], row
        seen["pending " + p["status"]] += 1
    assert pending or row["pending"] is None, row
    same("area", row["area_m2"], facts["area_m2"])
    same("uses", row["uses_allowed"], "; ".join(limits["use_allowed"]["value"]) if "use_allowed" in limits else None)
    same("law", row["jurisdiction"], "; ".join(j["kind"] for j in rules["jurisdictions"]) or None)

with Serving(work) as http, didban.Service(work) as library:
    ids = library.ids()
    assert len(ids) == len(rows) == 31
    for parcel in ids:
        file = library.parcel(parcel, DAY)
        rules, facts = file["rules"], file["facts"]
        limits = {l["quantity"]: l for l in rules["limits"]}
        for l in rules["limits"]:
            seen.update([l["outcome"]] + [key for key in (*STANDS, "decided_by") if l[key]] + ["otherwise" for c in l["conditions"] if c["otherwise"] is not None])
        # The library and HTTP.
        http_file = http.get(f"/v1/parcels/{parcel}?on={DAY}").json()
        same((parcel, "HTTP"), http_file, file)
        of_rules = library.rules(parcel, DAY)
        for key in ("parcel_id", "on", "facts", "rules", "pending", "stated_area", "buildable", "answer_hash", "answer_code"):
            same((parcel, "rules", key), of_rules[key], file[key])
        same((parcel, "rules of many"), library.rules_of([parcel], DAY), [of_rules])
        for name, limit in limits.items():
            same((parcel, "HTTP limit", name), http.get(f"/v1/parcels/{parcel}/limits/{name}?on={DAY}").json(),
                 {**limit, "pending": [p for p in file["pending"] if p["quantity"] == name]})
        same((parcel, "HTTP rules"), http.get(f"/v1/parcels/{parcel}/rules?on={DAY}").json(), of_rules)
        # The signed answer.
        payload = json.loads(library.inquire(parcel, "mortgage", "2022-03-21", on=DAY))["payload"]
        for value in payload["plan_values"]:
            same((parcel, "inquire", value["quantity"]), {k: v for k, v in value.items() if k not in ("uses", "rule_id", "rule_version", "source")}, limits[value["quantity"]])
        same((parcel, "inquire"), [v["quantity"] for v in payload["plan_values"]], list(limits))
        for key in ("ask", "notes", "notes_fa", "plan_levels", "jurisdictions"):
            same((parcel, "inquire", key), payload[key], rules[key])
        for key in ("near_edges", "pending", "stage_check", "stated_area", "buildable", "answer_hash", "answer_code"):
            same((parcel, "inquire", key), payload[key], file[key])
        # The assessment: each limit of the rules that a building of these floors and units has.
        assessed = library.assess(parcel, PROPOSAL, DAY)
        same((parcel, "HTTP assess"), http.post(f"/v1/parcels/{parcel}/assess?on={DAY}", PROPOSAL).json(), assessed)
        same((parcel, "assess", "near_edges"), assessed["near_edges"], file["near_edges"])
        same((parcel, "assess", "pending"), [(p["rule"], p["status"], p["in_force_from"]) for p in assessed["pending"]],
             [(p["rule"], p["status"], p["in_force_from"]) for p in file["pending"]])
        for key in ("ask", "plan_levels", "jurisdictions"):
            same((parcel, "assess", key), assessed[key], rules[key])
        # Coverage and density follow from the floors that are proposed; what is said of them may be another thing.
        said = [n for n in rules["notes"] if "coverage × floors" not in n]
        same((parcel, "assess", "notes"), [n for n in assessed["notes"] if "coverage × floors" not in n], said)
        earlier = library.assess(parcel, PROPOSAL, DAY, "2000-01-01")
        assert earlier["known_as_of"] == "2000-01-01" and assessed["known_as_of"] is None
        same((parcel, "HTTP assess, earlier"), http.post(f"/v1/parcels/{parcel}/assess?on={DAY}&known=2000-01-01", PROPOSAL).json(), earlier)
        assert http.get(f"/v1/parcels?search={parcel}&limit=1").json()["parcel_ids"] == library.search(parcel, 1) == [parcel]
        for name in ("floors", "height", "setback_front", "depth"):
            limit = limits.get(name)
            if limit is None or limit["depends_on"]:
                continue
            checks = [c for c in assessed["checks"] if c["check"] == name]
            assert checks, (parcel, name)
            for check in checks:
                for key in STANDS:
                    same((parcel, "assess", name, key), check[key], limit[key])
                same((parcel, "assess", name), check["limit"], limit["minimum" if check["bound"] == "at_least" else "maximum"])
                same((parcel, "assess", name, "rule"), check["rule"], limit["decided_by" if check["bound"] == limit["bound"] else "opposite_bound_by"])
                seen["check"] += 1
        in_table(rows[parcel], limits, facts, rules, file["pending"])
        areas_in_table(rows[parcel], file)
    # The command line gives the library's bytes.
    for parcel in ids[::10]:
        printed = subprocess.run([os.environ["DIDBAN"], "parcel", work, parcel, "--on", DAY, "-q"], capture_output=True, check=True).stdout
        assert printed == http.get(f"/v1/parcels/{parcel}?on={DAY}").body
# The city has something of each kind, so the comparison has compared it.
for kind in ("ALLOWED", "UNKNOWN", "NEEDS_INQUIRY", "NOT_REGULATED", *STANDS, "decided_by", "otherwise", "check", "pending draft", "pending not_yet_in_force", "stated area", "buildable", "plan level detailed", "plan level district", "outranked"):
    assert seen[kind], (kind, seen)
PY
