# ruff: noqa: F821 (outputs, cost_and_bars and relu come from the notebook's first cell)
"""Small classes."""

import numpy as np


# %% a8-split
class Lottery:
    def __init__(self, rng):
        self.rng = np.random.default_rng(rng)

    def draw(self, rows, share):
        rows = self.rng.permutation(rows)
        n = int(share * len(rows) + 0.5)
        return list(rows[n:]), list(rows[:n])


def split(X, labels, share, rng):
    lottery, train, test = Lottery(rng), [], []
    for k in sorted(set(labels.tolist())):
        more_train, more_test = lottery.draw(np.where(labels == k)[0], share)
        train += more_train
        test += more_test
    return X[train], labels[train], X[test], labels[test]


# %% a8-scale
class Scaler:
    white = 255

    def __call__(self, pixels):
        return np.true_divide(pixels, self.white)


scale = Scaler()


# %% a8-train
class Descent:
    def __init__(self, params, rate, lam):
        self.params = {name: value.copy() for name, value in params.items()}
        self.rate, self.lam = rate, lam

    def step(self, X, T):
        bars = cost_and_bars(self.params, X, T)[1]
        for name in self.params:
            v = bars[f"{name}_bar"]
            if self.params[name].ndim == 2:
                v = v + self.lam * self.params[name]
            self.params[name] = self.params[name] - self.rate * v


def train(params, X, T, learning_rate, epochs, batch_size, rng, lam=0.0):
    rng = np.random.default_rng(rng)
    descent = Descent(params, learning_rate, lam)
    history = [cost_and_bars(descent.params, X, T)[0]]
    for _ in range(epochs):
        together = rng.permutation(np.hstack([X, T]))
        X_mixed, T_mixed = together[:, : X.shape[1]], together[:, X.shape[1] :]
        for k in range(0, len(X), batch_size):
            descent.step(X_mixed[k : k + batch_size], T_mixed[k : k + batch_size])
        history.append(cost_and_bars(descent.params, X, T)[0])
    return descent.params, history


# %% a8-accuracy
class Score:
    def __init__(self):
        self.right = self.seen = 0

    def add(self, y, label):
        self.right += int(y.argmax() == label)
        self.seen += 1


def accuracy(params, X, labels):
    score = Score()
    for x, label in zip(X, labels, strict=True):
        score.add(outputs(params, x[None])[0], label)
    return score.right / score.seen


# %% a8-grid
class Sheet:
    def __init__(self, k):
        self.k, self.picture = k, np.zeros((28 * k, 28 * k))

    def put(self, unit, w):
        row, column = divmod(unit, self.k)
        self.picture[28 * row :, 28 * column :][:28, :28] = w.reshape(28, 28)


def filter_grid(W1, k):
    sheet = Sheet(k)
    for unit in range(k * k):
        sheet.put(unit, W1[unit])
    return sheet.picture, max(sheet.picture.max(), -sheet.picture.min())


# %% a8-evidence
class Unit:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def products(self, x):
        return np.reshape(self.w * x, (28, 28))


def evidence(x, w, b):
    unit = Unit(w, b)
    return unit.products(x), float(unit.products(x).sum() + unit.b)


# %% a8-drops
class Net:
    def __init__(self, params):
        self.params = params

    def without(self, j):
        rest = {name: np.delete(self.params[name], j, axis=0) for name in ("W1", "b1")}
        return {**rest, "W2": np.delete(self.params["W2"], j, axis=1), "b2": self.params["b2"]}


def accuracy_drops(params, X, labels):
    net = Net(params)
    whole = accuracy(params, X, labels)
    return np.array([whole - accuracy(net.without(j), X, labels) for j in range(len(params["b1"]))])
