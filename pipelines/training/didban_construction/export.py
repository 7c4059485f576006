"""Writes a checkpoint as an ONNX file that OpenCV 4.6 reads, with its model card, and checks it against torch.

    python3 -m didban_construction.export --checkpoint RUN/final.pt --recipe recipe.json --onnx didban-construction.onnx
"""
import argparse
import hashlib
import json
import os

import cv2
import numpy as np
import onnx
import torch
from torch import nn

from didban_training.export_onnx import OPSET, fold_batch_norm, fold_identities

from .cities import CLIP, PERCENTILES, read_recipe
from .network import BANDS, KINDS, STRIDE, ConstructionNet
from .train import MEAN, STD

BLOCK = 256
HALO = 64
GSD = 0.5
LARGEST_DIFFERENCE = 1e-4


class Probabilities(nn.Module):
    """Change by itself; the kinds compete."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, stacked):
        logits = self.net(stacked)
        return torch.cat([torch.sigmoid(logits[:, :1]), torch.softmax(logits[:, 1:], 1)], 1)


def largest_difference(model, path, sizes=((BLOCK, BLOCK), (192, 320))):
    net = cv2.dnn.readNetFromONNX(path)
    rng = np.random.default_rng(7)
    worst = 0.0
    for h, w in sizes:
        x = rng.normal(size=(1, 2 * len(BANDS), h, w)).astype(np.float32)
        net.setInput(x, "dates")
        ours = net.forward()
        with torch.no_grad():
            worst = max(worst, float(np.abs(ours - model(torch.from_numpy(x)).numpy()).max()))
    return worst


def write_card(path, step, recipe, log):
    with open(path, "rb") as stream:
        digest = hashlib.sha256(stream.read()).hexdigest()
    bands = len(BANDS)
    card = {
        "schema": "didban-model-card/1", "name": os.path.splitext(os.path.basename(path))[0], "version": "1",
        "weights": {"file": os.path.basename(path), "sha256": digest, "format": "onnx", "opset": OPSET},
        "input": {"kind": "stacked", "tensors": ["dates"], "layout": "NCHW", "bands": list(BANDS), "gsd_m": GSD, "gsd_range_m": [0.4, 0.6],
                  "block_px": [BLOCK, BLOCK], "size_is_free": True, "stride_px": STRIDE, "halo_px": HALO, "nodata": "mean",
                  "normalisation": {"value_range": [0, 1], "percentiles": list(PERCENTILES), "clip": list(CLIP), "mean": [MEAN] * bands, "std": [STD] * bands}},
        "output": {"tensor": "probabilities", "activation": "none", "channels": ["change", *KINDS], "threshold": 0.5},
        "training": {"steps": step, "recipe": recipe,
                     "data": [{"name": "cities made by didban simulate; names are preset (r realistic, h hard) and seed", "terms": "own work",
                               "attribution": "Didban contributors"}]},
        "validation": {"held_out_cities": recipe["held_out"], "change": log,
                       "note": "simulated cities only; how well it does on real imagery of four bands is unknown"},
    }
    with open(os.path.splitext(path)[0] + ".json", "w") as stream:
        json.dump(card, stream, indent=1)
        stream.write("\n")


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--recipe", required=True)
    parser.add_argument("--onnx", required=True)
    parser.add_argument("--log", help="log.jsonl of the run, for the scores in the card")
    args = parser.parse_args(arguments)
    state = torch.load(args.checkpoint)
    model = ConstructionNet()
    model.load_state_dict(state["average"])
    model = Probabilities(fold_batch_norm(model.eval()))
    torch.onnx.export(model, torch.zeros(1, 2 * len(BANDS), BLOCK, BLOCK), args.onnx, opset_version=OPSET, input_names=["dates"],
                      output_names=["probabilities"], do_constant_folding=True)
    proto = onnx.load(args.onnx)
    fold_identities(proto.graph)
    onnx.checker.check_model(proto)
    onnx.save(proto, args.onnx)
    difference = largest_difference(model, args.onnx)
    print(f"{args.onnx}: {os.path.getsize(args.onnx) / 1e6:.2f} MB, largest difference from torch {difference:.1e}")
    if difference > LARGEST_DIFFERENCE:
        raise SystemExit(f"{args.onnx}: OpenCV and torch disagree by {difference:.1e}; the file is not fit for use")
    scores = None
    if args.log:
        with open(args.log) as stream:
            rows = [json.loads(line) for line in stream]
        last = [r for r in rows if r["step"] <= state["step"]][-1]
        scores = dict(zip(("precision", "recall", "f1"), last["held_out"]), step=last["step"])
    write_card(args.onnx, state["step"], read_recipe(args.recipe), scores)


if __name__ == "__main__":
    main()
