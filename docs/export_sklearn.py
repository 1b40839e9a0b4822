"""A fitted scikit-learn pipeline (StandardScaler or nothing, then a classifier) as discern-classifier JSON.

from export_sklearn import export
export(pipeline, ["t1_original_glcm_Contrast", "age"], "model.json", rows)

`rows` are rows of the feature table, in the order of the inputs. What is written is a formula; before it is written it answers
them, and where an answer is not predict_proba's within 1e-6, nothing is written. The answers go into the file too, for `discern
import` to repeat. Without `rows` the model is asked about made-up ones, near what it has kept of its training.
"""
import json
import numpy as np
import sklearn

WITHIN = 1e-6
KEPT = 32  # rows and answers that go into the file

def numbers(values, kind=float):
    return [kind(value) for value in np.asarray(values).ravel()]

def only(settings):
    """Refuses a setting that changes the formula; settings that a version does not have are as they always were."""
    for name, (found, allowed) in settings.items():
        if found not in allowed:
            raise ValueError(f"{name}={found!r} cannot be exported; {' or '.join(map(repr, allowed))} can")

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
    """The formula, slope and intercept on its margin if it has them, and values of the inputs that it keeps."""
    kind = type(fitted).__name__
    if kind == "LogisticRegression":
        only({"multi_class": (getattr(fitted, "multi_class", "auto"), ("auto", "ovr", "deprecated"))})
        return {"type": "linear", "intercept": float(fitted.intercept_[0]), "coefficients": numbers(fitted.coef_)}, None, []
    if kind == "CalibratedClassifierCV" and not fitted.ensemble and fitted.method == "sigmoid":
        (calibrated,) = fitted.calibrated_classifiers_
        svc, (line,) = calibrated.estimator, calibrated.calibrators
        if type(svc).__name__ == "SVC":
            only({"kernel": (svc.kernel, ("rbf",))})
            machine = {"type": "svm", "gamma": float(svc._gamma), "offset": -float(svc.intercept_[0])}
            machine |= {"rows": svc.support_vectors_.tolist(), "weights": numbers(svc.dual_coef_)}
            return machine, [-float(line.a_), -float(line.b_)], machine["rows"]
    if kind == "KNeighborsClassifier":
        only({"weights": (fitted.weights, ("uniform",)),
              "metric": (fitted.effective_metric_, ("euclidean",))})
        rows, labels = fitted._fit_X.tolist(), numbers(fitted._y, int)
        return {"type": "neighbours", "count": fitted.n_neighbors, "rows": rows, "labels": labels}, None, rows
    if kind in ("RandomForestClassifier", "ExtraTreesClassifier"):
        trees = [tree(one.tree_, lambda v: v[:, 0, 1] / v[:, 0, :].sum(axis=1)) for one in fitted.estimators_]
        return {"type": "forest", "extra": kind.startswith("Extra"), "trees": trees}, None, splits(trees)
    if kind == "GradientBoostingClassifier":
        only({"loss": (fitted.loss, ("log_loss", "deviance")),
              "init": (type(fitted.init_).__name__, ("DummyClassifier",)),
              "init.strategy": (getattr(fitted.init_, "strategy", "prior"), ("prior",))})
        trees = [tree(one.tree_, lambda v: fitted.learning_rate * v[:, 0, 0]) for one in fitted.estimators_[:, 0]]
        primary, metastasis = fitted.init_.class_prior_
        return {"type": "boosting", "base": float(np.log(metastasis / primary)), "trees": trees}, None, splits(trees)
    raise ValueError(f"{kind} with these settings cannot be exported")

def splits(trees):
    """Values on both sides of each threshold, a row for each: the input's own value is there, the others are 0."""
    width = 1 + max((max(grown["input"]) for grown in trees), default=0)
    rows = []
    for grown in trees:
        for left, at, bound in zip(grown["left"], grown["input"], grown["threshold"]):
            if left >= 0:
                rows += [[bound + side * (1 + abs(bound)) * 1e-3 if column == at else 0.0 for column in range(width)] for side in (-1, 1)]
    return rows

def climb(grown, rows):
    """The value of each row's leaf."""
    left, right, column = (np.array(grown[name]) for name in ("left", "right", "input"))
    bound, value = np.array(grown["threshold"]), np.array(grown["value"])
    ways, at = np.array(grown.get("missing_left", [False] * len(left))), np.zeros(len(rows), int)
    while np.any(left[at] >= 0):
        own = rows[np.arange(len(rows)), column[at]]
        goes_left = np.where(np.isnan(own), ways[at], own <= bound[at])
        at = np.where(left[at] < 0, at, np.where(goes_left, left[at], right[at]))
    return value[at]

def answers(written, rows):
    """Probabilities by the file alone: what Discern will compute of it."""
    if "mean" in written:
        rows = (rows - np.array(written["mean"])) / np.array(written["scale"])
    formula = written["model"]
    kind = formula["type"]
    if kind == "linear":
        margin = rows @ np.array(formula["coefficients"]) + formula["intercept"]
    elif kind == "svm":
        apart = ((rows[:, None, :] - np.array(formula["rows"])[None]) ** 2).sum(axis=2)
        margin = np.exp(-formula["gamma"] * apart) @ np.array(formula["weights"]) - formula["offset"]
    elif kind == "neighbours":
        apart = ((rows[:, None, :] - np.array(formula["rows"])[None]) ** 2).sum(axis=2)
        nearest = np.argsort(apart, axis=1, kind="stable")[:, : formula["count"]]
        return np.array(formula["labels"])[nearest].mean(axis=1)
    else:
        found = sum(climb(grown, rows.astype(np.float32)) for grown in formula["trees"])
        if kind == "forest":
            return found / len(formula["trees"])
        margin = found + formula["base"]
    slope, intercept = written.get("sigmoid") or (1.0, 0.0)
    return 1 / (1 + np.exp(-(slope * margin + intercept)))

def made_up(kept, before, width):
    """Rows that mix what the model has kept of its training, column by column; as they were before scaling."""
    kept = np.array([row + [0.0] * (width - len(row)) for row in kept] or [[0.0] * width])
    chance = np.random.default_rng(0)
    rows = np.column_stack([chance.choice(column, 200) for column in kept.T]) + chance.normal(scale=0.5, size=(200, width))
    for scaler in before:
        rows = rows * scaler.scale_ + scaler.mean_
    return rows

def compare(pipeline, written, rows, inputs):
    """The file's answers to the rows; refused where they are not the pipeline's own."""
    rows = np.asarray(rows, float)
    if rows.ndim != 2 or rows.shape[1] != len(inputs) or not len(rows):
        raise ValueError(f"rows of {len(inputs)} inputs to compare on; found {' × '.join(map(str, rows.shape))}")
    named = rows
    if hasattr(pipeline, "feature_names_in_"):
        import pandas
        named = pandas.DataFrame(rows, columns=list(pipeline.feature_names_in_))
    own, expected = answers(written, rows), pipeline.predict_proba(named)[:, 1]
    worst = int(np.argmax(np.abs(own - expected)))
    if not np.abs(own - expected)[worst] <= WITHIN:
        raise ValueError(f"the formula that would be exported gives {own[worst]:.6f} for row {worst} of {len(rows)}, "
                         f"predict_proba {expected[worst]:.6f}: a setting of the classifier is not understood")
    whole = np.flatnonzero(np.isfinite(rows).all(axis=1))[:KEPT]
    return {"rows": rows[whole].tolist(), "probabilities": expected[whole].tolist()} if len(whole) else None

def export(pipeline, inputs, path, rows=None):
    inputs = list(inputs)
    *before, last = [step for _, step in getattr(pipeline, "steps", [("", pipeline)])]
    if [type(step).__name__ for step in before] not in ([], ["StandardScaler"]):
        raise ValueError("a StandardScaler or nothing before the classifier")
    if list(last.classes_) != [0, 1] or any(not (step.with_mean and step.with_std) for step in before):
        raise ValueError("classes 0 and 1, and scaling by mean and standard deviation")
    width, known = pipeline.n_features_in_, list(getattr(pipeline, "feature_names_in_", inputs))
    if len(set(inputs)) != len(inputs) or len(inputs) != width:
        raise ValueError(f"{width} different names of inputs; found {len(inputs)}: {inputs}")
    if known != inputs:
        at = next(place for place, pair in enumerate(zip(known, inputs)) if pair[0] != pair[1])
        raise ValueError(f"input {at} was {known[at]!r} when the classifier was fitted, not {inputs[at]!r}")
    written, sigmoid, kept = model(last)
    made_by = f"scikit-learn {sklearn.__version__} {type(last).__name__}"
    out = {"schema": "discern-classifier", "version": 1, "made_by": made_by, "inputs": inputs, "model": written}
    for scaler in before:
        out |= {"mean": numbers(scaler.mean_), "scale": numbers(scaler.scale_)}
    out |= {"sigmoid": sigmoid} if sigmoid else {}
    compared = compare(pipeline, out, made_up(kept, before, width) if rows is None else rows, inputs)
    out |= {"answers": compared} if compared else {}
    with open(path, "w") as file:
        json.dump(out, file, allow_nan=False)
