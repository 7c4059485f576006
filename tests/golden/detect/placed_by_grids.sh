# Images with too little in common are compared where their grids put them, and the run says that nothing confirmed it;
# images that match elsewhere are refused whatever their grids say.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# town NAME SEED DX DY: hard-edged blocks on a slope, 240 x 240, content moved by DX, DY pixels.
town() {
  awk -v seed="$2" -v dx="$3" -v dy="$4" 'BEGIN {
    srand(seed)
    for (k = 0; k < 260; k++) { bx[k] = 440 * rand() - 100; by[k] = 440 * rand() - 100; bw[k] = 3 + 9 * rand(); bh[k] = 3 + 9 * rand(); bv[k] = 120 * rand() - 40 }
    printf "ncols 240\nnrows 240\nxllcorner 0\nyllcorner 0\ncellsize 1\nNODATA_value -9999\n"
    for (r = 0; r < 240; r++) {
      line = ""
      for (c = 0; c < 240; c++) {
        x = c - dx; y = r - dy; v = 100 + x / 20
        for (k = 0; k < 260; k++) if (x > bx[k] - bw[k] && x < bx[k] + bw[k] && y > by[k] - bh[k] && y < by[k] + bh[k]) v += bv[k]
        line = line sprintf("%.2f ", v)
      }
      print line
    }
  }' > "$work/$1.asc"
}
town here 1 0 0
town other 2 0 0
town moved 1 70 -40

"$DIDBAN" detect "$work/here.asc" "$work/other.asc" -o "$work/out" --detector difference -q
grep -q '"co_registered": false' "$work/out/run.json"
grep -q '"verified": false' "$work/out/run.json"
grep -q '"residual_px": null' "$work/out/run.json"
grep -q 'position is taken as uncertain by 2.0 m' "$work/out/run.json"

code=0
"$DIDBAN" detect "$work/here.asc" "$work/moved.asc" -o "$work/refused" --detector difference 2> "$work/message" || code=$?
[ "$code" = 1 ] || { echo "exit $code instead of 1"; cat "$work/message"; exit 1; }
grep -q 'match best at a shift of .* beyond the allowed' "$work/message" || { cat "$work/message"; exit 1; }
grep -q -- '--no-align' "$work/message" && ! grep -q -- '--no-co-register' "$work/message" || { cat "$work/message"; exit 1; }
[ ! -e "$work/refused/changes.geojson" ]
