# ruff: noqa: B905 (as students write it)
"""Nested lists instead of arrays in the answers."""

import numpy as np


# %% a2-compare
def compare_patterns(p, x):
    return sum([a * b for a, b in zip(p.tolist(), x.tolist())])


# %% a2-inputs
def all_inputs(D):
    return [[1 if digit == "1" else -1 for digit in format(k, f"0{D}b")] for k in range(2**D)]


# %% a2-detector
def detector(p):
    w = [float(v) for v in p]
    return [w, -(len(w) - 1.5)]


# %% a2-table
def table_to_net(T):
    D = len(T).bit_length() - 1
    units = [detector(p) for p in all_inputs(D)]
    return {"W1": [w for w, b in units], "b1": [b for w, b in units], "W2": T.T.tolist(), "b2": [0] * T.shape[1]}


# %% a2-bias
def legal_bias(D):
    return [-D, 2 - D]


# %% a2-prune
def prune(params):
    kept = [i for i in range(len(params["b1"])) if np.count_nonzero(params["W2"][:, i])]
    W1 = np.array([params["W1"][i] for i in kept]).reshape(len(kept), params["W1"].shape[1])
    W2 = np.array([[row[i] for i in kept] for row in params["W2"]])
    return {"W1": W1, "b1": [params["b1"][i] for i in kept], "W2": W2, "b2": params["b2"].tolist()}


# %% a2-complete
def complete_from(rows, values, D):
    told = rows.tolist()
    units = [detector(p) for p in rows]
    unseen = [x for x in np.array(all_inputs(D)).tolist() if x not in told]
    params = {
        "W1": [w for w, b in units],
        "b1": [b for w, b in units],
        "W2": values.T.tolist(),
        "b2": [0.0] * values.shape[1],
    }
    return [params, [[0.0] * values.shape[1] for _ in unseen]]


# %% a2-best
def best_bias(D):
    return -len(range(1, D))
