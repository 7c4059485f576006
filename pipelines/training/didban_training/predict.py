"""Prediction of a whole pair with the torch network, at the network's ground sampling distance."""
import cv2
import numpy as np
import torch

from .network import STRIDE
from .normalisation import to_tensor

GSD = 0.5  # metres per pixel the network runs at


def resample(image, scale):
    if abs(scale - 1) < 1e-6:
        return image
    size = (max(STRIDE, round(image.shape[1] * scale)), max(STRIDE, round(image.shape[0] * scale)))
    return cv2.resize(image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)


def padded(image):
    h, w = image.shape[:2]
    return cv2.copyMakeBorder(image, 0, -h % STRIDE, 0, -w % STRIDE, cv2.BORDER_REFLECT_101)


@torch.no_grad()
def predict(model, before, after, gsd, flips=False, at=GSD, device="cpu"):
    """before, after: (H, W, 3) uint8 on one grid of `gsd` metres. Returns (3, H, W) probabilities on that grid.

    The network looks at `at` metres per pixel.
    """
    h, w = before.shape[:2]
    small = [resample(i, gsd / at).astype(np.float32) / 255 for i in (before, after)]
    sh, sw = small[0].shape[:2]
    x, y = [to_tensor(padded(i))[None].to(device) for i in small]
    out = torch.sigmoid(model(x, y))
    if flips:
        for axes in ((2,), (3,), (2, 3)):
            out = out + torch.sigmoid(model(x.flip(axes), y.flip(axes))).flip(axes)
        out = out / 4
    out = out[0, :, :sh, :sw].cpu().numpy()
    return np.stack([cv2.resize(o, (w, h), interpolation=cv2.INTER_LINEAR) for o in out])
