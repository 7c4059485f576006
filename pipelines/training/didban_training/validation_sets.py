"""The labelled pairs used for validation; none of them is ever trained on."""
import os

import numpy as np
from osgeo import gdal

from .regions import read_rgb

# name: (folder of A, folder of B, folder of labels, metres per pixel, role)
SETS = {
    "levir_crops": ("levir_cd/crops256/A", "levir_cd/crops256/B", "levir_cd/crops256/label", 0.5, "tuning"),
    "levir_tile": ("levir_cd/tiles1024/A", "levir_cd/tiles1024/B", "levir_cd/tiles1024/label", 0.5, "tuning"),
    "whu": ("whu_cd/tiles1024/A", "whu_cd/tiles1024/B", "whu_cd/tiles1024/label", 0.2, "looked at"),
    "fotbcd": ("fotbcd/bin/A", "fotbcd/bin/B", "fotbcd/bin/label", 0.2, "blind"),
    "fotbcd_inst": ("fotbcd/inst/A", "fotbcd/inst/B", ("fotbcd/inst/label_new", "fotbcd/inst/label_dem"), 0.2, "blind"),
}


def read_label(path):
    data = gdal.Open(path).ReadAsArray()
    return (data if data.ndim == 2 else data[0]) > 0


def pairs(root, name):
    """Yields (file name, before, after, label, gsd) of one set."""
    a, b, labels, gsd, _ = SETS[name]
    labels = (labels,) if isinstance(labels, str) else labels
    for file in sorted(os.listdir(os.path.join(root, a))):
        if not file.lower().endswith((".tif", ".png")):
            continue
        label = np.any([read_label(os.path.join(root, folder, file)) for folder in labels], axis=0)
        yield file, read_rgb(os.path.join(root, a, file)), read_rgb(os.path.join(root, b, file)), label, gsd
