# A case keeps its id when its plot is split, and when plots with cases are merged into one that names all their earlier
# codes; a ruling lasts, and nobody's case is opened twice.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir city
python3 "$DIDBAN_SOURCE/tests/golden/judge/make_tiny_city.py" city
sed -i 's/district = "district" }/district = "district", old_code = "old_code" }/' city/city.toml
python3 - <<'PY'
import json
cadastre = json.load(open("city/cadastre.geojson"))
for f in cadastre["features"]: f["properties"]["old_code"] = ""
json.dump(cadastre, open("city/cadastre.geojson", "w"))
PY
judge() { "$DIDBAN" judge city --changes city/changes.geojson -o "$1" --quiet > /dev/null; }
cases() { "$DIDBAN" cases city list | sed 1d | cut -f1 | sort; }
judge first
dismissed=$("$DIDBAN" cases city list --parcel 7-1-1-1-0-0-0 | sed 1d | cut -f1)
"$DIDBAN" cases city dismiss "$dismissed" --reason TEMPORARY --note "a tent" --on 2026-07-01 > /dev/null
cases > before

# Plots 1 and 2 become one, plot 3 is split through its change, plot 4 gets another number.
python3 - <<'PY'
import json
cadastre = json.load(open("city/cadastre.geojson"))
old = {f["properties"]["parcel_id"]: f for f in cadastre["features"]}
code = lambda n: f"7-1-1-{n}-0-0-0"
def plot(name, was, ring): return {"type": "Feature", "properties": {"parcel_id": name, "district": "7", "old_code": was}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
one, two, three, four = (old[code(n)]["geometry"]["coordinates"][0] for n in (1, 2, 3, 4))
(x0, y0), (x1, y1) = three[0], three[2]
middle = x0 + (x1 - x0) * 0.6
keep = [old[code(n)] for n in (5, 6)]
keep += [plot("7-2-1-1-0-0-0", f"{code(1)}؛ {code(2)}", [one[0], two[1], two[2], one[3], one[0]]),
         plot("7-2-1-2-0-0-0", code(3), [[x0, y0], [middle, y0], [middle, y1], [x0, y1], [x0, y0]]),
         plot("7-2-1-3-0-0-0", code(3), [[middle, y0], [x1, y0], [x1, y1], [middle, y1], [middle, y0]]),
         plot("7-2-1-4-0-0-0", code(4), four)]
cadastre["features"] = keep
json.dump(cadastre, open("city/cadastre.geojson", "w"))
PY
# The pages for planners find them by their earlier codes before anything is judged anew.
"$DIDBAN" stats city -o pages --districts > /dev/null
python3 - <<'PY'
import csv
row = next(csv.DictReader(open("pages/districts/districts.csv", encoding="utf-8-sig")))
# Of the merged plot the first earlier code speaks; plot 3 was divided, and both parts have what was seen there.
assert (row["parcels"], row["not_observed"]) == ("6", "0"), row
PY
judge second
cases > after
missing=$(comm -23 before after)
[ -z "$missing" ] || { echo "cases were lost:"; echo "$missing"; exit 1; }
[ "$(comm -13 before after | wc -l)" -le 1 ] || { echo "more cases than the half of a split change were opened:"; comm -13 before after; exit 1; }
python3 - "$dismissed" <<'PY'
import json, sys
found = {f["properties"]["case_id"]: f["properties"] for f in json.load(open("second/findings.geojson"))["features"]}
merged = [p for p in found.values() if p["parcel_id"] == "7-2-1-1-0-0-0"]
assert len(merged) == 2 and sys.argv[1] in found, (sys.argv[1], sorted(found))
assert found[sys.argv[1]]["state"] == "dismissed", found[sys.argv[1]]
before = {line.strip() for line in open("before")}
assert all(p["case_id"] in before for p in merged), merged
PY
