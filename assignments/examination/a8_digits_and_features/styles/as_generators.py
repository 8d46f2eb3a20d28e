# ruff: noqa: F821 (outputs, cost_and_bars and relu come from the notebook's first cell)
"""Generators."""

import numpy as np


# %% a8-split
def split(X, labels, share, rng):
    rng = np.random.default_rng(rng)

    def chosen():
        for k in np.unique(labels):
            rows = rng.permutation(np.flatnonzero(labels == k))
            yield from rows[: round(share * len(rows))]

    test = np.fromiter(chosen(), dtype=int)
    train = np.delete(np.arange(len(labels)), test)
    return X[train], labels[train], X[test], labels[test]


# %% a8-scale
def scale(pixels):
    return np.stack([row / 255.0 for row in pixels])


# %% a8-train
def train(params, X, T, learning_rate, epochs, batch_size, rng, lam=0.0):
    def batches(rng):
        order = rng.permutation(len(X))
        yield from (order[k : k + batch_size] for k in range(0, len(X), batch_size))

    def descend(now):
        rng_here = np.random.default_rng(rng)
        yield now
        for _ in range(epochs):
            for rows in batches(rng_here):
                bars = cost_and_bars(now, X[rows], T[rows])[1]
                bars["W1_bar"] = bars["W1_bar"] + lam * now["W1"]
                bars["W2_bar"] = bars["W2_bar"] + lam * now["W2"]
                now = {name: now[name] - learning_rate * bars[f"{name}_bar"] for name in now}
            yield now

    nets = list(descend(params))
    return nets[-1], [cost_and_bars(net, X, T)[0] for net in nets]


# %% a8-accuracy
def accuracy(params, X, labels):
    answers = (max(range(len(y)), key=lambda k, y=y: y[k]) for y in outputs(params, X))
    return np.mean([answer == label for answer, label in zip(answers, labels, strict=True)])


# %% a8-grid
def filter_grid(W1, k):
    pictures = (w.reshape(28, 28) for w in W1)
    rows = (np.concatenate([next(pictures) for _ in range(k)], axis=1) for _ in range(k))
    grid = np.concatenate(list(rows))
    return grid, abs(grid).max()


# %% a8-evidence
def evidence(x, w, b):
    products = np.fromiter((a * c for a, c in zip(x, w, strict=True)), dtype=float)
    return products.reshape(28, 28), sum(products) + b


# %% a8-drops
def accuracy_drops(params, X, labels):
    def nets():
        for j in range(len(params["b1"])):
            on = np.arange(len(params["b1"])) != j
            yield {**params, "W2": params["W2"] * on}

    return [accuracy(params, X, labels) - accuracy(net, X, labels) for net in nets()]
