"""The mean of the weights of checkpoints of one run: python3 -m didban_training.mean_weights --out MEAN.pt CHECKPOINT...

Weights that one run passed through lie in one basin; their mean often does better in places never seen than any of them
(Wortsman et al. 2022, Model soups).
"""
import argparse

import torch


def mean_weights(states):
    return {name: sum(state[name] for state in states) / len(states) if value.dtype.is_floating_point else value
            for name, value in states[-1].items()}


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoints", nargs="+", help="final.pt or average_NNNNNN.pt, the last one gives the step")
    parser.add_argument("--out", required=True)
    args = parser.parse_args(arguments)
    checkpoints = [torch.load(path) for path in args.checkpoints]
    torch.save({"average": mean_weights([c["average"] for c in checkpoints]), "step": checkpoints[-1]["step"]}, args.out)


if __name__ == "__main__":
    main()
