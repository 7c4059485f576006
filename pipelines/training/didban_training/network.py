"""The network: a shared encoder-decoder that sees one date, and a change decoder that sees both.

Shapes: images are (N, 3, H, W), normalised, H and W multiples of STRIDE. The change decoder uses only |a - b| and
a + b of the two feature pyramids, so swapping the dates swaps the building maps and leaves the change map as it is.
"""
import torch
from torch import nn
from torch.nn import functional as F

STRIDE = 32
WIDTHS = (24, 40, 80, 112, 128)
LATERAL = (24, 40, 64, 64, 64)


def conv(inputs, outputs, kernel=3, stride=1, dilation=1):
    pad = dilation * (kernel // 2)
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, pad, dilation, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )


class Residual(nn.Module):
    def __init__(self, width, dilation=1):
        super().__init__()
        self.first = conv(width, width, dilation=dilation)
        self.second = nn.Sequential(nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width))

    def forward(self, x):
        return F.relu(x + self.second(self.first(x)))


class Encoder(nn.Module):
    """Five scales, 1/2 to 1/32."""

    def __init__(self):
        super().__init__()
        a, b, c, d, e = WIDTHS
        self.stages = nn.ModuleList([
            nn.Sequential(conv(3, a, 5, 2), conv(a, a)),
            nn.Sequential(conv(a, b, 3, 2), Residual(b)),
            nn.Sequential(conv(b, c, 3, 2), Residual(c)),
            nn.Sequential(conv(c, d, 3, 2), Residual(d)),
            nn.Sequential(conv(d, e, 3, 2)),
        ])

    def forward(self, x):
        levels = []
        for stage in self.stages:
            x = stage(x)
            levels.append(x)
        return levels


class Decoder(nn.Module):
    """Top-down pyramid from 1/32 to 1/2; returns the logits at 1/2 and the features of each level, finest first."""

    def __init__(self, inputs, widths, outputs=1):
        super().__init__()
        self.lateral = nn.ModuleList([nn.Conv2d(i, w, 1) for i, w in zip(inputs, widths)])
        self.reduce = nn.ModuleList([nn.Conv2d(widths[k + 1], widths[k], 1) if widths[k + 1] != widths[k] else nn.Sequential()
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


class ChangeNet(nn.Module):
    """(before, after) -> logits (N, 3, H, W): building before, building after, change."""

    def __init__(self):
        super().__init__()
        self.encoder = Encoder()
        self.building = Decoder(WIDTHS, LATERAL)
        fused = tuple(2 * w for w in LATERAL)
        self.change = Decoder(fused, (24, 32, 48, 48, 48))

    def forward(self, before, after):
        # One pass over both dates: the batch statistics of training then cover both.
        if torch.onnx.is_in_onnx_export():
            logit_a, a = self.building(self.encoder(before))
            logit_b, b = self.building(self.encoder(after))
        else:
            logits, levels = self.building(self.encoder(torch.cat([before, after])))
            n = before.shape[0]
            logit_a, logit_b = logits[:n], logits[n:]
            a, b = [f[:n] for f in levels], [f[n:] for f in levels]
        fused = [torch.cat([torch.abs(p - q), p + q], 1) for p, q in zip(a, b)]
        logit_c, _ = self.change(fused)
        out = torch.cat([logit_a, logit_b, logit_c], 1)
        return F.interpolate(out, scale_factor=2.0, mode="bilinear", align_corners=False)


def parameter_count(model):
    return sum(p.numel() for p in model.parameters())
