# Exact zonal statistics of a 4 × 4 raster, by hand; the same bytes for any tile size and thread count; clear errors.
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat > "$dir/grid.asc" <<'EOF'
ncols 4
nrows 4
xllcorner 500000
yllcorner 4266000
cellsize 1
NODATA_value -9
1 2 3 4
5 6 7 8
9 10 11 12
13 14 15 -9
EOF
cat > "$dir/grid.prj" <<'EOF'
PROJCS["WGS 84 / UTM zone 38N",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",45],PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1]]
EOF
cat > "$dir/zones.geojson" <<'EOF'
{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32638"}},"features":[
{"type":"Feature","properties":{"name":"half of 5 and 6 each"},"geometry":{"type":"Polygon","coordinates":[[[500000.5,4266002],[500001.5,4266002],[500001.5,4266003],[500000.5,4266003],[500000.5,4266002]]]}},
{"type":"Feature","properties":{"name":"a tenth of 11"},"geometry":{"type":"Polygon","coordinates":[[[500002.2,4266001.3],[500002.4,4266001.3],[500002.4,4266001.8],[500002.2,4266001.8],[500002.2,4266001.3]]]}},
{"type":"Feature","properties":{"name":"two parts, one of them nodata"},"geometry":{"type":"MultiPolygon","coordinates":[[[[500000,4266003],[500001,4266003],[500001,4266004],[500000,4266004],[500000,4266003]]],[[[500003,4266000],[500004,4266000],[500004,4266001],[500003,4266001],[500003,4266000]]]]}},
{"type":"Feature","properties":{"name":"outside"},"geometry":{"type":"Polygon","coordinates":[[[500100,4266000],[500101,4266000],[500101,4266001],[500100,4266000]]]}},
{"type":"Feature","properties":{"name":"none"},"geometry":null}
]}
EOF
"$DIDBAN" zonal "$dir/grid.asc" "$dir/zones.geojson" -o "$dir/out.csv" --stats count,mean,min,max,median,variety --quiet
cat > "$dir/expected.csv" <<'EOF'
name,count,mean,min,max,median,variety
half of 5 and 6 each,1,5.5,5,6,5.5,2
a tenth of 11,0.1,11,11,11,11,1
"two parts, one of them nodata",1,1,1,1,1,1
outside,0,,,,,0
none,0,,,,,0
EOF
# shares carry the rounding of map coordinates: twelve decimals are compared
awk '{ n = split($0, cell, ","); line = ""
       for (i = 1; i <= n; i++) line = line (i > 1 ? "," : "") (cell[i] ~ /^-?[0-9.]+$/ ? sprintf("%.6g", cell[i]) : cell[i])
       print line }' "$dir/out.csv" | tr -d '"' > "$dir/rounded.csv"
tr -d '"' < "$dir/expected.csv" | diff - "$dir/rounded.csv"

for tile in 64 512 2048; do
  for threads in 1 2; do
    "$DIDBAN" zonal "$dir/grid.asc" "$dir/zones.geojson" -o "$dir/again.gpkg" --stats count,mean,q90 --quiet --tile-size $tile --threads $threads
    if test -f "$dir/first.gpkg"; then cmp "$dir/first.gpkg" "$dir/again.gpkg"; else mv "$dir/again.gpkg" "$dir/first.gpkg"; fi
  done
done

refused() { # text that the message must hold, then the arguments
  text=$1
  shift
  code=0
  "$DIDBAN" zonal "$@" 2> "$dir/error" || code=$?
  test "$code" = 2 || { cat "$dir/error"; exit 1; }
  grep -q "$text" "$dir/error" || { cat "$dir/error"; exit 1; }
}
refused 'unknown statistic "men"' "$dir/grid.asc" "$dir/zones.geojson" -o "$dir/bad.csv" --stats men
refused 'says no format' "$dir/grid.asc" "$dir/zones.geojson" -o "$dir/bad.xyz"
rm "$dir/grid.prj"
refused 'does not say its coordinate system' "$dir/grid.asc" "$dir/zones.geojson" -o "$dir/bad.csv"
test ! -e "$dir/bad.csv"
