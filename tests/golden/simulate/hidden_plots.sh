# The truth of a plot that clouds hide is that of another date within 180 days which shows it, and says so; what no such date
# shows is not_seen. The masks are counted on the parcels here, which lie up to a few metres beside the plots.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$DIDBAN" simulate -o "$work/city" --seed 5 --parcels 150 --epochs 4 --gsd 2 --preset hard --quiet > /dev/null
cat > "$work/masks.py" <<'PY'
import csv, datetime, glob, numpy, os, sys
from osgeo import gdal, ogr
gdal.UseExceptions(); ogr.UseExceptions()
city = sys.argv[1]
days = sorted(os.path.basename(p)[:10] for p in glob.glob(city + "/imagery/????-??-??.tif"))
own = tuple(days[-2:])
cadastre = ogr.Open(city + "/cadastre.gpkg")
parcels = {f["parcel_id"]: f.geometry().Clone() for f in cadastre.GetLayerByName("parcels")}
image = gdal.Open(f"{city}/imagery/{days[0]}.tif")
where = image.GetGeoTransform()

def hidden(day):
    path = f"{city}/imagery/{day}_mask.tif"
    if not os.path.exists(path):
        return numpy.zeros((image.RasterYSize, image.RasterXSize), bool)
    mask = gdal.Open(path)
    assert mask.GetGeoTransform() == where
    return mask.ReadAsArray() != 0

hides = {day: hidden(day) for day in days}

def seen(pair, shape):
    drawn = gdal.GetDriverByName("MEM").Create("", image.RasterXSize, image.RasterYSize, 1, gdal.GDT_Byte)
    drawn.SetGeoTransform(where); drawn.SetProjection(image.GetProjection())
    shapes = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = shapes.CreateLayer("parcel", cadastre.GetLayerByName("parcels").GetSpatialRef())
    feature = ogr.Feature(layer.GetLayerDefn()); feature.SetGeometry(shape); layer.CreateFeature(feature)
    gdal.RasterizeLayer(drawn, [1], layer, burn_values=[1])
    inside = drawn.ReadAsArray() == 1
    return 1 - (inside & (hides[pair[0]] | hides[pair[1]])).sum() / max(1, inside.sum())

def apart(a, b):
    return abs((datetime.date.fromisoformat(a) - datetime.date.fromisoformat(b)).days)

counted = {"own": 0, "other": 0, "not_seen": 0}
for row in csv.DictReader(open(city + "/truth/parcels.csv")):
    told, shape = (row["not_before"], row["not_after"]), parcels[row["parcel_id"]]
    if row["verdict"] == "not_seen":
        assert told == own, row
        counted["not_seen"] += 1
    elif told == own:
        assert seen(own, shape) > 0.2, (row, seen(own, shape))
        counted["own"] += 1
    else:
        assert told[0] < told[1] and all(d in days for d in told) and apart(told[0], own[0]) <= 180 and apart(told[1], own[1]) <= 180, row
        assert seen(own, shape) < 0.8 and seen(told, shape) > 0.2, (row, seen(own, shape), seen(told, shape))
        counted["other"] += 1
assert min(counted.values()) > 0, counted
PY
/usr/bin/python3 "$work/masks.py" "$work/city"
