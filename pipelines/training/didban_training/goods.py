"""Low things that cast a shadow and are no buildings: lorries, trailers, stacks of goods, fences."""
import numpy as np

from .buildings import sweep
from .ground import oriented
from .render import darken
from .textures import mottled, paint
from .works import from_local


def thing(polygons, height, stands):
    """`polygons`: list of (outline in pixels, colour), the first of which casts the shadow."""
    return {"polygons": polygons, "height": height, "stands": stands}


def lorry(rng, px, centre, angle, stands):
    """A lorry, or a trailer without its tractor: 8 to 16 m long, 2.5 m wide."""
    length, width = rng.uniform(8, 16), rng.uniform(2.3, 2.7)
    tone = rng.choice((0.95, 0.9, 0.8, 0.6, 0.35, 0.2))
    colour = np.float32(tone * (1 + rng.normal(0, 0.04, 3))) if rng.random() < 0.7 else rng.uniform(0.1, 0.8, 3).astype(np.float32)
    parts = [(oriented(*centre, length * px, width * px, angle), colour)]
    if rng.random() < 0.6:
        cab = rng.uniform(2.0, 2.8)
        at = from_local(centre, angle, (length + cab + 0.8) / 2 * px, 0)
        parts.append((oriented(*at, cab * px, width * 0.95 * px, angle), rng.uniform(0.1, 0.95, 3).astype(np.float32)))
    if rng.random() < 0.3:  # an open platform with its load
        at = from_local(centre, angle, rng.uniform(-0.2, 0.2) * length * px, 0)
        parts.append((oriented(*at, length * rng.uniform(0.2, 0.5) * px, width * 0.8 * px, angle), colour * rng.uniform(0.4, 0.8)))
    return thing(parts, rng.uniform(3, 4), stands)


def lorries(rng, px, centre, angle, stands, count):
    """Several in a row, side by side as they park."""
    spacing = rng.uniform(3.0, 4.6)
    return [lorry(rng, px, from_local(centre, angle, rng.normal(0, 0.6) * px, (k - count / 2) * spacing * px), angle, stands)
            for k in range(count) if rng.random() < 0.85]


def stack(rng, px, centre, angle, stands):
    """Piled goods, pallets, pipes or timber: one to three narrow blocks."""
    w, h = rng.uniform(1, 7), rng.uniform(0.8, 2.5)
    colour = rng.uniform(0.15, 0.9) * (1 + rng.normal(0, 0.15, 3))
    parts = [(oriented(*centre, w * px, h * px, angle), np.float32(np.clip(colour, 0.05, 1)))]
    for _ in range(rng.integers(0, 3)):
        at = from_local(centre, angle, rng.normal(0, w / 3) * px, rng.normal(0, h) * px)
        parts.append((oriented(*at, w * rng.uniform(0.3, 0.9) * px, h * px, angle), np.float32(np.clip(colour * rng.uniform(0.6, 1.4), 0.05, 1))))
    return thing(parts, rng.uniform(0.6, 3), stands)


def fence(rng, px, a, b, stands, colour, height):
    """A fence or hedge from a to b (pixels)."""
    a, b = np.asarray(a), np.asarray(b)
    outline = oriented(*((a + b) / 2), np.hypot(*(b - a)), max(1.0, 0.25 * px), np.arctan2(b[1] - a[1], b[0] - a[0]))
    return thing([(outline, colour)], height, stands)


def draw_things(rng, image, px, things, sun):
    reach = np.asarray(sun["away"]) * sun["length"] * px
    darken(image, [quad for item in things for quad in sweep(item["polygons"][0][0], reach * item["height"])], sun)
    texture = mottled(rng, 0.04)
    for item in things:
        for outline, colour in item["polygons"]:
            paint(image, outline, colour * sun["light"], texture)
