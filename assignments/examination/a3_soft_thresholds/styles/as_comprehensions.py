# ruff: noqa: F821, I001 (step and sigma come from the notebook's first cell)
"""As few statements as possible."""

import numpy as np


# %% a3-step
soft_step = lambda z, c: sigma(z * c)  # noqa: E731


# %% a3-scale
min_scale = lambda eps, m: np.log(1 / eps - 1) / m  # noqa: E731


# %% a3-margins
def margins(layers, X):
    says = [X]
    return [np.min(np.abs(Z)) for W, b in layers for Z in [says[-1] @ W.T + b] if says.append(step(Z)) is None]


# %% a3-soften
def soften(params, c):
    return dict((name, np.multiply(value, c)) for name, value in params.items())


# %% a3-xor
def soft_xor(eps):
    names, values = ("W1", "b1", "W2", "b2"), ([[2, 2], [2, 2]], [-1, -3], [[2, -2]], [-1])
    return {name: min_scale(eps, 0.6) * np.array(value) for name, value in zip(names, values)}  # noqa: B905


# %% a3-band
def grad_band(c, tau):
    r = tau / c
    return 0.0 if 4 * r >= 1 else 2 / c * np.log((1 + np.sqrt(1 - 4 * r)) ** 2 / (4 * r))


# %% a3-layers
def layer_scales(layers, X, eps):
    m = margins(layers, X)
    d = min(eps, *(m[k] / (3 * np.abs(layers[k][0]).sum(1).max()) for k in range(1, len(m))))
    return tuple(min_scale(d, 2 * a / 3) for a in m)
