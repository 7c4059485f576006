# Physical values survive alignment and comparison; an order of bands that nobody named is said, and refused where the pixels contradict it; masks mean what they say, whatever their no-data value and however their classes are named.
/usr/bin/python3 -c 'import numpy; from osgeo import gdal' 2> /dev/null || exit 77
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
/usr/bin/python3 - "$dir" <<'PY'
import sys
import numpy as np
from osgeo import gdal, osr
gdal.UseExceptions()
folder = sys.argv[1]
random = np.random.default_rng(7)
size = 240
utm = osr.SpatialReference()
utm.ImportFromEPSG(32638)

def write(name, bands, kind, scale=None, nodata=None, x0=500000, names=()):
    made = gdal.GetDriverByName("GTiff").Create(f"{folder}/{name}.tif", bands[0].shape[1], bands[0].shape[0], len(bands), kind)
    made.SetGeoTransform((x0, 10, 0, 4266000, 0, -10))
    made.SetProjection(utm.ExportToWkt())
    for i, pixels in enumerate(bands):
        band = made.GetRasterBand(i + 1)
        band.WriteArray(pixels)
        band.SetColorInterpretation(gdal.GCI_GrayIndex if i == 0 else gdal.GCI_Undefined)
        if scale:
            band.SetScale(scale[0])
            band.SetOffset(scale[1])
        if nodata is not None:
            band.SetNoDataValue(nodata)
        if names:
            band.SetDescription(names[i])

def blocks(low, high, edge=12):
    coarse = random.uniform(low, high, (size // edge, size // edge))
    return np.kron(coarse, np.ones((edge, edge)))

grey = blocks(0.05, 0.3)
green_part = np.kron(random.uniform(0, 1, (size // 12, size // 12)) < 0.4, np.ones((12, 12)))
noise = lambda: random.normal(0, 0.004, (size, size))
blue = np.where(green_part, 0.03, grey) + noise()
green = np.where(green_part, 0.06, grey * 1.05) + noise()
red = np.where(green_part, 0.04, grey * 1.15) + noise()
nir = np.where(green_part, 0.4, grey * 1.2) + noise()
bands = [np.clip(b, 0.002, 0.9) for b in (blue, green, red, nir)]
stored = [np.round((b + 0.1) / 0.0001).astype(np.uint16) for b in bands]
write("scaled", stored, gdal.GDT_UInt16, (0.0001, -0.1), 0, names=("blue", "green", "red", "nir"))
write("moved", [np.roll(b, -1, 1) for b in stored], gdal.GDT_UInt16, (0.0001, -0.1), 0, 500010, ("blue", "green", "red", "nir"))
plain = [np.round(b / 0.0001).astype(np.uint16) for b in bands]
write("plain", plain, gdal.GDT_UInt16)
write("again", [np.clip(b + random.normal(0, 40, b.shape), 1, 20000).astype(np.uint16) for b in plain], gdal.GDT_UInt16)
write("turned", plain[::-1], gdal.GDT_UInt16)
write("reals", bands, gdal.GDT_Float32, names=("blue", "green", "red", "nir"))
half = np.zeros((size, size), np.uint8)
half[:, : size // 2] = 255
write("flags", [half], gdal.GDT_Byte)
write("flags_nodata", [half], gdal.GDT_Byte, nodata=255)
classes = np.full((size, size), 4, np.uint8)
classes[: size // 3] = 5
classes[:, : size // 2] = 9
classes[0, 0] = 12
write("kinds", [np.where(classes == 12, 6, classes)], gdal.GDT_Byte, nodata=0)
write("place_SCL_10", [classes], gdal.GDT_Byte)
write("place_BOA_10", plain, gdal.GDT_UInt16, names=("blue", "green", "red", "nir"))
PY
cd "$dir"

"$DIDBAN" align scaled.tif moved.tif -o onto.tif --no-co-register > /dev/null
/usr/bin/python3 - <<'PY'
import numpy as np
from osgeo import gdal
def physical(name):
    data = gdal.Open(name)
    band = data.GetRasterBand(4)
    values = band.ReadAsArray().astype(float)
    values[band.GetMaskBand().ReadAsArray() == 0] = np.nan
    scale, offset = band.GetScale(), band.GetOffset()
    return values * (1 if scale is None else scale) + (0 if offset is None else offset)
before, after = physical("scaled.tif"), physical("onto.tif")
seen = ~np.isnan(after) & ~np.isnan(before)
assert seen.mean() > 0.95 and np.abs(before - after)[seen].max() < 2e-4, (seen.mean(), np.abs(before - after)[seen].max())
PY

changes() { grep -o '"Feature"' "$1/changes.geojson" | wc -l; }
"$DIDBAN" detect scaled.tif scaled.tif --detector index --min-area 400 -o same --quiet
[ "$(changes same)" = 0 ] || { echo "$(changes same) changes between an image and itself"; exit 1; }
"$DIDBAN" detect scaled.tif reals.tif --no-align --detector index --min-area 400 -o both --quiet
[ "$(changes both)" = 0 ] || { echo "$(changes both) changes between one image stored in two ways"; exit 1; }

refused() { # text, then the arguments
  text=$1; shift; status=0
  "$DIDBAN" detect "$@" --no-align --detector index -o refused --quiet > /dev/null 2> said || status=$?
  [ "$status" = 2 ] && grep -q "$text" said || { echo "exit $status:"; cat said; exit 1; }
}
refused 'assumed (in common: blue, green, red, nir), but the pixels agree clearly better' plain.tif turned.tif
refused 'agree clearly better when the later image.s bands are read as nir, red, green, blue' place_BOA_10.tif turned.tif
refused 'taken for near-infrared goes with the colours, and the one taken for blue does not' turned.tif turned.tif
"$DIDBAN" detect plain.tif again.tif --no-align --detector index -o assumed --quiet > /dev/null
grep -q 'their order was assumed (in common: blue, green, red, nir), which their pixels do not contradict' assumed/run.json
"$DIDBAN" detect place_BOA_10.tif place_BOA_10.tif --no-align --detector index -o named --quiet > /dev/null
if grep -q 'order was assumed' named/run.json; then echo 'named bands are called assumed'; exit 1; fi
for pair in 'plain again bands_assumed' 'plain turned bands_contradicted' 'place_BOA_10 turned bands_contradicted'; do
  set -- $pair
  { printf '[city]\nname = "B"\ncrs = "EPSG:32638"\n'
    printf '[[imagery.scene]]\nid = "%s"\nacquired = %s-06-01\npath = "%s.tif"\n' one 2024 "$1" two 2025 "$2"; } > city.toml
  "$DIDBAN" check city.toml --json --quiet > checked || true
  grep -q "imagery.$3" checked || { cat checked; exit 1; }
done

share() { # image, mask: seen share in per cent
  rm -rf masked
  "$DIDBAN" detect "$1" "$1" --no-align --detector index --before-mask "$2" -o masked --quiet
  sed -n 's/.*"observed_share": *\([0-9.]*\).*/\1/p' masked/run.json | head -1 | awk '{ printf "%d", 100 * $1 + 0.5 }'
}
for mask in flags.tif flags_nodata.tif kinds.tif place_SCL_10.tif; do
  seen=$(share plain.tif $mask)
  [ "$seen" -ge 47 ] && [ "$seen" -le 50 ] || { echo "$mask leaves $seen % seen"; exit 1; }
done
seen=$(share place_BOA_10.tif SCL)
[ "$seen" -ge 47 ] && [ "$seen" -le 50 ] || { echo "SCL beside a BOA leaves $seen % seen"; exit 1; }
