"""Bilinear resizing by torch, for SliceTensorTest.

Images are value(x, y) = sin(0.37 x) + cos(0.21 y) + 0.05 x y, which the test makes again.

Versions: torch 2.13.0, numpy 2.4.6.
Use: python resize.py ../../src/test/resources/slice/resize.csv
"""
import sys

import numpy as np
import torch

if __name__ == "__main__":
    with open(sys.argv[1], "w") as file:
        file.write("width,height,size,align_corners,y,x,value\n")
        for width, height, size in [(17, 13, 8), (10, 12, 24), (16, 16, 16), (240, 240, 7), (3, 2, 5), (1, 4, 3)]:
            y, x = np.mgrid[0:height, 0:width].astype(np.float64)
            image = torch.from_numpy((np.sin(0.37 * x) + np.cos(0.21 * y) + 0.05 * x * y).astype(np.float32))
            for corners in [False, True]:
                result = torch.nn.functional.interpolate(image[None, None], size=(size, size), mode="bilinear",
                                                         align_corners=corners, antialias=False)[0, 0].numpy()
                for at in np.ndindex(result.shape):
                    file.write(f"{width},{height},{size},{corners},{at[0]},{at[1]},{result[at]}\n")
