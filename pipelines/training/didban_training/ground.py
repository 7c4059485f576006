"""Drawn ground: soils, fields, roads, parking, pads, trees, cars, pools. Nothing here is a building."""
import cv2
import numpy as np

from .buildings import rectangle
from .textures import mottled, noise, paint, stripes

SOILS = np.array([
    (0.30, 0.38, 0.22), (0.38, 0.44, 0.26), (0.24, 0.32, 0.18), (0.50, 0.47, 0.34), (0.58, 0.52, 0.40), (0.55, 0.45, 0.35),
    (0.66, 0.56, 0.44), (0.76, 0.69, 0.57), (0.36, 0.29, 0.24), (0.46, 0.38, 0.31), (0.60, 0.58, 0.54), (0.44, 0.43, 0.36),
], np.float32)


def oriented(cx, cy, w, h, angle):
    c, s = np.cos(angle), np.sin(angle)
    return rectangle(0, 0, w, h) @ np.array([[c, s], [-s, c]]) + (cx, cy)


def soil(rng):
    return SOILS[rng.integers(len(SOILS))] * np.exp(rng.normal(0, 0.12))


def base_ground(rng, size):
    """Two or three soils mixed by smooth noise, with fine grain."""
    image = np.empty((size, size, 3), np.float32)
    image[:] = soil(rng)
    for _ in range(rng.integers(1, 4)):
        field = noise(rng, rng.choice(("medium", "coarse", "huge")), size, size)
        weight = np.clip((field - rng.uniform(-0.5, 1.2)) * np.exp(rng.uniform(-1.2, 1.0)) + 0.5, 0, 1)[..., None]
        image = image * (1 - weight) + weight * soil(rng)
    grain = rng.uniform(0.02, 0.10) * noise(rng, "fine", size, size) + rng.uniform(0.0, 0.08) * noise(rng, "small", size, size)
    return image * (1 + grain)[..., None]


def draw_field(rng, image, px):
    """A crop field or meadow with rows; `px` is pixels per metre."""
    size = image.shape[0]
    angle = rng.uniform(0, np.pi)
    outline = oriented(*rng.uniform(0, size, 2), rng.uniform(20, 90) * px, rng.uniform(15, 60) * px, angle)
    period, depth = rng.uniform(0.7, 5) * px, rng.uniform(0, 0.2)
    grain, colour = mottled(rng, 0.12), soil(rng)
    direction = (-np.sin(angle), np.cos(angle))
    paint(image, outline, colour, lambda h, w: grain(h, w) + depth * stripes(h, w, direction, period))


def draw_pavement(rng, image, px):
    """A slab, yard or parking area without any height; the commonest thing mistaken for a roof."""
    size = image.shape[0]
    angle = rng.uniform(0, np.pi)
    w, h = np.exp(rng.uniform(np.log(5), np.log(60), 2)) * (1, 0.7)
    cx, cy = rng.uniform(0, size, 2)
    tone = rng.uniform(0.25, 0.95)
    colour = np.float32((tone, tone * rng.uniform(0.93, 1.0), tone * rng.uniform(0.82, 1.0)))
    paint(image, oriented(cx, cy, w * px, h * px, angle), colour, mottled(rng, 0.07))
    if rng.random() < 0.4:
        draw_bays(rng, image, px, cx, cy, w, h, angle)
    elif rng.random() < 0.3:
        draw_joints(rng, image, px, cx, cy, w, h, angle, colour)


def draw_bays(rng, image, px, cx, cy, w, h, angle):
    """Parking bays in rows, some with a car; `w` and `h` in metres."""
    c, s = np.cos(angle), np.sin(angle)
    for row in np.arange(-h / 2 + 3, h / 2 - 3, rng.uniform(7, 16)):
        for bay in np.arange(-w / 2 + 2, w / 2 - 2, 2.6):
            x, y = cx + (bay * c - row * s) * px, cy + (bay * s + row * c) * px
            paint(image, oriented(x, y, 0.25 * px, 5 * px, angle), np.float32((0.9, 0.9, 0.88)))
            if rng.random() < 0.35:
                draw_car(rng, image, px, (x + 1.3 * px * c, y + 1.3 * px * s), angle + np.pi / 2)


def draw_joints(rng, image, px, cx, cy, w, h, angle, colour):
    """Lines across a slab or court, lighter or darker than it."""
    for k in np.arange(-w / 2, w / 2, rng.uniform(2, 8)):
        x, y = cx + k * np.cos(angle) * px, cy + k * np.sin(angle) * px
        paint(image, oriented(x, y, 0.3 * px, h * px, angle), colour * rng.uniform(0.8, 1.2))


def draw_car(rng, image, px, at, angle):
    colour = np.float32(rng.choice((0.1, 0.3, 0.6, 0.85, 0.95))) * (1 + rng.normal(0, 0.12, 3))
    if rng.random() < 0.2:
        colour = rng.uniform(0.05, 0.8, 3)
    scale = 2.5 if rng.random() < 0.06 else 1.0
    paint(image, oriented(at[0] + 0.5 * px, at[1] + 0.5 * px, 4.5 * px * scale, 2.0 * px, angle), np.float32((0.12, 0.12, 0.14)))
    paint(image, oriented(*at, 4.4 * px * scale, 1.8 * px, angle), np.float32(colour))


def draw_road(rng, image, px, points, width, paved=True):
    """A road along pixel points; `width` in metres."""
    tone = rng.uniform(0.28, 0.72) if paved else rng.uniform(0.5, 0.8)
    colour = np.float32((tone, tone, tone)) if paved else np.float32((tone, tone * 0.9, tone * 0.75))
    line = [np.round(np.asarray(points) * 16).astype(np.int32)]
    if paved and rng.random() < 0.5:
        cv2.polylines(image, line, False, tuple(map(float, colour * 1.3)), max(1, int((width + 3) * px)), shift=4)
    mask = np.zeros(image.shape[:2], np.uint8)
    cv2.polylines(mask, line, False, 1, max(1, int(width * px)), shift=4)
    here = mask > 0
    grain = mottled(rng, 0.06)(*mask.shape)
    image[here] = colour * (1 + grain[here])[:, None]
    if paved and rng.random() < 0.5:
        cv2.polylines(image, line, False, (0.9, 0.9, 0.85), max(1, int(0.25 * px)), shift=4)


def draw_trees(rng, image, px, sun, trees):
    """Crowns given as (x, y, radius in pixels, colour): shadows first, then textured discs."""
    shade = np.ones(image.shape[:2], np.float32)
    for x, y, r, _ in trees:
        dx, dy = np.asarray(sun["away"]) * min(sun["length"], 2.0) * r * 1.2
        cv2.circle(shade, (int(x + dx), int(y + dy)), max(1, int(r)), sun["dark"], -1)
    image *= cv2.GaussianBlur(shade, (3, 3), 0)[..., None]
    for x, y, r, colour in trees:
        x0, y0, x1, y1 = int(x - r - 2), int(y - r - 2), int(x + r + 3), int(y + r + 3)
        x0, y0, x1, y1 = max(0, x0), max(0, y0), min(image.shape[1], x1), min(image.shape[0], y1)
        if x1 <= x0 or y1 <= y0:
            continue
        yy, xx = np.mgrid[y0:y1, x0:x1].astype(np.float32)
        crown = noise(rng, "crowns", y1 - y0, x1 - x0)
        away = ((xx - x) * sun["away"][0] + (yy - y) * sun["away"][1]) / max(r, 1)
        inside = np.hypot(xx - x, yy - y) + 0.22 * r * crown < r
        value = np.clip(1 + 0.22 * crown - 0.35 * away, 0.25, 2)
        part = image[y0:y1, x0:x1]
        part[inside] = value[inside][:, None] * colour


def draw_pool(rng, image, px):
    outline = oriented(*rng.uniform(0, image.shape[0], 2), rng.uniform(5, 14) * px, rng.uniform(3, 7) * px, rng.uniform(0, np.pi))
    paint(image, outline, np.float32((0.25, 0.6, 0.72)) * rng.uniform(0.7, 1.3), mottled(rng, 0.05))
