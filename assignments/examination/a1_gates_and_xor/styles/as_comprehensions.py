# ruff: noqa: B905 (as students write it)
"""Sums and lists in one line."""

import numpy as np

from source_lib.activations import hard_threshold


# %% a1-inputs
def four_inputs():
    return np.array([[k // 2, k % 2] for k in range(4)])


# %% a1-unit
def unit(x, w, b, phi):
    return phi(sum(w_j * x_j for w_j, x_j in zip(w, x)) + b)


# %% a1-gate
def gate(name):
    names = ["AND", "OR", "NAND", "NOR", "x1 AND NOT x2"]
    rows = [[1, 1, -1.5], [1, 1, -0.5], [-1, -1, 1.5], [-1, -1, 0.5], [1, -1, -0.5]]
    *w, b = rows[names.index(name)]
    return np.array(w), b


# %% a1-xor
def xor_mlp():
    numbers = {"W1": [[1, 1], [1, 1]], "b1": [-0.5, -1.5], "W2": [[1, -2]], "b2": [-0.5]}
    return {name: np.array(value) for name, value in numbers.items()}


# %% a1-scalar
def forward_scalar(x, params, phi=hard_threshold):
    h = [phi(sum(w * v for w, v in zip(row, x)) + b) for row, b in zip(params["W1"], params["b1"])]
    y = [phi(sum(w * v for w, v in zip(row, h)) + b) for row, b in zip(params["W2"], params["b2"])]
    return np.array(h), np.array(y)


# %% a1-vec
def forward_vec(x, params, phi=hard_threshold):
    h = phi((params["W1"] * x).sum(axis=1) + params["b1"])
    return h, phi((params["W2"] * h).sum(axis=1) + params["b2"])


# %% a1-batch
def forward_batch(X, params, phi=hard_threshold):
    H = np.array([phi(params["W1"] @ x + params["b1"]) for x in X])
    return H, np.array([phi(params["W2"] @ h + params["b2"]) for h in H])


# %% a1-collapse
def collapse(layers):
    def through(x):
        for W, b in layers:
            x = W @ x + b
        return x

    D = layers[0][0].shape[1]
    b = through(np.zeros(D))
    return np.stack([through(e) - b for e in np.eye(D)], axis=1), b


# %% a1-sorted
def sorted_net(n):
    W1 = np.array([[(j == i + 1) - (j == i) for j in range(n)] for i in range(n - 1)], dtype=float)
    return {"W1": W1, "b1": np.zeros(n - 1), "W2": np.ones((1, n - 1)), "b2": np.array([-n + 1.2])}


# %% a1-adder
def full_adder():
    return [
        (np.array([[1] * 3 for _ in range(3)]), np.array([0.5 - k for k in (1, 2, 3)])),
        (np.array([[1, -1, 1], [0, 1, 0]]), np.full(2, -0.5)),
    ]


# %% a1-tables
def separable_tables(weights, biases):
    return (
        np.array(list({(b > 0, w + b > 0, v + b > 0, v + w + b > 0) for v in weights for w in weights for b in biases}))
        * 1.0
    )
