"""Whole arrays at once, no loops."""

import numpy as np


# %% a2-compare
def compare_patterns(p, x):
    return p @ x


# %% a2-inputs
def all_inputs(D):
    return 2 * np.indices((2,) * D).reshape(D, -1).T - 1


# %% a2-detector
def detector(p):
    return p, 1 - p @ p


# %% a2-table
def table_to_net(T):
    W1 = all_inputs(int(np.log2(T.shape[0])))
    b1 = 1 - (W1**2).sum(axis=1)
    return {"W1": W1, "b1": b1, "W2": T.T, "b2": np.zeros(T.shape[1])}


# %% a2-bias
def legal_bias(D):
    return tuple(np.array([0, 2]) - D)


# %% a2-prune
def prune(params):
    kept = np.flatnonzero(np.abs(params["W2"]).sum(axis=0))
    return {"W1": params["W1"][kept], "b1": params["b1"][kept], "W2": params["W2"][:, kept], "b2": params["b2"]}


# %% a2-complete
def complete_from(rows, values, D):
    X = all_inputs(D)
    told = (X @ rows.T == D).any(axis=1)
    b1 = np.full(len(rows), 1.0 - D)
    H = (X[~told] @ rows.T + b1 > 0) * 1.0
    params = {"W1": rows, "b1": b1, "W2": values.T, "b2": np.zeros(values.shape[1])}
    return params, H @ values


# %% a2-best
def best_bias(D):
    return np.mean(legal_bias(D))
