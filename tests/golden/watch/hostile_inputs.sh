# Inputs that no run can work with: a message that names the input, exit code 2, nothing half-written.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
"$DIDBAN" simulate -o "$work/good" --seed 13 --parcels 60 --epochs 2 --gsd 0.5 --preset easy --quiet > /dev/null

refused() { # CASE WORD...: the city $work/CASE is refused, and the message holds every WORD
  local name=$1 status=0 word
  shift
  "$DIDBAN" watch "$work/$name" -o "$work/out_$name" --quiet > /dev/null 2> "$work/said_$name.txt" || status=$?
  if [ "$status" != 2 ]; then echo "$name: exit code $status, expected 2"; cat "$work/said_$name.txt"; exit 1; fi
  for word in "$@"; do
    grep -qi -- "$word" "$work/said_$name.txt" || { echo "$name: the message does not say '$word':"; cat "$work/said_$name.txt"; exit 1; }
  done
  [ ! -e "$work/out_$name" ] || { echo "$name: left behind:"; ls -A "$work/out_$name"; exit 1; }
  [ ! -e "$work/$name/ledger.gpkg" ] || { echo "$name: a ledger was written"; exit 1; }
}
after=$(cd "$work/good" && python3 - <<'PY'
import re
text = open("city.toml", encoding="utf-8").read()
print(re.findall(r'^path = "(.*)"', text, re.M)[-1])
PY
)
spoil=$DIDBAN_SOURCE/tests/golden/watch/spoil.py
copy() { cp -r "$work/good" "$work/$1"; }

copy truncated
size=$(stat -c %s "$work/truncated/$after")
truncate -s $((size / 3)) "$work/truncated/$after"
refused truncated "$(basename "$after")"

copy text
echo "this is no database" > "$work/text/cadastre.gpkg"
refused text cadastre.gpkg

copy no_crs
python3 "$spoil" no_crs "$work/no_crs/cadastre.gpkg"
refused no_crs cadastre.gpkg "coordinate reference system"

copy empty
python3 "$spoil" empty "$work/empty/cadastre.gpkg"
refused empty cadastre.gpkg

copy apart
python3 "$spoil" apart "$work/apart/$after"
refused apart overlap

copy blank
python3 "$spoil" blank "$work/blank/$after"
refused blank "$(basename "$after")" nodata
