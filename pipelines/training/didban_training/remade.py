"""Drawn places that were remade between two dates: ground works come and go with buildings, and only buildings count.

Without such scenes "the ground was remade here" would stand for "a roof came". Wings added to standing buildings, and
dark roofs half under trees, are drawn here as well.
"""
import cv2
import numpy as np

from .goods import draw_things
from .ground import base_ground, draw_trees
from .render import FINER, cast_shadows, draw_buildings, draw_lean, draw_sun, empty_place, seen_at
from .sites import Site, estate, grow_trees, halls, open_ground, woods
from .towns import walled_town

LAYOUTS = ((halls, 0.26), (estate, 0.24), (woods, 0.18), (open_ground, 0.14), (walled_town, 0.18))


def lay_out(rng, size, px, taken, layout=None):
    """A site of the given layout, or of one drawn by its share."""
    site = Site(rng, size, px, taken)
    (layout or LAYOUTS[rng.choice(len(LAYOUTS), p=[share for _, share in LAYOUTS])][0])(site)
    if not site.trees and rng.random() < 0.4:
        grow_trees(site, rng.uniform(0.01, 0.12))
    return site


def remade_states(rng, places, gsd, size, layout=None):
    """Two states [image, mask] of one site, the mask of what changed, and where that is known."""
    fine, px = size * FINER, FINER / gsd
    base, mask, valid, taken, drawn = empty_place(rng, places, gsd, size)
    keep = cv2.resize(mask, (fine, fine), interpolation=cv2.INTER_NEAREST) > 0
    site = lay_out(rng, fine, px, taken, layout)
    later = base_ground(rng, fine) if drawn and rng.random() < 0.3 else base
    over = rng.random() < 0.7  # crowns reach over the edges of roofs
    seed = int(rng.integers(1 << 31))
    same_sun = draw_sun(rng) if rng.random() < 0.2 else None
    states, changed = [], []
    for date in (0, 1):
        image = (later if date else base).copy()
        for work in site.works:
            if work["stands"][date]:
                work["draw"](np.random.default_rng(work["seed"]), image, px, *work["arguments"])
        image[keep] = base[keep]
        sun, lean = same_sun or draw_sun(rng), draw_lean(rng)
        here = seen_at([item for item in site.items if item["stands"][date]], date)
        trees = [t[:4] for t in site.trees if t[4][date] and rng.random() < 0.95]
        cast_shadows(image, here, px, sun)
        draw_things(np.random.default_rng(seed), image, px, [t for t in site.things if t["stands"][date]], sun)
        if not over:
            draw_trees(np.random.default_rng(seed), image, px, sun, trees)
        roofs, moved = draw_buildings(image, here, px, sun, lean, size)
        if over:
            draw_trees(np.random.default_rng(seed), image, px, sun, trees)
        states.append([cv2.resize(np.clip(image, 0, 1.2), (size, size), interpolation=cv2.INTER_AREA), mask | roofs])
        changed.append(moved)
    change = (changed[0] | changed[1]) & (states[0][1] | states[1][1])
    if rng.random() < 0.5:
        states.reverse()
    return states, change, valid
