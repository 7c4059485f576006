# A watch that was cut into jobs gives the files of a watch on one machine, byte for byte: with one job a phase and with
# more than the scene has cells, in any order of a phase's jobs, objects across the seams and a look back included.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
"$DIDBAN" simulate -o city --seed 5 --parcels 300 --epochs 3 --gsd 0.35 --quiet > /dev/null
"$DIDBAN" watch city -o whole --ledger whole.gpkg --quiet > /dev/null

phases() { # PLAN: name and number of jobs, a line each
  python3 -c 'import json, sys
for p in json.load(open(sys.argv[1] + "/plan.json"))["phases"]: print(p["name"], p["jobs"])' "$1"
}
without_times() {
  python3 -c 'import json, sys
record = json.load(open(sys.argv[1])); record.pop("timing"); print(json.dumps(record, sort_keys=True))' "$1"
}
for jobs in 1 50; do
  "$DIDBAN" shard plan city -o "plan$jobs" --jobs $jobs --quiet > /dev/null
  phases "plan$jobs" > phases
  [ "$jobs" = 1 ] || grep -qx "weigh 9" phases || { echo "not one job for each of the 9 cells:"; cat phases; exit 1; }
  while read -r name count; do
    for job in $(seq "$count" -1 1); do
      "$DIDBAN" shard run "plan$jobs" --phase "$name" --job "$job" --threads 1 --quiet
    done
  done < phases
  "$DIDBAN" merge "plan$jobs" -o "out$jobs" --ledger "out$jobs.gpkg" --quiet > said
  grep -q "^results in out$jobs" said || { echo "merge does not say where the results are:"; cat said; exit 1; }
  diff -rq --exclude=run.json whole "out$jobs" || { echo "$jobs jobs: other files than those of watch"; exit 1; }
  [ "$(without_times whole/run.json)" = "$(without_times "out$jobs/run.json")" ] || { echo "run.json differs"; exit 1; }
done
grep -q '"objects"\|suspected' whole/findings.geojson || { echo "the city has no findings to compare"; exit 1; }
