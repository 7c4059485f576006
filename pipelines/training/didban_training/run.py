"""A training run: the stages of a recipe, the network with its running average and optimiser, and their checkpoint."""
import copy
import math
import os

import torch

from .losses import loss


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
    """From the stage's first rate to its last, along half a cosine where it says so, else along a line."""
    part = done / stage["steps"]
    if stage.get("shape") == "cosine":
        part = (1 - math.cos(math.pi * part)) / 2
    return stage["rate_start"] + (stage["rate_end"] - stage["rate_start"]) * part


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


def save(path, **state):
    torch.save(state, path + ".part")
    os.replace(path + ".part", path)


class Run:
    """The network, its running average and the optimiser at a step of the recipe, and their checkpoint."""

    def __init__(self, model, recipe, folder, device, step=0):
        self.recipe, self.folder, self.step = recipe, folder, step
        self.model = model.to(device)
        self.average = copy.deepcopy(self.model).eval()
        self.begin()
        path = os.path.join(folder, "checkpoint.pt")
        if os.path.exists(path):
            state = torch.load(path, map_location=device)
            for name in ("model", "average", "optimiser"):
                getattr(self, name).load_state_dict(state[name])
            self.step = state["step"]

    def begin(self):
        groups = parameter_groups(self.model, self.recipe["encoder_rate"])
        self.optimiser = torch.optim.AdamW(groups, lr=1e-3, weight_decay=self.recipe["weight_decay"])

    def begin_from_average(self):
        self.model.load_state_dict(self.average.state_dict())
        self.begin()

    def learn(self, batch, stage, done, device):
        x, y, truth, weight = batch
        self.model.train()
        for group in self.optimiser.param_groups:
            group["lr"] = group["share"] * learning_rate(stage, done)
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            logits = self.model(x, y)
        total, parts = loss(logits, truth, weight, stage.get("miss", 0.5))
        self.optimiser.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
        self.optimiser.step()
        update_average(self.average, self.model, stage["average"])
        self.step += 1
        return parts

    def keep(self):
        save(os.path.join(self.folder, "checkpoint.pt"), model=self.model.state_dict(), average=self.average.state_dict(),
             optimiser=self.optimiser.state_dict(), step=self.step)
        self.keep_average(f"average_{self.step:06d}.pt")

    def keep_average(self, name):
        save(os.path.join(self.folder, name), average={k: v.cpu() for k, v in self.average.state_dict().items()}, step=self.step)
