"""The encoder: the convolutions of MobileNet v1 (Howard et al. 2017), begun from weights trained on ImageNet.

Blocks 1 to 12 of the width-1.0 network, four scales from 1/4 to 1/32, with plain ReLU (about one activation in 500 lay
above six). Convolutions of stride 2 are padded on all sides where TensorFlow pads right and bottom: the same features,
half a pixel aside.
"""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from .normalisation import MEAN, STD

WIDTHS = (128, 256, 512, 1024)  # channels at each scale
BLOCKS = ((64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), (512, 1), (512, 1), (512, 1), (512, 1), (512, 1), (1024, 2))
BATCH_NORM_EPSILON = 1e-3


class Pointwise(nn.Conv2d):
    """1 x 1. On one thread of a processor torch computes that slowly for fewer than 16 images unless it is dilated, which changes nothing else."""

    def __init__(self, inputs, outputs, bias=True):
        super().__init__(inputs, outputs, 1, bias=bias)

    def forward(self, x):
        return F.conv2d(x, self.weight, self.bias, dilation=1 if x.is_cuda or torch.onnx.is_in_onnx_export() else 2)


def unit(convolution):
    norm = nn.BatchNorm2d(convolution.out_channels, eps=BATCH_NORM_EPSILON)
    return nn.Sequential(convolution, norm, nn.ReLU(inplace=True))


class Encoder(nn.Module):
    """Image (N, 3, H, W) -> features at 1/4, 1/8, 1/16 and 1/32."""

    def __init__(self):
        super().__init__()
        self.first = unit(nn.Conv2d(3, 32, 3, 2, 1, bias=False))
        self.depthwise, self.pointwise = nn.ModuleList(), nn.ModuleList()
        width = 32
        for outputs, stride in BLOCKS:
            self.depthwise.append(unit(nn.Conv2d(width, width, 3, stride, 1, groups=width, bias=False)))
            self.pointwise.append(unit(Pointwise(width, outputs, bias=False)))
            width = outputs

    def forward(self, x):
        levels, x = [], self.first(x)
        for depthwise, pointwise, (_, stride) in zip(self.depthwise, self.pointwise, BLOCKS):
            if stride == 2:
                levels.append(x)
            x = pointwise(depthwise(x))
        return levels[1:] + [x]


def load_imagenet(encoder, path):
    """Reads the weights of an ImageNet classifier (.npz, kernels height, width, in, out as TensorFlow stores them).

    They were trained on values of -1..1, ours are normalised by MEAN and STD: the first convolution takes up the
    difference.
    """
    weights = np.load(path)

    def take(unit_, name, order):
        kernel = name + ("/depthwise_kernel" if "_dw_" in name else "/kernel")
        if kernel not in weights or weights[kernel].transpose(order).shape != tuple(unit_[0].weight.shape):
            raise SystemExit(f"{path}: no {kernel} that fits MobileNet v1 of width 1.0; give its ImageNet weights as .npz")
        unit_[0].weight.copy_(torch.from_numpy(weights[kernel].transpose(order).copy()))
        for ours, theirs in (("weight", "gamma"), ("bias", "beta"), ("running_mean", "moving_mean"), ("running_var", "moving_variance")):
            getattr(unit_[1], ours).copy_(torch.from_numpy(weights[f"{name}_bn/{theirs}"]))

    with torch.no_grad():
        take(encoder.first, "conv1", (3, 2, 0, 1))
        kernel = encoder.first[0].weight
        offset = torch.tensor([2 * m - 1 for m in MEAN]).view(1, 3, 1, 1)
        encoder.first[1].running_mean.sub_((kernel * offset).sum((1, 2, 3)))
        kernel.mul_(torch.tensor([2 * s for s in STD]).view(1, 3, 1, 1))
        for number, (depthwise, pointwise) in enumerate(zip(encoder.depthwise, encoder.pointwise), 1):
            take(depthwise, f"conv_dw_{number}", (2, 3, 0, 1))
            take(pointwise, f"conv_pw_{number}", (3, 2, 0, 1))
