# Rules that a planner mistyped: the program stops with exit code 2 and names line and remedy, `check` lists the same as an error.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
refuse() { # refuse LINE REMEDY OLD NEW [OLD NEW …]: replaces texts of the sample's rules once each
  local line=$1 remedy=$2 code=0; shift 2
  cp "$DIDBAN_SOURCE"/data-samples/arak/* "$work"
  python3 - "$work/rules.toml" "$@" <<'PY'
import sys
path, changes = sys.argv[1], sys.argv[2:]
text = open(path, encoding="utf-8").read()
for old, new in zip(changes[::2], changes[1::2]):
    assert old in text, old
    text = text.replace(old, new, 1)
open(path, "w", encoding="utf-8").write(text)
PY
  "$DIDBAN" parcel "$work" 3-1-10-2 > "$work/out" 2> "$work/err" || code=$?
  [ $code -eq 2 ] && [ ! -s "$work/out" ] || { echo "'$*' gave $code"; cat "$work/err"; exit 1; }
  grep -qE "rules\.toml:$line: " "$work/err" || { echo "'$*': not line $line in"; cat "$work/err"; exit 1; }
  grep -qF -- "$remedy" "$work/err" || { echo "'$*': not '$remedy' in"; cat "$work/err"; exit 1; }
  code=0; "$DIDBAN" check "$work" > "$work/out" 2> /dev/null || code=$?
  [ $code -eq 2 ] || { echo "check of '$*' gave $code"; exit 1; }
  grep -qF "plan.rules_unreadable" "$work/out" && grep -qE "rules\.toml:$line: " "$work/out"
}
at() { grep -nF -- "$1" "$DIDBAN_SOURCE/data-samples/arak/rules.toml" | head -1 | cut -d: -f1; }
density='effect = { quantity = "floor_area_ratio", combinator = "RESTRICT_MAX", value = { product = ["coverage", "floors"] }, unit = "ratio" }'
setback='effect = { quantity = "setback_front", combinator = "RESTRICT_MIN", value = 3, unit = "m" }'
refuse "$(at "$setback")" 'did you mean "setback_front"?' 'quantity = "setback_front"' 'quantity = "setback_frnt"'
refuse "$(at "$setback")" 'write "m" or "cm"' "$setback" "${setback/\"m\"/\"percent\"}"
refuse "$(at "$setback")" 'needs a unit' "$setback" "${setback/, unit = \"m\"/}"
# 60 and 0.6 for the same share, whichever way.
refuse "$(at "$density")" 'write 60' "$density" 'effect = { quantity = "coverage", combinator = "RESTRICT_MAX", value = 0.6, unit = "percent" }'
refuse "$(at "$density")" 'write 0.6' "$density" 'effect = { quantity = "coverage", combinator = "RESTRICT_MAX", value = 60, unit = "share" }'
refuse "$(at 'cells = [60, 50, 45, 40]')" 'write 50' 'cells = [60, 50, 45, 40]' 'cells = [60, 0.5, 45, 40]'
# Floors by the density, density by the floors.
refuse '[0-9]+' 'circular reference' 'rows = { fact = "plot_area_m2", edges = [50, 70, 120, 160, 240, 300, 400, 750, inf] }' 'applies = { given = { floor_area_ratio = [0, 9] } }
rows = { fact = "plot_area_m2", edges = [50, 70, 120, 160, 240, 300, 400, 750, inf] }'
refuse '[0-9]+' 'remove one of them' "$density" "overrides = [\"second\"]
$density
[[rule]]
id = \"second\"
level = \"DETAILED\"
source = { document = \"Invented\" }
valid_from = \"1390/01/01\"
overrides = [\"density-by-floors\"]
effect = { quantity = \"floor_area_ratio\", combinator = \"RESTRICT_MAX\", value = 2, unit = \"ratio\" }"
# Two bands that both hold at 24 m.
refuse '[0-9]+' 'intervals are half-open' "$setback" "$setback
[[rule]]
id = \"second\"
level = \"DETAILED\"
source = { document = \"Invented\" }
valid_from = \"1390/01/01\"
applies = { zone = [\"HIGH\"], passage_width_m = [12, 25] }
effect = { quantity = \"setback_front\", combinator = \"RESTRICT_MIN\", value = 2, unit = \"m\" }"
refuse "$(($(at 'id = "front-setback"') + 4))" 'dates reversed' 'id = "front-setback"
level = "DETAILED"
source = { document = "Invented for this sample" }
valid_from = "1390/01/01"' 'id = "front-setback"
level = "DETAILED"
source = { document = "Invented for this sample" }
valid_from = "1390/01/01"
valid_to = "1389/12/29"'
# A gap between bands is no mistake, but `check` tells it.
cp "$DIDBAN_SOURCE"/data-samples/arak/* "$work"
sed -i 's/applies = { zone = \["HIGH"\], passage_width_m = \[24, inf\] }/applies = { zone = ["HIGH"], passage_width_m = [24, 30] }/' "$work/rules.toml"
"$DIDBAN" check "$work" > "$work/out" 2> /dev/null
grep -q 'zone HIGH: setback_front for passage_width_m from 30 to inf' "$work/out"
grep -q 'zone HIGH: floors for plot_area_m2 from 0 to 50' "$work/out"
if grep -q 'floors for passage_width_m' "$work/out"; then echo "a gap that is none"; exit 1; fi
