"""Takes an exported network up again: reads the folded weights of an ONNX file into ChangeNet and gives every folded
convolution a batch normalisation that leaves its output as it was.

With m and v the mean and variance of a convolution's channels over training crops, and b its folded bias, normalisation
by m and v, gain sqrt(v + eps) and offset m + b is the identity plus b: the same function at rest, nearly the same in
training.
"""
import onnx
import torch
from onnx import numpy_helper
from torch import nn

PREFIX = "net."  # export_onnx wraps the network


def normalised_convolutions(model):
    """(name of the convolution, its batch normalisation) for every convolution that one follows."""
    for name, module in model.named_modules():
        if isinstance(module, nn.Sequential):
            layers = list(module.named_children())
            for (key, layer), (_, following) in zip(layers, layers[1:]):
                if isinstance(layer, nn.Conv2d) and isinstance(following, nn.BatchNorm2d):
                    yield f"{name}.{key}", following


def load_folded(model, path):
    """Sets `model` to the function of the ONNX file; batch normalisations only add the folded bias."""
    weights = {i.name[len(PREFIX):]: torch.from_numpy(numpy_helper.to_array(i).copy()) for i in onnx.load(path).graph.initializer}
    state = model.state_dict()
    with torch.no_grad():
        for name, norm in normalised_convolutions(model):
            norm.weight.fill_((1 + norm.eps) ** 0.5)
            norm.bias.copy_(weights.pop(name + ".bias"))
            norm.running_mean.zero_()
            norm.running_var.fill_(1)
        for name, value in weights.items():
            if name not in state or state[name].shape != value.shape:
                raise SystemExit(f"{path}: {name} does not fit the network")
            state[name].copy_(value)


def channel_moments(model, batches):
    """Mean and variance per channel of what enters each batch normalisation, over (before, after) batches."""
    sums = {}

    def watch(name):
        def hook(_, inputs):
            x = inputs[0].double()
            one, two, count = sums.get(name, (0, 0, 0))
            sums[name] = (one + x.sum((0, 2, 3)), two + (x * x).sum((0, 2, 3)), count + x.numel() // x.shape[1])
        return hook

    norms = dict(normalised_convolutions(model))
    handles = [norm.register_forward_pre_hook(watch(name)) for name, norm in norms.items()]
    with torch.no_grad():
        for before, after in batches:
            model(before, after)
    for handle in handles:
        handle.remove()
    return {name: (one / count, (two / count - (one / count) ** 2).clamp(min=0)) for name, (one, two, count) in sums.items()}


def warm_start(model, path, batches):
    """Loads the ONNX file and unfolds its batch normalisations by the statistics of (before, after) batches."""
    model.eval()
    load_folded(model, path)
    moments = channel_moments(model, batches)
    with torch.no_grad():
        for name, norm in normalised_convolutions(model):
            mean, variance = (value.float() for value in moments[name])
            norm.running_mean.copy_(mean)
            norm.running_var.copy_(variance)
            norm.weight.copy_((variance + norm.eps).sqrt())
            norm.bias.add_(mean)
