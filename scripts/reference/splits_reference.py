"""Reference values for splits into folds and for splits that keep centres together.

    python scripts/reference/splits_reference.py src/test/resources/org/gliomagrading/cohort/splits.json

Python 3.11, numpy 2.4.6, scipy 1.17.1 (HiGHS), scikit-learn 1.9.1. The file holds

- folds: numbers of HGG and LGG patients in each fold of scikit-learn's StratifiedKFold, 60 cohorts;
- small: groups whose every assignment was tried, with the smallest cost and how many different assignments of numbers
  reach it, 120 cases: half of them three parts of unequal wanted numbers, half equal folds;
- large: cohorts like BraTS (20 to 45 groups), with the smallest cost, proved by integer programming, and that of
  scikit-learn's StratifiedGroupKFold for folds.

The cost is the sum over parts and grades of ((number - wanted) / all patients of the grade)^2, no part being empty.
"""

import itertools
import json
import sys

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_matrix
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

rng = np.random.default_rng(20261123)


def cost(groups, parts, wanted):
    groups, parts, wanted = np.asarray(groups), np.asarray(parts), np.asarray(wanted)
    sums = np.array([groups[parts == part].sum(axis=0) for part in range(len(wanted))])
    return float((((sums - wanted) / np.maximum(1, groups.sum(axis=0))) ** 2).sum())


def folds():
    cases = []
    while len(cases) < 60:
        high, low, k = int(rng.integers(2, 300)), int(rng.integers(2, 90)), int(rng.integers(2, 11))
        if min(high, low) < k:
            continue
        grades = np.array([0] * high + [1] * low)
        made = StratifiedKFold(k, shuffle=True, random_state=1).split(np.zeros((high + low, 1)), grades)
        cases.append({"high": high, "low": low, "k": k,
                      "folds": sorted([int((grades[test] == 0).sum()), int((grades[test] == 1).sum())]
                                      for _, test in made)})
    return cases


def drawn_groups(n):
    """Centres of one grade alone, mixed ones, and patients without a centre."""
    groups = []
    for _ in range(n):
        kind = rng.random()
        size = int(rng.geometric(0.12))
        if kind < 0.35:
            groups.append([size, 0])
        elif kind < 0.55:
            groups.append([0, size])
        elif kind < 0.8:
            groups.append([size, int(rng.integers(1, 8))])
        else:
            groups.append([1, 0] if rng.random() < 0.7 else [0, 1])
    if sum(g[0] for g in groups) < 3 or sum(g[1] for g in groups) < 3:
        return drawn_groups(n)
    return groups


def wanted_parts(groups):
    """Train, validation, test by 0.64, 0.16, 0.2, rounded; what matters is that they are unequal and sum up."""
    high, low = np.sum(groups, axis=0)
    test = [round(0.2 * high), round(0.2 * low)]
    validation = [round(0.16 * high), round(0.16 * low)]
    return [[int(high - test[0] - validation[0]), int(low - test[1] - validation[1])], validation, test]


def tried(groups, wanted):
    best, ways = np.inf, set()
    for parts in itertools.product(range(len(wanted)), repeat=len(groups)):
        if len(set(parts)) < len(wanted):
            continue
        c = cost_fast(groups, parts, wanted)
        if c < best - 1e-12:
            best, ways = c, set()
        if c < best + 1e-12:
            ways.add(tuple(sorted((p, *g) for p, g in zip(parts, groups))))
    return float(best), len(ways)


def cost_fast(groups, parts, wanted):
    sums = [[0, 0] for _ in wanted]
    for part, (h, l) in zip(parts, groups):
        sums[part][0] += h
        sums[part][1] += l
    high, low = sum(s[0] for s in sums), sum(s[1] for s in sums)
    return sum(((s[0] - w[0]) / high) ** 2 + ((s[1] - w[1]) / low) ** 2 for s, w in zip(sums, wanted))


def small():
    cases = []
    for i in range(120):
        groups = drawn_groups(int(rng.integers(4, 9)))
        if i % 2:
            k = int(rng.integers(2, 4))
            wanted = [[float(x) / k for x in np.sum(groups, axis=0)]] * k
        else:
            wanted = wanted_parts(groups)
        best, ways = tried(groups, wanted)
        cases.append({"groups": groups, "wanted": wanted, "cost": best, "ways": ways})
    return cases


def programmed(groups, wanted, seconds):
    """x[i, p] is 1 where group i is in part p; t[p, g] >= the chords of the parabola between whole numbers, which at
    whole numbers is the parabola."""
    groups, wanted = np.asarray(groups), np.asarray(wanted, float)
    n, parts = len(groups), len(wanted)
    totals = groups.sum(axis=0)
    rows, low, high = [], [], []
    columns = n * parts + parts * 2

    def t(part, grade):
        return n * parts + part * 2 + grade

    for i in range(n):
        rows.append({i * parts + p: 1 for p in range(parts)})
        low.append(1)
        high.append(1)
    for p in range(parts):
        rows.append({i * parts + p: 1 for i in range(n)})
        low.append(1)
        high.append(np.inf)
        for g in range(2):
            for m in range(int(totals[g])):
                a, b = (m - wanted[p, g]) ** 2, (m + 1 - wanted[p, g]) ** 2
                row = {i * parts + p: -(b - a) * groups[i, g] for i in range(n) if groups[i, g]}
                row[t(p, g)] = 1
                rows.append(row)
                low.append(a - (b - a) * m)
                high.append(np.inf)
    matrix = lil_matrix((len(rows), columns))
    for r, row in enumerate(rows):
        for c, v in row.items():
            matrix[r, c] = v
    objective = np.zeros(columns)
    for p in range(parts):
        for g in range(2):
            objective[t(p, g)] = 1e4 / totals[g] ** 2
    integral = np.array([1] * (n * parts) + [0] * (parts * 2))
    bounds = Bounds(np.zeros(columns), np.array([1.0] * (n * parts) + [np.inf] * (parts * 2)))
    result = milp(objective, constraints=LinearConstraint(matrix.tocsr(), low, high), integrality=integral,
                  bounds=bounds, options={"time_limit": seconds, "mip_rel_gap": 0})
    if result.x is None:
        return None
    chosen = np.argmax(result.x[: n * parts].reshape(n, parts), axis=1)
    return {"cost": cost(groups, chosen, wanted), "bound": float(result.mip_dual_bound) / 1e4,
            "proved": result.status == 0}


def grouped_folds(groups, k, wanted):
    grade, label = [], []
    for i, (h, l) in enumerate(groups):
        grade += [0] * h + [1] * l
        label += [i] * (h + l)
    best = np.inf
    for seed in range(20):
        parts = np.zeros(len(groups), int)
        split = StratifiedGroupKFold(k, shuffle=True, random_state=seed).split(np.zeros((len(grade), 1)), grade, label)
        for fold, (_, test) in enumerate(split):
            parts[np.asarray(label)[test]] = fold
        best = min(best, cost(groups, parts, wanted))
    return best


def brats_like():
    """Large centres of HGG alone, four of LGG alone, one of both, and patients without a centre."""
    centres = [[int(rng.integers(90, 130)), 0], [int(rng.integers(20, 30)), 0], [20, 10]]
    centres += [[int(rng.integers(2, 12)), 0] for _ in range(int(rng.integers(6, 9)))]
    centres += [[0, int(x)] for x in rng.multinomial(60, rng.dirichlet([4] * 4)) if x]
    return centres + [[1, 0]] * int(rng.integers(0, 25)) + [[0, 1]] * int(rng.integers(0, 4))


def large(seconds):
    cases = []
    for i in range(16):
        groups = brats_like() if i % 4 < 2 else drawn_groups(int(rng.integers(20, 40)))
        if i % 2:
            k = [3, 5, 4][i % 3]
            wanted = [[float(x) / k for x in np.sum(groups, axis=0)]] * k
        else:
            wanted = wanted_parts(groups)
        case = {"groups": groups, "wanted": wanted}
        case.update(programmed(groups, wanted, seconds) or {})
        if i % 2:
            case["sklearn"] = grouped_folds(groups, len(wanted), wanted)
        cases.append(case)
        print(i, len(groups), case.get("cost"), case.get("bound"), case.get("proved"), case.get("sklearn"), flush=True)
    return cases


if __name__ == "__main__":
    result = {"folds": folds(), "small": small(), "large": large(float(sys.argv[2]) if len(sys.argv) > 2 else 60)}
    with open(sys.argv[1], "w") as file:
        file.write(json.dumps(result, separators=(",", ":")) + "\n")
