"""The backward pass reads the forward pass's dict."""
# ruff: noqa: F821 - the notebook's set-up cell gives sigma and dsigma


# %% a5-values
def values(w, b, x, t, lam):
    v = {"w": w, "b": b, "x": x, "t": t, "lam": lam}
    steps = {
        "z": lambda v: v["w"] * v["x"] + v["b"],
        "y": lambda v: sigma(v["z"]),
        "L": lambda v: (v["y"] - v["t"]) ** 2 / 2,
        "R": lambda v: v["w"] ** 2 / 2,
        "L_reg": lambda v: v["L"] + v["lam"] * v["R"],
    }
    for name, step in steps.items():
        v[name] = step(v)
    return v


# %% a5-naive
def naive_grads(w, b, x, t, lam):
    v = values(w, b, x, t, lam)
    db = (v["y"] - t) * (v["y"] - v["y"] ** 2)
    dw = db * x + lam * w
    return dw, db


# %% a5-bars
def bar_pass(w, b, x, t, lam):
    v = values(w, b, x, t, lam)
    bar = {"L_reg_bar": 1.0}
    bar["L_bar"] = bar["L_reg_bar"]
    bar["R_bar"] = bar["L_reg_bar"] * v["lam"]
    bar["y_bar"] = bar["L_bar"] * (v["y"] - v["t"])
    bar["z_bar"] = bar["y_bar"] * dsigma(v["z"])
    bar["b_bar"] = bar["z_bar"]
    bar["w_bar"] = bar["z_bar"] * v["x"] + bar["R_bar"] * v["w"]
    return bar


# %% a5-count
def count_ops(f, *args):
    counts = dict.fromkeys(("affine", "sigma"), 0)

    def note(name, value):
        counts[name] += 1
        return value

    value = f(lambda w, x, b: note("affine", w * x + b), lambda z: note("sigma", sigma(z)), *args)
    return value, counts


# %% a5-ce
def bar_pass_ce(w, b, x, t, lam):
    v = values(w, b, x, t, lam)
    bar = {"L_reg_bar": 1.0}
    bar["L_bar"] = bar["L_reg_bar"]
    bar["R_bar"] = bar["L_reg_bar"] * v["lam"]
    bar["y_bar"] = bar["L_bar"] * (v["y"] - v["t"]) / (v["y"] * sigma(-v["z"]))
    bar["z_bar"] = bar["L_bar"] * (v["y"] - v["t"])
    bar["b_bar"] = bar["z_bar"]
    bar["w_bar"] = bar["z_bar"] * v["x"] + bar["R_bar"] * v["w"]
    return bar


# %% a5-partials
def partials(w, b, x, t, lam):
    bar = bar_pass(w, b, x, t, lam)
    return {"hold_b": bar["w_bar"], "hold_L": bar["R_bar"] * w}


# %% a5-diff
def central_diff(f, v, h):
    slopes = [f(v + sign * h) * sign for sign in (1, -1)]
    return sum(slopes) / (2 * h)


# %% a5-nudge
def nudge(w, b, x, t, lam, dw, db):
    v = values(w, b, x, t, lam)
    move = {"z": dw * v["x"] + db, "R": v["w"] * dw}
    move["y"] = dsigma(v["z"]) * move["z"]
    move["L"] = (v["y"] - v["t"]) * move["y"]
    move["L_reg"] = move["L"] + v["lam"] * move["R"]
    return move
