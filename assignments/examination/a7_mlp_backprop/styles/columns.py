"""Examples as columns inside, as many books have it; turned at the door."""
# ruff: noqa  (cells of a notebook, as students write them)


# %% a7-shapes
def shapes(N, D, H, K):
    columns = {"X": (D, N), "Z1": (H, N), "H": (H, N), "Y": (K, N), "Y_bar": (K, N), "Z1_bar": (H, N)}
    weights = {"W1": (D, H), "W2": (H, K), "W1_bar": (D, H), "W2_bar": (H, K)}
    biases = {"b1": (H,), "b2": (K,), "b1_bar": (H,), "b2_bar": (K,)}
    return {name: shape[::-1] for name, shape in {**columns, **weights, **biases}.items()}


# %% a7-forward-222
def forward_222(x, params, phi):
    column = np.reshape(x, (2, 1))
    z = params["W1"] @ column + params["b1"].reshape(2, 1)
    h = phi(z)
    y = params["W2"] @ h + params["b2"].reshape(2, 1)
    return z.flatten(), h.flatten(), y.flatten()


# %% a7-bars-222
def bars_222(x, t, params, phi):
    z, h, y = (a.reshape(2, 1) for a in forward_222(x, params, phi))
    dy = y - np.reshape(t, (2, 1))
    dh = params["W2"].T @ dy
    dz = dh * phi.derivative(z)
    named = {"y_bar": dy, "b2_bar": dy, "h_bar": dh, "z_bar": dz, "b1_bar": dz}
    squeezed = {name: value.squeeze(axis=1) for name, value in named.items()}
    return {**squeezed, "W2_bar": dy @ h.T, "W1_bar": dz @ np.reshape(x, (1, 2))}


# %% a7-forward
def mlp_forward(X, params, phi):
    A0 = X.T
    Z1 = params["W1"] @ A0 + params["b1"][:, None]
    A1 = phi(Z1)
    Z2 = params["W2"] @ A1 + params["b2"][:, None]
    return Z2.T, {"A0": A0, "Z1": Z1, "A1": A1, "phi": phi}


# %% a7-backward
def mlp_backward(Y_bar, cache, params):
    dZ2 = Y_bar.T
    dZ1 = params["W2"].T @ dZ2 * cache["phi"].derivative(cache["Z1"])
    return {
        "W2_bar": dZ2 @ cache["A1"].T,
        "b2_bar": dZ2.sum(axis=1),
        "W1_bar": dZ1 @ cache["A0"].T,
        "b1_bar": dZ1.sum(axis=1),
    }


# %% a7-squared-error
def squared_error(Y, T):
    d = Y.T - T.T
    m = d.shape[1]
    return (d * d).sum() / 2 / m, d.T / m


# %% a7-logistic-ce
def logistic_ce(Z, T):
    m = Z.shape[0]
    positive = Z >= 0
    e = np.exp(np.where(positive, -Z, Z))
    a = np.where(positive, 1.0, e) / (1.0 + e)
    cost = np.where(positive, Z - Z * T, -Z * T) + np.log1p(e)
    return cost.sum(axis=0).sum() / m, np.true_divide(a - T, m)


# %% a7-softmax-ce
def softmax_ce(Z, T):
    z, t = Z.T, T.T
    m = z.shape[1]
    z = z - z.max(axis=0)
    a = np.exp(z)
    total = a.sum(axis=0)
    cost = (np.log(total) - (t * z).sum(axis=0)).sum() / m
    return cost, ((a / total - t) / m).T


# %% a7-weight-decay
def add_weight_decay(cost, bars, params, lam):
    extra = np.linalg.norm(params["W1"], "fro") ** 2 + np.linalg.norm(params["W2"]) ** 2
    decayed = {}
    for name in bars:
        decayed[name] = bars[name] + (lam * params[name[:-4]] if name in ("W1_bar", "W2_bar") else 0)
    return cost + extra * lam / 2, decayed


# %% a7-grad-check
def grad_check(f, params, grads, rng, h=1e-5):
    rng = np.random.default_rng(rng)
    report = {}
    for name in params:
        theta = params[name]
        G = np.zeros_like(theta)
        walk = np.nditer(theta, flags=["multi_index"])
        while not walk.finished:
            up, down = theta.copy(), theta.copy()
            up[walk.multi_index] += h
            down[walk.multi_index] -= h
            G[walk.multi_index] = (f({**params, name: up}) - f({**params, name: down})) / (2 * h)
            walk.iternext()
        g = grads[name + "_bar"]
        found = []
        while len(found) < 5:
            v = rng.standard_normal(theta.shape)
            v /= np.linalg.norm(v)
            slope = (f({**params, name: theta + h * v}) - f({**params, name: theta - h * v})) / (2 * h)
            found.append(abs(slope - (g * v).sum()) / np.linalg.norm(G))
        report[name] = np.array([np.max(np.abs(G - g)) / np.max(np.abs(G)), np.max(found)]).tolist()
    return report


# %% a7-residual
def residual_forward(X, params, phi):
    Y, cache = mlp_forward(X, params, phi)
    return (cache["A0"] + Y.T).T, cache


def residual_backward(Y_bar, cache, params):
    dZ1 = params["W2"].T @ Y_bar.T * cache["phi"].derivative(cache["Z1"])
    bars = mlp_backward(Y_bar, cache, params)
    bars["X_bar"] = (Y_bar.T + params["W1"].T @ dZ1).T
    return bars


# %% a7-deep
def deep_bars(X, Y_bar, params, phi):
    L = len(params) // 2
    A, Z = {0: X.T}, {}
    for l in range(1, L + 1):
        Z[l] = params[f"W{l}"] @ A[l - 1] + params[f"b{l}"][:, None]
        A[l] = phi(Z[l])
    bars, dZ = {}, Y_bar.T
    for l in range(L, 0, -1):
        bars[f"W{l}_bar"], bars[f"b{l}_bar"] = dZ @ A[l - 1].T, dZ.sum(axis=1)
        if l > 1:
            dZ = params[f"W{l}"].T @ dZ * phi.derivative(Z[l - 1])
    return Z[L].T, bars
