# ruff: noqa: B905 (as students write it)
"""Sums and lists in one line."""

import numpy as np


# %% a2-compare
def compare_patterns(p, x):
    return sum(a * b for a, b in zip(p, x))


# %% a2-inputs
def all_inputs(D):
    from itertools import product

    return np.array([row for row in product((-1, 1), repeat=D)])


# %% a2-detector
def detector(p):
    return np.array([v for v in p]), 0.9 - sum(v * v for v in p)


# %% a2-table
def table_to_net(T):
    D = int(np.log2(len(T)))
    W1 = np.array([p for p in all_inputs(D)])
    return {
        "W1": W1,
        "b1": np.array([0.5 - D for _ in W1]),
        "W2": np.array([column for column in T.T]),
        "b2": np.zeros(len(T[0])),
    }


# %% a2-bias
def legal_bias(D):
    return tuple(-D + shift for shift in (0, 2))


# %% a2-prune
def prune(params):
    kept = [i for i, column in enumerate(params["W2"].T) if any(column != 0)]
    new = {"W1": params["W1"][kept, :], "b1": params["b1"][kept], "W2": params["W2"][:, kept]}
    return {**new, "b2": params["b2"].copy()}


# %% a2-complete
def complete_from(rows, values, D):
    units = [detector(p) for p in rows]
    net = {
        "W1": np.array([w for w, b in units]),
        "b1": np.array([b for w, b in units]),
        "W2": values.T,
        "b2": np.zeros(len(values[0])),
    }
    unseen = [x for x in all_inputs(D) if not any((x == p).all() for p in rows)]
    return net, np.array([net["W2"] @ (net["W1"] @ x + net["b1"] > 0) for x in unseen])


# %% a2-best
def best_bias(D):
    return sum(legal_bias(D)) / 2
