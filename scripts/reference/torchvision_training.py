"""Steps of Adam on torchvision's networks with the study's head, for the test of our training.

Writes training/NAME.csv for each network (or those named): the loss of each of ten steps in training mode, and the norm of
the change of every running statistic after them, for two recipes: the study's (torch.optim.Adam), and one with class
weights, clip_grad_norm_ and decoupled weight decay (torch.optim.AdamW). Weights and images are drawn as in
torchvision_features.py, the head's likewise; dropout is off. In float64; prints how far float32 gets from it.

Versions: torch 2.13.0, torchvision 0.28.0, numpy 2.4.6.
Use: python torchvision_training.py ../../src/test/resources/training [NAME ...]
"""
import csv
import sys
from pathlib import Path

import torch

from drawn_weights import draw, images
from torchvision_features import NETWORKS, drawn, is_classifier

SIZES = {"MobileNetV2": (64, 1280), "ResNet50": (64, 2048)}
GRADES = [1, 0, 1, 1, 1, 0]
STEPS = 10
RATE = 1e-3
RECIPES = ["study", "options"]
DECAY = 0.01
LARGEST_NORM = 1.0


def head(features):
    layers = {"dense": torch.nn.Linear(features, 128), "output": torch.nn.Linear(128, 1)}
    for name, layer in layers.items():
        for kind, value in layer.named_parameters():
            value.data = torch.from_numpy(draw(f"head.{name}.{kind}", tuple(value.shape)))
    return torch.nn.Sequential(layers["dense"], torch.nn.ReLU(), layers["output"])


def train(name, recipe, dtype):
    """The losses, and the norms by the statistics' names."""
    size, count = SIZES[name]
    make, features, _ = NETWORKS[name]
    model = drawn(make(weights=None)).to(dtype).train()
    top = head(count).to(dtype)
    x = torch.from_numpy(images(len(GRADES), size)).to(dtype)
    y = torch.tensor(GRADES, dtype=dtype)
    weights = torch.where(y == 1, len(y) / (2 * y.sum()), len(y) / (2 * (1 - y).sum()))
    before = {key: value.clone() for key, value in model.state_dict().items()}
    trained = [value for key, value in model.named_parameters() if not is_classifier(key)] + list(top.parameters())
    options = recipe == "options"
    adam = torch.optim.AdamW(trained, RATE, weight_decay=DECAY) if options else torch.optim.Adam(trained, RATE)
    losses = []
    for _ in range(STEPS):
        adam.zero_grad()
        logits = top(features(model)(x)).flatten()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, y, weight=weights if options else None)
        loss.backward()
        if options:
            torch.nn.utils.clip_grad_norm_(trained, LARGEST_NORM)
        adam.step()
        losses.append(loss.item())
    return losses, {key: (value - before[key]).norm().item() for key, value in model.state_dict().items()
                    if key.endswith(("running_mean", "running_var"))}


def main(folder, names):
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name in names or SIZES:
        with open(Path(folder) / f"{name}.csv", "w", newline="", encoding="utf-8") as out:
            rows = csv.writer(out, lineterminator="\n")
            rows.writerow(["recipe", "what", "value"])
            for recipe in RECIPES:
                losses, norms = train(name, recipe, torch.float64)
                single, _ = train(name, recipe, torch.float32)
                print(f"{name} {recipe}: losses {losses[0]:.4g} to {losses[-1]:.4g}, float32 differs by "
                      f"{max(abs(a - b) for a, b in zip(losses, single)):.2g}")
                rows.writerows((recipe, f"loss {step + 1}", repr(loss)) for step, loss in enumerate(losses))
                rows.writerows((recipe, key, f"{norm:.9g}") for key, norm in norms.items())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
