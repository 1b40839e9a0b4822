"""A fitted scikit-learn pipeline (StandardScaler or nothing, then a classifier) as discern-classifier JSON.

from export_sklearn import export
export(pipeline, ["t1_original_glcm_Contrast", "age"], "model.json")
"""

import json

import numpy as np
import sklearn


def numbers(values):
    return [float(value) for value in np.asarray(values).ravel()]


def tree(fitted, value):
    leaf = fitted.children_left < 0
    out = {
        "left": [int(child) for child in fitted.children_left],
        "right": [int(child) for child in fitted.children_right],
        "input": [0 if end else int(feature) for end, feature in zip(leaf, fitted.feature)],
        # A split on missing or not has an infinite threshold, which JSON cannot say.
        "threshold": [0.0 if end else float(np.nan_to_num(cut)) for end, cut in zip(leaf, fitted.threshold)],
        "value": numbers(value(fitted.value)),
        "cover": numbers(fitted.weighted_n_node_samples),
    }
    ways = getattr(fitted, "missing_go_to_left", None)
    if ways is not None and np.any(ways):
        out["missing_left"] = [bool(way) for way in ways]
    return out


def share(value):
    return value[:, 0, 1] / value[:, 0, :].sum(axis=1)


def model(fitted):
    kind = type(fitted).__name__
    if kind == "LogisticRegression":
        return {"type": "linear", "intercept": float(fitted.intercept_[0]), "coefficients": numbers(fitted.coef_)}, None
    if kind == "CalibratedClassifierCV" and not fitted.ensemble and fitted.method == "sigmoid":
        (calibrated,) = fitted.calibrated_classifiers_
        svc, (line,) = calibrated.estimator, calibrated.calibrators
        if type(svc).__name__ == "SVC" and svc.kernel == "rbf":
            rows = [numbers(row) for row in svc.support_vectors_]
            machine = {"type": "svm", "gamma": float(svc._gamma), "offset": -float(svc.intercept_[0])}
            return {**machine, "rows": rows, "weights": numbers(svc.dual_coef_)}, [-float(line.a_), -float(line.b_)]
    if kind == "KNeighborsClassifier" and fitted.weights == "uniform":
        rows = [numbers(row) for row in fitted._fit_X]
        labels = [int(label) for label in fitted._y]
        return {"type": "neighbours", "count": fitted.n_neighbors, "rows": rows, "labels": labels}, None
    if kind in ("RandomForestClassifier", "ExtraTreesClassifier"):
        trees = [tree(one.tree_, share) for one in fitted.estimators_]
        return {"type": "forest", "extra": kind.startswith("Extra"), "trees": trees}, None
    if kind == "GradientBoostingClassifier" and fitted.init_.__class__.__name__ == "DummyClassifier":
        prior = fitted.init_.class_prior_
        trees = [tree(one.tree_, lambda v: fitted.learning_rate * v[:, 0, 0]) for one in fitted.estimators_[:, 0]]
        return {"type": "boosting", "base": float(np.log(prior[1] / prior[0])), "trees": trees}, None
    raise ValueError(f"{kind} with these settings cannot be exported")


def export(pipeline, inputs, path):
    steps = [step for _, step in getattr(pipeline, "steps", [("", pipeline)])]
    written, sigmoid = model(steps[-1])
    made_by = f"scikit-learn {sklearn.__version__} {type(steps[-1]).__name__}"
    out = {"schema": "discern-classifier", "version": 1, "made_by": made_by, "inputs": list(inputs), "model": written}
    if len(steps) == 2 and type(steps[0]).__name__ == "StandardScaler":
        out |= {"mean": numbers(steps[0].mean_), "scale": numbers(steps[0].scale_)}
    elif len(steps) != 1:
        raise ValueError("a StandardScaler or nothing before the classifier")
    if sigmoid:
        out["sigmoid"] = sigmoid
    with open(path, "w") as file:
        json.dump(out, file, allow_nan=False)
