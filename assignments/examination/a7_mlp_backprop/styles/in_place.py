"""Arrays made once and filled; operators in place, on the author's own arrays only."""
# ruff: noqa  (cells of a notebook, as students write them)


# %% a7-shapes
def shapes(N, D, H, K):
    places = {}
    for name in "Z1 Z1_bar H".split():
        places[name] = (N, H)
    for name in "Y Y_bar".split():
        places[name] = (N, K)
    for end in ("", "_bar"):
        places.update({"W1" + end: (H, D), "b1" + end: (H,), "W2" + end: (K, H), "b2" + end: (K,)})
    places["X"] = (N, D)
    return places


# %% a7-forward-222
def forward_222(x, params, phi):
    z = params["b1"].copy()
    for j in range(2):
        z += params["W1"][:, j] * x[j]
    h = phi(z)
    y = params["b2"].copy()
    for i in range(2):
        y += params["W2"][:, i] * h[i]
    return z, h, y


# %% a7-bars-222
def bars_222(x, t, params, phi):
    z, h, y = forward_222(x, params, phi)
    y -= t
    h_bar = np.zeros(2)
    for k in range(2):
        h_bar += y[k] * params["W2"][k]
    z_bar = phi.derivative(z)
    z_bar *= h_bar
    W2_bar, W1_bar = np.empty((2, 2)), np.empty((2, 2))
    np.multiply(y[:, None], h, out=W2_bar)
    np.multiply(z_bar[:, None], x, out=W1_bar)
    return {
        "y_bar": y, "W2_bar": W2_bar, "b2_bar": y, "h_bar": h_bar, "z_bar": z_bar, "W1_bar": W1_bar, "b1_bar": z_bar,
    }  # fmt: skip


# %% a7-forward
def mlp_forward(X, params, phi):
    Z = np.empty((len(X), len(params["b1"])))
    np.matmul(X, params["W1"].T, out=Z)
    Z += params["b1"]
    H = np.array(phi(Z))
    Y = np.empty((len(X), len(params["b2"])))
    np.matmul(H, params["W2"].T, out=Y)
    Y += params["b2"]
    return Y, {"X": X.copy(), "Z": Z, "H": H, "phi": phi}


# %% a7-backward
def mlp_backward(Y_bar, cache, params):
    bars = {name + "_bar": np.zeros(value.shape) for name, value in params.items()}
    bars["W2_bar"] += Y_bar.T @ cache["H"]
    Y_bar.sum(axis=0, out=bars["b2_bar"])
    S = Y_bar @ params["W2"]
    S *= cache["phi"].derivative(cache["Z"])
    np.matmul(S.T, cache["X"], out=bars["W1_bar"])
    S.sum(axis=0, out=bars["b1_bar"])
    return bars


# %% a7-squared-error
def squared_error(Y, T):
    R = Y.copy()
    R -= T
    cost = np.vdot(R, R) / (2 * len(R))
    R /= len(R)
    return cost, R


# %% a7-logistic-ce
def logistic_ce(Z, T):
    S = np.abs(Z)
    np.negative(S, out=S)
    np.exp(S, out=S)
    cost = (np.log1p(S) + np.maximum(Z, 0) - Z * T).sum() / len(Z)
    P = 1 / (1 + S)
    P[Z < 0] *= S[Z < 0]
    P -= T
    P /= len(P)
    return cost, P


# %% a7-softmax-ce
def softmax_ce(Z, T):
    P = Z.copy()
    P -= P.max(axis=1)[:, None]
    cost = -(P * T).sum()
    np.exp(P, out=P)
    cost += np.log(P.sum(axis=1)).sum()
    P /= P.sum(axis=1)[:, None]
    P -= T
    P /= len(P)
    return cost / len(P), P


# %% a7-weight-decay
def add_weight_decay(cost, bars, params, lam):
    new = {name: bar.copy() for name, bar in bars.items()}
    for name in ("W1", "W2"):
        new[name + "_bar"] += lam * params[name]
        cost += 0.5 * lam * np.sum(params[name] ** 2)
    return cost, new


# %% a7-grad-check
def grad_check(f, params, grads, rng, h=1e-5):
    rng = np.random.default_rng(rng)
    own = {name: value.copy() for name, value in params.items()}
    report = {}
    for name, x in own.items():
        G = np.zeros(x.shape)
        flat, slopes = x.reshape(-1), G.reshape(-1)
        for place in range(x.size):
            kept = flat[place]
            flat[place] = kept + h
            slopes[place] = f(own)
            flat[place] = kept - h
            slopes[place] -= f(own)
            flat[place] = kept
        G /= 2 * h
        g, worst = grads[name + "_bar"], 0.0
        kept = x.copy()
        for _ in range(5):
            v = rng.standard_normal(x.shape)
            x[...] = kept + h * v
            slope = f(own)
            x[...] = kept - h * v
            slope -= f(own)
            x[...] = kept
            slope /= 2 * h
            worst = max(worst, abs(slope - np.vdot(g, v)) / (np.linalg.norm(G) * np.linalg.norm(v)))
        G -= g
        report[name] = (np.abs(G).max() / np.abs(G + g).max(), worst)
    return report


# %% a7-residual
def residual_forward(X, params, phi):
    Y, cache = mlp_forward(X, params, phi)
    Y += X
    return Y, cache


def residual_backward(Y_bar, cache, params):
    bars = mlp_backward(Y_bar, cache, params)
    X_bar = Y_bar.copy()
    X_bar += ((Y_bar @ params["W2"]) * cache["phi"].derivative(cache["Z"])) @ params["W1"]
    bars["X_bar"] = X_bar
    return bars


# %% a7-deep
def deep_bars(X, Y_bar, params, phi):
    stack, bars, H = [], {}, X
    depth = max(int(name[1:]) for name in params)
    for k in range(1, depth + 1):
        Z = H @ params[f"W{k}"].T
        Z += params[f"b{k}"]
        stack.append((k, H, None if k == depth else Z))
        H = Z if k == depth else phi(Z)
    G = Y_bar.copy()
    while stack:
        k, H_in, Z = stack.pop()
        if Z is not None:
            G *= phi.derivative(Z)
        bars[f"W{k}_bar"], bars[f"b{k}_bar"] = G.T @ H_in, G.sum(axis=0)
        G = G @ params[f"W{k}"]
    return H, bars
