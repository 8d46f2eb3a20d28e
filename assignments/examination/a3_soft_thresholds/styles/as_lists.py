# ruff: noqa: B905, F401 (as students write it)
"""Nested lists instead of arrays in the answers."""

import numpy as np


# %% a3-step
def soft_step(z, c):
    import math

    return float(1 / (1 + math.exp(-c * z)))


# %% a3-scale
def min_scale(eps, m):
    import math

    return (math.log(1 - eps) - math.log(eps)) / m


# %% a3-margins
def margins(layers, X):
    H = X.tolist()
    answer = []
    for W, b in layers:
        Z = [[sum([w * h for w, h in zip(weights, row)]) + bias for weights, bias in zip(W, b)] for row in H]
        answer += [min(min(abs(z) for z in row) for row in Z)]
        H = [[int(z > 0) for z in row] for row in Z]
    return answer


# %% a3-soften
def soften(params, c):
    return {
        "W1": [[c * w for w in row] for row in params["W1"].tolist()],
        "b1": [c * b for b in params["b1"].tolist()],
        "W2": [[c * w for w in row] for row in params["W2"].tolist()],
        "b2": [c * b for b in params["b2"].tolist()],
    }


# %% a3-xor
def soft_xor(eps):
    import math

    c = math.log(1 / eps) * 4
    return {"W1": [[c, c], [c, c]], "b1": [-c / 2, -1.5 * c], "W2": [[c, -c]], "b2": [-c / 2]}


# %% a3-band
def grad_band(c, tau):
    import math

    if tau >= c / 4:
        return 0
    return 2 * math.acosh(c / (2 * tau) - 1) / c


# %% a3-layers
def layer_scales(layers, X, eps):
    m = margins(layers, X)
    widths = [max(sum(abs(w) for w in row) for row in W.tolist()) for W, b in layers[1:]]
    d = min([eps] + [a / 2 / s for a, s in zip(m[1:], widths)])
    return [min_scale(d, a / 2) for a in m]
