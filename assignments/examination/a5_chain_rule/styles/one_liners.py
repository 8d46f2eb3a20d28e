"""Everything in one expression."""
# ruff: noqa: F821 - the notebook's set-up cell gives sigma and dsigma

import numpy as np


# %% a5-values
def values(w, b, x, t, lam):
    return {
        "L_reg": (sigma(w * x + b) - t) ** 2 / 2 + lam / 2 * w**2,
        "z": w * x + b,
        "y": sigma(w * x + b),
        "L": 0.5 * (sigma(w * x + b) - t) ** 2,
        "R": w * w / 2,
    }


# %% a5-naive
def naive_grads(w, b, x, t, lam):
    return (
        (sigma(w * x + b) - t) * sigma(w * x + b) * (1 - sigma(w * x + b)) * x + lam * w,
        (sigma(w * x + b) - t) * sigma(w * x + b) * (1 - sigma(w * x + b)),
    )


# %% a5-bars
def bar_pass(w, b, x, t, lam):
    return dict(
        L_reg_bar=1,
        L_bar=1,
        R_bar=lam,
        y_bar=sigma(w * x + b) - t,
        z_bar=(sigma(w * x + b) - t) * dsigma(w * x + b),
        b_bar=(sigma(w * x + b) - t) * dsigma(w * x + b),
        w_bar=(sigma(w * x + b) - t) * dsigma(w * x + b) * x + lam * w,
    )


# %% a5-count
def count_ops(f, *args):
    calls = []
    value = f(
        lambda w, x, b: calls.append("affine") or w * x + b,
        lambda z: calls.append("sigma") or 1 / (1 + np.exp(-z)),
        *args,
    )
    return value, {name: calls.count(name) for name in ("affine", "sigma")}


# %% a5-ce
def bar_pass_ce(w, b, x, t, lam):
    y, not_y = sigma(w * x + b), sigma(-w * x - b)
    return dict(
        L_reg_bar=1,
        L_bar=1,
        R_bar=lam,
        y_bar=(1 - t) / not_y - t / y,
        z_bar=(1 - t) * y - t * not_y,
        b_bar=(1 - t) * y - t * not_y,
        w_bar=((1 - t) * y - t * not_y) * x + lam * w,
    )


# %% a5-partials
def partials(w, b, x, t, lam):
    return dict(hold_L=lam * w, hold_b=(sigma(w * x + b) - t) * dsigma(w * x + b) * x + lam * w)


# %% a5-diff
def central_diff(f, v, h):
    return (f(v + h) - f(v - h)) / h / 2


# %% a5-nudge
def nudge(w, b, x, t, lam, dw, db):
    dz = x * dw + db
    dL = (sigma(w * x + b) - t) * dsigma(w * x + b) * dz
    return dict(L_reg=dL + lam * w * dw, R=w * dw, L=dL, y=dsigma(w * x + b) * dz, z=dz)
