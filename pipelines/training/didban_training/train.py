"""Trains the building-change network by a recipe of stages; checkpoints, resumes, writes curves.

    python3 -m didban_training.train --pack PACK.zip --run RUN_DIR [--recipe recipe.json] [--device cuda]
                                     (--encoder IMAGENET.npz | --warm-start NAME.onnx --warm-step STEP)

A new run begins from an encoder trained on ImageNet, or takes up an exported network as if it had just done STEP steps
of the recipe. didban_training.pack writes the pack. A stage with `own_labels` begins with labels that the averaged
network makes for the unlabelled tiles (RUN_DIR/labels.npz), which are drawn in that share of the draws from then on.
"""
import argparse
import json
import os
import time

import cv2
import numpy as np
import torch

from .batches import Batches, on_device, prefetch
from .encoder import load_imagenet
from .losses import loss
from .network import ChangeNet, parameter_count
from .pack import Pack
from .places import Places, Region
from .predict import predict
from .run import Run, learning_rate, shares_of, stage_of
from .scoring import Score
from .unlabelled import own_labels

HELD_OUT_PAIRS = 48


def take_up(model, path, places, recipe, step, count=32):
    """Warm start from an ONNX file by the statistics of the `count` batches that follow `step`."""
    from .export_onnx import WithSigmoid, largest_difference
    from .warm_start import warm_start
    stage = stage_of(recipe, step)[0]
    batches = Batches(places, recipe["seed"], shares_of(stage), 1, recipe["batch"], step, count)
    warm_start(model, path, (on_device(batch, "cpu")[:2] for batch in batches))
    difference = largest_difference(WithSigmoid(model), path)
    print(f"{path} taken up, largest difference {difference:.1e}", flush=True)
    if difference > 1e-4:
        raise SystemExit(f"{path}: the network taken up differs by {difference:.1e}, more than 1e-4")


def held_out_loss(model, places, recipe, device):
    batches = Batches(places, recipe["seed"] + 1, (), 1, 8, 0, HELD_OUT_PAIRS // 8)
    parts = np.zeros(3)
    with torch.no_grad():
        for batch in batches:
            x, y, truth, weight = on_device(batch, device)
            parts += loss(model(x, y), truth, weight)[1].cpu().numpy() / len(batches)
    return parts


def tuning_scores(model, tuning, device):
    scores = {}
    for name, before, after, label, gsd in tuning:
        scores.setdefault(name, Score()).add(predict(model, before, after, gsd, device=device)[2] >= 0.5, label)
    return {name: list(score.result()["pixel"].values()) for name, score in scores.items()}


def labels_of(average, pack, path, device):
    """The unlabelled tiles with the network's own labels, made once and kept in `path`."""
    tiles = list(pack.regions("unlabelled"))
    if not os.path.exists(path):
        made = own_labels(average, tiles, device)
        print(f"{len(made)} of {len(tiles)} unlabelled tiles labelled", flush=True)
        with open(path + ".part", "wb") as stream:
            np.savez_compressed(stream, **{tile.name: np.stack([tile.mask, tile.valid]) for tile in made})
        os.replace(path + ".part", path)
    kept = np.load(path)
    return [Region(t.name, t.image, *kept[t.name], t.gsd, t.place) for t in tiles if t.name in kept]


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pack", required=True, help="what didban_training.pack wrote")
    parser.add_argument("--run", required=True, help="folder for checkpoints and the log; an existing one is resumed")
    parser.add_argument("--recipe", default=os.path.join(os.path.dirname(__file__), "recipe.json"))
    parser.add_argument("--encoder", help="weights of MobileNet v1 trained on ImageNet (.npz) that a new run begins from")
    parser.add_argument("--warm-start", help="exported network (ONNX) that a new run takes up")
    parser.add_argument("--warm-step", type=int, default=0, help="step of the recipe at which the exported network stands")
    parser.add_argument("--stop-at", type=int, help="end after this many steps in all, as if interrupted after a checkpoint")
    parser.add_argument("--device", default="cpu", help="cpu, or cuda for an accelerator, where the network runs in bfloat16")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    args = parser.parse_args(arguments)

    with open(args.recipe) as stream:
        recipe = json.load(stream)
    cv2.setNumThreads(1)  # a pool of threads would not outlive the fork of the workers
    torch.set_num_threads(args.threads)
    torch.manual_seed(recipe["seed"])
    os.makedirs(args.run, exist_ok=True)
    device, pack = torch.device(args.device), Pack(args.pack)
    places, held_out, tuning = pack.places("trained"), pack.places("held_out"), list(pack.tuning())

    model, new = ChangeNet(), not os.path.exists(os.path.join(args.run, "checkpoint.pt"))
    if args.encoder and new:
        load_imagenet(model.encoder, args.encoder)
    if args.warm_start and new:
        take_up(model, args.warm_start, places, recipe, args.warm_step)
    run = Run(model, recipe, args.run, device, args.warm_step if args.warm_start else 0)
    print(f"{parameter_count(model)} parameters, {len(places.labelled)} regions, {sum(map(len, places.ground.values()))} tiles of ground, from step {run.step}", flush=True)

    started, shown, running = time.time(), run.step, torch.zeros(3, device=device)
    while run.step != args.stop_at:
        stage, done, start = stage_of(recipe, run.step)
        if stage is None:
            break
        drawn = places
        if "own_labels" in stage:
            if not done and stage.get("from_average"):
                run.begin_from_average()
            made = labels_of(run.average, pack, os.path.join(args.run, "labels.npz"), device)
            drawn = Places(places.labelled, [t for tiles in places.ground.values() for t in tiles], made, stage["own_labels"])
        batches = Batches(drawn, recipe["seed"], shares_of(stage), stage["repeats"], recipe["batch"], run.step, stage["steps"] - done)
        loader = torch.utils.data.DataLoader(batches, batch_size=None, num_workers=args.workers, pin_memory=device.type == "cuda",
                                             **prefetch(args.workers))
        for batch in loader:
            running += run.learn(on_device(batch, device), stage, run.step - start, device)
            if run.step % recipe["report_every"] == 0:
                rate = (run.step - shown) / (time.time() - started)
                row = {"step": run.step, "stage": stage["name"], "rate": learning_rate(stage, run.step - 1 - start),
                       "train": [round(v, 4) for v in (running / (run.step - shown)).tolist()],
                       "held_out": [round(v, 4) for v in held_out_loss(run.average, held_out, recipe, device)]}
                if tuning:
                    row["tuning"] = tuning_scores(run.average, tuning, device)
                print(json.dumps(row), f"{rate:.2f} steps/s", flush=True)
                with open(os.path.join(args.run, "log.jsonl"), "a") as log:
                    log.write(json.dumps(row) + "\n")
                started, shown, running = time.time(), run.step, torch.zeros(3, device=device)
            if run.step % recipe["checkpoint_every"] == 0 or run.step == start + stage["steps"]:
                run.keep()
            if run.step == args.stop_at:
                break
    run.keep_average("final.pt")
    print(f"finished at step {run.step}", flush=True)


if __name__ == "__main__":
    main()
