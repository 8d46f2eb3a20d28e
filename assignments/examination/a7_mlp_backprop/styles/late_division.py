"""The mean taken at the very end, and sums of outer products."""
# ruff: noqa  (cells of a notebook, as students write them)


# %% a7-shapes
def shapes(N, D, H, K):
    X, W1, b1, W2, b2 = np.zeros((N, D)), np.zeros((H, D)), np.zeros(H), np.zeros((K, H)), np.zeros(K)
    Z1 = X @ W1.T + b1
    Y = Z1 @ W2.T + b2
    arrays = {"X": X, "W1": W1, "b1": b1, "W2": W2, "b2": b2, "Z1": Z1, "H": Z1, "Y": Y}
    found = {name: array.shape for name, array in arrays.items()}
    for name in ("W1", "b1", "W2", "b2", "Z1", "Y"):
        found[name + "_bar"] = found[name]
    return found


# %% a7-forward-222
def forward_222(x, params, phi):
    z = (params["W1"] * x).sum(axis=1) + params["b1"]
    h = phi(z)
    y = (params["W2"] * h).sum(axis=1) + params["b2"]
    return [z, h, y]


# %% a7-bars-222
def bars_222(x, t, params, phi):
    z, h, y = forward_222(x, params, phi)
    bars = dict(y_bar=-(t - y))
    bars["b2_bar"] = bars["y_bar"].copy()
    bars["W2_bar"] = np.multiply.outer(bars["y_bar"], h)
    bars["h_bar"] = (params["W2"] * bars["y_bar"][:, None]).sum(axis=0)
    bars["z_bar"] = phi.derivative(z) * bars["h_bar"]
    bars["W1_bar"] = np.multiply.outer(bars["z_bar"], x)
    bars["b1_bar"] = 1 * bars["z_bar"]
    return bars


# %% a7-forward
def mlp_forward(X, params, phi):
    H = phi(np.dot(X, params["W1"].T) + params["b1"])
    Y = np.dot(H, params["W2"].T) + params["b2"]
    return Y, (params["W1"].copy(), params["b1"].copy(), X, phi)


# %% a7-backward
def mlp_backward(Y_bar, cache, params):
    W1, b1, X, phi = cache  # Z is cheap: it is computed again
    N = len(X)
    Z = X @ W1.T + b1
    H, raw = phi(Z), Y_bar * N
    Z_raw = raw @ params["W2"] * phi.derivative(Z)
    W2_sum = sum(np.outer(raw[n], H[n]) for n in range(N))
    W1_sum = np.zeros_like(W1)
    for n in range(N):
        np.add.at(W1_sum, slice(None), np.outer(Z_raw[n], X[n]))
    return {"W1_bar": W1_sum / N, "b1_bar": Z_raw.mean(axis=0), "W2_bar": W2_sum / N, "b2_bar": raw.mean(axis=0)}


# %% a7-squared-error
def squared_error(Y, T):
    N, K = Y.shape
    return K * np.mean((Y - T) ** 2) / 2, -2 * (T - Y) / (2 * N)


# %% a7-logistic-ce
def logistic_ce(Z, T):
    y = 0.5 * (1 + np.tanh(Z / 2))
    losses = np.where(T > 0.5, np.logaddexp(0, -Z), np.logaddexp(0, Z))
    return np.mean(losses) * Z.shape[1], -(T - y) / len(Z)


# %% a7-softmax-ce
def softmax_ce(Z, T):
    log_y = Z - Z.max(axis=1, keepdims=True)
    log_y = log_y - np.log(np.sum(np.exp(log_y), axis=1, keepdims=True))
    y = np.exp(log_y)
    cost = -np.mean(log_y[T == 1])
    jacobian_rows = []
    for n in range(len(Z)):  # through the whole Jacobian, in place of its short form
        J = np.diag(y[n]) - np.outer(y[n], y[n])
        c = int(np.argmax(T[n]))
        jacobian_rows.append(J[:, c] * (-1 / y[n, c]) if y[n, c] > 0 else y[n] - T[n])
    return cost, np.stack(jacobian_rows) / len(Z)


# %% a7-weight-decay
def add_weight_decay(cost, bars, params, lam):
    gradient_of_penalty = {name: (lam / 2) * 2 * params[name] for name in ("W1", "W2")}
    total = cost
    for name in gradient_of_penalty:
        total = total + (lam / 2) * np.square(params[name]).sum()
    merged = {}
    for key, bar in bars.items():
        merged[key] = bar + gradient_of_penalty.get(key.replace("_bar", ""), 0)
    return total, merged


# %% a7-grad-check
def grad_check(f, params, grads, rng, h=1e-5):
    rng = np.random.default_rng(rng)
    report = {}
    for name, x in params.items():
        g = grads[f"{name}_bar"]
        vs = rng.standard_normal((5,) + x.shape)
        G = np.zeros(x.shape)
        for place in np.ndindex(*x.shape):
            step = np.zeros(x.shape)
            step[place] = h
            G[place] = f({**params, name: x + step}) - f({**params, name: x - step})
        G = G / (2 * h)
        worst = 0
        for v in vs:
            ahead, behind = f({**params, name: x + h * v}), f({**params, name: x - h * v})
            worst = max(worst, np.abs((ahead - behind) / (2 * h) - np.tensordot(g, v, v.ndim)) / np.linalg.norm(v))
        report[name] = (np.abs(G - g).max() / np.abs(G).max(), worst / np.linalg.norm(G))
    return report


# %% a7-residual
def residual_forward(X, params, phi):
    Y, cache = mlp_forward(X, params, phi)
    return Y + np.eye(X.shape[1])[None].repeat(len(X), 0).__matmul__(X[:, :, None])[:, :, 0], cache


def residual_backward(Y_bar, cache, params):
    W1, b1, X, phi = cache
    bars = mlp_backward(Y_bar, cache, params)
    slope = phi.derivative(X @ W1.T + b1)
    jacobians = [np.eye(X.shape[1]) + params["W2"] @ np.diag(s) @ W1 for s in slope]
    bars["X_bar"] = np.stack([y_bar @ J for y_bar, J in zip(Y_bar, jacobians)])
    return bars


# %% a7-deep
def deep_bars(X, Y_bar, params, phi):
    L, N = len(params) // 2, len(X)
    Z = [None] * L
    for k in range(L):
        Z[k] = (phi(Z[k - 1]) if k else X) @ params[f"W{k + 1}"].T + params[f"b{k + 1}"]
    bars, raw = {}, Y_bar * N
    for k in reversed(range(L)):
        H = phi(Z[k - 1]) if k else X
        bars[f"W{k + 1}_bar"], bars[f"b{k + 1}_bar"] = raw.T @ H / N, raw.mean(axis=0)
        raw = raw @ params[f"W{k + 1}"] * phi.derivative(Z[k - 1]) if k else raw
    return Z[-1], bars
