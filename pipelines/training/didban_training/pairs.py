"""Synthetic before/after pairs with exact truth, made of single-date labels.

A pair is a dict: before, after (S, S, 3 float32 in 0..1), truth (3, S, S: building before, building after, change)
and weight (3, S, S) float32, zero where the truth is not known.
"""
import cv2
import numpy as np

from .crops import blend, blob, open_crop, paste_buildings, random_crop, remove_buildings
from .procedural import procedural_states
from .remade import remade_states
from .radiometry import acquire

SIZE = 224
GSD_RANGE = (0.34, 1.05)  # metres per pixel; inference looks at 0.5 to 1
OPEN_SHARE = 0.25  # of edited scenes: ground to paste buildings on, or to stay as it is


def ground_change(rng, image, mask, places, gsd):
    """Replaces ground (never buildings) by the ground of elsewhere: fields, soil, pavement, trees."""
    other, other_mask, _ = open_crop(rng, places, image.shape[0], gsd)
    other = acquire(rng, other, 0.6)
    weight = blob(rng, image.shape[0], rng.uniform(0.1, 0.9))
    near = cv2.dilate(mask | other_mask, np.ones((5, 5), np.uint8)).astype(np.float32)
    return blend(image, other, weight * (1 - near))


def shifted(rng, image, mask, most=3.0):
    """A small misregistration: shift up to `most` pixels with a slight turn and stretch."""
    size = image.shape[0]
    offset = np.clip(rng.normal(0, most / 2.5, 2), -most, most)
    turn = cv2.getRotationMatrix2D((size / 2, size / 2), rng.normal(0, 0.3), 1 + rng.normal(0, 0.004))
    turn[:, 2] += offset
    warped = cv2.warpAffine(image, turn, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    moved = cv2.warpAffine(mask * 255, turn, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    return warped, (moved > 127).astype(np.uint8)


def edited_states(rng, places, gsd):
    """The same place at two dates: buildings added or gone, ground changed, or nothing at all."""
    image, mask, valid = (open_crop if rng.random() < OPEN_SHARE else random_crop)(rng, places, SIZE, gsd)
    states = [[image, mask], [image, mask]]
    change = np.zeros_like(mask)
    kind = rng.random()
    which = int(rng.integers(2))
    if kind < 0.30:
        cleared, left, gone = remove_buildings(rng, image, mask, rng.uniform(0.3, 1.0))
        states[which] = [cleared, left]
        change = gone
    elif kind < 0.65:
        donor, donor_mask, _ = random_crop(rng, places, SIZE, gsd, prefer=lambda share: -abs(share - 0.2))
        base, left = (image, mask)
        if rng.random() < 0.5:
            base, left, _ = remove_buildings(rng, image, mask, rng.uniform(0.5, 1.0))
        built, more, new = paste_buildings(rng, base, left, acquire(rng, donor, 0.5), donor_mask, rng.uniform(0.3, 1.0))
        states = [[base, left], [base, left]]
        states[which] = [built, more]
        change = new
    for k in (0, 1):
        if rng.random() < 0.3:
            states[k][0] = ground_change(rng, states[k][0], states[0][1] | states[1][1], places, gsd)
    return states, change, valid


def unrelated_states(rng, places, gsd):
    """Two places that have nothing in common; where both are built the change is not defined."""
    goals = [rng.choice([0.0, 0.15, 0.5]), rng.choice([0.0, 0.15, 0.5])]
    crops = [random_crop(rng, places, SIZE, gsd, tries=3, prefer=lambda share, goal=goal: -abs(share - goal)) if goal
             else open_crop(rng, places, SIZE, gsd, tries=3) for goal in goals]
    states = []
    for image, mask, _ in crops:
        if rng.random() < 0.3:
            image, mask, _ = remove_buildings(rng, image, mask, 1.0)
        states.append([image, mask])
    return states, states[0][1] ^ states[1][1], crops[0][2] & crops[1][2]


def draw_scene(rng, places, share_procedural=0.0, share_remade=0.0):
    """Two states [image, mask] of a scene without sensor and season, the change, and where each is known."""
    gsd = float(np.exp(rng.uniform(*np.log(GSD_RANGE))))
    unclear = 0
    kind = rng.random()
    if kind < share_procedural:
        states, change, valid = procedural_states(rng, places, gsd, SIZE)
    elif kind < share_procedural + share_remade:
        states, change, valid = remade_states(rng, places, gsd, SIZE)
    elif rng.random() < 0.65:
        states, change, valid = edited_states(rng, places, gsd)
    else:
        states, change, valid = unrelated_states(rng, places, gsd)
        unclear = states[0][1] & states[1][1]
    weight = np.repeat(valid[None].astype(np.float32), 3, 0)
    weight[2] *= 1 - unclear
    return states, change, weight


def finish_pair(rng, scene):
    """Draws turn, order, acquisition and misregistration of a scene."""
    states, change, weight = scene
    turns, mirror, order = int(rng.integers(4)), bool(rng.integers(2)), (0, 1) if rng.random() < 0.5 else (1, 0)

    def turned(a, axes=(0, 1)):
        a = np.rot90(a, turns, axes)
        return np.ascontiguousarray(np.flip(a, axes[1]) if mirror else a)

    strength = rng.uniform(0.3, 1.3)
    images = [acquire(rng, np.clip(turned(states[k][0]), 0, 1), strength) for k in order]
    masks = [turned(states[k][1]) for k in order]
    moved = int(rng.integers(2))
    images[moved], masks[moved] = shifted(rng, images[moved], masks[moved])
    truth = np.stack([masks[0], masks[1], turned(change)]).astype(np.float32)
    return {"before": images[0].astype(np.float32), "after": images[1].astype(np.float32), "truth": truth,
            "weight": turned(weight, (1, 2))}


def make_pair(rng, places, share_procedural=0.0):
    return finish_pair(rng, draw_scene(rng, places, share_procedural))
