"""Ground works that come with new buildings and are none: yards, turning circles, lawns, pools, pads, cleared ground.

Each function draws onto the image at `px` pixels per metre; sizes are metres, centres are pixels.
"""
import numpy as np

from .ground import draw_bays, draw_car, draw_joints, draw_road, oriented, soil
from .textures import mottled, paint, stripes

# kind: darkest and lightest tone, most warmth (loss of blue), strength of the grain
SURFACES = {"asphalt": (0.16, 0.5, 0.06, 0.05), "concrete": (0.5, 0.85, 0.12, 0.05), "gravel": (0.4, 0.75, 0.25, 0.09),
            "earth": (0.35, 0.75, 0.45, 0.08), "bright": (0.82, 1.05, 0.06, 0.04), "sealed": (0.3, 0.6, 0.04, 0.02)}


def surface(rng, kinds=tuple(SURFACES)):
    """Colour and texture of a paved or bare surface."""
    darkest, lightest, warmth, grain = SURFACES[kinds[rng.integers(len(kinds))]]
    tone, warm = rng.uniform(darkest, lightest), rng.uniform(-0.02, warmth)
    return np.float32((tone, tone * (1 - 0.5 * warm), tone * (1 - warm))), mottled(rng, grain)


def from_local(centre, angle, x, y):
    """Pixels at (x, y) pixels in the frame turned by `angle` about `centre`."""
    c, s = np.cos(angle), np.sin(angle)
    return np.array([centre[0] + x * c - y * s, centre[1] + x * s + y * c])


def blob_outline(rng, centre, radius, rough=0.3):
    """A closed irregular outline about `radius` pixels around the centre."""
    turn = np.linspace(0, 2 * np.pi, 32, endpoint=False)
    reach = 1 + sum(rng.normal(0, rough / k) * np.sin(k * turn + rng.uniform(0, 6)) for k in (1, 2, 3, 5))
    reach = np.maximum(reach, 0.2) * radius
    return np.stack([centre[0] + reach * np.cos(turn), centre[1] + reach * np.sin(turn)], 1)


def disc(centre, radius):
    turn = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    return np.stack([centre[0] + radius * np.cos(turn), centre[1] + radius * np.sin(turn)], 1)


def draw_yard(rng, image, px, centre, w, h, angle, like=None):
    """A yard or forecourt with a kerb, joints, bays, patches and tracks of wheels; its tone may be that of a roof."""
    colour, texture = surface(rng)
    if like is not None:
        colour = like * np.float32(rng.uniform(0.8, 1.2))
    if rng.random() < 0.3:
        paint(image, oriented(*centre, (w + 0.8) * px, (h + 0.8) * px, angle), np.clip(colour * rng.uniform(0.7, 1.5), 0.1, 1))
    paint(image, oriented(*centre, w * px, h * px, angle), colour, texture)
    for _ in range(rng.poisson(1.2)):  # patches and stains
        pw, ph = rng.uniform(1.5, 0.5 * w + 2), rng.uniform(1, 0.4 * h + 2)
        at = from_local(centre, angle, rng.uniform(-0.5, 0.5) * (w - min(pw, w)) * px, rng.uniform(-0.5, 0.5) * (h - min(ph, h)) * px)
        outline = blob_outline(rng, at, 0.5 * min(pw, ph) * px) if rng.random() < 0.5 else oriented(*at, pw * px, ph * px, angle)
        paint(image, outline, colour * rng.uniform(0.8, 1.18), texture)
    detail = rng.random()
    if detail < 0.25:
        draw_joints(rng, image, px, *centre, w, h, angle, colour)
    elif detail < 0.55:
        draw_bays(rng, image, px, *centre, w, h, angle)
    elif detail < 0.75:
        a = from_local(centre, angle, -0.4 * w * px, rng.uniform(-0.4, 0.4) * h * px)
        b = from_local(centre, angle, 0.4 * w * px, rng.uniform(-0.4, 0.4) * h * px)
        side = rng.normal(0, 0.2 * h * px, 2)
        for shift in (-0.9 * px, 0.9 * px):
            along = np.array([a, (a + b) / 2 + side, b]) + shift
            for p, q in zip(along, along[1:]):
                length = np.hypot(*(q - p))
                paint(image, oriented(*((p + q) / 2), length, 0.5 * px, np.arctan2(*(q - p)[::-1])), colour * 0.85)
    for _ in range(rng.poisson(2)):
        at = from_local(centre, angle, rng.uniform(-0.48, 0.48) * w * px, rng.uniform(-0.48, 0.48) * h * px)
        draw_car(rng, image, px, at, angle + rng.integers(4) * np.pi / 2 + rng.normal(0, 0.1))


def draw_turning_circle(rng, image, px, points, width, radius):
    """A road that ends in a turning circle, with or without a planted island and a pale kerb."""
    colour, texture = surface(rng, ("asphalt", "concrete", "sealed"))
    draw_road(rng, image, px, points, width)
    end = points[-1]
    if rng.random() < 0.5:
        paint(image, disc(end, (radius + 1.5) * px), np.clip(colour * 1.4, 0, 1))
    paint(image, disc(end, radius * px), colour, texture)
    if rng.random() < 0.5:
        paint(image, disc(end, radius * rng.uniform(0.25, 0.5) * px), soil(rng), mottled(rng, 0.15))


def draw_lawn(rng, image, px, centre, w, h, angle, tone):
    """A lot's lawn in its own tone, mown in stripes or with a bed along an edge."""
    grain, depth = mottled(rng, 0.1), rng.uniform(0, 0.08) if rng.random() < 0.3 else 0.0
    direction, period = (np.cos(angle), np.sin(angle)), rng.uniform(1, 2) * px
    paint(image, oriented(*centre, w * px, h * px, angle), tone, lambda rows, columns: grain(rows, columns) + depth * stripes(rows, columns, direction, period))
    if rng.random() < 0.3:
        side = rng.choice((-1, 1))
        paint(image, oriented(*from_local(centre, angle, 0, side * (h / 2 - 1) * px), w * px, rng.uniform(0.8, 2) * px, angle), soil(rng), mottled(rng, 0.2))


def draw_pool_terrace(rng, image, px, centre, w, h, angle):
    colour, texture = surface(rng, ("concrete", "bright", "gravel"))
    paint(image, oriented(*centre, (w + rng.uniform(2, 6)) * px, (h + rng.uniform(2, 6)) * px, angle), colour, texture)
    water = np.float32((0.25, 0.6, 0.72)) * rng.uniform(0.6, 1.3)
    outline = oriented(*centre, w * px, h * px, angle) if rng.random() < 0.6 else blob_outline(rng, centre, 0.5 * min(w, h) * px, 0.15)
    paint(image, outline, water, mottled(rng, 0.05))


def draw_pad(rng, image, px, centre, w, h, angle):
    """A foundation: a slab on a rim of bare earth, bare or with the first lines of its walls."""
    earth, rough = surface(rng, ("earth", "gravel"))
    paint(image, oriented(*centre, (w + rng.uniform(2, 8)) * px, (h + rng.uniform(2, 8)) * px, angle), earth, rough)
    colour, texture = surface(rng, ("concrete", "gravel", "sealed"))
    paint(image, oriented(*centre, w * px, h * px, angle), colour, texture)
    if rng.random() < 0.6:
        line = np.clip(colour * (0.6 if rng.random() < 0.5 else 1.35), 0, 1)
        for share in np.linspace(-0.5, 0.5, rng.integers(2, 6)):
            paint(image, oriented(*from_local(centre, angle, share * w * px, 0), 0.35 * px, h * px, angle), line)
        for share in np.linspace(-0.5, 0.5, rng.integers(2, 4)):
            paint(image, oriented(*from_local(centre, angle, 0, share * h * px), w * px, 0.35 * px, angle), line)


def draw_bare(rng, image, px, centre, radius, kinds=("earth", "gravel", "bright")):
    """Bare or white ground in one irregular piece, with lighter and darker pieces in it."""
    colour, texture = surface(rng, kinds)
    paint(image, blob_outline(rng, centre, radius * px), colour, texture)
    for _ in range(rng.poisson(2)):
        at = np.asarray(centre) + rng.normal(0, 0.4 * radius * px, 2)
        paint(image, blob_outline(rng, at, radius * rng.uniform(0.1, 0.4) * px), colour * rng.uniform(0.75, 1.2), texture)
