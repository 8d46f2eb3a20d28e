# ruff: noqa: F821 (outputs, cost_and_bars and relu come from the notebook's first cell)
"""Computed and returned in float32."""

import numpy as np


# %% a8-split
def split(X, labels, share, rng):
    rng = np.random.default_rng(rng)
    X = X.astype(np.float32)
    keys = rng.uniform(size=len(labels)).astype(np.float32)
    in_test = np.zeros(len(labels), bool)
    for k in set(labels.tolist()):
        rows = np.flatnonzero(labels == k)
        in_test[rows[np.argsort(keys[rows])[: int(np.rint(share * len(rows)))]]] = True
    return X[~in_test], labels[~in_test], X[in_test], labels[in_test]


# %% a8-scale
def scale(pixels):
    return pixels.astype(np.float32) / np.float32(255)


# %% a8-train
def train(params, X, T, learning_rate, epochs, batch_size, rng, lam=0.0):
    rng = np.random.default_rng(rng)
    params = {name: value.astype(np.float32) for name, value in params.items()}
    X, T = X.astype(np.float32), T.astype(np.float32)
    eta, lam = np.float32(learning_rate), np.float32(lam)
    history = [cost_and_bars(params, X, T)[0]]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for rows in np.split(order, range(batch_size, len(X), batch_size)):
            _, bars = cost_and_bars(params, X[rows], T[rows])
            for name in ("W1", "W2"):
                params[name] = params[name] - eta * (bars[f"{name}_bar"] + lam * params[name])
            for name in ("b1", "b2"):
                params[name] = params[name] - eta * bars[f"{name}_bar"]
        history.append(np.float32(cost_and_bars(params, X, T)[0]))
    return params, history


# %% a8-accuracy
def accuracy(params, X, labels):
    params = {name: value.astype(np.float32) for name, value in params.items()}
    return np.float32(np.mean(np.argmax(outputs(params, X.astype(np.float32)), axis=-1) == labels))


# %% a8-grid
def filter_grid(W1, k):
    W = W1[: k * k].astype(np.float32).reshape(k, k, 28, 28)
    return np.concatenate(np.concatenate(W, axis=1), axis=1), np.max(np.abs(W))


# %% a8-evidence
def evidence(x, w, b):
    product = x.astype(np.float32) * w.astype(np.float32)
    return product.reshape(28, -1), product.astype(np.float64).sum() + b


# %% a8-drops
def accuracy_drops(params, X, labels):
    H = np.maximum(X @ params["W1"].T + params["b1"], 0).astype(np.float32)
    drops = []
    for j in range(H.shape[1]):
        on = np.ones(H.shape[1], np.float32)
        on[j] = 0
        Y = (H * on) @ params["W2"].T + params["b2"]
        drops.append(accuracy(params, X, labels) - np.mean(Y.argmax(axis=1) == labels))
    return np.array(drops, np.float32)
