# Whole numbers that a catalogue or a product's metadata gives a scale are compared as physical values; an offset that was taken off before is left out; the run says which.
/usr/bin/python3 -c 'import numpy; from osgeo import gdal' 2> /dev/null || exit 77
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
/usr/bin/python3 - "$work" <<'PY'
import json, os, sys
import numpy as np
from osgeo import gdal, osr
gdal.UseExceptions()
folder = sys.argv[1]
random = np.random.default_rng(3)
utm = osr.SpatialReference()
utm.ImportFromEPSG(32638)
size = 200
coarse = lambda low, high: np.kron(random.uniform(low, high, (size // 10, size // 10)), np.ones((10, 10)))
base = coarse(0.01, 0.35)
bands = [np.clip(base * k + random.normal(0, 0.002, (size, size)), 0.004, 0.9) for k in (0.8, 0.9, 1.0, 1.3)]


def write(path, pixels, kind=gdal.GDT_UInt16):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    made = gdal.GetDriverByName("GTiff").Create(path, size, size, len(pixels), kind)
    made.SetGeoTransform((500000, 10, 0, 4266000, 0, -10))
    made.SetProjection(utm.ExportToWkt())
    for i, one in enumerate(pixels):
        made.GetRasterBand(i + 1).WriteArray(one)
        made.GetRasterBand(i + 1).SetDescription(("blue", "green", "red", "nir")[i])


new = [np.round(b * 10000 + 1000).astype(np.uint16) for b in bands]
old = [np.round(b * 10000).astype(np.uint16) for b in bands]
new[0][:5, :5] = 0
write(f"{folder}/new/scene.tif", new)
write(f"{folder}/taken_off/scene.tif", old)
write(f"{folder}/real/scene.tif", bands, gdal.GDT_Float32)
xml = """<n1:Level-2A_User_Product><n1:General_Info><Product_Image_Characteristics><QUANTIFICATION_VALUES_LIST>
<BOA_QUANTIFICATION_VALUE unit="none">10000</BOA_QUANTIFICATION_VALUE></QUANTIFICATION_VALUES_LIST><BOA_ADD_OFFSET_VALUES_LIST>
<BOA_ADD_OFFSET band_id="0">-1000</BOA_ADD_OFFSET><BOA_ADD_OFFSET band_id="1">-1000</BOA_ADD_OFFSET>
</BOA_ADD_OFFSET_VALUES_LIST></Product_Image_Characteristics></n1:General_Info></n1:Level-2A_User_Product>"""
for name in ("new", "taken_off"):
    open(f"{folder}/{name}/MTD_MSIL2A.xml", "w").write(xml)
# A band of a product, far below its metadata, and a picture beside it.
deep = f"{folder}/S2A.SAFE/GRANULE/L2A_T38SNH/IMG_DATA/R10m"
write(f"{deep}/T38SNH_20250601T073621_B04_10m.tif", new[2:3])
write(f"{deep}/T38SNH_20250601T073621_SCL_10m.tif", [np.full((size, size), 4, np.uint16)])
open(f"{folder}/S2A.SAFE/MTD_MSIL2A.xml", "w").write(xml)
name = "LC09_L2SP_169033_20250601_20250602_02_T1"
write(f"{folder}/landsat/{name}_SR_B4.tif", [np.round((bands[2] + 0.2) / 2.75e-05).astype(np.uint16)])
open(f"{folder}/landsat/{name}_MTL.txt", "w").write("""GROUP = LANDSAT_METADATA_FILE
  GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS
    REFLECTANCE_MULT_BAND_4 = 2.75e-05
    REFLECTANCE_ADD_BAND_4 = -0.2
  END_GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS
  GROUP = LEVEL1_RADIOMETRIC_RESCALING
    REFLECTANCE_MULT_BAND_4 = 2.0000E-05
    REFLECTANCE_ADD_BAND_4 = -0.100000
  END_GROUP = LEVEL1_RADIOMETRIC_RESCALING
END_GROUP = LANDSAT_METADATA_FILE
""")
write(f"{folder}/stac/scene.tif", new)
scales = [{"scale": 0.0001, "offset": -0.1, "data_type": "uint16"}] * 4
items = [{"type": "Feature", "id": i, "properties": {"datetime": f"2025-0{n}-01T07:00:00Z"},
          "assets": {"image": {"href": h, "roles": ["data"], "raster:bands": scales}}}
         for n, (i, h) in enumerate((("wide", "stac/scene.tif"), ("odd", "stac/odd.tif")), 1)]
write(f"{folder}/stac/odd.tif", new[:3])
json.dump({"type": "FeatureCollection", "features": items}, open(f"{folder}/catalog.json", "w"))
open(f"{folder}/city.toml", "w").write('[city]\nname = "S"\ncrs = "EPSG:32638"\n[imagery]\ncatalog = "catalog.json"\n')
PY
cd "$work"

same_as_real() { # IMAGE, BAND of the real one
  "$DIDBAN" align real/scene.tif "$1" -o onto.tif --no-co-register > /dev/null 2> said
  /usr/bin/python3 - "$2" <<'PY'
import sys
import numpy as np
from osgeo import gdal
real, onto = gdal.Open("real/scene.tif"), gdal.Open("onto.tif")
a, b = real.GetRasterBand(int(sys.argv[1])).ReadAsArray(), onto.GetRasterBand(min(int(sys.argv[1]), onto.RasterCount)).ReadAsArray()
seen = ~np.isnan(b)
assert seen.mean() > 0.95, seen.mean()
assert np.abs(a - b)[seen].max() < 2e-4, np.abs(a - b)[seen].max()
PY
}
same_as_real new/scene.tif 1
grep -q 'stored × 0.0001 - 0.1, as .*new/MTD_MSIL2A.xml says' said
same_as_real taken_off/scene.tif 2
grep -q 'stored × 0.0001, as .*its offset is left out, for the darkest pixels show that it was taken off before' said
same_as_real S2A.SAFE/GRANULE/L2A_T38SNH/IMG_DATA/R10m/T38SNH_20250601T073621_B04_10m.tif 3
same_as_real landsat/LC09_L2SP_169033_20250601_20250602_02_T1_SR_B4.tif 3
grep -q 'stored × 2.75e-05 - 0.2' said
"$DIDBAN" align real/scene.tif S2A.SAFE/GRANULE/L2A_T38SNH/IMG_DATA/R10m/T38SNH_20250601T073621_SCL_10m.tif -o onto.tif --no-co-register > /dev/null 2> said
if grep -q 'stored ×' said; then echo 'scene classes got a scale'; exit 1; fi

"$DIDBAN" detect new/scene.tif real/scene.tif --no-align --detector index --min-area 400 -o both --quiet > /dev/null
python3 -c 'import json; run = json.load(open("both/run.json")); assert run["counts"]["change_objects"] == 0, run["counts"]; assert any("MTD_MSIL2A.xml says" in w for w in run["warnings"]), run["warnings"]'

"$DIDBAN" check city.toml --quiet > checked || true
grep -q 'stac/scene.tif: values are stored × 0.0001 - 0.1, as the catalogue says' checked
grep -q 'has 3 bands, but the catalogue gives scale and offset of 4' checked
