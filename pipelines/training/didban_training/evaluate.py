"""Scores a network on labelled pairs it was not trained on, and writes its maps.

    python3 -m didban_training.evaluate --model NAME.onnx|CHECKPOINT.pt --data VALIDATION --out DIR [--sets levir_crops,whu]

Per set, DIR/<set>/ holds the change probabilities (GeoTIFF, float 0..1, on the grid of the earlier image) and pairs.csv
(predicted,label). DIR/scores.json holds the table that the model card repeats. An ONNX file is run by OpenCV, a checkpoint
by torch. Everything at threshold 0.5.
"""
import argparse
import csv
import json
import os

import cv2
import numpy as np
from osgeo import gdal

from .predict import predict
from .scoring import Score
from .validation_sets import SETS, pairs

THRESHOLD = 0.5


class OnnxModel:
    """An ONNX network run by OpenCV behind the interface `predict` expects of a torch network (returns logits)."""

    def __init__(self, path):
        self.net = cv2.dnn.readNetFromONNX(path)

    def __call__(self, before, after):
        import torch
        self.net.setInput(before.numpy(), "before")
        self.net.setInput(after.numpy(), "after")
        return torch.logit(torch.from_numpy(self.net.forward().copy()), eps=1e-7)


def load_model(path):
    if path.endswith(".onnx"):
        return OnnxModel(path)
    import torch
    from .network import ChangeNet
    model = ChangeNet()
    model.load_state_dict(torch.load(path)["average"])
    return model.eval()


def write_raster(path, data, kind):
    dataset = gdal.GetDriverByName("GTiff").Create(path, data.shape[1], data.shape[0], 1, kind, ["COMPRESS=DEFLATE"])
    dataset.GetRasterBand(1).WriteArray(data)


def evaluate_set(model, root, name, out, flips):
    folder = os.path.join(out, name)
    os.makedirs(folder, exist_ok=True)
    score, rows = Score(), []
    for file, before, after, label, gsd in pairs(root, name):
        probability = predict(model, before, after, gsd, flips)
        score.add(probability[2] >= THRESHOLD, label)
        stem = os.path.splitext(file)[0]
        write_raster(os.path.join(folder, stem + "_change.tif"), probability[2], gdal.GDT_Float32)
        write_raster(os.path.join(folder, stem + "_label.tif"), label.astype(np.uint8) * 255, gdal.GDT_Byte)
        rows.append((stem + "_change.tif", stem + "_label.tif"))
    with open(os.path.join(folder, "pairs.csv"), "w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("predicted", "label"))
        writer.writerows(rows)
    return {"role": SETS[name][4], "gsd_m": SETS[name][3], **score.result()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True)
    parser.add_argument("--data", required=True, help="folder of validation data")
    parser.add_argument("--out", required=True)
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--flips", action="store_true", help="average over four mirrored runs: four times the work")
    args = parser.parse_args()
    model = load_model(args.model)
    table = {}
    print(f"{'set':14s} {'role':7s} pixel P     R     F1   object P     R     F1")
    for name in args.sets.split(","):
        table[name] = row = evaluate_set(model, args.data, name, args.out, args.flips)
        p, o = row["pixel"], row["object"]
        print(f"{name:14s} {row['role']:7s} {p['precision']:7.3f} {p['recall']:5.3f} {p['f1']:6.3f} "
              f"{o['precision']:10.3f} {o['recall']:5.3f} {o['f1']:6.3f}", flush=True)
    with open(os.path.join(args.out, "scores.json"), "w") as stream:
        json.dump({"threshold": THRESHOLD, "flips": args.flips, "sets": table}, stream, indent=2)


if __name__ == "__main__":
    main()
