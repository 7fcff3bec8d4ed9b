"""Files that the safetensors library writes, and what it reads from them, for SafetensorsTest and WeightFilesTest.

Versions: safetensors 0.8.0, torch 2.13.0, numpy 2.4.6.
Use: python safetensors_file.py ../../src/test/resources/weights
"""
import csv
import json
import os
import struct
import sys

import numpy as np
import torch
from pytorch_weight_files import TYPES, rows, types
from safetensors.numpy import save_file
from safetensors.torch import load_file, save_file as save_tensors

UNSIGNED = {"U16": (torch.uint16, [0, 65535, 32768]), "U32": (torch.uint32, [0, 2**32 - 1, 2**31]),
            "U64": (torch.uint64, [0, 2**63 + 2**39 + 1, 2**64 - 1, 2**63, 16777217])}

if __name__ == "__main__":
    folder = sys.argv[1]
    save_file({
        "matrix": np.arange(6, dtype=np.float32).reshape(2, 3) / 4,
        "scalar": np.array(-1.5, dtype=np.float32),
        "nothing": np.zeros((0, 4), dtype=np.float32),
        "kernel": np.linspace(-1, 1, 16, dtype=np.float32).reshape(2, 2, 2, 2),
    }, os.path.join(folder, "reference.safetensors"), metadata={"origin": "reference"})
    path = os.path.join(folder, "types.safetensors")
    TYPES.update((dtype, name) for name, (dtype, _) in UNSIGNED.items())
    unsigned = {name: torch.tensor(values, dtype=dtype) for name, (dtype, values) in UNSIGNED.items()}
    save_tensors({**types(), **unsigned}, path)
    with open(os.path.join(folder, "safetensors.csv"), "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["file", "tensor", "type", "shape", "values"])
        with open(path, "rb") as file:
            header = json.loads(file.read(struct.unpack("<q", file.read(8))[0]))
        listed = rows("types.safetensors", load_file(path))
        writer.writerows(sorted(listed, key=lambda row: header[row[1]]["data_offsets"]))
