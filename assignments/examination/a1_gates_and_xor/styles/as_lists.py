# ruff: noqa: B905 (as students write it)
"""Nested lists instead of arrays in the answers."""

import numpy as np

from source_lib.activations import hard_threshold


# %% a1-inputs
def four_inputs():
    return [[0, 0], [0, 1], [1, 0], [1, 1]]


# %% a1-unit
def unit(x, w, b, phi):
    x, w = x.tolist(), w.tolist()
    return float(phi(float(sum(map(float.__mul__, w, x)) + b)))


# %% a1-gate
def gate(name):
    return {
        "AND": [[1, 1], -1.5],
        "OR": [[1, 1], -0.5],
        "NAND": [[-1, -1], 1.5],
        "NOR": [[-1, -1], 0.5],
        "x1 AND NOT x2": [[1, -1], -0.5],
    }[name]


# %% a1-xor
def xor_mlp():
    return {"W1": [[1, 1], [1, 1]], "b1": [-0.5, -1.5], "W2": [[1, -1]], "b2": [-0.5]}


# %% a1-scalar
def forward_scalar(x, params, phi=hard_threshold):
    W1, b1, W2, b2 = (params[name].tolist() for name in ("W1", "b1", "W2", "b2"))
    h = [float(phi(b + sum(w * float(v) for w, v in zip(row, x)))) for row, b in zip(W1, b1)]
    y = [float(phi(b + sum(w * v for w, v in zip(row, h)))) for row, b in zip(W2, b2)]
    return [h, y]


# %% a1-vec
def forward_vec(x, params, phi=hard_threshold):
    h = phi(x @ params["W1"].T + params["b1"])
    y = phi(h @ params["W2"].T + params["b2"])
    return [h.tolist(), y.tolist()]


# %% a1-batch
def forward_batch(X, params, phi=hard_threshold):
    both = [forward_vec(x, params, phi) for x in X]
    return [h for h, _ in both], [y for _, y in both]


# %% a1-collapse
def collapse(layers):
    if len(layers) == 1:
        return [layers[0][0].tolist(), layers[0][1].tolist()]
    W, b = collapse(layers[:-1])
    V, c = layers[-1]
    return [(V @ W).tolist(), (V @ b + c).tolist()]


# %% a1-sorted
def sorted_net(n):
    rows = np.diff(np.eye(n), axis=0).tolist()
    return {"W1": rows, "b1": [0] * (n - 1), "W2": [[1] * (n - 1)], "b2": [1.5 - n]}


# %% a1-adder
def full_adder():
    return [[[[1, 1, 1]] * 3, [-0.5, -1.5, -2.5]], [[[1, -1, 1], [0, 1, 0]], [-0.5, -0.5]]]


# %% a1-tables
def separable_tables(weights, biases):
    found = {
        tuple(int(v * x + w * y + b > 0) for x in (0, 1) for y in (0, 1))
        for v in weights
        for w in weights
        for b in biases
    }
    return [list(table) for table in found]
