# Zones of every kind of surface count like polygons; whole numbers stay exact in their type; infinite no-data hides
# nothing; a Shapefile says which names it shortened and keeps every value.
/usr/bin/python3 -c 'from osgeo import gdal' 2> /dev/null || exit 77
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
/usr/bin/python3 - "$dir" <<'EOP'
import sys
import numpy as np
from osgeo import gdal, ogr, osr
gdal.UseExceptions()
folder = sys.argv[1]
utm = osr.SpatialReference()
utm.ImportFromEPSG(32638)

def raster(name, kind, rows, nodata=None, scale=None):
    pixels = np.array(rows)
    made = gdal.GetDriverByName("GTiff").Create(f"{folder}/{name}.tif", pixels.shape[1], pixels.shape[0], 1, kind)
    made.SetGeoTransform((500000, 1, 0, 4266000 + pixels.shape[0], 0, -1))
    made.SetProjection(utm.ExportToWkt())
    band = made.GetRasterBand(1)
    if nodata is not None:
        band.SetNoDataValue(nodata)
    if scale:
        band.SetScale(scale[0])
        band.SetOffset(scale[1])
    band.WriteArray(pixels)

def zones(name, shapes, fields=()):
    made = ogr.GetDriverByName("GPKG").CreateDataSource(f"{folder}/{name}.gpkg")
    layer = made.CreateLayer("zones", utm, ogr.wkbUnknown)
    for field in fields:
        layer.CreateField(ogr.FieldDefn(field))
    for text in shapes:
        row = ogr.Feature(layer.GetLayerDefn())
        for i, field in enumerate(fields):
            row[field] = f"{i}-value"
        row.SetGeometry(ogr.CreateGeometryFromWkt(text))
        layer.CreateFeature(row)

e, n = 500000, 4266000
box = f"({e+1} {n+1},{e+3} {n+1},{e+3} {n+3},{e+1} {n+3},{e+1} {n+1})"
tall = f"(({e+1} {n+1} 0,{e+3} {n+1} 0,{e+3} {n+1} 9,{e+1} {n+1} 9,{e+1} {n+1} 0))"
flat = f"(({e+1} {n+1} %d,{e+3} {n+1} %d,{e+3} {n+3} %d,{e+1} {n+3} %d,{e+1} {n+1} %d))"
zones("kinds", [
    f"POLYGON ({box})",
    f"MULTISURFACE (({box}))",
    f"CURVEPOLYGON ({box})",
    f"CURVEPOLYGON (COMPOUNDCURVE ({box[:box.rindex(',')]}),({e+1} {n+3},{e+1} {n+1})))",
    f"GEOMETRYCOLLECTION (MULTISURFACE (CURVEPOLYGON ({box})),POINT ({e} {n}))",
    f"TIN Z ((({e+1} {n+1} 5,{e+3} {n+1} 5,{e+3} {n+3} 5,{e+1} {n+1} 5)),(({e+1} {n+1} 5,{e+3} {n+3} 5,{e+1} {n+3} 5,{e+1} {n+1} 5)))",
    f"POLYHEDRALSURFACE Z ({flat % ((0,)*5)},{flat % ((9,)*5)},{tall})",
])
zones("round", [
    f"CURVEPOLYGON (CIRCULARSTRING ({e} {n+2},{e+2} {n+4},{e+4} {n+2},{e+2} {n},{e} {n+2}))",
    f"MULTISURFACE (CURVEPOLYGON (COMPOUNDCURVE (CIRCULARSTRING ({e} {n+2},{e+2} {n+4},{e+4} {n+2}),({e+4} {n+2},{e} {n+2}))))",
])
raster("sevens", gdal.GDT_Byte, np.full((4, 4), 7))
zones("all", [f"POLYGON (({e} {n},{e+2} {n},{e+2} {n+2},{e} {n+2},{e} {n}))"], ["owner_of_plot", "owner_of_plan", "OWNER_OF_P"])
raster("int32", gdal.GDT_Int32, [[16777217, 16777219], [16777217, 16777217]])
raster("uint32", gdal.GDT_UInt32, [[4294967291, 4294967293], [4294967291, 4294967295]], 4294967295)
raster("double", gdal.GDT_Float64, [[0.1, 0.2], [0.1, 0.1]])
raster("scaled", gdal.GDT_UInt16, [[1000, 2000], [1000, 0]], 0, (0.0001, -0.1))
big = 2**53 + 1
raster("int64", gdal.GDT_Int64, np.array([[big, -big - 2], [big, big]], dtype=np.int64))
raster("uint64", gdal.GDT_UInt64, np.array([[2**64 - 1, 2**64 - 3], [2**64 - 1, 2**64 - 1]], dtype=np.uint64))
inf = float("inf")
raster("plus", gdal.GDT_Float32, [[1, 2], [inf, 4]], inf)
raster("minus", gdal.GDT_Float64, [[1, 2], [-inf, 4]], -inf)
raster("lowest", gdal.GDT_Float32, [[1, 2], [-3.4028234663852886e38, 4]], -1.7976931348623157e308)
raster("tenth", gdal.GDT_Float32, [[1, 2], [0.1, 4]], 0.1)
EOP

figures() { # raster, zones, statistics: rows without quotes and names
  "$DIDBAN" zonal "$dir/$1.tif" "$dir/$2.gpkg" -o "$dir/out.csv" --stats "$3" --quiet
  tail -n +2 "$dir/out.csv" | tr -d '"\r' | tr '\n' ' '
}
is() { [ "$2" = "$3" ] || { echo "$1: $2, expected $3"; exit 1; }; }
is 'seven kinds of one square' "$(figures sevens kinds count,mean)" '4,7 4,7 4,7 4,7 4,7 4,7 4,7 '
figures sevens round count | awk '{ exit !($1 > 12.5 && $1 < 12.6 && $2 > 6.2 && $2 < 6.3) }' || { echo 'arcs: a circle of radius 2 and half of it'; exit 1; }
tail_of() { figures "$1" all "$2" | sed 's/^.*value,//'; }
is 'Int32' "$(tail_of int32 majority,min,max,variety,sum)" '16777217,16777217,16777219,2,67108870 '
is 'UInt32' "$(tail_of uint32 majority,max,variety,count)" '4294967291,4294967293,2,3 '
is 'Float64' "$(tail_of double majority,min,max,variety)" '0.1,0.1,0.2,2 '
is 'scale and offset' "$(tail_of scaled majority,max,count)" '0,0.1,3 '
is 'Int64' "$(tail_of int64 majority,min,max,variety)" '9007199254740993,-9007199254740995,9007199254740993,2 '
is 'UInt64' "$(tail_of uint64 majority,min,max,variety)" '18446744073709551615,18446744073709551613,18446744073709551615,2 '
for name in plus minus lowest tenth; do is "no-data $name" "$(tail_of $name count,sum)" '3,7 '; done

"$DIDBAN" zonal "$dir/int32.tif" "$dir/all.gpkg" -o "$dir/out.shp" --stats variety,majority 2> "$dir/said"
grep -q 'owner_of_plot → ' "$dir/said" || { echo 'shortened names without a word:'; cat "$dir/said"; exit 1; }
/usr/bin/python3 - "$dir/out.shp" <<'EOP'
import sys
from osgeo import ogr
data = ogr.Open(sys.argv[1])
layer = data.GetLayer(0)
row = layer.GetFeature(0)
values = [row.GetField(i) for i in range(row.GetFieldCount())]
assert values == ["0-value", "1-value", "2-value", 2, 16777217.0], values
names = [layer.GetLayerDefn().GetFieldDefn(i).GetName().lower() for i in range(row.GetFieldCount())]
assert len(set(names)) == 5 and names[2] == "owner_of_p", names
EOP
