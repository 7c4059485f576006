"""Writes a trained checkpoint as an ONNX file that OpenCV 4.6 reads, with its model card, and checks both against torch.

    python3 -m didban_training.export_onnx --checkpoint RUN/final.pt --onnx core/models/NAME.onnx [--card-data FILES.json ...]

Batch normalisation is folded into the convolutions; Identity nodes on initialisers, which OpenCV refuses, are folded
away; the two dates share their weights, which are stored once.
"""
import argparse
import os
import warnings

import cv2
import numpy as np
import onnx
import torch
from torch import nn

from .model_card import write_card
from .network import ChangeNet

OPSET = 11
BLOCK = 256


class WithSigmoid(nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, before, after):
        return torch.sigmoid(self.net(before, after))


def fold_batch_norm(module):
    """Merges every convolution with the batch normalisation that follows it in an nn.Sequential."""
    for child in module.children():
        fold_batch_norm(child)
    if isinstance(module, nn.Sequential):
        layers = list(module)
        for k in range(len(layers) - 1):
            if isinstance(layers[k], nn.Conv2d) and isinstance(layers[k + 1], nn.BatchNorm2d):
                module[k] = torch.nn.utils.fusion.fuse_conv_bn_eval(layers[k], layers[k + 1])
                module[k + 1] = nn.Identity()
    return module


def fold_identities(graph):
    """Lets the users of an Identity node read its input, and drops the node."""
    alias = {n.output[0]: n.input[0] for n in graph.node if n.op_type == "Identity"}
    for node in graph.node:
        for k, name in enumerate(node.input):
            while name in alias:
                name = alias[name]
            node.input[k] = name
    kept = [n for n in graph.node if n.op_type != "Identity"]
    del graph.node[:]
    graph.node.extend(kept)


def export(model, path):
    model = WithSigmoid(fold_batch_norm(model.eval()))
    blank = torch.zeros(1, 3, BLOCK, BLOCK)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", torch.jit.TracerWarning)  # what is constant in the network is meant to be
        torch.onnx.export(model, (blank, blank), path, opset_version=OPSET, input_names=["before", "after"],
                          output_names=["probabilities"], do_constant_folding=True)
    proto = onnx.load(path)
    fold_identities(proto.graph)
    onnx.checker.check_model(proto)
    onnx.save(proto, path)
    return model


def largest_difference(model, path, sizes=((BLOCK, BLOCK), (192, 320))):
    """Greatest absolute difference of OpenCV's and torch's output on seeded noise, over several block sizes."""
    net = cv2.dnn.readNetFromONNX(path)
    rng = np.random.default_rng(7)
    worst = 0.0
    for h, w in sizes:
        x, y = [rng.normal(size=(1, 3, h, w)).astype(np.float32) for _ in range(2)]
        net.setInput(x, "before")
        net.setInput(y, "after")
        ours = net.forward()
        with torch.no_grad():
            worst = max(worst, float(np.abs(ours - model(torch.from_numpy(x), torch.from_numpy(y)).numpy()).max()))
    return worst


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--onnx", required=True)
    parser.add_argument("--data", help="training folder, for the input statistics of the card")
    parser.add_argument("--recipe", help="recipe the checkpoint was trained by")
    parser.add_argument("--scores", help="JSON written by didban_training.evaluate")
    args = parser.parse_args(arguments)
    model = ChangeNet()
    state = torch.load(args.checkpoint)
    model.load_state_dict(state["average"])
    folded = export(model, args.onnx)
    difference = largest_difference(folded, args.onnx)
    print(f"{args.onnx}: {os.path.getsize(args.onnx) / 1e6:.2f} MB, largest difference from torch {difference:.1e}")
    if difference > 1e-4:
        raise SystemExit(f"{args.onnx}: OpenCV and torch disagree by {difference:.1e}, more than 1e-4; the file is not fit for use")
    write_card(args.onnx, state["step"], args.data, args.recipe, args.scores)


if __name__ == "__main__":
    main()
