# A detector that is too sure of itself: of 360 suspicions, told with 0.5 to 0.99, three of five of what they promise come
# true. Learned from the decided cases, confidences are told as they come true; taken back, they are what they were.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir city
PYTHONPATH="$DIDBAN_SOURCE/tests/golden" PYTHONDONTWRITEBYTECODE=1 python3 - <<'PY'
from small_city import collection, square
place = lambda n: (25 * (n % 20), 25 * (n // 20))
collection("city/cadastre.geojson", [({"parcel_id": f"7-1-1-{n + 1}", "district": str(1 + n % 3)}, square(*place(n), 20, 20)) for n in range(360)])
collection("changes.geojson", [({"change": "new", "probability": round(0.5 + 0.49 * (n * 37 % 360) / 359, 4), "not_before": "2025-06-14", "not_after": "2026-06-20"},
    square(place(n)[0] + 5, place(n)[1] + 5, 10, 10)) for n in range(360)])
open("city/permits.csv", "w").write("permit_no,parcel_id,issued\n14000,9-9-9-9,1404/05/01\n")
open("city/city.toml", "w").write('''[city]
name = "Taught"
crs = "EPSG:32638"
ledger = "ledger.gpkg"
[cadastre]
source = "cadastre.geojson"
accuracy_m = 0.5
fields = { id = "parcel_id", district = "district" }
[permits]
source = "permits.csv"
fields = { id = "permit_no", parcel = "parcel_id", issued = "issued" }
[detect]
''')
PY
"$DIDBAN" judge city --changes changes.geojson -o first --quiet > /dev/null
code=0; "$DIDBAN" train --from-ledger city -o city/none.json > /dev/null 2> said || code=$?
[ "$code" = 2 ] && grep -q '0 decided cases with a confidence.*too few' said && grep -q 'at least 60' said && [ ! -e city/none.json ] || { cat said; exit 1; }

"$DIDBAN" cases city export all.csv > /dev/null
decide() { # FROM TO RATE OUT: decides the cases of these rows, right as often as RATE times their confidence
  python3 - "$@" <<'PY'
import csv, sys
first, last, rate, out = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), sys.argv[4]
rows = sorted(csv.DictReader(open("all.csv", encoding="utf-8-sig")), key=lambda r: int(r["parcel_id"].split("-")[-1]))
owed = 0.0
for n, r in enumerate(rows):
    if not first <= n < last:
        continue
    owed += rate * float(r["confidence"])
    right = owed >= 1
    owed -= right
    r.update(decision="confirmed" if right else "dismissed", reason="" if right else "TEMPORARY", on="2026-07-%02d" % (1 + n % 28))
with open(out, "w", newline="", encoding="utf-8-sig") as stream:
    writer = csv.DictWriter(stream, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows[first:last])
PY
}
decide 0 300 0.6 visits.csv
"$DIDBAN" cases city import visits.csv > /dev/null
cp city/ledger.gpkg before.gpkg
"$DIDBAN" train --from-ledger city -o city/calibration-1.json > said
cmp before.gpkg city/ledger.gpkg
"$DIDBAN" train --from-ledger city -o again.json > /dev/null
cmp city/calibration-1.json again.json
"$DIDBAN" train --from-ledger city --held-out time -o by_time.json > /dev/null
code=0; "$DIDBAN" train --from-ledger city -o city/calibration-1.json > /dev/null 2> refused || code=$?
[ "$code" = 2 ] && grep -q 'is there already' refused

# The city takes it: what is new since is told as it comes true, verdicts stay, and the run says what it used.
echo 'calibration = "calibration-1.json"' >> city/city.toml
"$DIDBAN" judge city --changes changes.geojson -o taught --quiet > /dev/null
grep -q '"taught":300' taught/report.html && grep -q '"taught":null' first/report.html
sed -i '$d' city/city.toml
"$DIDBAN" judge city --changes changes.geojson -o back --quiet > /dev/null
python3 - <<'PY'
import json
card = json.load(open("city/calibration-1.json"))["card"]
assert card["confirmed"] + card["dismissed"] == 300 and card["dismissed_by_reason"] == {"TEMPORARY": card["dismissed"]}
before, after = card["held_out"]["before"], card["held_out"]["after"]
assert before["calibration_error"] > 0.2 and after["calibration_error"] < 0.12 and after["brier"] < before["brier"] - 0.03, (before, after)
assert json.load(open("by_time.json"))["card"]["held_out"]["by"] == "time"
groups = json.load(open("city/calibration-1.json"))["groups"]
assert groups[0]["path"] == [] and groups[0]["outcomes"] == 300 and {tuple(g["path"]) for g in groups} >= {("other", "other", "1"), ("other", "other", "3", "new")}
read = lambda run: {f["properties"]["parcel_id"]: f["properties"] for f in json.load(open(f"{run}/findings.geojson"))["features"]}
first, taught, back = read("first"), read("taught"), read("back")
off = [abs(taught[key]["confidence"] - 0.6 * f["confidence"]) for key, f in first.items()]
assert sum(off) / len(off) < 0.05 and max(off) < 0.15, (sum(off) / len(off), max(off))
for key, f in first.items():
    assert taught[key]["verdict"] == f["verdict"] and back[key]["confidence"] == f["confidence"]
run = json.load(open("taught/run.json"))
assert run["calibration"]["outcomes"] == 300 and run["calibration"]["path"] == "calibration-1.json" and run["calibration"]["ledger_head"] == card["ledger_head"]
assert any(i["role"] == "calibration" and i["sha256"] == run["calibration"]["sha256"] for i in run["inputs"])
assert json.load(open("first/run.json"))["calibration"] is None and json.load(open("back/run.json"))["calibration"] is None
PY
# Learning again after runs with a calibration starts from what the detector said, not from what was made of it; and from
# the sighting that was ruled on, not from a later one. Of duplicates nothing is learned, which is told.
echo 'calibration = "calibration-1.json"' >> city/city.toml
"$DIDBAN" judge city --changes changes.geojson -o taught --quiet > /dev/null
python3 - <<'PY'
import csv, json
changes = json.load(open("changes.geojson"))
for f in changes["features"]:
    f["properties"].update(probability=0.6, not_before="2026-06-20", not_after="2026-09-20")
json.dump(changes, open("later.geojson", "w"))
rows = sorted(csv.DictReader(open("all.csv", encoding="utf-8-sig")), key=lambda r: int(r["parcel_id"].split("-")[-1]))
visits = {r["case_id"]: r for r in csv.DictReader(open("visits.csv", encoding="utf-8-sig"))}
def write(path, chosen, **said):
    with open(path, "w", newline="", encoding="utf-8-sig") as stream:
        writer = csv.DictWriter(stream, rows[0].keys())
        writer.writeheader()
        writer.writerows({**r, **said} for r in chosen)
write("twice.csv", rows[300:303], decision="dismissed", reason="DUPLICATE", on="2026-07-05")
early = [r for r in visits.values() if r["decision"] == "confirmed" and r["on"] < "2026-07-06"][:12]
assert len(early) == 12
write("second.csv", early, decision="dismissed", reason="NO_CHANGE", on="2026-08-15")
PY
"$DIDBAN" judge city --changes later.geojson -o later --quiet > /dev/null
"$DIDBAN" cases city import twice.csv > /dev/null
"$DIDBAN" train --from-ledger city -o city/calibration-2.json > said
grep -q '^3 decided cases left out: dismissed as duplicates' said
# Held out by time are those decided last: the day of the decision that counts, not that of the first.
"$DIDBAN" cases city import second.csv > /dev/null
"$DIDBAN" train --from-ledger city --held-out time -o by_last_day.json > /dev/null
python3 - <<'PY'
import csv, json
one, two = (json.load(open(f"city/calibration-{n}.json")) for n in (1, 2))
assert one["groups"] == two["groups"], (one["groups"][0], two["groups"][0])
assert one["card"]["left_out"] == {} and two["card"]["left_out"] == {"DUPLICATE": 3}
confidence = {r["case_id"]: float(r["confidence"]) for r in csv.DictReader(open("all.csv", encoding="utf-8-sig"))}
said = {}
for table in ("visits.csv", "second.csv"):
    for r in csv.DictReader(open(table, encoding="utf-8-sig")):
        said[r["case_id"]] = (r["on"], r["case_id"], r["decision"] == "confirmed")
        if table == "second.csv":
            confidence[r["case_id"]] = 0.6  # that ruling is about the later sighting
last = sorted(said.values())[210:]
brier = sum((confidence[key] - right) ** 2 for _, key, right in last) / len(last)
held_out = json.load(open("by_last_day.json"))["card"]["held_out"]["before"]
assert held_out["outcomes"] == 90 and abs(held_out["brier"] - brier) < 0.001, (held_out, brier)
PY
# One that cannot be used is refused before the work, and names what to do.
echo '{}' > city/calibration-1.json
code=0; "$DIDBAN" judge city --changes changes.geojson -o broken --quiet > /dev/null 2> said || code=$?
[ "$code" = 2 ] && grep -q 'is no calibration that this program can use' said && [ ! -e broken ] || { cat said; exit 1; }
code=0; "$DIDBAN" check city --quiet > said 2> /dev/null || code=$?
[ "$code" = 2 ] && grep -q 'calibration.unreadable' said || { cat said; exit 1; }

# Confidences that come true as they are told: nothing better is to be had, and nothing is written.
sed -i '$d' city/city.toml
rm city/ledger.gpkg
"$DIDBAN" judge city --changes changes.geojson -o first --quiet > /dev/null
"$DIDBAN" cases city export all.csv > /dev/null
decide 0 300 1.0 visits.csv
"$DIDBAN" cases city import visits.csv > /dev/null
code=0; "$DIDBAN" train --from-ledger city -o city/calibration-3.json > said || code=$?
[ "$code" = 3 ] && grep -q 'nothing was written' said && [ ! -e city/calibration-3.json ] || { cat said; exit 1; }
