# A simulated city: two runs give the same bytes whatever the threads and the tile size, and a killed run continues to the same result.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
"$DIDBAN" simulate -o "$work/city" --seed 11 --parcels 60 --epochs 3 --gsd 0.5 --preset easy --quiet > /dev/null
"$DIDBAN" watch "$work/city" -o "$work/a" --threads 1 --tile-size 256 --quiet > /dev/null
rm "$work/city/ledger.gpkg"
"$DIDBAN" watch "$work/city" -o "$work/b" --threads 2 --tile-size 1024 --quiet > /dev/null
# A third run that is killed at several places and started again; the ledger of the run before is still there.
# In the foreground, timeout waits until the killed run is gone; else it kills itself too, and the run's hold on the folder may outlive it.
for seconds in 0.4 0.8 1.6 3.2; do
  timeout --foreground -s KILL "$seconds" "$DIDBAN" watch "$work/city" -o "$work/c" --quiet > /dev/null 2>&1 || true
  for file in findings.geojson run.json; do
    if [ -e "$work/c/$file" ]; then python3 -m json.tool "$work/c/$file" > /dev/null; fi
  done
done
"$DIDBAN" watch "$work/city" -o "$work/c" --quiet > /dev/null
for other in b c; do
  diff -r --exclude run.json "$work/a" "$work/$other"
  [ -s "$work/$other/report.html" ]
  python3 - "$work/a/run.json" "$work/$other/run.json" <<'PY'
import json, sys
a, b = (json.load(open(p)) for p in sys.argv[1:])
a.pop("timing"), b.pop("timing")
assert a == b, "run.json differs beyond timing"
PY
done
[ ! -e "$work/a/.work" ] || { echo "work files were left behind"; exit 1; }
