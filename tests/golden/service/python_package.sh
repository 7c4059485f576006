# The Python package over the C interface gives what the command line gives, and its errors are the library's words.
[ -f "$DIDBAN_BUILD/lib/libdidban.so" ] || exit 77
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp "$DIDBAN_SOURCE"/data-samples/arak/* "$work"
export PYTHONPATH="$DIDBAN_SOURCE/core/python" DIDBAN_LIBRARY="$DIDBAN_BUILD/lib/libdidban.so" PYTHONDONTWRITEBYTECODE=1
"$DIDBAN" parcel "$work" 3-1-10-2 --on 2025-03-21 -q > "$work/cli.json"
"$DIDBAN" assess "$work" --parcel 3-1-10-2 --proposal "$work/proposal.json" --on 2025-03-21 -q > "$work/assess.json"
"$DIDBAN" keygen -o "$work/inquiry" > /dev/null
python3 "$DIDBAN_SOURCE/tests/consumer/parcel_service.py" "$work" 3-1-10-2 2025-03-21 > "$work/python.json"
python3 - "$work" <<'PY'
import datetime, json, sys, threading
import didban
work = sys.argv[1]
cli = json.load(open(f"{work}/cli.json"))
assert json.load(open(f"{work}/python.json")) == cli
day = datetime.date(2025, 3, 21)
with didban.Service(work) as s:
    assert len(s.ids()) == 31 and s.ids()[1] == cli["parcel_id"]
    rules = s.rules("3-1-10-2", day)
    assert rules["rules"] == cli["rules"] and rules["answer_hash"] == cli["answer_hash"]
    many = s.rules_of(["3-1-10-2", "9-9-9-9", "3-1-11-1"], day)
    assert many[0] == rules and "no such parcel" in many[1]["error"] and many[2]["parcel_id"].startswith("3-1-11-1")
    proposal = json.load(open(f"{work}/proposal.json"))
    assert s.assess("3-1-10-2", proposal, day) == json.load(open(f"{work}/assess.json"))
    two = s.assess_all([("3-1-10-2", proposal), ("3-1-10-2", {"flors": 3})], day)
    assert two[0] == json.load(open(f"{work}/assess.json")) and "floors" in two[1]["error"]
    # Two plots merged: 20 m by 25 m, one band of plot area higher.
    outline = [[379010, 3773006], [379030, 3773006], [379030, 3773031], [379010, 3773031], [379010, 3773006]]
    merged = s.drawn_rules({"type": "Polygon", "coordinates": [outline]}, day, crs="EPSG:32639")
    assert abs(merged["facts"]["area_m2"] - 500) < 0.5 and merged["parcel_id"] is None
    assert [c["share_of_parcel"] for c in merged["covers"]] == [1, 1] and {c["share_of_polygon"] for c in merged["covers"]} == {0.5}
    assert merged["facts"]["frontage_m"] == 20
    same = s.drawn_rules({"type": "Polygon", "coordinates": [[[x - 0 if x == 379010 else 379020, y] for x, y in outline]]}, day, crs="EPSG:32639")
    assert same["rules"]["limits"] == rules["rules"]["limits"] and abs(same["facts"]["area_m2"] - rules["facts"]["area_m2"]) < 0.01
    answer = s.inquire("3-1-10-2", "mortgage", datetime.date(2022, 3, 21), on=day, consumer="bank-17")
    key = open(f"{work}/inquiry.pub").read()
    assert didban.verify(answer, key)["valid"] and json.loads(answer)["payload"]["consumer"] == "bank-17"
    assert not didban.verify(answer)["valid"] and didban.verify(answer, allow_unknown_key=True)["valid"]
    assert not didban.verify(answer.replace("bank-17", "bank-18"), key)["valid"]
    assert len(open(f"{work}/audit.jsonl").readlines()) == 1
    for call, kind, word in ((lambda: s.rules("no", day), "usage", "no"), (lambda: s.rules("3-1-10-2", "soon"), "usage", "soon"),
                             (lambda: s.inquire("3-1-10-2", "theft", day), "usage", "mortgage"), (lambda: s.inquire("3-1-10-2", "mortgage", day, kee="x"), "usage", "kee"),
                             (lambda: s.drawn_rules({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}, day), "incompatible_input", "outside the city"),
                             (lambda: didban.Service(work + "/nowhere"), "unreadable_input configuration usage", "nowhere"), (lambda: didban.verify(answer, "no key"), "unreadable_input", "key")):
        try:
            call()
        except didban.Error as e:
            assert e.kind in kind.split() and word in str(e), (kind, e.kind, str(e))
        else:
            raise AssertionError(kind + " was accepted")
    found = []
    threads = [threading.Thread(target=lambda: found.extend(s.rules("3-1-10-2", day) == rules for _ in range(50))) for _ in range(4)]
    [t.start() for t in threads]
    s.reload()
    [t.join() for t in threads]
    assert len(found) == 200 and all(found)
PY
