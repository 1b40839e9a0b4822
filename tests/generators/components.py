"""Golden principal components for tests/oracle/components.rs, made by scikit-learn.

Run: python tests/generators/components.py > tests/golden/components.json
Rows of fewer and of more cases than features, from a linear congruential generator that the test rebuilds; every third
feature leans on the one before it, one does not vary. Scores of rows that were not fitted to are among the numbers.
"""
import importlib.metadata
import json

import numpy as np
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler

FITTED, OTHERS = 20, 5


def values(seed, rows, features):
    state = seed
    table = np.empty((rows, features))
    for row in range(rows):
        for feature in range(features):
            state = (1664525 * state + 1013904223) % 2**32
            drawn = state / 2**32
            if feature % 3 == 2:
                drawn = 0.8 * table[row, feature - 1] + 0.2 * drawn
            table[row, feature] = 0.25 if feature == 4 else drawn
    return table


def components(seed, features):
    table = values(seed, FITTED + OTHERS, features)
    kept = np.arange(features) != 4
    scaler = StandardScaler().fit(table[:FITTED, kept])
    # StandardScaler divides by n, the program by n - 1.
    standardised = scaler.transform(table[:, kept]) * np.sqrt((FITTED - 1) / FITTED)
    pca = PCA(svd_solver="full").fit(standardised[:FITTED])
    count = int(np.searchsorted(np.cumsum(pca.explained_variance_ratio_), 0.9) + 1)
    signs = [np.sign(row[np.argmax(np.abs(row))]) for row in pca.components_[:count]]
    scores = pca.transform(standardised)[:, :count] * signs
    return {"seed": seed, "features": features, "scores": scores.T.tolist()}


packages = ("numpy", "scikit-learn")
made_by = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
cases = [components(1, 12), components(2, 45)]
print(json.dumps({"made_by": made_by, "fitted": FITTED, "others": OTHERS, "cases": cases}))
