# ruff: noqa: B905 (as students write it)
"""One input more from one input less."""

import numpy as np


# %% a2-compare
def compare_patterns(p, x):
    return p[0] * x[0] + compare_patterns(p[1:], x[1:]) if len(p) else 0


# %% a2-inputs
def all_inputs(D):
    if D == 0:
        return np.zeros((1, 0))
    below = all_inputs(D - 1)
    off, on = -np.ones((len(below), 1)), np.ones((len(below), 1))
    return np.vstack([np.hstack([off, below]), np.hstack([on, below])])


# %% a2-detector
def detector(p):
    if len(p) == 1:
        return np.array([p[0]]), -0.5
    w, b = detector(p[:-1])
    return np.append(w, p[-1]), b - 1


# %% a2-table
def table_to_net(T):
    params, _ = tell(all_inputs(int(np.log2(len(T)))), T)
    return params


def tell(rows, values):
    units = [detector(p) for p in rows]
    W1, b1 = (np.array(part) for part in zip(*units))
    return {"W1": W1, "b1": b1, "W2": np.array(values).T, "b2": np.zeros(values.shape[1])}, len(rows)


# %% a2-bias
def legal_bias(D):
    if D == 1:
        return -1, 1
    lo, hi = legal_bias(D - 1)
    return lo - 1, hi - 1


# %% a2-prune
def prune(params):
    quiet = np.flatnonzero(np.all(params["W2"] == 0, axis=0))
    if len(quiet) == 0:
        return dict(params)
    less = {name: np.delete(params[name], quiet[0], axis=axis) for name, axis in (("W1", 0), ("b1", 0), ("W2", 1))}
    return prune({**less, "b2": params["b2"]})


# %% a2-complete
def complete_from(rows, values, D):
    params, count = tell(rows, values)
    return params, np.zeros((2**D - count, values.shape[1]))


# %% a2-best
def best_bias(D):
    return 0 if D == 1 else best_bias(D - 1) - 1
