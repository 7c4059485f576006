# SIGINT and SIGTERM end a run with 130 within two seconds and leave nothing under a final name. The run is stopped when
# it says that the long work has begun.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
"$DIDBAN" simulate -o "$work/city" --seed 12 --parcels 400 --epochs 2 --gsd 0.5 --preset easy --quiet > /dev/null
mkfifo "$work/said"
for signal in INT TERM; do
  "$DIDBAN" watch "$work/city" -o "$work/out" > /dev/null 2> "$work/said" &
  run=$!
  exec 3< "$work/said"
  begun=no
  while [ $begun = no ] && read -r line <&3; do
    case $line in aligning*) begun=yes;; esac
  done
  [ $begun = yes ] || { echo "the run never said that it aligns"; exit 1; }
  kill -"$signal" "$run"
  start=$(date +%s%N)
  status=0
  wait "$run" || status=$?
  took=$((($(date +%s%N) - start) / 1000000))
  exec 3<&-
  [ "$status" = 130 ] || { echo "$signal: exit code $status, expected 130"; exit 1; }
  [ "$took" -lt 4000 ] || { echo "$signal: the run went on for $took ms"; exit 1; }
  [ -z "$(ls "$work/out" 2> /dev/null)" ] || { echo "$signal left behind:"; ls "$work/out"; exit 1; }
  [ ! -e "$work/city/ledger.gpkg" ] || { echo "$signal: an interrupted run wrote the ledger"; exit 1; }
done
