"""Products as einsum."""

import numpy as np

from source_lib.activations import hard_threshold


# %% a1-inputs
def four_inputs():
    return np.indices((2, 2)).reshape(2, -1).T


# %% a1-unit
def unit(x, w, b, phi):
    return phi(np.einsum("j,j->", w, x) + b)


# %% a1-gate
def gate(name):
    if name in ("NAND", "NOR"):
        w, b = gate(name[1:] if name == "NAND" else "OR")
        return -w, -b
    if name == "x1 AND NOT x2":
        return np.array([1, -1]), -0.5
    return np.array([1, 1]), {"AND": -1.5, "OR": -0.5}[name]


# %% a1-xor
def xor_mlp():
    units = [gate("x1 AND NOT x2"), (np.array([-1, 1]), -0.5)]
    W1, b1 = np.array([w for w, _ in units]), np.array([b for _, b in units])
    return {"W1": W1, "b1": b1, "W2": np.ones((1, 2)), "b2": np.array([-0.5])}


# %% a1-scalar
def forward_scalar(x, params, phi=hard_threshold):
    def layer(W, b, v):
        return np.array([phi(np.einsum("j,j", W[i], v) + b[i]) for i in range(len(b))])

    h = layer(params["W1"], params["b1"], x)
    return h, layer(params["W2"], params["b2"], h)


# %% a1-vec
def forward_vec(x, params, phi=hard_threshold):
    h = phi(np.einsum("ij,j->i", params["W1"], x) + params["b1"])
    return h, phi(np.einsum("ki,i->k", params["W2"], h) + params["b2"])


# %% a1-batch
def forward_batch(X, params, phi=hard_threshold):
    H = phi(np.einsum("nd,hd->nh", X, params["W1"]) + params["b1"])
    return H, phi(np.einsum("nh,kh->nk", H, params["W2"]) + params["b2"])


# %% a1-collapse
def collapse(layers):
    W, b = layers[0]
    for V, c in layers[1:]:
        W, b = np.einsum("ij,jk->ik", V, W), np.einsum("ij,j->i", V, b) + c
    return W, b


# %% a1-sorted
def sorted_net(n):
    return {
        "W1": np.diff(np.eye(n), axis=0),
        "b1": np.zeros(n - 1),
        "W2": np.ones((1, n - 1)),
        "b2": np.array([1.1 - n]),
    }


# %% a1-adder
def full_adder():
    return [(np.ones((3, 3)), -np.arange(3) - 0.5), (np.array([[2, -2, 2], [0, 1, 0]]), np.array([-1, -0.3]))]


# %% a1-tables
def separable_tables(weights, biases):
    w1, w2, b = (axis.ravel() for axis in np.meshgrid(weights, weights, biases))
    Z = np.einsum("uj,nj->un", np.stack([w1, w2], axis=1), four_inputs()) + b[:, None]
    return np.unique(Z > 0, axis=0)
