"""Reads files with nibabel and with this project, in turn, round by round, both warm. Called by scripts/bench/nifti.

nibabel 5.4.2, numpy 2.4.6, without indexed_gzip, as pip installs nibabel: its gzip files are read through Python's zlib.
"""
import importlib.util
import os
import platform
import subprocess
import sys
import time
import zlib
from pathlib import Path
from statistics import median

import nibabel
import numpy

LARGE = (512, 512, 2048)  # int16: 1 GiB
WARM_UP = 5


def whole(files):
    return [nibabel.load(file).get_fdata(dtype=numpy.float32) for file in files]


def part(first, end):
    return lambda files: [numpy.asarray(nibabel.load(file).dataobj[..., first:end], dtype=numpy.float32) for file in files]


def timed_nibabel(read, files):
    started, processor = time.perf_counter(), time.process_time()
    volumes = read(files)
    taken = (time.perf_counter() - started) * 1e3, (time.process_time() - processor) * 1e3
    return *taken, sum(float(volume.sum(dtype=numpy.float64)) for volume in volumes)


class Ours:
    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.version = self.process.stdout.readline().strip()

    def timed(self, first, end, files):
        print("planes", first, end, *files, sep="\t", file=self.process.stdin, flush=True)
        return [float(word) for word in self.process.stdout.readline().split()]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def memory(pid):
    """Peak resident memory in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def large_file(folder):
    """Plain voxels that differ from slice to slice; in the system's cache once it was written and read."""
    file = folder / "large.nii"
    if not file.exists():
        header = nibabel.Nifti1Header()
        header.set_data_dtype("int16")
        header.set_data_shape(LARGE)
        header["vox_offset"] = 352
        header["magic"] = b"n+1"
        plane = numpy.random.default_rng(1).integers(0, 1000, LARGE[0] * LARGE[1], dtype="<i2")
        with open(file.with_suffix(".part"), "wb") as out:
            out.write(header.binaryblock + bytes(4))
            for i in range(LARGE[2]):
                out.write(numpy.roll(plane, i).tobytes())
        file.with_suffix(".part").rename(file)
    return file


def peaks(command, file):
    """Of new processes that read one volume once, and nothing else; before it and after."""
    ours = Ours(command)
    before = memory(ours.process.pid)
    ours.timed(0, -1, [file])
    java = before, memory(ours.process.pid)
    ours.close()
    code = f"""import nibabel, numpy, sys
sys.path.insert(0, {os.path.dirname(os.path.abspath(__file__))!r})
from nifti import memory
before = memory("self")
data = nibabel.load({str(file)!r}).get_fdata(dtype=numpy.float32)
print(before, memory("self"))"""
    python = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    return java, tuple(float(word) for word in python)


def main(folder, rounds, command):
    patient = folder / "Phantom_001"
    files = {kind: patient / f"Phantom_001_{kind}.nii.gz" for kind in ("t1ce", "t2", "flair", "seg")}
    image = nibabel.load(files["t1ce"])
    tumour = numpy.asarray(nibabel.load(files["seg"]).dataobj).any(axis=(0, 1)).nonzero()[0]
    end = int(tumour[-1]) + 1
    large = large_file(folder)
    middle = LARGE[2] // 2

    ours = Ours(command)
    print(f"{ours.version}; Python {platform.python_version()} with zlib {zlib.ZLIB_RUNTIME_VERSION}, nibabel "
          f"{nibabel.__version__}, numpy {numpy.__version__}, indexed_gzip: "
          f"{'yes' if importlib.util.find_spec('indexed_gzip') else 'no'}")
    for library in sorted({Path(line.split()[-1]) for line in Path(f"/proc/{ours.process.pid}/maps").read_text()
                           .splitlines() if "/libz" in line} | {Path(zlib.__file__)} if hasattr(zlib, "__file__") else ()):
        print(f"  {library}")
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the start")
    print(f"{'x'.join(map(str, image.shape))} {image.get_data_dtype()}, {files['t1ce'].stat().st_size} bytes; last tumour "
          f"slice {end - 1}; {rounds} rounds, nibabel and ours in turn; medians, in ms")

    one, four = [files["t1ce"]], list(files.values())
    # name, nibabel's reader, its files, our planes and files, and the most that may come out: a ratio, or ms
    tasks = [
        ("whole volume", whole, one, (0, -1, one), 1.0, None),
        ("to the last tumour slice", part(0, end), one, (0, end, one), 0.8, None),
        ("four files, ours on two threads", whole, four, (0, -1, four), 0.9, None),
        ("ten slices of 1 GB .nii", part(middle, middle + 10), [large], (middle, middle + 10, [large]), None, 50),
    ]
    times = {task[0]: ([], []) for task in tasks}
    for number in range(-WARM_UP, rounds):
        for name, read, theirs, planes, *_ in tasks:
            nibabels, mine = timed_nibabel(read, theirs), ours.timed(*planes)
            if nibabels[2] != mine[2]:
                sys.exit(f"{name}: the sums of the values differ: {nibabels[2]} and {mine[2]}")
            if number >= 0:
                times[name][0].append(nibabels)
                times[name][1].append(mine)
    ours.close()

    missed = False
    print(f"{'':34}{'nibabel':>9}{'ours':>9}{'ratio':>8}{'bound':>8}   processor: nibabel, ours, ratio")
    for name, *_, ratio, limit in tasks:
        wall, processor = ([median(run[i] for run in side) for side in times[name]] for i in (0, 1))
        quotient = median(b[0] / a[0] for a, b in zip(*times[name]))
        ok = quotient <= ratio if ratio else wall[1] < limit
        missed |= not ok
        print(f"{name:34}{wall[0]:9.1f}{wall[1]:9.1f}{quotient:8.2f}{ratio or f'{limit} ms':>8} {'' if ok else 'MISSED'}"
              f"  {processor[0]:9.1f}{processor[1]:9.1f}{processor[1] / processor[0]:8.2f}")
    name = tasks[1][0]
    print(f"to the last tumour slice, against nibabel's whole volume: "
          f"{median(b[0] / a[0] for a, b in zip(times[tasks[0][0]][0], times[name][1])):.2f}")
    java, python = peaks(command, files["t1ce"])
    print(f"peak resident memory of a process that reads the whole volume once: nibabel {python[1]:.0f} MB ({python[0]:.0f} before), "
          f"ours {java[1]:.0f} MB ({java[0]:.0f} before)")
    print(f"load {os.getloadavg()[0]:.1f} at the end")
    return missed


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
