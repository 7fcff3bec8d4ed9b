"""Weight files that Keras writes, and what it reads from them, for WeightFilesTest and KerasKernelsTest.

Keras 2 is not at hand: its files are laid out here as it lays them out (texts of one length in the attributes, ":0"
behind each weight's name, names with numbers that do not belong to the layer), and Keras itself loads each into a
model, whose values are then compared with those written. Kernels: outputs of Keras' layers are compared with those of
JAX's convolution, which takes the axes that PyTorch has; the kernel that gives the same is stored.

Versions: keras 3.15.1, jax 0.10.2, h5py 3.16.0, numpy 2.4.6.
Use: python keras_weight_files.py ../../src/test/resources/weights
"""
import csv
import os
import sys

os.environ["KERAS_BACKEND"] = "jax"

import h5py  # noqa: E402
import jax  # noqa: E402
import keras  # noqa: E402
import numpy as np  # noqa: E402
from keras import layers  # noqa: E402

RANDOM = np.random.default_rng(3)


def network():
    """A layer of each kind that the study's networks have; two hold others, as in ConvNeXt and in transfer learning."""
    inner = keras.Sequential([layers.Input((None, None, 3)), layers.Conv2D(2, 1, name="inner_conv"),
                              layers.BatchNormalization(name="inner_bn"), layers.Conv2D(2, 1, name="inner_conv2")],
                             name="holder")
    stem = keras.Sequential([layers.Input((None, None, 2)), layers.Conv2D(2, 1, name="stem_conv"),
                             layers.LayerNormalization(name="stem_norm")], name="stem")
    model = keras.Sequential([
        layers.Input((8, 8, 3)), layers.Normalization(name="normalization"),
        layers.ZeroPadding2D(name="pad"), layers.Conv2D(4, 3, use_bias=False, name="z_conv"),
        layers.BatchNormalization(name="a_bn"), layers.DepthwiseConv2D(3, depth_multiplier=2, name="depthwise"),
        layers.SeparableConv2D(3, 3, name="separable"), inner, stem, layers.GlobalAveragePooling2D(name="pool"),
        layers.Dense(2, name="predictions")], name="small")
    for layer in model.layers:
        layer.set_weights([RANDOM.normal(size=value.shape).astype("float32") if value.dtype == "float32" else value + 5
                           for value in layer.get_weights()])
    return model


def texts(group, name, values):
    """As h5py wrote a list of bytes when Keras 2 was young."""
    group.attrs[name] = np.asarray([value.encode() for value in values])


def keras2(group, model, parts=1):
    """What save_weights of Keras 2 leaves, with lists in several parts, as it writes long ones."""
    names = [layer.name for layer in model.layers]
    if parts == 1:
        texts(group, "layer_names", names)
    else:
        for i, part in enumerate(np.array_split(names, parts)):
            texts(group, f"layer_names{i}", list(part))
    group.attrs["backend"], group.attrs["keras_version"] = b"tensorflow", b"2.4.0"
    for number, layer in enumerate(model.layers):
        member = group.create_group(layer.name)
        stored = list(zip(old_names(layer, number), trainable_first(layer)))
        texts(member, "weight_names", [name for name, _ in stored])
        for name, weight in stored:
            member.create_dataset(name, data=np.asarray(weight))


def trainable_first(layer):
    return layer.trainable_weights + layer.non_trainable_weights


def old_names(layer, number):
    names = []
    for weight in trainable_first(layer):
        path = weight.path.split("/")
        depthwise = isinstance(layer, layers.DepthwiseConv2D) and path[-1] == "kernel"
        variable = "depthwise_kernel" if depthwise else path[-1]
        scope = path[-2] if hasattr(layer, "layers") else f"{path[-2]}_{number}"
        names.append(f"{scope}/{variable}:0")
    return names


def rows(file, model):
    for layer in model.layers:
        weights = trainable_first(layer)
        variables = [weight.path.split("/")[-1] for weight in weights]
        several = len(set(variables)) < len(variables)
        for weight, variable in zip(weights, variables):
            name = f"{layer.name}/{weight.path.split('/')[-2]}/{variable}" if several else f"{layer.name}/{variable}"
            value = np.asarray(weight)
            kind = {"float32": "F32", "int32": "I32"}[str(value.dtype)]
            yield [file, name, kind, "x".join(map(str, value.shape)), " ".join(repr(float(v)) for v in value.flatten())]


def dense():
    return keras.Sequential([layers.Input((2,)), layers.Dense(1, name="d")])


def same(path, model, make):
    """Keras reads the file into other values, which are then those of the model."""
    read = make()
    read.load_weights(path)
    for ours, theirs in zip(model.layers, read.layers):
        for a, b in zip(ours.get_weights(), theirs.get_weights()):
            np.testing.assert_array_equal(a, b)


def convolution(images, kernel, groups=1):
    return np.asarray(jax.lax.conv_general_dilated(images, kernel, (1, 1), "VALID", feature_group_count=groups,
                                                   dimension_numbers=("NCHW", "OIHW", "NCHW"),
                                                   precision=jax.lax.Precision.HIGHEST))


def kernels():
    """For each layer with a kernel: its axes in Keras, and the kernel that gives its outputs with PyTorch's axes."""
    images = RANDOM.normal(size=(2, 7, 6, 3)).astype(np.float32)
    first = images.transpose(0, 3, 1, 2)
    cases = [("convolution", layers.Conv2D(4, (3, 2), use_bias=False), (3, 2, 0, 1), lambda k: convolution(first, k)),
             ("depthwise", layers.DepthwiseConv2D((3, 2), depth_multiplier=2, use_bias=False), (2, 3, 0, 1),
              lambda k: convolution(first, k, 3)),
             ("dense", layers.Dense(4, use_bias=False), (1, 0), lambda k: images @ k.T)]
    for name, layer, axes, apply in cases:
        output = np.asarray(layer(images))
        kernel = np.asarray(layer.get_weights()[0])
        turned = kernel.transpose(axes)
        if name == "depthwise":
            turned = turned.reshape(-1, 1, *turned.shape[2:])
        other = apply(turned) if name == "dense" else apply(turned).transpose(0, 2, 3, 1)
        np.testing.assert_allclose(other, output, rtol=1e-5, atol=1e-5)
        for kind, value in ("keras", kernel), ("pytorch", turned):
            yield [name, kind, "x".join(map(str, value.shape)), " ".join(repr(float(v)) for v in value.flatten())]


def refused(folder):
    """Files that h5py writes and Keras does not."""
    def layer(name, weight, **options):
        file = h5py.File(os.path.join(folder, name), "w", **options)
        group = file.create_group("a")
        texts(file, "layer_names", ["a"])
        texts(group, "weight_names", [weight])
        return file, group

    file, group = layer("cycle.h5", "a/a/kernel:0")
    group["a"] = group
    group["kernel:0"] = np.ones(3, np.float32)
    file.close()
    file, group = layer("link.h5", "kernel:0")
    group["kernel:0"] = h5py.SoftLink("/a/kernel:0")
    file.close()
    file, group = layer("external.h5", "kernel:0")
    group["kernel:0"] = h5py.ExternalLink("keras2-model.h5", "/model_weights/d/d_0/kernel:0")
    file.close()
    file, group = layer("compressed.h5", "kernel:0")
    group.create_dataset("kernel:0", data=np.zeros(1 << 20, np.float32), compression="gzip")
    file.close()
    file, group = layer("complex.h5", "kernel:0")
    group["kernel:0"] = np.ones(3, np.complex64)
    file.close()
    file, group = layer("latest.h5", "kernel:0", libver="latest")
    group["kernel:0"] = np.ones(3, np.float32)
    file.close()


if __name__ == "__main__":
    folder = sys.argv[1]
    expected = []
    keras.utils.set_random_seed(3)

    model = network()
    model.save(os.path.join(folder, "keras3-model.h5"))
    read = keras.models.load_model(os.path.join(folder, "keras3-model.h5"))
    for a, b in zip(model.get_weights(), read.get_weights()):
        np.testing.assert_array_equal(a, b)
    expected.extend(rows("keras3-model.h5", model))
    with h5py.File(os.path.join(folder, "keras2-weights.h5"), "w") as file:
        keras2(file, model, 3)
    same(os.path.join(folder, "keras2-weights.h5"), model, network)
    expected.extend(rows("keras2-weights.h5", model))
    small = dense()
    with h5py.File(os.path.join(folder, "keras2-model.h5"), "w") as file:
        file.attrs["model_config"] = "{}"
        keras2(file.create_group("model_weights"), small)
    same(os.path.join(folder, "keras2-model.h5"), small, dense)
    expected.extend(rows("keras2-model.h5", small))
    small.save_weights(os.path.join(folder, "keras3.weights.h5"))
    small.save(os.path.join(folder, "keras3.keras"))
    refused(folder)
    with open(os.path.join(folder, "keras.csv"), "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["file", "tensor", "type", "shape", "values"])
        writer.writerows(expected)
    with open(os.path.join(folder, "kernels.csv"), "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["layer", "axes", "shape", "values"])
        writer.writerows(kernels())
