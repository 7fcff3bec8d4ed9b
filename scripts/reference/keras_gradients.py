"""Gradients of Keras Applications' networks in training mode, for the tests of our backbones in their variant keras.

Writes NAME-keras-gradients.csv for each backbone (or those named), as torchvision_gradients.py does: the norm of the
gradient of every parameter, and of the change of every running statistic, after one step forwards and backwards in
training mode, in float64. Images and weights are those of keras_features.py.

Keras puts a batch's biased variance into moving_variance, TensorFlow's fused batch norm, with which the published weights
were trained, the unbiased one, as torch does. The changes are written for the unbiased one.

Versions: keras 3.15.1, jax 0.10.2, numpy 2.4.6.
Use: KERAS_BACKEND=jax JAX_ENABLE_X64=1 python keras_gradients.py ../../src/test/resources/network [NAME ...]
"""
import sys

import jax
import keras
import numpy as np

from drawn_weights import between, images
from gradient_norms import write_norms
from keras_features import IMAGES, NETWORKS, drawn, tensors

# name: the images' size
STEPS = {
    "ResNet50": 64,
    "DenseNet121": 64,
    "InceptionV3": 107,
    "NASNetMobile": 96,
    "InceptionResNetV2": 107,
}


def unbiased(layer, after, before):
    """moving_variance as TensorFlow's fused batch norm and torch leave it."""
    count = IMAGES * np.prod(layer.input.shape[1:3])
    variance = (after - layer.momentum * before) / (1 - layer.momentum)
    return layer.momentum * before + (1 - layer.momentum) * variance * count / (count - 1)


def norms(name, size, dtype):
    """The norms by the tensors' names."""
    make, ours, _ = NETWORKS[name]
    model = drawn(make, ours, size, dtype)
    x = images(IMAGES, size).transpose(0, 2, 3, 1).astype(dtype)
    factors = between("loss", (IMAGES, model.output.shape[1]), -1, 1).astype(dtype)

    def loss(trained, statistics):
        features, statistics = model.stateless_call(trained, statistics, x, training=True)
        return (features * factors).sum(), statistics

    (_, after), gradients = jax.value_and_grad(loss, has_aux=True)(
        [each.value for each in model.trainable_variables], [each.value for each in model.non_trainable_variables])
    arrays = {variable.path: gradient for variable, gradient in zip(model.trainable_variables, gradients)}
    after = {variable.path: value for variable, value in zip(model.non_trainable_variables, after)}
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            mean, variance = layer.moving_mean, layer.moving_variance
            arrays[mean.path] = after[mean.path] - mean.value
            arrays[variance.path] = unbiased(layer, after[variance.path], variance.value) - variance.value
    return {ours_name: float(np.linalg.norm(np.asarray(arrays[variable.path], np.float64).ravel()))
            for ours_name, variable in tensors(model, ours).items()}


def main(folder, names):
    for name in names or STEPS:
        reference = norms(name, STEPS[name], "float64")
        single = norms(name, STEPS[name], "float32")
        write_norms(folder, f"{name}-keras-gradients", reference, single)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
