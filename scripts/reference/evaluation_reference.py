"""Reference values of the fusions and metrics, from NumPy, SciPy and scikit-learn.

Python 3.11 or newer, numpy 2.4.6, scipy 1.17.1, scikit-learn 1.9.1.
Usage: python scripts/reference/evaluation_reference.py src/test/resources/evaluation
"""
import csv
import json
import math
import sys
from pathlib import Path

import numpy as np
from scipy.special import softmax
from sklearn import metrics

FUSIONS = {
    "majority": lambda p: np.mean(p >= 0.5),
    "soft": np.mean,
    "attention": lambda p: np.dot(softmax(p), p),
}

BEYOND = {
    "attention(0.5)": lambda p: np.dot(softmax(p / 0.5), p),
    "attention(0.01)": lambda p: np.dot(softmax(p / 0.01), p),
    "attention(100)": lambda p: np.dot(softmax(p / 100), p),
    "top(1)": np.max,
    "top(5)": lambda p: np.mean(np.sort(p)[-5:]),
    "noisy_or": lambda p: 1 - np.prod(1 - p),
}


def probabilities(random, count, style):
    """Probabilities: continuous, in hundredths or tenths (ties), near the ends, or all alike."""
    p = random.random(count)
    if style == "hundredths":
        return np.round(p, 2)
    if style == "tenths":
        return np.round(p, 1)
    if style == "ends":
        return np.where(p < 0.5, p * 1e-9, 1 - (1 - p) * 1e-9)
    if style == "alike":
        return np.full(count, np.round(p[0], 1))
    return p


def rates(high, called, score, probability=True):
    """Confusion matrix and metrics; None where a metric is 0/0, or needs a probability."""
    tn, fp, fn, tp = metrics.confusion_matrix(high, called, labels=[0, 1]).ravel()
    both = 0 < sum(high) < len(high)
    values = {
        "accuracy": metrics.accuracy_score(high, called),
        "precision": metrics.precision_score(high, called, zero_division=np.nan),
        "recall": metrics.recall_score(high, called, zero_division=np.nan),
        "specificity": metrics.recall_score(high, called, pos_label=0, zero_division=np.nan),
        "f1": metrics.f1_score(high, called, zero_division=np.nan),
        "balanced_accuracy": metrics.balanced_accuracy_score(high, called) if both else math.nan,
        # scikit-learn gives 0 where a product in the denominator is 0
        "mcc": metrics.matthews_corrcoef(high, called) if both and 0 < sum(called) < len(called) else math.nan,
        "auc": metrics.roc_auc_score(high, score) if both else math.nan,
        "average_precision": metrics.average_precision_score(high, score) if any(high) else math.nan,
        "brier": np.mean((np.asarray(score) - high) ** 2) if probability else math.nan,
    }
    counts = {"n": len(high), "tp": int(tp), "fp": int(fp), "fn": int(fn), "tn": int(tn)}
    return counts | {k: None if math.isnan(v) else float(v) for k, v in values.items()}


def cases(random):
    """Random cases of one rule each, and the corners: one case, one grade, all tied, perfect and perfectly wrong."""
    styles = ["continuous", "hundredths", "tenths", "ends", "alike"]
    for i in range(60):
        n = int(random.integers(1, 30))
        p = probabilities(random, n, styles[i % len(styles)])
        high = (random.random(n) < random.choice([0, 0.2, 0.5, 0.8, 1], p=[0.1, 0.2, 0.3, 0.3, 0.1])).astype(int)
        threshold = float(random.choice([0, 0.3, 0.5, 0.9, 1]))
        yield {"p_hgg": p.tolist(), "high": high.tolist(), "threshold": threshold,
               **rates(high, (p >= threshold).astype(int), p)}
    corners = [([0.7], [1]), ([0.7], [0]), ([0.2], [1]), ([0.5, 0.5, 0.5], [1, 0, 1]), ([0.9, 0.8, 0.1], [1, 1, 0]),
               ([0.1, 0.2, 0.9], [1, 1, 0]), ([0, 1], [1, 0]), ([0.3, 0.6], [0, 0]), ([0.3, 0.6], [1, 1])]
    for p, high in corners:
        p, high = np.array(p, float), np.array(high)
        yield {"p_hgg": p.tolist(), "high": high.tolist(), "threshold": 0.5, **rates(high, (p >= 0.5).astype(int), p)}


def fusions(random):
    """Random patients with the result of each fusion."""
    for i in range(60):
        style = ["continuous", "hundredths", "tenths", "ends", "alike"][i % 5]
        p = probabilities(random, int(random.integers(1, 40)), style)
        yield {"p_hgg": p.tolist(), **{name: float(f(p)) for name, f in (FUSIONS | BEYOND).items()}}


def tables(random, folder):
    """A table of slice predictions, its rows shuffled, and the metrics of every subset at both levels."""
    slices, expected = [], []
    for model, seed in [("A", "1"), ("A", "2"), ("B", "1")]:
        for subset, patients in [("train", 14), ("validation", 6), ("test", 9)]:
            runs = []
            for i in range(patients):
                high = random.random() < 0.7
                n = int(random.integers(1, 8))
                p = np.round(np.clip(random.normal(0.55 if high else 0.45, 0.2, n), 0, 1), 2)
                runs.append((int(high), p))
                for k, value in enumerate(p):
                    slices.append([model, seed, f"{subset}-{i}", f"C{i % 3}", "HGG" if high else "LGG", subset, 60 + k,
                                   float(value)])
            high = np.array([h for h, p in runs for _ in p])
            p = np.concatenate([p for _, p in runs])
            everyone = np.ones_like(high)
            key = {"model": model, "seed": seed, "subset": subset}
            expected.append(key | {"level": "slice", "strategy": "", "threshold": 0.5} | rates(high, p >= 0.5, p))
            expected.append(key | {"level": "slice", "strategy": "everyone_hgg"} | rates(high, everyone, everyone, False))
            high = np.array([h for h, _ in runs])
            for name, fuse in FUSIONS.items():
                fused = np.array([fuse(p) for _, p in runs])
                expected.append(key | {"level": "patient", "strategy": name, "threshold": 0.55}
                                | rates(high, fused >= 0.55, fused, name != "majority"))
            everyone = np.ones_like(high)
            expected.append(key | {"level": "patient", "strategy": "everyone_hgg"} | rates(high, everyone, everyone, False))
    random.shuffle(slices)
    with open(folder / "slice-predictions.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["model", "seed", "patient", "centre", "grade", "subset", "slice", "p_hgg"])
        out.writerows(slices)
    with open(folder / "metrics.csv", "w", newline="") as file:
        out = csv.DictWriter(file, ["model", "seed", "subset", "level", "strategy", "threshold", "n", "tp", "fp", "fn",
                                    "tn", "accuracy", "precision", "recall", "specificity", "f1", "balanced_accuracy", "mcc",
                                    "auc", "average_precision", "brier"],
                             lineterminator="\n")
        out.writeheader()
        out.writerows(expected)


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(20)
    reference = {"cases": list(cases(random)), "fusions": list(fusions(random))}
    text = ",\n".join(f'"{k}": [\n' + ",\n".join(map(json.dumps, v)) + "\n]" for k, v in reference.items())
    (folder / "reference.json").write_text("{\n" + text + "\n}\n")
    tables(random, folder)


main()
