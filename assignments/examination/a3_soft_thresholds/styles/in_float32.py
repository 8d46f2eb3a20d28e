# ruff: noqa: F821 (step and sigma come from the notebook's first cell)
"""Computed and returned in float32."""

import numpy as np


# %% a3-step
def soft_step(z, c):
    return np.float32(sigma(np.float32(c) * np.float32(z)))


# %% a3-scale
def min_scale(eps, m):
    eps, m = np.float32(eps), np.float32(m)
    return np.log((np.float32(1) - eps) / eps) / m


# %% a3-margins
def margins(layers, X):
    H = X.astype(np.float32)
    found = []
    for W, b in layers:
        Z = H @ W.astype(np.float32).T + b.astype(np.float32)
        found.append(np.abs(Z).min())
        H = (Z > 0).astype(np.float32)
    return found


# %% a3-soften
def soften(params, c):
    return {name: np.float32(c) * value.astype(np.float32) for name, value in params.items()}


# %% a3-xor
def soft_xor(eps):
    f = np.float32
    c = f(3) * np.log(f(1) / f(eps))
    return {
        "W1": np.full((2, 2), c, f),
        "b1": np.array([-0.5, -1.5], f) * c,
        "W2": np.array([[1, -1]], f) * c,
        "b2": np.array([-0.5], f) * c,
    }


# %% a3-band
def grad_band(c, tau):
    c, tau = np.float32(c), np.float32(tau)
    if c <= 4 * tau:
        return np.float32(0)
    return np.float32(2) * np.arccosh(c / (2 * tau) - np.float32(1)) / c


# %% a3-layers
def layer_scales(layers, X, eps):
    m = np.array(margins(layers, X), np.float32)
    spread = np.array([np.abs(W).sum(axis=1).max() for W, _ in layers], np.float32)
    d = min(np.float32(eps), (m / spread)[1:].min() / 2)
    return np.array([min_scale(d, margin / 2) for margin in m], np.float32)
