"""A named tuple for a cache, and short private functions for what returns twice."""
# ruff: noqa  (cells of a notebook, as students write them)

# %% a7-shapes
from collections import namedtuple

Sizes = namedtuple("Sizes", "N D H K")


def shapes(N, D, H, K):
    s = Sizes(N, D, H, K)
    hidden, out = (s.N, s.H), (s.N, s.K)
    first, second = [("W1", (s.H, s.D)), ("b1", (s.H,))], [("W2", (s.K, s.H)), ("b2", (s.K,))]
    parameters = first + second
    bars = [(name + "_bar", shape) for name, shape in parameters]
    rest = [("X", (s.N, s.D)), ("Z1", hidden), ("H", hidden), ("Z1_bar", hidden), ("Y", out), ("Y_bar", out)]
    return dict(parameters + bars + rest)


# %% a7-forward-222
Pass = namedtuple("Pass", ["z", "h", "y"])


def forward_222(x, params, phi):
    (w11, w12), (w21, w22) = params["W1"]
    (v11, v12), (v21, v22) = params["W2"]
    b, c = params["b1"], params["b2"]
    z1, z2 = w11 * x[0] + w12 * x[1] + b[0], w21 * x[0] + w22 * x[1] + b[1]
    h1, h2 = phi(z1), phi(z2)
    return Pass([z1, z2], [h1, h2], [v11 * h1 + v12 * h2 + c[0], v21 * h1 + v22 * h2 + c[1]])


# %% a7-bars-222
def bars_222(x, t, params, phi):
    run = forward_222(x, params, phi)
    (v11, v12), (v21, v22) = params["W2"]
    y1, y2 = run.y[0] - t[0], run.y[1] - t[1]
    h1, h2 = y1 * v11 + y2 * v21, y1 * v12 + y2 * v22
    z1, z2 = h1 * phi.derivative(run.z[0]), h2 * phi.derivative(run.z[1])
    return {
        "y_bar": np.array([y1, y2]),
        "W2_bar": np.array([[y1 * run.h[0], y1 * run.h[1]], [y2 * run.h[0], y2 * run.h[1]]]),
        "b2_bar": np.array([y1, y2]),
        "h_bar": np.array([h1, h2]),
        "z_bar": np.array([z1, z2]),
        "W1_bar": np.array([[z1 * x[0], z1 * x[1]], [z2 * x[0], z2 * x[1]]]),
        "b1_bar": np.array([z1, z2]),
    }


# %% a7-forward
Cache = namedtuple("Cache", "inputs before after slope")


def mlp_forward(X, params, phi):
    before = X.dot(params["W1"].T) + params["b1"]
    after = phi(before)
    return after.dot(params["W2"].T) + params["b2"], Cache(X, before, after, phi.derivative)


# %% a7-backward
def mlp_backward(Y_bar, cache, params):
    Z_bar = Y_bar.dot(params["W2"]) * cache.slope(cache.before)
    blocks = {"2": (Y_bar, cache.after), "1": (Z_bar, cache.inputs)}
    bars = {}
    for layer, (bar, inputs) in blocks.items():
        bars["W" + layer + "_bar"] = bar.T.dot(inputs)
        bars["b" + layer + "_bar"] = bar.T.dot(np.ones(len(inputs)))
    return bars


# %% a7-squared-error
Loss = namedtuple("Loss", "cost bar")


def squared_error(Y, T):
    return Loss(np.square(Y - T).sum() / (2 * len(Y)), np.subtract(Y, T) / len(Y))


# %% a7-logistic-ce
def logistic_ce(Z, T):
    small = np.exp(-np.abs(Z))
    sigma = np.where(Z < 0, small / (1 + small), 1 / (1 + small))
    signed = np.where(T == 1, -Z, Z)
    losses = np.log1p(small) + signed.clip(min=0)
    return Loss(losses.sum() / Z.shape[0], (sigma - T) / Z.shape[0])


# %% a7-softmax-ce
def softmax_ce(Z, T):
    rows = np.arange(len(Z))
    labels = T.argmax(axis=1)
    Z = Z - Z.max(axis=1)[:, np.newaxis]
    log_sums = np.log(np.exp(Z).sum(axis=1))
    bar = np.exp(Z - log_sums[:, np.newaxis])
    bar[rows, labels] -= 1
    return Loss(np.mean(log_sums - Z[rows, labels]), bar / len(Z))


# %% a7-weight-decay
def add_weight_decay(cost, bars, params, lam):
    def share(name):
        return lam * params[name]

    penalty = sum(np.vdot(params[name], share(name)) for name in ("W1", "W2")) / 2
    return Loss(cost + penalty, {**bars, **{name + "_bar": bars[name + "_bar"] + share(name) for name in ("W1", "W2")}})


# %% a7-grad-check
Errors = namedtuple("Errors", "coordinate direction")


def grad_check(f, params, grads, rng, h=1e-5):
    rng = np.random.default_rng(rng)

    def slope(name, v):
        plus, minus = dict(params), dict(params)
        plus[name], minus[name] = params[name] + h * v, params[name] - h * v
        return (f(plus) - f(minus)) / (h + h)

    def errors(name):
        g = grads[name + "_bar"]
        units = np.identity(g.size).reshape((g.size,) + g.shape)
        G = np.array([slope(name, unit) for unit in units]).reshape(g.shape)
        vs = [rng.standard_normal(g.shape) for _ in range(5)]
        far = max(abs(slope(name, v) - np.vdot(g, v)) / np.linalg.norm(v) for v in vs)
        return Errors(np.abs(g - G).max() / np.abs(G).max(), far / np.linalg.norm(G))

    return {name: errors(name) for name in params}


# %% a7-residual
def residual_forward(X, params, phi):
    Y, cache = mlp_forward(X, params, phi)
    return np.add(X, Y), cache


def residual_backward(Y_bar, cache, params):
    Z_bar = Y_bar.dot(params["W2"]) * cache.slope(cache.before)
    return {**mlp_backward(Y_bar, cache, params), "X_bar": Z_bar.dot(params["W1"]) + Y_bar}


# %% a7-deep
Layer = namedtuple("Layer", "W b inputs z")


def deep_bars(X, Y_bar, params, phi):
    layers, Y = [], X
    for k in range(len(params) // 2):
        W, b = params[f"W{k + 1}"], params[f"b{k + 1}"]
        inputs = Y if k == 0 else phi(Y)
        Y = inputs @ W.T + b
        layers.append(Layer(W, b, inputs, Y))
    bars, bar = {}, Y_bar
    for k, layer in reversed(list(enumerate(layers, 1))):
        if layer is not layers[-1]:
            bar = bar * phi.derivative(layer.z)
        bars[f"W{k}_bar"], bars[f"b{k}_bar"] = bar.T @ layer.inputs, bar.sum(axis=0)
        bar = bar @ layer.W
    return Y, bars
