# ruff: noqa: B905 (as students write it)
"""Arrays made once and filled in place."""

import numpy as np


# %% a2-compare
def compare_patterns(p, x):
    product = p.copy()
    product *= x
    return product.sum()


# %% a2-inputs
def all_inputs(D):
    X = np.full((2**D, D), -1.0)
    for j in range(D):
        block = 2 ** (D - 1 - j)
        for start in range(block, 2**D, 2 * block):
            X[start : start + block, j] = 1
    return X


# %% a2-detector
def detector(p):
    w = p.copy()
    w *= 2
    return w, -2 * len(p) + 1


# %% a2-table
def table_to_net(T):
    W1 = all_inputs(len(T).bit_length() - 1)
    b1 = np.zeros(len(W1))
    b1 -= W1.shape[1]
    b1 += 0.25
    W2 = np.empty((T.shape[1], len(T)))
    W2[:] = T.T
    return {"W1": W1, "b1": b1, "W2": W2, "b2": np.zeros(T.shape[1])}


# %% a2-bias
def legal_bias(D):
    ends = np.array([0.0, 2.0])
    ends -= D
    return ends[0], ends[1]


# %% a2-prune
def prune(params):
    new = {name: value.copy() for name, value in params.items()}
    gone = ~new["W2"].any(axis=0)
    new["W1"] = np.delete(new["W1"], gone, axis=0)
    new["b1"] = np.delete(new["b1"], gone)
    new["W2"] = np.delete(new["W2"], gone, axis=1)
    return new


# %% a2-complete
def complete_from(rows, values, D):
    T = np.zeros((2**D, values.shape[1]))
    known = np.zeros(2**D, dtype=bool)
    for p, value in zip(rows, values):
        k = int(((p > 0) * 2 ** np.arange(D)[::-1]).sum())
        T[k] += value
        known[k] = True
    return table_to_net(T), T[~known]


# %% a2-best
def best_bias(D):
    b = np.array(1.0)
    b -= D
    return b
