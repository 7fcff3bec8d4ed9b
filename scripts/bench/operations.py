"""What PyTorch's time for a backbone goes into, in Python: python scripts/bench/operations.py BACKBONE [THREADS].

Prints the share of each kind of operation in the time of one batch, as scripts/bench/inference runs it.
"""
import sys

import numpy
import torch

from inference import BATCH, NETWORKS, WARM_UP


def main(name, threads):
    torch.set_num_threads(threads)
    _, size, build = NETWORKS[name]
    model = build(size).eval()
    slices = torch.from_numpy(numpy.random.default_rng(1).random((BATCH, 3, size, size), dtype=numpy.float32))
    with torch.inference_mode():
        for _ in range(WARM_UP):
            model(slices)
        with torch.profiler.profile() as profile:
            model(slices)
    rows = sorted(profile.key_averages(), key=lambda row: -row.self_cpu_time_total)
    total = sum(row.self_cpu_time_total for row in rows)
    for row in rows[:8]:
        print(f"{row.key}: {row.self_cpu_time_total / total:.1%}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 2)
