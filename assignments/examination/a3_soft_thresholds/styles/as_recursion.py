# ruff: noqa: F821 (step and sigma come from the notebook's first cell)
"""One layer at a time, the rest by recursion."""

import numpy as np


# %% a3-step
def soft_step(z, c):
    def inner(u):
        return np.exp(u) / (1 + np.exp(u))

    return inner(c * z)


# %% a3-scale
def min_scale(eps, m):
    if m != 1:
        return min_scale(eps, 1) / m
    return -np.log(eps) + np.log1p(-eps)


# %% a3-margins
def margins(layers, X):
    if not layers:
        return []
    (W, b), *above = layers
    Z = X.dot(W.T) + b
    return [float(abs(Z).min()), *margins(above, (Z > 0).astype(float))]


# %% a3-soften
def soften(params, c):
    if isinstance(params, dict):
        return {name: soften(value, c) for name, value in params.items()}
    return params * c


# %% a3-xor
def soft_xor(eps, c=2.0):
    hard = {
        "W1": np.array([[1.0, -1.0], [-1.0, 1.0]]),
        "b1": np.array([-0.5, -0.5]),
        "W2": np.array([[1.0, 1.0]]),
        "b2": np.array([-0.5]),
    }
    soft = soften(hard, c)
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    z = sigma(X @ soft["W1"].T + soft["b1"]) @ soft["W2"][0] + soft["b2"]
    error = sigma(np.where([False, True, True, False], -z, z))
    return soft if error.max() <= eps else soft_xor(eps, 1.25 * c)


# %% a3-band
def grad_band(c, tau):
    if c != 1:
        return grad_band(1, tau / c) / c
    if tau >= 0.25:
        return 0.0
    roots = np.roots([1, -1, tau])
    s = max(roots)
    return np.log(s / min(roots)) - np.log(min(roots) / s)


# %% a3-layers
def layer_scales(layers, X, eps):
    m = margins(layers, X)

    def safe(k):
        if k == 0:
            return eps
        return min(safe(k - 1), m[k] / np.linalg.norm(layers[k][0], ord=np.inf) / 2)

    d = safe(len(layers) - 1)
    return [min_scale(d, m[k] / (2 if k else 1)) for k in range(len(m))]
