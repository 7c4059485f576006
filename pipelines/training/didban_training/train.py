"""Trains the building-change network by a recipe of stages; checkpoints, resumes, writes curves.

    python3 -m didban_training.train --data BUILDINGS --run RUN_DIR [--ground GROUND] [--recipe recipe.json]
                                     [--tuning DATA] (--encoder IMAGENET.npz | --warm-start NAME.onnx --warm-step STEP)

A new run begins from an encoder trained on ImageNet, or takes up an exported network as if it had just done STEP steps
of the recipe.
"""
import argparse
import copy
import json
import os
import re
import time

import cv2
import numpy as np
import torch

from .encoder import load_imagenet
from .export_onnx import WithSigmoid, largest_difference
from .losses import loss
from .network import ChangeNet, parameter_count
from .normalisation import to_tensor
from .open_ground import load_ground
from .pairs import draw_scene, finish_pair
from .places import Places
from .predict import predict
from .regions import load_regions
from .scoring import Score
from .validation_sets import pairs as validation_pairs
from .warm_start import warm_start

HELD_OUT = ("spacenet1_rio_3band_AOI_1_RIO_img2033", "oam_catanduanes_ph_1", "oam_kampala_ug_2")
HELD_OUT_GROUND = re.compile(r"9[5-9]$")  # of each kind, by number


class Pairs(torch.utils.data.Dataset):
    """Pair number i is drawn from seeds made of i alone, so any number of workers gives the same pairs.

    Each drawn scene serves `repeats` times, BLOCK pairs apart, under acquisitions drawn anew: drawing is the dear part.
    """

    BLOCK = 40

    def __init__(self, places, seed, shares, repeats, first, count):
        self.places, self.seed, self.shares, self.repeats = places, seed, shares, repeats
        self.first, self.count, self.scenes = first, count, {}

    def __len__(self):
        return self.count

    def scene(self, key):
        if key not in self.scenes:
            if len(self.scenes) >= self.BLOCK:
                self.scenes.clear()
            self.scenes[key] = draw_scene(np.random.default_rng([self.seed, 0, key]), self.places, *self.shares)
        return self.scenes[key]

    def __getitem__(self, index):
        cv2.setNumThreads(1)
        number = self.first + index
        key = number // (self.repeats * self.BLOCK) * self.BLOCK + number % self.BLOCK
        pair = finish_pair(np.random.default_rng([self.seed, 1, number]), self.scene(key))
        return (to_tensor(pair["before"]), to_tensor(pair["after"]), torch.from_numpy(pair["truth"]),
                torch.from_numpy(pair["weight"]))


def stage_of(recipe, step):
    start = 0
    for stage in recipe["stages"]:
        if step < start + stage["steps"]:
            return stage, step - start, start
        start += stage["steps"]
    return None, 0, start


def shares_of(stage):
    """Shares of drawn scenes and of drawn remade places among the pairs of a stage."""
    return stage["procedural"], stage.get("remade", 0.0)


def learning_rate(stage, done):
    return stage["rate_start"] + (stage["rate_end"] - stage["rate_start"]) * done / stage["steps"]


def parameter_groups(model, encoder_share):
    """The encoder learns at a share of the stage's rate, the rest at the full rate."""
    encoder = list(model.encoder.parameters())
    known = set(map(id, encoder))
    return [{"params": encoder, "share": encoder_share},
            {"params": [p for p in model.parameters() if id(p) not in known], "share": 1.0}]


def update_average(average, model, decay):
    """Moves the running average of weights and statistics by 1 - decay towards the model."""
    with torch.no_grad():
        for slow, fast in zip(average.state_dict().values(), model.state_dict().values()):
            if slow.dtype.is_floating_point:
                slow.mul_(decay).add_(fast, alpha=1 - decay)
            else:
                slow.copy_(fast)


def take_up(model, path, places, recipe, step, count=256):
    """Warm start from an ONNX file by the statistics of the pairs that follow `step`."""
    stage = stage_of(recipe, step)[0]
    pairs = Pairs(places, recipe["seed"], shares_of(stage), 1, step * recipe["batch"], count)
    loader = torch.utils.data.DataLoader(pairs, batch_size=recipe["batch"])
    warm_start(model, path, ((before, after) for before, after, _, _ in loader))
    difference = largest_difference(WithSigmoid(model), path)
    print(f"{path} taken up, largest difference {difference:.1e}", flush=True)
    if difference > 1e-4:
        raise SystemExit(f"{path}: the network taken up differs by {difference:.1e}, more than 1e-4")


def load_places(data, ground=None, research=False):
    """What is trained on and what is held out: Places each. Tiny data without a held-out region hold out the first."""
    regions, tiles = load_regions(data, research), load_ground(ground) if ground else []
    held_out = [r for r in regions if r.name in HELD_OUT] or regions[:1]
    return (Places([r for r in regions if r.name not in HELD_OUT], [t for t in tiles if not HELD_OUT_GROUND.search(t.name)]),
            Places(held_out, [t for t in tiles if HELD_OUT_GROUND.search(t.name)]))


def held_out_loss(model, places, recipe, count=48):
    data = Pairs(places, recipe["seed"] + 1, (), 1, 0, count)
    parts = np.zeros(3)
    with torch.no_grad():
        for i in range(0, count, 8):
            x, y, truth, weight = torch.utils.data.default_collate([data[k] for k in range(i, min(count, i + 8))])
            parts += loss(model(x, y), truth, weight)[1].numpy() / (count / 8)
    return parts


def tuning_scores(model, root):
    result = {}
    for name in ("levir_crops", "levir_tile"):
        score = Score()
        for _, before, after, label, gsd in validation_pairs(root, name):
            score.add(predict(model, before, after, gsd)[2] >= 0.5, label)
        result[name] = list(score.result()["pixel"].values())
    return result


def save(path, **state):
    torch.save(state, path + ".part")
    os.replace(path + ".part", path)


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="folder with the labelled building tiles")
    parser.add_argument("--ground", help="folder with tiles of ground without buildings")
    parser.add_argument("--run", required=True, help="folder for checkpoints and the log; an existing one is resumed")
    parser.add_argument("--recipe", default=os.path.join(os.path.dirname(__file__), "recipe.json"))
    parser.add_argument("--tuning", help="folder of validation data: scores of the tuning set are logged")
    parser.add_argument("--encoder", help="weights of MobileNet v1 trained on ImageNet (.npz) that a new run begins from")
    parser.add_argument("--warm-start", help="exported network (ONNX) that a new run takes up")
    parser.add_argument("--warm-step", type=int, default=0, help="step of the recipe at which the exported network stands")
    parser.add_argument("--research", action="store_true", help="study only: add data whose terms forbid shipping")
    parser.add_argument("--stop-at", type=int, help="end after this many steps in all, as if interrupted after a checkpoint")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    args = parser.parse_args(arguments)

    with open(args.recipe) as stream:
        recipe = json.load(stream)
    torch.set_num_threads(args.threads)
    torch.manual_seed(recipe["seed"])
    os.makedirs(args.run, exist_ok=True)
    places, held_out = load_places(args.data, args.ground, args.research)

    model = ChangeNet()
    step = 0
    checkpoint = os.path.join(args.run, "checkpoint.pt")
    if args.encoder:
        load_imagenet(model.encoder, args.encoder)
    if args.warm_start and not os.path.exists(checkpoint):
        step = args.warm_step
        take_up(model, args.warm_start, places, recipe, step)
    average = copy.deepcopy(model).eval()
    optimiser = torch.optim.AdamW(parameter_groups(model, recipe["encoder_rate"]), lr=1e-3, weight_decay=recipe["weight_decay"])
    if os.path.exists(checkpoint):
        state = torch.load(checkpoint)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        step = state["step"]
    print(f"{parameter_count(model)} parameters, {len(places.labelled)} regions, {sum(map(len, places.ground.values()))} tiles of ground, from step {step}", flush=True)

    batch = recipe["batch"]
    started, shown, running = time.time(), step, np.zeros(3)
    while True:
        stage, _, start = stage_of(recipe, step)
        if stage is None:
            break
        left = start + stage["steps"] - step
        loader = torch.utils.data.DataLoader(Pairs(places, recipe["seed"], shares_of(stage), stage["repeats"], step * batch, left * batch),
                                             batch_size=batch, num_workers=args.workers, prefetch_factor=6 if args.workers else 2)
        for x, y, truth, weight in loader:
            model.train()
            for group in optimiser.param_groups:
                group["lr"] = group["share"] * learning_rate(stage, step - start)
            logits = model(x, y)
            total, parts = loss(logits, truth, weight, stage.get("miss", 0.5))
            optimiser.zero_grad(set_to_none=True)
            total.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimiser.step()
            update_average(average, model, stage["average"])
            step += 1
            running += parts.numpy()
            if step % recipe["report_every"] == 0:
                rate = (step - shown) / (time.time() - started)
                row = {"step": step, "stage": stage["name"], "rate": learning_rate(stage, step - 1 - start),
                       "train": [round(v, 4) for v in running / (step - shown)],
                       "held_out": [round(v, 4) for v in held_out_loss(average, held_out, recipe)]}
                if args.tuning:
                    row["tuning"] = tuning_scores(average, args.tuning)
                print(json.dumps(row), f"{rate:.2f} steps/s", flush=True)
                with open(os.path.join(args.run, "log.jsonl"), "a") as log:
                    log.write(json.dumps(row) + "\n")
                started, shown, running = time.time(), step, np.zeros(3)
            if step % recipe["checkpoint_every"] == 0 or step == start + stage["steps"]:
                save(checkpoint, model=model.state_dict(), average=average.state_dict(), optimiser=optimiser.state_dict(),
                     step=step)
                save(os.path.join(args.run, f"average_{step:06d}.pt"), average=average.state_dict(), step=step)
            if step == args.stop_at:
                break
        if step == args.stop_at:
            break
    save(os.path.join(args.run, "final.pt"), average=average.state_dict(), step=step)
    print(f"finished at step {step}", flush=True)


if __name__ == "__main__":
    main()
