# report.html and sheet.html break no rule of WCAG 2.2 A and AA that axe-core can see: list, open case, charts and filters, in
# both languages, on a screen and on a phone.
python=/usr/bin/python3
axe=${DIDBAN_AXE:-$(npm root --global 2>/dev/null)/axe-core/axe.min.js}
[ -f "$axe" ] || { echo "skipped: axe-core is not installed (npm install --global axe-core, or DIDBAN_AXE=…/axe.min.js)"; exit 77; }
[ -x $python ] && [ -n "$(command -v chromium || command -v chromium-browser || command -v google-chrome)" ] ||
  { echo "skipped: Chromium or Python 3 is not installed (apt-get install chromium python3)"; exit 77; }
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
"$DIDBAN" simulate -o "$dir/city" --seed 11 --parcels 90 --gsd 0.5 --preset realistic --quiet >/dev/null
"$DIDBAN" watch "$dir/city/city.toml" -o "$dir/out" --quiet >/dev/null
PYTHONPATH="$DIDBAN_SOURCE/tests/support" $python "$DIDBAN_SOURCE/tests/golden/report/ask_axe.py" "$axe" "$dir" "$dir/out/report.html" "$(ls "$dir"/out/evidence/*/sheet.html | head -1)"
