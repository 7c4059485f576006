#!/bin/bash
# Time and memory of `didban simulate` and `didban watch` on a large city: one JSON object.
#
#   DIDBAN=build/release/bin/didban tests/bench/watch_scale.sh [PARCELS 20000] [GSD 0.31] [MEMORY_MB 2048] [SEED 5] [FOLDER]
#
# 20,000 parcels at 0.31 m make two scenes of about 9,750 x 9,750 x 4 bands, 100,000 parcels about 22,650 x 22,650. FOLDER keeps the city for
# the next run; the work files of watch need about seven times the pixels' raw bytes of one scene while it runs.
set -eu
case "${1:-}" in -h | --help) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit ;; esac
parcels=${1:-20000} gsd=${2:-0.31} memory=${3:-2048} seed=${4:-5}
folder=${5:-$(mktemp -d)}
didban=${DIDBAN:-$(cd "$(dirname "$0")/../.." && pwd)/build/release/bin/didban}
mkdir -p "$folder"
city=$folder/city_${parcels}_${gsd}_$seed
[ -f "$city/city.toml" ] ||
  /usr/bin/time -f '%e %U %S %M' -o "$folder/simulate.txt" "$didban" simulate -o "$city" --parcels "$parcels" --gsd "$gsd" --epochs 2 --seed "$seed" -q >"$folder/simulate.json"
rm -rf "$folder/watch" "$city/ledger.gpkg"
/usr/bin/time -f '%e %U %S %M' -o "$folder/watch.txt" "$didban" watch "$city" -o "$folder/watch" --memory "$memory" -q >"$folder/watch.json"
/usr/bin/python3 - "$folder" "$city" <<'PY'
import json, os, sys
folder, city = sys.argv[1:]

def used(name):
    wall, user, system, kilobytes = map(float, open(os.path.join(folder, name + ".txt")).read().split()[-4:])
    return {"wall_min": round(wall / 60, 2), "cpu_min": round((user + system) / 60, 2), "peak_mb": round(kilobytes / 1024)}

made = json.load(open(os.path.join(folder, "simulate.json")))
run = json.load(open(os.path.join(folder, "watch", "run.json")))
print(json.dumps({"parcels": made["parcels"], "width": made["width"], "height": made["height"], "simulate": used("simulate"), "watch": used("watch"),
    "timing": run["timing"], "load_average": os.getloadavg()[0]}))
PY
