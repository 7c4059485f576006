"""What a network says of unlabelled imagery when it looks several times, made into labels where it is sure.

The register moves the odds before anything is called sure: the network's change is more readily believed on parcels whose
building was completed between the dates, and less on those that nothing is filed for. It never decides alone, for a house
without a permit is what the network is there to find.
"""
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from .predict import predict
from .scoring import EIGHT

SURE, SURE_NOT = 0.8, 0.2
REGISTER_ODDS = {"completed": 1.5, "quiet": -1.0}  # added to the log odds of change
CORE, CORE_M2 = 0.75, 20  # as the detector asks of an object
ROOF_SHARE = 0.6  # of a roof that a piece of change must cover to be drawn along it
PLOT_SHARE = 0.5  # of a piece of change that must lie on one plot for the piece to be believed


@dataclass
class Labels:
    truth: np.ndarray   # (3, H, W) uint8: building before, building after, change
    weight: np.ndarray  # (3, H, W) float32: 0 where nothing is believed


def look(model, piece, distances):
    """Mean of looks at each ground sampling distance, the first of them mirrored as well."""
    first, *more = distances
    looks = [predict(model, piece.before, piece.after, piece.gsd, True, first)]
    looks += [predict(model, piece.before, piece.after, piece.gsd, False, gsd) for gsd in more]
    return np.mean(looks, 0, dtype=np.float32)


def with_odds(probability, odds):
    p = np.clip(probability, 1e-4, 1 - 1e-4)
    return 1 / (1 + (1 - p) / p * np.exp(-odds))


def odds_to_share(looks, pieces, share):
    """What the log odds of change must be moved by for this share of the seen ground to be called changed."""
    if not 0 < share < 1:
        return 0.0
    change = np.concatenate([soft[2][piece.seen > 0] for soft, piece in zip(looks, pieces)])
    level = float(np.clip(np.quantile(change, 1 - share), 0.02, 0.98))
    return float(np.log((1 - level) / level))


def changed_share(looks, pieces):
    change = np.concatenate([soft[2][piece.seen > 0] for soft, piece in zip(looks, pieces)])
    return float((change >= 0.5).mean())


def odds_of(piece, register):
    """Log odds that the register adds to change, per pixel."""
    odds = np.zeros(piece.parcels.shape, np.float32)
    for number in np.unique(piece.parcels):
        kind = register.kinds.get(int(number)) if number not in register.held_out else None
        if kind in REGISTER_ODDS:
            odds[piece.parcels == number] = REGISTER_ODDS[kind]
    return odds


def along_roofs(change, roofs):
    """The change drawn along the roofs that it mostly covers; elsewhere as it is."""
    labels, count = ndimage.label(roofs)
    if not count:
        return change
    covered = ndimage.mean(change, labels, np.arange(count + 1))
    whole = covered >= ROOF_SHARE
    whole[0] = False
    return (change | whole[labels]).astype(np.uint8)


def weighed_pieces(change, probability, parcels, gsd):
    """The pieces of change as three 0/1 maps: believed; too faint to be an object, as the detector says; astride plots."""
    labels, _ = ndimage.label(change, EIGHT)
    believed, faint, astride = (np.zeros_like(change) for _ in range(3))
    for k, window in enumerate(ndimage.find_objects(labels), 1):
        here = labels[window] == k
        core = (probability[window][here] >= CORE).sum() * gsd ** 2
        plots = parcels[window][here]
        share = np.bincount(np.unique(plots, return_inverse=True)[1]).max() / plots.size if plots.any() else 1
        (faint if core < CORE_M2 else astride if share < PLOT_SHARE else believed)[window][here] = 1
    return believed, faint, astride


def label(soft, piece, register):
    """Labels of a piece by what the network said there, as look() gives it."""
    before, after, change = soft
    sure = [((p >= SURE) | (p <= SURE_NOT)) & (piece.seen > 0) for p in (before, after)]
    roofs = [(p >= 0.5).astype(np.uint8) for p in (before, after)]
    believed = with_odds(change, odds_of(piece, register))
    differs = before * (1 - after) + after * (1 - before)
    found = ((believed >= 0.5) & (differs >= 0.3)).astype(np.uint8)
    good, faint, astride = weighed_pieces(found, believed, piece.parcels, piece.gsd)
    drawn = along_roofs(good, roofs[0] & (1 - roofs[1])) | along_roofs(good, roofs[1] & (1 - roofs[0]))
    certain = (drawn > 0) | (faint > 0) | (believed <= SURE_NOT)
    certain &= (astride == 0) & (piece.seen > 0)
    truth = np.stack([*roofs, drawn])
    return Labels(truth, np.stack([*sure, certain]).astype(np.float32))

