"""Layouts of places that were remade between two dates: halls with yards, estates, houses in woods, open ground."""
import numpy as np

from .buildings import REPAINTED_SHARE, ROOFS, make_building, outlines, repainted
from .goods import fence, lorries, lorry, stack
from .ground import draw_road, oriented, soil
from .render import free
from .textures import mottled, paint, polygon_mask, window_of
from .works import blob_outline, draw_bare, draw_lawn, draw_pad, draw_pool_terrace, draw_turning_circle, draw_yard, from_local, surface

DARK_ROOFS = np.array([(0.17, 0.17, 0.18), (0.24, 0.23, 0.22), (0.31, 0.30, 0.29), (0.28, 0.23, 0.19), (0.36, 0.30, 0.25), (0.33, 0.22, 0.18)], np.float32)
BOTH, NEW = (True, True), (False, True)


class Site:
    """What stands on a place at each of two dates; the later date is the second."""

    def __init__(self, rng, size, px, taken):
        self.rng, self.size, self.px, self.taken = rng, size, px, taken
        # shares of buildings, and of works around them, that are new
        self.new_buildings, self.new_works = [(0.85, 0.85), (0.0, 0.8), (0.3, 0.1)][rng.choice(3, p=(0.5, 0.3, 0.2))]
        self.items, self.works, self.things, self.trees = [], [], [], []

    def building_fate(self):
        return NEW if self.rng.random() < self.new_buildings else BOTH

    def work_fate(self):
        return NEW if self.rng.random() < self.new_works else BOTH

    def work(self, draw, *arguments, stands=None):
        self.works.append({"stands": stands or self.work_fate(), "draw": draw, "arguments": arguments, "seed": int(self.rng.integers(1 << 31))})

    def build(self, building, angle, centre, stands, wing=None):
        """Places a building, and a wing at it, where the ground is free."""
        centre = np.asarray(centre, float)
        together = outlines(building, self.px, angle, centre) + (outlines(wing, self.px, angle, centre) if wing else [])
        if not free(self.taken, together):
            return False
        later = repainted(self.rng, building) if stands == BOTH and self.rng.random() < REPAINTED_SHARE else None
        self.items.append({"building": building, "angle": angle, "centre": centre, "stands": stands, "later": later})
        if wing:
            self.items.append({"building": wing, "angle": angle, "centre": centre, "stands": NEW})
        return True


def wing_of(rng, building):
    """A further part of the same roof beside the main part: an extension."""
    _, _, length, width = building["parts"][0]
    if rng.random() < 0.5:
        w, h = length * rng.uniform(0.25, 0.9), width * rng.uniform(0.3, 1.0)
        part = (rng.uniform(-0.5, 0.5) * (length - w), rng.choice((-1, 1)) * ((width + h) / 2 - 0.3), w, h)
    else:
        w, h = length * rng.uniform(0.2, 0.7), width * rng.uniform(0.6, 1.0)
        part = (rng.choice((-1, 1)) * ((length + w) / 2 - 0.3), rng.uniform(-0.5, 0.5) * (width - h), w, h)
    return {**building, "parts": [part], "seed": int(rng.integers(1 << 31))}


def halls(site):
    """One to three halls on yards with goods and lorries; some get a wing."""
    rng, px, size = site.rng, site.px, site.size
    base = rng.uniform(0, np.pi)
    for _ in range(rng.integers(1, 4)):
        angle = base + rng.integers(2) * np.pi / 2
        building = make_building(rng, rng.choice(("hall", "hall", "block", "house")))
        w, h = building["parts"][0][2:]
        centre = rng.uniform(0.1, 0.9, 2) * size
        stands = site.building_fate()
        wing = wing_of(rng, building) if rng.random() < 0.3 else None
        yard_w, yard_h = w + rng.uniform(4, 50), h + rng.uniform(4, 50)
        at = from_local(centre, angle, rng.uniform(-0.5, 0.5) * (yard_w - w) * px, rng.uniform(-0.5, 0.5) * (yard_h - h) * px)
        site.work(draw_yard, at, yard_w, yard_h, angle, building["colour"] if rng.random() < 0.3 else None)
        site.build(building, angle, centre, BOTH if wing and rng.random() < 0.7 else stands, wing)
        furnish(site, at, yard_w, yard_h, angle)
    for _ in range(rng.integers(0, 3)):
        w, h = np.exp(rng.uniform(np.log(8), np.log(50), 2))
        at = rng.uniform(0, size, 2)
        site.work(draw_yard, at, w, h, base)
        furnish(site, at, w, h, base)
    if rng.random() < 0.5:
        step = np.array([np.cos(base), np.sin(base)]) * 1.5 * size
        middle = rng.uniform(0, size, 2)
        site.work(draw_road, [middle - step, middle + step], rng.uniform(5, 12))


def clear_of_roofs(site, at, reach):
    x, y = np.asarray(at, int)
    near = site.taken[max(0, y - reach):max(0, y + reach + 1), max(0, x - reach):max(0, x + reach + 1)]
    return near.size > 0 and not near.any()


def furnish(site, centre, w, h, angle):
    """Lorries and goods on a yard, away from roofs."""
    rng, px = site.rng, site.px
    for _ in range(rng.poisson(2.5)):
        at = from_local(centre, angle, rng.uniform(-0.42, 0.42) * w * px, rng.uniform(-0.42, 0.42) * h * px)
        if not clear_of_roofs(site, at, int(4 * px)):
            continue
        turn = angle + rng.integers(2) * np.pi / 2 + rng.normal(0, 0.03)
        kind, stands = rng.random(), NEW if rng.random() < 0.7 else BOTH
        if kind < 0.3:
            site.things.append(lorry(rng, px, at, turn, stands))
        elif kind < 0.5:
            site.things += lorries(rng, px, at, turn, stands, int(rng.integers(2, 7)))
        else:
            for k in range(rng.integers(1, 6)):
                site.things.append(stack(rng, px, from_local(at, turn, 0, 2.8 * k * px), turn, stands))


def estate(site):
    """Lots along a road that ends in a turning circle: lawns in tones of their own, fences, drives, pools."""
    rng, px, size = site.rng, site.px, site.size
    angle = rng.uniform(0, 2 * np.pi)
    end = rng.uniform(0.3, 0.7, 2) * size
    width, radius = rng.uniform(5, 9), rng.uniform(8, 13)
    start = from_local(end, angle, -1.5 * size, 0)
    if rng.random() < 0.4:
        site.work(draw_bare, end, rng.uniform(40, 90), ("earth", "gravel"))
    lot_w, lot_h = rng.uniform(14, 24), rng.uniform(24, 40)
    palette = DARK_ROOFS if rng.random() < 0.45 else ROOFS
    colours = palette[rng.integers(len(palette), size=rng.integers(1, 4))]
    lawn, variety = soil(rng) * rng.uniform(0.6, 1.1), rng.choice((0.03, 0.15))
    if rng.random() < 0.45:  # lawns in the tone of the roofs: shape and shade must tell them apart
        lawn = 0.7 * colours[0] * rng.uniform(0.85, 1.25) + 0.3 * lawn
    drive = surface(rng, ("concrete", "asphalt", "bright", "gravel"))[0]
    rail, high = np.float32(rng.choice((0.25, 0.5, 0.85))) * np.float32((1, 0.95, 0.85)), rng.uniform(0.8, 2.2)
    fenced = rng.random() < 0.7
    for x in np.arange(-size * 0.8 / px, 0.25 * lot_w, lot_w):
        for side in (-1, 1):
            lot = from_local(end, angle, x * px, side * (width / 2 + 1.5 + lot_h / 2) * px)
            if not (-10 * px < lot[0] < size + 10 * px and -10 * px < lot[1] < size + 10 * px) or rng.random() < 0.1:
                continue
            turn = angle if side > 0 else angle + np.pi  # the road lies at -y of every lot
            furnish_lot(site, lot, lot_w, lot_h, turn, np.float32(lawn * np.exp(rng.normal(0, variety)) * (1 + rng.normal(0, variety / 3, 3))),
                        drive, colours[rng.integers(len(colours))], (rail, high) if fenced else None)
    site.work(draw_turning_circle, [start, end], width, radius)
    if rng.random() < 0.4:
        clear_wood(site, rng.uniform(0.2, 0.9))


def draw_drive(rng, image, px, centre, w, h, angle, colour):
    paint(image, oriented(*centre, w * px, h * px, angle), colour, mottled(rng, 0.05))


def furnish_lot(site, lot, w, h, angle, lawn, drive, roof, rail):
    rng, px = site.rng, site.px
    fate = site.building_fate()
    works = NEW if fate == NEW else site.work_fate()
    if rng.random() < 0.85:
        site.work(draw_lawn, lot, w - rng.uniform(0, 1.5), h, angle, lawn, stands=works)
    setback = rng.uniform(0.16, 0.3) * h
    house = from_local(lot, angle, rng.normal(0, 0.5) * px, -setback * px)
    if rng.random() < 0.8:
        at = from_local(lot, angle, rng.uniform(-0.25, 0.25) * w * px, -0.36 * h * px)
        site.work(draw_drive, at, rng.uniform(2.5, 6.5), 0.3 * h, angle, drive, stands=works)
    kind = rng.random()
    if kind < 0.78:
        building = make_building(rng, "house", roof)
        wing = wing_of(rng, building) if rng.random() < 0.1 else None
        site.build(building, angle, house, BOTH if wing else fate, wing)
    elif kind < 0.88:
        site.work(draw_pad, house, rng.uniform(8, 14), rng.uniform(7, 12), angle, stands=works)
    back = from_local(lot, angle, rng.uniform(-0.2, 0.2) * w * px, 0.25 * h * px)
    if rng.random() < 0.15:
        site.work(draw_pool_terrace, back, rng.uniform(6, 11), rng.uniform(3, 5), angle, stands=works)
    elif rng.random() < 0.12:
        site.work(draw_drive, back, rng.uniform(3, 8), rng.uniform(3, 6), angle, drive, stands=works)
    elif rng.random() < 0.1:
        site.build(make_building(rng, "hut"), angle, back, fate)
    if rail:
        corners = [from_local(lot, angle, sx * w / 2 * px, sy * h / 2 * px) for sx, sy in ((-1, -0.2), (-1, 1), (1, 1), (1, -0.2), (-1, -0.2))]
        for a, b in zip(corners, corners[1:]):
            if rng.random() < 0.9:
                site.things.append(fence(rng, px, a, b, works, *rail))


def woods(site):
    """Dark roofs among trees, and pieces of wood felled between the dates."""
    rng, px, size = site.rng, site.px, site.size
    for _ in range(rng.integers(2, 10)):
        kind = ("house", "house", "hut", "block")[rng.integers(4)]
        colour = DARK_ROOFS[rng.integers(len(DARK_ROOFS))] if rng.random() < 0.75 else None
        roof = ("gable", "hip", "hip", "flat")[rng.integers(4)]
        building = make_building(rng, kind, colour, roof)
        building["pitch"] = rng.uniform(0.3, 0.8)
        wing = wing_of(rng, building) if rng.random() < 0.15 else None
        site.build(building, rng.uniform(0, np.pi), rng.uniform(0, size, 2), BOTH if wing else site.building_fate(), wing)
    if rng.random() < 0.4:
        site.work(draw_road, [rng.uniform(0, size, 2) - size, rng.uniform(0, size, 2), rng.uniform(0, size, 2) + size], rng.uniform(2.5, 6))
    grow_trees(site, rng.uniform(0.15, 0.9))


def open_ground(site):
    """Works of every kind without a new building; roofs, if any, stand at both dates."""
    rng, px, size = site.rng, site.px, site.size
    site.new_buildings = 0.0
    for _ in range(rng.integers(0, 5)):
        site.build(make_building(rng, ("house", "block", "hall", "hut")[rng.integers(4)]), rng.uniform(0, np.pi), rng.uniform(0, size, 2), BOTH)
    angle = rng.uniform(0, np.pi)
    for _ in range(rng.integers(2, 9)):
        kind, at, turn = rng.random(), rng.uniform(0, size, 2), angle + rng.integers(2) * np.pi / 2
        if kind < 0.25:
            w, h = np.exp(rng.uniform(np.log(6), np.log(50), 2))
            site.work(draw_yard, at, w, h, turn)
            furnish(site, at, w, h, turn)
        elif kind < 0.4:
            site.work(draw_bare, at, rng.uniform(4, 30))
        elif kind < 0.55:
            site.work(draw_pad, at, rng.uniform(7, 30), rng.uniform(6, 18), turn)
        elif kind < 0.65:
            site.work(draw_pool_terrace, at, rng.uniform(6, 14), rng.uniform(3, 7), turn)
        elif kind < 0.75:
            site.work(draw_turning_circle, [from_local(at, turn, -size, 0), at], rng.uniform(4, 9), rng.uniform(7, 14))
        elif kind < 0.9 and clear_of_roofs(site, at, int(6 * px)):
            site.things += lorries(rng, px, at, turn, NEW, int(rng.integers(1, 6)))
        else:
            site.work(draw_lawn, at, rng.uniform(8, 30), rng.uniform(8, 30), turn, np.float32(soil(rng)))
    if rng.random() < 0.4:
        grow_trees(site, rng.uniform(0.05, 0.5))


def crowns(site, cover):
    """Crowns (x, y, radius, colour) that cover about a share of the place, few of them with their middle on a roof."""
    rng, px, size = site.rng, site.px, site.size
    mean = rng.uniform(2, 4.5)
    tone = np.float32((0.19, 0.27, 0.14)) * rng.uniform(0.5, 1.3) * (1 + rng.normal(0, 0.12, 3))
    for _ in range(min(260, int(cover * (size / px) ** 2 / (np.pi * mean ** 2)))):
        x, y = rng.uniform(0, size, 2)
        if not site.taken[int(y), int(x)] or rng.random() < 0.12:
            yield x, y, mean * np.exp(rng.normal(0, 0.3)) * px, np.float32(tone * np.exp(rng.normal(0, 0.15)))


def draw_felled(rng, image, _, outline, colour):
    paint(image, outline, colour, mottled(rng, 0.15))


def clear_wood(site, cover):
    """A wood that made room for the site; single trees stay between the roofs."""
    left = site.rng.uniform(0, 0.5)
    site.trees += [(*crown, BOTH if site.rng.random() < left else (True, False)) for crown in crowns(site, cover)]


def grow_trees(site, cover):
    """Trees at both dates, some over the edges of roofs; with luck a piece of wood is felled and leaves bare soil."""
    rng, px, size = site.rng, site.px, site.size
    felled = None
    if rng.random() < 0.5:
        outline = blob_outline(rng, rng.uniform(0, size, 2), rng.uniform(8, 35) * px)
        felled = np.zeros((size, size), np.uint8)
        window = window_of(outline, felled.shape)
        if window is not None:
            felled[window] = polygon_mask(outline, window)
        colour = surface(rng, ("earth", "earth", "gravel"))[0] if rng.random() < 0.7 else soil(rng)
        site.work(draw_felled, outline, colour, stands=BOTH)
    for crown in crowns(site, cover):
        gone = felled is not None and felled[int(crown[1]), int(crown[0])]
        site.trees.append((*crown, (True, False) if gone else BOTH))
