"""Writes the JSON model card that lies beside an ONNX file (schema: docs/detector.md)."""
import hashlib
import json
import os

import numpy as np

from .network import ChangeNet, STRIDE, parameter_count
from .normalisation import MEAN, STD
from .pairs import GSD_RANGE
from .predict import GSD

BLOCK = 256
HALO = 64

# Metres per pixel at which the program looks as well, averaging; chosen on the tuning set (docs/detector.md).
MORE_GSD = [0.75]
# The decision that the engine maps to 0.5; chosen on the tuning set (docs/detector.md).
THRESHOLD = 0.5
# What an object must hold besides its least area; chosen on the tuning set (docs/detector.md).
OBJECTS = {"core_probability": 0.75, "core_area_m2": 20}

TRAINING_DATA = [
    {"name": "OpenAerialMap tiles of Zanzibar (TZ), Banepa (NP, two years), Catanduanes (PH) and Kampala (UG), 0.15 to 0.30 m",
     "terms": "CC-BY-4.0", "attribution": "OpenAerialMap contributors"},
    {"name": "building outlines of the same tiles", "terms": "ODbL-1.0", "attribution": "OpenStreetMap contributors"},
    {"name": "SpaceNet 1 (Rio de Janeiro, 0.5 m), SpaceNet 2 (Paris, Shanghai, 0.3 m) and SpaceNet 4 (Atlanta, grey, 0.5 m)",
     "terms": "CC-BY-SA-4.0", "attribution": "SpaceNet partners"},
    {"name": "tiles of ground without buildings, 0.30 m, chosen after the UC Merced land use collection", "terms": "public domain",
     "attribution": "USGS National Map Urban Area Imagery"},
    {"name": "332 tiles of suburbs, 0.30 m, chosen after the UC Merced land use collection, with labels that the network made itself",
     "terms": "public domain", "attribution": "USGS National Map Urban Area Imagery"},
    {"name": "weights that the encoder began from: MobileNet v1 of width 1.0, trained on ImageNet", "terms": "Apache-2.0",
     "attribution": "A. G. Howard et al. 2017, TensorFlow authors"},
    {"name": "scenes drawn by the training code", "terms": "own work", "attribution": "Didban contributors"},
]


def input_statistics(data):
    """Percentiles over training regions of each region's mean and standard deviation per band (values 0..255)."""
    from .regions import load_regions
    rows = []
    for region in load_regions(data):
        inside = region.valid > 0
        block = 128
        for y in range(0, region.mask.shape[0] - block + 1, block):
            for x in range(0, region.mask.shape[1] - block + 1, block):
                part = np.s_[y:y + block, x:x + block]
                if inside[part].mean() > 0.99:
                    pixels = region.image[part].reshape(-1, 3).astype(np.float64)
                    rows.append(np.concatenate([pixels.mean(0), pixels.std(0)]))
    low, mid, high = np.percentile(rows, (1, 50, 99), axis=0)

    def named(values):
        return {"mean": [round(v, 1) for v in values[:3]], "std": [round(v, 1) for v in values[3:]]}

    return {"block_m": 38, "unit": "8-bit value", "percentile_1": named(low), "median": named(mid), "percentile_99": named(high)}


def write_card(onnx_path, step, data=None, recipe=None, scores=None):
    with open(onnx_path, "rb") as stream:
        digest = hashlib.sha256(stream.read()).hexdigest()
    name = os.path.splitext(os.path.basename(onnx_path))[0]
    card = {
        "schema": "didban-model-card/1",
        "name": name,
        "version": "1",
        "weights": {"file": os.path.basename(onnx_path), "sha256": digest, "format": "onnx", "opset": 11,
                    "parameters": parameter_count(ChangeNet())},
        "input": {
            "kind": "pair",
            "tensors": ["before", "after"],
            "layout": "NCHW",
            "bands": ["red", "green", "blue"],
            "gsd_m": GSD,
            "more_gsd_m": MORE_GSD,
            "gsd_range_m": list(GSD_RANGE),
            "block_px": [BLOCK, BLOCK],
            "size_is_free": True,
            "stride_px": STRIDE,
            "halo_px": HALO,
            "nodata": "mean",
            "normalisation": {"value_range": [0, 255], "mean": [round(255 * v, 3) for v in MEAN], "std": [round(255 * v, 3) for v in STD]},
        },
        "output": {
            "tensor": "probabilities",
            "activation": "none",
            "channels": ["building_before", "building_after", "change"],
            "threshold": THRESHOLD,
        },
        "objects": OBJECTS,
        "training": {"steps": step, "data": TRAINING_DATA},
    }
    if recipe:
        with open(recipe) as stream:
            card["training"]["recipe"] = json.load(stream)
    if data:
        card["input"]["statistics"] = input_statistics(data)
    if scores:
        with open(scores) as stream:
            card["validation"] = json.load(stream)
    path = os.path.splitext(onnx_path)[0] + ".json"
    with open(path, "w") as stream:
        json.dump(card, stream, indent=2)
        stream.write("\n")
    print(path)
