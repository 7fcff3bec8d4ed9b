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

from drawn_weights import draw, images, write, write_shapes

IMAGES = 3

# Keras' name of a variable in a layer, and ours
VARIABLES = {
    "kernel": "weight",
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


# name: Keras' network, what its layers are called with us, the images' size
NETWORKS = {
    "ResNet50": (applications.ResNet50, resnet, 64),
    "ResNet101": (applications.ResNet101, resnet, 64),
    "ResNet152": (applications.ResNet152, resnet, 64),
}


def to_torch(variable, values):
    """Height, width, channels, filters as filters, channels, height, width."""
    return values.transpose(3, 2, 0, 1) if variable == "kernel" else values


def to_keras(variable, values):
    return values.transpose(2, 3, 1, 0) if variable == "kernel" else values


def tensors(model, ours):
    """Our name of each variable, and the variable."""
    return {f"{ours(layer.name)}.{VARIABLES[variable.name]}": variable for layer in model.layers
            for variable in layer.weights}


def shape(variable):
    return to_torch(variable.name, np.empty(variable.shape, np.bool_)).shape


def features(make, ours, size, dtype):
    """The pooled features in this precision, and the model."""
    keras.config.set_floatx(dtype)
    keras.config.set_dtype_policy(dtype)
    keras.config.set_image_data_format("channels_last")
    model = make(include_top=False, weights=None, input_shape=(size, size, 3), pooling="avg")
    for name, variable in tensors(model, ours).items():
        variable.assign(to_keras(variable.name, draw(name, shape(variable))))
    x = images(IMAGES, size).transpose(0, 2, 3, 1).astype(dtype)
    return np.asarray(model(x, training=False), np.float64), model


def main(folder, names):
    for name in names or NETWORKS:
        make, ours, size = NETWORKS[name]
        single, _ = features(make, ours, size, "float32")
        reference, model = features(make, ours, size, "float64")
        parameters = sum(int(np.prod(each.shape)) for each in model.trainable_weights)
        print(f"{name}: {reference.shape[1]} features of {size} pixels, {parameters} parameters, largest "
              f"{np.abs(reference).max():.3g}, zero {(reference == 0).mean():.2g}, float32 differs by "
              f"{np.abs(single - reference).max() / np.abs(reference).max():.2g} of the largest")
        write(Path(folder) / f"{name}-keras.safetensors", features=reference, parameters=divmod(parameters, 1000))
        write_shapes(Path(folder) / f"{name}-keras.txt", {
            key: shape(variable) for key, variable in tensors(model, ours).items()})


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
