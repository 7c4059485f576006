"""Adapts an exported network to the imagery of one city without labels, and takes it only if it is better.

    python3 -m didban_training.adapt --model NAME.onnx --register FOLDER --out OWN.onnx [--city NAME]
    python3 -m didban_training.adapt --model NAME.onnx --pair BEFORE AFTER [--pair ...] [--gsd M] --out OWN.onnx --accept

The network looks at the city's pairs several times over; what it is sure of becomes labels, the register moves the odds
(teacher.py), and it learns from real crops and from pairs made of the same imagery (own_pairs.py), held to what it said
before. This is done in rounds. FOLDER is what `didban train adapt` writes (own_imagery.py). The same input gives the
same bytes on one thread.

Exit: 0 taken and written, 2 wrong input, 3 done, but not better: nothing is written.
"""
import argparse
import copy
import hashlib
import json
import os
import sys
import tempfile

import cv2
import numpy as np
import torch

from .batches import prefetch
from .export_onnx import export, largest_difference
from .losses import loss
from .network import ChangeNet
from .own_imagery import BadInput, OwnPair, Register, draw_pieces, load_register
from .own_pairs import OwnPairs
from .parcel_scores import FEWEST, compare, figures, parcel_probabilities, scored_parcels
from .predict import predict
from .teacher import changed_share, label, look, odds_to_share, with_odds
from .warm_start import load_folded, warm_start

NOT_BETTER = 3
PIECES = 40  # most that are learned from
BATCH = 6
RATE = 1e-4
AVERAGE = 0.98
HOLD = 10.0  # weight of what the parent said
MOMENTS = 24  # samples whose statistics the batch normalisations hold
MOST_NEW = 0.05  # of a piece that may newly be called changed where no parcels tell whether that is right
SHARES = (0.05, 0.05)  # drawn scenes among the made pairs, so that what the city lacks is not forgotten


def distances_of(card):
    return [card["input"]["gsd_m"], *card["input"].get("more_gsd_m", [])]


def read_parent(path):
    """(card, SHA-256 of the file) of an exported network."""
    try:
        with open(path, "rb") as stream:
            digest = hashlib.sha256(stream.read()).hexdigest()
        with open(os.path.splitext(path)[0] + ".json") as stream:
            card = json.load(stream)
        if card["weights"]["sha256"] != digest:
            raise BadInput(f"{path}: is not the file its card describes; fetch both again")
        distances_of(card)
    except (OSError, KeyError, ValueError) as error:
        raise BadInput(f"{path}: is no network with a card beside it ({error})") from None
    return card, digest


def guarded(function, *arguments):
    """The training code says what is wrong with a file by SystemExit."""
    try:
        return function(*arguments)
    except SystemExit as error:
        raise BadInput(str(error)) from None


def decided_at_half(model, decision):
    """Moves the change so that what the card decides at `decision` is decided at 0.5, as the program does."""
    with torch.no_grad():
        model.change.head.bias -= float(np.log(decision / (1 - decision)))
    return model


def parent_network(path, decision):
    """The exported network as the program uses it; batch normalisations only add the folded bias."""
    model = ChangeNet().eval()
    guarded(load_folded, model, path)
    return decided_at_half(model, decision)


def trainable(path, samples, decision):
    """The same function with batch normalisations that hold the statistics of these samples."""
    model = ChangeNet()
    batches = torch.utils.data.DataLoader(samples, batch_size=BATCH)
    guarded(warm_start, model, path, ((sample[0], sample[1]) for sample in batches))
    return decided_at_half(model.eval(), decision)


def rest_norms(model):
    """Training mode, but for batch normalisations, which keep their statistics."""
    model.train()
    for module in model.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.eval()


def follow(average, model, decay):
    with torch.no_grad():
        for slow, fast in zip(average.parameters(), model.parameters()):
            slow.lerp_(fast, 1 - decay)


def learn(model, average, samples, rate, workers):
    optimiser = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0)
    batches = torch.utils.data.DataLoader(samples, batch_size=BATCH, num_workers=workers, **prefetch(workers))
    rest_norms(model)
    losses = []
    for step, (before, after, truth, weight, soft, distil) in enumerate(batches):
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1, (step + 1) / 10) * (1 - step / len(batches))
        logits = model(before, after)
        total, _ = loss(logits, truth, weight)
        held = ((torch.sigmoid(logits) - soft) ** 2 * distil[:, None]).sum() / (3 * distil.sum()).clamp(min=1)
        optimiser.zero_grad(set_to_none=True)
        (total + HOLD * held).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        follow(average, model, min(AVERAGE, (step + 1) / (step + 10)))
        losses.append((float(total.detach()), float(held.detach())))
    return np.mean(losses, 0)


def call_as_much(average, model, looks, pieces, share):
    """Moves the change of both networks so that as much ground is called changed as before; returns the looks moved.

    Pairs that were made hold more change than a city does, and would teach to see it everywhere.
    """
    odds = odds_to_share(looks, pieces, share)
    with torch.no_grad():
        for network in (average, model):
            network.change.head.bias += odds
    return [np.stack([*soft[:2], with_odds(soft[2], odds)]) for soft in looks]


def adapt(path, pieces, register, distances, decision, settings, say=print):
    """(parent, adapted): torch networks that decide at 0.5. `decision`: the card's; `settings`: steps in all, rounds, seed,
    rate, workers."""
    parent = parent_network(path, decision)
    model = average = None
    first_looks = looks = [look(parent, piece, distances) for piece in pieces]
    share = changed_share(looks, pieces)
    for k in range(settings.rounds):
        first, last = (settings.steps * r // settings.rounds for r in (k, k + 1))
        labels = [label(soft, piece, register) for soft, piece in zip(looks, pieces)]
        samples = OwnPairs(pieces, labels, first_looks, settings.seed, first * BATCH, (last - first) * BATCH, SHARES)
        if k == 0:
            model = trainable(path, OwnPairs(pieces, labels, first_looks, settings.seed + 1, 0, MOMENTS, SHARES), decision)
            average = copy.deepcopy(model)
        told, held = learn(model, average, samples, settings.rate, settings.workers)
        model.load_state_dict(average.state_dict())
        looks = [look(average, piece, distances) for piece in pieces]
        grown = changed_share(looks, pieces)
        looks = call_as_much(average, model, looks, pieces, share)
        say(f"round {k + 1} of {settings.rounds}: {last - first} steps, loss {told:.3f}, away from the parent {held:.4f}, "
            f"{100 * grown:.2f} % called changed and brought to {100 * share:.2f} %")
    return parent, average


def told_without_labels(networks, pieces, gsd):
    """What can be told of the parent and the adapted network by the pieces alone, one row each.

    `steadiness`: overlap 0..1 of what is called changed as it is and with the later date darker. `most_newly_called`: the
    largest share of a piece that the adapted network calls changed and the parent did not.
    """
    both, either, newly = np.zeros(2), np.zeros(2), 0.0
    for piece in pieces:
        dark = cv2.convertScaleAbs(piece.after, alpha=0.8)
        called = []
        for k, network in enumerate(networks):
            maps = [predict(network, piece.before, after, piece.gsd, at=gsd)[2][piece.seen > 0] for after in (piece.after, dark)]
            both[k] += np.minimum(*maps).sum() * piece.gsd ** 2
            either[k] += np.maximum(*maps).sum() * piece.gsd ** 2
            called.append(maps[0] >= 0.5)
        newly = max(newly, float((called[1] & ~called[0]).mean()))
    steady = both / np.maximum(either, 1e-9)
    return {"steadiness": round(steady[0], 4)}, {"steadiness": round(steady[1], 4), "most_newly_called": round(newly, 4)}


def judge(parent, adapted, pair, register, pieces, distances, settings):
    """(taken, why, figures before, figures after). Without enough held-out parcels only --accept takes a network."""
    parcels = scored_parcels(pair, register, settings.seed) if pair else []
    answer = np.array([p[2] for p in parcels])
    networks = (parent, adapted)
    if min((answer == 1).sum(), (answer == 0).sum()) >= FEWEST:
        p = [parcel_probabilities(m, parcels, distances) for m in networks]
        return (*compare(*p, answer, settings.seed), *[figures(q, answer) for q in p])
    rows = told_without_labels(networks, pieces, distances[0])
    if (answer == 0).sum() >= FEWEST:
        quiet = [p for p in parcels if p[2] == 0]
        for row, m in zip(rows, networks):
            row["quiet_flagged"] = round(float((parcel_probabilities(m, quiet, distances) >= 0.5).mean()), 4)
        if rows[1]["quiet_flagged"] > rows[0]["quiet_flagged"]:
            return False, "more quiet parcels are called changed", *rows
    if rows[1]["steadiness"] < rows[0]["steadiness"]:
        return False, "its maps hold less well against a darker image", *rows
    if rows[1]["most_newly_called"] > MOST_NEW:
        return False, f"in one piece it calls {100 * rows[1]['most_newly_called']:.0f} % of the ground changed where the parent did not", *rows
    if not settings.accept:
        return False, (f"fewer than {FEWEST} held-out parcels of each kind (completed, quiet) can be compared; what can be told "
                       "without them is not worse, and --accept takes it"), *rows
    return True, "accepted without parcels to compare by", *rows


def write_card(path, parent_card, parent_digest, told):
    """The parent's card with this file's name and digest; what was measured of the parent's weights does not hold."""
    card = copy.deepcopy(parent_card)
    card["name"] = os.path.splitext(os.path.basename(path))[0]
    with open(path, "rb") as stream:
        card["weights"].update(file=os.path.basename(path), sha256=hashlib.sha256(stream.read()).hexdigest())
    card["output"]["threshold"] = 0.5
    card.pop("validation", None)
    card["adapted"] = {"from": {"name": parent_card["name"], "sha256": parent_digest}, **told}
    with open(os.path.splitext(path)[0] + ".json", "w") as stream:
        json.dump(card, stream, indent=2)
        stream.write("\n")


def publish(model, out, parent_card, parent_digest, told):
    """Writes both files beside their places first, then puts them there."""
    folder = os.path.dirname(os.path.abspath(out))
    with tempfile.TemporaryDirectory(dir=folder, prefix=".adapt-") as work:
        made = os.path.join(work, os.path.basename(out))
        difference = largest_difference(export(copy.deepcopy(model), made), made)
        if difference > 1e-4:
            raise BadInput(f"{out}: OpenCV and torch disagree by {difference:.1e}; nothing was written")
        write_card(made, parent_card, parent_digest, told)
        for end in (".json", ".onnx"):
            name = os.path.splitext(os.path.basename(out))[0] + end
            os.replace(os.path.join(work, name), os.path.join(folder, name))


def parse(arguments):
    parser = argparse.ArgumentParser(prog="didban_training.adapt", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True, help="exported network with its card")
    parser.add_argument("--register", help="folder with a city's pair and parcels")
    parser.add_argument("--pair", nargs=2, action="append", default=[], metavar=("BEFORE", "AFTER"))
    parser.add_argument("--gsd", type=float, help="metres per pixel of the pairs; left out: their georeference")
    parser.add_argument("--out", required=True, help="ONNX file to write; must not exist")
    parser.add_argument("--city", default="", help="name that the card gives")
    parser.add_argument("--steps", type=int, default=80, help="of training, in all")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1, help="more than one may change the last bits")
    parser.add_argument("--workers", type=int, default=1, help="processes that draw samples; 0: this one does")
    parser.add_argument("--accept", action="store_true", help="take it where there are too few parcels to compare by")
    args = parser.parse_args(arguments)
    if bool(args.register) == bool(args.pair):
        parser.error("give either --register or --pair")
    if args.steps < args.rounds or args.rounds < 1:
        parser.error("--steps must be at least --rounds, and both 1 or more")
    if not args.out.endswith(".onnx"):
        parser.error(f"--out {args.out}: give a name that ends in .onnx")
    if os.path.exists(args.out):
        parser.error(f"{args.out} is there already; networks are kept side by side: give another name")
    return args


def run(args):
    card, digest = read_parent(args.model)
    distances = distances_of(card)
    pair, register = load_register(args.register) if args.register else (None, Register())
    pairs = [pair] if pair else [OwnPair(*files, gsd=args.gsd) for files in args.pair]
    pieces = draw_pieces(pairs, np.random.default_rng([args.seed, 76]), PIECES)
    print(f"{len(pieces)} pieces of imagery; to teach {len(register.teaching('completed'))} completed and "
          f"{len(register.teaching('quiet'))} quiet parcels", flush=True)
    parent, adapted = adapt(args.model, pieces, register, distances, card["output"].get("threshold", 0.5), args, lambda text: print(text, flush=True))
    taken, why, before, after = judge(parent, adapted, pair, register, pieces, distances, args)
    print(f"before {json.dumps(before)}\nafter  {json.dumps(after)}\n{'better' if taken else 'not better'}: {why}", flush=True)
    if not taken:
        return NOT_BETTER
    publish(adapted, args.out, card, digest, {
        "city": args.city, "steps": args.steps, "rounds": args.rounds, "rate": args.rate, "seed": args.seed,
        "pieces": len(pieces), "completed_parcels": len(register.teaching("completed")),
        "quiet_parcels": len(register.teaching("quiet")), "held_out": {"before": before, "after": after, "taken": why}})
    return 0


def main(arguments=None):
    args = parse(arguments)
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    cv2.setNumThreads(1)
    try:
        return run(args)
    except BadInput as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
