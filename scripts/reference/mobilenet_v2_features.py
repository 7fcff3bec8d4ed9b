"""Pooled features of torchvision's mobilenet_v2 for MobileNetV2Test.

The weights are drawn by a formula (SplitMix64 over the CRC-32 of a tensor's name and the index) that the test draws
again, so that only the features are stored. They are wild on purpose: activations pass 6, variances are small, so that
ReLU for ReLU6, another batch-norm epsilon or reversed channels change the features by more than a hundredth; this
program prints by how much.

Versions: torch 2.13.0, torchvision 0.28.0, numpy 2.4.6.
Use: python mobilenet_v2_features.py ../../src/test/resources/network/mobilenet_v2_features.csv
"""
import sys
import types
import zlib

import numpy as np
import torch

# torchvision's detection operators are not needed, and their registration can fail on CPU-only installations.
sys.modules.setdefault("torchvision._meta_registrations", types.ModuleType("torchvision._meta_registrations"))
from torchvision.models import mobilenet_v2  # noqa: E402

IMAGES, SIZE = 2, 96


def uniform(name, count):
    """0..1 for each index: SplitMix64's output function over crc32(name) * 2^32 + index."""
    with np.errstate(over="ignore"):
        z = (np.uint64(zlib.crc32(name.encode())) << np.uint64(32)) + np.arange(count, dtype=np.uint64)
        z = z * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(40)).astype(np.float64) / (1 << 24)


def between(name, shape, low, high):
    values = low + (high - low) * uniform(name, int(np.prod(shape)))
    return torch.from_numpy(values.astype(np.float32).reshape(shape))


def draw(name, shape):
    """The values of one tensor."""
    if name.endswith("running_mean"):
        return between(name, shape, -0.1, 0.1)
    if name.endswith("running_var"):
        return between(name, shape, 0.01, 0.04)
    if len(shape) == 1 and name.endswith("weight"):
        return between(name, shape, 0.1, 0.5)
    if name.endswith("bias"):
        return between(name, shape, -0.5, 1.5)
    bound = np.sqrt(1.0 / np.prod(shape[1:]))
    return between(name, shape, -bound, bound)


def features(network, images):
    with torch.no_grad():
        return network.features(images).mean((2, 3)).double().numpy()


def network(change=lambda module: None):
    model = mobilenet_v2(weights=None)
    state = {name: draw(name, tuple(value.shape)) for name, value in model.state_dict().items()
             if name.startswith("features.") and not name.endswith("num_batches_tracked")}
    model.load_state_dict(state, strict=False)
    model.apply(change)
    return model.eval()


def plain_relu(module):
    for name, child in module.named_children():
        if isinstance(child, torch.nn.ReLU6):
            setattr(module, name, torch.nn.ReLU())


def keras_epsilon(module):
    if isinstance(module, torch.nn.BatchNorm2d):
        module.eps = 1e-3


if __name__ == "__main__":
    images = between("images", (IMAGES, 3, SIZE, SIZE), 0, 1)
    reference = features(network(), images)
    largest = np.abs(reference).max()
    wrong = {"relu": features(network(plain_relu), images),
             "epsilon": features(network(keras_epsilon), images),
             "reversed": features(network(), images.flip(1))}
    print("features", reference.shape, "largest", largest, "zero", (reference == 0).mean())
    for name, other in {"float64": features(network().double(), images.double()), **wrong}.items():
        print(f"{name}: changes the features by {np.abs(other - reference).max() / largest:.3g} of the largest")
    with open(sys.argv[1], "w") as file:
        file.write("image,feature,value," + ",".join(wrong) + "\n")
        for at in np.ndindex(reference.shape):
            file.write(",".join([*map(str, at)] + [str(np.float32(each[at])) for each in [reference, *wrong.values()]]) + "\n")
