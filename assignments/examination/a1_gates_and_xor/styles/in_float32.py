"""Computed and returned in float32."""

import numpy as np

from source_lib.activations import hard_threshold


# %% a1-inputs
def four_inputs():
    return np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.float32)


# %% a1-unit
def unit(x, w, b, phi):
    z = np.float32(w) @ np.float32(x) + np.float32(b)
    return phi(z)


# %% a1-gate
def gate(name):
    table = {"AND": (1, 1, -1.5), "OR": (1, 1, -0.5), "NAND": (-1, -1, 1.5), "NOR": (-1, -1, 0.5)}
    row = np.array(table.get(name, (1, -1, -0.5)), dtype=np.float32)
    return row[:2], row[2]


# %% a1-xor
def xor_mlp():
    f = np.float32
    return {
        "W1": np.ones((2, 2), f),
        "b1": np.array([-1.5, -0.5], f),
        "W2": np.array([[-1, 1]], f),
        "b2": np.array([-0.5], f),
    }


# %% a1-scalar
def forward_scalar(x, params, phi=hard_threshold):
    p = {name: value.astype(np.float32) for name, value in params.items()}
    values = x.astype(np.float32)
    found = []
    for layer in ("1", "2"):
        out = np.zeros(len(p["b" + layer]), np.float32)
        for i in range(len(out)):
            z = p["b" + layer][i]
            for j in range(len(values)):
                z = z + p["W" + layer][i, j] * values[j]
            out[i] = phi(z)
        found.append(out)
        values = out
    return tuple(found)


# %% a1-vec
def forward_vec(x, params, phi=hard_threshold):
    W1, b1, W2, b2 = (np.float32(params[name]) for name in ("W1", "b1", "W2", "b2"))
    h = phi(W1 @ np.float32(x) + b1)
    return h, phi(W2 @ h + b2)


# %% a1-batch
def forward_batch(X, params, phi=hard_threshold):
    W1, b1, W2, b2 = (np.float32(params[name]) for name in ("W1", "b1", "W2", "b2"))
    H = phi(np.float32(X) @ W1.T + b1)
    return H, phi(H @ W2.T + b2)


# %% a1-collapse
def collapse(layers):
    W, b = layers[0][0].astype(np.float32), layers[0][1].astype(np.float32)
    for V, c in layers[1:]:
        W, b = V.astype(np.float32) @ W, V.astype(np.float32) @ b + c.astype(np.float32)
    return W, b


# %% a1-sorted
def sorted_net(n):
    W1 = np.diff(np.eye(n, dtype=np.float32), axis=0)
    return {"W1": W1, "b1": np.zeros(n - 1), "W2": np.ones((1, n - 1), np.float32), "b2": np.array([1.5 - n])}


# %% a1-adder
def full_adder():
    f = np.float32
    return [
        (np.ones((3, 3), f), -np.arange(3, dtype=f) - f(0.5)),
        (np.array([[1, -1, 1], [0, 1, 0]], f), np.full(2, -0.5, f)),
    ]


# %% a1-tables
def separable_tables(weights, biases):
    X = four_inputs()
    rows = [
        hard_threshold((X @ np.array([v, w]) + b).astype(np.float32)) for v in weights for w in weights for b in biases
    ]
    return np.unique(rows, axis=0)
