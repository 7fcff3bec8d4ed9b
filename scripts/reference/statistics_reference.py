"""Reference values of intervals, tests, calibration and decision curves.

From SciPy, statsmodels and scikit-learn where they have the statistic. What none of them has (MOVER, Newcombe's
interval of the AUC) is derived here a second way, by root finding, minimisation or the roots of a polynomial.

Python 3.11 or newer, numpy 2.4.6, scipy 1.17.1, scikit-learn 1.9.1, statsmodels 0.15.0. Takes some minutes.
Usage: python scripts/reference/statistics_reference.py src/test/resources/statistics [part ...]
"""
import csv
import json
import math
import sys
import warnings
from fractions import Fraction
from pathlib import Path

import numpy as np
import statsmodels.api as sm
from scipy import optimize, special, stats
from sklearn import calibration, metrics
from statsmodels.stats import contingency_tables, multitest, proportion

Z = stats.norm.ppf(0.975)


def number(value):
    value = float(value)
    return None if math.isnan(value) else value


# Intervals of closed form

def sum_limits(parts):
    """MOVER's limits of a sum, as the ends of the sum over the quarters of the ellipse through the parts' limits."""
    ends = []
    for side in (1, 2):
        reach = [p[side] - p[0] for p in parts]

        def value(angle):
            value = parts[0][0] + math.cos(angle) * reach[0] + parts[1][0] + math.sin(angle) * reach[1]
            return value * (-1) ** (side + 1)

        found = optimize.minimize_scalar(value, bounds=(0, math.pi / 2), method="bounded", options={"xatol": 1e-12})
        best = min(found.fun, value(0), value(math.pi / 2))
        ends.append(best * (-1) ** (side + 1))
    return ends


def ratio_limits(a, b):
    """MOVER-R's limits of a / b: where MOVER's limit of a - r b is 0."""
    def lower(r):
        return a[0] - r * b[0] - math.hypot(a[0] - a[1], r * (b[2] - b[0]))

    def upper(r):
        return a[0] - r * b[0] + math.hypot(a[2] - a[0], r * (b[0] - b[1]))

    high = 1.0
    while upper(high) > 0 and high < 1e12:
        high *= 2
    high = math.inf if high >= 1e12 else optimize.brentq(upper, 0, high, xtol=1e-15, rtol=1e-15)
    if lower(0) <= 0:
        return 0.0, high
    low = 1.0
    while lower(low) > 0:
        low *= 2
    return optimize.brentq(lower, 0, low, xtol=1e-15, rtol=1e-15), high


def newcombe(auc, m, n):
    """The roots in 0 to 1 of (t - auc)^2 - z^2 variance(t) = 0, multiplied out to a polynomial, and polished."""
    k = (m + n) / 2 - 1
    t = np.polynomial.Polynomial([0, 1])
    left = (t - auc) ** 2 * (2 - t) * (1 + t) * m * n
    right = Z ** 2 * t * (1 - t) * ((2 - t) * (1 + t) + k * (1 - t) * (1 + t) + k * t * (2 - t))
    roots = [r.real for r in (left - right).roots() if abs(r.imag) < 1e-7 and -1e-9 <= r.real <= 1 + 1e-9]

    def distance(x, sign):
        variance = x * (1 - x) * (1 + k * (1 - x) / (2 - x) + k * x / (1 + x)) / (m * n)
        return auc - x - sign * Z * math.sqrt(max(variance, 0))

    # at 0 and 1 themselves the variance is 0, which is no limit
    low = 0.0 if auc == 0 else optimize.brentq(distance, 1e-300, min(auc, 1 - 1e-9), args=(1,), xtol=1e-16, rtol=1e-15)
    high = 1.0 if auc == 1 else optimize.brentq(distance, max(auc, 1e-9), 1 - 1e-16, args=(-1,), xtol=1e-16, rtol=1e-15)
    assert min(abs(r - low) for r in roots) < 1e-6 and min(abs(r - high) for r in roots) < 1e-6, (auc, m, n, roots)
    return low, high


def wilson(k, n):
    low, high = proportion.proportion_confint(k, n, method="wilson")
    test = stats.binomtest(k, n).proportion_ci(method="wilson")
    assert abs(test.low - low) < 1e-12 and abs(test.high - high) < 1e-12
    return [k / n, max(0.0, low), min(1.0, high)]


def closed_forms(random):
    fixed = [(56, 15, 0, 0), (0, 0, 56, 15), (0, 3, 56, 12), (1, 0, 0, 1), (0, 1, 1, 0), (56, 0, 0, 15), (4, 0, 0, 0),
             (2, 0, 3, 0), (0, 0, 4, 0), (0, 2, 0, 3), (0, 0, 0, 5), (1, 0, 0, 0), (85, 22, 0, 1), (1, 14, 55, 1)]
    for i in range(70):
        if i < len(fixed):
            tp, fp, fn, tn = fixed[i]
        else:
            m, n = int(random.integers(1, 120)), int(random.integers(1, 60))
            tp = int(random.binomial(m, random.random()))
            tn = int(random.binomial(n, random.random()))
            fp, fn = n - tn, m - tp
        m, n = tp + fn, tn + fp
        auc = [0, 1, 0.5, None][i % 4] if i < len(fixed) else float(np.round(random.random(), 3))
        values = {}
        recall = wilson(tp, m) if m else [0, 0, 0]
        specificity = wilson(tn, n) if n else [0, 0, 0]
        values["recall"] = recall[1:] if m else None
        values["specificity"] = specificity[1:] if n else None
        values["accuracy"] = sum_limits([[x * m / (m + n) for x in recall], [x * n / (m + n) for x in specificity]])
        both = m > 0 and n > 0
        halves = [[x / 2 for x in recall], [x / 2 for x in specificity]]
        values["balanced_accuracy"] = sum_limits(halves) if both else None
        false = [n * (1 - specificity[0]), n * (1 - specificity[2]), n * (1 - specificity[1])] if n else [0, 0, 0]
        true = [m * x for x in recall]
        if both:
            low, high = ratio_limits(false, true)
            values["precision"] = [1 / (1 + high), 1 / (1 + low)]
        if m:
            low, high = ratio_limits([x + m for x in false], true)
            values["f1"] = [2 / (1 + high), 2 / (1 + low)]
        values["auc"] = newcombe(auc, m, n) if both and auc is not None else None
        limits = {k: v and list(map(float, v)) for k, v in values.items()}
        yield {"tp": tp, "fp": fp, "fn": fn, "tn": tn, "area": auc} | limits


# Bootstrap

def mcc(high, low, axis):
    tp, fp = np.sum(high >= 0.5, axis=axis), np.sum(low >= 0.5, axis=axis)
    m, n = high.shape[axis], low.shape[axis]
    with np.errstate(all="ignore"):
        return np.round((tp * (n - fp) - fp * (m - tp)) / np.sqrt((tp + fp) * m * n * (m + n - tp - fp)), 12)


def brier(high, low, axis):
    squares = np.sum((1 - high) ** 2, axis=axis) + np.sum(low ** 2, axis=axis)
    # draws that equal the value but for rounding are ties, which the correction of the bias counts one half
    return np.round(squares / (high.shape[axis] + low.shape[axis]), 12)


def average_precision(high, low, axis):
    assert axis in (-1, high.ndim - 1)
    above = np.sum(high[..., None, :] >= high[..., :, None], axis=-1)
    false = np.sum(low[..., None, :] >= high[..., :, None], axis=-1)
    return np.round(np.mean(above / (above + false), axis=-1), 12)


STATISTICS = {"mcc": mcc, "brier": brier, "average_precision": average_precision}


def patients(random, m, n, shift, digits):
    logits = np.concatenate([random.normal(shift, 1, m), random.normal(-shift / 2, 1, n)])
    p = np.round(special.expit(logits), digits)
    return p[:m], p[m:]


def check(high, low):
    truth = [1] * len(high) + [0] * len(low)
    score = np.concatenate([high, low])
    assert abs(metrics.average_precision_score(truth, score) - average_precision(high, low, -1)) < 1e-11
    assert abs(metrics.brier_score_loss(truth, score) - brier(high, low, -1)) < 1e-11
    expected = metrics.matthews_corrcoef(truth, score >= 0.5)
    found = mcc(high, low, -1)
    assert math.isnan(found) or abs(expected - found) < 1e-11


def bca_of_draws(random):
    """SciPy's limits with the very draws they came from."""
    made = 0
    while made < 54:
        name = list(STATISTICS)[made % 3]
        high, low = patients(random, int(random.integers(8, 25)), int(random.integers(4, 10)), random.uniform(0, 1), 2)
        check(high, low)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = stats.bootstrap((high, low), STATISTICS[name], n_resamples=99, method="BCa", rng=random,
                                     vectorized=True)
        limits = list(map(number, result.confidence_interval))
        if None in limits or np.isnan(result.bootstrap_distribution).any():
            continue
        made += 1
        yield {"metric": name, "high": high.tolist(), "low": low.tolist(), "limits": limits,
               "draws": result.bootstrap_distribution.tolist()}


def bca_by_seeds(random):
    """SciPy's limits over many seeds: their mean, and how far one run's limits lie from it (standard deviation)."""
    for m, n, shift, digits in [(56, 15, 1, 3), (56, 15, 1.5, 1), (85, 23, 0.7, 3), (30, 30, 0.3, 2)]:
        high, low = patients(random, m, n, shift, digits)
        check(high, low)
        values = {}
        for name, statistic in STATISTICS.items():
            limits = np.array([stats.bootstrap((high, low), statistic, n_resamples=2000, method="BCa", rng=random,
                                               vectorized=True, batch=250).confidence_interval for _ in range(30)])
            values[name] = {"mean": limits.mean(axis=0).tolist(), "sd": limits.std(axis=0, ddof=1).tolist()}
        yield {"high": high.tolist(), "low": low.tolist(), **values}


def slice_metrics(truth, score):
    called = score >= 0.5
    tp, fp = np.sum(truth & called), np.sum(~truth & called)
    fn, tn = np.sum(truth & ~called), np.sum(~truth & ~called)
    with np.errstate(all="ignore"):
        return [(tp + tn) / len(truth), tp / (tp + fp), tp / (tp + fn), tn / (tn + fp), 2 * tp / (2 * tp + fp + fn),
                (tp / (tp + fn) + tn / (tn + fp)) / 2,
                (tp * tn - fp * fn) / np.sqrt(float(tp + fp) * float(tp + fn) * float(tn + fp) * float(tn + fn)),
                metrics.roc_auc_score(truth, score), metrics.average_precision_score(truth, score),
                np.mean((score - truth) ** 2)]


def slices_by_seeds(random):
    """Percentile limits with whole patients drawn within each grade; and, as a control, with slices drawn."""
    groups = []
    for i in range(24):
        centre = random.normal(0.8 if i < 17 else -0.8, 1)
        groups.append((i < 17, np.round(special.expit(random.normal(centre, 0.5, int(random.integers(2, 9)))), 2)))
    grades = [[g for g in groups if g[0]], [g for g in groups if not g[0]]]
    everything = np.concatenate([p for _, p in groups])
    truth = np.concatenate([np.full(len(p), high) for high, p in groups])

    def run(whole):
        values = []
        for _ in range(2000):
            if whole:
                drawn = [g[i] for g in grades for i in random.integers(0, len(g), len(g))]
                t = np.concatenate([np.full(len(p), high) for high, p in drawn])
                p = np.concatenate([p for _, p in drawn])
            else:
                places = np.concatenate([random.choice(np.flatnonzero(truth == g), np.sum(truth == g))
                                         for g in (True, False)])
                t, p = truth[places], everything[places]
            values.append(slice_metrics(t, p))
        return np.nanpercentile(np.array(values), [2.5, 97.5], axis=0).T

    limits = np.array([run(True) for _ in range(15)])
    yield {"groups": [{"high": high, "p": p.tolist()} for high, p in groups], "mean": limits.mean(axis=0).tolist(),
           "sd": limits.std(axis=0, ddof=1).tolist(), "slices": run(False).tolist()}


def differences_by_seeds(random):
    """Differences of two models on the same patients: percentile limits, patients drawn within each grade as pairs."""
    m, n = 40, 16
    shared = np.concatenate([random.normal(1, 1, m), random.normal(-0.5, 1, n)])
    first, second = (np.round(special.expit(shared + random.normal(shift, 0.6, m + n)), 3) for shift in (0.3, -0.2))
    high = np.arange(m + n) < m

    def values(p, ih, il):
        wins = (p[:m, None] > p[None, m:]) + 0.5 * (p[:m, None] == p[None, m:])
        tp, fp = np.sum(p[:m][ih] >= 0.5, axis=1), np.sum(p[m:][il] >= 0.5, axis=1)
        return np.array([2 * tp / (tp + fp + m), [wins[np.ix_(a, b)].mean() for a, b in zip(ih, il)]])

    whole = np.arange(m)[None], np.arange(n)[None]
    for p in (first, second):
        f1, auc = values(p, *whole)[:, 0]
        assert abs(metrics.f1_score(high, p >= 0.5) - f1) < 1e-12 and abs(metrics.roc_auc_score(high, p) - auc) < 1e-12

    def run(paired):
        ih, il = random.integers(0, m, (2000, m)), random.integers(0, n, (2000, n))
        other = (ih, il) if paired else (random.integers(0, m, (2000, m)), random.integers(0, n, (2000, n)))
        return np.percentile(values(first, ih, il) - values(second, *other), [2.5, 97.5], axis=1).T

    limits = np.array([run(True) for _ in range(30)])
    difference = (values(first, *whole) - values(second, *whole))[:, 0]
    yield {"first": first.tolist(), "second": second.tolist(), "highs": m, "difference": difference.tolist(),
           "mean": limits.mean(axis=0).tolist(), "sd": limits.std(axis=0, ddof=1).tolist(), "unpaired": run(False).tolist()}


# Tests

def friedman(random):
    for i in range(60):
        n, k = int(random.integers(2, 20)), int(random.integers(3, 6))
        values = np.round(random.random((n, k)), 1 if i % 2 else 6)
        if i == 0:
            values[:] = 0.5
        ranks = stats.rankdata(values, axis=1)
        plain = 12 / (n * k * (k + 1)) * np.sum(ranks.sum(axis=0) ** 2) - 3 * n * (k + 1)
        with np.errstate(all="ignore"):
            corrected = stats.friedmanchisquare(*values.T)
        difference = abs(ranks.mean(axis=0)[0] - ranks.mean(axis=0)[1])
        q = difference / math.sqrt(k * (k + 1) / (6 * n)) * math.sqrt(2)
        yield {"values": values.tolist(), "plain": float(plain), "plain_p": float(stats.chi2.sf(plain, k - 1)),
               "corrected": number(corrected.statistic), "corrected_p": number(corrected.pvalue), "q": float(q),
               "nemenyi_p": float(stats.studentized_range.sf(q, k, np.inf))}


def studentized_range(random):
    for k in (2, 3, 4, 5, 10, 16, 48):
        for q in [0.01, 0.5, 1, 2, 3, 4, 5, 7] + random.uniform(0.1, 6, 2).tolist():
            yield {"k": k, "q": q, "p": float(stats.studentized_range.sf(q, k, np.inf))}


def signs(differences):
    """All assignments of signs, by the characteristic function: a second way to the exact distribution with ties."""
    d = differences[differences != 0]
    twice = np.round(2 * stats.rankdata(np.abs(d))).astype(int)
    size = int(twice.sum()) + 1
    angle = 2 * np.pi * np.arange(size) / size
    wave = np.prod((1 + np.exp(1j * np.outer(twice, angle))) / 2, axis=0)
    chance = np.fft.fft(wave).real / size
    w = int(twice[d > 0].sum())
    return min(1.0, 2 * min(chance[:w + 1].sum(), chance[w:].sum()))


def wilcoxon(random):
    for i in range(80):
        n = int(random.integers(*((1, 13) if i < 30 else (13, 26) if i < 55 else (26, 60))))
        d = random.normal(0.3, 1, n)
        d = np.round(d * 4) / 4 if i % 2 else d
        left = d[d != 0]
        if len(left) == 0:
            continue
        tied = len(np.unique(np.abs(left))) < len(left)
        if len(left) > 25:
            p = stats.wilcoxon(d, zero_method="wilcox", correction=False, method="asymptotic").pvalue
        elif not tied:
            p = stats.wilcoxon(left, method="exact").pvalue
            assert abs(p - signs(d)) < 1e-12
        else:
            p = signs(d)
            if len(left) <= 12:
                every = stats.PermutationMethod(n_resamples=np.inf)
                assert abs(stats.wilcoxon(left, method=every).pvalue - p) < 1e-12
        statistic = float(stats.rankdata(np.abs(left))[left > 0].sum())
        yield {"differences": d.tolist(), "statistic": statistic, "p": float(p)}


def holm(random):
    for i in range(50):
        p = np.round(random.random(int(random.integers(1, 12))) ** 3, 2 if i % 2 else 9)
        yield {"p": p.tolist(), "adjusted": multitest.multipletests(p, method="holm")[1].tolist()}


def calls(random):
    for i in range(60):
        n, k = int(random.integers(1, 80)), int(random.integers(2, 5))
        base = random.random(n) < 0.7
        right = np.array([np.where(random.random(n) < 0.3, random.random(n) < 0.5, base) for _ in range(k)])
        if i == 0:
            right[:] = base
        table = [[np.sum(right[0] & right[1]), np.sum(right[0] & ~right[1])],
                 [np.sum(~right[0] & right[1]), np.sum(~right[0] & ~right[1])]]
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            exact = contingency_tables.mcnemar(table, exact=True)
            q = contingency_tables.cochrans_q(right.T.astype(int))
        yield {"right": right.astype(int).tolist(), "statistic": float(exact.statistic), "mcnemar_p": float(exact.pvalue),
               "q": number(q.statistic), "q_p": number(q.pvalue)}


# Calibration, decision curves, thresholds

def logits(p):
    return special.logit(np.clip(p, 1e-6, 1 - 1e-6))


def calibrations(random):
    made = 0
    while made < 60:
        n = int(random.integers(8, 120))
        true = random.normal(1, 1.5, n)
        high = random.random(n) < special.expit(true)
        p = special.expit(random.uniform(0.5, 2) * true + random.normal(0, 0.5))
        p = np.round(p, [2, 6, 1][made % 3])
        if made == 5:
            p[:2] = 0, 1
        x = logits(p)
        if not 0 < high.sum() < n or x[~high].max() <= x[high].min() or x[high].max() <= x[~high].min():
            continue
        wrong = np.where(high, x < 0, x > 0).any()
        if not wrong or np.where(high, x, -x).sum() <= 0:
            continue
        made += 1
        y = high.astype(int)
        line = sm.Logit(y, sm.add_constant(x)).fit(disp=0, method="newton", maxiter=500, tol=1e-13)
        large = optimize.brentq(lambda a: np.sum(y - special.expit(a + x)), -30, 30, xtol=1e-14)
        offset = sm.GLM(y, np.ones(n), family=sm.families.Binomial(), offset=x).fit(start_params=[large])
        assert abs(offset.params[0] - large) < 1e-8
        scale = optimize.minimize_scalar(lambda t: -np.sum(special.log_expit(np.where(high, x, -x) / t)),
                                         bounds=(1e-3, 1e3), method="bounded", options={"xatol": 1e-12})
        through = sm.GLM(y, x[:, None], family=sm.families.Binomial()).fit(start_params=[1 / scale.x], tol=1e-14)
        assert abs(scale.x - 1 / through.params[0]) < 1e-4 * scale.x
        observed, mean = calibration.calibration_curve(y, p, n_bins=10, strategy="uniform")
        inside = np.searchsorted(np.linspace(0, 1, 11)[1:-1], p)
        counts = np.bincount(inside, minlength=10)
        counts = counts[counts > 0]
        places = np.arange(51) / 50
        places = places[(places >= p.min()) & (places <= p.max())]
        with np.errstate(all="ignore"):
            smooth = sm.nonparametric.lowess(y.astype(float), p, frac=0.75, it=0, delta=0, xvals=places)
        benefit = []
        for t in (0.01, 0.1, 0.25, 0.5, 0.77, 0.8, 0.99):
            tn, fp, fn, tp = metrics.confusion_matrix(y, p >= t, labels=[0, 1]).ravel()
            benefit.append([t, tp / n - fp / n * t / (1 - t), y.mean() - (1 - y.mean()) * t / (1 - t)])
        yield {"p": p.tolist(), "high": y.tolist(), "intercept": float(line.params[0]), "slope": float(line.params[1]),
               "in_the_large": float(large), "temperature": float(1 / through.params[0]),
               "error": float(np.sum(counts * np.abs(observed - mean)) / n), "bins": np.c_[counts, observed, mean].tolist(),
               "places": places.tolist(), "smooth": list(map(number, smooth)), "benefit": np.array(benefit).tolist()}


def calibration_in_the_large(random):
    """Probabilities that a saturated network gives, most of them 0 or 1, by bisection."""
    fixed = [([0] * 100, [1] * 99 + [0]), ([1] * 100, [0] * 99 + [1]), ([0, 1], [1, 0]), ([0, 0, 0, 1], [0, 1, 0, 1]),
             ([0] * 11 + [0.91, 0.95, 0.99], [1] * 10 + [0] + [1, 0, 1])]
    for i in range(60):
        if i < len(fixed):
            p, high = map(np.array, fixed[i])
        else:
            n = int(random.integers(4, 80))
            high = random.random(n) < random.choice([0.05, 0.5, 0.78, 0.95])
            high[:2] = False, True
            p = np.round(special.expit(random.normal(random.uniform(-30, 30), random.uniform(1, 20), n)), 3)
        x = logits(p)
        low, up = -60.0, 60.0
        while up - low > 1e-12:
            middle = (low + up) / 2
            low, up = (middle, up) if np.sum(high - special.expit(middle + x)) > 0 else (low, middle)
        yield {"p": p.tolist(), "high": high.astype(int).tolist(), "in_the_large": low}


def bands_by_seeds(random):
    """Percentile limits of reliability and decision curves, patients drawn within each grade; as a control, whoever."""
    m, n = 40, 20
    p = np.round(special.expit(np.concatenate([random.normal(1, 1, m), random.normal(-0.5, 1, n)])), 2)
    y = (np.arange(m + n) < m).astype(float)
    places = np.arange(51)[5:46:5] / 50
    thresholds = np.array([0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9])

    def run(grades):
        smooth, benefit = [], []
        for _ in range(1000):
            drawn = np.concatenate([random.integers(0, m, m), random.integers(m, m + n, n)]) if grades else \
                random.integers(0, m + n, m + n)
            with np.errstate(all="ignore"):
                smooth.append(sm.nonparametric.lowess(y[drawn], p[drawn], frac=0.75, it=0, delta=0, xvals=places))
            called = p[drawn][:, None] >= thresholds
            true, false = (called & (y[drawn] == g)[:, None] for g in (1, 0))
            benefit.append((true.sum(axis=0) - false.sum(axis=0) * thresholds / (1 - thresholds)) / (m + n))
        return [np.percentile(np.array(values), [2.5, 97.5], axis=0).T for values in (smooth, benefit)]

    runs = [run(True) for _ in range(15)]
    whoever = run(False)
    for i, (name, x) in enumerate([("reliability", places), ("benefit", thresholds)]):
        limits = np.array([r[i] for r in runs])
        assert not np.isnan(limits).any()
        yield {"curve": name, "high": p[:m].tolist(), "low": p[m:].tolist(), "x": x.tolist(), "mean": limits.mean(axis=0).tolist(),
               "sd": limits.std(axis=0, ddof=1).tolist(), "whoever": whoever[i].tolist()}


def thresholds(random):
    """By brute force over the candidates, with exact fractions."""
    for i in range(60):
        n = int(random.integers(2, 30))
        high = random.random(n) < 0.6
        high[0], high[1] = True, False
        p = np.round(np.clip(random.normal(np.where(high, 0.6, 0.4), 0.25), 0, 1), 1 + i % 3)
        distinct = np.unique(p)
        candidates = [0.5] + [(a + b) / 2 for a, b in zip(distinct[:-1], distinct[1:])]
        best = {}
        for name in ("f1", "youden"):
            def worth(t):
                called = p >= t
                tp, fp = int(np.sum(called & high)), int(np.sum(called & ~high))
                m, k = int(high.sum()), int((~high).sum())
                value = Fraction(2 * tp, m + tp + fp) if name == "f1" else Fraction(tp, m) - Fraction(fp, k)
                return value, -abs(t - 0.5), -t
            best[name] = float(max(candidates, key=worth))
        yield {"high": p[high].tolist(), "low": p[~high].tolist(), **best}


# Whole tables

def fused():
    """The slice predictions of evaluation_reference.py, fused: by model, seed, subset, strategy the grades and results."""
    slices = {}
    with open(Path(__file__).parents[2] / "src/test/resources/evaluation/slice-predictions.csv", newline="") as file:
        for row in csv.DictReader(file):
            key = row["model"], row["seed"], row["subset"]
            patient = slices.setdefault(key, {}).setdefault(row["patient"], (row["grade"] == "HGG", []))
            patient[1].append(float(row["p_hgg"]))
    fusions = {"soft": np.mean, "majority": lambda p: np.mean(np.array(p) >= 0.5),
               "attention": lambda p: np.dot(special.softmax(p), p)}
    return {key: (np.array([high for high, _ in patients.values()]),
                  {name: np.array([fuse(p) for _, p in patients.values()]) for name, fuse in fusions.items()})
            for key, patients in slices.items()}


def tables(random):
    """Comparisons and calibration of a table of predictions, called HGG from 0.55: what each row of the files holds."""
    runs = fused()
    names = ["soft", "majority", "attention"]
    for model, seed in [("A", "1"), ("A", "2"), ("B", "1")]:
        high, fusions = runs[model, seed, "train"]
        right = np.array([(fusions[name] >= 0.55) == high for name in names])
        q = contingency_tables.cochrans_q(right.T.astype(int))
        pairs = {}
        for i, j in [(0, 1), (0, 2), (1, 2)]:
            b, c = np.sum(right[i] & ~right[j]), np.sum(~right[i] & right[j])
            pairs[f"{names[i]}/{names[j]}"] = float(contingency_tables.mcnemar([[0, b], [c, 0]], exact=True).pvalue)
        slopes = {}
        for name in ("soft", "attention"):
            fit = sm.Logit(high.astype(int), sm.add_constant(logits(fusions[name]))).fit(disp=0, tol=1e-13, maxiter=500)
            slopes[name] = [float(fit.params[0]), float(fit.params[1])]
        yield {"model": model, "seed": seed, "cochran_q": float(q.pvalue), "mcnemar": pairs, "calibration": slopes}
    f1 = [[metrics.f1_score(high, fusions[name] >= 0.55) for name in names]
          for (_, _, subset), (high, fusions) in runs.items() if subset == "train"]
    differences = [np.array([row[i] - row[j] for row in f1]) for i, j in [(0, 1), (0, 2), (1, 2)]]
    p = [signs(d) for d in differences if np.any(d != 0)]
    ranks = stats.rankdata(f1, axis=1).mean(axis=0)
    q = abs(ranks[0] - ranks[1]) / math.sqrt(3 * 4 / (6 * len(f1))) * math.sqrt(2)
    yield {"friedman": float(stats.friedmanchisquare(*np.array(f1).T).pvalue),
           "holm": multitest.multipletests(p, method="holm")[1].tolist(),
           "nemenyi": float(stats.studentized_range.sf(q, 3, np.inf))}


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    parts = [closed_forms, bca_of_draws, bca_by_seeds, slices_by_seeds, friedman, studentized_range, wilcoxon, holm, calls,
             calibrations, thresholds, tables, differences_by_seeds, calibration_in_the_large, bands_by_seeds]
    for part in parts if len(sys.argv) < 3 else [globals()[name] for name in sys.argv[2:]]:
        random = np.random.default_rng([20, parts.index(part)])
        text = ",\n".join(map(json.dumps, part(random)))
        (folder / f"{part.__name__}.json").write_text("[\n" + text + "\n]\n")


main()
