"""A file written by the safetensors library, for SafetensorsTest.

Versions: safetensors 0.8.0, numpy 2.4.6.
Use: python safetensors_file.py ../../src/test/resources/weights/reference.safetensors
"""
import sys

import numpy as np
from safetensors.numpy import save_file

if __name__ == "__main__":
    save_file({
        "matrix": np.arange(6, dtype=np.float32).reshape(2, 3) / 4,
        "scalar": np.array(-1.5, dtype=np.float32),
        "nothing": np.zeros((0, 4), dtype=np.float32),
        "kernel": np.linspace(-1, 1, 16, dtype=np.float32).reshape(2, 2, 2, 2),
    }, sys.argv[1], metadata={"origin": "reference"})
