"""How well a network tells parcels whose building was completed from quiet ones, and whether another is better."""
import numpy as np
from scipy.stats import rankdata

from .own_imagery import parcel_boxes, parcel_piece
from .teacher import look

LEAST_M2 = 25  # of a building
MOST = 300  # parcels of a kind that are looked at
FEWEST = 10  # of each kind, to compare by
DRAWS = 1000  # of the bootstrap
CHANCE = 0.05


def scored_parcels(pair, register, seed):
    """[(piece around the parcel, its number, 1 completed or 0 quiet)] of held-out parcels."""
    boxes, rng, out = parcel_boxes(pair), np.random.default_rng([seed, 77]), []
    for answer, kind in ((1, "completed"), (0, "quiet")):
        numbers = [n for n in sorted(register.scored(kind)) if n in boxes]
        for k in sorted(rng.permutation(len(numbers))[:MOST]):
            piece = parcel_piece(pair, boxes[numbers[k]])
            inside = piece.parcels == numbers[k]
            if piece.seen[inside].mean() > 0.5 and inside.sum() * pair.gsd ** 2 >= LEAST_M2:
                out.append((piece, numbers[k], answer))
    return out


def reached(change, inside, gsd):
    """The probability that a building's worth of the parcel reaches."""
    least = int(np.ceil(LEAST_M2 / gsd ** 2))
    return float(np.partition(change[inside], -least)[-least])


def parcel_probabilities(model, parcels, distances):
    return np.array([reached(look(model, piece, distances)[2], piece.parcels == number, piece.gsd)
                     for piece, number, _ in parcels])


def area_under_curve(p, answer):
    ranks, yes = rankdata(p), answer.sum()
    return float((ranks[answer > 0].sum() - yes * (yes + 1) / 2) / (yes * (len(p) - yes)))


def brier(p, answer):
    """Each kind weighs one half, however many parcels it has."""
    error = (p - answer) ** 2
    return float((error[answer > 0].mean() + error[answer == 0].mean()) / 2)


def figures(p, answer):
    return {"completed": int(answer.sum()), "quiet": int((1 - answer).sum()), "auc": round(area_under_curve(p, answer), 4),
            "brier": round(brier(p, answer), 4), "quiet_flagged": round(float((p[answer == 0] >= 0.5).mean()), 4),
            "completed_found": round(float((p[answer > 0] >= 0.5).mean()), 4)}


def compare(before, after, answer, seed):
    """(taken, why): the later network is taken when neither score is worse and one is better by more than chance.

    Chance: a bootstrap over parcels, each kind drawn by itself.
    """
    rng = np.random.default_rng([seed, 78])
    kinds = [np.flatnonzero(answer == k) for k in (0, 1)]
    gains = []
    for _ in range(DRAWS):
        drawn = np.concatenate([rng.choice(k, len(k)) for k in kinds])
        a, b, t = before[drawn], after[drawn], answer[drawn]
        gains.append((area_under_curve(b, t) - area_under_curve(a, t), brier(a, t) - brier(b, t)))
    gain = (area_under_curve(after, answer) - area_under_curve(before, answer), brier(before, answer) - brier(after, answer))
    low = np.quantile(gains, CHANCE, axis=0)
    for name, value in zip(("AUC", "Brier score"), gain):
        if value < 0:
            return False, f"the {name} is worse by {-value:.4f}"
    if (low <= 0).all():
        return False, f"the gains (AUC {gain[0]:+.4f}, Brier score {-gain[1]:+.4f}) are within chance"
    return True, f"AUC {gain[0]:+.4f}, Brier score {-gain[1]:+.4f}"
