"""Golden statistics of a local validation for tests/oracle/local.rs: statsmodels (clustered covariances, likelihoods),
pmvalsampsize (numbers of cases), SciPy (roots); Obuchowski's variance by counting pairs, in another way than the code under
test.

Run: python tests/generators/local.py > tests/golden/local.json
The 60 subjects are those of metrics.py; the first 40 are two lesions each of 20 patients.
"""
import contextlib, importlib.metadata, io, json, math, sys
import numpy as np, statsmodels.api as sm
from pmvalsampsize.pmvalsampsize import pmvalsampsize
from scipy import stats
from scipy.optimize import brentq
from scipy.special import expit, logit
from metrics import subjects

Z = stats.norm.ppf(0.975)


def obuchowski(y, p, g):
    x, z, gx, gz = p[y == 1], p[y == 0], g[y == 1], g[y == 0]
    psi = (x[:, None] > z) + 0.5 * (x[:, None] == z)
    area = psi.mean()
    v10, v01 = psi.mean(axis=1), psi.mean(axis=0)
    m, n = len(x), len(z)
    groups = np.unique(g)
    a = np.array([(v10[gx == c] - area).sum() for c in groups])
    b = np.array([(v01[gz == c] - area).sum() for c in groups])
    i10, i01, i = len(np.unique(gx)), len(np.unique(gz)), len(groups)
    s10 = i10 / ((i10 - 1) * m) * (a**2).sum()
    s01 = i01 / ((i01 - 1) * n) * (b**2).sum()
    s11 = i / (i - 1) * (a * b).sum()
    return dict(auc=area, standard_error=math.sqrt(s10 / m + s01 / n + 2 * s11 / (m * n)))


def newcombe(area, m, n):
    half = (m + n) / 2 - 1
    def variance(t):
        return t * (1 - t) * (1 + half * (1 - t) / (2 - t) + half * t / (1 + t)) / (m * n)
    def end(low, high):
        return brentq(lambda t: (t - area) ** 2 - Z**2 * variance(t), low, high, xtol=1e-15)
    return [0.0 if area == 0 else end(1e-12, area - 1e-12), 1.0 if area == 1 else end(area + 1e-12, 1 - 1e-12)]


def mean(values, g):
    fit = sm.OLS(values, np.ones(len(values))).fit(cov_type="cluster", cov_kwds={"groups": g})
    return dict(value=fit.params[0], standard_error=fit.bse[0])


def logistic(y, x, offset, g):
    model = sm.GLM(y, x, family=sm.families.Binomial(), offset=offset)
    plain = model.fit(tol=1e-14, tol_criterion="params")
    return plain, model.fit(tol=1e-14, tol_criterion="params", cov_type="cluster", cov_kwds={"groups": g})


def closed(y, lp, g):
    ones = np.ones((len(y), 1))
    line, clustered = logistic(y, np.column_stack([ones, lp]), np.zeros(len(y)), g)
    shift, shift_clustered = logistic(y, ones, lp, g)
    p = expit(lp)
    unchanged = (y * np.log(p) + (1 - y) * np.log1p(-p)).sum()
    single = [2 * (line.llf - unchanged), 2 * (line.llf - shift.llf)]
    cov, delta = clustered.cov_params(), clustered.params - [0, 1]
    wald = [delta @ np.linalg.solve(cov, delta), delta[1] ** 2 / cov[1, 1]]
    tests = lambda of: [[x, stats.chi2.sf(x, df)] for x, df in zip(of, [2, 1])]
    return dict(
        intercept=shift.params[0], intercept_clustered=shift_clustered.bse[0],
        both=list(line.params), both_clustered=list(clustered.bse), single=tests(single), clustered=tests(wald),
    )


def slope_cases(lp, z):
    p = expit(lp)
    w = p * (1 - p)
    a, b, c = w.mean(), (w * lp).mean(), (w * lp * lp).mean()
    return math.ceil(a / ((0.2 / (2 * z)) ** 2 * (a * c - b * b)))


def against_package(share, area, ours):
    """The package's numbers: the slope's to the case for its own simulated log-odds, the others within its steps."""
    with contextlib.redirect_stdout(io.StringIO()):
        found = pmvalsampsize(type="b", prevalence=share, cstatistic=area, lpnormal=(0.2, 1.3), simobs=10**6, seed=1)
    np.random.seed(1)
    lp = stats.norm.rvs(loc=0.2, scale=1.3, size=10**6)
    table = {row[0]: row[1] for row in found["results_table"] if len(row) > 1}
    assert table["Criteria 2 - C-slope"] == slope_cases(lp, 1.96), table
    assert abs(table["Criteria 3 - C statistic"] - ours["auc"]) <= 1, table
    assert abs(table["Criteria 1 - O/E"] - ours["ratio"]) <= 3, table


def needed(y, p):
    """Closed forms with the exact 0.975 point; pmvalsampsize rounds it to 1.96 and steps to its targets."""
    lp, share = logit(p), y.mean()
    ratio = math.ceil((1 - share) / (share * (math.asinh(0.2 / 2) / Z) ** 2))
    slope = slope_cases(lp, Z)
    area = 0.9
    def width(n):
        half = n / 2 - 1
        v = area * (1 - area) * (1 + half * (1 - area) / (2 - area) + half * area / (1 + area))
        return 2 * Z * math.sqrt(v / (n * n * share * (1 - share)))
    auc = next(n for n in range(1, 10**6) if width(n) <= 0.1)
    t, se, sp = 0.3, 0.85, 0.7
    odds = (1 - share) / share * t / (1 - t)
    v = se * (1 - se) / share + odds**2 * sp * (1 - sp) / (1 - share) + (odds * (1 - sp)) ** 2 / (share * (1 - share))
    benefit = math.ceil(v / (0.2 / (2 * Z)) ** 2)
    against_package(share, area, dict(ratio=ratio, auc=auc))
    return dict(ratio=ratio, slope=slope, auc=auc, net_benefit=benefit)


def main():
    y, a, b = subjects()
    g = np.array([i // 2 if i < 40 else i - 20 for i in range(60)])
    t = 0.4
    gains = np.where(a >= t, y - (1 - y) * t / (1 - t), 0.0)
    result = dict(
        packages={name: importlib.metadata.version(name) for name in ["numpy", "scipy", "statsmodels", "pmvalsampsize"]},
        auc=obuchowski(y, a, g), second_auc=obuchowski(y, b, g),
        newcombe={f"{area} {m} {n}": newcombe(area, m, n) for area, m, n in [(1, 6, 9), (0, 6, 9), (0.8, 20, 30)]},
        brier=mean((y - a) ** 2, g), net_benefit=mean(gains, g),
        closed=closed(y, logit(a), g), second_closed=closed(y, logit(b), g), needed=needed(y, a),
    )
    json.dump(result, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
