"""Fixtures for tests/oracle/foreign.rs: model files of xgboost, lightgbm and scikit-learn (by docs/export_sklearn.py), the
trainers' probabilities, and contributions of the shap package.

pip install scikit-learn==1.9.1 xgboost-cpu==3.2.0 lightgbm==4.7.0 shap pandas
python tests/generators/foreign.py tests/golden/foreign
"""

import json
import pathlib
import sys
import warnings

import lightgbm
import numpy as np
import pandas
import shap
import sklearn
import xgboost
from sklearn.calibration import CalibratedClassifierCV
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import ExtraTreesClassifier, GradientBoostingClassifier, HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "docs"))
from export_sklearn import export  # noqa: E402

warnings.filterwarnings("ignore")
out = pathlib.Path(sys.argv[1])
rng = np.random.default_rng(7)
names = ["t1_original_glcm_A", "t1_original_glcm_B", "t2_original_glcm_C", "age"]
x = rng.normal(size=(120, 4)) * [1.0, 30.0, 0.01, 15.0] + [0.0, 100.0, 1.0, 55.0]
x[:, 3] = np.round(x[:, 3])
x[rng.random(120) < 0.2, 0] = 0.0
y = (x[:, 0] + (x[:, 1] - 100) / 30 * (x[:, 3] > 50) + 0.3 * rng.normal(size=120) > 0).astype(int)
holes = x.copy()
holes[rng.random(x.shape) < 0.15] = np.nan
fit, test = slice(0, 80), slice(80, 120)
numbers = lambda values: [None if np.isnan(v) else float(v) for v in np.asarray(values).ravel()]
cases = []


def add(name, model, rows, predict, contributions=None):
    case = {"file": name, "missing": bool(np.isnan(rows).any()), "probabilities": numbers(predict(rows[test]))}
    if contributions is not None:
        base, phi = contributions
        case |= {"base": float(base), "contributions": [numbers(row) for row in phi]}
    cases.append(case)


for label, rows in (("", x), ("_missing", holes)):
    booster = xgboost.train(
        {"objective": "binary:logistic", "max_depth": 3, "eta": 0.3, "nthread": 1},
        xgboost.DMatrix(rows[fit], y[fit], feature_names=names), 8,
    )
    booster.save_model(out / f"xgboost{label}.json")
    matrix = xgboost.DMatrix(rows[test], feature_names=names)
    phi = booster.predict(matrix, pred_contribs=True)
    explainer = shap.TreeExplainer(booster, feature_perturbation="tree_path_dependent")
    values = explainer.shap_values(matrix)
    assert np.abs(values - phi[:, :-1]).max() < 1e-4
    add(f"xgboost{label}.json", booster, rows, lambda r: booster.predict(xgboost.DMatrix(r, feature_names=names)), (phi[0, -1], phi[:, :-1]))
    data = lightgbm.Dataset(rows[fit], y[fit], feature_name=names)
    options = {"objective": "binary", "num_leaves": 6, "min_data_in_leaf": 5, "verbose": -1, "num_threads": 1, "deterministic": True}
    if label:
        options["zero_as_missing"] = True
    booster = lightgbm.train(options, data, 8)
    booster.save_model(out / f"lightgbm{label}.txt")
    phi = booster.predict(rows[test], pred_contrib=True)
    add(f"lightgbm{label}.txt", booster, rows, booster.predict, (phi[0, -1], phi[:, :-1]))

booster = xgboost.train(
    {"booster": "dart", "rate_drop": 0.4, "one_drop": 1, "objective": "binary:logistic", "max_depth": 3, "nthread": 1, "seed": 3},
    xgboost.DMatrix(x[fit], y[fit], feature_names=names), 8,
)
booster.save_model(out / "dart.json")
add("dart.json", booster, x, lambda r: booster.predict(xgboost.DMatrix(r, feature_names=names)))
# The same as version 3.4 writes it: the fields of the inner booster stand beside the weights.
written = json.loads((out / "dart.json").read_text())
outer = written["learner"]["gradient_booster"]
written["learner"]["gradient_booster"] = outer["gbtree"] | {"weight_drop": outer["weight_drop"]}
(out / "dart_gbtree.json").write_text(json.dumps(written, separators=(",", ":")))
cases.append(cases[-1] | {"file": "dart_gbtree.json"})

for name, model in {
    "logistic": make_pipeline(StandardScaler(), LogisticRegression()),
    "svm": make_pipeline(StandardScaler(), CalibratedClassifierCV(SVC(), ensemble=False)),
    "neighbours": make_pipeline(StandardScaler(), KNeighborsClassifier(7)),
    "forest": make_pipeline(StandardScaler(), RandomForestClassifier(12, max_depth=4, random_state=0)),
    "extra": ExtraTreesClassifier(12, max_depth=4, random_state=0),
    "boosting": GradientBoostingClassifier(n_estimators=8, max_depth=2, random_state=0),
    "forest_missing": RandomForestClassifier(12, max_depth=4, random_state=0),
}.items():
    rows = holes if "missing" in name else x
    model.fit(rows[fit], y[fit])
    export(model, names, out / f"{name}.json", rows[test])
    contributions = None
    if name in ("extra", "boosting"):
        explainer = shap.TreeExplainer(model, feature_perturbation="tree_path_dependent")
        values = np.asarray(explainer.shap_values(rows[test]))
        base = np.ravel(explainer.expected_value)[-1]
        contributions = (base, values[..., 1] if values.ndim == 3 else values)
    add(f"{name}.json", model, rows, lambda r: model.predict_proba(r)[:, 1], contributions)

# What the exporter does not understand it refuses: by name, or because its own formula answers otherwise.
class Turned(LogisticRegression):
    def predict_proba(self, rows):
        return super().predict_proba(rows)[:, ::-1]


Turned.__name__ = "LogisticRegression"
refused = [
    KNeighborsClassifier(metric="manhattan"), KNeighborsClassifier(p=1), KNeighborsClassifier(weights="distance"),
    GradientBoostingClassifier(loss="exponential"), GradientBoostingClassifier(init="zero"),
    GradientBoostingClassifier(init=DummyClassifier(strategy="uniform")), GradientBoostingClassifier(init=LogisticRegression()),
    CalibratedClassifierCV(SVC(kernel="poly"), ensemble=False), CalibratedClassifierCV(SVC(), method="isotonic", ensemble=False),
    HistGradientBoostingClassifier(), Turned(),
]
by_name = LogisticRegression().fit(pandas.DataFrame(x, columns=names), y)
for model, inputs in [(model.fit(x, y), names) for model in refused] + [(by_name, names[::-1]), (by_name, names[:1] * len(names))]:
    for rows in (None, x):
        try:
            export(model, inputs, out / "refused.json", rows)
        except ValueError:
            continue
        raise SystemExit(f"{model} of {inputs} was exported")

versions = {"xgboost": xgboost.__version__, "lightgbm": lightgbm.__version__, "scikit-learn": sklearn.__version__, "shap": shap.__version__}
whole = {
    "made_by": "tests/generators/foreign.py", "versions": versions, "inputs": names,
    "x": [numbers(row) for row in x], "holes": [numbers(row) for row in holes], "y": [int(v) for v in y], "training_rows": 80, "cases": cases,
}
(out / "foreign.json").write_text(json.dumps(whole) + "\n")
