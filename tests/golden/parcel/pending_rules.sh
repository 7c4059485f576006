# A draft and a rule of next year are told by every way out of the house, and decide nothing until their day.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp "$DIDBAN_SOURCE"/data-samples/arak/* "$work"
on="--on 1404/01/01"
"$DIDBAN" parcel "$work" 3-1-10-2 $on -q > "$work/before.json"
cat >> "$work/rules.toml" <<'TOML'
[[rule]]
id = "draft-two-floors"
status = "DRAFT"
level = "DETAILED"
source = { document = "پیش‌نویس بازنگری", article = "3" }
valid_from = "1403/01/01"
applies = { zone = "MEDIUM" }
effect = { quantity = "floors", combinator = "RESTRICT_MAX", value = 2, unit = "floors", condition = "draft footnote" }
[[rule]]
id = "height-of-1405"
level = "DETAILED"
source = { document = "Council", article = "9" }
valid_from = "1405/01/01"
applies = { zone = "MEDIUM" }
effect = { quantity = "height", combinator = "RESTRICT_MAX", value = 11, unit = "m" }
[[rule]]
id = "draft-elsewhere"
status = "DRAFT"
level = "DETAILED"
source = { document = "Council" }
valid_from = "1403/01/01"
applies = { zone = "HIGH" }
effect = { quantity = "floors", combinator = "RESTRICT_MAX", value = 1, unit = "floors" }
TOML
"$DIDBAN" keygen -o "$work/inquiry" > /dev/null
"$DIDBAN" parcel "$work" 3-1-10-2 $on -q > "$work/a.json"
"$DIDBAN" parcel "$work" 3-1-10-2 --on 1405/01/01 -q > "$work/later.json"
"$DIDBAN" parcel "$work" --all $on -q -o "$work/all.geojson"
"$DIDBAN" inquire "$work" --parcel 3-1-10-2 --purpose mortgage --since 1403/01/01 $on -q > "$work/signed.json"
"$DIDBAN" assess "$work" --parcel 3-1-10-2 --proposal "$work/proposal.json" $on -q > "$work/assess.json"
for l in fa en; do
  "$DIDBAN" parcel "$work" 3-1-10-2 $on --format text --lang $l -q > "$work/parcel.$l.txt"
  "$DIDBAN" parcel "$work" 3-1-10-2 $on --format html --lang $l -q > "$work/parcel.$l.html"
  "$DIDBAN" assess "$work" --parcel 3-1-10-2 --proposal "$work/proposal.json" $on --format text --lang $l -q > "$work/assess.$l.txt"
  "$DIDBAN" assess "$work" --parcel 3-1-10-2 --proposal "$work/proposal.json" $on --format html --lang $l -q > "$work/assess.$l.html"
done
python3 - "$work" <<'PY'
import json, sys
load = lambda name: json.load(open(f"{sys.argv[1]}/{name}"))
before, a, later, assess = (load(n) for n in ("before.json", "a.json", "later.json", "assess.json"))
limit = lambda f, q: next(l for l in f["rules"]["limits"] if l["quantity"] == q)
assert before["pending"] == []
for q in ("floors", "height"):
    assert limit(a, q) == limit(before, q), q
def whole(pending):
    draft, height = pending
    assert (draft["quantity"], draft["status"], draft["in_force_from"], draft["changes"]) == ("floors", "draft", None, True), draft
    assert draft["rule"]["rule_id"] == "draft-two-floors" and draft["then"]["maximum"] == 2, draft
    assert [c["text"] for c in draft["then"]["conditions"]] == ["draft footnote"], draft
    assert (height["quantity"], height["status"], height["in_force_from"]) == ("height", "not_yet_in_force", "2026-03-21"), height
    assert height["then"]["maximum"] == 11 and height["rule"]["source"]["article"] == "9", height
for pending in (a["pending"], load("signed.json")["payload"]["pending"], assess["pending"]):
    whole(pending)
assert next(c for c in assess["checks"] if c["check"] == "floors")["limit"] == 4
assert limit(later, "height")["maximum"] == 11 and [p["rule"]["rule_id"] for p in later["pending"]] == ["draft-two-floors"]
row = next(f["properties"] for f in load("all.geojson")["features"] if f["properties"]["parcel_id"].startswith("3-1-10-2-"))
assert row["pending"] == "floors at most 2, a draft [draft-two-floors]; height at most 11 from 2026-03-21 [height-of-1405]", row
assert row["max_floors"] == 4
for name in ("parcel.en.txt", "parcel.en.html", "assess.en.txt", "assess.en.html"):
    t = open(f"{sys.argv[1]}/{name}").read()
    for word in ("Pending: not binding yet", "a draft, not approved", "from 2026-03-21", "draft-two-floors", "draft footnote" if "html" in name else "at most 2 floors"):
        assert word in t, (name, word)
for name in ("parcel.fa.txt", "parcel.fa.html", "assess.fa.txt", "assess.fa.html"):
    t = open(f"{sys.argv[1]}/{name}").read()
    for word in ("هنوز الزام‌آور نیست", "پیش‌نویس، تصویب‌نشده", "۱۴۰۵/۰۱/۰۱", "حداکثر ۲ طبقه", "پیش‌نویس بازنگری، بند ۳"):
        assert word in t, (name, word)
PY
