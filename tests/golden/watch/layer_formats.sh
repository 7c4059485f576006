# The layers of a report as FlatGeobuf and GeoParquet: by watch, by judge and by parcel --all; what GDAL cannot write is
# refused before the work, and what nobody asks for any more goes, if a run wrote it.
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
cd "$dir"
"$DIDBAN" simulate -o city --seed 4 --parcels 40 --gsd 0.5 --quiet > /dev/null
sed -i '/^\[report\]/a formats = ["fgb"]' city/city.toml
"$DIDBAN" watch city -o out --quiet > /dev/null
"$DIDBAN" judge city --changes out/changes.geojson -o judged --quiet > /dev/null
"$DIDBAN" parcel city --all -o limits.fgb --quiet > /dev/null
/usr/bin/python3 - <<'PY'
from osgeo import ogr
ogr.UseExceptions()
def rows(path, layer=None):
    held = ogr.Open(path)
    table = held.GetLayerByName(layer) if layer else held.GetLayer(0)
    names = [f.name for f in table.schema]
    return sorted((str([f.GetField(n) for n in names if n not in ("not_before", "not_after", "due")]), f.geometry().ExportToWkt() if f.geometry() else "") for f in table)
for layer in ("findings", "parcels", "changes"):
    assert rows("out/report.gpkg", layer) == rows(f"out/{layer}.fgb") != [], layer
    assert len(rows(f"judged/{layer}.fgb")) > 0, layer
assert len(rows("limits.fgb")) == len(rows("out/parcels.fgb"))
PY
sed -i 's/^formats = .*/formats = ["parquet"]/' city/city.toml
if /usr/bin/python3 -c 'from osgeo import ogr; raise SystemExit(ogr.GetDriverByName("Parquet") is None)'; then
  "$DIDBAN" watch city -o out --quiet > /dev/null
  test -s out/findings.parquet && [ ! -e out/findings.fgb ]
else
  for command in "watch city" "judge city --changes out/changes.geojson"; do
    status=0; "$DIDBAN" $command -o refused --quiet > /dev/null 2> said.txt || status=$?
    [ "$status" = 2 ] && grep -Eq '^.*city.toml:[0-9]+: \[report\] formats holds "parquet".*driver Parquet' said.txt && [ ! -e refused ] ||
      { cat said.txt; exit 1; }
  done
  sed -i '/^formats/d' city/city.toml
  "$DIDBAN" watch city -o out > /dev/null 2> said.txt
  test -s out/report.gpkg && [ ! -e out/findings.fgb ]
  grep -q 'out: removed 3 files of an earlier run' said.txt || { cat said.txt; exit 1; }
  echo "a reader's own" > out/findings.fgb
  "$DIDBAN" watch city -o out --quiet > /dev/null
  [ "$(cat out/findings.fgb)" = "a reader's own" ]
fi
