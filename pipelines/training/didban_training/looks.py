"""Copies a network and gives the copy's card other looks, to measure what each resolution is worth.

    python3 -m didban_training.looks --onnx NAME.onnx --gsd 0.4[,0.5,...] --out COPY.onnx

The first of --gsd is the card's gsd_m, the others its more_gsd_m.
"""
import argparse
import json
import os
import shutil


def card_path(onnx):
    return os.path.splitext(onnx)[0] + ".json"


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--onnx", required=True)
    parser.add_argument("--gsd", required=True, help="metres per pixel of each look, separated by commas")
    parser.add_argument("--out", required=True)
    args = parser.parse_args(arguments)
    first, *more = [float(value) for value in args.gsd.split(",")]
    with open(card_path(args.onnx)) as stream:
        card = json.load(stream)
    card["name"] = os.path.splitext(os.path.basename(args.out))[0]
    card["weights"]["file"] = os.path.basename(args.out)
    card["input"]["gsd_m"] = first
    card["input"].pop("more_gsd_m", None)
    if more:
        card["input"]["more_gsd_m"] = more
    shutil.copyfile(args.onnx, args.out)
    with open(card_path(args.out), "w") as stream:
        json.dump(card, stream, indent=2)
        stream.write("\n")


if __name__ == "__main__":
    main()
