# The training code's own tests; they need Debian's python3-torch, python3-onnx, python3-opencv and python3-gdal.
python=/usr/bin/python3
"$python" -c 'import torch, onnx, cv2, scipy; from osgeo import gdal' 2>/dev/null || { echo "skipped: python3-torch, -onnx, -opencv, -scipy or -gdal is not installed"; exit 77; }
cd "$DIDBAN_SOURCE/pipelines/training"
PYTHONDONTWRITEBYTECODE=1 nice "$python" -m unittest discover -s tests -t .
