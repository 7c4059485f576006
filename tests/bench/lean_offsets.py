#!/usr/bin/env python3
"""How far outlines lie off true footprints, as metres of either view's lean: the figures of judge/ground_place.

    tests/bench/lean_offsets.py CITY:RESULT...

For every kind of change, the median offset of outlines that cover a true footprint (six tenths of both together), city
by city, is explained by the lean of the earlier and of the later view and by the median offset of the cadastre's blocks
(least squares, weighted by the root of the number of outlines). Needs GDAL's Python, python3-numpy and python3-scipy.
"""
import argparse
import collections
import json
import math
import pathlib
import re

import numpy as np
from osgeo import ogr
from scipy.spatial import cKDTree


def shapes(path):
    features = json.loads(path.read_text())["features"]
    return [(ogr.CreateGeometryFromJson(json.dumps(f["geometry"])), f["properties"]["kind"]) for f in features]


def centre(shape):
    middle = shape.Centroid()
    return np.array([middle.GetX(), middle.GetY()])


def offsets(city, result):
    """Metres east and north of every outline from the footprint that it covers, by the footprint's kind."""
    true = shapes(city / "truth" / "changes.geojson")
    centres = np.array([centre(shape) for shape, _ in true])
    metres = np.array([111320 * math.cos(math.radians(centres[0][1])), 111130])
    tree = cKDTree(centres * metres)
    found = collections.defaultdict(list)
    for outline, _ in shapes(result / "changes.geojson"):
        at = centre(outline)
        for k in tree.query_ball_point(at * metres, 8):
            shape, kind = true[k]
            common = outline.Intersection(shape)
            both = outline.GetArea() + shape.GetArea()
            if common is not None and common.GetArea() >= 0.6 * (both - common.GetArea()):
                found[kind].append((at - centres[k]) * metres)
    return found


def leans(city):
    """East and north per metre of height, of the last two scenes of city.toml: the dates of the run."""
    text = (city / "city.toml").read_text()
    views = zip(re.findall(r"off_nadir = ([\d.]+)", text), re.findall(r"view_azimuth = ([\d.]+)", text))
    return [math.tan(math.radians(float(off))) * np.array([math.sin(math.radians(float(at))), math.cos(math.radians(float(at)))])
            for off, at in views][-2:]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cities", nargs="+", metavar="CITY:RESULT")
    rows = collections.defaultdict(list)
    for pair in parser.parse_args().cities:
        city, result = map(pathlib.Path, pair.split(":"))
        before, after = leans(city)
        blocks = json.loads((result / "run.json").read_text()).get("cadastre_offset", {}).get("blocks", [])
        block = np.median([[b["east_m"], b["north_m"]] for b in blocks], axis=0) if blocks else np.zeros(2)
        for kind, moved in offsets(city, result).items():
            if len(moved) >= 4:
                median, weight = np.median(moved, axis=0), math.sqrt(len(moved))
                rows[kind] += [(before[axis], after[axis], block[axis], median[axis], weight) for axis in (0, 1)]
    print("| kind | cities | m of the earlier lean | m of the later lean | of the block's offset | left, m | before, m |\n" + "| --- " * 7 + "|")
    for kind, measured in sorted(rows.items()):
        table = np.array(measured)
        parts, seen, weight = table[:, :3], table[:, 3], table[:, 4]
        share = np.linalg.lstsq(parts * weight[:, None], seen * weight, rcond=None)[0]
        left, was = (math.sqrt(np.mean(v**2)) for v in (parts @ share - seen, seen))
        print(f"| {kind} | {len(seen) // 2} | " + " | ".join(f"{v:.2f}" for v in (*share, left, was)) + " |")


if __name__ == "__main__":
    main()
