# A case from the first sight on: decisions with reason and note, refusals, undo, bulk, what a later run brings, the
# control sample, and the history that tells all of it.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir city
python3 "$DIDBAN_SOURCE/tests/golden/judge/make_tiny_city.py" city
judge() { "$DIDBAN" judge city --changes "$1" -o "$2" --quiet "${@:3}" > /dev/null; }
cases() { "$DIDBAN" cases city "$@"; }
refused() { # refused WORD ARGUMENTS...: exit 2, and the message has the word
  local word=$1 status=0; shift
  cases "$@" > /dev/null 2> said.txt || status=$?
  [ "$status" = 2 ] && grep -q "$word" said.txt || { echo "cases $* ended with $status:"; cat said.txt; exit 1; }
}
judge city/changes.geojson out
[ "$(cases new | sed 1d | cut -f1 | sort | uniq -c | tr -s ' ')" = " 5 detected" ]
read -r a b c <<< "$(cases list --verdict suspected | sed 1d | cut -f1 | tr '\n' ' ')"

# Days: Jalali too; none to come, none before the first sight (2026-06-20).
refused "future" confirm "$a" --on "$(($(date +%Y) + 3))-01-01"
refused "first seen" confirm "$a" --on 2026-06-19
refused "is not a day" confirm "$a" --on 1405/13/01
cases confirm "$a" --on 1405/04/10 --note "concrete poured" --inspector 12 > /dev/null
cases show "$a" > shown.json
refused "confirmed already" confirm "$a" --on 2026-07-02
cases dismiss "$b" --reason TEMPORARY --note "a tent" --on 2026-07-01 > /dev/null
refused "reopen" confirm "$b" --on 2026-07-02
cases show "$b" > dismissed.json
cases undo "$b" --note "wrong case" > /dev/null
cases show "$b" | grep -q '"state": "detected"'
refused "no decision to take back" undo "$b"
refused "no case is named" confirm
refused "no case fits" close --district 99
[ "$(cases close --district 7 --verdict authorized --on 2026-07-01 | wc -l)" = 1 ]
python3 - <<'PY'
import json
a, b = json.load(open("shown.json")), json.load(open("dismissed.json"))
assert a["state"] == "confirmed" and a["note"] == "concrete poured" and a["inspector"] == "12", a
assert 44.9 < a["longitude"] < 45 and 38.5 < a["latitude"] < 38.6 and a["reason_en"] and a["reason_fa"], a
assert a["evidence"][0]["role"] == "changes" and len(a["evidence"][0]["sha256"]) == 64, a
event = a["history"][-1]
assert (event["on"], event["event"], event["cause"]) == ("2026-07-01", "confirmed", "decision"), event
assert event["changes"]["state"] == {"old": "detected", "new": "confirmed"}, event
assert (b["dismissal"], b["note"]) == ("TEMPORARY", "a tent") and b["history"][-1]["reason"] == "TEMPORARY", b
PY

# The same work in an image after the ruling, grown: the case comes back, and only that is new.
cases dismiss "$c" --reason NO_CHANGE --on 2026-07-01 > /dev/null
python3 - <<'PY'
import json
changes = json.load(open("city/changes.geojson"))
for f in changes["features"]:
    f["properties"]["not_after"] = "2026-10-01"
json.dump(changes, open("later.geojson", "w"))
parcel = [p for p in json.load(open("out/findings.geojson"))["features"]]
json.dump(changes, open("grown.geojson", "w"))
PY
judge later.geojson later
cases show "$c" | grep -q '"state": "dismissed"'
[ "$(cases list | sed 1d | wc -l)" = 5 ]
python3 - "$c" <<'PY'
import json, sys
parcel = next(f["properties"]["parcel_id"] for f in json.load(open("out/findings.geojson"))["features"]
              if f["properties"]["case_id"] == sys.argv[1])
n = int(parcel.split("-")[3])
grown = json.load(open("grown.geojson"))
ring = grown["features"][n - 1]["geometry"]["coordinates"][0]
west, south = ring[0]
ring[:] = [[west + 1.5 * (x - west), south + 1.2 * (y - south)] for x, y in ring]
json.dump(grown, open("grown.geojson", "w"))
PY
judge grown.geojson grown
[ "$(cases new | sed 1d | cut -f1,2)" = "$(printf 'regrown\t%s' "$c")" ]
cases show "$c" | grep -q '"V201"'
cases show "$c" | grep -q '"state": "detected"'
cases verify | grep -q "is whole"

# Settled cases reach no --fail-on; open ones do.
status=0; judge later.geojson later --fail-on suspected || status=$?
[ "$status" = 3 ]
cases close --verdict suspected --on 2026-10-02 > /dev/null
judge later.geojson later --fail-on suspected

# The control sample: a place inside each parcel, and outcomes that come back in.
"$DIDBAN" plan-visits city --budget 4 --control 0.5 -o visits.csv
python3 - <<'PY'
import csv
rows = list(csv.DictReader(open("visits.csv", encoding="utf-8-sig", newline="")))
control = [r for r in rows if r["kind"] == "control"]
assert control and all(44.9 < float(r["longitude"]) < 45 and 38.5 < float(r["latitude"]) < 38.6 for r in control), rows
control[0].update(decision="confirmed", on="2026-10-03", note="a roof behind the wall")
with open("filled.csv", "w", encoding="utf-8", newline="") as stream:
    writer = csv.DictWriter(stream, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
PY
cases import filled.csv | grep -q "^1 decided"
cases import filled.csv | grep -q "^0 decided, 1 known"
[ "$(sqlite3 city/ledger.gpkg "SELECT count(*) FROM history WHERE case_id = '' AND event = 'confirmed' AND note LIKE '%roof%'")" = 1 ]
cases verify > /dev/null
cp city/ledger.gpkg whole.gpkg
damaged() { # damaged SQL WORD
  cp whole.gpkg city/ledger.gpkg
  sqlite3 city/ledger.gpkg "$1"
  local status=0
  cases verify > /dev/null 2> said.txt || status=$?
  [ "$status" = 1 ] && grep -q "$2" said.txt || { echo "$1:"; cat said.txt; exit 1; }
}
damaged "UPDATE history SET inspector = 'nobody' WHERE number = 6" "line 6"
damaged "DELETE FROM history WHERE number = 4" "line 4 is missing"
damaged "DELETE FROM history WHERE number = (SELECT max(number) FROM history)" "its head tells of"
damaged "CREATE TABLE x AS SELECT 1; UPDATE history SET number = number + 1 WHERE number > 3" "line 4 is missing"
