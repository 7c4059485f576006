"""Cross-entropy, heavier along outlines, plus the soft Dice loss, for the three maps."""
import torch
from torch.nn import functional as F

MAP_WEIGHT = (0.5, 0.5, 1.5)  # building before, building after, change


def outline(truth, reach=2):
    """One within `reach` pixels of an edge of a 0/1 map, else zero."""
    k = 2 * reach + 1
    return F.max_pool2d(truth, k, 1, reach) + F.max_pool2d(-truth, k, 1, reach)


def loss(logits, truth, weight):
    """logits, truth, weight: (N, 3, H, W). Returns the total and the parts per map (detached)."""
    logits = logits.float()
    emphasis = weight * (1 + outline(truth))
    entropy = F.binary_cross_entropy_with_logits(logits, truth, reduction="none") * emphasis
    entropy = entropy.sum((0, 2, 3)) / emphasis.sum((0, 2, 3)).clamp(min=1)
    p = torch.sigmoid(logits) * weight
    t = truth * weight
    dice = 1 - (2 * (p * t).sum((0, 2, 3)) + 100) / (p.sum((0, 2, 3)) + t.sum((0, 2, 3)) + 100)
    parts = entropy + 0.5 * dice
    return (parts * torch.tensor(MAP_WEIGHT)).sum(), parts.detach()
