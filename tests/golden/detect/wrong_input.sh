# What detect cannot work with is refused with exit 2, a message that names the input, and no result.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
grid() { # NAME WEST VALUE...: a 40 x 40 ASCII grid
  awk -v west="$2" -v value="$3" 'BEGIN { srand(3); printf "ncols 40\nnrows 40\nxllcorner %d\nyllcorner 0\ncellsize 1\nNODATA_value -9999\n", west
    for (r = 0; r < 40; r++) { line = ""; for (c = 0; c < 40; c++) line = line (value == "random" ? int(100 + 50 * rand()) : value) " "; print line } }' > "$work/$1.asc"
}
grid here 0 random
grid there 5000 random
grid empty 0 -9999
echo "this is no image" > "$work/text.tif"

refused() { # WORDS BEFORE AFTER OPTIONS...
  local words=$1 code=0; shift
  "$DIDBAN" detect "$@" -o "$work/out" 2> "$work/message" || code=$?
  [ "$code" = 2 ] || { echo "exit $code instead of 2:"; cat "$work/message"; exit 1; }
  grep -q "$words" "$work/message" || { cat "$work/message"; exit 1; }
  [ ! -e "$work/out/change.tif" ] && [ ! -e "$work/out/changes.geojson" ] && [ -z "$(ls "$work/out" 2>/dev/null | grep part)" ] || { ls "$work/out"; exit 1; }
}
refused "no such file" "$work/none.tif" "$work/here.asc"
refused "text.tif" "$work/here.asc" "$work/text.tif"
refused "there.asc" "$work/here.asc" "$work/there.asc" --no-align
refused "empty.asc" "$work/here.asc" "$work/empty.asc" --no-align
refused "detector" "$work/here.asc" "$work/here.asc" --detector magic
refused "model card" "$work/here.asc" "$work/here.asc" --no-align --model "$work/text.tif"
