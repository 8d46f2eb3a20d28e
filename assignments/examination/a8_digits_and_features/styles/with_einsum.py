# ruff: noqa: F821 (outputs, cost_and_bars and relu come from the notebook's first cell)
"""Index notation, and one array of all parameters."""

import numpy as np


# %% a8-split
def split(X, labels, share, rng):
    rng = np.random.default_rng(rng)
    order = rng.permutation(len(labels))
    order = order[np.argsort(labels[order], kind="stable")]
    mixed = labels[order]
    _, start, counts = np.unique(mixed, return_index=True, return_counts=True)
    place = np.arange(len(mixed)) - np.repeat(start, counts)
    in_test = place < np.repeat(np.rint(share * counts), counts)
    test, train = order[in_test], order[~in_test]
    return X[train], labels[train], X[test], labels[test]


# %% a8-scale
def scale(pixels):
    return np.einsum("ni,->ni", pixels.astype(float), 1 / 255)


# %% a8-train
def train(params, X, T, learning_rate, epochs, batch_size, rng, lam=0.0):
    rng = np.random.default_rng(rng)
    names = list(params)
    ends = np.cumsum([params[name].size for name in names])[:-1]
    flat = np.concatenate([params[name].ravel() for name in names])
    decays = np.concatenate([np.full(params[name].size, lam * (name[0] == "W")) for name in names])

    def as_params(flat):
        return {name: part.reshape(params[name].shape) for name, part in zip(names, np.split(flat, ends), strict=True)}

    history = [cost_and_bars(as_params(flat), X, T)[0]]
    for _ in range(epochs):
        order = np.argsort(rng.uniform(size=len(X)))
        for k in range(0, len(X), batch_size):
            rows = order[k : k + batch_size]
            bars = cost_and_bars(as_params(flat), X[rows], T[rows])[1]
            slope = np.concatenate([bars[f"{name}_bar"].ravel() for name in names])
            flat = flat - learning_rate * (slope + decays * flat)
        history.append(cost_and_bars(as_params(flat), X, T)[0])
    return as_params(flat), history


# %% a8-accuracy
def accuracy(params, X, labels):
    Y = outputs(params, X)
    best = np.isclose(Y, Y.max(axis=1, keepdims=True), rtol=0, atol=0)
    return np.einsum("nk,nk->", best, np.eye(Y.shape[1])[labels]) / len(Y)


# %% a8-grid
def filter_grid(W1, k):
    tiles = W1[: k * k].reshape(k, k, 28, 28)
    return np.einsum("rcij->ricj", tiles).reshape(28 * k, 28 * k), np.abs(tiles).max(axis=(0, 1, 2, 3))


# %% a8-evidence
def evidence(x, w, b):
    return np.einsum("i,i->i", x, w).reshape(28, 28), np.einsum("i,i", x, w) + b


# %% a8-drops
def accuracy_drops(params, X, labels):
    H = np.maximum(np.einsum("hd,nd->nh", params["W1"], X) + params["b1"], 0)
    said = np.einsum("kh,nh->nkh", params["W2"], H)
    Y = said.sum(axis=2, keepdims=True) + params["b2"][:, None] - said
    right = Y.argmax(axis=1) == labels[:, None]
    return accuracy(params, X, labels) - right.mean(axis=0)
