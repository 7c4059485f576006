# An inventory of empty plots: what was seen, what is recorded, what is not known, and never the one for the other.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$DIDBAN_SOURCE/tests/support"
cat > "$work/make.py" <<'PY'
import sys
from drawn_city import box, line, write
work = sys.argv[1]
# Plots of 20 m by 20 m along a street, from the west; the last one lies 1 km away, where the map of buildings is silent.
state = {"a": ("بایر", "state"), "b": ("بایر", "private"), "c": (None, "دولتی"), "d": ("ساخته شده", "state"), "e": ("?", "state"), "f": (None, "state"), "g": (None, None), "far": ("خالی", "state"), "far2": (None, "state")}
place = {name: 1000 + 20 * i if name.startswith("far") else 20 * i for i, name in enumerate(state)}
write(work, "cadastre", *[({"id": n, "land": land, "owner": owner}, box(place[n], 100, place[n] + 20, 120)) for n, (land, owner) in state.items()])
write(work, "buildings", ({"built": None}, box(place["b"] + 4, 104, place["b"] + 14, 114)), ({"built": "2025-01-10"}, box(place["f"] + 4, 104, place["f"] + 14, 114)),
      ({"built": None}, box(place["e"] + 4, 119.9, place["e"] + 12, 130)), ({"built": None}, box(place["g"], 104, place["g"] + .5, 114)))
write(work, "overlays", ({"overlay_id": "F1", "kind": "river"}, box(0, 110, 5, 130)))
write(work, "streets", ({"street_id": "S", "name": "South", "width_m": 12, "plan_width_m": 12}, line((0, 94), (200, 94))))
PY
python3 "$work/make.py" "$work"
cat > "$work/city.toml" <<'TOML'
[city]
name = "Land"
crs = "EPSG:32639"
[cadastre]
source = "cadastre.geojson"
fields = { id = "id", vacancy = "land", ownership = "owner" }
[permits]
source = "permits.csv"
fields = { id = "no", parcel = "parcel", issued = "issued", completed = "completed", kind = "kind" }
[plan.overlays]
source = "overlays.geojson"
[plan.streets]
source = "streets.geojson"
[buildings]
source = "buildings.geojson"
as_of = 2024-06-01
fields = { built = "built" }
TOML
printf 'no,parcel,issued,completed,kind\n1,c,2023-01-01,2023-12-01,new\n' > "$work/permits.csv"
cat > "$work/land.toml" <<'TOML'
[siting]
title = "Land for housing"
[[criterion]]
id = "empty"
fact = "vacant"
required = true
weight = 2
[[criterion]]
id = "owner"
fact = "ownership"
one_of = ["state", "دولتی"]
[[criterion]]
id = "river"
avoid_overlay = ["river"]
TOML
on="--on 2024-09-01"
"$DIDBAN" siting "$work" --criteria "$work/land.toml" $on -q > "$work/land.json"
"$DIDBAN" siting "$work" --criteria "$work/land.toml" --on 2025-09-01 -q > "$work/later.json"
"$DIDBAN" siting "$work" --criteria "$work/land.toml" $on --threads 1 -o "$work/land.csv" -q
sed 's/required = true//' "$work/land.toml" > "$work/all.toml"
"$DIDBAN" siting "$work" --criteria "$work/all.toml" $on -q > "$work/all.json"
sed -i 's/^as_of.*//' "$work/city.toml"
"$DIDBAN" siting "$work" --criteria "$work/all.toml" $on -q > "$work/undated.json"
"$DIDBAN" check "$work" > "$work/check.txt" 2>&1 || true
sed -i 's/^fields = { id = "id", vacancy.*/&\nwords = { vacancy = { "?" = "vacant", "بایر" = "built" } }/' "$work/city.toml"
"$DIDBAN" siting "$work" --criteria "$work/all.toml" $on -q > "$work/words.json"
python3 - "$work" <<'PY'
import csv, json, sys
load = lambda n: {p["parcel_id"]: p for p in json.load(open(f"{sys.argv[1]}/{n}.json"))["parcels"]}
land, everything, undated = load("land"), load("all"), load("undated")
said = lambda which, p: (which[p]["vacancy"]["state"], which[p]["vacancy"]["evidence"])
assert said(everything, "a") == ("seen_empty", "seen empty on 2024-06-01, recorded as empty")
assert said(everything, "b") == ("not_empty", "building on the map of 2024-06-01, 100 m², recorded as empty")
assert said(everything, "c") == ("unknown", "unknown: seen empty on 2024-06-01, completion certificate of permit 1, 2023-12-01")
assert said(everything, "d") == ("unknown", "unknown: seen empty on 2024-06-01, recorded as built on")
assert said(everything, "e") == ("seen_empty", "seen empty on 2024-06-01")             # a neighbour's outline reaches 0.8 m² into it
assert said(everything, "f") == ("seen_empty", "seen empty on 2024-06-01")             # the building on it came later
assert said(everything, "g") == ("unknown", "unknown: footprints on the map of 2024-06-01 reach 5 m² into it")
assert said(everything, "far") == ("recorded_empty", "recorded as empty")
assert said(everything, "far2") == ("unknown", "unknown: neither seen nor recorded")
assert sorted(land) == ["a", "e", "f", "far"], sorted(land)
assert list(land)[-1] == "far" and land["far"]["reasons"][0]["score"] == .5 and land["a"]["reasons"][0]["score"] == 1
assert everything["far2"]["reasons"][0]["score"] == 0 and everything["far2"]["reasons"][0]["value"] is None
assert [land[p]["ownership"] for p in ("a", "far")] == ["state", "state"] and everything["g"]["ownership"] is None
assert everything["c"]["reasons"][1]["score"] == 1 and everything["b"]["reasons"][1]["score"] == 0
assert everything["g"]["reasons"][1]["reason"] == "ownership is not recorded"
assert land["a"]["access"] == {"street": "South", "passage_width_m": 12, "frontage_m": 20} and land["far"]["access"]["street"] is None
assert land["a"]["constraints"] == ["river F1, 12.5 % of the plot"] and land["far"]["constraints"] == [], land["a"]
assert json.load(open(f"{sys.argv[1]}/all.json"))["vacancy"] == {"unknown": 4, "seen_empty": 3, "recorded_empty": 1, "not_empty": 1}
later = load("later")
assert "f" not in later and "a" in later
assert said(undated, "a") == ("recorded_empty", "recorded as empty") and said(undated, "e")[0] == "unknown" and said(undated, "b")[0] == "not_empty"
words = load("words")
assert said(words, "e") == ("recorded_empty", "recorded as empty") and said(words, "a") == ("not_empty", "recorded as built on"), words
rows = {r["parcel_id"]: r for r in csv.DictReader(open(f"{sys.argv[1]}/land.csv", encoding="utf-8-sig"))}
assert list(rows) == list(land) and rows["a"]["seen_empty_on"].replace("/", "-") == "2024-06-01" and rows["far"]["seen_empty_on"] == "", rows["a"]
assert rows["a"]["access"] == "South, 12 m wide, frontage 20 m" and rows["far"]["access"] == "no street"
assert "empty is not understood" in open(f"{sys.argv[1]}/check.txt").read()
PY
refuse() { # refuse CRITERION WORDS: a criterion that cannot be judged as it is written
  printf '[[criterion]]\nid = "x"\n%b' "$1" > "$work/bad.toml"
  code=0; "$DIDBAN" siting "$work" --criteria "$work/bad.toml" -o "$work/none.json" 2> "$work/err" || code=$?
  [ $code -eq 2 ]; grep -q "$2" "$work/err"; [ ! -e "$work/none.json" ]
}
refuse 'fact = "ownership"' one_of
refuse 'fact = "vacant"\nat_least = 3' 'bad.toml:4:.*at_least'
refuse 'fact = "ownership"\none_of = ["state"]\nbest = 3' 'bad.toml:5:.*best'
refuse 'limit = "floors"\nat_least = 3\nnear_m = 3' 'bad.toml:5:.*near_m'
refuse 'distance_to = ["park"]\nnear_m = 3\nfar_m = 9\none_of = ["state"]' 'bad.toml:6:.*one_of'
refuse 'fact = "vacent"' 'did you mean "vacant"'
refuse 'fact = "owner"\none_of = ["state"]' 'ownership'
# What a criterion is judged by and the city does not have: without classes of ownership nothing can be said, without maps and papers less.
"$DIDBAN" siting "$work" --criteria "$work/all.toml" $on 2> "$work/log" > /dev/null
grep -q 'vacancy: unknown [0-9]*, seen_empty 0, recorded_empty [0-9]*, not_empty [0-9]*' "$work/log"
grep -q 'judged without \[buildings\] as_of, a ledger;' "$work/log"
sed -i 's/, ownership = "owner"//' "$work/city.toml"
refuse 'fact = "ownership"\none_of = ["state"]' 'fields = { ownership = "column_name"'
