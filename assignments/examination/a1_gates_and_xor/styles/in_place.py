"""Arrays made once and filled in place."""

import numpy as np

from source_lib.activations import hard_threshold


# %% a1-inputs
def four_inputs():
    X = np.zeros((4, 2))
    X[2:, 0] = 1
    X[1::2, 1] = 1
    return X


# %% a1-unit
def unit(x, w, b, phi):
    z = w.copy()
    z *= x
    return phi(z.sum() + b)


# %% a1-gate
def gate(name):
    w = np.ones(2)
    if name.startswith("N"):
        w *= -1
    if "NOT" in name:
        w[1] = -1
    b = {"AND": -1.5, "OR": -0.5, "NAND": 1.5, "NOR": 0.5, "x1 AND NOT x2": -0.5}[name]
    return w, b


# %% a1-xor
def xor_mlp():
    W1 = np.ones((2, 2))
    W1[1] *= -1
    return {"W1": W1, "b1": np.array([-0.5, 1.5]), "W2": np.ones((1, 2)), "b2": -1.5 * np.ones(1)}


# %% a1-scalar
def forward_scalar(x, params, phi=hard_threshold):
    h, y = params["b1"].copy(), params["b2"].copy()
    for i, j in np.ndindex(params["W1"].shape):
        h[i] += params["W1"][i, j] * x[j]
    for i in range(len(h)):
        h[i] = phi(h[i])
    for k, i in np.ndindex(params["W2"].shape):
        y[k] += params["W2"][k, i] * h[i]
    for k in range(len(y)):
        y[k] = phi(y[k])
    return h, y


# %% a1-vec
def forward_vec(x, params, phi=hard_threshold):
    h = params["W1"] @ x
    h += params["b1"]
    h = phi(h)
    y = params["W2"] @ h
    y += params["b2"]
    return h, phi(y)


# %% a1-batch
def forward_batch(X, params, phi=hard_threshold):
    H = np.empty((len(X), len(params["b1"])))
    np.matmul(X, params["W1"].T, out=H)
    H += params["b1"]
    H[:] = phi(H)
    Y = np.outer(np.ones(len(X)), params["b2"])
    Y += H @ params["W2"].T
    Y[:] = phi(Y)
    return H, Y


# %% a1-collapse
def collapse(layers):
    W, b = layers[0][0].copy(), layers[0][1].copy()
    for V, c in layers[1:]:
        W = V @ W
        b = V @ b
        b += c
    return W, b


# %% a1-sorted
def sorted_net(n):
    W1 = np.zeros((n - 1, n))
    np.fill_diagonal(W1, -1)
    np.fill_diagonal(W1[:, 1:], 1)
    return {"W1": W1, "b1": np.zeros(n - 1), "W2": np.ones((1, n - 1)), "b2": np.full(1, 1.5 - n)}


# %% a1-adder
def full_adder():
    b = np.arange(3.0)
    b += 0.5
    b *= -1
    return [(np.ones((3, 3)), b), (np.array([[1.0, -1, 1], [0, 1, 0]]), np.full(2, -0.5))]


# %% a1-tables
def separable_tables(weights, biases):
    rows = np.zeros((len(weights) ** 2 * len(biases), 4))
    n = 0
    for v in weights:
        for w in weights:
            for b in biases:
                rows[n] = hard_threshold(four_inputs() @ np.array([v, w]) + b)
                n += 1
    return np.unique(rows, axis=0)
