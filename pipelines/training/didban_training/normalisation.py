"""Scaling of image values to what the network sees; the model card repeats these figures."""
import numpy as np
import torch

MEAN = (0.42, 0.42, 0.40)  # of values scaled to 0..1, red, green, blue
STD = (0.20, 0.20, 0.20)


def to_tensor(image):
    """(H, W, 3) float in 0..1 -> (3, H, W) float32 tensor."""
    scaled = (np.asarray(image, np.float32) - np.float32(MEAN)) / np.float32(STD)
    return torch.from_numpy(np.ascontiguousarray(scaled.transpose(2, 0, 1)))
