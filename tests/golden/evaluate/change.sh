# Pixel and object metrics of real label and prediction masks agree with the scoring tool.
PATH=/usr/bin:$PATH # the python that python3-gdal is installed for
tool="$DIDBAN_SHARED_TOOLS/score_change.py"
if ! test -f "$tool" || ! python3 -c 'import numpy, scipy, osgeo' 2> /dev/null; then
  echo "skipped: needs $tool with python3-gdal, python3-numpy and python3-scipy"
  exit 77
fi
set -- $(find "$DIDBAN_SHARED_DATA/levir_cd/crops256/label" -name '*.png' 2> /dev/null | sort | head -2)
if test $# -lt 2; then
  echo "skipped: no label masks below $DIDBAN_SHARED_DATA/levir_cd"
  exit 77
fi
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
printf 'predicted,label\n%s,%s\n' "$(realpath "$2")" "$(realpath "$1")" > "$dir/pairs.csv"
python3 "$tool" "$dir/pairs.csv" --json > "$dir/tool.json"
"$DIDBAN" evaluate --truth "$1" --found "$2" --quiet > "$dir/ours.json"
python3 - "$dir/tool.json" "$dir/ours.json" <<'EOF'
import json, sys
tool, ours = (json.load(open(path)) for path in sys.argv[1:])
for key, value in tool.items():
    for a, b in (zip(ours[key].values(), value.values()) if isinstance(value, dict) else [(ours[key], value)]):
        assert abs(a - b) < 1e-9, (key, a, b)
EOF
