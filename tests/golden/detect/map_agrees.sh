# The learned detector's map and its list of objects say the same: every connected piece of 0.5 and more in change.tif is one
# object of changes.geojson, as large and with as large a core as asked for.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=/usr/bin:$PATH # the python that python3-gdal is installed for
python3 -c 'import scipy.ndimage, osgeo.gdal' 2>/dev/null || { echo "needs python3-gdal and python3-scipy" >&2; exit 77; }
"$DIDBAN" simulate -o "$work/city" --seed 4 --parcels 250 --epochs 2 -q > "$work/city.json"
before=$(ls "$work"/city/imagery/2024-*.tif | grep -v _mask)
after=$(ls "$work"/city/imagery/2025-*.tif | grep -v _mask)
"$DIDBAN" detect "$before" "$after" -o "$work/out" --detector learned -q
python3 - "$work/out" <<'CHECK'
import json, sys
import numpy as np
from osgeo import gdal
from scipy import ndimage
dataset = gdal.Open(sys.argv[1] + "/change.tif")
change = np.nan_to_num(dataset.ReadAsArray())
pixel_m2 = abs(np.linalg.det(np.reshape(dataset.GetGeoTransform(), (2, 3))[:, 1:]))
labels, count = ndimage.label(change >= 0.5, np.ones((3, 3)))
number = np.arange(1, count + 1)
objects = len(json.load(open(sys.argv[1] + "/changes.geojson"))["features"])
assert count == objects > 0, (count, objects)
assert ndimage.sum_labels(np.ones_like(labels), labels, number).min() * pixel_m2 >= 30 * 0.99
assert ndimage.sum_labels(change >= 0.65, labels, number).min() * pixel_m2 >= 20 * 0.99
CHECK
