"""Runs each backbone in this project, in PyTorch and in ONNX Runtime, in turn, round by round, all warm. Called by
scripts/bench/inference. Each runs in a process of its own, as a user would: what one does to its memory (exporting to
ONNX, for one) changes how fast another in the same process is.

PyTorch: eager, inference_mode, the same batch of float32 slices to one logit each through the study's head. Networks that
torchvision does not have come from timm, NASNetMobile from timm's cells. Versions are printed.
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

import numpy
import torch

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


def nasnet_mobile(size):
    """timm has NASNet-A Large alone, Keras' NASNetMobile does not run on torch: timm's cells with Mobile's widths, 4 a stage."""
    from timm.models.nasnet import NASNetALarge

    class Mobile(NASNetALarge):
        def __init__(self):
            super().__init__(stem_size=32, num_features=1056, num_classes=0)
            for cell in (4, 5, 10, 11, 16, 17):
                delattr(self, f"cell_{cell}")

        def forward_features(self, x):
            x = self.conv0(x)
            before = self.cell_stem_0(x)
            x, before = self.cell_stem_1(x, before), before
            for stage, first in enumerate((0, 6, 12)):
                skipped = before
                if stage:
                    x, before = getattr(self, f"reduction_cell_{stage - 1}")(x, before), x
                    # a stage's first cell takes the value before the reduction's input
                    x, before = getattr(self, f"cell_{first}")(x, skipped), x
                else:
                    x, before = self.cell_0(x, before), x
                for cell in range(first + 1, first + 4):
                    x, before = getattr(self, f"cell_{cell}")(x, before), x
            return self.act(x)
    return Headed(Mobile(), 1056)


# backbone: variant, the study's input size, the rival
NETWORKS = {
    "MobileNetV2": ("torchvision", 224, tv(models.mobilenet_v2, "classifier")),
    "EfficientNetB0": ("torchvision", 224, tv(models.efficientnet_b0, "classifier")),
    "NASNetMobile": ("keras", 224, nasnet_mobile),
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


class Worker:
    """A process that answers each line by a line: load BACKBONE VARIANT SIZE BATCH, then run as often as wished."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.version = self.process.stdout.readline().strip()

    def ask(self, *words):
        print(*words, sep="\t", file=self.process.stdin, flush=True)
        return float(self.process.stdout.readline())


def eager(model, slices, threads):
    """A function that runs the network in PyTorch."""
    torch.set_num_threads(threads)

    def run():
        with torch.inference_mode():
            return model(torch.from_numpy(slices)).numpy()
    return run


def onnx(model, slices, threads):
    """A function that runs the same network in ONNX Runtime."""
    import onnxruntime
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    with tempfile.TemporaryDirectory() as folder:
        torch.onnx.export(model, (torch.from_numpy(slices),), folder + "/network.onnx", dynamo=False)
        session = onnxruntime.InferenceSession(folder + "/network.onnx", options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return lambda: session.run(None, {name: slices})[0]


RIVALS = {"eager": eager, "onnx": onnx}


def work(rival, threads):
    import importlib.metadata
    print(", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("torch", "torchvision", "timm", "onnxruntime")),
          flush=True)
    for line in sys.stdin:
        words = line.rstrip("\n").split("\t")
        if words[0] == "load":
            size, batch = int(words[3]), int(words[4])
            slices = numpy.random.default_rng(1).random((batch, 3, size, size), dtype=numpy.float32)
            torch.manual_seed(1)
            run = RIVALS[rival](NETWORKS[words[1]][2](size).eval(), slices, threads)
            print(0, flush=True)
        else:
            started = time.perf_counter()
            assert run().shape == (batch,)
            print((time.perf_counter() - started) * 1e3, flush=True)


def main(rounds, threads, names, command):
    ours = Worker(command)
    rivals = [Worker([sys.executable, "-W", "ignore", __file__, "--worker", rival, str(threads)]) for rival in RIVALS]
    print(f"{ours.version}; Python {platform.python_version()}, {rivals[0].version}")
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} processors, {threads} threads, batch {BATCH}, {rounds} "
          f"rounds in turn, medians; load {os.getloadavg()[0]:.1f} at the start")
    print("| backbone | input | ms per slice | PyTorch in Python | ratio | ONNX Runtime | ratio |")
    print("|---|---|---|---|---|---|---|")
    ratios = []
    for name in names or NETWORKS:
        variant, size, _ = NETWORKS[name]
        workers = [ours, *rivals]
        for worker in workers:
            worker.ask("load", name, variant, size, BATCH)
        times = [[worker.ask("run") for worker in workers] for _ in range(WARM_UP + rounds)][WARM_UP:]
        ms, torch_ms, onnx_ms = (median(column) / BATCH for column in zip(*times))
        ratios.append(ms / torch_ms)
        print(f"| {name} | {size} | {ms:.1f} | {torch_ms:.1f} | {ratios[-1]:.2f} | {onnx_ms:.1f} | {ms / onnx_ms:.2f} |", flush=True)
    print(f"geometric mean of the ratios to PyTorch: {exp(sum(map(log, ratios)) / len(ratios)):.2f}, largest {max(ratios):.2f}")


if __name__ == "__main__":
    if sys.argv[1] == "--worker":
        work(sys.argv[2], int(sys.argv[3]))
    else:
        main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3].split(), sys.argv[4:])
