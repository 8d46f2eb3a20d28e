# ruff: noqa: F821 (as students write it)
"""Arrays made once and filled in place."""

import numpy as np


# %% a4-on
def count_on(X):
    n = np.zeros(len(X))
    for column in X.T:
        n += column
    return n


# %% a4-parity
def parity(X):
    n = count_on(X)
    n %= 2
    return n


# %% a4-lookup
def parity_lookup(D):
    W1 = all_bits(D)
    W1 = W1[W1.sum(axis=1) % 2 == 1]
    b1 = -W1.sum(axis=1)
    b1 += 0.5
    W1 *= 2
    W1 -= 1
    return [(W1, b1), (np.ones((1, len(b1))), np.array([-0.5]))]


# %% a4-block
def xor_block():
    W1 = np.ones((2, 2))
    W1[0, 1] = W1[1, 0] = -1
    return [(W1, np.full(2, -0.5)), (np.ones((1, 2)), np.full(1, -0.5))]


# %% a4-tree
def parity_tree(D):
    layers = []
    width = D
    while width > 1:
        up = (width + 1) // 2
        W1, W2 = np.eye(width), np.zeros((up, width))
        b1, b2 = np.zeros(width), np.zeros(up)
        b1 -= 0.5
        b2 -= 0.5
        for k in range(width // 2):
            W1[2 * k, 2 * k + 1] += 1
            W1[2 * k + 1, 2 * k] += 1
            b1[2 * k + 1] -= 1
        for j in range(width):
            W2[j // 2, j] += 1 if j % 2 == 0 else -1
        layers.append((W1, b1))
        layers.append((W2, b2))
        width = up
    return layers


# %% a4-count
def count(layers):
    sizes = {"units": 0, "layers": 0, "weights": 0}
    for W, b in layers:
        sizes["units"] += len(b)
        sizes["layers"] += 1
        sizes["weights"] += W.size
        sizes["weights"] += b.size
    sizes["units"] -= len(layers[-1][1])
    sizes["layers"] -= 1
    return sizes


# %% a4-counting
def parity_counting(D):
    W1, b1, W2 = np.full((D, D), 2.0), np.arange(D, dtype=float), np.ones((1, D))
    b1 *= -2
    b1 -= 1
    W2[0, 1::2] *= -1
    return [(W1, b1), (W2, np.array([-0.5]))]


# %% a4-search
def threshold_tables(D):
    W = np.array(list(np.ndindex(*[5] * D))).reshape(5**D, D) - 2
    b = np.arange(-2 * D - 1, 2 * D + 1) + 0.5
    tables = (W @ all_bits(D).T)[:, None, :] + b[None, :, None] > 0
    return np.unique(tables.reshape(-1, 2**D), axis=0).astype(int)


def min_hidden(t, kmax):
    t = np.array(t)
    if t.min() == t.max():
        return 0
    U = threshold_tables(len(t).bit_length() - 1)
    for k in range(1, kmax + 1):
        readers = np.array(threshold_tables(k))
        seen = np.zeros(len(t), dtype=int)
        for chosen in combinations(U, k):
            seen[:] = 0
            for table in chosen:
                seen *= 2
                seen += table
            if (readers[:, seen] == t).all(axis=1).any():
                return k
    return None


# %% a4-compact
def parity_compact(D):
    layers, read = [], np.eye(D)
    while len(read) > 1:
        width = len(read)
        up = (width + 1) // 2
        ask, b, answer = np.eye(width), np.zeros(width), np.zeros((up, width))
        for k in range(width // 2):
            ask[2 * k : 2 * k + 2, 2 * k : 2 * k + 2] = 1
            b[2 * k + 1] -= 1
        answer[np.arange(width) // 2, np.arange(width)] = (-1.0) ** np.arange(width)
        b -= 0.5
        layers.append((ask @ read, b))
        read = answer
    return [*layers, (read, np.array([-0.5]))]
