"""The study's training in PyTorch in Python, beside this project's, in turn. Called by scripts/bench/training.

The rival: nibabel reads the volumes, torch resizes the slices, a TensorDataset holds them in memory, a plain DataLoader
shuffles them; eager, float32, Adam, binary cross-entropy; torchvision's network with the study's head. It runs twice: as it
is, and with the C library's settings that scripts/environment makes for this project. While it computes, this project
makes its next batches, up to five, from the slices that it keeps.
"""
import csv
import os
import platform
import subprocess
import sys
import tempfile
import time
import types
from pathlib import Path
from statistics import median

import torch
from torch.utils.data import DataLoader, TensorDataset

# torchvision's detection operators are not needed, and their registration can fail on CPU-only installations.
sys.modules.setdefault("torchvision._meta_registrations", types.ModuleType("torchvision._meta_registrations"))

TURN = 6
WARM_UP = 1
BATCH = 16
SIZE = 224
LAST = {"MobileNetV2": ("mobilenet_v2", "classifier", 1280), "ResNet50": ("resnet50", "fc", 2048),
        "DenseNet121": ("densenet121", "classifier", 1024)}
# scripts/bench/training has read scripts/environment
OURS = dict(os.environ)
KEEPS_MEMORY = {name: value for name, value in OURS.items() if name != "OMP_WAIT_POLICY"}
PLAIN = {name: value for name, value in KEEPS_MEMORY.items() if not name.startswith("MALLOC_")}


def network(name):
    from torchvision import models
    function, last, channels = LAST[name]
    backbone = getattr(models, function)(weights=None)
    setattr(backbone, last, torch.nn.Identity())
    return torch.nn.Sequential(backbone, torch.nn.Linear(channels, 128), torch.nn.ReLU(), torch.nn.Dropout(0.5),
                               torch.nn.Linear(128, 1))


def patient(folder):
    import nibabel
    volumes = [nibabel.load(folder / f"{folder.name}_{sequence}.nii.gz").get_fdata(dtype="float32")
               for sequence in ("t1ce", "t2", "flair", "seg")]
    marked = volumes[3].any(axis=(0, 1)).nonzero()[0]
    # a network's h and w are the second and the first axis
    slices = torch.stack([torch.from_numpy(volume[:, :, marked[0]:marked[-1] + 1]) for volume in volumes[:3]]).permute(3, 0, 2, 1)
    slices = torch.nn.functional.interpolate(slices, (SIZE, SIZE), mode="bilinear", align_corners=False)
    low, high = slices.amin((2, 3), keepdim=True), slices.amax((2, 3), keepdim=True)
    return torch.where(high > low, (slices - low) / (high - low), 0)


def loader(cohort, split, subset):
    slices, grades = [], []
    with open(split, newline="") as rows:
        for row in csv.DictReader(rows):
            if row["subset"] == subset:
                slices.append(patient(Path(cohort, row["patient"])))
                grades.append(torch.full((len(slices[-1]), 1), float(row["grade"] == "HGG")))
    return DataLoader(TensorDataset(torch.cat(slices), torch.cat(grades)), BATCH, shuffle=subset == "train")


def steps(model, batches):
    """Yields after each step."""
    adam = torch.optim.Adam(model.parameters(), 1e-3)
    loss = torch.nn.BCEWithLogitsLoss()
    while True:
        model.train()
        for slices, grades in batches:
            if len(slices) < 2:
                continue
            adam.zero_grad()
            value = loss(model(slices), grades)
            value.backward()
            adam.step()
            value.item()
            yield
        yield "epoch"


def work(cohort, split, name, threads):
    """Answers each line by the milliseconds of a step."""
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    import torchvision
    training = steps(network(name), loader(cohort, split, "train"))
    print(f"Python {platform.python_version()}, torch {torch.__version__}, torchvision {torchvision.__version__}", flush=True)
    for _ in sys.stdin:
        started = time.perf_counter()
        for _ in range(TURN):
            assert next(training) is None, "too few slices for so many turns"
        print((time.perf_counter() - started) * 1e3 / TURN, flush=True)


def epoch(cohort, split, name, threads):
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    train, validation = loader(cohort, split, "train"), loader(cohort, split, "validation")
    model = network(name)
    for done in steps(model, train):
        if done == "epoch":
            break
    model.eval()
    called = 0
    with torch.inference_mode():
        for slices, _ in validation:
            called += int((model(slices) >= 0).sum())
    with tempfile.TemporaryDirectory() as folder:
        torch.save(model.state_dict(), folder + "/weights.pt")
    print(called)


class Worker:
    def __init__(self, command, environment):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                        text=True, env=environment)
        self.version = self.process.stdout.readline().strip()

    def ask(self):
        print("run", file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit("A worker ended early: give fewer ROUNDS, or take a FOLDER with more slices")
        return float(answer)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def row(name, times):
    ours, plain, keeping = (median(column) for column in zip(*times))
    print(f"| {name} | {ours:.4g} | {plain:.4g} | {ours / plain:.2f} | {keeping:.4g} | {ours / keeping:.2f} |", flush=True)


def rival(*words):
    return [sys.executable, "-W", "ignore", __file__, *map(str, words)]


def compare_steps(cohort, split, names, rounds, threads, java):
    told = False
    for name in names:
        workers = [Worker([*java, cohort, split, name, str(SIZE), str(BATCH), str(threads), "turns", str(TURN)],
                          OURS),
                   Worker(rival("work", cohort, split, name, threads), PLAIN),
                   Worker(rival("work", cohort, split, name, threads), KEEPS_MEMORY)]
        if not told:
            print(f"{workers[0].version}; {workers[1].version}; {threads} threads, batch {BATCH}, {SIZE} px, {rounds} turns of {TURN} "
                  f"steps, medians of the turns; load {os.getloadavg()[0]:.1f} at the start")
            print("| step of | ms | PyTorch in Python | ratio | PyTorch that keeps memory | ratio |\n|---|---|---|---|---|---|")
            told = True
        row(name, [[worker.ask() for worker in workers] for _ in range(WARM_UP + rounds)][WARM_UP:])
        for worker in workers:
            worker.close()


def seconds(command, environment):
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - started


def compare_epochs(cohort, split, names, rounds, threads, glioma):
    print(f"\nWhole commands, from the files to the saved weights, {rounds} rounds; load {os.getloadavg()[0]:.1f} at the start")
    print("| epoch of | s | PyTorch in Python | ratio | PyTorch that keeps memory | ratio |\n|---|---|---|---|---|---|")
    for name in names:
        times = []
        for _ in range(rounds):
            with tempfile.TemporaryDirectory() as folder:
                times.append([seconds([glioma, "train-model", f"input={cohort}", f"split={split}", f"start={name}", "epochs=1",
                                       "device=cpu", f"threads={threads}", f"output={folder}/model"], OURS),
                              seconds(rival("epoch", cohort, split, name, threads), PLAIN),
                              seconds(rival("epoch", cohort, split, name, threads), KEEPS_MEMORY)])
        row(name, times)


if __name__ == "__main__":
    if sys.argv[1] == "work":
        work(*sys.argv[2:5], int(sys.argv[5]))
    elif sys.argv[1] == "epoch":
        epoch(*sys.argv[2:5], int(sys.argv[5]))
    else:
        what, cohort, split, names, rounds, threads = sys.argv[1:7]
        function = {"steps": compare_steps, "epochs": compare_epochs}[what]
        function(cohort, split, names.split(), int(rounds), int(threads), sys.argv[7:] if what == "steps" else sys.argv[7])
