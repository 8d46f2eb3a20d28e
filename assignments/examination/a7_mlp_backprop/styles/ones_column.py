"""Biases as weights of an input that is always 1."""
# ruff: noqa  (cells of a notebook, as students write them)


# %% a7-shapes
def shapes(N, D, H, K):
    places = dict(X=(N, D), Y=(N, K), H=(N, H), Z1=(N, H), W1=(H, D), W2=(K, H), b1=(H,), b2=(K,))
    return places | {name + "_bar": places[name] for name in ("Y", "Z1", "W1", "W2", "b1", "b2")}


# %% a7-forward-222
def forward_222(x, params, phi):
    V1, V2 = np.c_[params["W1"], params["b1"]], np.c_[params["W2"], params["b2"]]
    z = V1 @ np.append(x, 1)
    h = phi(z)
    return z, h, V2 @ np.append(h, 1)


# %% a7-bars-222
def bars_222(x, t, params, phi):
    z, h, y = forward_222(x, params, phi)
    y_bar = y - t
    V2_bar = np.outer(y_bar, np.append(h, 1))
    h_bar = y_bar @ params["W2"]
    z_bar = h_bar * phi.derivative(z)
    V1_bar = np.outer(z_bar, np.append(x, 1))
    return {
        "y_bar": y_bar, "h_bar": h_bar, "z_bar": z_bar,
        "W2_bar": V2_bar[:, :2], "b2_bar": V2_bar[:, 2], "W1_bar": V1_bar[:, :2], "b1_bar": V1_bar[:, 2],
    }  # fmt: skip


# %% a7-forward
def with_ones(A):
    return np.hstack([A, np.ones((len(A), 1))])


def mlp_forward(X, params, phi):
    X1 = with_ones(X)
    Z = X1 @ np.column_stack([params["W1"], params["b1"]]).T
    H1 = with_ones(phi(Z))
    return H1 @ np.column_stack([params["W2"], params["b2"]]).T, (X1, H1, phi.derivative(Z))


# %% a7-backward
def mlp_backward(Y_bar, cache, params):
    X1, H1, slope = cache
    V2_bar = Y_bar.T @ H1
    V1_bar = (Y_bar @ params["W2"] * slope).T @ X1
    return {"W1_bar": V1_bar[:, :-1], "b1_bar": V1_bar[:, -1], "W2_bar": V2_bar[:, :-1], "b2_bar": V2_bar[:, -1]}


# %% a7-squared-error
def squared_error(Y, T):
    weights = np.full(len(Y), 1 / len(Y))
    return weights @ (0.5 * (Y - T) ** 2) @ np.ones(Y.shape[1]), weights[:, None] * (Y - T)


# %% a7-logistic-ce
def logistic_ce(Z, T):
    weights = np.full((len(Z), 1), 1 / len(Z))
    y = np.exp(np.minimum(Z, 0)) / (1 + np.exp(-np.abs(Z)))
    return np.sum(weights * (np.logaddexp(Z, 0) - T * Z)), weights * (y - T)


# %% a7-softmax-ce
def softmax_ce(Z, T):
    weights = np.full((len(Z), 1), 1 / len(Z))
    right = (Z * T).sum(axis=1, keepdims=True)
    top = Z.max(axis=1, keepdims=True)
    e = np.exp(Z - top)
    y = e / (e @ np.ones((Z.shape[1], 1)))
    cost = weights * (top - right + np.log(e.sum(axis=1, keepdims=True)))
    return cost.sum(), weights * (y - T)


# %% a7-weight-decay
def add_weight_decay(cost, bars, params, lam):
    flat = np.concatenate([params["W1"].ravel(), params["W2"].ravel()])
    new = dict(bars)
    new["W1_bar"] = new["W1_bar"] + lam * params["W1"]
    new["W2_bar"] = new["W2_bar"] + lam * params["W2"]
    return cost + lam * (flat @ flat) / 2, new


# %% a7-grad-check
def grad_check(f, params, grads, rng, h=1e-5):
    rng = np.random.default_rng(rng)
    names = list(params)
    sizes = [params[name].size for name in names]
    ends = np.cumsum(sizes)
    flat = np.concatenate([params[name].ravel() for name in names])

    def value(vector):
        pieces = np.split(vector, ends[:-1])
        return f({name: piece.reshape(params[name].shape) for name, piece in zip(names, pieces)})

    def slope(v):
        return (value(flat + h * v) - value(flat - h * v)) / (2 * h)

    report = {}
    for name, start, stop in zip(names, ends - sizes, ends):
        g = grads[f"{name}_bar"].ravel()
        G = np.array([slope(np.eye(1, flat.size, place)[0]) for place in range(start, stop)])
        worst = 0
        for _ in range(5):
            v = np.zeros(flat.size)
            v[start:stop] = rng.standard_normal(stop - start)
            worst = max(worst, np.abs(slope(v) - g @ v[start:stop]) / np.sqrt((G @ G) * (v @ v)))
        report[name] = (np.abs(G - g).max() / np.abs(G).max(), worst)
    return report


# %% a7-residual
def residual_forward(X, params, phi):
    Y, cache = mlp_forward(X, params, phi)
    return Y + cache[0][:, :-1], cache


def residual_backward(Y_bar, cache, params):
    through = (Y_bar @ params["W2"] * cache[2]) @ params["W1"]
    return {**mlp_backward(Y_bar, cache, params), "X_bar": np.sum([Y_bar, through], axis=0)}


# %% a7-deep
def deep_bars(X, Y_bar, params, phi):
    L = len(params) // 2
    V = [np.c_[params[f"W{k}"], params[f"b{k}"]] for k in range(1, L + 1)]
    A, Z = [with_ones(X)], []
    for k in range(L):
        Z.append(A[k] @ V[k].T)
        A.append(with_ones(phi(Z[k])))
    bars, bar = {}, Y_bar
    for k in range(L)[::-1]:
        V_bar = bar.T @ A[k]
        bars[f"W{k + 1}_bar"], bars[f"b{k + 1}_bar"] = V_bar[:, :-1], V_bar[:, -1]
        if k:
            bar = (bar @ V[k])[:, :-1] * phi.derivative(Z[k - 1])
    return Z[-1], bars
