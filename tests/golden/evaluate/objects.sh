# Kinds and building stages of change outlines agree with hand-counted ones; a word that is no stage is refused.
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
square() { # east (1e-3 degrees), kind, stage, share on footprints
  local evidence=${4:+",\"evidence\":{\"footprint_share\":$4}"}
  printf '{"type":"Feature","properties":{"kind":"%s","stage":"%s"'"$evidence"'},"geometry":{"type":"Polygon","coordinates":[[[44.%s,38.55],[44.%s5,38.55],[44.%s5,38.5505],[44.%s,38.5505],[44.%s,38.55]]]}}' "$2" "$3" "$1" "$1" "$1" "$1" "$1"
}
layer() { local IFS=,; printf '{"type":"FeatureCollection","features":[%s]}' "$*"; }
layer "$(square 951 new frame)" "$(square 952 new roofed)" "$(square 953 groundwork foundation)" \
  "$(square 954 demolished unknown)" "$(square 955 new frame)" "$(square 956 extended roofed)" > "$dir/truth.geojson"
layer "$(square 951 new frame 0)" "$(square 952 new unknown)" "$(square 953 groundwork excavation)" \
  "$(square 954 demolished unknown 0.5)" "$(square 956 new roofed)" "$(square 958 new roofed 0.9)" > "$dir/found.geojson"
"$DIDBAN" evaluate --truth "$dir/truth.geojson" --found "$dir/found.geojson" -o "$dir/out" --quiet > "$dir/result.json"
cmp "$dir/result.json" "$dir/out/evaluation.json"
python3 - "$dir/result.json" <<'PY'
import json, sys
r = json.load(open(sys.argv[1]))
assert (r["labelled_changes"], r["found_changes"]) == (6, 5), r
assert {k: r["kinds"][k] for k in ("found", "told", "right")} == {"found": 5, "told": 5, "right": 4}, r["kinds"]
assert {k: r["stages"][k] for k in ("found", "told", "right")} == {"found": 4, "told": 3, "right": 2}, r["stages"]
assert r["stages"]["each"]["roofed"] == {"found": 2, "told": 1, "right": 1}, r["stages"]
assert r["stages"]["confusion"]["foundation"] == {"excavation": 1}, r["stages"]
assert (r["reported_changes"], r["right_changes"]) == (6, 5), r
on = {way: {k: (c["right"], c["wrong"]) for k, c in each.items() if c["right"] + c["wrong"]} for way, each in r["on_footprints"].items()}
assert on == {"built_up": {"none": (1, 0), "most": (0, 1)}, "taken_away": {"up_to_0.7": (1, 0)}}, on
PY

layer "$(square 951 new thatched)" > "$dir/wrong.geojson"
code=0
"$DIDBAN" evaluate --truth "$dir/truth.geojson" --found "$dir/wrong.geojson" 2> "$dir/error" || code=$?
test "$code" = 2
grep -q 'no building stage "thatched"' "$dir/error"
