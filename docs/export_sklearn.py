"""A fitted scikit-learn pipeline (StandardScaler or nothing, then a classifier) as discern-classifier JSON.

from export_sklearn import export
export(pipeline, ["t1_original_glcm_Contrast", "age"], "model.json")
"""
import json
import numpy as np
import sklearn

def numbers(values, kind=float):
    return [kind(value) for value in np.asarray(values).ravel()]

def tree(fitted, value):
    leaf = fitted.children_left < 0
    out = {"left": numbers(fitted.children_left, int), "right": numbers(fitted.children_right, int),
           "input": numbers(np.where(leaf, 0, fitted.feature), int),
           # A split on missing or not has an infinite threshold, which JSON cannot say.
           "threshold": numbers(np.where(leaf, 0.0, np.nan_to_num(fitted.threshold))),
           "value": numbers(value(fitted.value)), "cover": numbers(fitted.weighted_n_node_samples)}
    ways = getattr(fitted, "missing_go_to_left", None)
    return out | {"missing_left": numbers(ways, bool)} if ways is not None and np.any(ways) else out

def model(fitted):
    kind = type(fitted).__name__
    if kind == "LogisticRegression":
        return {"type": "linear", "intercept": float(fitted.intercept_[0]), "coefficients": numbers(fitted.coef_)}, None
    if kind == "CalibratedClassifierCV" and not fitted.ensemble and fitted.method == "sigmoid":
        (calibrated,) = fitted.calibrated_classifiers_
        svc, (line,) = calibrated.estimator, calibrated.calibrators
        if type(svc).__name__ == "SVC" and svc.kernel == "rbf":
            machine = {"type": "svm", "gamma": float(svc._gamma), "offset": -float(svc.intercept_[0])}
            machine |= {"rows": svc.support_vectors_.tolist(), "weights": numbers(svc.dual_coef_)}
            return machine, [-float(line.a_), -float(line.b_)]
    if kind == "KNeighborsClassifier" and fitted.weights == "uniform":
        rows, labels = fitted._fit_X.tolist(), numbers(fitted._y, int)
        return {"type": "neighbours", "count": fitted.n_neighbors, "rows": rows, "labels": labels}, None
    if kind in ("RandomForestClassifier", "ExtraTreesClassifier"):
        trees = [tree(one.tree_, lambda v: v[:, 0, 1] / v[:, 0, :].sum(axis=1)) for one in fitted.estimators_]
        return {"type": "forest", "extra": kind.startswith("Extra"), "trees": trees}, None
    if kind == "GradientBoostingClassifier" and type(fitted.init_).__name__ == "DummyClassifier":
        trees = [tree(one.tree_, lambda v: fitted.learning_rate * v[:, 0, 0]) for one in fitted.estimators_[:, 0]]
        primary, metastasis = fitted.init_.class_prior_
        return {"type": "boosting", "base": float(np.log(metastasis / primary)), "trees": trees}, None
    raise ValueError(f"{kind} with these settings cannot be exported")

def export(pipeline, inputs, path):
    *before, last = [step for _, step in getattr(pipeline, "steps", [("", pipeline)])]
    if [type(step).__name__ for step in before] not in ([], ["StandardScaler"]):
        raise ValueError("a StandardScaler or nothing before the classifier")
    if list(last.classes_) != [0, 1] or any(not (step.with_mean and step.with_std) for step in before):
        raise ValueError("classes 0 and 1, and scaling by mean and standard deviation")
    written, sigmoid = model(last)
    made_by = f"scikit-learn {sklearn.__version__} {type(last).__name__}"
    out = {"schema": "discern-classifier", "version": 1, "made_by": made_by, "inputs": list(inputs), "model": written}
    for scaler in before:
        out |= {"mean": numbers(scaler.mean_), "scale": numbers(scaler.scale_)}
    with open(path, "w") as file:
        json.dump(out | ({"sigmoid": sigmoid} if sigmoid else {}), file, allow_nan=False)
