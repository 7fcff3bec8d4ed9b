"""Gradients of torchvision's networks in training mode, for the tests of our backbones in their variant torchvision.

Writes NAME-torchvision-gradients.csv for each backbone (or those named): the norm of the gradient of every parameter,
and of the change of every running statistic, after one step forwards and backwards in training mode. Images and weights
are those of torchvision_features.py; the loss is the sum of the features, each times a drawn number. What is random
(stochastic depth) is off. Computed in float64; prints the largest relative difference that float32 makes. Where the
gradient is 0 but for rounding (a shift that the next batch norm takes away), 0 is written, and printed what float32 makes
of it as a part of the largest norm.

Versions: torch 2.13.0, torchvision 0.28.0, numpy 2.4.6.
Use: python torchvision_gradients.py ../../src/test/resources/network [NAME ...]
"""
import sys

import torch

from drawn_weights import between, images
from gradient_norms import write_norms
from torchvision_features import IMAGES, NETWORKS, drawn, is_classifier

# name: the images' size, arguments that make the network deterministic
STEPS = {
    "MobileNetV2": (64, {}),
    "ResNet50": (64, {}),
    "DenseNet121": (64, {}),
    "InceptionV3": (107, {}),
    "EfficientNetB0": (64, {"stochastic_depth_prob": 0.0}),
    "ConvNeXtBase": (64, {"stochastic_depth_prob": 0.0}),
}


def norms(name, size, arguments, dtype):
    """The norms by the tensors' names."""
    make, features, _ = NETWORKS[name]
    model = drawn(make(weights=None, **arguments)).to(dtype).train()
    before = {key: value.clone() for key, value in model.state_dict().items()}
    pooled = features(model)(torch.from_numpy(images(IMAGES, size)).to(dtype))
    (pooled * torch.from_numpy(between("loss", tuple(pooled.shape), -1, 1)).to(dtype)).sum().backward()
    gradients = {key: value.grad.norm().item() for key, value in model.named_parameters() if not is_classifier(key)}
    changes = {key: (value - before[key]).norm().item() for key, value in model.state_dict().items()
               if key.endswith(("running_mean", "running_var"))}
    return gradients | changes


def main(folder, names):
    for name in names or STEPS:
        size, arguments = STEPS[name]
        reference = norms(name, size, arguments, torch.float64)
        single = norms(name, size, arguments, torch.float32)
        write_norms(folder, f"{name}-torchvision-gradients", reference, single)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
