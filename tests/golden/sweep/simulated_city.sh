# A simulated city knows its permits and what stood: nobody with a permit for the plot is told to have none, and what
# stands without one is found. The same bytes whatever the threads; without an image or a map the day has to be said.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
"$DIDBAN" simulate -o "$work/city" --seed 11 --parcels 200 --epochs 2 --gsd 1 --preset easy --buildings --quiet > /dev/null
"$DIDBAN" sweep "$work/city" -o "$work/a" --threads 1 --quiet > "$work/said"
"$DIDBAN" sweep "$work/city" -o "$work/b" --threads 2 --quiet > /dev/null
for file in sweep.geojson sweep_parcels.geojson sweep.csv sweep.gpkg; do cmp "$work/a/$file" "$work/b/$file"; done
python3 - "$work" <<'PY'
import csv, json, re, sys
load = lambda name: [f["properties"] for f in json.load(open(f"{sys.argv[1]}/a/{name}"))["features"]]
parcels = {p["parcel_id"]: p for p in load("sweep_parcels.geojson")}
run = json.load(open(f"{sys.argv[1]}/a/run.json"))
on = run["parameters"]["on"]
# Rows that a clerk wrote cleanly: the code as in the cadastre, a Jalali day of four digits.
permits = [r for r in csv.DictReader(open(f"{sys.argv[1]}/city/permits.csv", encoding="utf-8-sig"))
           if r["parcel_id"] in parcels and re.fullmatch(r"1[34]\d\d/\d\d/\d\d", r["issued"])]
long_ago = [r for r in permits if int(r["issued"][:4]) < int(on[:4]) - 623]
licensed = {r["parcel_id"] for r in long_ago if r["kind"] in ("new", "addition") and r["status"] in ("issued", "completed", "expired")}
assert len(licensed) > 20, len(licensed)
told = {key: parcels[key]["verdict"] for key in licensed}
assert not [key for key, verdict in told.items() if verdict == "no_record"], told
assert sum(verdict in ("permitted", "exceeds_record") for verdict in told.values()) > 0.9 * len(
    [key for key in licensed if parcels[key]["standing_m2"] > 40])
every = {r["parcel_id"] for r in csv.DictReader(open(f"{sys.argv[1]}/city/permits.csv", encoding="utf-8-sig"))}
bare = [p for key, p in parcels.items() if key not in every and p["standing_m2"] > 60 and p["buildings"] > 0 and not p["permit_ids"]]
assert len(bare) > 20 and all(p["verdict"] == "no_record" for p in bare), [p for p in bare if p["verdict"] != "no_record"][:3]
assert any("[buildings] itself is swept" in w for w in run["warnings"]), run["warnings"]
assert sum(run["counts"]["parcels"].values()) == len(parcels) and run["counts"]["buildings"]["recorded"] == 0
PY
[ ! -e "$work/city/ledger.gpkg" ]
