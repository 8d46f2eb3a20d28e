"""One example after the other, bars added up as they come."""
# ruff: noqa  (cells of a notebook, as students write them)


# %% a7-shapes
def shapes(N, D, H, K):
    """Everything in one literal."""
    return {
        "X": (N, D), "Z1": (N, H), "H": (N, H), "Y": (N, K), "Y_bar": (N, K), "Z1_bar": (N, H),
        "W1": (H, D), "b1": (H,), "W2": (K, H), "b2": (K,),
        "W1_bar": (H, D), "b1_bar": (H,), "W2_bar": (K, H), "b2_bar": (K,),
    }  # fmt: skip


# %% a7-forward-222
def forward_222(x, params, phi):
    z = [params["b1"][i] + sum(params["W1"][i][j] * x[j] for j in range(2)) for i in range(2)]
    h = [float(phi(z_i)) for z_i in z]
    y = [params["b2"][k] + sum(params["W2"][k][i] * h[i] for i in range(2)) for k in range(2)]
    return z, h, y


# %% a7-bars-222
def bars_222(x, t, params, phi):
    z, h, y = forward_222(x, params, phi)
    y_bar = [y[k] - t[k] for k in range(2)]
    h_bar = [sum(y_bar[k] * params["W2"][k][i] for k in range(2)) for i in range(2)]
    z_bar = [h_bar[i] * float(phi.derivative(z[i])) for i in range(2)]
    return {
        "y_bar": y_bar,
        "W2_bar": [[y_bar[k] * h[i] for i in range(2)] for k in range(2)],
        "b2_bar": list(y_bar),
        "h_bar": h_bar,
        "z_bar": z_bar,
        "W1_bar": [[z_bar[i] * x[j] for j in range(2)] for i in range(2)],
        "b1_bar": tuple(z_bar),
    }


# %% a7-forward
def mlp_forward(X, params, phi):
    rows, cache = [], []
    for x in X:
        z = params["W1"] @ x + params["b1"]
        h = phi(z)
        rows.append(params["W2"] @ h + params["b2"])
        cache.append((x, z, h))
    return np.array(rows), {"per example": cache, "phi": phi}


# %% a7-backward
def mlp_backward(Y_bar, cache, params):
    bars = {f"{name}_bar": np.zeros_like(value) for name, value in params.items()}
    for y_bar, (x, z, h) in zip(Y_bar, cache["per example"]):
        bars["W2_bar"] += np.outer(y_bar, h)
        bars["b2_bar"] += y_bar
        z_bar = (params["W2"].T @ y_bar) * cache["phi"].derivative(z)
        bars["W1_bar"] += np.outer(z_bar, x)
        bars["b1_bar"] += z_bar
    return bars


# %% a7-squared-error
def squared_error(Y, T):
    cost, Y_bar = 0.0, np.zeros_like(Y)
    for n in range(len(Y)):
        for k in range(Y.shape[1]):
            cost += 0.5 * (Y[n, k] - T[n, k]) ** 2 / len(Y)
            Y_bar[n, k] = (Y[n, k] - T[n, k]) / len(Y)
    return cost, Y_bar


# %% a7-logistic-ce
def logistic_ce(Z, T):
    cost, Z_bar = 0.0, np.zeros_like(Z)
    for n, k in np.ndindex(Z.shape):
        z, t = Z[n, k], T[n, k]
        e = np.exp(-abs(z))
        y = 1 / (1 + e) if z > 0 else e / (1 + e)
        cost += max(z, 0) - z * t + np.log1p(e)
        Z_bar[n, k] = y - t
    return cost / len(Z), Z_bar / len(Z)


# %% a7-softmax-ce
def softmax_ce(Z, T):
    losses, rows = [], []
    for z, t in zip(Z, T):
        z = z - max(z)
        total = sum(np.exp(z))
        losses.append(np.log(total) - z[list(t).index(1)])
        rows.append(np.exp(z) / total - t)
    return sum(losses) / len(Z), np.array(rows) / len(Z)


# %% a7-weight-decay
def add_weight_decay(cost, bars, params, lam):
    new = {}
    for name, bar in bars.items():
        value = params[name[: -len("_bar")]]
        if name.startswith("W"):
            new[name] = bar + lam * value
            cost = cost + lam / 2 * float(sum(w * w for w in value.ravel()))
        else:
            new[name] = bar.copy()
    return cost, new


# %% a7-grad-check
def grad_check(f, params, grads, rng, h=1e-5):
    rng = np.random.default_rng(rng)
    report = {}
    for name in params:

        def at(step, v):
            moved = {key: value.copy() for key, value in params.items()}
            moved[name] += step * v
            return f(moved)

        G = np.empty_like(params[name])
        for place in np.ndindex(G.shape):
            v = np.zeros_like(G)
            v[place] = 1.0
            G[place] = (at(h, v) - at(-h, v)) / 2 / h
        g, errors = grads[name + "_bar"], []
        for _ in range(5):
            v = rng.standard_normal(G.shape)
            slope = (at(h, v) - at(-h, v)) / 2 / h
            errors.append(abs(slope - (g * v).sum()) / np.sqrt((G**2).sum() * (v**2).sum()))
        report[name] = [abs(G - g).max() / abs(G).max(), max(errors)]
    return report


# %% a7-residual
def residual_forward(X, params, phi):
    Y, cache = mlp_forward(X, params, phi)
    return Y + X, cache


def residual_backward(Y_bar, cache, params):
    bars = mlp_backward(Y_bar, cache, params)
    rows = []
    for y_bar, (x, z, h) in zip(Y_bar, cache["per example"]):
        rows.append(y_bar + params["W1"].T @ ((params["W2"].T @ y_bar) * cache["phi"].derivative(z)))
    return bars | {"X_bar": np.array(rows)}


# %% a7-deep
def deep_bars(X, Y_bar, params, phi):
    L = len(params) // 2

    def forward(k, H):
        W, b = params[f"W{k}"], params[f"b{k}"]
        Z = H @ W.T + b
        if k == L:
            return Z, Y_bar @ W, {f"W{k}_bar": Y_bar.T @ H, f"b{k}_bar": Y_bar.sum(0)}
        Y, above, bars = forward(k + 1, phi(Z))
        Z_bar = above * phi.derivative(Z)
        return Y, Z_bar @ W, {**bars, f"W{k}_bar": Z_bar.T @ H, f"b{k}_bar": Z_bar.sum(0)}

    Y, _, bars = forward(1, X)
    return Y, bars
