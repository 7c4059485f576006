# What a city knows about its parcels comes out whole by every door: parcel file, table, signed answer, assessment, library, HTTP.
[ -f "$DIDBAN_BUILD/lib/libdidban.so" ] || exit 77
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp "$DIDBAN_SOURCE"/data-samples/arak/* "$work"
# Conditions, a bonus and ground that nothing may be built on, beside what the sample's rules say.
cat >> "$work/rules.toml" <<'TOML'

[[rule]]
id = "door-bonus"
level = "detailed-plan"
when = { parcel_area_m2 = { min = 200 } }
effect = { quantity = "floors", add = 1 }
condition = "parking for every unit"
condition_fa = "تامین پارکینگ همه واحدها"
source = { document = "Sample bonus", article = "1" }

[[rule]]
id = "door-footnote"
level = "detailed-plan"
when = { parcel_area_m2 = { min = 100 } }
effect = { quantity = "coverage", max = 0.5 }
condition = "soil report"
condition_fa = "گزارش خاک"
otherwise = 0.4
source = { document = "Sample footnote", article = "2" }
TOML
"$DIDBAN" keygen -o "$work/inquiry" > /dev/null
"$DIDBAN" parcel "$work" --all --on 2025-03-21 -o "$work/all.geojson" -q
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$DIDBAN_SOURCE/core/python:$DIDBAN_SOURCE/tests/golden/serve" DIDBAN_LIBRARY="$DIDBAN_BUILD/lib/libdidban.so"
python3 - "$work" <<'PY'
