"""Labelled regions: the slippy-map tiles of a place are joined into one image, other tiles stand alone.

"""
import os
import re

import cv2
import numpy as np
from osgeo import gdal
from scipy import ndimage

from .places import Region

gdal.UseExceptions()

# Folders whose terms allow shipped weights, and the place each shows: folders of one place are never split between
# training and validation by folder, and are drawn as one place.
OPEN_FOLDERS = {
    "oam_banepa_np": "Banepa", "oam_banepa_np_2026": "Banepa", "oam_catanduanes_ph": "Catanduanes", "oam_kampala_ug": "Kampala",
    "oam_zanzibar_tz": "Zanzibar", "spacenet1_rio": "Rio de Janeiro", "spacenet1_rio_more": "Rio de Janeiro",
    "spacenet2": "Paris and Shanghai", "spacenet4_atlanta_pan": "Atlanta",
}
RESEARCH_FOLDERS = {"inria": "Inria", "whu_sat1_global": "WHU global", "whu_sat2_east_asia": "WHU East Asia"}
OAM_GSD_Z19 = 0.30  # metres, nominal
GSD = {"oam_banepa_np": 0.265, "oam_banepa_np_2026": 0.265, "spacenet1_rio": 0.5, "spacenet1_rio_more": 0.5, "spacenet2": 0.3,
       "spacenet4_atlanta_pan": 0.5, "inria": 0.3, "whu_sat1_global": 0.6, "whu_sat2_east_asia": 0.45}
TILE = 256

_RIO_STRIP = "3band_013022223130_Public_img"
DROPPED = {  # looked at and left out
    # strips of 50 to 70 m beside empty ground, narrower than a training crop; an outline of img7 lies in the void
    **{("spacenet1_rio_more", f"{_RIO_STRIP}{n}"): "a strip narrower than a crop" for n in (2, 3, 4, 7, 8, 9, 10)},
    # muddy water from edge to edge; img62 shows the same
    **{("spacenet1_rio_more", f"{_RIO_STRIP}{n}"): "water alone, as img62" for n in (60, 61)},
}


def read_rgb(path):
    return np.ascontiguousarray(gdal.Open(path).ReadAsArray()[:3].transpose(1, 2, 0).astype(np.uint8))


def read_mask(path):
    data = gdal.Open(path).ReadAsArray()
    return ((data if data.ndim == 2 else data[0]) > 0).astype(np.uint8)


def load_oam(data, place):
    """Joins the z19 tiles of a place; where only z20 tiles exist, they are averaged down into their quarter."""
    cells = {}
    for zoom in (20, 19):  # z19 last: it wins where both exist
        folder = os.path.join(data, f"{place}_z{zoom}")
        if not os.path.isdir(folder):
            continue
        for name in sorted(os.listdir(os.path.join(folder, "image"))):
            x, y, _ = map(int, re.findall(r"\d+", name))
            image = read_rgb(os.path.join(folder, "image", name))
            mask = read_mask(os.path.join(folder, "mask", name))
            if zoom == 20:
                half = (TILE // 2, TILE // 2)
                image = cv2.resize(image, half, interpolation=cv2.INTER_AREA)
                mask = (cv2.resize(mask * 255, half, interpolation=cv2.INTER_AREA) > 127).astype(np.uint8)
                cells[(2 * x // 2, 2 * y // 2)] = (image, mask)
            else:
                for i in (0, 1):
                    for j in (0, 1):
                        part = np.s_[j * 128:(j + 1) * 128, i * 128:(i + 1) * 128]
                        cells[(2 * x + i, 2 * y + j)] = (image[part], mask[part])
    if not cells:
        return []
    grid_x = [c[0] for c in cells]
    grid_y = [c[1] for c in cells]
    present = np.zeros((max(grid_y) - min(grid_y) + 1, max(grid_x) - min(grid_x) + 1), np.uint8)
    for x, y in cells:
        present[y - min(grid_y), x - min(grid_x)] = 1
    labels, count = ndimage.label(present, np.ones((3, 3), int))
    regions = []
    for k, window in enumerate(ndimage.find_objects(labels), 1):
        rows, columns = window
        shape = ((rows.stop - rows.start) * 128, (columns.stop - columns.start) * 128)
        image, mask, valid = np.zeros((*shape, 3), np.uint8), np.zeros(shape, np.uint8), np.zeros(shape, np.uint8)
        for (x, y), (tile, tile_mask) in cells.items():
            r, c = y - min(grid_y), x - min(grid_x)
            if labels[r, c] != k:
                continue
            at = np.s_[(r - rows.start) * 128:(r - rows.start + 1) * 128,
                       (c - columns.start) * 128:(c - columns.start + 1) * 128]
            image[at], mask[at], valid[at] = tile, tile_mask, 1
        regions.append(Region(f"{place}_{k}", image, mask, valid, GSD.get(place, OAM_GSD_Z19)))
    return regions


def load_folder(data, folder):
    regions = []
    base = os.path.join(data, folder)
    if not os.path.isdir(base):
        return regions
    for name in sorted(os.listdir(os.path.join(base, "image"))):
        stem = os.path.splitext(name)[0]
        if (folder, stem) in DROPPED:
            continue
        image = read_rgb(os.path.join(base, "image", name))
        mask = read_mask(os.path.join(base, "mask", name))
        valid = (image.max(2) > 0).astype(np.uint8)
        regions.append(Region(f"{folder}_{stem}", image, mask, valid, GSD[folder]))
    return regions


def load_regions(data, research=False):
    """Every region of the folders whose terms allow shipping; with `research`, the research-only folders too."""
    regions = []
    for folder, place in {**OPEN_FOLDERS, **(RESEARCH_FOLDERS if research else {})}.items():
        found = load_oam(data, folder) if folder.startswith("oam_") else load_folder(data, folder)
        for region in found:
            region.place = place
        regions += found
    if not regions:
        raise SystemExit(f"{data}: none of the folders {', '.join(OPEN_FOLDERS)} was found; "
                         "give the folder that holds them with --data")
    return regions
