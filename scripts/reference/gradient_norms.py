"""Writes the norms that torchvision_gradients.py and keras_gradients.py compute."""
import csv
from pathlib import Path

ZERO = 1e-10  # of the largest norm


def write_norms(folder, file, reference, single):
    """FILE.csv with the norms in float64 (reference), 0 for those that rounding alone makes; prints how far float32's
    (single) are from them."""
    largest = max(reference.values())
    zero = {key for key, norm in reference.items() if norm < ZERO * largest}
    worst = max(reference.keys() - zero, key=lambda key: abs(single[key] / reference[key] - 1))
    print(f"{file}: {len(reference)} norms up to {largest:.3g}, float32 differs by "
          f"{abs(single[worst] / reference[worst] - 1):.2g} at most, in {worst}; {len(zero)} are 0, in float32 up to "
          f"{max((single[key] for key in zero), default=0) / largest:.2g} of the largest")
    with open(Path(folder) / f"{file}.csv", "w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["tensor", "norm"])
        rows.writerows((key, f"{0 if key in zero else norm:.7g}") for key, norm in reference.items())
