"""The construction network: both dates stacked, encoder-decoder from 1/2 to 1/32 (after Lin et al. 2017, Feature Pyramid Networks).

Shapes: the image is (N, 8, H, W): four bands of the earlier date, then of the later; H and W multiples of STRIDE.
Output logits (N, 6, H, W): change, then one per kind in the order of KINDS.
"""
from torch import nn
from torch.nn import functional as F

from didban_training.network import Decoder, conv

STRIDE = 32
BANDS = ("blue", "green", "red", "nir")
KINDS = ("new", "extended", "demolished", "heightened", "groundwork")
WIDTHS = (32, 48, 80, 112, 128)
LATERAL = (32, 48, 64, 64, 64)


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.first = conv(width, width)
        self.second = nn.Sequential(nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width))

    def forward(self, x):
        return F.relu(x + self.second(self.first(x)))


class ConstructionNet(nn.Module):
    def __init__(self):
        super().__init__()
        a, b, c, d, e = WIDTHS
        self.stages = nn.ModuleList([
            nn.Sequential(conv(2 * len(BANDS), a, 5, 2), Residual(a)),
            nn.Sequential(conv(a, b, 3, 2), Residual(b)),
            nn.Sequential(conv(b, c, 3, 2), Residual(c)),
            nn.Sequential(conv(c, d, 3, 2), Residual(d)),
            nn.Sequential(conv(d, e, 3, 2)),
        ])
        self.decoder = Decoder(WIDTHS, LATERAL, 1 + len(KINDS))

    def forward(self, stacked):
        levels, x = [], stacked
        for stage in self.stages:
            x = stage(x)
            levels.append(x)
        logits, _ = self.decoder(levels)
        return F.interpolate(logits, scale_factor=2.0, mode="bilinear", align_corners=False)
