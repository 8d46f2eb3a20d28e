# ruff: noqa: B905 (as students write it)
"""Other weights, other hidden units, other routes."""

import numpy as np

from source_lib.activations import hard_threshold


# %% a1-inputs
def four_inputs():
    return np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


# %% a1-unit
def unit(x, w, b, phi):
    a = phi(np.append(w, b) @ np.append(x, 1))
    return np.float64(a).item()


# %% a1-gate
def gate(name):
    units = {"AND": (20, 30, -45), "OR": (3, 2, -1), "NAND": (-0.2, -0.3, 0.4), "NOR": (-7, -9, 0.001)}
    w1, w2, b = units.get(name, (10, -25, -3))
    return np.array([w1, w2]), np.array(b)


# %% a1-xor
def xor_mlp():
    # NOR and AND: one of them but not both is neither of these two
    W1, b1 = np.array([[-40.0, -40.0], [3.0, 5.0]]), np.array([10.0, -7.0])
    return {"W1": W1, "b1": b1, "W2": np.array([[-9.0, -8.0]]), "b2": np.array([0.01])}


# %% a1-scalar
def forward_scalar(x, params, phi=hard_threshold):
    h = np.array([unit(x, w, b, phi) for w, b in zip(params["W1"], params["b1"])])
    y = np.array([unit(h, w, b, phi) for w, b in zip(params["W2"], params["b2"])])
    return h, y


# %% a1-vec
def forward_vec(x, params, phi=hard_threshold):
    h = phi(np.column_stack([params["W1"], params["b1"]]) @ np.append(x, 1))
    y = phi(np.column_stack([params["W2"], params["b2"]]) @ np.append(h, 1))
    return h, y


# %% a1-batch
def forward_batch(X, params, phi=hard_threshold):
    ones = np.ones((len(X), 1))
    H = phi(np.hstack([X, ones]) @ np.hstack([params["W1"], params["b1"][:, None]]).T)
    Y = phi((params["W2"] @ H.T + params["b2"][:, None]).T)
    return H, Y


# %% a1-collapse
def collapse(layers):
    # one matrix per layer, with a column for the bias and a last row (0, ..., 0, 1)
    whole = np.eye(layers[0][0].shape[1] + 1)
    for W, b in layers:
        last = np.append(np.zeros(W.shape[1]), 1)
        whole = np.vstack([np.column_stack([W, b]), last]) @ whole
    return whole[:-1, :-1], whole[:-1, -1]


# %% a1-sorted
def sorted_net(n):
    W1 = 100 * np.diff(np.eye(n), axis=0)
    return {"W1": W1, "b1": np.zeros(n - 1), "W2": 7 * np.ones((1, n - 1)), "b2": np.array([-7 * (n - 1) + 1.0])}


# %% a1-adder
def full_adder():
    odd = [p for p in np.indices((2, 2, 2)).reshape(3, -1).T if p.sum() % 2]
    W1 = np.array([*(2 * p - 1 for p in odd), np.ones(3)])
    b1 = np.array([*(0.5 - p.sum() for p in odd), -1.5])
    return [(W1, b1), (np.array([[1, 1, 1, 1, 0], [0, 0, 0, 0, 1]]), np.array([-0.5, -0.5]))]


# %% a1-tables
def separable_tables(weights, biases):
    found = set()
    for v in weights:
        for w in weights:
            for b in biases:
                found.add(tuple(unit(x, np.array([v, w]), b, hard_threshold) for x in four_inputs()))
    return np.array(sorted(found, reverse=True))
