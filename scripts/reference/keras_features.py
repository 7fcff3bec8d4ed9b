"""Pooled features of Keras Applications' networks, for the tests of our backbones in their variant keras.

Writes NAME-keras.safetensors and NAME-keras.txt for each backbone (or those named), as torchvision_features.py does.
Weights are drawn by our names and in torch's layout (drawn_weights.py); each network's table of names says which layer of
Keras has which name with us. The published weights are for channels last, so that is how Keras computes here.

Versions: keras 3.15.1, jax 0.10.2, numpy 2.4.6.
Use: KERAS_BACKEND=jax JAX_ENABLE_X64=1 python keras_features.py ../../src/test/resources/network [NAME ...]
"""
import re
import sys
from pathlib import Path

import keras
import numpy as np
from keras import applications
from keras.src.backend.common import dtypes

from drawn_weights import draw, images, write, write_shapes

IMAGES = 3

# Else Keras computes batch norms and global means in float32, whatever its floatx.
dtypes.BIT64_TO_BIT32_DTYPE["float64"] = "float64"

# Keras' name of a variable in a layer, and ours
VARIABLES = {
    "kernel": "weight",
    "depthwise_kernel": "depthwise.weight",
    "pointwise_kernel": "pointwise.weight",
    "bias": "bias",
    "gamma": "weight",
    "beta": "bias",
    "moving_mean": "running_mean",
    "moving_variance": "running_var",
}


def resnet(layer):
    if layer in ("conv1_conv", "conv1_bn"):
        return layer.split("_")[1].replace("conv", "conv1").replace("bn", "bn1")
    stage, block, place, kind = re.fullmatch(r"conv(\d)_block(\d+)_(\d)_(conv|bn)", layer).groups()
    name = ("downsample.0" if kind == "conv" else "downsample.1") if place == "0" else kind + place
    return f"layer{int(stage) - 1}.{int(block) - 1}.{name}"


def densenet(layer):
    names = {"conv1_conv": "conv0", "conv1_bn": "norm0", "bn": "norm5"}
    if layer in names:
        return "features." + names[layer]
    transition = re.fullmatch(r"pool(\d)_(conv|bn)", layer)
    if transition:
        return f"features.transition{int(transition[1]) - 1}.{transition[2].replace('bn', 'norm')}"
    stage, block, place, kind = re.fullmatch(r"conv(\d)_block(\d+)_(\d)_(conv|bn)", layer).groups()
    name = f"conv{place}" if kind == "conv" else f"norm{int(place) + 1}"
    return f"features.denseblock{int(stage) - 1}.denselayer{block}.{name}"


def branches(module, **lengths):
    """The convolutions of an Inception module in torchvision's InceptionV3: each branch's, numbered if it has several."""
    return [f"{module}.{branch}" if length == 1 else f"{module}.{branch}_{i + 1}"
            for branch, length in lengths.items() for i in range(length)]


def forked(module):
    return ([f"{module}.branch1x1"] + [f"{module}.branch3x3_{i}" for i in ("1", "2a", "2b")]
            + [f"{module}.branch3x3dbl_{i}" for i in ("1", "2", "3a", "3b")] + [f"{module}.branch_pool"])


# Keras numbers these layers in the order in which it makes them.
INCEPTION_V3 = (
    [f"Conv2d_{layer}" for layer in ("1a_3x3", "2a_3x3", "2b_3x3", "3b_1x1", "4a_3x3")]
    + [each for letter in "bcd" for each in branches(f"Mixed_5{letter}", branch1x1=1, branch5x5=2, branch3x3dbl=3,
                                                     branch_pool=1)]
    + branches("Mixed_6a", branch3x3=1, branch3x3dbl=3)
    + [each for letter in "bcde" for each in branches(f"Mixed_6{letter}", branch1x1=1, branch7x7=3, branch7x7dbl=5,
                                                      branch_pool=1)]
    + branches("Mixed_7a", branch3x3=2, branch7x7x3=4) + forked("Mixed_7b") + forked("Mixed_7c"))


def numbered(names):
    """Keras' conv2d_3 or batch_normalization_3 is the fourth of these."""
    def ours(layer):
        kind, number = re.fullmatch(r"(conv2d|batch_normalization)(?:_(\d+))?", layer).groups()
        return f"{names[int(number or 0)]}.{'conv' if kind == 'conv2d' else 'bn'}"
    return ours


def timm_branches(module, *lengths):
    """The convolutions of a module in timm's inception_resnet_v2."""
    return [f"{module}.branch{branch}" if length == 1 else f"{module}.branch{branch}.{i}"
            for branch, length in enumerate(lengths) for i in range(length)]


INCEPTION_RESNET_V2 = (
    [f"conv2d_{layer}" for layer in ("1a", "2a", "2b", "3b", "4a")]
    + timm_branches("mixed_5b", 1, 2, 3) + ["mixed_5b.branch3.1"]
    + [each for i in range(10) for each in timm_branches(f"repeat.{i}", 1, 2, 3)]
    + timm_branches("mixed_6a", 1, 3)
    + [each for i in range(20) for each in timm_branches(f"repeat_1.{i}", 1, 3)]
    + timm_branches("mixed_7a", 2, 2, 3)
    + [each for i in range(9) for each in timm_branches(f"repeat_2.{i}", 1, 3)]
    + timm_branches("block8", 1, 3))


def inception_resnet_v2(layer):
    if layer in ("conv_7b", "conv_7b_bn"):
        return "conv2d_7b." + ("bn" if layer.endswith("bn") else "conv")
    block = re.fullmatch(r"block(35|17|8)_(\d+)_conv", layer)
    if not block:
        return numbered(INCEPTION_RESNET_V2)(layer)
    if block[0] == "block8_10_conv":
        return "block8.conv2d"
    return f"{dict(zip(('35', '17', '8'), ('repeat', 'repeat_1', 'repeat_2')))[block[1]]}.{int(block[2]) - 1}.conv2d"


# name: Keras' network, what its layers are called with us, the images' size
NETWORKS = {
    "InceptionV3": (applications.InceptionV3, numbered(INCEPTION_V3), 107),
    "NASNetMobile": (applications.NASNetMobile, lambda layer: layer, 96),
    "InceptionResNetV2": (applications.InceptionResNetV2, inception_resnet_v2, 107),
    "ResNet50": (applications.ResNet50, resnet, 64),
    "ResNet101": (applications.ResNet101, resnet, 64),
    "ResNet152": (applications.ResNet152, resnet, 64),
    "DenseNet121": (applications.DenseNet121, densenet, 64),
    "DenseNet201": (applications.DenseNet201, densenet, 64),
}


def to_torch(variable, values):
    """Height, width, channels, filters as filters, channels, height, width."""
    if variable == "depthwise_kernel":
        return values.transpose(2, 3, 0, 1)
    return values.transpose(3, 2, 0, 1) if variable in ("kernel", "pointwise_kernel") else values


def to_keras(variable, values):
    if variable == "depthwise_kernel":
        return values.transpose(2, 3, 0, 1)
    return values.transpose(2, 3, 1, 0) if variable in ("kernel", "pointwise_kernel") else values


def tensors(model, ours):
    """Our name of each variable, and the variable."""
    return {f"{ours(layer.name)}.{VARIABLES[variable.name]}": variable for layer in model.layers
            for variable in layer.weights}


def shape(variable):
    return to_torch(variable.name, np.empty(variable.shape, np.bool_)).shape


def drawn(make, ours, size, dtype):
    """The network in this precision, with drawn weights."""
    keras.config.set_floatx(dtype)
    keras.config.set_image_data_format("channels_last")
    keras.utils.clear_session()  # numbers its layers from 0 again
    model = make(include_top=False, weights=None, input_shape=(size, size, 3), pooling="avg")
    for name, variable in tensors(model, ours).items():
        variable.assign(to_keras(variable.name, draw(name, shape(variable))))
    return model


def features(model, size, dtype):
    """The pooled features."""
    x = images(IMAGES, size).transpose(0, 2, 3, 1).astype(dtype)
    return np.asarray(model(x, training=False), np.float64)


def main(folder, names):
    for name in names or NETWORKS:
        make, ours, size = NETWORKS[name]
        single = features(drawn(make, ours, size, "float32"), size, "float32")
        model = drawn(make, ours, size, "float64")
        reference = features(model, size, "float64")
        parameters = sum(int(np.prod(each.shape)) for each in model.trainable_weights)
        print(f"{name}: {reference.shape[1]} features of {size} pixels, {parameters} parameters, largest "
              f"{np.abs(reference).max():.3g}, zero {(reference == 0).mean():.2g}, float32 differs by "
              f"{np.abs(single - reference).max() / np.abs(reference).max():.2g} of the largest")
        write(Path(folder) / f"{name}-keras.safetensors", features=reference, parameters=divmod(parameters, 1000))
        write_shapes(Path(folder) / f"{name}-keras.txt", {
            key: shape(variable) for key, variable in tensors(model, ours).items()})


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
