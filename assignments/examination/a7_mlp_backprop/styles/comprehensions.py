"""Lists of lists, turned into arrays at the very end."""
# ruff: noqa  (cells of a notebook, as students write them)


# %% a7-shapes
def shapes(N, D, H, K):
    return {
        **{name: (N, size) for name, size in zip(["X", "Z1", "H", "Y", "Y_bar", "Z1_bar"], [D, H, H, K, K, H])},
        **{f"W{layer}{end}": pair for end in ("", "_bar") for layer, pair in ((1, (H, D)), (2, (K, H)))},
        **{f"b{layer}{end}": (size,) for end in ("", "_bar") for layer, size in ((1, H), (2, K))},
    }


# %% a7-forward-222
def dot(u, v):
    return sum(a * b for a, b in zip(u, v))


def forward_222(x, params, phi):
    z = np.array([dot(w, x) + b for w, b in zip(params["W1"].tolist(), params["b1"].tolist())])
    h = np.array([phi(z_i) for z_i in z])
    return z, h, np.array([dot(w, h) + b for w, b in zip(params["W2"], params["b2"])])


# %% a7-bars-222
def bars_222(x, t, params, phi):
    z, h, y = forward_222(x, params, phi)
    y_bar = [a - b for a, b in zip(y, t)]
    h_bar = [dot(y_bar, column) for column in zip(*params["W2"])]
    z_bar = [a * phi.derivative(b) for a, b in zip(h_bar, z)]
    lists = {
        "y_bar": y_bar,
        "W2_bar": [[a * b for b in h] for a in y_bar],
        "b2_bar": y_bar,
        "h_bar": h_bar,
        "z_bar": z_bar,
        "W1_bar": [[a * b for b in x] for a in z_bar],
        "b1_bar": z_bar,
    }
    return {name: np.array(values) for name, values in lists.items()}


# %% a7-forward
def matmul(A, B):
    """Return A B^T for lists of rows."""
    return [[sum(a * b for a, b in zip(row, other)) for other in B] for row in A]


def mlp_forward(X, params, phi):
    lists = {name: value.tolist() for name, value in params.items()}
    Z = [[z + b for z, b in zip(row, lists["b1"])] for row in matmul(X.tolist(), lists["W1"])]
    H = [[float(phi(z)) for z in row] for row in Z]
    Y = [[y + b for y, b in zip(row, lists["b2"])] for row in matmul(H, lists["W2"])]
    return np.array(Y), {"X": X.tolist(), "H": H, "slopes": [[float(phi.derivative(z)) for z in row] for row in Z]}


# %% a7-backward
def turned(A):
    return [list(column) for column in zip(*A)]


def mlp_backward(Y_bar, cache, params):
    Y_bar = Y_bar.tolist()
    back = matmul(Y_bar, turned(params["W2"].tolist()))
    Z_bar = [[a * s for a, s in zip(*rows)] for rows in zip(back, cache["slopes"])]
    lists = {
        "W2_bar": matmul(turned(Y_bar), turned(cache["H"])),
        "b2_bar": [sum(column) for column in turned(Y_bar)],
        "W1_bar": matmul(turned(Z_bar), turned(cache["X"])),
        "b1_bar": [sum(column) for column in turned(Z_bar)],
    }
    return {name: np.array(values) for name, values in lists.items()}


# %% a7-squared-error
def squared_error(Y, T):
    residuals = [[y - t for y, t in zip(*rows)] for rows in zip(Y.tolist(), T.tolist())]
    return sum(r * r for row in residuals for r in row) / 2 / len(Y), np.array(residuals) / len(Y)


# %% a7-logistic-ce
import math


def logistic_ce(Z, T):
    def loss(z, t):
        return max(z, 0) - z * t + math.log1p(math.exp(-abs(z)))

    def bar(z, t):
        return (0.5 * (1 + math.tanh(z / 2)) - t) / len(Z)

    pairs = [list(zip(*rows)) for rows in zip(Z.tolist(), T.tolist())]
    cost = math.fsum(loss(z, t) for row in pairs for z, t in row) / len(Z)
    return cost, np.array([[bar(z, t) for z, t in row] for row in pairs])


# %% a7-softmax-ce
def softmax_ce(Z, T):
    losses, bars = [], []
    for z, t in zip(Z.tolist(), T.tolist()):
        top = max(z)
        e = [math.exp(a - top) for a in z]
        losses.append(math.log(sum(e)) + top - sum(a * b for a, b in zip(z, t)))
        bars.append([(a / sum(e) - b) / len(Z) for a, b in zip(e, t)])
    return sum(losses) / len(losses), np.array(bars)


# %% a7-weight-decay
def add_weight_decay(cost, bars, params, lam):
    weights = [name for name in params if "W" in name]
    cost += lam / 2 * sum(w**2 for name in weights for row in params[name].tolist() for w in row)
    return cost, {f"{name}_bar": bars[f"{name}_bar"] + lam * params[name] * (name in weights) for name in params}


# %% a7-grad-check
def grad_check(f, params, grads, rng, h=1e-5):
    rng = np.random.default_rng(rng)
    report = {}
    for name, x in params.items():

        def slope(v):
            values = [f({**params, name: x + sign * h * v}) for sign in (1, -1)]
            return (values[0] - values[1]) / (2 * h)

        basis = [(np.arange(x.size) == i).astype(float).reshape(x.shape) for i in range(x.size)]
        G, g = [slope(v) for v in basis], grads[f"{name}_bar"].ravel().tolist()
        size = math.sqrt(sum(a * a for a in G))
        gaps = []
        for v in (rng.standard_normal(x.shape) for _ in range(5)):
            claimed = sum(a * b for a, b in zip(g, v.ravel().tolist()))
            gaps.append(abs(slope(v) - claimed) / size / math.sqrt(sum(a * a for a in v.ravel().tolist())))
        report[name] = (max(abs(a - b) for a, b in zip(G, g)) / max(map(abs, G)), max(gaps))
    return report


# %% a7-residual
def residual_forward(X, params, phi):
    Y, cache = mlp_forward(X, params, phi)
    return np.array([[x + y for x, y in zip(*rows)] for rows in zip(X, Y)]), cache


def residual_backward(Y_bar, cache, params):
    back = matmul(Y_bar.tolist(), turned(params["W2"].tolist()))
    Z_bar = [[a * s for a, s in zip(*rows)] for rows in zip(back, cache["slopes"])]
    through = matmul(Z_bar, turned(params["W1"].tolist()))
    return {**mlp_backward(Y_bar, cache, params), "X_bar": Y_bar + np.array(through)}


# %% a7-deep
def deep_bars(X, Y_bar, params, phi):
    L = len(params) // 2
    H, slopes = [X], []
    for k in range(1, L + 1):
        Z = np.array(matmul(H[-1], params[f"W{k}"])) + params[f"b{k}"]
        H.append(Z if k == L else phi(Z))
        slopes.append(1 if k == L else phi.derivative(Z))
    bars, bar = {}, Y_bar
    for k in range(L, 0, -1):
        bar = bar * slopes[k - 1]
        bars[f"W{k}_bar"] = np.array(
            [[sum(bar[:, o] * H[k - 1][:, i]) for i in range(H[k - 1].shape[1])] for o in range(bar.shape[1])]
        )
        bars[f"b{k}_bar"] = np.array([sum(column) for column in bar.T])
        bar = bar @ params[f"W{k}"]
    return H[-1], bars
