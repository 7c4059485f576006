# A folder belongs to one run at a time: a second one is refused in words and the first finishes. An image that is
# replaced while a run reads it ends the run: run.json would name a digest of other pixels.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
"$DIDBAN" simulate -o "$work/city" --seed 12 --parcels 150 --epochs 2 --gsd 0.5 --preset easy --quiet > /dev/null
mkfifo "$work/said"
start_watch() { # runs until it says that it aligns; its words are then read by nobody but stay readable on 3
  "$DIDBAN" watch "$work/city" -o "$work/out" > /dev/null 2> "$work/said" &
  run=$!
  exec 3< "$work/said"
  while read -r line <&3; do
    case $line in aligning*) return;; esac
  done
  echo "the run never said that it aligns"; exit 1
}

start_watch
status=0
"$DIDBAN" watch "$work/city" -o "$work/out" --ledger "$work/other.gpkg" --quiet 2> "$work/refused" || status=$?
[ "$status" = 2 ] || { echo "second run: exit code $status, expected 2"; exit 1; }
grep -q "another run is writing into this folder" "$work/refused" || { cat "$work/refused"; exit 1; }
wait "$run" || { echo "the first run failed after the second was refused"; cat <&3; exit 1; }
exec 3<&-
for file in findings.geojson parcels.geojson changes.geojson report.gpkg run.json; do
  [ -s "$work/out/$file" ] || { echo "the first run left no $file"; exit 1; }
done
[ ! -e "$work/out/.work" ] || { echo ".work is left"; exit 1; }

rm -rf "$work/out" "$work/city/ledger.gpkg"
later=$(ls "$work"/city/imagery/*.tif | grep -v mask | tail -1)
start_watch
cp "$later" "$work/other.tif"
mv "$work/other.tif" "$later"
status=0
wait "$run" || status=$?
[ "$status" = 2 ] || { echo "replaced image: exit code $status, expected 2"; exit 1; }
grep -q "$(basename "$later"): was replaced or changed during the run" <&3 || { echo "the message does not name $later"; exit 1; }
[ -z "$(ls "$work/out" 2> /dev/null)" ] || { echo "left behind:"; ls "$work/out"; exit 1; }
