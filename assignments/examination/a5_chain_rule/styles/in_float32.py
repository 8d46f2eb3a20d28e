"""Single precision all the way."""
# ruff: noqa: F821 - the notebook's set-up cell gives sigma and dsigma

import numpy as np


# %% a5-values
def single(*numbers):
    return [np.asarray(number, dtype=np.float32) for number in numbers]


def values(w, b, x, t, lam):
    w, b, x, t, lam = single(w, b, x, t, lam)
    z = w * x + b
    y = sigma(z)
    return {"z": z, "y": y, "L": (y - t) ** 2 / 2, "R": w**2 / 2, "L_reg": (y - t) ** 2 / 2 + lam * w**2 / 2}


# %% a5-naive
def naive_grads(w, b, x, t, lam):
    w, b, x, t, lam = single(w, b, x, t, lam)
    dw = (sigma(w * x + b) - t) * dsigma(w * x + b) * x + lam * w
    db = (sigma(w * x + b) - t) * dsigma(w * x + b)
    return np.float32(dw), np.float32(db)


# %% a5-bars
def bar_pass(w, b, x, t, lam):
    w, b, x, t, lam = single(w, b, x, t, lam)
    y = sigma(w * x + b)
    y_bar = y - t
    z_bar = y_bar * dsigma(w * x + b)
    one = np.float32(1)
    bars = {"L_reg_bar": one, "R_bar": lam, "L_bar": one, "y_bar": y_bar, "z_bar": z_bar}
    bars["w_bar"] = z_bar * x + lam * w
    bars["b_bar"] = z_bar
    return {name: np.asarray(bar, dtype=np.float32) for name, bar in bars.items()}


# %% a5-count
def count_ops(f, *args):
    counts = np.zeros(2, dtype=np.float32)

    def affine(w, x, b):
        counts[0] += 1
        return w * x + b

    def logistic(z):
        counts[1] += 1
        return sigma(z)

    return f(affine, logistic, *args), {"affine": counts[0], "sigma": counts[1]}


# %% a5-ce
def bar_pass_ce(w, b, x, t, lam):
    w, b, x, t, lam = single(w, b, x, t, lam)
    z = w * x + b
    z_bar = sigma(z) - t
    one = np.float32(1)
    y_bar = (1 - t) / sigma(-z) - t / sigma(z)
    bars = {"L_reg_bar": one, "R_bar": lam, "L_bar": one, "y_bar": y_bar, "z_bar": z_bar}
    bars["w_bar"] = z_bar * x + lam * w
    bars["b_bar"] = z_bar
    return {name: np.asarray(bar, dtype=np.float32) for name, bar in bars.items()}


# %% a5-partials
def partials(w, b, x, t, lam):
    w, b, x, t, lam = single(w, b, x, t, lam)
    y = sigma(w * x + b)
    hold_b = (y - t) * (y - y * y) * x + lam * w
    return {"hold_b": np.asarray(hold_b, dtype=np.float32), "hold_L": np.asarray(lam * w, dtype=np.float32)}


# %% a5-diff
def central_diff(f, v, h):
    return np.float32((f(v + h) - f(v - h)) / (2 * h))


# %% a5-nudge
def nudge(w, b, x, t, lam, dw, db):
    w, b, x, t, lam, dw, db = single(w, b, x, t, lam, dw, db)
    dz = x * dw + db
    dL = (sigma(w * x + b) - t) * dsigma(w * x + b) * dz
    moves = {"z": dz, "y": dsigma(w * x + b) * dz, "L": dL, "R": w * dw, "L_reg": dL + lam * w * dw}
    return {name: np.asarray(move, dtype=np.float32) for name, move in moves.items()}
