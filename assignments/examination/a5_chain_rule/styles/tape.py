"""Local slopes in a table, and a loop that adds up the shares."""
# ruff: noqa: F821 - the notebook's set-up cell gives sigma and dsigma

import numpy as np


# %% a5-values
def values(w, b, x, t, lam):
    z = x * w + b
    y = 1.0 / (1.0 + np.exp(-z))
    R = 0.5 * w**2
    L = 0.5 * (t - y) ** 2
    return {"R": R, "z": z, "y": y, "L": L, "L_reg": lam * R + L}


# %% a5-naive
def naive_grads(w, b, x, t, lam):
    grads = []
    for slope_of_z, slope_of_R in ((x, w), (1.0, 0.0)):
        grads.append((sigma(w * x + b) - t) * dsigma(w * x + b) * slope_of_z + lam * slope_of_R)
    return tuple(grads)


# %% a5-bars
def walk_back(edges):
    bars = {"L_reg_bar": 1.0}
    for child, parent, slope in edges:
        share = bars[f"{child}_bar"] * slope
        key = f"{parent}_bar"
        bars[key] = bars[key] + share if key in bars else share
    return bars


def bar_pass(w, b, x, t, lam):
    z = w * x + b
    y = sigma(z)
    edges = [("L_reg", "R", lam), ("L_reg", "L", 1.0), ("L", "y", y - t), ("y", "z", dsigma(z)), ("z", "w", x)]
    return walk_back([*edges, ("R", "w", w), ("z", "b", 1.0)])


# %% a5-count
def count_ops(f, *args):
    log = {"affine": [], "sigma": []}

    def affine(w, x, b):
        log["affine"].append((w, x, b))
        return w * x + b

    def logistic(z):
        log["sigma"].append(z)
        return sigma(z)

    value = f(affine, logistic, *args)
    return value, {name: len(calls) for name, calls in log.items()}


# %% a5-ce
def bar_pass_ce(w, b, x, t, lam):
    z = w * x + b
    y, other = sigma(z), sigma(-z)
    edges = [("L_reg", "R", lam), ("L_reg", "L", 1.0), ("L", "y", (y - t) / (y * other)), ("y", "z", y * other)]
    return walk_back([*edges, ("z", "w", x), ("R", "w", w), ("z", "b", 1.0)])


# %% a5-partials
def partials(w, b, x, t, lam):
    z = w * x + b
    ways = {"through R": lam * w, "through L": (sigma(z) - t) * dsigma(z) * x}
    open_ways = {"hold_b": ("through L", "through R"), "hold_L": ("through R",)}
    return {name: sum(ways[way] for way in names) for name, names in open_ways.items()}


# %% a5-diff
def central_diff(f, v, h):
    forward = (f(v + h) - f(v)) / h
    backward = (f(v) - f(v - h)) / h
    return (forward + backward) / 2


# %% a5-nudge
def nudge(w, b, x, t, lam, dw, db):
    z = w * x + b
    moves = {"w": dw, "b": db}
    for parent, child, slope in (
        ("w", "z", x), ("b", "z", 1.0), ("z", "y", dsigma(z)), ("y", "L", sigma(z) - t),
        ("w", "R", w), ("L", "L_reg", 1.0), ("R", "L_reg", lam),
    ):  # fmt: skip
        moves[child] = moves.get(child, 0.0) + moves[parent] * slope
    return moves
