# What a network says of the imagery as a whole, here that it is unlike its training imagery, is the same from shards: the
# blocks are counted where they are looked at.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
"$DIDBAN" simulate -o city --seed 5 --parcels 300 --epochs 2 --quiet > /dev/null
/usr/bin/python3 - city/imagery/*-??.tif <<'PY'
# Colour pictures of one byte, bright beyond anything that the network has seen.
import sys
from osgeo import gdal
gdal.UseExceptions()
for path in sys.argv[1:]:
    image = gdal.Open(path)
    bands = [image.GetRasterBand(b).ReadAsArray().astype(float) for b in (3, 2, 1)]
    made = gdal.GetDriverByName("MEM").Create("", image.RasterXSize, image.RasterYSize, 3, gdal.GDT_Byte)
    made.SetGeoTransform(image.GetGeoTransform()); made.SetProjection(image.GetProjection())
    for b, values in enumerate(bands):
        made.GetRasterBand(b + 1).WriteArray((238 + values / values.max() * 12).round().astype("uint8"))
    image = None
    gdal.GetDriverByName("GTiff").CreateCopy(path, made, options=["TILED=YES", "COMPRESS=DEFLATE"])
PY
sed -i 's/^bands = .*/bands = ["red", "green", "blue"]/' city/city.toml
watched="--detector learned --quiet"
"$DIDBAN" watch city -o whole --ledger whole.gpkg $watched > /dev/null
grep -q "unlike what the network was trained on" whole/run.json || { echo "the imagery is like the training imagery"; exit 1; }
"$DIDBAN" shard plan city -o plan --jobs 3 $watched > phases
while read -r name count; do
  for job in $(seq "$count"); do "$DIDBAN" shard run plan --phase "$name" --job "$job" --quiet; done
done < phases
"$DIDBAN" merge plan -o out --ledger out.gpkg --quiet > /dev/null
diff -rq --exclude=run.json whole out || { echo "shards of imagery unlike the training give other files"; exit 1; }
grep -q "unlike what the network was trained on" out/run.json || { echo "merged, the run does not say so any more"; exit 1; }
