# ruff: noqa: F821 (outputs, cost_and_bars and relu come from the notebook's first cell)
"""Arrays that are made once and then filled."""

import numpy as np


# %% a8-split
def split(X, labels, share, rng):
    rng = np.random.default_rng(rng)
    in_test = np.zeros(len(labels), dtype=bool)
    for k in np.unique(labels):
        rows = np.flatnonzero(labels == k)
        rng.shuffle(rows)
        in_test[rows[: round(share * rows.size)]] = True
    return X[~in_test], labels[~in_test], X[in_test], labels[in_test]


# %% a8-scale
def scale(pixels):
    X = np.empty(pixels.shape)
    X[...] = pixels
    X /= 255
    return X


# %% a8-train
def train(params, X, T, learning_rate, epochs, batch_size, rng, lam=0.0):
    rng = np.random.default_rng(rng)
    new = {name: np.array(value) for name, value in params.items()}
    history = np.empty(epochs + 1)
    history[0] = cost_and_bars(new, X, T)[0]
    rows = np.arange(len(X))
    for epoch in range(epochs):
        rng.shuffle(rows)
        for k in range(0, len(rows), batch_size):
            batch = rows[k : k + batch_size]
            bars = cost_and_bars(new, X[batch], T[batch])[1]
            new["W1"] *= 1 - learning_rate * lam
            new["W2"] *= 1 - learning_rate * lam
            for name, value in new.items():
                value -= learning_rate * bars[name + "_bar"]
        history[epoch + 1] = cost_and_bars(new, X, T)[0]
    return new, history


# %% a8-accuracy
def accuracy(params, X, labels):
    hits = np.zeros(len(X))
    np.equal(np.argmax(outputs(params, X), 1), labels, out=hits)
    return float(hits.mean())


# %% a8-grid
def filter_grid(W1, k):
    grid = np.empty((28 * k, 28 * k))
    for row in range(k):
        for column in range(k):
            grid[28 * row : 28 * (row + 1), 28 * column : 28 * (column + 1)] = W1[k * row + column].reshape(28, 28)
    return grid, float(np.abs(grid).max())


# %% a8-evidence
def evidence(x, w, b):
    product = w.reshape(28, 28).copy()
    product *= x.reshape(28, 28)
    return product, float(np.dot(w, x)) + b


# %% a8-drops
def accuracy_drops(params, X, labels):
    without = {name: value.copy() for name, value in params.items()}
    drops = np.full(len(params["b1"]), accuracy(params, X, labels))
    for j in range(len(drops)):
        without["W2"][:, j] = 0
        drops[j] -= accuracy(without, X, labels)
        without["W2"][:, j] = params["W2"][:, j]
    return drops
