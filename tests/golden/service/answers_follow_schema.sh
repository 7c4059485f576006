# Every answer of a city follows docs/answers.schema.json, and has no member that the schema does not name.
python3 -c 'import jsonschema' 2> /dev/null || exit 77
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp "$DIDBAN_SOURCE"/data-samples/arak/* "$work"
"$DIDBAN" keygen -o "$work/inquiry" > /dev/null
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$DIDBAN_SOURCE/tests/golden/serve"
python3 - "$work" "$DIDBAN_SOURCE/docs/answers.schema.json" <<'PY'
import copy, json, subprocess, sys, os
import jsonschema
from serving import Serving
work, schema = sys.argv[1], json.load(open(sys.argv[2]))
jsonschema.Draft202012Validator.check_schema(schema)
def closed(part):
    if isinstance(part, dict):
        if "properties" in part:
            part["additionalProperties"] = False
        [closed(p) for p in part.values()]
    elif isinstance(part, list):
        [closed(p) for p in part]
strict = copy.deepcopy(schema)
closed(strict)
def holds(kind, answer):
    named = {**strict, "anyOf": [{"$ref": f"#/$defs/{kind}"}]}
    faults = list(jsonschema.Draft202012Validator(named, format_checker=jsonschema.FormatChecker()).iter_errors(answer))
    deepest = [min(f.context, key=lambda c: -len(c.absolute_path)) if f.context else f for f in faults]
    assert not faults, (kind, [(list(f.absolute_path), f.message[:300]) for f in deepest[:3]])
def breaks(kind, answer, change):
    broken = copy.deepcopy(answer)
    change(broken)
    named = {**schema, "anyOf": [{"$ref": f"#/$defs/{kind}"}]}
    assert not jsonschema.Draft202012Validator(named).is_valid(broken), kind
proposal = json.load(open(f"{work}/proposal.json"))
DAY = "on=2025-03-21"
with Serving(work) as s:
    ids = s.get("/v1/parcels?search=3&limit=100").json()["parcel_ids"]
    assert len(ids) == 31
    for parcel in ids:
        file = s.get(f"/v1/parcels/{parcel}?{DAY}&radius_m=500").json()
        holds("parcelFile", file)
        holds("rules", s.get(f"/v1/parcels/{parcel}/rules?{DAY}").json())
        for limit in file["rules"]["limits"]:
            holds("limit", limit)
        one = s.get(f"/v1/parcels/{parcel}/limits/floors?{DAY}").json() # a limit and `pending`, no more
        assert jsonschema.Draft202012Validator({**schema, "anyOf": [{"$ref": "#/$defs/oneLimit"}]}).is_valid(one)
        breaks("oneLimit", one, lambda l: l.pop("pending"))
        breaks("oneLimit", one, lambda l: l.pop("conditions"))
        one.pop("pending")
        holds("limit", one)
        near = s.post(f"/v1/parcels/{parcel}/assess?{DAY}", proposal)
        holds("assessment" if near.status == 200 else "error", near.json())
        holds("assessment", s.post(f"/v1/parcels/{parcel}/assess?{DAY}", {"footprint_m2": 90, "floors": 50, "height_m": 500, "units": 90, "parking": 0, "use": "office"}).json())
        for purpose in ("mortgage", "transfer"):
            answer = s.post(f"/v1/parcels/{parcel}/inquiry", {"purpose": purpose, "since": "2022-03-21", "on": "2025-03-21"}).json()
            holds("signedAnswer", answer)
    holds("verification", s.post("/v1/verify", answer).json())
    holds("verification", s.post("/v1/verify", {**answer, "format": "x"}).json())
    holds("verification", s.post("/v1/verify", []).json())
    holds("manyRules", s.post(f"/v1/rules?{DAY}", ids + ["none"]).json())
    holds("manyAssessments", s.post(f"/v1/assess?{DAY}", [{"parcel_id": p, "proposal": proposal} for p in ids + ["none"]]).json())
    outline = [[379010, 3773006], [379030, 3773006], [379030, 3773031], [379010, 3773031], [379010, 3773006]]
    holds("drawnRules", s.post(f"/v1/polygon/rules?{DAY}&crs=EPSG:32639", {"type": "Polygon", "coordinates": [outline]}).json())
    holds("error", s.get("/nowhere").json())
    # The schema refuses what says something else.
    breaks("parcelFile", file, lambda f: f.pop("permits"))
    breaks("parcelFile", file, lambda f: f["rules"]["limits"][0].update(outcome="FINE"))
    breaks("parcelFile", file, lambda f: f["rules"]["limits"][0].pop("conditions"))
    breaks("parcelFile", file, lambda f: f["facts"].update(area_m2="unknown"))
    breaks("signedAnswer", answer, lambda a: a["payload"].update(issued_at=5))
PY
