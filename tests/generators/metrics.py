"""Golden statistics for tests/oracle/metrics.rs, made by SciPy, statsmodels, scikit-learn, pingouin and dcurves.

Run: python tests/generators/metrics.py > tests/golden/metrics.json
The subjects come from a linear congruential generator, so that the test rebuilds them instead of reading them. Where no
package has the number (DeLong covariance, net reclassification), it is computed here from its definition by counting
pairs, in another way than the code under test.
"""
import importlib.metadata, json, math, sys
import numpy as np, pandas as pd, pingouin, dcurves
import statsmodels.api as sm
from scipy import stats
from scipy.special import expit, logit
from sklearn.metrics import brier_score_loss, confusion_matrix, f1_score, roc_auc_score
from statsmodels.nonparametric.smoothers_lowess import lowess
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint


def lcg(seed):
    state = seed
    while True:
        state = (1664525 * state + 1013904223) % 2**32
        yield state / 2**32


def subjects():
    r = lcg(20260)
    y, a, b = [], [], []
    for _ in range(60):
        event = next(r) < 0.55
        a.append(round(expit(1.6 * (next(r) - 0.5) * 2 + (0.9 if event else -0.9)), 4))
        b.append(round(expit(2.2 * (next(r) - 0.5) * 2 + (0.35 if event else -0.35)), 4))
        y.append(int(event))
    return np.array(y), np.array(a), np.array(b)


def delong_by_pairs(y, *models):
    v10, v01, areas = [], [], []
    for p in models:
        psi = np.array([[(x > z) + 0.5 * (x == z) for z in p[y == 0]] for x in p[y == 1]])
        areas.append(psi.mean()); v10.append(psi.mean(axis=1)); v01.append(psi.mean(axis=0))
    cov = np.atleast_2d(np.cov(v10)) / (y == 1).sum() + np.atleast_2d(np.cov(v01)) / (y == 0).sum()
    return np.array(areas), cov


def youden(y, p):
    """Cuts midway between neighbouring scores, as pROC has them; of equally good ones the one nearest 1/2."""
    scores = np.unique(p)
    cuts = (scores[:-1] + scores[1:]) / 2
    index = np.array([(p[y == 1] >= cut).mean() + (p[y == 0] < cut).mean() - 1 for cut in cuts])
    best = cuts[index >= index.max() - 1e-12]
    return dict(threshold=min(best, key=lambda cut: abs(cut - 0.5)), index=index.max())


def discrimination(y, a, b):
    areas, cov = delong_by_pairs(y, a, b)
    assert np.allclose(areas, [roc_auc_score(y, a), roc_auc_score(y, b)])
    z = (areas[0] - areas[1]) / math.sqrt(cov[0, 0] + cov[1, 1] - 2 * cov[0, 1])
    cut = youden(y, a)["threshold"]
    tn, fp, fn, tp = confusion_matrix(y, a >= cut).ravel()
    wilson = lambda k, n: list(proportion_confint(k, n, method="wilson"))
    return dict(auc=areas, covariance=cov, z=z, p=2 * stats.norm.sf(abs(z)),
                youden=[youden(y, a), youden(y, b)],
                confusion=[tp, fp, tn, fn], f1=f1_score(y, a >= cut),
                wilson_sensitivity=wilson(tp, tp + fn), wilson_none=wilson(0, 10), wilson_all=wilson(7, 7))


def calibration(y, p):
    lp = logit(p)
    two = sm.GLM(y, sm.add_constant(lp), family=sm.families.Binomial()).fit(tol=1e-14, maxiter=100)
    one = sm.GLM(y, np.ones(len(y)), family=sm.families.Binomial(), offset=lp).fit(tol=1e-14, maxiter=100)
    smooth = lowess(y, p, frac=2 / 3, it=0, delta=0.0, return_sorted=False)
    error = np.abs(p - smooth)
    groups = np.array_split(np.argsort(p, kind="stable"), 10)
    hl = sum((y[g].sum() - p[g].sum()) ** 2 / p[g].sum() + (p[g].sum() - y[g].sum()) ** 2 / (len(g) - p[g].sum()) for g in groups)
    bins = np.clip(np.floor(p * 10).astype(int), 0, 9)
    uniform = sum((bins == k).mean() * abs(y[bins == k].mean() - p[bins == k].mean()) for k in range(10) if (bins == k).any())
    spiegelhalter = np.sum((y - p) * (1 - 2 * p)) / math.sqrt(np.sum((1 - 2 * p) ** 2 * p * (1 - p)))
    brier = brier_score_loss(y, p)
    return dict(intercept=two.params[0], intercept_se=two.bse[0], slope=two.params[1], slope_se=two.bse[1],
                in_the_large=one.params[0], in_the_large_se=one.bse[0], brier=brier,
                scaled_brier=1 - brier / (y.mean() * (1 - y.mean())), lowess=smooth, ici=error.mean(),
                e90=np.quantile(error, 0.9), emax=error.max(), hosmer_lemeshow=hl, hl_p_8=stats.chi2.sf(hl, 8),
                hl_p_10=stats.chi2.sf(hl, 10), ece_uniform=uniform,
                ece_quantile=sum(len(g) / len(y) * abs(y[g].mean() - p[g].mean()) for g in groups),
                spiegelhalter_z=spiegelhalter, spiegelhalter_p=2 * stats.norm.sf(abs(spiegelhalter)))


def decision(y, p):
    thresholds = np.arange(1, 9) / 10
    table = dcurves.dca(data=pd.DataFrame(dict(y=y, m=p)), outcome="y", modelnames=["m"], thresholds=thresholds)
    of = lambda name: table[table.model == name].sort_values("threshold").net_benefit.to_numpy()
    return dict(threshold=thresholds, model=of("m"), all=of("all"))


def reclassification(y, old, new):
    d, e = new - old, y == 1
    ups, downs = (d > 0), (d < 0)
    nri = ups[e].mean() - downs[e].mean() + downs[~e].mean() - ups[~e].mean()
    idi = d[e].mean() - d[~e].mean()
    se = math.sqrt(d[e].var(ddof=1) / e.sum() + d[~e].var(ddof=1) / (~e).sum())
    return dict(nri=nri, idi=idi, idi_se=se)


def tests(y, a, b):
    age = np.round(40 + 40 * a + 10 * b)
    u = stats.mannwhitneyu(a[y == 1], a[y == 0]); tied = stats.mannwhitneyu(age[y == 1], age[y == 0])
    small = stats.mannwhitneyu(a[:7], b[:12]); rho = stats.spearmanr(a, b); rho_tied = stats.spearmanr(age, b)
    counts = np.array([[12, 30, 7], [22, 18, 9]]); chi = stats.chi2_contingency(counts, correction=False)
    s1, s0 = age[y == 1].std(ddof=1), age[y == 0].std(ddof=1)
    p = np.array([0.01, 0.04, 0.03, 0.005, 0.2, 0.04, 0.9])
    return dict(mann_whitney=[u.statistic, u.pvalue], mann_whitney_tied=[tied.statistic, tied.pvalue],
                mann_whitney_exact=[small.statistic, small.pvalue], spearman=[rho.statistic, rho.pvalue],
                spearman_tied=[rho_tied.statistic, rho_tied.pvalue],
                chi_squared=[chi.statistic, chi.dof, chi.pvalue],
                standardised_difference=(age[y == 1].mean() - age[y == 0].mean()) / math.sqrt((s1**2 + s0**2) / 2),
                p_values=p, holm=multipletests(p, method="holm")[1], benjamini_hochberg=multipletests(p, method="fdr_bh")[1])


def icc(a, b):
    """Three raters: the score, the score with a little of b, and that with a shift."""
    raters = np.stack([a, a + 0.1 * b, a + 0.05 * b**2 + 0.07], axis=1)
    # pingouin rounds its interval to two decimals; recompute it from its mean squares with SciPy's F.
    n, k = raters.shape
    long = pd.DataFrame([(i, j, raters[i, j]) for i in range(n) for j in range(k)], columns=["s", "r", "v"])
    table = pingouin.intraclass_corr(long, "s", "r", "v").set_index("Type")
    grand = raters.mean(); msr = k * raters.mean(1).var(ddof=1); msc = n * raters.mean(0).var(ddof=1)
    total = ((raters - grand) ** 2).sum(); mse = (total - msr * (n - 1) - msc * (k - 1)) / ((n - 1) * (k - 1))
    icc2 = (msr - mse) / (msr + (k - 1) * mse + k * (msc - mse) / n); fj = msc / mse
    own = n * (1 + (k - 1) * icc2) - k * icc2
    v = (k - 1) * (n - 1) * (k * icc2 * fj + own) ** 2 / ((n - 1) * k**2 * icc2**2 * fj**2 + own**2)
    fu, fl = stats.f.ppf(0.975, n - 1, v), stats.f.ppf(0.975, v, n - 1); noise = k * msc + (k * n - k - n) * mse
    agreement = [icc2, n * (msr - fu * mse) / (fu * noise + n * msr), n * (fl * msr - mse) / (noise + n * fl * msr)]
    [name] = [name for name in table.index if name in ("ICC2", "ICC(A,1)")]
    interval = table[[column for column in table if "CI" in column][0]][name]
    assert np.isclose(table.ICC[name], agreement[0]) and np.allclose(interval, agreement[1:], atol=0.005)
    return dict(agreement=agreement)


def distributions():
    rows = []
    for z in (-8.0, -3.1, -1.0, 0.0, 0.3, 1.96, 6.0):
        rows += [["normal_cdf", z, 0, 0, stats.norm.cdf(z)], ["normal_two_sided", z, 0, 0, 2 * stats.norm.sf(abs(z))]]
    for p in (1e-9, 0.01, 0.2, 0.5, 0.77, 0.999999):
        rows.append(["normal_quantile", p, 0, 0, stats.norm.ppf(p)])
    for df in (1, 3, 8, 10, 57, 500):
        for x in (0.01, 0.9, 4.5, 30.0, 120.0, 600.0):
            rows.append(["chi_squared_sf", x, df, 0, stats.chi2.sf(x, df)])
        for t in (0.0, 0.1, 1.3, -2.5, 9.0):
            rows.append(["student_two_sided", t, df, 0, 2 * stats.t.sf(abs(t), df)])
        for below in (2, 7.5, 118, 900):
            for p in (0.025, 0.5, 0.975):
                rows.append(["f_quantile", p, df, below, stats.f.ppf(p, df, below)])
    return rows


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(item) for item in value]
    return value if isinstance(value, (str, int)) else int(value) if isinstance(value, np.integer) else float(value)


if __name__ == "__main__":
    y, a, b = subjects()
    versions = {name: importlib.metadata.version(name) for name in
                ("numpy", "scipy", "statsmodels", "scikit-learn", "pingouin", "dcurves")}
    golden = dict(provenance=dict(script="tests/generators/metrics.py", python=sys.version.split()[0], **versions),
                  events=y.sum(), first_scores=[a[:3], b[:3]], discrimination=discrimination(y, a, b),
                  calibration_a=calibration(y, a), calibration_b=calibration(y, b), decision_a=decision(y, a), decision_b=decision(y, b),
                  reclassification_b_to_a=reclassification(y, b, a), tests=tests(y, a, b), icc=icc(a, b),
                  distributions=distributions())
    print(json.dumps(plain(golden), indent=None, separators=(",", ":")).replace('],["', '],\n["').replace(',"', ',\n"'))
