# ruff: noqa: F821 (step and sigma come from the notebook's first cell)
"""Whole arrays and einsum."""

import numpy as np


# %% a3-step
def soft_step(z, c):
    return sigma(np.multiply(c, z))


# %% a3-scale
def min_scale(eps, m):
    return np.divide(np.log(np.divide(1.0 - eps, eps)), m)


# %% a3-margins
def margins(layers, X):
    H, found = X, np.zeros(len(layers))
    for k, (W, b) in enumerate(layers):
        Z = np.einsum("nj,ij->ni", H, W) + b[None, :]
        found[k] = np.sqrt(np.min(np.square(Z)))
        H = np.heaviside(Z, 0.0)
    return found


# %% a3-soften
def soften(params, c):
    scaled = np.concatenate([value.ravel() for value in params.values()]) * c
    ends = np.cumsum([value.size for value in params.values()])[:-1]
    pieces = np.split(scaled, ends)
    return {name: piece.reshape(params[name].shape) for name, piece in zip(params, pieces)}  # noqa: B905


# %% a3-xor
def soft_xor(eps):
    # OR and NAND, then AND; one array for each layer, the bias in the last column
    hidden = np.array([[1, 1, -0.5], [-1, -1, 1.5]])
    output = np.array([[1, 1, -1.5]])
    c = min_scale(eps / 10, 0.4)
    hidden, output = c * hidden, c * output
    return {"W1": hidden[:, :2], "b1": hidden[:, 2], "W2": output[:, :2], "b2": output[:, 2]}


# %% a3-band
def grad_band(c, tau):
    # with t = tanh(u / 2) the slope is c (1 - t^2) / 4
    t = np.sqrt(np.maximum(0.0, 1 - 4 * tau / c))
    return 4 * np.arctanh(t) / c


# %% a3-layers
def layer_scales(layers, X, eps):
    m = np.asarray(margins(layers, X))
    spread = np.array([np.abs(W).sum(axis=1).max() for W, _ in layers])
    d = min(eps, np.min(0.5 * m[1:] / spread[1:]))
    room = m - d * np.r_[0.0, spread[1:]]
    return np.log((1 - d) / d) / room
