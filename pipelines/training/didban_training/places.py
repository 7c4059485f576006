"""What scenes are drawn from: labelled regions, drawn by place, and tiles of open ground, drawn by kind."""
import numpy as np


def draw_weights(regions):
    """Chance of each region: places by the square root of the area of their roofs, the regions of one place by their area."""
    area, roofs = {}, {}
    for region in regions:
        area[region.place] = area.get(region.place, 0) + region.valid.sum() * region.gsd ** 2
        roofs[region.place] = roofs.get(region.place, 0) + region.mask.sum() * region.gsd ** 2
    weight = np.array([r.valid.sum() * r.gsd ** 2 / area[r.place] * np.sqrt(max(1.0, roofs[r.place])) for r in regions])
    return weight / weight.sum()


class Places:
    """Labelled regions and, where given, tiles of open ground (regions without a building)."""

    def __init__(self, labelled, ground=()):
        self.labelled, self.weights = list(labelled), draw_weights(labelled)
        self.ground = {}
        for tile in ground:
            self.ground.setdefault(tile.place, []).append(tile)

    def draw(self, rng):
        return self.labelled[rng.choice(len(self.labelled), p=self.weights)]

    def draw_ground(self, rng):
        tiles = self.ground[sorted(self.ground)[rng.integers(len(self.ground))]]
        return tiles[rng.integers(len(tiles))]
