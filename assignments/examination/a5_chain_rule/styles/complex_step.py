"""No formula at all where a complex step will do: a different road to the same numbers."""
# ruff: noqa: F821 - the notebook's set-up cell gives sigma and dsigma

import numpy as np


# %% a5-values
def values(w, b, x, t, lam):
    def logistic(z):
        return 1 / (1 + np.exp(-z))

    z = w * x + b
    y = logistic(z)
    return dict(z=z, y=y, L=(y - t) ** 2 / 2, R=w**2 / 2, L_reg=(y - t) ** 2 / 2 + lam * w**2 / 2)


# %% a5-naive
STEP = 1e-30


def naive_grads(w, b, x, t, lam):
    dw = values(w + STEP * 1j, b, x, t, lam)["L_reg"].imag / STEP
    db = values(w, b + STEP * 1j, x, t, lam)["L_reg"].imag / STEP
    return dw, db


# %% a5-bars
def bar_pass(w, b, x, t, lam):
    z = w * x + b

    def from_z(z):
        return (1 / (1 + np.exp(-z)) - t) ** 2 / 2

    z_bar = from_z(z + STEP * 1j).imag / STEP
    dw, db = naive_grads(w, b, x, t, lam)
    return {
        "L_reg_bar": 1.0, "L_bar": 1.0, "R_bar": 1.0 * lam, "y_bar": sigma(z) - t, "z_bar": z_bar,
        "b_bar": db, "w_bar": dw,
    }  # fmt: skip


# %% a5-count
def count_ops(f, *args):
    counts = [0, 0]

    def affine(w, x, b):
        counts[0] += 1
        return b + x * w

    def logistic(z):
        counts[1] += 1
        return 1 / (1 + np.exp(-z))

    return [f(affine, logistic, *args), {"affine": counts[0], "sigma": counts[1]}]


# %% a5-ce
def bar_pass_ce(w, b, x, t, lam):
    z = w * x + b
    z_bar = np.where(z > 0, (1 - t) - sigma(-z), sigma(z) - t)
    y_bar = z_bar / (sigma(z) * sigma(-z))
    w_bar = z_bar * x + lam * w
    return {
        "L_reg_bar": 1.0, "L_bar": 1.0, "R_bar": lam, "y_bar": y_bar, "z_bar": z_bar,
        "b_bar": 1 * z_bar, "w_bar": w_bar,
    }  # fmt: skip


# %% a5-partials
def partials(w, b, x, t, lam):
    def holding_L(w):
        return lam / 2 * w**2

    hold_b, _ = naive_grads(w, b, x, t, lam)
    return {"hold_b": hold_b, "hold_L": holding_L(w + STEP * 1j).imag / STEP}


# %% a5-diff
def central_diff(f, v, h):
    ahead = f(v + h)
    return (ahead - f(v - h)) * (1 / (2 * h))


# %% a5-nudge
def nudge(w, b, x, t, lam, dw, db):
    moved = values(w + STEP * dw * 1j, b + STEP * db * 1j, x, t, lam)
    return {name: value.imag / STEP for name, value in moved.items()}
