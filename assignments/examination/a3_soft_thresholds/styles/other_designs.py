# ruff: noqa: F821 (step and sigma come from the notebook's first cell)
"""Other nets, other scales, other inverses."""

import numpy as np


# %% a3-step
def soft_step(z, c):
    return 0.5 + 0.5 * np.tanh(c * z / 2)


# %% a3-scale
def min_scale(eps, m):
    # sigma(u) = (1 + tanh(u / 2)) / 2
    return 2 * np.arctanh(1 - 2 * eps) / m


# %% a3-margins
class Net:
    def __init__(self, layers):
        self.layers = layers

    def sums(self, X):
        for W, b in self.layers:
            Z = np.hstack([X, np.ones((len(X), 1))]) @ np.vstack([W.T, b])
            yield Z
            X = step(Z)


def margins(layers, X):
    return [min(Z[Z > 0].min(initial=np.inf), -Z[Z <= 0].max(initial=-np.inf)) for Z in Net(layers).sums(X)]


# %% a3-soften
def soften(params, c):
    # the hidden units in the opposite order: the same net
    W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    return {"W1": c * W1[::-1], "b1": c * b1[::-1], "W2": c * W2[:, ::-1], "b2": c * b2}


# %% a3-xor
def soft_xor(eps):
    # far steeper than needed, with a third hidden unit that nobody hears
    W1 = np.array([[-1.0, -1.0], [3.0, 3.0], [0.2, 0.1]])
    b1 = np.array([0.5, -4.5, 0.3])
    W2 = np.array([[-1.0, -1.0, 0.0]])
    b2 = np.array([0.5])
    return {"W1": W1 / eps, "b1": b1 / eps, "W2": W2 / eps, "b2": b2 / eps}


# %% a3-band
def grad_band(c, tau):
    # e^u + e^-u = c / tau - 2 at the edge u, a quadratic equation for e^u
    p = c / tau - 2
    if p <= 2:
        return 0.0
    e = (p + np.sqrt(p * p - 4)) / 2
    return 2 * np.log(e) / c


# %% a3-layers
def layer_scales(layers, X, eps):
    # start with what a single unit needs, and raise all of them until it holds on X
    scales = np.array([min_scale(eps, m) for m in margins(layers, X)])
    hard = list(Net(layers).sums(X))[-1]
    while True:
        H = X
        for c, (W, b) in zip(scales, layers):  # noqa: B905
            Z = c * (H @ W.T + b)
            H = sigma(Z)
        if np.all(sigma(np.where(hard > 0, -Z, Z)) <= eps):
            return scales
        scales = scales * 1.1
