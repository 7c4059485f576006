"""What scenes are drawn from: labelled regions, drawn by place, and tiles of open ground, drawn by kind."""
from dataclasses import dataclass

import numpy as np


@dataclass
class Region:
    name: str
    image: np.ndarray  # (H, W, 3) uint8, RGB
    mask: np.ndarray   # (H, W) uint8: 1 where a building stands
    valid: np.ndarray  # (H, W) uint8: 0 where no image was given or the label is not known
    gsd: float         # metres per pixel
    place: str = ""    # what it is part of; of open ground its kind


def draw_weights(regions):
    """Chance of each region: places by the square root of the area of their roofs, the regions of one place by their area."""
    area, roofs = {}, {}
    for region in regions:
        area[region.place] = area.get(region.place, 0) + region.valid.sum() * region.gsd ** 2
        roofs[region.place] = roofs.get(region.place, 0) + region.mask.sum() * region.gsd ** 2
    weight = np.array([r.valid.sum() * r.gsd ** 2 / area[r.place] * np.sqrt(max(1.0, roofs[r.place])) for r in regions])
    return weight / weight.sum()


class Places:
    """Labelled regions and, where given, tiles of open ground (regions without a building).

    Regions whose labels the network made itself are drawn in `guessed_share` of the draws, each as often as another.
    """

    def __init__(self, labelled, ground=(), guessed=(), guessed_share=0.0):
        self.labelled, self.weights = list(labelled), draw_weights(labelled)
        if guessed:
            self.weights = np.concatenate([self.weights * (1 - guessed_share), np.full(len(guessed), guessed_share / len(guessed))])
            self.labelled += guessed
        self.ground = {}
        for tile in ground:
            self.ground.setdefault(tile.place, []).append(tile)

    def draw(self, rng):
        return self.labelled[rng.choice(len(self.labelled), p=self.weights)]

    def draw_ground(self, rng):
        tiles = self.ground[sorted(self.ground)[rng.integers(len(self.ground))]]
        return tiles[rng.integers(len(tiles))]
