# ruff: noqa: F821 (outputs, cost_and_bars and relu come from the notebook's first cell)
"""Everything number by number."""

import numpy as np


# %% a8-image
def image(x):
    return np.array([[x[28 * i + j] for j in range(28)] for i in range(28)])


# %% a8-split
def split(X, labels, share, rng):
    rng = np.random.default_rng(rng)
    by_class = {}
    for n in range(len(labels)):
        by_class.setdefault(int(labels[n]), []).append(n)
    train, test = [], []
    for rows in by_class.values():
        wanted = round(share * len(rows))
        chosen = []
        while len(chosen) < wanted:
            row = rows[rng.integers(len(rows))]
            if row not in chosen:
                chosen.append(row)
        for row in rows:
            (test if row in chosen else train).append(row)
    return X[train], labels[train], X[test], labels[test]


# %% a8-scale
def scale(pixels):
    X = np.zeros(pixels.shape)
    for n in range(pixels.shape[0]):
        for i in range(pixels.shape[1]):
            X[n, i] = int(pixels[n, i]) / 255
    return X


# %% a8-train
def train(params, X, T, learning_rate, epochs, batch_size, rng, lam=0.0):
    rng = np.random.default_rng(rng)
    W1, b1, W2, b2 = params["W1"].copy(), params["b1"].copy(), params["W2"].copy(), params["b2"].copy()
    N = X.shape[0]
    history = []
    cost, _ = cost_and_bars({"W1": W1, "b1": b1, "W2": W2, "b2": b2}, X, T)
    history.append(cost)
    for _ in range(epochs):
        rows = list(range(N))
        for n in range(N - 1, 0, -1):
            m = int(rng.integers(n + 1))
            rows[n], rows[m] = rows[m], rows[n]
        done = 0
        while done < N:
            batch = rows[done : done + batch_size]
            done += batch_size
            _, bars = cost_and_bars({"W1": W1, "b1": b1, "W2": W2, "b2": b2}, X[batch], T[batch])
            W1 -= learning_rate * (bars["W1_bar"] + lam * W1)
            b1 -= learning_rate * bars["b1_bar"]
            W2 -= learning_rate * (bars["W2_bar"] + lam * W2)
            b2 -= learning_rate * bars["b2_bar"]
        cost, _ = cost_and_bars({"W1": W1, "b1": b1, "W2": W2, "b2": b2}, X, T)
        history.append(cost)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}, history


# %% a8-accuracy
def accuracy(params, X, labels):
    Y = outputs(params, X)
    right = 0
    for n in range(len(labels)):
        best = 0
        for k in range(1, Y.shape[1]):
            if Y[n, k] > Y[n, best]:
                best = k
        if best == labels[n]:
            right += 1
    return right / len(labels)


# %% a8-grid
def filter_grid(W1, k):
    grid = np.zeros((28 * k, 28 * k))
    limit = 0.0
    for unit in range(k * k):
        top, left = 28 * (unit // k), 28 * (unit % k)
        for i in range(28):
            for j in range(28):
                w = W1[unit, 28 * i + j]
                grid[top + i, left + j] = w
                limit = max(limit, abs(w))
    return grid, limit


# %% a8-evidence
def evidence(x, w, b):
    product = np.zeros((28, 28))
    z = b
    for i in range(28):
        for j in range(28):
            product[i, j] = w[28 * i + j] * x[28 * i + j]
            z += product[i, j]
    return product, z


# %% a8-drops
def accuracy_drops(params, X, labels):
    drops = []
    for j in range(params["W1"].shape[0]):
        without = {name: value.copy() for name, value in params.items()}
        without["W1"][j] = 0
        without["b1"][j] = 0
        drops.append(accuracy(params, X, labels) - accuracy(without, X, labels))
    return drops
