"""Labelled regions: the slippy-map tiles of a place are joined into one image, other tiles stand alone.

A region holds `image` (H, W, 3 uint8, RGB), `mask` (H, W uint8, 0 or 1), `valid` (H, W uint8: 0 where no tile was
given) and `gsd` in metres per pixel.
"""
import os
import re
from dataclasses import dataclass

import cv2
import numpy as np
from osgeo import gdal
from scipy import ndimage

gdal.UseExceptions()

# Folders whose terms allow shipped weights, with the share of crops drawn from each relative to its area.
OPEN_FOLDERS = ("oam_banepa_np", "oam_catanduanes_ph", "oam_zanzibar_tz", "spacenet1_rio", "spacenet2")
RESEARCH_FOLDERS = ("inria", "whu_sat1_global", "whu_sat2_east_asia")
OAM_GSD_Z19 = 0.30  # metres, nominal
GSD = {"spacenet1_rio": 0.5, "spacenet2": 0.3, "inria": 0.3, "whu_sat1_global": 0.6, "whu_sat2_east_asia": 0.45}
TILE = 256


@dataclass
class Region:
    name: str
    image: np.ndarray
    mask: np.ndarray
    valid: np.ndarray
    gsd: float


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
        regions.append(Region(f"{place}_{k}", image, mask, valid, OAM_GSD_Z19))
    return regions


def load_folder(data, folder):
    regions = []
    base = os.path.join(data, folder)
    if not os.path.isdir(base):
        return regions
    for name in sorted(os.listdir(os.path.join(base, "image"))):
        image = read_rgb(os.path.join(base, "image", name))
        mask = read_mask(os.path.join(base, "mask", name))
        valid = (image.max(2) > 0).astype(np.uint8)
        regions.append(Region(f"{folder}_{os.path.splitext(name)[0]}", image, mask, valid, GSD[folder]))
    return regions


def load_regions(data, research=False):
    """Every region of the folders whose terms allow shipping; with `research`, the research-only folders too."""
    regions = []
    for folder in OPEN_FOLDERS + (RESEARCH_FOLDERS if research else ()):
        regions += load_oam(data, folder) if folder.startswith("oam_") else load_folder(data, folder)
    if not regions:
        raise SystemExit(f"{data}: none of the folders {', '.join(OPEN_FOLDERS)} was found; "
                         "give the folder that holds them with --data")
    return regions
