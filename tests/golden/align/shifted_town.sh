# A made-up scene moved by (1.25, -0.75) pixels: align must find it, say so, write the same bytes whatever the threads, and refuse what it cannot do.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# town NAME DX DY: sums of waves and hard-edged blocks, sampled after moving the content by DX, DY pixels, as an ASCII grid.
town() {
  awk -v dx="$2" -v dy="$3" 'BEGIN {
    srand(11); n = 220; s = 200
    for (k = 0; k < 60; k++) { f[k] = 0.05 + 0.4 * rand(); d[k] = 6.283 * rand(); p[k] = 6.283 * rand() }
    for (k = 0; k < 90; k++) { bx[k] = n * rand() - 10; by[k] = n * rand() - 10; bw[k] = 4 + 9 * rand(); bh[k] = 4 + 9 * rand(); bv[k] = 120 * rand() - 40 }
    printf "ncols %d\nnrows %d\nxllcorner 0\nyllcorner 0\ncellsize 1\nNODATA_value -9999\n", s, s
    for (r = 0; r < s; r++) {
      line = ""
      for (c = 0; c < s; c++) {
        x = c - dx; y = r - dy; v = 100
        for (k = 0; k < 60; k++) v += 1.5 * sin(f[k] * (x * cos(d[k]) + y * sin(d[k])) + p[k])
        for (k = 0; k < 90; k++) {
          u = (x > bx[k] ? x - bx[k] : bx[k] - x) - bw[k]; w = (y > by[k] ? y - by[k] : by[k] - y) - bh[k]
          if (u < 5 && w < 5) v += bv[k] / (1 + exp(3 * u)) / (1 + exp(3 * w))
        }
        line = line sprintf("%.3f ", v)
      }
      print line
    }
  }' > "$work/$1.asc"
}
town before 0 0
town after 1.25 -0.75

number() { sed -n "s/.*\"$1\": \(-\{0,1\}[0-9.]*\).*/\1/p" "$2"; }
near() { awk -v a="$1" -v b="$2" -v t="$3" 'BEGIN { exit !(a - b <= t && b - a <= t) }' || { echo "$4: $1 is not $2 within $3"; exit 1; }; }

"$DIDBAN" align "$work/before.asc" "$work/after.asc" -o "$work/out.tif" --threads 1 --tile-size 256 --tie-points "$work/points.csv" > "$work/one.json"
near "$(number shift_x_px "$work/one.json")" 1.25 0.05 shift_x_px
near "$(number shift_y_px "$work/one.json")" -0.75 0.05 shift_y_px
near "$(number residual_px "$work/one.json")" 0 0.2 residual_px
head -1 "$work/points.csv" | grep -qx 'col_px,row_px,shift_x_px,shift_y_px,score,distinctness,outcome'
grep -q ',used$' "$work/points.csv"

"$DIDBAN" align "$work/before.asc" "$work/after.asc" -o "$work/again.tif" --threads 2 --tile-size 1024 > "$work/two.json"
cmp "$work/out.tif" "$work/again.tif"
cmp "$work/one.json" "$work/two.json"

# What came out lies on the reference: aligning it once more finds nothing to do.
"$DIDBAN" align "$work/before.asc" "$work/out.tif" -o "$work/third.tif" > "$work/third.json"
near "$(number shift_x_px "$work/third.json")" 0 0.05 "shift_x_px after alignment"
near "$(number shift_y_px "$work/third.json")" 0 0.05 "shift_y_px after alignment"

# fails CODE WORDS ARGUMENTS...: the exit code, the words in the message, and no output file.
fails() {
  local code=$1 words=$2; shift 2
  local got=0
  "$DIDBAN" align "$@" -o "$work/none.tif" > "$work/stdout" 2> "$work/stderr" || got=$?
  [ "$got" = "$code" ] || { echo "exit $got instead of $code for $*"; cat "$work/stderr"; exit 1; }
  grep -q "$words" "$work/stderr" || { echo "no '$words' in:"; cat "$work/stderr"; exit 1; }
  [ ! -s "$work/stdout" ] && [ ! -e "$work/none.tif" ] || { echo "output left behind for $*"; exit 1; }
}
echo "no image" > "$work/text.tif"
fails 2 'not a raster' "$work/before.asc" "$work/text.tif"
fails 2 'no such file' "$work/before.asc" "$work/absent.tif"
head -c 20000 "$work/out.tif" > "$work/cut.tif"
fails 2 'again' "$work/before.asc" "$work/cut.tif"
sed 's/^xllcorner 0/xllcorner 5000/' "$work/after.asc" > "$work/far.asc"
fails 2 'do not overlap' "$work/before.asc" "$work/far.asc"
sed '7,$s/[-0-9.][-0-9.]*/-9999/g' "$work/after.asc" > "$work/nodata.asc"
fails 2 'nodata' "$work/before.asc" "$work/nodata.asc" --no-co-register
sed '7,$s/[-0-9.][-0-9.]*/7/g' "$work/after.asc" > "$work/flat.asc"
fails 1 'cannot be registered' "$work/before.asc" "$work/flat.asc"
