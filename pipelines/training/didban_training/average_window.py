"""The mean of the weights between two checkpoints of a run, from their running averages.

    python3 -m didban_training.average_window --earlier RUN/average_A.pt --later RUN/average_B.pt --decay D --out FILE.pt

A running average with share D kept per step holds D^n of the average n steps ago; taking that part out of the later one
leaves the (exponentially weighted) mean of the last n steps, without the far noisier start of training.
"""
import argparse

import torch


def window(earlier, later, decay):
    kept = decay ** (later["step"] - earlier["step"])
    if not 0 < kept < 1:
        raise SystemExit("--later must be a later checkpoint of the same run than --earlier")
    result = {}
    for name, value in later["average"].items():
        if value.dtype.is_floating_point:
            value = (value - kept * earlier["average"][name]) / (1 - kept)
            if name.endswith("running_var"):
                value = value.clamp(min=1e-4)
        result[name] = value
    return {"average": result, "step": later["step"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--earlier", "--later", "--out"):
        parser.add_argument(name, required=True)
    parser.add_argument("--decay", type=float, required=True)
    args = parser.parse_args()
    torch.save(window(torch.load(args.earlier), torch.load(args.later), args.decay), args.out)


if __name__ == "__main__":
    main()
