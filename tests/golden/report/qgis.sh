# report.gpkg in a real QGIS: the project inside it opens with its layers coloured and their columns named, and is drawn.
python=/usr/bin/python3
QT_QPA_PLATFORM=offscreen $python -c 'import qgis.core' 2> /dev/null ||
  { echo "skipped: QGIS is not installed (apt-get install python3-qgis)"; exit 77; }
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir city home
python3 "$DIDBAN_SOURCE/tests/golden/judge/make_tiny_city.py" city
"$DIDBAN" judge city --changes city/changes.geojson -o out --quiet > /dev/null
HOME=$work/home QT_QPA_PLATFORM=offscreen $python "$DIDBAN_SOURCE/tests/golden/report/open_in_qgis.py" out/report.gpkg drawn.png
test -s drawn.png
