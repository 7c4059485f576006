# The figures for council and public: months, districts, reasons, what was not seen, hectares per inspector's hour, and the
# page that shows them. Small cells are in none of them.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir city
python3 "$DIDBAN_SOURCE/tests/golden/judge/make_tiny_city.py" city
"$DIDBAN" judge city --changes city/changes.geojson -o out --quiet > /dev/null
read -r a b c <<< "$("$DIDBAN" cases city list --verdict suspected | sed 1d | cut -f1 | tr '\n' ' ')"
"$DIDBAN" cases city confirm "$a" --on 2026-06-30 --hours 1.5 > /dev/null
"$DIDBAN" cases city dismiss "$b" --reason TEMPORARY --on 2026-07-10 --hours 0.5 > /dev/null
"$DIDBAN" stats city -o open --least-cell 0
"$DIDBAN" stats city -o public
python3 - "$a" <<'PY'
import json, sys
s = json.load(open("open/stats.json"))
assert s["months"] == [{"month": "1405/03", "cases": 5, "visited": 2, "confirmed": 1, "dismissed": 1, "mean_delay_days": 15.0, "whole": True}], s["months"]
assert [d["district"] for d in s["districts"]] == ["7"] and s["districts"][0]["cases"] == 5, s
assert s["last_period"] == [{"district": "7", "parcels": 6, "not_seen": 0}], s
# Six plots of 400 m² seen on one day, in two hours: 0.24 ha / 2 h.
work = s["inspectors"]
assert (work["visits"], work["hours"], work["hectares_seen"], work["hectares_per_hour"]) == (2, 2.0, 0.24, 0.12), work
p = json.load(open("public/stats.json"))
# Two rows of one case each are hidden, and the month holds neither: together they are fewer than three.
assert [(m["cases"], m["whole"]) for m in p["months"]] == [(3, False)], p
assert p["dismissals"] == {} and p["inspectors"] is None, p
for name in ("open", "public"):
    page = open(name + "/stats.html", encoding="utf-8").read()
    assert page.count("<main ") == 2 and 'dir="rtl"' in page and "Cases by month" in page and "پرونده‌ها به تفکیک ماه" in page
    assert "://" not in page and sys.argv[1] not in page and "7-1-1" not in page, name
open_page, public = (open(n + "/stats.html", encoding="utf-8").read() for n in ("open", "public"))
assert "temporary thing" in open_page and "temporary thing" not in public and "without rows of fewer than 3" in public
assert "hectares watched for each hour" in open_page and "hectares watched for each hour" not in public
PY
# One suspected case of another month: the total of the verdict would give it away, so the others' row is hidden as well.
mkdir later
cp -r city/. later
rm -f later/ledger.gpkg
python3 - <<'PY'
import json
changes = json.load(open("later/changes.geojson"))
changes["features"][0]["properties"]["not_after"] = "2026-10-01"
json.dump(changes, open("later/changes.geojson", "w"))
PY
"$DIDBAN" judge later --changes later/changes.geojson -o other --quiet > /dev/null
"$DIDBAN" stats later > hidden.json
"$DIDBAN" stats later --least-cell 0 > told.json
python3 - <<'PY'
import json
hidden, told = json.load(open("hidden.json")), json.load(open("told.json"))
counts = sorted(r["cases"] for r in told["rows"] if r["verdict"] == "suspected")
assert len(counts) == 2 and counts[0] < 3, counts
assert all(r["suppressed"] and r["cases"] is None for r in hidden["rows"] if r["verdict"] == "suspected"), hidden["rows"]
visible = sum(r["cases"] for r in hidden["rows"] if not r["suppressed"])
assert sum(m["cases"] for m in hidden["months"]) == visible == sum(d["cases"] for d in hidden["districts"]), hidden
PY
"$DIDBAN" stats city -o again --least-cell 0
cmp again/stats.html open/stats.html
