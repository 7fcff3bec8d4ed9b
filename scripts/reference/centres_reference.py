"""Reference values for rules that look at the centre alone, and for models within centres.

    python scripts/reference/centres_reference.py src/test/resources/evaluation

Python 3.11, numpy 2.4.6, scikit-learn 1.9.1. Writes centres-predictions.csv, predictions of two models for patients of
drawn centres (some of one grade, some of both, some patients without a centre, one test centre without train patients),
and centres-expected.csv: counts and metrics by scikit-learn. The rule is scikit-learn's TargetEncoder without smoothing.
"""

import csv
import sys

import numpy as np
from sklearn.metrics import (brier_score_loss, confusion_matrix, f1_score, matthews_corrcoef, roc_auc_score)
from sklearn.preprocessing import TargetEncoder

rng = np.random.default_rng(62026)
CENTRES = {"A": (0.95, 40), "B": (1.0, 15), "C": (0.0, 12), "D": (0.5, 30), "E": (0.6, 20), "": (0.7, 14), "G": (0.0, 9)}


def patients():
    rows = []
    for centre, (share, n) in CENTRES.items():
        for i in range(n):
            grade = int(rng.random() < share)
            subset = rng.choice(["train", "validation", "test"], p=[0.5, 0.2, 0.3])
            rows.append([f"{centre or 'X'}{i:02d}", centre, grade, subset])
    rows += [[f"H{i}", "H", int(i < 3), "test"] for i in range(5)]
    return rows


def numbers(grade, p, called):
    tn, fp, fn, tp = confusion_matrix(grade, called, labels=[0, 1]).ravel()
    return [len(grade), tp, fp, fn, tn, repr(f1_score(grade, called)), repr(matthews_corrcoef(grade, called)),
            repr(roc_auc_score(grade, p)), repr(brier_score_loss(grade, p))]


def share(learn, apply):
    """Unknown centres are encoded by the mean of all, also in TargetEncoder; those without a name are made unknown."""
    encoder = TargetEncoder(smooth=0.0, target_type="binary", categories="auto")
    fitted = np.array([[r[1]] for r in learn if r[1]], dtype=object)
    encoder.fit(fitted, [r[2] for r in learn if r[1]])
    mean = np.mean([r[2] for r in learn])
    known = set(fitted[:, 0])
    encoded = encoder.transform(np.array([[r[1] or "unknown"] for r in apply], dtype=object))[:, 0]
    return np.array([e if r[1] in known else mean for e, r in zip(encoded, apply)])


if __name__ == "__main__":
    people = patients()
    expected, table = [], []
    scores = {m: {r[0]: round(float(np.clip(0.35 + 0.3 * r[2] + rng.normal(0, 0.2), 0, 1)), 3) for r in people}
              for m in ("one", "two")}
    for model in scores:
        for patient, centre, grade, subset in people:
            table.append([model, 1, patient, centre, "HGG" if grade else "LGG", subset, "soft", scores[model][patient]])
    test = [r for r in people if r[3] == "test"]
    grade = np.array([r[2] for r in test])
    for name, learn in (("centre_only", [r for r in people if r[3] == "train"]), ("centre_only_in_sample", test)):
        p = share(learn, test)
        expected.append(["", "", name] + numbers(grade, p, (p >= 0.5).astype(int)))
    named = np.array([float(r[1] not in ("C", "G")) for r in test])
    expected.append(["", "", "low_grade_centres"] + numbers(grade, named, named.astype(int))[:-1] + [""])
    for model in scores:
        for centre in sorted(set(r[1] for r in test) - {""}):
            there = [r for r in test if r[1] == centre]
            g = np.array([r[2] for r in there])
            if g.min() == g.max():
                continue
            p = np.array([scores[model][r[0]] for r in there])
            expected.append([centre, model, "soft"] + numbers(g, p, (p >= 0.5).astype(int)))
    for name, header, rows in (
            ("centres-predictions.csv", "model,seed,patient,centre,grade,subset,strategy,p_hgg", table),
            ("centres-expected.csv", "centre,model,strategy,n,tp,fp,fn,tn,f1,mcc,auc,brier", expected)):
        with open(f"{sys.argv[1]}/{name}", "w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header.split(","))
            writer.writerows([[str(c).replace("np.float64(", "").rstrip(")") for c in row] for row in rows])
    for row in expected:
        print(row)
