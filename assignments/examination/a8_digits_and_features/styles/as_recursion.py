# ruff: noqa: F821 (outputs, cost_and_bars and relu come from the notebook's first cell)
"""Functions that call themselves, and other ways round."""

import numpy as np


# %% a8-split
def split(X, labels, share, rng):
    rng = np.random.default_rng(rng)
    digits = list(dict.fromkeys(labels.tolist()))
    if len(digits) == 1:
        order = rng.permutation(len(labels))
        n_train = len(labels) - round(share * len(labels))
        train, test = order[:n_train], order[n_train:]
        return X[train], labels[train], X[test], labels[test]
    mine = labels == digits[0]
    one = split(X[mine], labels[mine], share, rng)
    others = split(X[~mine], labels[~mine], share, rng)
    return tuple(np.concatenate(pair) for pair in zip(one, others, strict=True))


# %% a8-scale
def scale(pixels):
    table = np.arange(256) / 255
    return table[pixels]


# %% a8-train
def train(params, X, T, learning_rate, epochs, batch_size, rng, lam=0.0):
    rng = np.random.default_rng(rng)
    cost = cost_and_bars(params, X, T)[0]
    if epochs == 0:
        return {name: value.copy() for name, value in params.items()}, [cost]

    def through(now, rows):
        if not len(rows):
            return now
        bars = cost_and_bars(now, X[rows[:batch_size]], T[rows[:batch_size]])[1]
        shrink = 1 - learning_rate * lam
        after = {
            "W1": shrink * now["W1"] - learning_rate * bars["W1_bar"],
            "b1": now["b1"] - learning_rate * bars["b1_bar"],
            "W2": shrink * now["W2"] - learning_rate * bars["W2_bar"],
            "b2": now["b2"] - learning_rate * bars["b2_bar"],
        }
        return through(after, rows[batch_size:])

    once = through(params, rng.choice(len(X), len(X), replace=False))
    after, costs = train(once, X, T, learning_rate, epochs - 1, batch_size, rng, lam)
    return after, [cost, *costs]


# %% a8-accuracy
def accuracy(params, X, labels):
    rank = np.argsort(-outputs(params, X), axis=1)
    return 1 - np.count_nonzero(rank[:, 0] != labels) / labels.size


# %% a8-grid
def filter_grid(W1, k):
    block = [[W1[k * row + column].reshape(28, 28) for column in range(k)] for row in range(k)]
    grid = np.block(block)
    return grid, np.linalg.norm(grid.ravel(), np.inf)


# %% a8-evidence
def evidence(x, w, b):
    product = x.reshape(28, 28) * w.reshape(28, 28)
    return product, b + product.sum(axis=1).sum()


# %% a8-drops
def accuracy_drops(params, X, labels, j=0):
    if j == len(params["b1"]):
        return []
    off = params["b1"].copy()
    off[j] = -np.inf
    drop = accuracy(params, X, labels) - accuracy({**params, "b1": off}, X, labels)
    return [drop, *accuracy_drops(params, X, labels, j + 1)]
