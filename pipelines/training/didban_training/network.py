"""The network: a shared encoder-decoder that sees one date, and a change decoder that sees both.

Shapes: images are (N, 3, H, W), normalised, H and W multiples of STRIDE. The change decoder uses only |a - b| and
a + b of the two feature pyramids, so swapping the dates swaps the building maps and leaves the change map as it is.
"""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from .encoder import WIDTHS, Encoder, Pointwise

STRIDE = 32
LATERAL = (48, 64, 64, 64)
SPREAD = 2  # the decoders end at 1/4; each of their answers there is SPREAD x SPREAD answers at 1/2


def conv(inputs, outputs, kernel=3, stride=1):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )


class Decoder(nn.Module):
    """Top-down pyramid; returns the logits at the finest of the levels given and the features of each, finest first."""

    def __init__(self, inputs, widths, outputs=1):
        super().__init__()
        self.lateral = nn.ModuleList([Pointwise(i, w) for i, w in zip(inputs, widths)])
        self.reduce = nn.ModuleList([Pointwise(widths[k + 1], widths[k]) if widths[k + 1] != widths[k] else nn.Sequential()
                                     for k in range(len(widths) - 1)])
        self.smooth = nn.ModuleList([conv(w, w) for w in widths])
        self.head = nn.Conv2d(widths[0], outputs, 3, 1, 1)

    def forward(self, levels):
        x = self.smooth[-1](self.lateral[-1](levels[-1]))
        features = [x]
        for k in range(len(levels) - 2, -1, -1):
            up = F.interpolate(self.reduce[k](x), scale_factor=2.0, mode="nearest")
            x = self.smooth[k](self.lateral[k](levels[k]) + up)
            features.insert(0, x)
        return self.head(x), features


def spread(x, maps):
    """Pixel shuffle (Shi et al. 2016, sub-pixel convolution): SPREAD^2 channels of each map become one of SPREAD times the size.

    In ONNX it is a transposed convolution, the one form of it that OpenCV 4.6 runs on images of any size.
    """
    if not torch.onnx.is_in_onnx_export():
        return F.pixel_shuffle(x, SPREAD)
    kernel = np.tile(np.eye(SPREAD ** 2, dtype=np.float32).reshape(-1, 1, SPREAD, SPREAD), (maps, 1, 1, 1))
    return F.conv_transpose2d(x, torch.from_numpy(kernel), stride=SPREAD, groups=maps)


class ChangeNet(nn.Module):
    """(before, after) -> logits (N, 3, H, W): building before, building after, change."""

    def __init__(self):
        super().__init__()
        self.encoder = Encoder()
        self.building = Decoder(WIDTHS, LATERAL, SPREAD ** 2)
        fused = tuple(2 * w for w in LATERAL)
        self.change = Decoder(fused, (40, 48, 48, 48), SPREAD ** 2)
        self.to(memory_format=torch.channels_last)  # in it a processor computes depthwise convolutions several times as fast

    def forward(self, before, after):
        # One pass over both dates: the batch statistics of training then cover both.
        if torch.onnx.is_in_onnx_export():
            logit_a, a = self.building(self.encoder(before))
            logit_b, b = self.building(self.encoder(after))
        else:
            both = torch.cat([before, after]).contiguous(memory_format=torch.channels_last)
            logits, levels = self.building(self.encoder(both))
            n = before.shape[0]
            logit_a, logit_b = logits[:n], logits[n:]
            a, b = [f[:n] for f in levels], [f[n:] for f in levels]
        fused = [torch.cat([torch.abs(p - q), p + q], 1) for p, q in zip(a, b)]
        logit_c, _ = self.change(fused)
        out = spread(torch.cat([logit_a, logit_b, logit_c], 1), 3)
        return F.interpolate(out, scale_factor=2.0, mode="bilinear", align_corners=False)


def parameter_count(model):
    return sum(p.numel() for p in model.parameters())
