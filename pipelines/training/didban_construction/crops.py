"""Training crops of city pairs, each with an acquisition drawn anew."""
import cv2
import numpy as np

from .network import BANDS

SIZE = 256


def place(rng, city):
    """The corner of a crop: on something that changed, on something that only looks so, or anywhere."""
    height, width = city.kind.shape
    lot = rng.random()
    points = city.changed if lot < 0.45 else city.distracting if lot < 0.8 else ()
    if len(points):
        x, y = points[rng.integers(len(points))] + rng.uniform(-100, 100, 2) - SIZE / 2
    else:
        x, y = rng.uniform(0, width - SIZE), rng.uniform(0, height - SIZE)
    return int(np.clip(x, 0, width - SIZE)), int(np.clip(y, 0, height - SIZE))


def acquired(rng, date):
    """(4, S, S) with gain, offset, noise and sharpness of its own; NaN stays."""
    bands = len(BANDS)
    common = rng.normal(1, 0.06), rng.normal(0, 0.03)
    gain = common[0] * rng.normal(1, 0.05, (bands, 1, 1))
    offset = common[1] + rng.normal(0, 0.02, (bands, 1, 1))
    out = date * gain.astype(np.float32) + offset.astype(np.float32)
    if rng.random() < 0.3:
        out += rng.normal(0, rng.uniform(0, 0.03), out.shape).astype(np.float32)
    return out


def moved(rng, image):
    """The later date shifted by a fraction of a pixel, as the best registration leaves it; NaN would spread and is kept apart."""
    shift = np.float32([[1, 0, rng.normal(0, 0.35)], [0, 1, rng.normal(0, 0.35)]])
    return np.stack([cv2.warpAffine(band, shift, (SIZE, SIZE), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101) for band in image])


def draw(rng, cities):
    """image (8, S, S) with 0 where unseen, kind (S, S), seen (S, S)."""
    city = cities[rng.integers(len(cities))]
    x, y = place(rng, city)
    image = city.image[:, y:y + SIZE, x:x + SIZE].astype(np.float32)
    kind = city.kind[y:y + SIZE, x:x + SIZE]
    seen = ~np.isnan(image[0])
    image = np.where(seen, image, 0.4)
    before, after = acquired(rng, image[:4]), acquired(rng, image[4:])
    if rng.random() < 0.5:
        after = moved(rng, after)
    image = np.where(seen, np.concatenate([before, after]), 0.4)
    if rng.random() < 0.35:
        turns, mirror = int(rng.integers(4)), bool(rng.integers(2))
        image, kind, seen = [np.flip(np.rot90(v, turns, (-2, -1)), -1) if mirror else np.rot90(v, turns, (-2, -1))
                             for v in (image, kind, seen)]
    return np.ascontiguousarray(image), np.ascontiguousarray(kind), np.ascontiguousarray(seen)


