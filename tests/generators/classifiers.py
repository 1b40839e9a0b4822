"""Fixtures for tests/oracle/classifiers.rs: probabilities of scikit-learn, xgboost and lightgbm on one small data set.

pip install scikit-learn==1.9.1 xgboost-cpu==3.2.0 lightgbm==4.7.0 numpy==2.4.6
python tests/generators/classifiers.py tests/golden/classifiers
"""

import json
import pathlib
import sys
import warnings

import lightgbm
import numpy as np
import sklearn
import xgboost
from sklearn.calibration import _sigmoid_calibration
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC

warnings.filterwarnings("ignore")
out = pathlib.Path(sys.argv[1])
versions = {
    "scikit-learn": sklearn.__version__,
    "xgboost": xgboost.__version__,
    "lightgbm": lightgbm.__version__,
    "numpy": np.__version__,
}

rng = np.random.default_rng(20)
rows, inputs, training = 320, 8, 200
x = rng.normal(size=(rows, inputs))
x[:, 5] = np.round(x[:, 5])  # ties
x[:, 6] = np.exp(x[:, 6])
signal = x[:, 0] - 0.8 * x[:, 1] + 0.7 * x[:, 2] * x[:, 3] + 0.4 * x[:, 5]
y = (rng.random(rows) < 1 / (1 + np.exp(-signal))).astype(int)
x = np.round(x, 4)
mean, sd = x[:training].mean(0), x[:training].std(0, ddof=1)
z = (x - mean) / sd
fit, test, yfit, ytest = z[:training], z[training:], y[:training], y[training:]
numbers = lambda values: [float(v) for v in np.asarray(values).ravel()]

cases = []


def add(parameters, probabilities=None, **more):
    case = {"parameters": parameters, **more}
    if probabilities is not None:
        case["probabilities"] = numbers(probabilities)
    cases.append(case)


for lam, alpha in [(0.1, 0.0), (0.01, 0.0), (0.03, 1.0), (0.05, 0.5), (0.001, 1.0)]:
    model = LogisticRegression(
        C=1 / (training * lam), l1_ratio=alpha, solver="saga", tol=1e-12, max_iter=1_000_000, random_state=0
    ).fit(fit, yfit)
    add(
        {"classifier": "logistic-regression", "lambda": lam, "alpha": alpha},
        model.predict_proba(test)[:, 1],
        coefficients=numbers(model.coef_),
        intercept=float(model.intercept_[0]),
    )
for c, gamma in [(1.0, 0.1), (10.0, 0.03), (0.3, 0.01), (3.0, 1.0)]:
    model = SVC(C=c, gamma=gamma, tol=1e-9).fit(fit, yfit)
    add({"classifier": "svm", "c": c, "gamma": gamma}, decisions=numbers(model.decision_function(test)))
for k in [1, 5, 10, 31]:
    model = KNeighborsClassifier(k, algorithm="brute").fit(fit, yfit)
    add({"classifier": "neighbours", "count": k}, model.predict_proba(test)[:, 1])
for rounds, depth, l2 in [(50, 3, 1.0), (20, 1, 1.0), (100, 2, 1.0), (40, 4, 0.5), (80, 3, 3.0), (40, 3, 0.0)]:
    model = xgboost.XGBClassifier(
        n_estimators=rounds, max_depth=depth, learning_rate=0.1, reg_lambda=l2, min_child_weight=1,
        tree_method="exact", base_score=0.5, n_jobs=1,
    ).fit(fit, yfit)
    add(
        {"classifier": "exact-boosting", "rounds": rounds, "depth": depth, "rate": 0.1, "l2": l2},
        model.predict_proba(test)[:, 1],
    )
for rounds, leaves, l2, leaf in [(50, 8, 1.0, 10), (100, 4, 0.0, 20), (25, 2, 1.0, 5)]:
    model = lightgbm.LGBMClassifier(
        n_estimators=rounds, num_leaves=leaves, learning_rate=0.1, reg_lambda=l2, min_child_samples=leaf,
        deterministic=True, force_row_wise=True, n_jobs=1, verbose=-1,
    ).fit(fit, yfit)
    add(
        {"classifier": "histogram-boosting", "rounds": rounds, "leaves": leaves, "rate": 0.1, "l2": l2, "leaf": leaf},
        model.predict_proba(test)[:, 1],
    )
for name, kind in [("random-forest", RandomForestClassifier), ("extra-trees", ExtraTreesClassifier)]:
    for depth, leaf in [(3, 10), (5, 5)]:
        aucs = [
            roc_auc_score(
                ytest,
                kind(100, max_depth=depth, min_samples_leaf=leaf, random_state=seed).fit(fit, yfit).predict_proba(test)[:, 1],
            )
            for seed in range(20)
        ]
        add({"classifier": name, "trees": 100, "depth": depth, "leaf": leaf}, mean_auc=float(np.mean(aucs)), sd_auc=float(np.std(aucs)))

scores = numbers(np.round(SVC(C=1.0, gamma=0.1).fit(fit, yfit).decision_function(test), 6))
slope, intercept = _sigmoid_calibration(np.array(scores), ytest)
isotonic = IsotonicRegression(out_of_bounds="clip").fit(scores, ytest)
asked = np.linspace(-2, 2, 21)
calibration = {
    "margins": scores,
    "platt": {"slope": -float(slope), "intercept": -float(intercept)},
    "isotonic": {"margins": numbers(asked), "probabilities": numbers(isotonic.predict(asked))},
}

(out / "classifiers.json").write_text(
    json.dumps(
        {
            "made_by": "tests/generators/classifiers.py",
            "versions": versions,
            "training_rows": training,
            "x": [numbers(row) for row in x],
            "y": [int(v) for v in y],
            "cases": cases,
            "calibration": calibration,
        }
    )
    + "\n"
)
