"""A drawn town of dry countries: streets of walled lots with flat roofs, party walls, courts and yards of bare earth."""
import numpy as np

from .buildings import make_building
from .goods import fence
from .ground import draw_road
from .sites import BOTH, NEW
from .works import draw_bare, draw_pad, draw_yard, from_local, surface

# concrete, aluminium felt, tar, mud, brick, and sheets: blue, green, rusty
TOWN_ROOFS = np.array([
    (0.60, 0.58, 0.55), (0.70, 0.68, 0.64), (0.78, 0.79, 0.81), (0.88, 0.88, 0.87), (0.24, 0.24, 0.25), (0.38, 0.37, 0.36),
    (0.70, 0.60, 0.47), (0.60, 0.48, 0.37), (0.52, 0.33, 0.26), (0.22, 0.42, 0.68), (0.30, 0.46, 0.38), (0.46, 0.27, 0.19),
], np.float32)


def walled_town(site):
    rng, px, size = site.rng, site.px, site.size
    angle, middle = rng.uniform(0, 2 * np.pi), rng.uniform(0.3, 0.7, 2) * size
    lot_w, lot_h, street = rng.uniform(8, 16), rng.uniform(16, 28), rng.uniform(4, 10)
    reach = size / px
    site.work(draw_bare, middle, reach, ("earth", "gravel"), stands=BOTH)
    roofs = TOWN_ROOFS[rng.integers(len(TOWN_ROOFS), size=rng.integers(2, 6))]
    wall, tall = surface(rng, ("earth", "concrete"))[0], rng.uniform(1.8, 3)
    paved = rng.random() < 0.7
    for row, y in enumerate(np.arange(-reach, reach, 2 * lot_h + street)):
        line = [from_local(middle, angle, x * px, (y - street / 2) * px) for x in (-2 * reach, 2 * reach)]
        site.work(draw_road, line, street, paved, stands=BOTH)
        for x in np.arange(-reach, reach, lot_w):
            for side in (0, 1):  # two lots back to back between two streets
                lot = from_local(middle, angle, x * px, (y + (0.5 + side) * lot_h) * px)
                if (np.abs(lot - size / 2) < size / 2 + lot_h * px).all():
                    fill_lot(site, lot, lot_w, lot_h, angle + side * np.pi, roofs[rng.integers(len(roofs))], (wall, tall))


def fill_lot(site, lot, w, h, angle, roof, wall):
    """House, bare lot, slab or nothing; the house spans the lot between its party walls and leaves a court."""
    rng, px = site.rng, site.px
    kind = rng.random()
    if kind < 0.12:
        return
    fate = site.building_fate()
    walls = BOTH if rng.random() < 0.6 else fate
    for x0, y0, x1, y1 in ((-w / 2, -h / 2, w / 2, -h / 2), (-w / 2, -h / 2, -w / 2, h / 2)):
        ends = [from_local(lot, angle, x * px, y * px) for x, y in ((x0, y0), (x1, y1))]
        site.things.append(fence(rng, px, *ends, walls, *wall))
    if rng.random() < 0.6:
        site.work(draw_yard, lot, w - 0.6, h - 0.6, angle, stands=fate)
    depth = h * rng.uniform(0.4, 0.75)
    at = from_local(lot, angle, 0, rng.choice((-1, 1)) * (h - depth - 1) / 2 * px)
    if kind < 0.2:
        site.work(draw_pad, at, w - 2, depth, angle, stands=NEW)
    elif kind > 0.25:
        house = make_building(rng, "house", roof, rng.choice(("flat", "flat", "flat", "flat", "ribbed", "gable")))
        parts = [(0.0, 0.0, w - 1.3, depth)]
        if rng.random() < 0.3:  # a wing along one wall of the court
            parts.append((rng.choice((-1, 1)) * (w - 1.3) * 0.35, depth * 0.6, (w - 1.3) * 0.3, depth * 0.5))
        site.build({**house, "parts": parts, "height": rng.uniform(3, 13)}, angle, at, fate)
