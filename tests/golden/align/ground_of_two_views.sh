# Two views from different sides: on structures the field follows roofs, on the ground it comes to lie within a fifth of a pixel of the truth, and the same bytes come out whatever the threads.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
"$DIDBAN" simulate -o "$work/city" --seed 9104 --parcels 300 --epochs 2 --gsd 0.5 --preset hard --quiet > /dev/null
truth() { ALIGN_OPTIONS="$1" /usr/bin/python3 "$DIDBAN_SOURCE/tests/bench/align_truth.py" "$work/city"; }
truth "--on structures" > "$work/structures.json"
truth "--threads 1" > "$work/one.json"
truth "--threads 2 --tile-size 256" > "$work/two.json"
cmp "$work/one.json" "$work/two.json"
python3 - "$work/structures.json" "$work/one.json" <<'PY'
import json, sys
structures, ground = (json.load(open(p))["error_rms_px"] for p in sys.argv[1:])
print("on structures", structures, "on the ground", ground)
assert ground < 0.3 and ground < 0.5 * structures
PY
before=$(ls "$work"/city/imagery/????-??-??.tif | head -1) after=$(ls "$work"/city/imagery/????-??-??.tif | tail -1)
"$DIDBAN" align "$before" "$after" -o "$work/one.tif" --threads 1 --quiet > "$work/report.json"
"$DIDBAN" align "$before" "$after" -o "$work/two.tif" --threads 2 --quiet > /dev/null
cmp "$work/one.tif" "$work/two.tif"
python3 -c 'import json, sys; assert json.load(open(sys.argv[1]))["ground_matches"] > 100' "$work/report.json"
status=0
"$DIDBAN" align "$before" "$after" -o "$work/no.tif" --on roofs --quiet > /dev/null 2>&1 || status=$?
[ "$status" = 2 ] && [ ! -e "$work/no.tif" ]
