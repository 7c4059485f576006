"""Random imaging conditions: one draw stands for one acquisition (sun, haze, season, sensor, compression)."""
import cv2
import numpy as np


def vegetation(image):
    """Weight 0..1 of green vegetation per pixel, from the excess-green index of an image in 0..1."""
    r, g, b = image[..., 0], image[..., 1], image[..., 2]
    return np.clip((2 * g - r - b) * 6.0, 0, 1)


def season(rng, image):
    """Turns green vegetation brown, yellow or darker, or dry ground greener."""
    weight = vegetation(image)[..., None] * rng.uniform(0.3, 1.0)
    grey = image.mean(2, keepdims=True)
    tint = np.array([rng.uniform(0.9, 1.35), rng.uniform(0.85, 1.15), rng.uniform(0.5, 0.95)], np.float32)
    return image * (1 - weight) + weight * grey * tint * rng.uniform(0.7, 1.4)


def illumination(rng, shape, strength):
    """A smooth multiplicative field around one: vignetting, thin cloud, mosaicking seams blurred."""
    coarse = rng.normal(0, strength, (4, 4)).astype(np.float32)
    return np.exp(cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC))[..., None]


def sensor(rng, image, strength):
    """Blur or sharpening, noise and JPEG loss."""
    kind = rng.random()
    if kind < 0.35:
        image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.3, 0.3 + 0.9 * strength))
    elif kind < 0.6:
        soft = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.7, 1.5))
        image = image + rng.uniform(0.2, 1.2) * (image - soft)
    elif kind < 0.7:
        h, w = image.shape[:2]
        factor = rng.uniform(0.5, 0.9)
        image = cv2.resize(cv2.resize(image, (int(w * factor), int(h * factor)), interpolation=cv2.INTER_AREA), (w, h),
                           interpolation=cv2.INTER_CUBIC)
    if rng.random() < 0.5:
        image = image + rng.standard_normal(image.shape, np.float32) * np.float32(rng.uniform(0.003, 0.03))
    if rng.random() < 0.4:
        byte = (np.clip(image, 0, 1) * 255).astype(np.uint8)
        _, code = cv2.imencode(".jpg", byte, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(40, 95))])
        image = cv2.imdecode(code, cv2.IMREAD_COLOR).astype(np.float32) / 255
    return image


def acquire(rng, image, strength=1.0):
    """One acquisition of a scene (H, W, 3 float in 0..1): returns float32 in 0..1."""
    image = image.astype(np.float32)
    if rng.random() < 0.35 * strength:
        image = season(rng, image)
    if rng.random() < 0.4:
        image = image * illumination(rng, image.shape, 0.12 * strength)
    gain = np.exp(rng.normal(0, 0.22 * strength)) * np.exp(rng.normal(0, 0.07 * strength, 3))
    image = np.clip(image * gain.astype(np.float32), 0, 1.3)
    if rng.random() < 0.6:
        image = cv2.pow(image + np.float32(1e-4), float(np.exp(rng.normal(0, 0.28 * strength))))
    if rng.random() < 0.7:
        grey = image.mean(2, keepdims=True)
        image = grey + (image - grey) * np.float32(np.exp(min(0.5, rng.normal(-0.1, 0.35 * strength))))
    if rng.random() < 0.08 * strength:  # hue turned: roofs of any colour
        angle = rng.uniform(-0.6, 0.6)
        axis = np.full(3, 1 / np.sqrt(3))
        cross = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
        turn = np.cos(angle) * np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * np.outer(axis, axis)
        image = image @ turn.T.astype(np.float32)
    mean = image.mean()
    image = mean + (image - mean) * np.float32(np.exp(rng.normal(0.05, 0.25 * strength)))
    if rng.random() < 0.3:  # haze lifts the dark end
        veil = rng.uniform(0, 0.3 * strength)
        image = image * (1 - veil) + veil * np.array([0.8, 0.85, 0.9], np.float32)
    if rng.random() < 0.03:
        image = np.repeat(image.mean(2, keepdims=True), 3, 2)
    return np.clip(sensor(rng, np.ascontiguousarray(image), strength), 0, 1)
