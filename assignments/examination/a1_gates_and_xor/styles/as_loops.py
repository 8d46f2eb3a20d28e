"""Everything one number at a time."""

import numpy as np

from source_lib.activations import hard_threshold


# %% a1-inputs
def four_inputs():
    return np.array([[a, b] for a in (0, 1) for b in (0, 1)])


# %% a1-unit
def unit(x, w, b, phi):
    z = 0
    for j in range(len(x)):
        z = z + w[j] * x[j]
    return phi(z + b)


# %% a1-gate
def gate(name):
    if name == "AND":
        return np.array([1.0, 1.0]), -1.5
    elif name == "OR":
        return np.array([1.0, 1.0]), -0.5
    elif name == "NAND":
        return np.array([-1.0, -1.0]), 1.5
    elif name == "NOR":
        return np.array([-1.0, -1.0]), 0.5
    elif name == "x1 AND NOT x2":
        return np.array([1.0, -1.0]), -0.5


# %% a1-xor
def xor_mlp():
    W1, b1, W2, b2 = np.zeros((2, 2)), np.zeros(2), np.zeros((1, 2)), np.zeros(1)
    for i, bias in enumerate((-0.5, -1.5)):
        b1[i] = bias
        for j in range(2):
            W1[i, j] = 1
    W2[0, 0], W2[0, 1], b2[0] = 1, -1, -0.5
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


# %% a1-scalar
def forward_scalar(x, params, phi=hard_threshold):
    h = []
    for i in range(params["W1"].shape[0]):
        z = 0.0
        for j in range(params["W1"].shape[1]):
            z += params["W1"][i][j] * x[j]
        h.append(phi(z + params["b1"][i]))
    y = []
    for k in range(params["W2"].shape[0]):
        z = 0.0
        for i in range(params["W2"].shape[1]):
            z += params["W2"][k][i] * h[i]
        y.append(phi(z + params["b2"][k]))
    return np.array(h), np.array(y)


# %% a1-vec
def forward_vec(x, params, phi=hard_threshold):
    values = x
    found = []
    for k in (1, 2):
        values = phi(params[f"W{k}"].dot(values) + params[f"b{k}"])
        found.append(values)
    return found[0], found[1]


# %% a1-batch
def forward_batch(X, params, phi=hard_threshold):
    rows_H, rows_Y = [], []
    for x in X:
        h, y = forward_scalar(x, params, phi)
        rows_H.append(h)
        rows_Y.append(y)
    return np.array(rows_H), np.array(rows_Y)


# %% a1-collapse
def collapse(layers):
    W = np.eye(layers[0][0].shape[1])
    b = np.zeros(layers[0][0].shape[1])
    for k in range(len(layers)):
        W = layers[k][0].dot(W)
        b = layers[k][0].dot(b) + layers[k][1]
    return W, b


# %% a1-sorted
def sorted_net(n):
    W1 = np.zeros((n - 1, n))
    for i in range(n - 1):
        W1[i, i] = -1
        W1[i, i + 1] = 1
    return {"W1": W1, "b1": np.zeros(n - 1), "W2": np.ones((1, n - 1)), "b2": np.array([-(n - 1) + 0.5])}


# %% a1-adder
def full_adder():
    W1, b1 = np.zeros((3, 3)), np.zeros(3)
    for i in range(3):
        b1[i] = -i - 0.5
        for j in range(3):
            W1[i, j] = 1
    return [(W1, b1), (np.array([[1.0, -1.0, 1.0], [0.0, 1.0, 0.0]]), np.array([-0.5, -0.5]))]


# %% a1-tables
def separable_tables(weights, biases):
    found = []
    for w1 in weights:
        for w2 in weights:
            for b in biases:
                table = []
                for x in four_inputs():
                    table.append(1 if w1 * x[0] + w2 * x[1] + b > 0 else 0)
                if table not in found:
                    found.append(table)
    return np.array(found)
