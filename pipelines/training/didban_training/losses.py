"""Cross-entropy, heavier along outlines, plus a soft overlap loss, for the three maps."""
import torch
from torch.nn import functional as F

MAP_WEIGHT = (0.5, 0.5, 1.5)  # building before, building after, change


def outline(truth, reach=2):
    """One within `reach` pixels of an edge of a 0/1 map, else zero."""
    k = 2 * reach + 1
    return F.max_pool2d(truth, k, 1, reach) + F.max_pool2d(-truth, k, 1, reach)


def loss(logits, truth, weight, miss=0.5):
    """logits, truth, weight: (N, 3, H, W). Returns the total and the parts per map (detached).

    `miss` is the weight of what is missed against what is invented in the overlap, 0..1 (Salehi et al. 2017, Tversky
    loss); one half is the Dice loss.
    """
    logits = logits.float()
    emphasis = weight * (1 + outline(truth))
    entropy = F.binary_cross_entropy_with_logits(logits, truth, reduction="none") * emphasis
    entropy = entropy.sum((0, 2, 3)) / emphasis.sum((0, 2, 3)).clamp(min=1)
    p = torch.sigmoid(logits) * weight
    t = truth * weight
    both, found, there = [a.sum((0, 2, 3)) for a in (p * t, p, t)]
    overlap = (both + 50) / ((1 - miss) * found + miss * there + 50)
    parts = entropy + 0.5 * (1 - overlap)
    return (parts * torch.tensor(MAP_WEIGHT, device=parts.device)).sum(), parts.detach()
