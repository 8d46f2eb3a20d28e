# ruff: noqa: F821 (as students write it)
"""Computed and returned in float32."""

import numpy as np


# %% a4-on
def count_on(X):
    return np.float32(X).sum(axis=1)


# %% a4-parity
def parity(X):
    return X.sum(axis=1, dtype=np.float32) % np.float32(2)


# %% a4-lookup
def parity_lookup(D):
    X = all_bits(D).astype(np.float32)
    odd = X[X.sum(axis=1) % 2 == 1]
    half = np.float32(0.5)
    return [(2 * odd - 1, half - odd.sum(axis=1)), (np.ones((1, len(odd)), np.float32), np.array([-half]))]


# %% a4-block
def xor_block():
    f = np.float32
    return [(np.ones((2, 2), f), np.array([-0.5, -1.5], f)), (np.array([[1, -1]], f), np.array([-0.5], f))]


# %% a4-tree
def parity_tree(D):
    f, layers, width = np.float32, [], D
    while width > 1:
        up = (width + 1) // 2
        W1, b1 = np.eye(width, dtype=f), np.full(width, -0.5, f)
        for k in range(width // 2):
            W1[2 * k : 2 * k + 2, 2 * k : 2 * k + 2] = 1
            b1[2 * k + 1] = -1.5
        W2 = np.zeros((up, width), f)
        W2[np.arange(width) // 2, np.arange(width)] = 1 - 2 * (np.arange(width) % 2)
        layers += [(W1, b1), (W2, np.full(up, -0.5, f))]
        width = up
    return layers


# %% a4-count
def count(layers):
    f = np.float32
    units = sum((f(len(b)) for _, b in layers[:-1]), f(0))
    return {"units": units, "layers": f(len(layers) - 1), "weights": f(sum(W.size + b.size for W, b in layers))}


# %% a4-counting
def parity_counting(D):
    f = np.float32
    return [
        (np.ones((D, D), f), -np.arange(D, dtype=f) - f(0.5)),
        (np.resize(np.array([1, -1], f), (1, D)), np.array([-0.5], f)),
    ]


# %% a4-search
def threshold_tables(D):
    W = np.array(list(np.ndindex(*[5] * D))).reshape(5**D, D) - 2
    b = np.arange(-2 * D - 1, 2 * D + 1) + 0.5
    tables = (W @ all_bits(D).T)[:, None, :] + b[None, :, None] > 0
    return np.unique(tables.reshape(-1, 2**D), axis=0).astype(np.float32)


def min_hidden(t, kmax):
    t = np.array(t, np.float32)
    U = threshold_tables(len(t).bit_length() - 1)
    for k in range(kmax + 1):
        readers = threshold_tables(k)
        powers = 2.0 ** np.arange(k)[::-1]
        for chosen in combinations(range(len(U)), k):
            seen = (powers @ U[list(chosen)]).astype(int)
            if (readers[:, seen] == t).all(axis=1).any():
                return np.float32(k)
    return None


# %% a4-compact
def parity_compact(D):
    layers, read = [], np.eye(D)
    while len(read) > 1:
        width = len(read)
        up = (width + 1) // 2
        ask, b, answer = np.eye(width), np.full(width, -0.5), np.zeros((up, width))
        for k in range(width // 2):
            ask[2 * k : 2 * k + 2, 2 * k : 2 * k + 2] = 1
            b[2 * k + 1] = -1.5
        answer[np.arange(width) // 2, np.arange(width)] = (-1.0) ** np.arange(width)
        layers.append(((ask @ read).astype(np.float32), b.astype(np.float32)))
        read = answer
    return [*layers, (read.astype(np.float32), np.float32([-0.5]))]
