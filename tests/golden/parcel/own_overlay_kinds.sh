# A hazard that the city names itself: in force, called by its name on every page, drawn on the map, judged by its rules.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp "$DIDBAN_SOURCE"/data-samples/arak/* "$work"
python3 - "$work/overlays.geojson" <<'PY'
import json, sys
g = json.load(open(sys.argv[1]))
west, south, east, north = 379015, 3773001, 379017, 3773040
g["features"].append({"type": "Feature", "properties": {"overlay_id": "F-7", "kind": "Fault", "degree": None, "name": None, "document": "Hazard map", "article": None, "valid_from": None, "valid_to": None},
                      "geometry": {"type": "Polygon", "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]]}})
json.dump(g, open(sys.argv[1], "w"))
PY
cat >> "$work/rules.toml" <<'TOML'
[[overlay_kind]]
kind = "fault"
name_fa = "پهنه گسل"
name_en = "fault zone"
[[rule]]
id = "no-building-on-faults"
level = "SECTOR"
source = { document = "Hazard map" }
valid_from = "1390/01/01"
applies = { overlay = "fault" }
effect = { quantity = "floors", combinator = "FORBID" }
TOML
on="--on 1404/01/01"
"$DIDBAN" parcel "$work" 3-1-10-2 $on -q > "$work/a.json"
"$DIDBAN" assess "$work" --parcel 3-1-10-2 --proposal "$work/proposal.json" $on -q > "$work/assess.json"
for l in fa en; do
  "$DIDBAN" parcel "$work" 3-1-10-2 $on --format text --lang $l -q > "$work/$l.txt"
  "$DIDBAN" parcel "$work" 3-1-10-2 $on --format html --lang $l -q > "$work/$l.html"
done
python3 - "$work" <<'PY'
import json, re, sys
load = lambda name: json.load(open(f"{sys.argv[1]}/{name}"))
read = lambda name: open(f"{sys.argv[1]}/{name}").read()
a, assess = load("a.json"), load("assess.json")
named = lambda o: (o["kind"], o["kind_name_fa"], o["kind_name_en"])
for o in (next(o for o in a["facts"]["overlays"] if o["overlay_id"] == "F-7"), next(o for o in a["around"] if o["id"] == "F-7")):
    assert named(o) == ("fault", "پهنه گسل", "fault zone"), o
qanat = next(o for o in a["around"] if o["kind"] == "qanat")
assert named(qanat) == ("qanat", "حریم قنات", "qanat buffer"), qanat
part = next(l for l in a["rules"]["limits"] if l["quantity"] == "floors")["forbidden_parts"][0]
assert part["kind"] == "fault" and part["share"] > 0, part
hit = next(c for c in assess["checks"] if c["check"] == "overlay")
assert hit["verdict"] == "violates" and "fault zone F-7" in hit["reason_en"] and "پهنه گسل F-7" in hit["reason_fa"], hit
for l, name in (("fa", "پهنه گسل"), ("en", "fault zone")):
    text, html = read(l + ".txt"), read(l + ".html")
    assert text.count(name) >= 2, (l, text)
    assert name in html[html.index("<figcaption"):html.index("</figcaption")], "the map's legend lacks it"
    assert html.count(name) >= 3
PY
sed -i '/^\[\[overlay_kind\]\]/,/^name_en/d' "$work/rules.toml"
code=0; "$DIDBAN" parcel "$work" 3-1-10-2 $on -q > /dev/null 2> "$work/err" || code=$?
[ $code -eq 2 ] && grep -q 'overlay "fault" is not known' "$work/err" && grep -q 'rules.toml:[0-9]*:' "$work/err" || { cat "$work/err"; exit 1; }
