# A result that standard output cannot take is a failure with a message; a reader who has seen enough is none.
[ -c /dev/full ] || exit 77
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 "$DIDBAN_SOURCE/tests/golden/judge/make_tiny_city.py" "$work"
"$DIDBAN" judge "$work" --changes "$work/changes.geojson" -o "$work/out" --quiet > /dev/null
case=$("$DIDBAN" cases "$work" list --json | jq -r '.[0].case_id')
full() {
  local status=0
  "$DIDBAN" "$@" > /dev/full 2> "$work/said" || status=$?
  [ "$status" = 1 ] || { echo "didban $* > /dev/full: exit code $status, expected 1"; exit 1; }
  grep -q 'standard output cannot be written' "$work/said"
}
full check "$work"
full check "$work" --json
full cases "$work" list
full cases "$work" show "$case"
full stats "$work"
full plan-visits "$work" --budget 2
full --help

for reader in true 'head -c 1'; do
  { "$DIDBAN" cases "$work" list 2> "$work/said"; echo $? > "$work/status"; } | $reader > /dev/null
  [ ! -s "$work/said" ] || { echo "a closed pipe is told of:"; cat "$work/said"; exit 1; }
done
"$DIDBAN" check "$work" --json 2> /dev/null | jq -e .problems > /dev/null
