"""Batches of drawn pairs, the same whatever the number of workers that draw them."""
import numpy as np
import torch

from .normalisation import to_tensor
from .pairs import draw_scene, finish_pair


class Batches(torch.utils.data.Dataset):
    """Batch number b is drawn from seeds made of b alone, so any number of workers gives the same batches.

    The batches take turns in LANES lanes. A lane draws the scenes of one batch and serves them `repeats` times, under
    acquisitions drawn anew: drawing is the dear part. Each worker keeps the scenes of its own lanes where their number
    is a multiple of that of the workers.
    """

    LANES = 16

    def __init__(self, places, seed, shares, repeats, size, first, count):
        self.places, self.seed, self.shares, self.repeats, self.size = places, seed, shares, repeats, size
        self.first, self.count, self.scenes = first, count, {}

    def __len__(self):
        return self.count

    def scene(self, block, lane, k):
        if (block, lane, k) not in self.scenes:
            for old in [key for key in self.scenes if key[0] < block]:
                del self.scenes[old]
            states, change, weight = draw_scene(np.random.default_rng([self.seed, 0, block, lane, k]), self.places, *self.shares)
            self.scenes[block, lane, k] = [[i.astype(np.float16), m] for i, m in states], change, weight.astype(np.uint8)  # hundreds are kept
        states, change, weight = self.scenes[block, lane, k]
        return [[i.astype(np.float32), m] for i, m in states], change, weight.astype(np.float32)

    def __getitem__(self, index):
        if index >= self.count:
            raise IndexError(index)
        number = self.first + index
        block, lane = number // (self.LANES * self.repeats), number % self.LANES
        pairs = [finish_pair(np.random.default_rng([self.seed, 1, number, k]), self.scene(block, lane, k)) for k in range(self.size)]
        images = [torch.stack([to_tensor(p[date]) for p in pairs]).half() for date in ("before", "after")]
        return (*images, *(torch.from_numpy(np.stack([p[key] for p in pairs]).astype(np.uint8)) for key in ("truth", "weight")))


def on_device(batch, device):
    return [tensor.to(device, non_blocking=True).float() for tensor in batch]


def prefetch(workers):
    """What a DataLoader is told of drawing ahead; newer versions of torch refuse to be told it without workers."""
    return {"prefetch_factor": 4} if workers else {}
