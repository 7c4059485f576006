"""Real ground without buildings: single tiles in which whatever looks like a roof is none.

Tiles are JPEG or PNG files named by kind and number (parkinglot07.jpg). All were looked at once; those that show a
building, a part of one, or something whose roof could be argued about, are left out by the lists below.
"""
import os
import re

import numpy as np

from .places import Region
from .regions import read_rgb

GSD = 0.30  # metres per pixel
KINDS = ("agricultural", "airplane", "baseballdiamond", "beach", "chaparral", "forest", "freeway", "golfcourse", "overpass",
         "parkinglot", "river", "runway")

# Kinds in which buildings are common: the tiles that are clean.
KEPT = {
    # most others show a terminal, a jet bridge, a hangar or sheds beside the aeroplanes
    "airplane": {0, 1, 2, 14, 15, 18, 19, 22, 31, 32, 37, 38, 39, 42, 43, 44, 47, 56, 58, 72, 74, 75, 76, 78, 80, 83, 87, 88, 89, 92, 93, 95},
    # most others show dugouts, covered stands or sheds
    "baseballdiamond": {7, 11, 14, 23, 24, 29, 33, 54, 65, 66, 69, 70, 71, 72, 73, 75, 76, 77, 78, 83, 84, 87, 88, 90, 94},
}
# Kinds in which they are rare: the tiles that are not.
DROPPED = {
    "beach": {39, 40, 41, 42},  # walls, shelters and sunshades at the edge
    "forest": {3, 4, 8, 9, 38, 40, 60},  # houses between the trees
    "freeway": {41, 60, 75, 76, 79, 80, 81, 85, 86, 98},  # houses, halls and parked trailers at the edge
    "golfcourse": {22, 75, 95},  # shelters
    "overpass": {41},  # a roof at the edge
    # roofs at the edge; 42 to 44 are parking decks
    "parkinglot": {0, 30, 31, 32, 35, 39, 40, 41, 42, 43, 44, 46, 47, 49, 52, 53, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 70, 76, 83},
    "river": {0, 1, 2, 3, 4, 24, 25, 34, 46, 54, 57, 58, 60, 61, 62, 63, 96, 97},  # houses on the bank, ships
    "runway": {61},  # sheds on both sides
}


def is_clean(kind, number):
    return number in KEPT[kind] if kind in KEPT else number not in DROPPED.get(kind, ())


def load_ground(data):
    """The clean tiles of DATA/image as regions without a building, their `place` the kind of ground; none without a folder."""
    regions = []
    folder = os.path.join(data, "image")
    if not os.path.isdir(folder):
        raise SystemExit(f"{data}: no folder image with tiles of open ground; give the folder that holds it with --ground")
    for name in sorted(os.listdir(folder)):
        kind, number = re.fullmatch(r"([a-z]+)(\d+)\.\w+", name).groups()
        if kind not in KINDS or not is_clean(kind, int(number)):
            continue
        image = read_rgb(os.path.join(folder, name))
        nothing = np.zeros(image.shape[:2], np.uint8)
        regions.append(Region(f"{kind}{number}", image, nothing, nothing + 1, GSD, kind))
    return regions
