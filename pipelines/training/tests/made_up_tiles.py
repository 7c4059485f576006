"""Writes a few made-up building tiles in the layout of the training data."""
import os

import cv2
import numpy as np


def write_tiles(root, seed=3):
    rng = np.random.default_rng(seed)
    for folder, names in (("oam_banepa_np_z19", ("A-10-20-19", "A-11-20-19", "A-10-21-19")), ("spacenet2", ("left", "right"))):
        for name in names:
            image = rng.integers(60, 120, (256, 256, 3)).astype(np.uint8)
            mask = np.zeros((256, 256), np.uint8)
            for _ in range(8):
                x, y, w, h = (*rng.integers(10, 200, 2), *rng.integers(15, 50, 2))
                image[y:y + h, x:x + w] = rng.integers(120, 255, 3)
                mask[y:y + h, x:x + w] = 255
            for kind, data in (("image", image), ("mask", mask)):
                os.makedirs(os.path.join(root, folder, kind), exist_ok=True)
                cv2.imwrite(os.path.join(root, folder, kind, name + ".png"), data)


def write_ground(root, names, seed=4):
    """Tiles of open ground; blue alone, so that a crop of them is known by its colour."""
    rng = np.random.default_rng(seed)
    os.makedirs(os.path.join(root, "image"), exist_ok=True)
    for name in names:
        image = np.zeros((256, 256, 3), np.uint8)
        image[..., 0] = rng.integers(100, 200, (256, 256))  # OpenCV writes blue first
        cv2.imwrite(os.path.join(root, "image", name + ".png"), image)
