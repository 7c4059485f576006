"""Tiles that nobody labelled, and the labels that the network itself makes for them where it is sure.

A tile is looked at as it is, at several scales and mirrored. Where the mean of these looks says building or none
clearly, that is its label; elsewhere the label is not known. Tiles of which too little is known are left out.
"""
import os
import re

import cv2
import numpy as np

from .places import Region
from .predict import predict

GSD = 0.30  # metres per pixel of the tiles
LEFT_OUT = {  # kinds, and why
    "harbor": "ships", "storagetanks": "tanks: one could argue whether they are buildings",
    # looked at once they had been labelled
    "tenniscourt": "courts called roofs", "mobilehomepark": "white trailers called ground", "buildings": "flat roofs of half a tile called ground",
}
LOOKS = (0.4, 0.55, 0.75)  # metres per pixel
SURE, SURE_NOT = 0.75, 0.2
LEAST_KNOWN = 0.9  # of a tile
PLACE = "US suburbs"


def load_unlabelled(data):
    """The tiles of DATA/image as regions of which nothing is known."""
    from .regions import read_rgb
    folder, tiles = os.path.join(data, "image"), []
    if not os.path.isdir(folder):
        raise SystemExit(f"{data}: no folder image with unlabelled tiles; give the folder that holds it with --unlabelled")
    for name in sorted(os.listdir(folder)):
        stem = os.path.splitext(name)[0]
        if re.sub(r"\d+$", "", stem) not in LEFT_OUT:
            image = read_rgb(os.path.join(folder, name))
            nothing = np.zeros(image.shape[:2], np.uint8)
            tiles.append(Region(stem, image, nothing, nothing, GSD, PLACE))
    return tiles


def label(probability):
    """(mask, valid) of a building map 0..1; the soft rim of a sure building is no doubt."""
    sure = (probability >= SURE).astype(np.uint8)
    rim = cv2.dilate(sure, np.ones((7, 7), np.uint8)) & (1 - cv2.erode(sure, np.ones((3, 3), np.uint8)))
    return (probability >= 0.5).astype(np.uint8), sure | (probability <= SURE_NOT).astype(np.uint8) | rim


def odds(model, tile, at, mirrored, device):
    """Log odds of a building from one look at `at` metres per pixel, mirrored along these axes."""
    image = np.ascontiguousarray(np.flip(tile.image, mirrored))
    probability = predict(model, image, image, tile.gsd, False, at, device)[:2].mean(0).clip(1e-6, 1 - 1e-6)
    return np.flip(np.log(probability / (1 - probability)), mirrored)


def own_labels(model, tiles, device="cpu"):
    """The tiles with the labels that the network makes for them, but those of which too little is known."""
    labelled = []
    for tile in tiles:
        looks = [odds(model, tile, at, mirrored, device) for at in LOOKS for mirrored in ((), (0,), (1,), (0, 1))]
        mask, valid = label(1 / (1 + np.exp(-np.mean(looks, 0))))
        if valid.mean() >= LEAST_KNOWN:
            labelled.append(Region(tile.name, tile.image, mask, valid, tile.gsd, tile.place))
    return labelled
