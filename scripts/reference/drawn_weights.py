"""Weights, statistics and images that are drawn by a formula, so that a test in Java can draw them again.

Each value is a number of SplitMix64 over the CRC-32 of the tensor's name and the index. Names are those of our networks
(torchvision's, where it has the network). The values are wild on purpose: variances are small, activations large, so that
another epsilon, activation, padding or channel order changes the features by more than a hundredth.

Versions: numpy 2.4.6.
"""
import json
import re
import struct
import zlib

import numpy as np

# Names of tensors that are drawn from another range, lest nothing of the image arrive at the features.
OTHERS = [
    # Inception and NASNet ("conv.bn", "conv_1_bn"), ResNet ("bn1") and DenseNet ("norm1"): a layer's gain is above 1, else
    # the biases of so many layers would win over the image.
    (r".*(_bn|(bn|norm)\d?\.).*running_var", 0.05, 0.2),
    (r".*(_bn|(bn|norm)\d?\.).*weight", 0.5, 1.5),
    # ConvNeXt: small sums in front of a layer norm make its epsilon count; large biases would drown the image.
    (r".*\.block\.0\.(weight|bias)", -0.0005, 0.0005),
    (r".*\.block\.2\.weight", 1, 3),
    (r".*\.block\.[235]\.bias|features\.(0\.0|[246]\.[01])\.bias", -0.05, 0.05),
    # EfficientNet: the batch norm at a block's end makes up for what its depthwise convolution and excitation take away.
    (r".*\.block\.[23]\.1\.weight", 0.2, 0.6),
]


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
    return values.astype(np.float32).reshape(shape)


def draw(name, shape):
    """The values of one tensor, in torch's layout: filters, channels, height, width."""
    for pattern, low, high in OTHERS:
        if re.fullmatch(pattern, name):
            return between(name, shape, low, high)
    if name.endswith("running_mean"):
        return between(name, shape, -0.1, 0.1)
    if name.endswith("running_var"):
        return between(name, shape, 0.01, 0.04)
    if name.endswith("bias"):
        return between(name, shape, -0.5, 1.5)
    if len(shape) == 1:
        return between(name, shape, 0.1, 0.5)
    bound = np.sqrt(1.0 / np.prod(shape[1:]))
    return between(name, shape, -bound, bound)


def images(count, size):
    return between("images", (count, 3, size, size), 0, 1)


def write(file, **tensors):
    """A safetensors file of float32 tensors."""
    header, data = {}, b""
    for name, values in tensors.items():
        values = np.ascontiguousarray(values, dtype="<f4")
        header[name] = {"dtype": "F32", "shape": values.shape, "data_offsets": [len(data), len(data) + values.nbytes]}
        data += values.tobytes()
    text = json.dumps(header).encode()
    with open(file, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text + data)


def write_shapes(file, shapes):
    """A line for each tensor: its name and its shape."""
    with open(file, "w", encoding="utf-8") as out:
        for name, shape in shapes.items():
            print(name, *shape, file=out)
