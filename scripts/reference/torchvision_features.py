"""Pooled features of torchvision's networks, for the tests of our backbones in their variant torchvision.

Writes NAME-torchvision.safetensors for each backbone (or those named): `features` (3, channels) of three drawn images
through drawn weights (drawn_weights.py), computed in float64 and rounded to float32, and `parameters`, the number of
learned parameters without the classifier, as thousands and rest. NAME-torchvision.txt lists the names and shapes of its
state_dict without the classifier. Prints what float32 makes of the same: where that is worse than 1e-5 of the largest
feature, the reference itself is no better.

Versions: torch 2.13.0, torchvision 0.28.0, numpy 2.4.6.
Use: python torchvision_features.py ../../src/test/resources/network [NAME ...]
"""
import sys
import types
from pathlib import Path

import numpy as np
import torch

# torchvision's detection operators are not needed, and their registration can fail on CPU-only installations.
sys.modules.setdefault("torchvision._meta_registrations", types.ModuleType("torchvision._meta_registrations"))
from torchvision import models  # noqa: E402

from drawn_weights import draw, images, write, write_shapes  # noqa: E402

IMAGES = 3


def maps(*modules):
    """The output of some modules, one after the other, averaged over each map."""
    return lambda x: torch.nn.Sequential(*modules)(x).mean((2, 3))


def inception_v3(weights):
    return models.inception_v3(weights=weights, aux_logits=False, init_weights=False)


def resnet(model):
    return maps(*list(model.children())[:-2])


def densenet(model):
    return maps(model.features, torch.nn.ReLU())


# name: torchvision's network, its part before the classifier, the images' size
NETWORKS = {
    "InceptionV3": (inception_v3, lambda model: maps(*list(model.children())[:-3]), 107),
    "MobileNetV2": (models.mobilenet_v2, lambda model: maps(model.features), 96),
    "ResNet50": (models.resnet50, resnet, 64),
    "ResNet101": (models.resnet101, resnet, 64),
    "ResNet152": (models.resnet152, resnet, 64),
    "DenseNet121": (models.densenet121, densenet, 64),
    "DenseNet201": (models.densenet201, densenet, 64),
    "EfficientNetB0": (models.efficientnet_b0, lambda model: maps(model.features), 96),
    "EfficientNetB3": (models.efficientnet_b3, lambda model: maps(model.features), 64),
    "EfficientNetB4": (models.efficientnet_b4, lambda model: maps(model.features), 64),
    "ConvNeXtBase": (models.convnext_base, lambda model: maps(model.features, model.avgpool, model.classifier[0]), 64),
}


def drawn(model):
    state = {name: torch.from_numpy(draw(name, tuple(value.shape))) for name, value in model.state_dict().items()
             if not name.endswith("num_batches_tracked")}
    model.load_state_dict(state, strict=False)
    return model.eval()


def is_classifier(name):
    """ConvNeXt's norm behind the pooling makes the features, although torchvision puts it into the classifier."""
    return name.startswith(("classifier.", "fc.", "AuxLogits.")) and not name.startswith("classifier.0.")


def main(folder, names):
    for name in names or NETWORKS:
        make, features, size = NETWORKS[name]
        model = drawn(make(weights=None))
        x = torch.from_numpy(images(IMAGES, size))
        with torch.no_grad():
            single = features(model)(x).double().numpy()
            model.double()
            reference = features(model)(x.double()).numpy()
        parameters = sum(each.numel() for key, each in model.named_parameters() if not is_classifier(key))
        print(f"{name}: {reference.shape[1]} features of {size} pixels, {parameters} parameters, largest "
              f"{np.abs(reference).max():.3g}, zero {(reference == 0).mean():.2g}, float32 differs by "
              f"{np.abs(single - reference).max() / np.abs(reference).max():.2g} of the largest")
        write(Path(folder) / f"{name}-torchvision.safetensors", features=reference, parameters=divmod(parameters, 1000))
        write_shapes(Path(folder) / f"{name}-torchvision.txt", {
            key: value.shape for key, value in model.state_dict().items()
            if not is_classifier(key) and not key.endswith("num_batches_tracked")})


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
