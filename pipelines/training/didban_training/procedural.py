"""Scenes at two dates with drawn buildings, on drawn ground or on real ground, each date under its own sun.

Every building has a fate: it stands at both dates, is new, or was demolished. Ground, trees and cars change too, and
never count. Drawn at twice the resolution and averaged down.
"""
import cv2
import numpy as np

from .buildings import REPAINTED_SHARE, ROOFS, make_building, outlines, repainted
from .ground import (base_ground, draw_car, draw_field, draw_pavement, draw_pool, draw_road, draw_trees, oriented, soil)
from .render import FINER, cast_shadows, draw_buildings, draw_lean, draw_sun, empty_place, free, seen_at
from .textures import paint


def settle(rng, size, px, taken, roads):
    """Buildings of one scene: an estate along a road, a few halls, scattered houses, or a mixture."""
    placed = []

    def add(building, angle, centre):
        if free(taken, outlines(building, px, angle, np.asarray(centre))):
            placed.append({"building": building, "angle": angle, "centre": np.asarray(centre, float)})

    style = rng.choice(("estate", "halls", "scattered", "blocks", "none"), p=(0.34, 0.22, 0.22, 0.14, 0.08))
    if style == "estate":
        colours = ROOFS[rng.integers(len(ROOFS), size=rng.integers(1, 4))]
        roof = rng.choice(("hip", "gable", None), p=(0.4, 0.3, 0.3))
        base = rng.uniform(0, np.pi)
        gap = rng.uniform(12, 24) * px
        spacing = rng.uniform(35, 60) * px
        bend = rng.normal(0, 0.002)
        for row in np.arange(-size, size, spacing):
            points = []
            for t in np.arange(-size, size, 8 * px):
                turn = base + bend * t
                points.append((size / 2 + t * np.cos(turn) - row * np.sin(base), size / 2 + t * np.sin(turn) + row * np.cos(base)))
            roads.append((points, rng.uniform(5, 9)))
            for t in np.arange(-size, size, gap):
                turn = base + bend * t
                for side in (-1, 1):
                    if rng.random() < 0.12:
                        continue
                    setback = row + side * spacing * rng.uniform(0.24, 0.3)
                    centre = (size / 2 + t * np.cos(turn) - setback * np.sin(base), size / 2 + t * np.sin(turn) + setback * np.cos(base))
                    if -20 < centre[0] < size + 20 and -20 < centre[1] < size + 20:
                        colour = colours[rng.integers(len(colours))]
                        add(make_building(rng, "house", colour, roof), turn + rng.normal(0, 0.05) + (np.pi / 2 if rng.random() < 0.3 else 0), centre)
    elif style != "none":
        count = {"halls": rng.integers(1, 5), "scattered": rng.integers(2, 16), "blocks": rng.integers(2, 10)}[style]
        kinds = {"halls": ("hall", "hall", "block"), "scattered": ("house", "house", "hut", "block"), "blocks": ("block", "block", "house")}[style]
        base = rng.uniform(0, np.pi)
        for _ in range(count):
            angle = base + rng.integers(2) * np.pi / 2 if rng.random() < 0.7 else rng.uniform(0, np.pi)
            add(make_building(rng, kinds[rng.integers(len(kinds))]), angle, rng.uniform(0, size, 2))
    return placed


def fates(rng, placed):
    """Draws for each building the dates at which it stands: (True, True), new or demolished."""
    share_new = rng.choice((0.0, 0.25, 0.6, 1.0), p=(0.25, 0.2, 0.25, 0.3))
    for item in placed:
        if rng.random() < share_new:
            item["stands"] = (False, True)
        elif rng.random() < 0.08:
            item["stands"] = (True, False)
        else:
            item["stands"] = (True, True)
            item["later"] = repainted(rng, item["building"]) if rng.random() < REPAINTED_SHARE else None


def draw_ground_things(rng, image, px, roads, construction):
    for _ in range(rng.poisson(1.0)):
        draw_field(rng, image, px)
    for points, width in roads:
        draw_road(rng, image, px, points, width, paved=not construction or rng.random() < 0.5)
    for _ in range(rng.poisson(1.5)):
        draw_pavement(rng, image, px)
    if rng.random() < 0.3:
        size = image.shape[0]
        angle, at = rng.uniform(0, np.pi), rng.uniform(0, size, 2)
        step = np.array([np.cos(angle), np.sin(angle)]) * size * 1.5
        draw_road(rng, image, px, [at - step, at + rng.normal(0, 0.05 * size, 2), at + step], rng.uniform(3, 18), rng.random() < 0.8)
    if rng.random() < 0.2:
        draw_pool(rng, image, px)


def draw_lots(rng, image, px, placed, date):
    """Drives, lawns and yards around standing buildings; a bare pad where one is still to come."""
    for item in placed:
        b = item["building"]
        w, h = b["parts"][0][2:]
        if item["stands"][date]:
            if item["lawn"] is not None:
                paint(image, oriented(*item["centre"], (w + 8) * px, (h + 10) * px, item["angle"]), item["lawn"])
            if item["drive"] is not None:
                offset = np.array([np.cos(item["angle"] + np.pi / 2), np.sin(item["angle"] + np.pi / 2)]) * (h / 2 + 3) * px
                paint(image, oriented(*(item["centre"] + offset), min(w, 6) * px, 7 * px, item["angle"]), item["drive"])
        elif item["pad"] is not None:
            paint(image, oriented(*item["centre"], (w + 3) * px, (h + 3) * px, item["angle"]), item["pad"])


def make_trees(rng, size, px, taken):
    count = int(rng.choice((0, 3, 12, 40, 90)))
    trees = []
    tone = np.float32((0.2, 0.29, 0.15)) * rng.uniform(0.6, 1.5) * (1 + rng.normal(0, 0.12, 3))
    for _ in range(count):
        x, y = rng.uniform(0, size, 2)
        if not taken[int(y), int(x)]:
            trees.append((x, y, rng.uniform(1.2, 5.0) * px, np.float32(tone * np.exp(rng.normal(0, 0.15)))))
    return trees


def procedural_states(rng, places, gsd, size):
    """Two states [image, mask] of one scene, the mask of what changed, and where that is known (everywhere)."""
    fine = size * FINER
    px = FINER / gsd  # pixels per metre
    base, mask, valid, taken, drawn = empty_place(rng, places, gsd, size)
    roads = []
    placed = settle(rng, fine, px, taken, roads)
    fates(rng, placed)
    lawn, drive = soil(rng), np.full(3, rng.uniform(0.5, 0.9), np.float32)
    for item in placed:
        item["lawn"] = np.float32(lawn) if drawn and rng.random() < 0.5 else None
        item["drive"] = drive if rng.random() < 0.4 else None
        tone = rng.uniform(0.35, 0.9)
        item["pad"] = np.float32((tone, tone * 0.95, tone * 0.88)) if rng.random() < 0.25 else None
    trees = make_trees(rng, fine, px, taken)
    new_ground = rng.random() < 0.5  # the ground was remade between the dates
    seeds = rng.integers(1 << 31, size=3)
    roads_before = roads if rng.random() < 0.5 else []
    same_sun = draw_sun(rng) if rng.random() < 0.2 else None
    states, standing = [], []
    for date in (0, 1):
        image = base.copy()
        if date == 1 and new_ground and drawn and rng.random() < 0.6:
            image = base_ground(rng, fine)
        ground_rng = np.random.default_rng(seeds[1 if new_ground and date == 1 else 0])
        if drawn or roads or ground_rng.random() < 0.4:
            draw_ground_things(ground_rng, image, px, roads if date == 1 else roads_before, construction=False)
        if not drawn:  # drawn ground must not cover real buildings
            keep = cv2.resize(mask, (fine, fine), interpolation=cv2.INTER_NEAREST) > 0
            image[keep] = base[keep]
        sun, lean = same_sun or draw_sun(rng), draw_lean(rng)
        draw_lots(rng, image, px, placed, date)
        for points, _ in roads if date == 1 else roads_before:
            for k in rng.integers(len(points), size=3):
                draw_car(rng, image, px, points[k] + rng.normal(0, 2 * px, 2), rng.uniform(0, np.pi))
        here = seen_at([item for item in placed if item["stands"][date]], date)
        cast_shadows(image, here, px, sun)
        draw_trees(np.random.default_rng(seeds[2]), image, px, sun, [t for t in trees if rng.random() < 0.9])
        roofs, changed = draw_buildings(image, here, px, sun, lean, size)
        small = cv2.resize(np.clip(image, 0, 1.2), (size, size), interpolation=cv2.INTER_AREA)
        states.append([small, mask | roofs])
        standing.append(changed)
    change = (standing[0] | standing[1]) & (states[0][1] | states[1][1])
    if rng.random() < 0.5:
        states.reverse()
    return states, change, valid
