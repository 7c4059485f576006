"""What all drawn scenes share: the sun and the view of a date, the ground to build on, shadows and roofs with their masks."""
import cv2
import numpy as np

from .buildings import draw_roof, outlines, shadow_polygons
from .crops import open_crop, random_crop, remove_buildings
from .ground import base_ground
from .textures import polygon_mask, window_of

FINER = 2  # scenes are drawn at this many times the resolution


def draw_sun(rng):
    """Light of one acquisition: direction shadows fall to, length per metre of height, darkness."""
    azimuth, elevation = rng.uniform(0, 2 * np.pi), np.radians(rng.uniform(25, 70))
    overcast = rng.random() < 0.12
    return {"away": (np.cos(azimuth), np.sin(azimuth)), "length": 1 / np.tan(elevation),
            "dark": rng.uniform(0.8, 0.95) if overcast else rng.uniform(0.25, 0.65),
            "contrast": rng.uniform(0.05, 0.2) if overcast else rng.uniform(0.2, 0.9),
            "light": np.float32(rng.uniform(0.85, 1.15)), "wall": rng.uniform(0.35, 0.8)}


def draw_lean(rng):
    amount = rng.uniform(0, 0.25) if rng.random() < 0.5 else 0.0
    angle = rng.uniform(0, 2 * np.pi)
    return (amount * np.cos(angle), amount * np.sin(angle))


def free(taken, polygons, margin=2):
    """Whether the polygons lie on untaken ground; marks them as taken when they do."""
    marks = []
    for polygon in polygons:
        window = window_of(polygon, taken.shape)
        if window is None:
            continue
        mask = polygon_mask(polygon, window)
        if (taken[window] & mask).any():
            return False
        marks.append((window, mask))
    for window, mask in marks:
        taken[window] |= cv2.dilate(mask, np.ones((2 * margin + 1,) * 2, np.uint8))
    return bool(marks)


def empty_place(rng, places, gsd, size):
    """Ground to build on, drawn or real: image (at FINER times `size`), mask and valid (at `size`) of what real
    buildings are left, the fine map of ground that is taken, and whether the ground is drawn."""
    fine = size * FINER
    taken = np.zeros((fine, fine), np.uint8)
    if rng.random() < 0.5:
        mask = np.zeros((size, size), np.uint8)
        return base_ground(rng, fine), mask, np.ones_like(mask), taken, True
    real, mask, valid = (open_crop if rng.random() < 0.7 else random_crop)(rng, places, size, gsd)
    if rng.random() < 0.7:
        real, mask, _ = remove_buildings(rng, real, mask, 1.0)
    taken |= cv2.resize(cv2.dilate(mask, np.ones((3, 3), np.uint8)), (fine, fine), interpolation=cv2.INTER_NEAREST)
    return cv2.resize(real, (fine, fine), interpolation=cv2.INTER_CUBIC), mask, valid, taken, False


def darken(image, polygons, sun):
    """Darkens what lies under the shadow polygons, once however many overlap."""
    shade = np.ones(image.shape[:2], np.float32)
    for polygon in polygons:
        window = window_of(polygon, shade.shape)
        if window is not None:
            shade[window][polygon_mask(polygon, window) > 0] = sun["dark"]
    image *= cv2.GaussianBlur(shade, (3, 3), 0)[..., None] ** np.float32((1.06, 1.0, 0.92))


def cast_shadows(image, standing, px, sun):
    darken(image, [polygon for item in standing
                   for polygon in shadow_polygons(item["building"], px, item["angle"], item["centre"], sun)], sun)


def seen_at(standing, date):
    """The buildings as they look at a date: the later one may show a roof of another colour."""
    return [{**item, "building": item["later"]} if date and item.get("later") else item for item in standing]


def averaged(mask, size):
    return (cv2.resize(mask * 255, (size, size), interpolation=cv2.INTER_AREA) > 127).astype(np.uint8)


def draw_buildings(image, standing, px, sun, lean, size):
    """Draws the roofs; returns at `size` the mask of roofs and the outlines of those that do not stand at both dates."""
    roofs, changed = np.zeros(image.shape[:2], np.uint8), np.zeros(image.shape[:2], np.uint8)
    for item in standing:
        draw_roof(image, roofs, item["building"], px, item["angle"], item["centre"], sun, lean)
    for item in standing:
        if item["stands"] != (True, True):
            shift = np.asarray(lean) * item["building"]["height"] * px
            for outline in outlines(item["building"], px, item["angle"], item["centre"] + shift):
                window = window_of(outline, changed.shape)
                if window is not None:
                    changed[window] |= polygon_mask(outline, window)
    return averaged(roofs, size), averaged(changed, size)
