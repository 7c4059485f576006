# A deed's area beside the measured one, and a parcel found by its address or its old code; without those columns nothing is stated.
[ -f "$DIDBAN_BUILD/lib/libdidban.so" ] || exit 77
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp "$DIDBAN_SOURCE"/data-samples/arak/* "$work"
"$DIDBAN" parcel "$work" 3-1-10-2 -q > "$work/plain.json"
python3 - "$work" <<'PY'
import json, sys
g = json.load(open(f"{sys.argv[1]}/cadastre.geojson"))
said = {"3-1-10-1": ("۲۵۱", "خیابان آزادي، پلاک 11"), "3-1-10-2": ("280", "خیابان آزادی، پلاک ۱۲"), "3-1-10-3": ("two plots", "خیابان امام، پلاک ۱۲"), "3-1-10-4": ("0", None)}
for f in g["features"]:
    p = f["properties"]
    area, address = said.get(p["parcel_id"].removesuffix("-0-0-0"), (None, None))
    p.update(deed=area, address=address, before="9-9-9-" + p["parcel_id"].split("-")[3] if p["parcel_id"].startswith("3-1-10-") else None)
json.dump(g, open(f"{sys.argv[1]}/cadastre.geojson", "w"), ensure_ascii=False)
PY
sed -i 's/district = "district" }/district = "district", old_code = "before", deed_area_m2 = "deed", address = "address" }/' "$work/city.toml"
for n in 1 2 3 4; do "$DIDBAN" parcel "$work" 3-1-10-$n -q > "$work/$n.json"; done
"$DIDBAN" keygen -o "$work/inquiry" > /dev/null
"$DIDBAN" inquire "$work" --parcel 3-1-10-2 --purpose transfer --since 1403/01/01 -q > "$work/signed.json"
"$DIDBAN" parcel "$work" --address 'پلاك 12 ازادی' --format text --lang fa -q > "$work/found.txt"
"$DIDBAN" parcel "$work" 3-1-10-2 --format html --lang en -q > "$work/found.html"
"$DIDBAN" check "$work" > "$work/problems" 2> /dev/null || true
grep -A2 'parcel.deed_area: 1' "$work/problems" | grep -q 'two plots'
code=0; "$DIDBAN" parcel "$work" --address 'پلاک ۱۲' -q > /dev/null 2> "$work/err" || code=$?
[ $code -eq 2 ] && grep -q '2 parcels' "$work/err" && grep -q '3-1-10-2' "$work/err" && grep -q '3-1-10-3' "$work/err"
code=0; "$DIDBAN" parcel "$work" --address 'کوچه نیست' -q > /dev/null 2> "$work/err" || code=$?
[ $code -eq 2 ] && grep -q 'give fewer' "$work/err"
code=0; "$DIDBAN" parcel "$DIDBAN_SOURCE/data-samples/arak" --address 'آزادی' -q > /dev/null 2> "$work/err" || code=$?
[ $code -eq 2 ] && grep -q 'fields = { address' "$work/err"
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$DIDBAN_SOURCE/core/python:$DIDBAN_SOURCE/tests/golden/serve" DIDBAN_LIBRARY="$DIDBAN_BUILD/lib/libdidban.so"
python3 - "$work" <<'PY'
import json, sys, urllib.parse
import didban
from serving import Serving
work = sys.argv[1]
load = lambda name: json.load(open(f"{work}/{name}.json"))
plain = load("plain")
assert plain["stated_area"] is None and plain["address"] is None
one, two, three, four = (load(str(n)) for n in (1, 2, 3, 4))
assert one["stated_area"]["stated_m2"] == 251 and one["stated_area"]["agrees"], one["stated_area"]
a = two["stated_area"]
assert a["stated_m2"] == 280 and a["measured_m2"] == two["facts"]["area_m2"] and not a["agrees"], a
assert abs(a["difference_m2"] - (280 - a["measured_m2"])) < 0.011
# Corners known to 0.3 m: one sigma of 10 m by 25 m is 0.3 / 2 × √(4 × (10² + 25²)) = 8.08 m².
assert abs(a["tolerance_m2"] - 2 * 8.08) < 0.02, a
assert three["stated_area"] is None and four["stated_area"] is None and four["address"] is None
assert two["address"] == "خیابان آزادی، پلاک ۱۲"
payload = load("signed")["payload"]
assert payload["stated_area"] == a and "پلاک" not in json.dumps(payload, ensure_ascii=False)
text = open(f"{work}/found.txt").read()
assert text.startswith("ملک 3-1-10-2") and "نشانی: خیابان آزادی، پلاک ۱۲" in text and "مساحت سند: ۲۸۰ مترمربع، " in text, text
page = open(f"{work}/found.html").read()
assert "Area by the deed" in page and "280 m²" in page and "پلاک ۱۲" in page
with didban.Service(work) as library, Serving(work) as http:
    for words, want in (("ازادی", ["3-1-10-1-0-0-0", "3-1-10-2-0-0-0"]), ("پلاک 12", ["3-1-10-2-0-0-0", "3-1-10-3-0-0-0"]), ("9-9-9-2", ["3-1-10-2-0-0-0", "3-1-10-20-0-0-0"]), ("9-9-9-2-0-0-0", ["3-1-10-2-0-0-0"]), ("هیچ", [])):
        assert library.search(words, 5) == want, (words, library.search(words, 5))
        assert http.get(f"/v1/parcels?search={urllib.parse.quote(words)}&limit=5").json()["parcel_ids"] == want, words
    assert library.search("پلاک", 2) == ["3-1-10-1-0-0-0", "3-1-10-2-0-0-0"]
PY
