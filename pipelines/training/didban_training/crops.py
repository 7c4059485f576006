"""Random crops of labelled regions at a chosen ground sampling distance, and edits made of real pixels."""
import cv2
import numpy as np


def random_crop(rng, places, size, gsd, tries=6, prefer=None):
    """A rotated, mirrored crop of `size` pixels at `gsd` metres: image 0..1 float32, mask and valid 0/1 uint8.

    Ground outside a region is mirrored in. `prefer`, when given,
    scores a candidate's building share; the best of a few candidates is taken.
    """
    best = None
    for _ in range(tries):
        crop = _one_crop(rng, places.draw(rng), size, gsd)
        if crop[2].mean() < 0.85:
            continue
        if prefer is None:
            return crop
        score = prefer(crop[1].mean())
        if best is None or score > best[0]:
            best = (score, crop)
    return best[1] if best else crop


def open_crop(rng, places, size, gsd, tries=6):
    """A crop with as few buildings as may be: half of them of a tile of open ground, where there are such."""
    if places.ground and rng.random() < 0.5:
        return _one_crop(rng, places.draw_ground(rng), size, gsd)
    return random_crop(rng, places, size, gsd, tries, prefer=lambda share: -share)


def _one_crop(rng, region, size, gsd):
    h, w = region.mask.shape
    scale = region.gsd / gsd  # output pixels per region pixel
    reach = int(np.ceil(size * 0.75 / scale)) + 2
    cy, cx = rng.integers(0, h), rng.integers(0, w)
    half = size / scale / 2
    if h > 2 * half:
        cy = int(np.clip(cy, half, h - half))
    if w > 2 * half:
        cx = int(np.clip(cx, half, w - half))
    rows = slice(max(0, cy - reach), min(h, cy + reach))
    columns = slice(max(0, cx - reach), min(w, cx + reach))
    image, mask, valid = region.image[rows, columns], region.mask[rows, columns], region.valid[rows, columns]
    if scale < 1:
        new = (max(2, int(round(image.shape[1] * scale))), max(2, int(round(image.shape[0] * scale))))
        image = cv2.resize(image, new, interpolation=cv2.INTER_AREA)
        mask = cv2.resize(mask * 255, new, interpolation=cv2.INTER_AREA)
        valid = cv2.resize(valid * 255, new, interpolation=cv2.INTER_AREA)
        rest = 1.0
    else:
        mask, valid, rest = mask * 255, valid * 255, scale
    fx, fy = image.shape[1] / (columns.stop - columns.start), image.shape[0] / (rows.stop - rows.start)
    centre = ((cx - columns.start) * fx, (cy - rows.start) * fy)
    turn = cv2.getRotationMatrix2D(centre, rng.uniform(0, 360) if rng.random() < 0.7 else 90.0 * rng.integers(4), rest)
    turn[:, 2] += size / 2 - np.array(centre)
    if rng.random() < 0.5:
        turn[0] = -turn[0] + np.array([0, 0, size - 1])
    def warp(a):
        return cv2.warpAffine(a, turn, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)

    return warp(image).astype(np.float32) / 255, (warp(mask) > 127).astype(np.uint8), (warp(valid) > 127).astype(np.uint8)


def blob(rng, size, share):
    """A soft-edged irregular patch, 0..1 float32, covering about `share` of the square."""
    field = cv2.resize(rng.normal(size=(6, 6)).astype(np.float32), (size, size), interpolation=cv2.INTER_CUBIC)
    level = np.quantile(field, 1 - share)
    return np.clip((field - level) * rng.uniform(3, 30) + 0.5, 0, 1)


def blend(base, other, weight):
    return base * (1 - weight[..., None]) + other * weight[..., None]


def building_components(mask, minimum=40):
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    return labels, [k for k in range(1, count) if stats[k, cv2.CC_STAT_AREA] >= minimum], stats


def remove_buildings(rng, image, mask, share):
    """Replaces some buildings, with their surrounding shadow, by ground taken elsewhere in the crop.

    Returns image, mask without them, and the mask of what went away.
    """
    labels, keep, stats = building_components(mask)
    image, gone = image.copy(), np.zeros_like(mask)
    size = mask.shape[0]
    for k in keep:
        if rng.random() > share:
            continue
        x, y, w, h = stats[k, :4]
        pad = int(rng.integers(3, 8))
        x0, y0, x1, y1 = max(0, x - pad), max(0, y - pad), min(size, x + w + pad), min(size, y + h + pad)
        w, h = x1 - x0, y1 - y0
        place = None
        for _ in range(12):
            sx, sy = rng.integers(0, size - w + 1), rng.integers(0, size - h + 1)
            built = mask[sy:sy + h, sx:sx + w].mean()
            if built < 0.02 and (place is None or built < place[2]):
                place = (sx, sy, built)
        if place is None:
            continue
        here = (labels[y0:y1, x0:x1] == k).astype(np.uint8)
        weight = cv2.dilate(here, np.ones((2 * pad - 3, 2 * pad - 3), np.uint8)).astype(np.float32)
        other = (mask[y0:y1, x0:x1] > 0) & (here == 0)
        weight[other] = 0
        weight = cv2.GaussianBlur(weight, (0, 0), rng.uniform(0.5, 2.0))
        patch = image[place[1]:place[1] + h, place[0]:place[0] + w].copy()
        if rng.random() < 0.5:
            patch = patch[:, ::-1]
        image[y0:y1, x0:x1] = blend(image[y0:y1, x0:x1], patch, weight)
        gone[y0:y1, x0:x1] |= here
    return image, mask & (1 - gone), gone


def paste_buildings(rng, image, mask, donor, donor_mask, share):
    """Copies buildings of another crop, with some ground around them, onto free ground. Returns image, mask, new."""
    labels, keep, _ = building_components(donor_mask)
    chosen = np.zeros_like(donor_mask)
    for k in keep:
        if rng.random() < share:
            chosen |= (labels == k).astype(np.uint8)
    reach = int(rng.integers(1, 9))
    area = cv2.dilate(chosen, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    area = area & (1 - (donor_mask & (1 - chosen)))
    labels, count = cv2.connectedComponents(area)[::-1]
    blocked = np.unique(labels[(mask > 0) & (area > 0)])  # donors that would cut an existing building
    area = area & ~np.isin(labels, blocked)
    new = chosen & area
    weight = cv2.GaussianBlur(area.astype(np.float32), (0, 0), rng.uniform(0.4, 2.0))
    weight = np.maximum(weight, new.astype(np.float32))
    return blend(image, donor, weight), mask | new, new
