"""Generators, closures and reduce; the cache is a function."""
# ruff: noqa  (cells of a notebook, as students write them)

# %% a7-shapes
from functools import partial, reduce


def shapes(N, D, H, K):
    def listed():
        widths = (D, H, K)
        for layer, (units_in, units_out) in enumerate(zip(widths, widths[1:]), 1):
            for end in ("", "_bar"):
                yield f"W{layer}{end}", (units_out, units_in)
                yield f"b{layer}{end}", (units_out,)
        yield from (("X", (N, D)), ("Z1", (N, H)), ("H", (N, H)), ("Y", (N, K)), ("Y_bar", (N, K)), ("Z1_bar", (N, H)))

    return dict(listed())


# %% a7-forward-222
def forward_222(x, params, phi):
    def layer(W, b, inputs):
        for row, bias in zip(W, b):
            yield reduce(lambda total, pair: total + pair[0] * pair[1], zip(row, inputs), bias)

    z = np.fromiter(layer(params["W1"], params["b1"], x), float)
    h = np.fromiter(map(phi, z), float)
    return z, h, np.fromiter(layer(params["W2"], params["b2"], h), float)


# %% a7-bars-222
def bars_222(x, t, params, phi):
    z, h, y = forward_222(x, params, phi)

    def steps():
        y_bar = y - t
        yield from (("y_bar", y_bar), ("W2_bar", y_bar[:, None] @ h[None]), ("b2_bar", y_bar))
        h_bar = y_bar.dot(params["W2"])
        yield "h_bar", h_bar
        z_bar = phi.derivative(z) * h_bar
        yield from (("z_bar", z_bar), ("W1_bar", z_bar[:, None] @ x[None]), ("b1_bar", z_bar))

    return dict(steps())


# %% a7-forward
def mlp_forward(X, params, phi):
    Z = X @ params["W1"].T + params["b1"]
    H = phi(Z)

    def way_back(Y_bar, W2):
        yield "W2_bar", Y_bar.T @ H
        yield "b2_bar", np.add.reduce(Y_bar)
        Z_bar = Y_bar @ W2 * phi.derivative(Z)
        yield "W1_bar", Z_bar.T @ X
        yield "b1_bar", np.add.reduce(Z_bar)

    return H @ params["W2"].T + params["b2"], way_back


# %% a7-backward
def mlp_backward(Y_bar, cache, params):
    return dict(cache(Y_bar, params["W2"]))


# %% a7-squared-error
def squared_error(Y, T):
    losses = (0.5 * float((y - t) @ (y - t)) for y, t in zip(Y, T))
    return sum(losses) / len(Y), np.vstack([(y - t) / len(Y) for y, t in zip(Y, T)])


# %% a7-logistic-ce
def log_sigma(z):
    return -np.logaddexp(0.0, -z)


def logistic_ce(Z, T):
    losses = (-(t * log_sigma(z) + (1 - t) * log_sigma(-z)).sum() for z, t in zip(Z, T))
    return sum(losses) / len(Z), (np.exp(log_sigma(Z)) - T) * (1 / len(Z))


# %% a7-softmax-ce
def softmax_ce(Z, T):
    def examples():
        for z, t in zip(Z, T):
            log_y = z - np.logaddexp.reduce(z)
            yield -(t @ log_y), np.exp(log_y) - t

    losses, bars = zip(*examples())
    return np.mean(losses), np.stack(bars) / len(Z)


# %% a7-weight-decay
def add_weight_decay(cost, bars, params, lam):
    decayed = ((name, bars[name] + lam * params[name[:2]] if name.startswith("W") else +bars[name]) for name in bars)
    squares = (np.sum(params[name] * params[name]) for name in ("W1", "W2"))
    return reduce(lambda total, square: total + lam * square / 2, squares, cost), dict(decayed)


# %% a7-grad-check
def grad_check(f, params, grads, rng, h=1e-5):
    rng = np.random.default_rng(rng)

    def slope(name, v):
        return reduce(lambda total, s: total + s * f({**params, name: params[name] + s * h * v}), (1, -1), 0.0) / 2 / h

    def both(name):
        g, along = grads[f"{name}_bar"], partial(slope, name)
        G = np.fromiter((along(np.eye(1, g.size, i).reshape(g.shape)) for i in range(g.size)), float).reshape(g.shape)
        yield np.ptp([0, np.abs(G - g).max()]) / np.abs(G).max()
        vs = (rng.standard_normal(g.shape) for _ in range(5))
        yield max(abs(along(v) - np.sum(g * v)) / (np.linalg.norm(G) * np.linalg.norm(v)) for v in vs)

    return {name: tuple(both(name)) for name in params}


# %% a7-residual
def residual_forward(X, params, phi):
    Y, way_back = mlp_forward(X, params, phi)
    return X + Y, (way_back, phi.derivative(X @ params["W1"].T + params["b1"]))


def residual_backward(Y_bar, cache, params):
    way_back, slope = cache
    return {**dict(way_back(Y_bar, params["W2"])), "X_bar": Y_bar + (Y_bar @ params["W2"] * slope) @ params["W1"]}


# %% a7-deep
def deep_bars(X, Y_bar, params, phi):
    L = len(params) // 2

    def step(state, k):
        H, back = state
        W, b = params[f"W{k}"], params[f"b{k}"]
        Z = H @ W.T + b

        def further(bar):
            Z_bar = bar if k == L else bar * phi.derivative(Z)
            return {f"W{k}_bar": Z_bar.T @ H, f"b{k}_bar": Z_bar.sum(axis=0), **back(Z_bar @ W)}

        return (Z if k == L else phi(Z)), further

    Y, back = reduce(step, range(1, L + 1), (X, lambda bar: {}))
    return Y, back(Y_bar)
