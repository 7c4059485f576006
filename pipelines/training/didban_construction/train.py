"""Trains the construction network on simulated cities by a recipe; checkpoints and resumes.

    python3 -m didban_construction.train --cities CITIES --aligned ALIGNED --run RUN_DIR [--recipe recipe.json]
"""
import argparse
import copy
import json
import os
import time

import cv2
import numpy as np
import torch
from torch.nn import functional as F

from didban_training.losses import outline
from didban_training.run import learning_rate, save, stage_of, update_average

from .cities import load_cities, read_recipe
from .crops import SIZE, draw
from .network import ConstructionNet

MEAN, STD = 0.4, 0.25


class Crops(torch.utils.data.Dataset):
    """Crop number i is drawn from a seed made of i alone, so any number of workers gives the same crops."""

    def __init__(self, cities, seed, first, count):
        self.cities, self.seed, self.first, self.count = cities, seed, first, count

    def __len__(self):
        return self.count

    def __getitem__(self, index):
        cv2.setNumThreads(1)
        image, kind, seen = draw(np.random.default_rng([self.seed, self.first + index]), self.cities)
        return torch.from_numpy((image - np.float32(MEAN)) / np.float32(STD)), torch.from_numpy(kind.astype(np.int64)), torch.from_numpy(seen.astype(np.float32))


def loss(logits, kind, seen):
    """Cross-entropy, heavier along outlines, and soft Dice for change; cross-entropy of the kind where something changed."""
    logits = logits.float()
    truth = (kind > 0).float()[:, None]
    weight = seen[:, None]
    emphasis = weight * (1 + outline(truth))
    entropy = (F.binary_cross_entropy_with_logits(logits[:, :1], truth, reduction="none") * emphasis).sum() / emphasis.sum().clamp(min=1)
    p = torch.sigmoid(logits[:, :1]) * weight
    dice = 1 - (2 * (p * truth).sum() + 100) / (p.sum() + (truth * weight).sum() + 100)
    changed = (truth * weight)[:, 0]
    kinds = (F.cross_entropy(logits[:, 1:], (kind - 1).clamp(min=0), reduction="none") * changed).sum() / changed.sum().clamp(min=1)
    return entropy + 0.5 * dice + 0.1 * kinds, np.array([entropy.item(), dice.item(), kinds.item()])


def held_out_scores(model, cities, size=768):
    """Loss parts aside, the pixel F1 of change at 0.5 over the middle of the held-out cities."""
    hit = false = missed = 0
    with torch.no_grad():
        for city in cities:
            y, x = [(n - size) // 2 for n in city.kind.shape]
            part = np.s_[y:y + size, x:x + size]
            image = city.image[(slice(None), *part)].astype(np.float32)
            seen = ~np.isnan(image[0])
            tensor = torch.from_numpy((np.where(seen, image, MEAN) - np.float32(MEAN)) / np.float32(STD))[None]
            with torch.cpu.amp.autocast(dtype=torch.bfloat16):
                found = model(tensor)[0, 0].float().numpy() > 0
            truth = city.kind[part] > 0
            hit += (found & truth & seen).sum()
            false += (found & ~truth & seen).sum()
            missed += (~found & truth & seen).sum()
    precision, recall = hit / max(1, hit + false), hit / max(1, hit + missed)
    return [round(float(v), 4) for v in (precision, recall, 2 * precision * recall / max(1e-9, precision + recall))]


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cities", required=True, help="folder of simulated cities")
    parser.add_argument("--aligned", required=True, help="folder of the later scenes on the earlier ones' grids")
    parser.add_argument("--run", required=True, help="folder for checkpoints and the log; an existing one is resumed")
    parser.add_argument("--recipe", default=os.path.join(os.path.dirname(__file__), "recipe.json"))
    args = parser.parse_args(arguments)
    recipe = read_recipe(args.recipe)
    torch.set_num_threads(1)
    torch.manual_seed(recipe["seed"])
    os.makedirs(args.run, exist_ok=True)
    cities = load_cities(args.cities, args.aligned, recipe["cities"])
    held_out = load_cities(args.cities, args.aligned, recipe["held_out"])
    model = ConstructionNet()
    average = copy.deepcopy(model).eval()
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=recipe["weight_decay"])
    step, checkpoint = 0, os.path.join(args.run, "checkpoint.pt")
    if os.path.exists(checkpoint):
        state = torch.load(checkpoint)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        step = state["step"]
    print(f"{sum(p.numel() for p in model.parameters())} parameters, {len(cities)} cities, from step {step}", flush=True)
    batch = recipe["batch"]
    started, shown, running = time.time(), step, np.zeros(3)
    while True:
        stage, _, start = stage_of(recipe, step)
        if stage is None:
            break
        left = start + stage["steps"] - step
        loader = torch.utils.data.DataLoader(Crops(cities, recipe["seed"], step * batch, left * batch), batch_size=batch, num_workers=1, prefetch_factor=6)
        for x, kind, seen in loader:
            model.train()
            for group in optimiser.param_groups:
                group["lr"] = learning_rate(stage, step - start)
            with torch.cpu.amp.autocast(enabled=recipe["bfloat16"], dtype=torch.bfloat16):
                logits = model(x)
            total, parts = loss(logits, kind, seen)
            optimiser.zero_grad(set_to_none=True)
            total.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimiser.step()
            update_average(average, model, stage["average"])
            step += 1
            running += parts
            if step % recipe["report_every"] == 0:
                row = {"step": step, "stage": stage["name"], "train": [round(v, 4) for v in running / (step - shown)],
                       "held_out": held_out_scores(average, held_out)}
                print(json.dumps(row), f"{(step - shown) / (time.time() - started):.2f} steps/s", flush=True)
                with open(os.path.join(args.run, "log.jsonl"), "a") as log:
                    log.write(json.dumps(row) + "\n")
                started, shown, running = time.time(), step, np.zeros(3)
            if step % recipe["checkpoint_every"] == 0:
                save(checkpoint, model=model.state_dict(), average=average.state_dict(), optimiser=optimiser.state_dict(), step=step)
    save(os.path.join(args.run, "final.pt"), average=average.state_dict(), step=step)
    print(f"finished at step {step}", flush=True)


if __name__ == "__main__":
    main()
