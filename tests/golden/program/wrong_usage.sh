# What people mistype: exit code 2, and a message that says what to write instead.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
refused() { # WORD ARGUMENT...: the call ends with 2, says WORD on stderr and nothing on stdout
  local word=$1 status=0
  shift
  "$DIDBAN" "$@" > "$work/out.txt" 2> "$work/said.txt" || status=$?
  [ "$status" = 2 ] || { echo "didban $*: exit code $status, expected 2"; cat "$work/said.txt"; exit 1; }
  grep -q -- "$word" "$work/said.txt" || { echo "didban $*: does not say '$word':"; cat "$work/said.txt"; exit 1; }
  [ ! -s "$work/out.txt" ] || { echo "didban $*: writes to stdout"; exit 1; }
}
refused 'did you mean "watch"' wach
refused 'no command "frobnicate"' frobnicate
refused CITY watch
refused "1024" watch . -o "$work/x" --threads -1
python3 "$DIDBAN_SOURCE/tests/golden/judge/make_tiny_city.py" "$work"
"$DIDBAN" judge "$work" --changes "$work/changes.geojson" -o "$work/good" --quiet > /dev/null
refused "recorded" cases "$work" list --state forgotten
refused "suspected" cases "$work" list --verdict guilty

# An output folder that cannot be: said at once, before any input is read.
touch "$work/file"
refused "it is a file" judge "$work" --changes "$work/none.geojson" -o "$work/file"
refused "is a file" judge "$work" --changes "$work/none.geojson" -o "$work/file/below/it"
refused "cannot be used as output folder" judge "$work" --changes "$work/changes.geojson" -o /proc/didban
[ -f "$work/file" ] && [ ! -s "$work/file" ]
