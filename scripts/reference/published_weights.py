"""Where torchvision and Keras publish the weights of the study's networks, and how many parameters those have.

Prints network/published-weights.csv, with which a test compares our catalogue: for each backbone and variant the address,
the checksum that the publisher prints (the first hexadecimal digits of SHA-256 in torchvision's file names, MD5 in Keras'
sources), the number of learned parameters without classifier and auxiliary head, and what images of 0..1 become for these
weights: (scale x - mean) / deviation. For InceptionV3 mean and deviation are what its transform_input makes of the preset's.
RadImageNet publishes by hand; of its networks only the parameters are here, and in network/radimagenet-inputs.csv what
its authors' code (github.com/BMEII-AI/RadImageNet) makes of gray pixels: pytorch_example.ipynb and the Keras scripts
(acl/acl_train.py), whose ImageDataGenerator calls preprocess_input in its default mode and then multiplies by 1/255.

Versions: torch 2.13.0, torchvision 0.28.0, keras 3.15.1, jax 0.10.2. The two halves may run in environments of their own.
Use: file=../../src/test/resources/network/published-weights.csv
     python published_weights.py torchvision > $file; KERAS_BACKEND=jax python published_weights.py keras >> $file
     KERAS_BACKEND=jax python published_weights.py radimagenet > ../../src/test/resources/network/radimagenet-inputs.csv
"""
import inspect
import re
import sys
import types

TORCHVISION = {
    "ResNet50": "resnet50", "ResNet101": "resnet101", "ResNet152": "resnet152", "DenseNet121": "densenet121",
    "DenseNet201": "densenet201", "MobileNetV2": "mobilenet_v2", "EfficientNetB0": "efficientnet_b0",
    "EfficientNetB3": "efficientnet_b3", "EfficientNetB4": "efficientnet_b4", "InceptionV3": "inception_v3",
    "ConvNeXtBase": "convnext_base",
}


def numbers(values):
    return " ".join(f"{value:g}" for value in values)


def torchvision_rows():
    print("backbone,variant,address,checksum,checksum_kind,parameters,scale,mean,deviation")
    # torchvision's detection operators are not needed, and their registration can fail on CPU-only installations.
    sys.modules.setdefault("torchvision._meta_registrations", types.ModuleType("torchvision._meta_registrations"))
    import torch
    from torchvision import models
    for backbone, name in TORCHVISION.items():
        weights = models.get_model_weights(name).IMAGENET1K_V1
        with torch.device("meta"):
            model = models.get_model(name, weights=None)
        count = sum(each.numel() for key, each in model.named_parameters()
                    if not key.startswith(("classifier.", "fc.", "AuxLogits.")) or is_norm(name, key))
        mean, deviation = weights.transforms().mean, weights.transforms().std
        if name == "inception_v3":
            # _transform_input multiplies by deviation / 0.5 and adds (mean - 0.5) / 0.5, whatever the preset's numbers are
            source = inspect.getsource(models.Inception3._transform_input)
            assert all(f"{d} / 0.5" in source and f"{m} - 0.5" in source for m, d in zip(mean, deviation)), source
            mean, deviation = [0.5] * 3, [0.5] * 3
        prefix = re.search(r"-([0-9a-f]{8})\.pth$", weights.url).group(1)
        print(",".join([backbone, "torchvision", weights.url, prefix, "sha256-prefix", str(count), "1", numbers(mean),
                        numbers(deviation)]))


def is_norm(name, key):
    """ConvNeXt's last normalisation stands in torchvision's classifier, but before its linear layer."""
    return name == "convnext_base" and key.startswith("classifier.0.")


def keras_rows():
    import numpy as np
    from keras.src.applications import inception_resnet_v2, nasnet
    source = inspect.getsource(nasnet)
    md5 = re.search(r'NASNET_MOBILE_WEIGHT_PATH_NO_TOP,\s*cache_subdir="models",\s*file_hash="([0-9a-f]{32})"',
                    source).group(1)
    # preprocess_input is linear: its values at 0 and 255 say by what images are scaled
    low, high = nasnet.preprocess_input(np.array([[[[0., 0, 0]]], [[[255., 255, 255]]]]))
    assert (low == -1).all() and (high == 1).all()
    for backbone, model, rest in [
            ("NASNetMobile", nasnet.NASNetMobile(weights=None, include_top=False, input_shape=(224, 224, 3)),
             [nasnet.NASNET_MOBILE_WEIGHT_PATH_NO_TOP, md5, "md5"]),
            ("InceptionResNetV2", inception_resnet_v2.InceptionResNetV2(weights=None, include_top=False), ["", "", ""])]:
        count = sum(int(np.prod(each.shape)) for each in model.trainable_weights)
        scale = ["255", "127.5 127.5 127.5", "127.5 127.5 127.5"] if backbone == "NASNetMobile" else ["", "", ""]
        print(",".join([backbone, "keras", *rest, str(count), *scale]))


def radimagenet_inputs():
    import numpy as np
    from keras.applications.imagenet_utils import preprocess_input
    print("variant,gray,first,second,third")
    for gray in [0., 64., 127.5, 200., 255.]:
        pixel = np.full((1, 1, 1, 3), gray)
        for variant, values in [("torchvision", (pixel - 127.5) * 2 / 255),
                                ("keras", preprocess_input(pixel.copy()) * (1. / 255))]:
            print(",".join([variant, f"{gray:g}", *(repr(float(value)) for value in values.ravel())]))


if __name__ == "__main__":
    {"torchvision": torchvision_rows, "keras": keras_rows, "radimagenet": radimagenet_inputs}[sys.argv[1]]()
