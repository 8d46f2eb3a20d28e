"""Single precision inside, as on a graphics card."""
# ruff: noqa  (cells of a notebook, as students write them)


# %% a7-shapes
def shapes(N, D, H, K):
    rows = {name: (N, size) for name, size in (("X", D), ("Z1", H), ("H", H), ("Y", K), ("Y_bar", K), ("Z1_bar", H))}
    blocks = {"W1": (H, D), "b1": (H,), "W2": (K, H), "b2": (K,)}
    return rows | blocks | {f"{name}_bar": shape for name, shape in blocks.items()}


# %% a7-forward-222
def single(*arrays):
    return [np.asarray(a, dtype=np.float32) for a in arrays]


def forward_222(x, params, phi):
    x, W1, b1, W2, b2 = single(x, params["W1"], params["b1"], params["W2"], params["b2"])
    z = np.array([W1[0, 0] * x[0] + W1[0, 1] * x[1] + b1[0], W1[1, 0] * x[0] + W1[1, 1] * x[1] + b1[1]])
    h = phi(z)
    y = np.array([W2[0, 0] * h[0] + W2[0, 1] * h[1] + b2[0], W2[1, 0] * h[0] + W2[1, 1] * h[1] + b2[1]])
    return z, h, y


# %% a7-bars-222
def bars_222(x, t, params, phi):
    z, h, y = forward_222(x, params, phi)
    x, t, W2 = single(x, t, params["W2"])
    y_bar = y - t
    h_bar = W2.T @ y_bar
    z_bar = h_bar * phi.derivative(z)
    bars = {"y_bar": y_bar, "b2_bar": y_bar, "h_bar": h_bar, "z_bar": z_bar, "b1_bar": z_bar}
    return bars | {"W2_bar": np.outer(y_bar, h), "W1_bar": np.outer(z_bar, x)}


# %% a7-forward
def mlp_forward(X, params, phi):
    X, W1, b1, W2, b2 = single(X, params["W1"], params["b1"], params["W2"], params["b2"])
    Z = X @ W1.T + b1
    H = phi(Z)
    return H @ W2.T + b2, (X, Z, H, phi)


# %% a7-backward
def mlp_backward(Y_bar, cache, params):
    X, Z, H, phi = cache
    Y_bar, W2 = single(Y_bar, params["W2"])
    Z_bar = Y_bar @ W2 * phi.derivative(Z)
    return {"W2_bar": Y_bar.T @ H, "b2_bar": Y_bar.sum(0), "W1_bar": Z_bar.T @ X, "b1_bar": Z_bar.sum(0)}


# %% a7-squared-error
def squared_error(Y, T):
    Y, T = single(Y, T)
    return np.float32(0.5) * np.mean(np.sum((Y - T) ** 2, axis=1)), (Y - T) / np.float32(len(Y))


# %% a7-logistic-ce
def logistic_ce(Z, T):
    Z, T = single(Z, T)
    e = np.exp(-np.abs(Z))
    Y = np.where(Z >= 0, np.float32(1), e) / (1 + e)
    return np.mean(np.sum(np.log1p(e) + np.where(Z >= 0, Z * (1 - T), -Z * T), axis=1)), (Y - T) / np.float32(len(Z))


# %% a7-softmax-ce
def softmax_ce(Z, T):
    Z, T = single(Z, T)
    Z = Z - np.max(Z, axis=1, keepdims=True)
    E = np.exp(Z)
    S = np.sum(E, axis=1, keepdims=True)
    return np.mean(np.log(S)[:, 0] - np.sum(T * Z, axis=1)), (E / S - T) / np.float32(len(Z))


# %% a7-weight-decay
def add_weight_decay(cost, bars, params, lam):
    W1, W2, W1_bar, W2_bar = single(params["W1"], params["W2"], bars["W1_bar"], bars["W2_bar"])
    lam = np.float32(lam)
    cost = np.float32(cost) + lam / 2 * (np.sum(W1 * W1) + np.sum(W2 * W2))
    return cost, {**bars, "W1_bar": W1_bar + lam * W1, "W2_bar": W2_bar + lam * W2}


# %% a7-grad-check
def grad_check(f, params, grads, rng, h=1e-5):
    rng = np.random.default_rng(rng)
    report = {}
    for name in params:  # differences need double precision
        shape, g = params[name].shape, grads[f"{name}_bar"]
        vs = [np.eye(1, g.size, place).reshape(shape) for place in range(g.size)]
        vs += [rng.standard_normal(shape) for _ in range(5)]
        slopes = []
        for v in vs:
            ends = [f(dict(params, **{name: params[name] + s * h * v})) for s in (1, -1)]
            slopes.append((ends[0] - ends[1]) / (2 * h))
        G = np.reshape(slopes[: g.size], shape)
        size = np.linalg.norm(G)
        along = [abs(s - np.sum(g * v)) / size / np.linalg.norm(v) for s, v in zip(slopes[g.size :], vs[g.size :])]
        report[name] = (np.abs(G - g).max() / np.abs(G).max(), max(along))
    return report


# %% a7-residual
def residual_forward(X, params, phi):
    Y, cache = mlp_forward(X, params, phi)
    return Y + cache[0], cache


def residual_backward(Y_bar, cache, params):
    bars = mlp_backward(Y_bar, cache, params)
    Y_bar, W1, W2 = single(Y_bar, params["W1"], params["W2"])
    bars["X_bar"] = Y_bar + (Y_bar @ W2 * cache[3].derivative(cache[1])) @ W1
    return bars


# %% a7-deep
def deep_bars(X, Y_bar, params, phi):
    names = sorted(params)
    L = len(names) // 2
    Ws, bs = single(*(params[f"W{k + 1}"] for k in range(L))), single(*(params[f"b{k + 1}"] for k in range(L)))
    (H, G), Zs, Hs, bars = single(X, Y_bar), [], [], {}
    for W, b in zip(Ws, bs):
        Hs.append(H)
        Zs.append(H @ W.T + b)
        H = phi(Zs[-1])
    for k in range(L - 1, -1, -1):
        G = G if k == L - 1 else G * phi.derivative(Zs[k])
        bars[f"W{k + 1}_bar"], bars[f"b{k + 1}_bar"], G = G.T @ Hs[k], G.sum(0), G @ Ws[k]
    return Zs[-1], bars
