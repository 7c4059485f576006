"""Draws the loss and tuning curves of a run: python3 -m didban_training.curves --run RUN --out curves.png"""
import argparse
import json
import os

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402  (the backend must be chosen first)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    with open(os.path.join(args.run, "log.jsonl")) as stream:
        rows = [json.loads(line) for line in stream]
    steps = [r["step"] for r in rows]
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(10, 3.8))
    for k, name in ((0, "building"), (2, "change")):
        line, = left.plot(steps, [r["train"][k] for r in rows], label=f"{name}, training pairs")
        watched = [(r["step"], r["held_out"][k]) for r in rows if "held_out" in r]
        if watched:
            left.plot(*zip(*watched), "--", color=line.get_color(), label=f"{name}, held-out places")
    left.set_ylabel("loss")
    for name in ("levir_crops", "levir_tile"):
        points = [(r["step"], r["tuning"][name][2]) for r in rows if "tuning" in r]
        if points:
            right.plot(*zip(*points), label=f"{name} (tuning set)")
    right.set_ylabel("pixel F1 of change at 0.5")
    right.set_ylim(0, 1)
    for axis in (left, right):
        axis.set_xlabel("step")
        axis.grid(alpha=0.3)
        axis.legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(args.out, dpi=100)


if __name__ == "__main__":
    main()
