# A watch that was cut into jobs gives the files of a watch on one machine, byte for byte: with one job a phase and with
# more than the scene has cells, in any order of a phase's jobs, objects across the seams and a look back included; so
# does one in which the evidence finds nothing and the network on colour decides.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
phases() { # PLAN: name and number of jobs, a line each
  python3 -c 'import json, sys
for p in json.load(open(sys.argv[1] + "/plan.json"))["phases"]: print(p["name"], p["jobs"])' "$1"
}
without_times() {
  python3 -c 'import json, sys
record = json.load(open(sys.argv[1])); record.pop("timing"); print(json.dumps(record, sort_keys=True))' "$1"
}
same_bytes() { # CITY JOBS...
  local city=$1 jobs name count job; shift
  "$DIDBAN" watch "$city" -o whole --ledger whole.gpkg --quiet > /dev/null
  for jobs in "$@"; do
    "$DIDBAN" shard plan "$city" -o "plan$jobs" --jobs "$jobs" --quiet > /dev/null
    phases "plan$jobs" > phases
    while read -r name count; do
      for job in $(seq "$count" -1 1); do
        "$DIDBAN" shard run "plan$jobs" --phase "$name" --job "$job" --threads 1 --quiet
      done
    done < phases
    "$DIDBAN" merge "plan$jobs" -o "out$jobs" --ledger "out$jobs.gpkg" --quiet > said
    grep -q "^results in out$jobs" said || { echo "merge does not say where the results are:"; cat said; exit 1; }
    diff -rq --exclude=run.json whole "out$jobs" || { echo "$city, $jobs jobs: other files than those of watch"; exit 1; }
    [ "$(without_times whole/run.json)" = "$(without_times "out$jobs/run.json")" ] || { echo "run.json differs"; exit 1; }
  done
}
"$DIDBAN" simulate -o city --seed 5 --parcels 300 --epochs 3 --gsd 0.35 --quiet > /dev/null
same_bytes city 1 50
grep -qx "weigh 9" phases || { echo "not one job for each of the 9 cells:"; cat phases; exit 1; }
grep -q '"objects"\|suspected' whole/findings.geojson || { echo "the city has no findings to compare"; exit 1; }
grep -q "evidence detector is sure" whole/run.json || { echo "the evidence does not decide:"; grep detector whole/run.json; exit 1; }
rm -r whole* plan* out*
"$DIDBAN" simulate -o quiet --seed 5 --parcels 100 --epochs 2 --activity 0.01 --quiet > /dev/null
same_bytes quiet 3
grep -q "green and blue decides" whole/run.json || { echo "the network on colour does not decide:"; grep detector whole/run.json; exit 1; }
