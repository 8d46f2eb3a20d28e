"""Layers as objects that remember; the cache is the net itself."""
# ruff: noqa  (cells of a notebook, as students write them)


# %% a7-shapes
class Places(dict):
    def __getitem__(self, name):
        return super().__getitem__(name.removesuffix("_bar"))

    def all(self, *names):
        return {name: self[name] for name in names}


def shapes(N, D, H, K):
    places = Places(X=(N, D), Z1=(N, H), H=(N, H), Y=(N, K), W1=(H, D), b1=(H,), W2=(K, H), b2=(K,))
    return places.all(*places, "Y_bar", "Z1_bar", "W1_bar", "b1_bar", "W2_bar", "b2_bar")


# %% a7-forward-222
class Unit:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def __call__(self, inputs):
        total = self.b
        for weight, value in zip(self.w, inputs):
            total = total + weight * value
        return total


def forward_222(x, params, phi):
    z = [Unit(w, b)(x) for w, b in zip(params["W1"], params["b1"])]
    h = [phi(value) for value in z]
    y = [Unit(w, b)(h) for w, b in zip(params["W2"], params["b2"])]
    return np.array(z), np.array(h), np.array(y)


# %% a7-bars-222
def bars_222(x, t, params, phi):
    z, h, y = forward_222(x, params, phi)
    bars = {"y_bar": y - t, "b2_bar": y - t}
    bars["W2_bar"] = bars["y_bar"].reshape(2, 1) * h.reshape(1, 2)
    bars["h_bar"] = np.array([Unit(column, 0)(bars["y_bar"]) for column in params["W2"].T])
    bars["z_bar"] = bars["b1_bar"] = bars["h_bar"] * phi.derivative(z)
    bars["W1_bar"] = bars["z_bar"].reshape(2, 1) * x.reshape(1, 2)
    return bars


# %% a7-forward
class Linear:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, X):
        self.X = X
        return X @ self.W.T + self.b

    def backward(self, bar):
        self.W_bar, self.b_bar = bar.T @ self.X, bar.sum(axis=0)
        return bar @ self.W


class Phi:
    def __init__(self, phi):
        self.phi = phi

    def forward(self, Z):
        self.Z = Z
        return self.phi(Z)

    def backward(self, bar):
        return bar * self.phi.derivative(self.Z)


class Net:
    def __init__(self, params, phi):
        self.layers = [Linear(params["W1"], params["b1"]), Phi(phi), Linear(params["W2"], params["b2"])]

    def forward(self, X):
        for layer in self.layers:
            X = layer.forward(X)
        return X

    def backward(self, bar):
        for layer in reversed(self.layers):
            bar = layer.backward(bar)
        first, _, last = self.layers
        bars = {"W1_bar": first.W_bar, "b1_bar": first.b_bar, "W2_bar": last.W_bar, "b2_bar": last.b_bar}
        return bars, bar


def mlp_forward(X, params, phi):
    net = Net(params, phi)
    return net.forward(X), net


# %% a7-backward
def mlp_backward(Y_bar, cache, params):
    bars, _ = cache.backward(Y_bar)
    return bars


# %% a7-squared-error
class SquaredError:
    def __init__(self, Y, T):
        self.residual = Y - T

    @property
    def cost(self):
        return np.mean([r @ r / 2 for r in self.residual])

    @property
    def bar(self):
        return self.residual / self.residual.shape[0]


def squared_error(Y, T):
    loss = SquaredError(Y, T)
    return loss.cost, loss.bar


# %% a7-logistic-ce
class Logistic:
    @staticmethod
    def value(z):
        with np.errstate(over="ignore"):
            return 1 / (1 + np.exp(-z))

    @staticmethod
    def log(z):
        return np.minimum(z, 0) - np.log1p(np.exp(-abs(z)))


def logistic_ce(Z, T):
    losses = -T * Logistic.log(Z) - (1 - T) * Logistic.log(-Z)
    return losses.sum(axis=1).mean(), (Logistic.value(Z) - T) / len(Z)


# %% a7-softmax-ce
class Softmax:
    def __init__(self, Z):
        top = np.amax(Z, axis=1, keepdims=True)
        self.log = Z - top - np.log(np.exp(Z - top).sum(axis=1, keepdims=True))
        self.value = np.exp(self.log)


def softmax_ce(Z, T):
    Y = Softmax(Z)
    return -np.sum(T * Y.log) / len(T), (Y.value - T) / len(T)


# %% a7-weight-decay
class WeightDecay:
    def __init__(self, lam):
        self.lam = lam

    def of(self, name, value):
        return self.lam * value if name.startswith("W") else np.zeros_like(value)


def add_weight_decay(cost, bars, params, lam):
    decay = WeightDecay(lam)
    new = {f"{name}_bar": bars[f"{name}_bar"] + decay.of(name, value) for name, value in params.items()}
    return cost + sum((decay.of(name, value) * value).sum() for name, value in params.items()) / 2, new


# %% a7-grad-check
class Slopes:
    def __init__(self, f, params, name, h):
        self.f, self.params, self.name, self.h = f, params, name, h

    def at(self, shift):
        return self.f({key: value + shift if key == self.name else value for key, value in self.params.items()})

    def __call__(self, v):
        return (self.at(self.h * v) - self.at(-self.h * v)) / (2 * self.h)


def grad_check(f, params, grads, rng, h=1e-5):
    rng = np.random.default_rng(rng)
    report = {}
    for name, x in params.items():
        slope, g = Slopes(f, params, name, h), grads[f"{name}_bar"]
        G = np.zeros(x.shape)
        for place, _ in np.ndenumerate(x):
            unit = np.zeros(x.shape)
            unit[place] = 1
            G[place] = slope(unit)
        directions = [rng.standard_normal(x.shape) for _ in range(5)]
        gaps = [abs(slope(v) - np.sum(g * v)) / np.linalg.norm(v) / np.linalg.norm(G) for v in directions]
        report[name] = (np.abs(G - g).max() / np.abs(G).max(), max(gaps))
    return report


# %% a7-residual
class Residual(Net):
    def forward(self, X):
        return X + super().forward(X)

    def backward(self, bar):
        bars, below = super().backward(bar)
        return {**bars, "X_bar": bar + below}


def residual_forward(X, params, phi):
    net = Residual(params, phi)
    return net.forward(X), net


def residual_backward(Y_bar, cache, params):
    return cache.backward(Y_bar)


# %% a7-deep
def deep_bars(X, Y_bar, params, phi):
    layers = []
    for k in range(1, len(params) // 2 + 1):
        layers += [Linear(params[f"W{k}"], params[f"b{k}"]), Phi(phi)]
    layers.pop()
    for layer in layers:
        X = layer.forward(X)
    for layer in reversed(layers):
        Y_bar = layer.backward(Y_bar)
    bars = {}
    for k, layer in enumerate(layers[::2], 1):
        bars[f"W{k}_bar"], bars[f"b{k}_bar"] = layer.W_bar, layer.b_bar
    return X, bars
