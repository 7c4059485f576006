# A small simulated pair: detect finds changes, writes the same bytes whatever the threads and tiles, and never leaves scratch files.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$DIDBAN" simulate -o "$work/city" --seed 7 --parcels 250 --epochs 2 -q > "$work/city.json"
before=$(ls "$work"/city/imagery/2024-*.tif | grep -v _mask)
after=$(ls "$work"/city/imagery/2025-*.tif | grep -v _mask)

run() { # NAME OPTIONS...
  local name=$1; shift
  "$DIDBAN" detect "$before" "$after" -o "$work/$name" -q "$@"
  [ "$(ls "$work/$name" | tr '\n' ' ')" = "change.tif changes.geojson run.json " ] || { ls "$work/$name"; exit 1; }
  sed '/"timing"/,$d' "$work/$name/run.json" > "$work/$name/run.head"
}
for detector in auto irmad learned; do
  run one_$detector --detector $detector --threads 1 --tile-size 512
  run two_$detector --detector $detector --threads 2 --tile-size 1024
  for file in change.tif changes.geojson run.head; do
    cmp "$work/one_$detector/$file" "$work/two_$detector/$file"
  done
done
grep -q '"detector": "fused"' "$work/one_auto/run.json"
grep -q '"kind":' "$work/one_auto/changes.geojson"
grep -q '"correlations"' "$work/one_irmad/run.json"
grep -q '"iterations"' "$work/one_irmad/run.json"
