"""Reference values for the check of published metrics.

    python scripts/reference/published_reference.py sample-data src/test/resources/published

Python 3.11, numpy 2.4.6, scipy 1.17.1. Writes cases.json, drawn tables with what could have given them, and study.json,
the same for the study's tables in sample-data. Confusion matrices are found by brute force: each is rounded in whole
numbers, halves up and halves down, and compared with what is printed. What holds whatever the number of patients is
linear programming (SciPy's HiGHS). Also prints which statistics of Friedman's test the study's F1 could give if what is
printed as equal were not.
"""

import csv
import io
import itertools
import json
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

import numpy as np
from scipy import stats
from scipy.optimize import linprog

# numerator and denominator in the cells tp, fp, fn, tn
METRICS = {
    "accuracy": ((1, 0, 0, 1), (1, 1, 1, 1)),
    "precision": ((1, 0, 0, 0), (1, 1, 0, 0)),
    "recall": ((1, 0, 0, 0), (1, 0, 1, 0)),
    "specificity": ((0, 0, 0, 1), (0, 1, 0, 1)),
    "f1": ((2, 0, 0, 0), (2, 1, 1, 0)),
}
rng = np.random.default_rng(82026)


def value(metric, cells):
    part, whole = (sum(w * c for w, c in zip(weights, cells)) for weights in METRICS[metric])
    return (part, whole)


def roundings(part, whole, digits):
    """The printed digits as a whole number, halves up and halves down; none of 0/0."""
    if whole == 0:
        return set()
    twice = 2 * part * 10 ** digits
    return {(twice + whole) // (2 * whole), -((whole - twice) // (2 * whole))}


def printed(text):
    digits = len(text.split(".")[1]) if "." in text else 0
    return int(text.replace(".", "")), digits


def prints(row, cells):
    return all(number in roundings(*value(m, cells), digits) for m, (number, digits) in row.items())


def brute(row, largest):
    """All matrices of up to so many patients that print the row."""
    for n in range(1, largest + 1):
        for hgg in range(n + 1):
            for tp in range(hgg + 1):
                for fp in range(n - hgg + 1):
                    cells = (tp, fp, hgg - tp, n - hgg - fp)
                    if prints(row, cells):
                        yield cells


def joined(row, largest):
    """The same for rows with recall and precision: pairs that print each, joined by their true positives."""
    def pairs(metric, cells):
        number, digits = row[metric]
        found = {}
        for tp in range(largest + 1):
            for other in range(largest + 1 - tp):
                if number in roundings(*value(metric, cells(tp, other)), digits):
                    found.setdefault(tp, []).append(other)
        return found
    fps = pairs("precision", lambda tp, fp: (tp, fp, 0, 0))
    fns = pairs("recall", lambda tp, fn: (tp, 0, fn, 0))
    for tp in fps.keys() & fns.keys():
        for fp, fn in itertools.product(fps[tp], fns[tp]):
            for tn in range(largest + 1 - tp - fp - fn):
                if prints(row, (tp, fp, fn, tn)):
                    yield (tp, fp, fn, tn)


def constraints(row):
    """Rows of A x <= 0."""
    rows = []
    for metric, (number, digits) in row.items():
        part, whole = (np.array(w, float) for w in METRICS[metric])
        low, high = (number - 0.5) / 10 ** digits, (number + 0.5) / 10 ** digits
        rows += [low * whole - part, part - high * whole]
    return np.array(rows)


def ends(row, part, whole):
    """Least and greatest ratio over all matrices with cells from 0: scaled so that the denominator is 1."""
    found = []
    for sign in (1, -1):
        result = linprog(sign * np.array(part, float), A_ub=constraints(row), b_ub=np.zeros(2 * len(row)),
                         A_eq=[whole], b_eq=[1], bounds=(0, None))
        if result.status == 3:  # without end
            found.append(None)
        elif result.status == 0:
            found.append(sign * result.fun)
        else:
            return None
    return found


def fits(row):
    """With every metric defined."""
    wholes = np.array([METRICS[m][1] for m in row], float)
    result = linprog(np.zeros(4), A_ub=np.vstack([constraints(row), -wholes]),
                     b_ub=np.concatenate([np.zeros(2 * len(row)), -np.ones(len(row))]), bounds=(0, None))
    return result.status == 0


def of_row(row, matrices):
    matrices = sorted(matrices, key=lambda c: (sum(c), c[0] + c[2], c[0], c[1]))
    together = fits(row)
    return {
        "fits": together,
        "share": ends(row, (1, 0, 1, 0), (1, 1, 1, 1)) if together else None,
        "recall": ends(row, (1, 0, 0, 0), (1, 0, 1, 0)) if together else None,
        "fp_per_hgg": ends(row, (0, 1, 0, 0), (1, 0, 1, 0)) if together else None,
        "matrices": len(matrices),
        "first": matrices[:5],
    }


def of_sets(rows_matrices):
    """How many rows each test set fits, and each size with grades that may differ."""
    sets, sizes = Counter(), Counter()
    for matrices in rows_matrices:
        sets.update({(c[0] + c[2], c[1] + c[3]) for c in matrices})
        sizes.update({sum(c) for c in matrices})
    return sets, sizes


def drawn_case(i):
    """A table of up to six rows: most of one test set, some with a digit changed, some of another set."""
    digits = int(rng.integers(1, 5))
    columns = [m for m in METRICS if rng.random() < 0.7] or ["f1"]
    hgg, lgg = int(rng.integers(1, 18)), int(rng.integers(0, 10))
    rows = []
    for _ in range(int(rng.integers(1, 7))):
        p, n = (hgg, lgg) if rng.random() < 0.8 else (int(rng.integers(1, 18)), int(rng.integers(1, 10)))
        tp, fp = int(rng.integers(0, p + 1)), int(rng.integers(0, n + 1))
        row = {}
        for m in columns:
            part, whole = value(m, (tp, fp, p - tp, n - fp))
            if whole == 0 or rng.random() < 0.1:
                continue
            number = sorted(roundings(part, whole, digits))[int(rng.integers(0, 2)) - 1]
            if rng.random() < 0.08:
                number = min(10 ** digits, max(0, number + int(rng.choice([-1, 1]))))
            row[m] = (number, digits)
        if not row:
            row["f1"] = (5 * 10 ** (digits - 1), digits)
        rows.append(row)
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(["model", *METRICS])
    for k, row in enumerate(rows):
        out.writerow([f"M{k}", *(f"{row[m][0] / 10 ** digits:.{digits}f}" if m in row else "" for m in METRICS)])
    largest = 24
    found = [list(brute(row, largest)) for row in rows]
    sets, sizes = of_sets(found)
    return {
        "table": text.getvalue(),
        "largest": largest,
        "rows": [of_row(row, matrices) for row, matrices in zip(rows, found)],
        "most": max(sets.values(), default=0),
        "best": sorted((p + n, p) for (p, n), k in sets.items() if k == max(sets.values()))[:1],
        "sizes": [sizes[n] for n in range(1, largest + 1)],
        "most_of_size": [max((k for (p, q), k in sets.items() if p + q == n), default=0) for n in range(1, largest + 1)],
    }


def friedman(values):
    """Without and with correction for ties."""
    ranks = np.apply_along_axis(stats.rankdata, 1, np.array(values))
    n, k = ranks.shape
    plain = 12 / (n * k * (k + 1)) * (ranks.sum(axis=0) ** 2).sum() - 3 * n * (k + 1)
    corrected = stats.friedmanchisquare(*np.array(values).T)
    return {"plain": plain, "plain_p": stats.chi2.sf(plain, k - 1), "corrected": corrected.statistic,
            "corrected_p": corrected.pvalue}


def friedman_with_ties_broken(values):
    """All statistics if equal values could be in any order."""
    def orders(block):
        found = set()
        for jitter in itertools.product(range(len(block)), repeat=len(block)):
            keys = list(zip(block, jitter))
            found.add(tuple(sum((y < x) + 0.5 * (y == x) for y in keys) + 0.5 for x in keys))
        return found
    states = {((0,) * len(values[0]), 0)}
    for block in values:
        states = {(tuple(np.add(sums, ranks).tolist()), ties + sum(c ** 3 - c for c in Counter(ranks).values()))
                  for sums, ties in states for ranks in orders(block)}
    n, k = len(values), len(values[0])
    found = set()
    for sums, ties in states:
        plain = 12 * sum(s * s for s in sums) / (n * k * (k + 1)) - 3 * n * (k + 1)
        correction = 1 - ties / (n * k * (k * k - 1))
        found |= {plain} | ({plain / correction} if correction > 0 else set())
    return found


def lowered(soft, attention):
    """Whether each row can be, but no two matrices of the same HGG print the rows and give attention all the calls that soft voting has."""
    if not (fits(soft) and fits(attention)):
        return False
    a = np.zeros((2 * len(soft) + 2 * len(attention) + 2, 8))
    a[:2 * len(soft), :4] = constraints(soft)
    a[2 * len(soft):-2, 4:] = constraints(attention)
    a[-2, [0, 4]] = 1, -1
    a[-1, [1, 5]] = 1, -1
    equal = [[1, 0, 1, 0, 0, 0, 0, 0], [0, 0, 0, 0, 1, 0, 1, 0]]
    return linprog(np.zeros(8), A_ub=a, b_ub=np.zeros(len(a)), A_eq=equal, b_eq=[1, 1], bounds=(0, None)).status == 2


def study(folder):
    table = list(csv.DictReader((folder / "published-metrics.csv").open()))
    rows = [{m: printed(r[m]) for m in METRICS if m in r} for r in table]
    largest = 358
    known = {}
    for row in rows:
        key = tuple(row.items())
        if key not in known:
            known[key] = list(joined(row, largest))
    found = [known[tuple(row.items())] for row in rows]
    sets, sizes = of_sets(found)
    best = max(sets, key=lambda s: (sets[s], -sum(s)))
    p, n = best
    multiple = lambda s: s[0] * n == s[1] * p and sum(s) % (p + n) == 0
    everyone = Fraction(2 * p, 2 * p + n)
    half = Fraction(1, 2000)
    f1 = [Fraction(r["f1"]) for r in table]
    strategies = ["Majority", "Soft", "Attention"]
    models = list(dict.fromkeys(r["model"] for r in table))
    by = {(r["model"], r["strategy"]): i for i, r in enumerate(table)}
    blocks = [[float(table[by[m, s]]["f1"]) for s in strategies] for m in models]
    means = {s: sum(Fraction(table[by[m, s]]["f1"]) for m in models) / len(models) for s in strategies}
    groups = []
    for size in range(1, 5):
        for tables in itertools.combinations("1234", size):
            for s in [*strategies, ""]:
                values = [Fraction(r["f1"]) for r in table if r["table"] in tables and s in ("", r["strategy"])]
                if abs(sum(values) / len(values) - Fraction("0.872")) <= half:
                    groups.append([s, ",".join(tables), len(values)])
    broken = friedman_with_ties_broken(blocks)
    print("Friedman's statistic with printed ties broken in any way:", len(broken), "values,",
          [round(b, 4) for b in broken if abs(b - 11.49) <= 0.006], "of them print 11.49; the nearest is",
          round(min(broken, key=lambda b: abs(b - 11.49)), 4))
    return {
        "largest": largest,
        "rows": [of_row(row, matrices) for row, matrices in zip(rows, found)],
        "best": best, "rows_of_best": sets[best],
        "most_apart": max(k for s, k in sets.items() if not multiple(s)),
        "rows_of_71": sizes[71], "rows_of_357": sizes[357],
        "most_of_sizes_apart": max(k for size, k in sizes.items() if size % sum(best)),
        "below_everyone": sum(f + half < everyone for f in f1), "above_everyone": sum(f - half > everyone for f in f1),
        "everyone": [table[i]["model"] for i in range(len(rows)) if prints(rows[i], (p, n, 0, 0))],
        "lowered": [m for m in models if lowered(rows[by[m, "Soft"]], rows[by[m, "Attention"]])],
        "share_allowed": sum(r["fits"] and r["share"][0] <= 281 / 357 <= r["share"][1] for r in
                             (of_row(row, []) for row in rows)),
        "means": {s: float(m) for s, m in means.items()}, "groups_with_0872": groups,
        "friedman": friedman(blocks), "p_of_stated": stats.chi2.sf(11.49, 2),
    }


if __name__ == "__main__":
    samples, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    (out / "study.json").write_text(json.dumps(study(samples), indent="\t") + "\n")
    (out / "cases.json").write_text(json.dumps([drawn_case(i) for i in range(60)]) + "\n")
