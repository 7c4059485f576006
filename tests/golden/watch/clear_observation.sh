# A parcel that one of the two dates does not show is judged by the nearest clear image within the window, and its dates,
# its evidence and run.json say so; without a window it is not seen, and where nothing is hidden nothing changes. Cloud is
# painted over parcels with a violation, on the earlier date and then on the later one. Threads and shards change nothing.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
"$DIDBAN" simulate -o city --seed 11 --parcels 80 --epochs 3 --gsd 0.5 --preset easy --activity 4 --quiet > /dev/null
watch() { # NAME [option...]
  local name=$1; shift
  "$DIDBAN" watch city -o "$name" --ledger "$name.gpkg" --quiet "$@" > /dev/null
}
what_was_found() { # run.json without how long it took and the window that was asked for
  python3 -c 'import json, sys
record = json.load(open(sys.argv[1])); record.pop("timing"); record["parameters"].pop("clear_within_days")
print(json.dumps(record, sort_keys=True))' "$1"
}
same() { # FOLDER FOLDER
  diff -rq --exclude=run.json "$1" "$2" && [ "$(what_was_found "$1/run.json")" = "$(what_was_found "$2/run.json")" ] ||
    { echo "$1 and $2 differ"; exit 1; }
}
first=$(ls city/imagery/????-??-??.tif | sed -n 1p); first=$(basename "$first" .tif)
middle=$(ls city/imagery/????-??-??.tif | sed -n 2p); middle=$(basename "$middle" .tif)
last=$(ls city/imagery/????-??-??.tif | sed -n 3p); last=$(basename "$last" .tif)

watch clear --clear-within 0
watch near --clear-within 1500
same clear near

# DATE FOLDER: cloud on DATE over the first suspected parcels of FOLDER, and over three quiet ones.
cat > cloud.py <<'PY'
import json, sys
from osgeo import gdal, ogr
gdal.UseExceptions(); ogr.UseExceptions()
day, folder = sys.argv[1:]
held = ogr.Open(folder + "/report.gpkg"); layer = held.GetLayerByName("parcels")
of = {"suspected": [], "no_change": []}
for f in layer:
    if f["verdict"] in of:
        of[f["verdict"]].append((f["parcel_id"], f.geometry().Clone()))
chosen = of["suspected"][:3] + of["no_change"][:3]
assert len(chosen) == 6, {k: len(v) for k, v in of.items()}
image = gdal.Open(f"city/imagery/{day}.tif")
drawn = gdal.GetDriverByName("MEM").Create("", image.RasterXSize, image.RasterYSize, 1, gdal.GDT_Byte)
drawn.SetGeoTransform(image.GetGeoTransform()); drawn.SetProjection(image.GetProjection())
shapes = ogr.GetDriverByName("Memory").CreateDataSource("")
cloud = shapes.CreateLayer("cloud", layer.GetSpatialRef())
for _, shape in chosen:
    f = ogr.Feature(cloud.GetLayerDefn()); f.SetGeometry(shape.Buffer(6)); cloud.CreateFeature(f)
gdal.RasterizeLayer(drawn, [1], cloud, burn_values=[1])
gdal.GetDriverByName("GTiff").CreateCopy(f"city/imagery/{day}_mask.tif", drawn)
json.dump([p for p, _ in chosen], open("hidden.json", "w"))
PY
cp "city/imagery/${middle}_mask.tif" open_sky.tif
/usr/bin/python3 cloud.py "$middle" clear

watch blind --clear-within 0
watch far --clear-within 30
watch seen --clear-within 1500
same blind far
cat > expect.py <<'PY'
import json, sys
first, middle, last, blind, seen, gone = sys.argv[1:]
load = lambda folder, name: json.load(open(f"{folder}/{name}"))
rows = lambda folder, name: [f["properties"] for f in load(folder, name)["features"]]
chosen = json.load(open("hidden.json"))
without = {p["parcel_id"]: p for p in rows(blind, "parcels.geojson")}
found = {p["parcel_id"]: p for p in rows(seen, "parcels.geojson")}
hidden = [p for p, row in without.items() if row["verdict"] == "not_seen"]
assert set(chosen) <= set(hidden), (chosen, hidden)
run = load(seen, "run.json")
dates = (first, last) if gone == middle else (first, middle)
for p in hidden:
    assert "not_before" not in without[p], without[p]
    assert found[p]["verdict"] != "not_seen" and found[p]["observed_share"] > 0.8, found[p]
assert any(found[p]["verdict"] == "no_change" for p in chosen[3:]), [found[p] for p in chosen]
for p in chosen:
    assert (found[p]["not_before"], found[p]["not_after"]) == dates, found[p]
helped = [p for p, row in found.items() if "not_before" in row]
assert set(hidden) <= set(helped) and all(without[p]["observed_share"] < 0.5 for p in helped), helped
for p, row in found.items():
    if p not in helped:
        assert row == without[p], (row, without[p])
[stood_in] = run["stand_ins"]
assert (stood_in["before"], stood_in["after"], stood_in["in_place_of"]) == (*dates, [gone]), stood_in
assert stood_in["parcels"] == len(helped) and 0 <= stood_in["in_part"] <= len(helped) - len(chosen), stood_in
assert run["parameters"]["clear_within_days"] == 1500 and "stand_ins" not in load(blind, "run.json")
inputs = {i["path"].split("/")[-1]: i["sha256"] for i in run["inputs"]}
before, after = ([f["properties"] for f in load(folder, "findings.geojson")["features"]] for folder in (blind, seen))
assert [f["case_id"] for f in after if f["parcel_id"] not in helped] == [f["case_id"] for f in before if f["parcel_id"] not in helped]
fresh = [f for f in after if f["parcel_id"] in hidden]
if gone == middle:
    assert all(found[p]["verdict"] == "suspected" for p in chosen[:3]), [found[p]["verdict"] for p in chosen]
    assert fresh
for f in fresh:
    assert (f["not_before"], f["not_after"]) == dates, f
    assert f["evidence"]["change_map"]["path"] == stood_in["change_map"], f["evidence"]
    assert f["evidence"]["change_map"]["sha256"] == stood_in["sha256"]
    for role, day in zip(("before", "after"), dates):
        assert f["evidence"][role]["path"].endswith(day + ".tif"), f["evidence"]
        assert f["evidence"][role]["sha256"] == inputs[day + ".tif"]
    sheet = open(f"{seen}/{f['evidence']['sheet']['path']}", encoding="utf-8").read()
    assert inputs[dates[0] + ".tif"] in sheet and inputs[dates[1] + ".tif"] in sheet
changes = {c["number"]: (c["not_before"], c["not_after"]) for c in rows(seen, "changes.geojson")}
assert len(changes) == len(rows(seen, "changes.geojson")), "two objects have one number"
assert sum(d == dates for d in changes.values()) >= (3 if gone == middle else 0), changes
PY
python3 expect.py "$first" "$middle" "$last" blind seen "$middle"

watch threads --clear-within 1500 --threads 1 --tile-size 512
same seen threads
"$DIDBAN" shard plan city -o plan --jobs 2 --clear-within 1500 --quiet | while read -r name count; do
  for job in $(seq "$count"); do "$DIDBAN" shard run plan --phase "$name" --job "$job" --quiet < /dev/null; done
done
"$DIDBAN" merge plan -o merged --ledger merged.gpkg --quiet > /dev/null
same seen merged
"$DIDBAN" watch city -o kept --ledger kept.gpkg --clear-within 1500 --keep-work --quiet > /dev/null
"$DIDBAN" watch city -o kept --ledger kept.gpkg --clear-within 1500 --quiet > /dev/null
same seen kept

# The later date: the image between both stands in, and what happened after it stays unsaid.
cp open_sky.tif "city/imagery/${middle}_mask.tif"
/usr/bin/python3 cloud.py "$last" clear
watch blind2 --from "$first" --clear-within 0
watch seen2 --from "$first" --clear-within 1500
python3 expect.py "$first" "$middle" "$last" blind2 seen2 "$last"

status=0
"$DIDBAN" watch city -o refused --clear-within -1 > /dev/null 2>&1 || status=$?
[ "$status" = 2 ] && [ ! -e refused ] || { echo "a window of -1 days: exit $status"; exit 1; }
status=0
"$DIDBAN" watch city -o refused --clear-within 99999 > /dev/null 2>&1 || status=$?
[ "$status" = 2 ] && [ ! -e refused ] || { echo "a window of 99999 days: exit $status"; exit 1; }
