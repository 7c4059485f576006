"""Drawn buildings: footprints of rectangles, roofs shaded by the sun, cast shadows, lean of tall ones.

A building is a plain dict, so that the same building can be drawn at two dates under different suns.
"""
import numpy as np

from .textures import noise, paint, stripes

ROOFS = np.array([
    (0.30, 0.29, 0.28), (0.42, 0.41, 0.40), (0.52, 0.51, 0.50), (0.63, 0.62, 0.60), (0.38, 0.34, 0.30),
    (0.48, 0.42, 0.36), (0.60, 0.54, 0.47), (0.58, 0.34, 0.25), (0.70, 0.44, 0.31), (0.50, 0.28, 0.22),
    (0.35, 0.43, 0.55), (0.32, 0.44, 0.40), (0.80, 0.80, 0.78), (0.90, 0.90, 0.90), (0.22, 0.22, 0.24),
    (0.66, 0.70, 0.73), (0.55, 0.45, 0.38), (0.74, 0.68, 0.58),
], np.float32)

REPAINTED_SHARE = 0.12  # of the buildings that stand at both dates

KINDS = {  # length and width in metres, height in metres, likely roofs
    "hut": ((3, 7), (2.5, 5), (2.2, 3.2), ("gable", "flat", "ribbed")),
    "house": ((9, 20), (7, 14), (3, 8), ("gable", "hip", "hip", "gable", "flat")),
    "block": ((18, 60), (9, 20), (6, 25), ("flat", "flat", "gable", "hip")),
    "hall": ((25, 130), (15, 80), (5, 14), ("flat", "ribbed", "skylights", "solar", "bays", "bays", "banded", "banded")),
}


def rectangle(cx, cy, w, h):
    return np.array([(cx - w / 2, cy - h / 2), (cx + w / 2, cy - h / 2), (cx + w / 2, cy + h / 2), (cx - w / 2, cy + h / 2)])


def make_building(rng, kind, colour=None, roof=None):
    """A building in local metres around its own origin, x along its length."""
    (l0, l1), (w0, w1), (h0, h1), roofs = KINDS[kind]
    length, width = np.exp(rng.uniform(np.log(l0), np.log(l1))), np.exp(rng.uniform(np.log(w0), np.log(w1)))
    parts = [(0.0, 0.0, max(length, width), min(length, width))]
    long, short = parts[0][2:]
    if kind != "hut" and rng.random() < 0.6:
        for _ in range(rng.integers(1, 3)):
            w, h = long * rng.uniform(0.25, 0.55), short * rng.uniform(0.4, 1.1)
            side = rng.choice((-1, 1))
            parts.append((rng.uniform(-0.5, 0.5) * (long - w), side * (short / 2 + h / 2 - min(h, short) * rng.uniform(0.1, 0.5)), w, h))
    if colour is None:
        colour = ROOFS[rng.integers(len(ROOFS))]
    colour = np.clip(colour * np.exp(rng.normal(0, 0.08)) * (1 + rng.normal(0, 0.03, 3)), 0.03, 1.1).astype(np.float32)
    return {"kind": kind, "parts": parts, "colour": colour, "roof": roof or roofs[rng.integers(len(roofs))],
            "height": rng.uniform(h0, h1), "pitch": rng.uniform(0.15, 0.6), "seed": int(rng.integers(1 << 31)),
            "clutter": rng.random() < 0.7, "texture": rng.uniform(0.01, 0.07), "stain": rng.uniform(0, 0.08)}


def repainted(rng, building):
    """The same building under a roof of another colour, cleaner or dirtier: no change of buildings."""
    colour = ROOFS[rng.integers(len(ROOFS))] * np.exp(rng.normal(0, 0.08)) * (1 + rng.normal(0, 0.03, 3))
    return {**building, "colour": np.clip(colour, 0.03, 1.1).astype(np.float32), "stain": rng.uniform(0, 0.15)}


def placed(building, parts_xy, scale, angle, centre):
    """Local metres to pixels."""
    c, s = np.cos(angle), np.sin(angle)
    return (np.asarray(parts_xy) * scale) @ np.array([[c, s], [-s, c]]) + centre


def outlines(building, scale, angle, centre):
    return [placed(building, rectangle(*p), scale, angle, centre) for p in building["parts"]]


def sweep(polygon, vector):
    """The quadrilaterals between a polygon and its copy moved by `vector`, and the copy itself."""
    moved = polygon + vector
    n = len(polygon)
    return [np.array([polygon[k], polygon[(k + 1) % n], moved[(k + 1) % n], moved[k]]) for k in range(n)] + [moved]


def shadow_polygons(building, scale, angle, centre, sun):
    vector = np.asarray(sun["away"]) * sun["length"] * building["height"] * scale
    return [q for outline in outlines(building, scale, angle, centre) for q in sweep(outline, vector)]


def faces(part, roof):
    """Roof faces of one rectangle in local metres with their outward horizontal direction (zero: flat)."""
    cx, cy, w, h = part
    r = rectangle(cx, cy, w, h)
    along_x = w >= h
    half = min(w, h) / 2
    if roof == "gable" or roof == "hip":
        inset = half if roof == "hip" else 0.0
        if along_x:
            a, b = (cx - w / 2 + inset, cy), (cx + w / 2 - inset, cy)
            sides = [((r[0], r[1], b, a), (0, -1)), ((r[3], r[2], b, a), (0, 1))]
            ends = [((r[0], r[3], a), (-1, 0)), ((r[1], r[2], b), (1, 0))]
        else:
            a, b = (cx, cy - h / 2 + inset), (cx, cy + h / 2 - inset)
            sides = [((r[0], r[3], b, a), (-1, 0)), ((r[1], r[2], b, a), (1, 0))]
            ends = [((r[0], r[1], a), (0, -1)), ((r[3], r[2], b), (0, 1))]
        return sides + (ends if roof == "hip" else [])
    return [(tuple(r), (0, 0))]


def across(part, begin, end):
    """The strip of a rectangle between two places along its longer side."""
    cx, cy, w, h = part
    if w >= h:
        return cx - w / 2 + (begin + end) / 2, cy, end - begin, h
    return cx, cy - h / 2 + (begin + end) / 2, w, end - begin


def turn_of(angle):
    return np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])


def draw_roof(image, mask, building, scale, angle, centre, sun, lean):
    """Draws walls seen by lean, then the roof; sets `mask` on the roof."""
    rng = np.random.default_rng(building["seed"])  # the same roof at every date
    top = centre + np.asarray(lean) * building["height"] * scale
    colour = building["colour"] * sun["light"]
    if np.hypot(*lean) * building["height"] * scale > 1:
        for outline in outlines(building, scale, angle, centre):
            for quad in sweep(outline, top - centre)[:-1]:
                paint(image, quad, building["colour"] * 0 + sun["wall"])
    turn = turn_of(angle)
    roof = building["roof"]

    for index in np.argsort([p[2] * p[3] for p in building["parts"]]):
        part = building["parts"][index]
        for corners, out in faces(part, roof):
            direction = np.asarray(out, float) @ turn
            shade = 1 + building["pitch"] * sun["contrast"] * float(-direction @ np.asarray(sun["away"]))
            polygon = placed(building, np.array(corners), scale, angle, top)
            period = {"ribbed": 1.2, "skylights": 1.5}.get(roof, 0.6) * scale
            wave = building["texture"] * (1.0 if period > 2.5 else 0.3)
            axis = turn[0] if part[2] >= part[3] else turn[1]

            def texture(h, w):
                value = building["texture"] * 0.6 * noise(rng, "fine", h, w) + building["stain"] * noise(rng, "medium", h, w)
                if roof in ("ribbed", "skylights"):
                    value = value + wave * stripes(h, w, axis, period)
                return value

            paint(image, polygon, colour * shade, texture, mask)
        add_details(image, rng, building, part, scale, angle, top, sun)


def draw_strips(rng, box, building, part, turn, sun):
    """Roofs in strips along the building: bays, whose two slopes the sun lights unlike, with gutters between them; or
    sheets of unlike age with dark or bright joints and strips of light."""
    colour, long = building["colour"], max(part[2:])
    width = min(rng.uniform(4, 16), long)
    axis = turn[0] if part[2] >= part[3] else turn[1]
    lit = building["pitch"] * sun["contrast"] * float(axis @ np.asarray(sun["away"]))
    joint = rng.choice((0.25, 0.45, 0.7, 1.3)) * colour
    joint_width, light_every = rng.uniform(0.3, 1.2), int(rng.choice((0, 1, 2, 3)))
    light = np.full(3, rng.uniform(0.8, 1.05)) if rng.random() < 0.7 else colour * 0.5
    ages = np.exp(rng.normal(0, rng.choice((0.02, 0.1, 0.25)), 64))
    for k, begin in enumerate(np.arange(0, long, width)):
        end = min(long, begin + width)
        middle = (begin + end) / 2
        if building["roof"] == "bays":
            box(*across(part, begin, middle), colour * (1 + lit))
            box(*across(part, middle, end), colour * (1 - lit))
        else:
            box(*across(part, begin, end), colour * ages[k % 64])
        if light_every and k % light_every == 0:
            box(*across(part, middle - 0.4, middle + 0.4), light)
        if begin > 0:
            box(*across(part, begin - joint_width / 2, begin + joint_width / 2), joint)


def add_details(image, rng, building, part, scale, angle, top, sun):
    """Parapets, roof-top machines, skylights, solar panels, chimneys."""
    cx, cy, w, h = part
    roof = building["roof"]

    def box(x, y, bw, bh, colour):
        paint(image, placed(building, rectangle(x, y, bw, bh), scale, angle, top), np.float32(colour) * sun["light"])

    if roof == "flat" and building["clutter"]:
        rim = building["colour"] * (1.15 if building["seed"] % 2 else 0.85)
        for x, y, bw, bh in ((cx, cy - h / 2 + 0.3, w, 0.6), (cx, cy + h / 2 - 0.3, w, 0.6), (cx - w / 2 + 0.3, cy, 0.6, h), (cx + w / 2 - 0.3, cy, 0.6, h)):
            box(x, y, bw, bh, rim)
        for _ in range(int(min(14, rng.poisson(w * h / 120)))):
            x, y, s = cx + rng.uniform(-0.42, 0.42) * w, cy + rng.uniform(-0.42, 0.42) * h, rng.uniform(0.8, 3)
            offset = np.asarray(sun["away"]) @ np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) * s * 0.6
            box(x + offset[0], y + offset[1], s, s * 0.8, building["colour"] * 0.45)
            box(x, y, s, s * 0.8, np.full(3, rng.uniform(0.45, 0.95)))
    if roof in ("bays", "banded"):
        draw_strips(rng, box, building, part, turn_of(angle), sun)
    if roof == "skylights":
        light = np.full(3, rng.uniform(0.75, 1.0)) if rng.random() < 0.7 else building["colour"] * 0.55
        step_x, step_y = rng.uniform(6, 14), rng.uniform(6, 14)
        sx, sy = rng.uniform(1, 4), rng.uniform(0.8, 1.6)
        for x in np.arange(cx - w / 2 + step_x / 2, cx + w / 2 - sx / 2, step_x):
            for y in np.arange(cy - h / 2 + step_y / 2, cy + h / 2 - sy / 2, step_y):
                box(x, y, sx, sy, light)
    if roof == "solar" or (roof in ("gable", "hip", "ribbed") and rng.random() < 0.06):
        panel = np.float32((0.12, 0.16, 0.30)) * rng.uniform(0.7, 1.6)
        box(cx, cy, w * 0.92, h * 0.85, panel)
        gap = rng.uniform(1.5, 4)
        for x in np.arange(cx - w * 0.45, cx + w * 0.45, gap):
            box(x, cy, 0.25, h * 0.85, panel * 2.2)
    if roof in ("gable", "hip") and rng.random() < 0.3:
        box(cx + rng.uniform(-0.3, 0.3) * w, cy + rng.uniform(-0.3, 0.3) * h, 0.8, 0.8, np.full(3, rng.uniform(0.2, 0.9)))
