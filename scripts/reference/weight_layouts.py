"""What the tensors of published files of weights are called, and what the networks make of one image.

Writes layouts-PART.csv.gz, a row for each tensor of each file: architecture, publisher, tensor, shape (in the file), ours (what
our network calls it; empty where it has no such tensor), and features-PART.safetensors: for each backbone and variant the
pooled features of one drawn image, in the study's input size, through weights drawn by our names (drawn_weights.py). The
image's channels reach from 0 to 1, so that scaling leaves them as they are.

The names are those of the libraries' own models, and of RadImageNet's as its authors' pytorch_example.ipynb builds them. Two
things are from elsewhere: torchvision's loader says that the DenseNets it publishes have norm.1 for norm1, and Keras 2, which
RadImageNet's DenseNet121 was saved by, has conv1/conv for conv1_conv. Which tensor is which of ours is told by order: timm and
RadImageNet have the same layers in the same order as torchvision; that their features are the same is checked here.

With a third argument it also writes the files themselves into that folder, for ImportWeightsTest -Dweights.files=FOLDER.

Versions: torch 2.13.0, torchvision 0.28.0, timm 1.0.29, keras 3.15.1, jax 0.10.2, numpy 2.4.6.
Use: python weight_layouts.py torch ../../src/test/resources/weights [FOLDER]
     KERAS_BACKEND=jax JAX_ENABLE_X64=1 python weight_layouts.py keras ../../src/test/resources/weights [FOLDER]
"""
import csv
import gzip
import io
import sys
from pathlib import Path

import numpy as np

from drawn_weights import between, draw, write

SIZES = {"InceptionV3": 299, "InceptionResNetV2": 299, "EfficientNetB3": 300, "EfficientNetB4": 380}
TIMM = {
    "ResNet50": "resnet50", "ResNet101": "resnet101", "ResNet152": "resnet152", "DenseNet121": "densenet121",
    "DenseNet201": "densenet201", "MobileNetV2": "mobilenetv2_100", "EfficientNetB0": "efficientnet_b0",
    "EfficientNetB3": "efficientnet_b3", "EfficientNetB4": "efficientnet_b4", "InceptionV3": "inception_v3",
    "ConvNeXtBase": "convnext_base",
}
RADIMAGENET = ["DenseNet121", "InceptionV3", "ResNet50"]


def image(backbone):
    size = SIZES.get(backbone, 224)
    x = between("image", (1, 3, size, size), 0, 1)
    x[:, :, 0, 0], x[:, :, 0, 1] = 0, 1
    return x


def row_name(backbone, publisher):
    names = {"ConvNeXtBase": "ConvNeXt", "InceptionResNetV2": "IncResNetV2"}
    return ("Rad-" if publisher.startswith("RadImageNet") else "") + names.get(backbone, backbone)


class Layouts:

    def __init__(self, part, folder, files):
        self.part, self.folder, self.files = part, Path(folder), files and Path(files)
        self.rows, self.features = [], {}

    def add(self, backbone, publisher, tensors):
        """tensors: name -> (shape, our name or empty)"""
        for name, (shape, ours) in tensors.items():
            self.rows.append([row_name(backbone, publisher), publisher, name, "x".join(map(str, shape)), ours])

    def write(self):
        text = io.StringIO()
        out = csv.writer(text, lineterminator="\n")
        out.writerow(["architecture", "publisher", "tensor", "shape", "ours"])
        out.writerows(self.rows)
        (self.folder / f"layouts-{self.part}.csv.gz").write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))
        write(self.folder / f"features-{self.part}.safetensors", **self.features)


def say(name, single, reference):
    difference = np.abs(single - reference).max() / np.abs(reference).max()
    print(f"{name}: {reference.size} features, largest {np.abs(reference).max():.3g}, zero {(reference == 0).mean():.2g}, "
          f"float32 differs by {difference:.2g} of the largest", flush=True)


def torch_layouts(layouts):
    import torchvision_features  # mends torchvision's import
    import timm
    import torch
    from torchvision_features import NETWORKS, is_classifier
    for backbone, name in TIMM.items():
        make, features, _ = NETWORKS[backbone]
        model = make(weights=None).eval()
        state = model.state_dict()
        ours = [key for key in state if not is_classifier(key) and not key.endswith("num_batches_tracked")]
        values = {key: torch.from_numpy(draw(key, tuple(state[key].shape))) for key in ours}
        model.load_state_dict(values, strict=False)
        x = torch.from_numpy(image(backbone))
        with torch.no_grad():
            single = features(model)(x).double().numpy()
            reference = features(model.double())(x.double()).numpy()
        say(backbone, single, reference)
        layouts.features[f"{backbone}-torchvision"] = reference
        model.float()

        published = models_of(torchvision_features, backbone).state_dict()
        save(layouts, backbone, "torchvision", published, {key: key for key in ours}, values)

        other = timm.create_model(name).eval()
        theirs = [key for key in other.state_dict() if not key.endswith("num_batches_tracked")
                  and not key.startswith(("fc.", "classifier.", "head.fc."))]
        check(other, lambda y: other.forward_head(other.forward_features(y), pre_logits=True), theirs, ours, values, x,
              reference)
        save(layouts, backbone, "timm", other.state_dict(), dict(zip(theirs, ours)), values)

        if backbone in RADIMAGENET:
            children = list(model.children())
            end = {"DenseNet121": 1, "InceptionV3": -3, "ResNet50": -2}[backbone]
            other = torch.nn.Module()
            other.backbone = torch.nn.Sequential(*children[:end])
            theirs = [key for key in other.state_dict() if not key.endswith("num_batches_tracked")]
            pooled = (lambda y: other.backbone(y).relu().mean((2, 3))) if backbone == "DenseNet121" else (
                lambda y: other.backbone(y).mean((2, 3)))
            check(other, pooled, theirs, ours, values, x, reference)
            save(layouts, backbone, "RadImageNet", other.state_dict(), dict(zip(theirs, ours)), values)


def models_of(module, backbone):
    """torchvision's network as it is published: InceptionV3 with its auxiliary head."""
    make = module.NETWORKS[backbone][0]
    return module.models.inception_v3(weights=None, init_weights=False) if backbone == "InceptionV3" else make(weights=None)


def check(model, features, theirs, ours, values, x, reference):
    import torch
    state = model.state_dict()
    assert len(theirs) == len(ours), (len(theirs), len(ours))
    model.load_state_dict({key: values[name].reshape(state[key].shape) for key, name in zip(theirs, ours)}, strict=False)
    model.double()
    with torch.no_grad():
        difference = np.abs(features(x.double()).numpy() - reference).max() / np.abs(reference).max()
    assert difference < 1e-12, difference
    model.float()


def save(layouts, backbone, publisher, state, ours, values):
    import re
    import torch
    def published(key):
        if publisher == "torchvision" and backbone.startswith("DenseNet"):
            return re.sub(r"(denselayer\d+\.(?:norm|relu|conv))([12]\.)", r"\1.\2", key)
        return key
    old = publisher == "torchvision" and backbone.startswith("DenseNet")  # saved before there was a counter
    kept = {key: value for key, value in state.items() if not (old and key.endswith("num_batches_tracked"))}
    layouts.add(backbone, publisher, {published(key): (tuple(value.shape), ours.get(key, "")) for key, value in kept.items()})
    if layouts.files:
        torch.save({published(key): values[ours[key]].reshape(value.shape) if key in ours else torch.zeros_like(value)
                    for key, value in kept.items()}, layouts.files / f"{row_name(backbone, publisher)}-{publisher}.pth",
                   _use_new_zipfile_serialization=not old)


def keras_layouts(layouts):
    import keras
    import keras_features
    from keras_features import NETWORKS, VARIABLES, shape, tensors, to_keras
    for backbone, (make, ours, _) in NETWORKS.items():
        x = image(backbone).transpose(0, 2, 3, 1)
        results = {}
        for dtype in "float32", "float64":
            model = keras_features.drawn(make, ours, x.shape[1], dtype)
            results[dtype] = np.asarray(model(x.astype(dtype), training=False), np.float64)
        say(backbone, results["float32"], results["float64"])
        layouts.features[f"{backbone}-keras"] = results["float64"]
        rad = backbone in RADIMAGENET + ["InceptionResNetV2"]
        for publisher in (["Keras"] if backbone != "InceptionResNetV2" else []) + (["RadImageNet-Keras"] if rad else []):
            keras.config.set_floatx("float32")
            keras.utils.clear_session()
            names = ours
            if publisher == "RadImageNet-Keras" and backbone == "InceptionV3":
                # Keras goes on numbering where another network was made before, as in the authors' script
                make(include_top=False, weights=None)
                names = renumbered(ours, 94)
            top = publisher == "Keras" and backbone != "NASNetMobile"
            model = make(include_top=top, weights=None, input_shape=x.shape[1:], classes=1000) if top else make(
                include_top=False, weights=None, input_shape=x.shape[1:], pooling="avg")
            stored = {}
            for layer in model.layers:
                for variable in layer.weights:
                    name = "" if layer.name == "predictions" else f"{names(layer.name)}.{VARIABLES[variable.name]}"
                    if name:
                        variable.assign(to_keras(variable.name, draw(name, shape(variable))))
                    keras2 = publisher == "RadImageNet-Keras" and backbone == "DenseNet121" and layer.name.startswith("conv1_")
                    layer_name = layer.name.replace("_", "/") if keras2 else layer.name
                    stored[f"{layer_name}/{variable.name}"] = (variable.shape, name)
            layouts.add(backbone, publisher, stored)
            if layouts.files:
                model.save(layouts.files / f"{row_name(backbone, publisher)}-{publisher}.h5")


def renumbered(ours, first):
    import re
    return lambda layer: ours(re.sub(r"_(\d+)$", lambda number: f"_{int(number[1]) - first}", layer))


if __name__ == "__main__":
    collected = Layouts(*sys.argv[1:3], sys.argv[3] if len(sys.argv) > 3 else None)
    {"torch": torch_layouts, "keras": keras_layouts}[collected.part](collected)
    collected.write()
