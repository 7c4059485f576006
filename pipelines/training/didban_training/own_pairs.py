"""Training pairs of a city's own imagery: real ones, with what is believed of them, and ones made of its dates.

A sample is (before, after, truth, weight, soft, distil): tensors of one crop. `soft` is what the shipped network said
there and `distil` where it is held to it; made pairs have none.
"""
import cv2
import numpy as np
import torch

from .normalisation import to_tensor
from .pairs import GSD_RANGE, SIZE, draw_scene, finish_pair
from .places import Places, Region
from .radiometry import acquire


LEAST_KNOWN = 0.3  # of a date, to make pairs of it


def regions_of(pieces, labels):
    """The dates of the pieces as labelled regions, but those of which little is believed; what is not is not valid."""
    regions = []
    for number, (piece, known) in enumerate(zip(pieces, labels)):
        for date, image in enumerate((piece.before, piece.after)):
            if known.weight[date].mean() < LEAST_KNOWN:
                continue
            regions.append(Region(f"own_{number}_{date}", image, known.truth[date], known.weight[date].astype(np.uint8),
                                  piece.gsd, "own"))
    return regions


def real_crop(rng, piece, known, soft):
    """A turned, mirrored crop of a real pair under acquisitions drawn anew."""
    gsd = float(np.exp(rng.uniform(*np.log(GSD_RANGE))))
    h, w = piece.seen.shape
    scale = piece.gsd / gsd
    half = SIZE / scale / 2
    centre = [rng.uniform(min(half, n / 2), max(n - half, n / 2)) for n in (w, h)]
    turn = cv2.getRotationMatrix2D(centre, 90.0 * rng.integers(4) + (rng.uniform(-20, 20) if rng.random() < 0.5 else 0), scale)
    turn[:, 2] += SIZE / 2 - np.array(centre)
    if rng.random() < 0.5:
        turn[0] = -turn[0] + np.array([0, 0, SIZE - 1])

    def warp(a, border=cv2.BORDER_REFLECT_101):
        if scale < 1:
            a = cv2.GaussianBlur(a, (0, 0), 0.5 / scale)
        return cv2.warpAffine(a, turn, (SIZE, SIZE), flags=cv2.INTER_LINEAR, borderMode=border)

    strength = rng.uniform(0, 0.8)
    images = [acquire(rng, warp(i).astype(np.float32) / 255, strength) for i in (piece.before, piece.after)]
    truth = np.stack([warp(t * 255) > 127 for t in known.truth])
    weight = np.stack([warp(k.astype(np.float32), cv2.BORDER_CONSTANT) > 0.9 for k in known.weight])
    soft = np.stack([warp(s) for s in soft])
    distil = warp(piece.seen.astype(np.float32), cv2.BORDER_CONSTANT) > 0.9
    if rng.random() < 0.5:
        images.reverse()
        truth, weight, soft = truth[[1, 0, 2]], weight[[1, 0, 2]], soft[[1, 0, 2]]
    return images, truth, weight, soft, distil


class OwnPairs(torch.utils.data.Dataset):
    """Sample number i is drawn from seeds made of i alone. As many made pairs as real ones, where any date is known well
    enough to make pairs of it.
    """

    def __init__(self, pieces, labels, soft, seed, first, count, shares=(0.0, 0.0)):
        self.pieces, self.labels, self.soft = pieces, labels, soft
        self.seed, self.first, self.count, self.shares = seed, first, count, shares
        regions = regions_of(pieces, labels)
        self.places = Places(regions) if regions else None
        area = np.array([p.seen.sum() * p.gsd ** 2 for p in pieces])
        self.chance = area / area.sum()

    def __len__(self):
        return self.count

    def __getitem__(self, index):
        cv2.setNumThreads(1)
        number = self.first + index
        rng = np.random.default_rng([self.seed, number])
        if number % 2 and self.places:
            pair = finish_pair(rng, draw_scene(rng, self.places, *self.shares))
            images, truth, weight = (pair["before"], pair["after"]), pair["truth"], pair["weight"]
            soft, distil = np.zeros_like(truth), np.zeros(truth.shape[1:])
        else:
            k = int(rng.choice(len(self.pieces), p=self.chance))
            images, truth, weight, soft, distil = real_crop(rng, self.pieces[k], self.labels[k], self.soft[k])
        return (*[to_tensor(i) for i in images], *[torch.from_numpy(np.ascontiguousarray(a, np.float32))
                                                  for a in (truth, weight, soft, distil)])
