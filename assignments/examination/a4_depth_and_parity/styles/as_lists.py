# ruff: noqa: B905, F821 (as students write it)
"""Nested lists instead of arrays in the answers."""

import numpy as np


# %% a4-on
def count_on(X):
    return [float(sum(x)) for x in X.tolist()]


# %% a4-parity
def parity(X):
    return [float(sum(x) % 2) for x in X.tolist()]


# %% a4-lookup
def parity_lookup(D):
    odd = [x for x in all_bits(D).tolist() if sum(x) % 2]
    W1 = [[2 * bit - 1 for bit in x] for x in odd]
    return [[W1, [0.5 - sum(x) for x in odd]], [[[1.0] * len(odd)], [-0.5]]]


# %% a4-block
def xor_block():
    return [[[[1, 1], [1, 1]], [-0.5, -1.5]], [[[1, -1]], [-0.5]]]


# %% a4-tree
def parity_tree(D):
    layers, width = [], D
    while width > 1:
        up = (width + 1) // 2
        W1 = [[int(i // 2 == j // 2) for j in range(width)] for i in range(width)]
        W2 = [[(1, -1)[j % 2] if j // 2 == i else 0 for j in range(width)] for i in range(up)]
        layers.append([W1, [(-0.5, -1.5)[i % 2] for i in range(width)]])
        layers.append([W2, [-0.5] * up])
        width = up
    return layers


# %% a4-count
def count(layers):
    flat = [[*W.ravel().tolist(), *b.tolist()] for W, b in layers]
    units = [len(b.tolist()) for W, b in layers[:-1]]
    return {"units": sum(units), "layers": len(units), "weights": sum(len(part) for part in flat)}


# %% a4-counting
def parity_counting(D):
    return [[[[1] * D] * D, [-k - 0.5 for k in range(D)]], [[[(1, -1)[k % 2] for k in range(D)]], [-0.5]]]


# %% a4-search
def threshold_tables(D):
    from itertools import product

    biases = [b + 0.5 for b in range(-2 * D - 1, 2 * D + 1)]
    X = all_bits(D).tolist()
    return list(
        {
            tuple(int(sum(w_j * x_j for w_j, x_j in zip(w, x)) + b > 0) for x in X)
            for w in product(range(-2, 3), repeat=D)
            for b in biases
        }
    )


def min_hidden(t, kmax):
    t = [int(v) for v in t]
    units = [list(table) for table in threshold_tables(len(t).bit_length() - 1)]
    for k in range(kmax + 1):
        readers = [list(table) for table in threshold_tables(k)]
        for chosen in combinations(units, k):
            seen = [sum(h << place for place, h in enumerate(hs)) for hs in zip(*chosen)] if k else [0] * len(t)
            # the places run the other way round: that only swaps the hidden units
            if any([reader[s] for s in seen] == t for reader in readers):
                return k
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
        layers.append([(ask @ read).tolist(), b.tolist()])
        read = answer
    return [*layers, [read.tolist(), [-0.5]]]
