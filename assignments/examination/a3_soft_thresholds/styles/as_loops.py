# ruff: noqa: F821 (step and sigma come from the notebook's first cell)
"""Everything number by number."""

import numpy as np


# %% a3-step
def soft_step(z, c):
    return 1 / (1 + np.exp(-c * z))


# %% a3-scale
def min_scale(eps, m):
    odds = (1 - eps) / eps
    c = np.log(odds)
    c /= m
    return float(c)


# %% a3-margins
def margins(layers, X):
    result = []
    inputs = [list(row) for row in X]
    for W, b in layers:
        smallest = None
        outputs = []
        for row in inputs:
            said = []
            for i in range(W.shape[0]):
                z = b[i]
                for j in range(W.shape[1]):
                    z += W[i, j] * row[j]
                if smallest is None or abs(z) < smallest:
                    smallest = abs(z)
                said.append(1 if z > 0 else 0)
            outputs.append(said)
        inputs = outputs
        result.append(smallest)
    return result


# %% a3-soften
def soften(params, c):
    soft = {}
    for name in params:
        soft[name] = params[name] * c
    return soft


# %% a3-xor
def soft_xor(eps):
    w = np.array([[1.0, 1.0], [1.0, 1.0]])
    b = np.array([-0.5, -1.5])
    v = np.array([[1.0, -1.0]])
    d = np.array([-0.5])
    c = 1.0
    while True:
        worst = 0.0
        for x in ([0, 0], [0, 1], [1, 0], [1, 1]):
            h = sigma(c * (w @ x + b))
            z = c * (v @ h + d)[0]
            worst = max(worst, sigma(-z) if x[0] != x[1] else sigma(z))
        if worst <= eps:
            return {"W1": c * w, "b1": c * b, "W2": c * v, "b2": c * d}
        c += 0.5


# %% a3-band
def grad_band(c, tau):
    # bisection: the slope falls from its peak at 0
    def slope(z):
        s = sigma(c * z)
        return c * s * (1 - s)

    if slope(0) <= tau:
        return 0
    low, high = 0.0, 1.0
    while slope(high) > tau:
        high *= 2
    for _ in range(100):
        middle = (low + high) / 2
        if slope(middle) > tau:
            low = middle
        else:
            high = middle
    return low + high


# %% a3-layers
def layer_scales(layers, X, eps):
    m = margins(layers, X)
    d = eps
    for k in range(1, len(layers)):
        widest = 0
        for row in layers[k][0]:
            widest = max(widest, sum(abs(w) for w in row))
        d = min(d, m[k] / widest / 2)
    scales = []
    for k in range(len(layers)):
        scales.append(min_scale(d, m[k] if k == 0 else m[k] / 2))
    return scales
