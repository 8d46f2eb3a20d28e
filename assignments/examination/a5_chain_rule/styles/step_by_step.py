"""One name per step, as on paper, with numpy's functions for every operation."""
# ruff: noqa: F821 - the notebook's set-up cell gives sigma and dsigma

import numpy as np


# %% a5-values
def values(w, b, x, t, lam):
    result = {}
    result["z"] = np.add(np.multiply(w, x), b)
    result["y"] = sigma(result["z"])
    result["L"] = np.square(result["y"] - t) / 2
    result["R"] = np.square(w) / 2
    result["L_reg"] = result["L"] + np.multiply(lam, result["R"])
    return result


# %% a5-naive
def naive_grads(w, b, x, t, lam):
    outer = np.subtract(sigma(np.add(np.multiply(w, x), b)), t)
    middle = dsigma(np.add(np.multiply(w, x), b))
    inner_w = x
    inner_b = 1.0
    regulariser = np.multiply(lam, w)
    return np.add(outer * middle * inner_w, regulariser), outer * middle * inner_b


# %% a5-bars
def bar_pass(w, b, x, t, lam):
    z = np.add(np.multiply(w, x), b)
    y = sigma(z)
    bars = {}
    bars["L_reg_bar"] = np.ones(np.shape(z))
    dL_reg_dR = lam
    bars["R_bar"] = bars["L_reg_bar"] * dL_reg_dR
    dL_reg_dL = 1.0
    bars["L_bar"] = bars["L_reg_bar"] * dL_reg_dL
    dL_dy = y - t
    bars["y_bar"] = bars["L_bar"] * dL_dy
    dy_dz = y * (1 - y)
    bars["z_bar"] = bars["y_bar"] * dy_dz
    dz_db = 1.0
    bars["b_bar"] = bars["z_bar"] * dz_db
    dz_dw = x
    dR_dw = w
    bars["w_bar"] = bars["z_bar"] * dz_dw + bars["R_bar"] * dR_dw
    return bars


# %% a5-count
def count_ops(f, *args):
    number_of_affine = 0
    number_of_sigma = 0

    def my_affine(w, x, b):
        nonlocal number_of_affine
        number_of_affine = number_of_affine + 1
        return np.add(np.multiply(w, x), b)

    def my_sigma(z):
        nonlocal number_of_sigma
        number_of_sigma = number_of_sigma + 1
        return sigma(z)

    result = f(my_affine, my_sigma, *args)
    return result, {"affine": number_of_affine, "sigma": number_of_sigma}


# %% a5-ce
def bar_pass_ce(w, b, x, t, lam):
    z = np.add(np.multiply(w, x), b)
    y = sigma(z)
    bars = {}
    bars["L_reg_bar"] = 1.0
    bars["L_bar"] = 1.0
    bars["R_bar"] = lam
    bars["y_bar"] = np.divide(y - t, y * (1 - y))
    bars["z_bar"] = y - t
    bars["b_bar"] = bars["z_bar"]
    bars["w_bar"] = np.add(np.multiply(bars["z_bar"], x), np.multiply(lam, w))
    return bars


# %% a5-partials
def partials(w, b, x, t, lam):
    result = {}
    result["hold_L"] = np.multiply(lam, w)
    z = np.add(np.multiply(w, x), b)
    y = sigma(z)
    dL_dw = (y - t) * dsigma(z) * x
    result["hold_b"] = dL_dw + result["hold_L"]
    return result


# %% a5-diff
def central_diff(f, v, h):
    right = f(v + h)
    left = f(v - h)
    rise = right - left
    run = (v + h) - (v - h)
    return rise / run


# %% a5-nudge
def nudge(w, b, x, t, lam, dw, db):
    moves = {}
    z = np.add(np.multiply(w, x), b)
    moves["z"] = np.multiply(x, dw) + db
    moves["y"] = moves["z"] * dsigma(z)
    moves["L"] = moves["y"] * (sigma(z) - t)
    moves["R"] = np.multiply(w, dw)
    moves["L_reg"] = moves["L"] + np.multiply(lam, moves["R"])
    return moves
