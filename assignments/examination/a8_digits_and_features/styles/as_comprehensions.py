# ruff: noqa: F821 (outputs, cost_and_bars and relu come from the notebook's first cell)
"""Comprehensions, and the steps in a helper."""

import numpy as np


# %% a8-split
def split(X, labels, share, rng):
    rng = np.random.default_rng(rng)
    classes = [np.flatnonzero(labels == k) for k in range(10)]
    test = [n for rows in classes for n in rng.choice(rows, round(share * len(rows)), replace=False)]
    train = [n for n in range(len(labels)) if n not in set(test)]
    return X[train], labels[train], X[test], labels[test]


# %% a8-scale
def scale(pixels):
    return np.array([[float(grey) / 255.0 for grey in row] for row in pixels])


# %% a8-train
def train(params, X, T, learning_rate, epochs, batch_size, rng, lam=0.0):
    rng = np.random.default_rng(rng)
    decay = {"W1": lam, "b1": 0.0, "W2": lam, "b2": 0.0}

    def stepped(now, rows):
        bars = cost_and_bars(now, X[rows], T[rows])[1]
        return {k: v - learning_rate * (bars[k + "_bar"] + decay[k] * v) for k, v in now.items()}

    path = [params]
    for order in [rng.permutation(len(X)) for _ in range(epochs)]:
        now = path[-1]
        for rows in [order[k : k + batch_size] for k in range(0, len(X), batch_size)]:
            now = stepped(now, rows)
        path.append(now)
    return path[-1], [cost_and_bars(now, X, T)[0] for now in path]


# %% a8-accuracy
def accuracy(params, X, labels):
    return sum(int(np.argmax(y)) == k for y, k in zip(outputs(params, X), labels, strict=True)) / len(X)


# %% a8-grid
def filter_grid(W1, k):
    tiles = [w.reshape(28, 28) for w in W1[: k**2]]
    grid = np.vstack([np.hstack(tiles[k * r : k * r + k]) for r in range(k)])
    return grid, max(abs(w) for w in grid.ravel().tolist())


# %% a8-evidence
def evidence(x, w, b):
    return np.array([[w[28 * i + j] * x[28 * i + j] for j in range(28)] for i in range(28)]), w @ x + b


# %% a8-drops
def accuracy_drops(params, X, labels):
    keep = [np.arange(len(params["b1"])) != j for j in range(len(params["b1"]))]
    nets = [{"W1": params["W1"][m], "b1": params["b1"][m], "W2": params["W2"][:, m], "b2": params["b2"]} for m in keep]
    return np.array([accuracy(params, X, labels) - accuracy(net, X, labels) for net in nets])
