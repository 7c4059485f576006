# SIGINT ends a run with 130 and leaves nothing under a final name.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
"$DIDBAN" simulate -o "$work/city" --seed 12 --parcels 400 --epochs 2 --gsd 0.5 --preset easy --quiet > /dev/null
"$DIDBAN" watch "$work/city" -o "$work/out" --quiet > /dev/null 2> "$work/said.txt" &
run=$!
sleep 0.7
kill -INT "$run"
status=0
wait "$run" || status=$?
[ "$status" = 130 ] || { echo "exit code $status, expected 130"; cat "$work/said.txt"; exit 1; }
[ -z "$(ls "$work/out" 2> /dev/null)" ] || { echo "left behind:"; ls "$work/out"; exit 1; }
[ ! -e "$work/city/ledger.gpkg" ] || { echo "an interrupted run wrote the ledger"; exit 1; }
