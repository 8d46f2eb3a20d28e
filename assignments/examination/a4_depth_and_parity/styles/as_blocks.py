# ruff: noqa: F821 (as students write it)
"""Matrices put together from blocks."""

import numpy as np


# %% a4-on
def count_on(X):
    return X @ np.ones(X.shape[1])


# %% a4-parity
def parity(X):
    return (1 - np.prod(1 - 2 * X, axis=1)) / 2


# %% a4-lookup
def parity_lookup(D):
    X = all_bits(D)
    odd = X[X.sum(axis=1) % 2 == 1]
    return [(2 * odd - 1, 0.5 - odd.sum(axis=1)), (np.ones((1, len(odd))), -0.5 * np.ones(1))]


# %% a4-block
def xor_block():
    return [(np.ones((2, 2)), np.r_[-0.5, -1.5]), (np.c_[1, -1], np.r_[-0.5])]


# %% a4-tree
def parity_tree(D):
    layers, width = [], D
    while width > 1:
        n, left = divmod(width, 2)
        W1 = np.kron(np.eye(n + left), np.ones((2, 2)))[:width, :width]
        W2 = np.kron(np.eye(n + left), [[1, -1]])[:, :width]
        layers += [(W1, np.tile([-0.5, -1.5], n + left)[:width]), (W2, np.full(n + left, -0.5))]
        width = n + left
    return layers


# %% a4-count
def count(layers):
    shapes = np.array([W.shape for W, _ in layers])
    return {
        "units": shapes[1:, 1].sum(),
        "layers": len(shapes) - 1,
        "weights": (shapes[:, 0] * (shapes[:, 1] + 1)).sum(),
    }


# %% a4-counting
def parity_counting(D):
    return [(np.ones((D, D)), 0.5 - np.r_[1 : D + 1]), (np.resize([1.0, -1.0], (1, D)), np.r_[-0.5])]


# %% a4-search
def threshold_tables(D):
    W = np.array(list(np.ndindex(*[5] * D))).reshape(5**D, D) - 2
    b = np.arange(-2 * D - 1, 2 * D + 1) + 0.5
    tables = (W @ all_bits(D).T)[:, None, :] + b[None, :, None] > 0
    return np.unique(tables.reshape(-1, 2**D), axis=0).astype(int)


def min_hidden(t, kmax):
    t = np.asarray(t)
    U = threshold_tables(int(np.log2(len(t))))
    for k in range(kmax + 1):
        readers = threshold_tables(k)
        chosen = np.array(list(combinations(range(len(U)), k)), dtype=int)
        codes = np.einsum("k,ckn->cn", 2 ** np.arange(k)[::-1], U[chosen])
        if any((reader[codes] == t).all(axis=1).any() for reader in readers):
            return k
    return None


# %% a4-compact
def parity_compact(D):
    layers, read = [], np.eye(D)
    while len(read) > 1:
        width = len(read)
        up = (width + 1) // 2
        ask = np.kron(np.eye(up), np.ones((2, 2)))[:width, :width]
        b = np.tile([-0.5, -1.5], up)[:width]
        answer = np.kron(np.eye(up), [[1, -1]])[:, :width]
        layers.append((ask @ read, b))
        read = answer
    return [*layers, (read, np.array([-0.5]))]
