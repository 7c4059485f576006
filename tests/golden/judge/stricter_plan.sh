# A coverage limit as a number, as a range below it and as a prohibition: judge sees V112 each time, as assess does.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 "$DIDBAN_SOURCE/tests/golden/judge/make_tiny_city.py" "$work"
cat > "$work/plan.geojson" <<'JSON'
{"type": "FeatureCollection", "name": "streets", "features": [{"type": "Feature",
 "properties": {"street_id": "S", "name": "S", "width_m": 12, "plan_width_m": 12, "class": "local"},
 "geometry": {"type": "LineString", "coordinates": [[44.96, 38.56], [44.97, 38.56]]}}]}
JSON
printf '[plan]\nsource = "plan.geojson"\nrules = "rules.toml"\n' >> "$work/city.toml"
python3 - "$work" <<'PY'
import json, sys
f = next(f for f in json.load(open(f"{sys.argv[1]}/changes.geojson"))["features"])  # the building on plot 1: 120 of 400 m2
json.dump({"footprint": f["geometry"], "floors": 1}, open(f"{sys.argv[1]}/p.json", "w"))
PY
n=0
for effect in 'combinator = "RESTRICT_MAX", value = 10, unit = "percent"' 'combinator = "RESTRICT_MAX", value = [8, 10], unit = "percent"' 'combinator = "FORBID"'; do
  n=$((n + 1))
  cat > "$work/rules.toml" <<TOML
[plan]
id = "p"
title = "p"
[[rule]]
id = "cover"
level = "DETAILED"
source = { document = "Booklet", article = "1" }
valid_from = "1390/01/01"
effect = { quantity = "coverage", $effect }
TOML
  "$DIDBAN" judge "$work" --changes "$work/changes.geojson" -o "$work/out$n" --ledger "$work/l$n.gpkg" --quiet > /dev/null
  "$DIDBAN" assess "$work" --parcel 7-1-1-1 --proposal "$work/p.json" --on 2026-06-20 > "$work/a.json" 2> /dev/null
  python3 - "$work/out$n/findings.geojson" "$work/a.json" <<'PY'
import json, sys
f = next(f["properties"] for f in json.load(open(sys.argv[1]))["features"] if f["properties"]["parcel_id"] == "7-1-1-1-0-0-0")
assert f["violations"] == ["V100", "V112"], f
row = next(r for r in f["rules"] if r["quantity"] == "coverage")
assert row["rule_id"] == "cover" and row["verdict"] == "violates" and row["limit"] in (0.1, 0), row
assert "V112" in f["reason_en"] and " 30." in f["reason_en"], f["reason_en"]
c = next(c for c in json.load(open(sys.argv[2]))["checks"] if c["check"] == "coverage")
assert c["verdict"] == "violates", c
PY
done

# A limit on a condition: the row says on which, why nothing was decided, and where the rule can be read.
cat > "$work/rules.toml" <<'TOML'
[plan]
id = "p"
title = "p"
[[rule]]
id = "cover"
level = "DETAILED"
source = { document = "Booklet", article = "1", uri = "https://example.org/booklet#1" }
valid_from = "1390/01/01"
effect = { quantity = "coverage", combinator = "RESTRICT_MAX", value = 60, unit = "percent", condition = "only with a rear yard", condition_fa = "به شرط حیاط پشتی", otherwise = 20 }
TOML
"$DIDBAN" judge "$work" --changes "$work/changes.geojson" -o "$work/out" --ledger "$work/l.gpkg" --quiet > /dev/null
python3 - "$work/out/findings.geojson" <<'PY'
import json, sys
f = next(f["properties"] for f in json.load(open(sys.argv[1]))["features"] if f["properties"]["parcel_id"] == "7-1-1-1-0-0-0")
row = next(r for r in f["rules"] if r["quantity"] == "coverage")
assert row["verdict"] == "inconclusive" and row["reason"] == "condition" and row["limit"] == 0.6, row
assert row["uri"] == "https://example.org/booklet#1", row
assert row["conditions"] == [{"text": "only with a rear yard", "text_fa": "به شرط حیاط پشتی", "otherwise_low": 0.2, "otherwise_high": 0.2}], row
PY
grep -q 'به شرط حیاط پشتی' "$work/out/report.html"
