"""Lists and pictures the largest misses and false alarms of change maps.

    python3 -m didban_training.worst --scores MAPS --data VALIDATION --out DIR [--count 10]

MAPS is what tests/bench/score_change_sets.sh wrote with the built program, or didban_training.evaluate with the bare network.

The pictures show before, after, and the map (white right, red false alarm, green missed). Their imagery keeps the terms
of its data set: look at them, do not publish those of research-only sets.
"""
import argparse
import csv
import os

import cv2
import numpy as np
from osgeo import gdal
from scipy import ndimage

from .scoring import EIGHT, OVERLAP
from .validation_sets import SETS, pairs

MARGIN_M = 25
SHOWN = 256


def failures(objects, other):
    """(area in pixels, window) of the components of `objects` that `other` does not confirm."""
    labels, count = ndimage.label(objects, EIGHT)
    rows = []
    for k, window in enumerate(ndimage.find_objects(labels), 1):
        part = labels[window] == k
        if other[window][part].sum() < OVERLAP * part.sum():
            rows.append((int(part.sum()), window))
    return rows


def map_of(scores, name, file):
    """Path of the change map of a pair: as the program writes it, else as evaluate does."""
    stem = os.path.splitext(file)[0]
    program = os.path.join(scores, name, stem, "change.tif")
    return program if os.path.exists(program) else os.path.join(scores, name, stem + "_change.tif")


def picture(before, after, predicted, label, window, gsd):
    margin = int(MARGIN_M / gsd)
    rows = slice(max(0, window[0].start - margin), window[0].stop + margin)
    columns = slice(max(0, window[1].start - margin), window[1].stop + margin)
    p, t = predicted[rows, columns], label[rows, columns]
    verdict = np.zeros((*p.shape, 3), np.uint8)
    verdict[p & t], verdict[p & ~t], verdict[~p & t] = (255, 255, 255), (0, 0, 255), (0, 255, 0)
    return np.hstack([cv2.resize(i, (SHOWN, SHOWN)) for i in (before[rows, columns, ::-1], after[rows, columns, ::-1], verdict)])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scores", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--count", type=int, default=10)
    args = parser.parse_args()
    os.makedirs(args.out, exist_ok=True)
    with open(os.path.join(args.out, "worst.csv"), "w", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(("set", "kind", "pair", "row", "column", "area_m2"))
        for name in SETS:
            found = []
            if not os.path.isdir(os.path.join(args.scores, name)):
                continue
            for file, before, after, label, gsd in pairs(args.data, name):
                predicted = gdal.Open(map_of(args.scores, name, file)).ReadAsArray() >= 0.5
                for kind, rows in (("missed", failures(label, predicted)), ("false alarm", failures(predicted, label))):
                    found += [(kind, area * gsd * gsd, file, window, picture(before, after, predicted, label, window, gsd))
                              for area, window in rows]
            for kind in ("missed", "false alarm"):
                worst = sorted((f for f in found if f[0] == kind), key=lambda f: -f[1])[:args.count]
                for _, area, file, window, _ in worst:
                    table.writerow((name, kind, file, window[0].start, window[1].start, round(area, 1)))
                if worst:
                    cv2.imwrite(os.path.join(args.out, f"{name}_{kind.replace(' ', '_')}.png"), np.vstack([f[4] for f in worst]))


if __name__ == "__main__":
    main()
