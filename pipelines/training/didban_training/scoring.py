"""Pixel and object scores of change maps, counted over a whole set.

Objects are 8-connected components of at least `minimum` pixels; a labelled object is found when 30 % of it is
predicted, a predicted object is right when 30 % of it is labelled.
"""
import numpy as np
from scipy import ndimage

EIGHT = np.ones((3, 3), int)
OVERLAP = 0.3


def matched(objects, other, minimum):
    """How many components of `objects` overlap `other` enough, and how many do not."""
    labels, count = ndimage.label(objects, EIGHT)
    if not count:
        return 0, 0
    index = np.arange(1, count + 1)
    area = ndimage.sum_labels(np.ones_like(labels), labels, index)
    hit = ndimage.sum_labels(other, labels, index)
    large = area >= minimum
    good = int((hit[large] >= OVERLAP * area[large]).sum())
    return good, int(large.sum()) - good


class Score:
    """Adds up pairs; `result()` gives precision, recall and F1 of pixels and objects."""

    def __init__(self, minimum=64):
        self.minimum, self.pairs = minimum, 0
        self.pixels = np.zeros(3)
        self.found, self.right = np.zeros(2), np.zeros(2)

    def add(self, predicted, label):
        self.pairs += 1
        self.pixels += ((predicted & label).sum(), (predicted & ~label).sum(), (~predicted & label).sum())
        self.found += matched(label, predicted, self.minimum)
        self.right += matched(predicted, label, self.minimum)

    def result(self):
        def figures(precision, recall):
            return {"precision": round(precision, 4), "recall": round(recall, 4),
                    "f1": round(2 * precision * recall / max(1e-9, precision + recall), 4)}

        tp, fp, fn = self.pixels
        return {"pairs": self.pairs,
                "pixel": figures(tp / max(1, tp + fp), tp / max(1, tp + fn)),
                "object": figures(self.right[0] / max(1, self.right.sum()), self.found[0] / max(1, self.found.sum())),
                "labelled_objects": int(self.found.sum()), "predicted_objects": int(self.right.sum())}
