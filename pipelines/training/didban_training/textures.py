"""A bank of noise fields and the painting of textured polygons; all drawing is in pixels, colours in 0..1."""
import functools

import cv2
import numpy as np

BANK_SIZE = 1024


@functools.lru_cache(maxsize=None)
def noise_bank():
    """Noise of zero mean and unit deviation at several scales; fixed, so that pairs depend on their own seed only."""
    rng = np.random.default_rng(4711)
    bank = {}
    for name, sigma in (("fine", 0.8), ("small", 2.0), ("medium", 6.0), ("coarse", 20.0), ("huge", 60.0)):
        field = cv2.GaussianBlur(rng.standard_normal((BANK_SIZE, BANK_SIZE), np.float32), (0, 0), sigma)
        bank[name] = field / field.std()
    crowns = cv2.dilate(bank["small"], np.ones((3, 3))) + 0.6 * bank["medium"] + 0.4 * bank["fine"]
    bank["crowns"] = (crowns - crowns.mean()) / crowns.std()
    return bank


def noise(rng, name, h, w):
    field = noise_bank()[name]
    y, x = rng.integers(0, BANK_SIZE - h), rng.integers(0, BANK_SIZE - w)
    return field[y:y + h, x:x + w]


def stripes(h, w, direction, period, sharp=1.0):
    """Waves of unit amplitude across `direction` (unit vector x, y) with `period` pixels."""
    yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
    wave = np.sin((xx * direction[0] + yy * direction[1]) * np.float32(2 * np.pi / max(1.5, period)))
    return np.clip(wave * sharp, -1, 1)


def window_of(points, shape, margin=1):
    """The rows and columns that hold the points, clipped to the image; None when they lie outside."""
    x0, y0 = np.floor(points.min(0)).astype(int) - margin
    x1, y1 = np.ceil(points.max(0)).astype(int) + margin + 1
    x0, y0, x1, y1 = max(0, x0), max(0, y0), min(shape[1], x1), min(shape[0], y1)
    return (slice(y0, y1), slice(x0, x1)) if x1 > x0 and y1 > y0 else None


def polygon_mask(points, window):
    """0/1 mask of a polygon inside a window."""
    mask = np.zeros((window[0].stop - window[0].start, window[1].stop - window[1].start), np.uint8)
    local = points - (window[1].start, window[0].start)
    cv2.fillPoly(mask, [np.round(local * 16).astype(np.int32)], 1, shift=4)
    return mask


def paint(image, points, colour, texture=None, mask_out=None):
    """Fills a polygon; `texture(h, w)` gives a relative brightness change. `mask_out` is set to one there."""
    window = window_of(points, image.shape)
    if window is None:
        return
    mask = polygon_mask(points, window) > 0
    part = image[window]
    if texture is None:
        part[mask] = colour
    else:
        values = 1 + texture(*mask.shape)[mask]
        part[mask] = values[:, None] * np.asarray(colour, np.float32)
    if mask_out is not None:
        mask_out[window][mask] = 1


def mottled(rng, strength=0.06):
    """A texture of fine and medium noise."""
    fine, medium = rng.uniform(0.3, 1.0) * strength, rng.uniform(0.0, 1.0) * strength

    def texture(h, w):
        return fine * noise(rng, "fine", h, w) + medium * noise(rng, "medium", h, w)

    return texture
