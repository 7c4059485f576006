# report.html in a real browser: what it asks of the network (nothing), and all that a reader does with it.
python=/usr/bin/python3
[ -x $python ] && [ -n "$(command -v chromium || command -v chromium-browser || command -v google-chrome)" ] ||
  { echo "skipped: Chromium or Python 3 is not installed (apt-get install chromium python3)"; exit 77; }
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
"$DIDBAN" simulate -o "$dir/city" --seed 11 --parcels 90 --gsd 0.5 --preset realistic --quiet >/dev/null
"$DIDBAN" watch "$dir/city/city.toml" -o "$dir/out" --quiet >/dev/null
# One case was confirmed and its work stopped long ago: its clock has run out.
read -r case seen <<< "$("$DIDBAN" cases "$dir/city" list --verdict suspected | sed -n 2p | cut -f1,9)"
"$DIDBAN" cases "$dir/city" confirm "$case" --on "$seen" --note "concrete" >/dev/null
"$DIDBAN" cases "$dir/city" step stopped "$case" --on "$seen" >/dev/null
"$DIDBAN" watch "$dir/city/city.toml" -o "$dir/out" --quiet >/dev/null
PYTHONPATH="$DIDBAN_SOURCE/tests/support" $python "$DIDBAN_SOURCE/tests/golden/report/read_page.py" "$dir/out" "$dir"
