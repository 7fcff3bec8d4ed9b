"""Runs each backbone in Python and in this project, in turn, round by round, both warm. Called by scripts/bench/inference.

Python: eager, inference_mode, the same batch of float32 slices to one logit each through the study's head. Networks that
torchvision does not have come from timm, or from Keras with its torch backend. Versions are printed.
"""
import os
import platform
import subprocess
import sys
import tempfile
import time
import types
from math import exp, log
from statistics import median

os.environ["KERAS_BACKEND"] = "torch"
import numpy  # noqa: E402
import torch  # noqa: E402

# torchvision's detection operators are not needed, and their registration can fail on CPU-only installations.
sys.modules.setdefault("torchvision._meta_registrations", types.ModuleType("torchvision._meta_registrations"))
import torchvision  # noqa: E402
from torchvision import models  # noqa: E402

BATCH = 16
WARM_UP = 3


class Headed(torch.nn.Module):
    def __init__(self, features, channels):
        super().__init__()
        self.features = features
        self.head = torch.nn.Sequential(torch.nn.Linear(channels, 128), torch.nn.ReLU(), torch.nn.Dropout(0.5),
                                        torch.nn.Linear(128, 1))

    def forward(self, x):
        return self.head(self.features(x)).flatten()


def tv(make, last):
    """torchvision's network with what it classifies by taken away."""
    def build(size):
        model = make(weights=None, **({"aux_logits": False, "init_weights": False} if make is models.inception_v3 else {}))
        layers = getattr(model, last)
        if isinstance(layers, torch.nn.Sequential):
            channels = layers[-1].in_features
            setattr(model, last, torch.nn.Sequential(*[layer for layer in layers if not isinstance(
                layer, (torch.nn.Linear, torch.nn.Dropout))]))
        else:
            channels = layers.in_features
            setattr(model, last, torch.nn.Identity())
        return Headed(model, channels)
    return build


def timm_model(name):
    def build(size):
        import timm
        model = timm.create_model(name, num_classes=0)
        return Headed(model, model.num_features)
    return build


def keras_model(name):
    def build(size):
        import keras
        model = getattr(keras.applications, name)(weights=None, include_top=False, pooling="avg", input_shape=(size, size, 3))

        class Channels(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.model = model

            def forward(self, x):
                return self.model(x.permute(0, 2, 3, 1), training=False)
        return Headed(Channels(), model.output_shape[-1])
    return build


# backbone: variant, the study's input size, the rival
NETWORKS = {
    "MobileNetV2": ("torchvision", 224, tv(models.mobilenet_v2, "classifier")),
    "EfficientNetB0": ("torchvision", 224, tv(models.efficientnet_b0, "classifier")),
    "NASNetMobile": ("keras", 224, keras_model("NASNetMobile")),
    "ResNet50": ("torchvision", 224, tv(models.resnet50, "fc")),
    "DenseNet121": ("torchvision", 224, tv(models.densenet121, "classifier")),
    "EfficientNetB3": ("torchvision", 300, tv(models.efficientnet_b3, "classifier")),
    "InceptionV3": ("torchvision", 299, tv(models.inception_v3, "fc")),
    "ResNet101": ("torchvision", 224, tv(models.resnet101, "fc")),
    "ResNet152": ("torchvision", 224, tv(models.resnet152, "fc")),
    "DenseNet201": ("torchvision", 224, tv(models.densenet201, "classifier")),
    "EfficientNetB4": ("torchvision", 380, tv(models.efficientnet_b4, "classifier")),
    "ConvNeXtBase": ("torchvision", 224, tv(models.convnext_base, "classifier")),
    "InceptionResNetV2": ("keras", 299, timm_model("inception_resnet_v2")),
}


class Ours:
    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.version = self.process.stdout.readline().strip()

    def ask(self, *words):
        print(*words, sep="\t", file=self.process.stdin, flush=True)
        return float(self.process.stdout.readline())


def eager(model, slices):
    started = time.perf_counter()
    with torch.inference_mode():
        logits = model(torch.from_numpy(slices)).numpy()
    assert logits.shape == (BATCH,)
    return (time.perf_counter() - started) * 1e3


def onnx(model, slices, threads):
    """A function that runs the same network in ONNX Runtime; None where it cannot be exported."""
    import onnxruntime
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    with tempfile.TemporaryDirectory() as folder:
        try:
            torch.onnx.export(model, (torch.from_numpy(slices),), folder + "/network.onnx", dynamo=False)
            session = onnxruntime.InferenceSession(folder + "/network.onnx", options, providers=["CPUExecutionProvider"])
        except Exception as problem:
            print("  not exported to ONNX:", str(problem).splitlines()[0], file=sys.stderr)
            return None
    name = session.get_inputs()[0].name

    def run():
        started = time.perf_counter()
        assert session.run(None, {name: slices})[0].shape == (BATCH,)
        return (time.perf_counter() - started) * 1e3
    return run


def versions():
    import importlib.metadata
    return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("timm", "keras", "onnxruntime"))


def main(rounds, threads, names, command):
    torch.set_num_threads(threads)
    ours = Ours(command)
    print(f"{ours.version}; Python {platform.python_version()}, torch {torch.__version__}, torchvision {torchvision.__version__}, {versions()}")
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} processors, {threads} threads, batch {BATCH}, {rounds} "
          f"rounds in turn, medians; load {os.getloadavg()[0]:.1f} at the start")
    print("| backbone | input | ms per slice | PyTorch in Python | ratio | ONNX Runtime | ratio |")
    print("|---|---|---|---|---|---|---|")
    ratios = []
    for name in names or NETWORKS:
        variant, size, build = NETWORKS[name]
        slices = numpy.random.default_rng(1).random((BATCH, 3, size, size), dtype=numpy.float32)
        torch.manual_seed(1)
        model = build(size).eval()
        ours.ask("load", name, variant, size, BATCH)
        session = onnx(model, slices, threads)
        runs = [lambda: ours.ask("run"), lambda: eager(model, slices)] + ([session] if session else [])
        times = [[run() for run in runs] for _ in range(WARM_UP + rounds)][WARM_UP:]
        columns = [median(column) / BATCH for column in zip(*times)]
        ratios.append(columns[0] / columns[1])
        runtime = f"{columns[2]:.1f} | {columns[0] / columns[2]:.2f}" if session else "- | -"
        print(f"| {name} | {size} | {columns[0]:.1f} | {columns[1]:.1f} | {ratios[-1]:.2f} | {runtime} |", flush=True)
    print(f"geometric mean of the ratios to PyTorch: {exp(sum(map(log, ratios)) / len(ratios)):.2f}, largest {max(ratios):.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3].split(), sys.argv[4:])
