# The steps of a case and their clocks: what the city says of them, what lists, tables and reports tell, hours and files
# of a decision, and the address of a case.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir city
python3 "$DIDBAN_SOURCE/tests/golden/judge/make_tiny_city.py" city
python3 - <<'PY'
import json
cadastre = json.load(open("city/cadastre.geojson"))
for f in cadastre["features"]:
    f["properties"]["street"] = "" if f["properties"]["parcel_id"].startswith("7-1-1-3") else "کوچهٔ آسیاب " + f["properties"]["parcel_id"][6]
json.dump(cadastre, open("city/cadastre.geojson", "w"))
text = open("city/city.toml").read().replace('district = "district" }', 'district = "district", address = "street" }')
open("city/city.toml", "w").write(text + '''
[cases]
holidays = ["1405/04/18"]
[[cases.step]]
name = "detected"
term = "20d"
[[cases.step]]
name = "stopped"
term = "5d"
[[cases.step]]
name = "seal_note"
name_fa = "یادداشت پلمب"
''')
PY
judge() { "$DIDBAN" judge city --changes city/changes.geojson -o "$1" --quiet > /dev/null; }
cases() { "$DIDBAN" cases city "$@"; }
refused() { # refused WORD ARGUMENTS...: exit 2, and the message has the word
  local word=$1 status=0; shift
  cases "$@" > /dev/null 2> said.txt || status=$?
  [ "$status" = 2 ] && grep -q "$word" said.txt || { echo "cases $* ended with $status:"; cat said.txt; exit 1; }
}
judge out
read -r a b c <<< "$(cases list --verdict suspected | sed 1d | cut -f1 | tr '\n' ' ')"
# Seen on 2026-06-20, to be visited within 20 days: by 07-10.
[ "$(cases list --as-of 2026-07-10 --verdict suspected | sed 1d | cut -f11,12,13 | sort -u)" = "$(printf '20\t2026-07-10\t')" ]
[ "$(cases list --as-of 2026-07-11 --overdue | sed 1d | cut -f13 | sort | uniq -c | tr -s ' ')" = " 3 overdue" ]
[ "$(cases list --as-of 2026-07-10 --overdue | wc -l)" = 1 ]

printf 'protocol' > protocol.jpg
refused "confirmed" step stopped "$a" --on 2026-07-02
cases step visited "$a" --on 1405/04/09 --hours 0.5 > /dev/null # 2026-06-30: its clock stops
[ "$(cases list --as-of 2026-07-11 --overdue | sed 1d | wc -l)" = 2 ]
refused "protokoll.jpg" confirm "$a" --on 2026-07-01 --file protokoll.jpg
refused "between 0 and" confirm "$a" --on 2026-07-01 --hours -1
cases confirm "$a" --on 2026-07-01 --file protocol.jpg --hours 1.5 > /dev/null
refused "did you mean stopped" step stoped "$a" --on 2026-07-04
cases step stopped "$a" --on 2026-07-04 --note "workers sent home" > /dev/null # due 07-09 = 1405/04/18, a holiday: 07-10
cases step seal_note "$a" --on 2026-07-05 > /dev/null
cases show "$a" --as-of 2026-07-11 > shown.json
python3 - "$(sha256sum < protocol.jpg | cut -c1-64)" <<'PY'
import json, sys
c = json.load(open("shown.json"))
assert c["state"] == "confirmed" and c["since"] == "2026-07-01" and c["age_days"] == 6, c
assert c["steps"] == [{"step": "stopped", "on": "2026-07-04"}, {"step": "seal_note", "on": "2026-07-05"}], c
assert c["deadlines"] == [{"after": "stopped", "since": "2026-07-04", "until": ["referred"], "due": "2026-07-10", "overdue": True}], c
assert c["address"].startswith("کوچهٔ آسیاب"), c
seen, confirmed = c["history"][1], c["history"][2]
assert seen["event"] == "step" and seen["hours"] == 0.5 and confirmed["hours"] == 1.5, c["history"]
assert confirmed["files"] == [{"name": "protocol.jpg", "sha256": sys.argv[1]}], confirmed
PY
cases undo "$a" > /dev/null
cases show "$a" | python3 -c 'import json, sys; assert [s["step"] for s in json.load(sys.stdin)["steps"]] == ["stopped"]'

# Tables and reports carry address, step and the day that is due; a run changes none of it.
judge again
python3 - "$a" <<'PY'
import csv, json, sys
row = next(r for r in csv.DictReader(open("again/findings.csv", encoding="utf-8-sig")) if r["case_id"] == sys.argv[1])
assert (row["state"], row["step"], row["due"]) == ("confirmed", "stopped", "2026-07-10") and row["address"] and row["longitude"], row
props = next(f["properties"] for f in json.load(open("again/findings.geojson"))["features"] if f["properties"]["case_id"] == sys.argv[1])
assert props["due"] == "2026-07-10" and props["address"] == row["address"], props
PY
# In a GIS every column has its name in both languages.
/usr/bin/python3 - <<'PY'
import xml.etree.ElementTree as xml
from osgeo import ogr
ogr.UseExceptions()
report = ogr.Open("again/report.gpkg")
styles = {f["f_table_name"]: f["styleQML"] for f in report.GetLayerByName("layer_styles")}
for name in ("findings", "parcels", "changes"):
    layer = report.GetLayerByName(name).GetLayerDefn()
    aliases = {a.get("field"): a.get("name") for a in xml.fromstring(styles[name].split(">", 1)[1]).iter("alias")}
    columns = {layer.GetFieldDefn(i).GetName() for i in range(layer.GetFieldCount())}
    assert columns <= set(aliases) and all(" / " in aliases[c] for c in columns), columns - set(aliases)
PY
cases export all.csv > /dev/null
cases export all.geojson > /dev/null
grep -q "^$a,.*,stopped,2026-07-01,2026-07-10,referred," all.csv
grep -q '"due": "2026-07-10"' all.geojson
"$DIDBAN" plan-visits city --budget 2 --control 0 --as-of 2026-07-20 --format json > visits.json
python3 - <<'PY'
import json
visits = json.load(open("visits.json"))["visits"]
assert all(v["due"] == "2026-07-10" and v["overdue"] for v in visits) and any(v["address"] for v in visits), visits
PY
"$DIDBAN" plan-visits city --budget 2 --control 0 --as-of 2026-07-20 --lang en --format html | grep -q "Overdue since"
# Steps, hours and files come in with a table as well, and a second reading changes nothing.
printf 'photo' > site.png
printf 'case_id,decision,reason,note,on,hours,files\n%s,referred,,,2026-07-08,0.25,\n%s,dismissed,TEMPORARY,tent,2026-07-02,0.75,site.png\n' "$a" "$b" > filled.csv
[ "$(cases import filled.csv)" = "2 decided, 0 known already, 0 rows without a decision" ]
[ "$(cases import filled.csv)" = "0 decided, 2 known already, 0 rows without a decision" ]
cases show "$a" | grep -q '"due": "2026-08-08"' # a month of the city's calendar after 1405/04/17
cases show "$b" | grep -q '"name": "site.png"'
printf 'case_id,decision,files,on\n%s,confirmed,none.png,2026-07-02\n' "$c" > wrong.csv
refused "none.png" import wrong.csv
cases verify | grep -q "is whole"
