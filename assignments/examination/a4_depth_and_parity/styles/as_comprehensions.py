# ruff: noqa: B905, F821 (as students write it)
"""Sums and lists in one line."""

import numpy as np


# %% a4-on
def count_on(X):
    return np.array([sum(x) for x in X])


# %% a4-parity
def parity(X):
    return np.array([int(sum(x)) % 2 for x in X])


# %% a4-lookup
def parity_lookup(D):
    odd = [x for x in all_bits(D) if parity(x[None])[0]]
    W1 = np.array([[1 if bit else -2 for bit in x] for x in odd])
    return [(W1, np.array([-x.sum() + 0.7 for x in odd])), (np.array([[1] * len(odd)]), np.array([-0.3]))]


# %% a4-block
def xor_block():
    return [(np.array(W), np.array(b)) for W, b in (([[1, 1], [1, 1]], [-0.5, -1.5]), ([[1, -2]], [-0.5]))]


# %% a4-tree
def parity_tree(D):
    if D == 1:
        return []
    n, left = D // 2, D % 2
    W1 = np.array([[float(j // 2 == i // 2) for j in range(D)] for i in range(D)])
    b1 = np.array([-1.5 if i % 2 else -0.5 for i in range(D)])
    W2 = np.array([[(j // 2 == i) * (-1.0) ** j for j in range(D)] for i in range(n + left)])
    return [(W1, b1), (W2, np.array([-0.5] * (n + left))), *parity_tree(n + left)]


# %% a4-count
def count(layers):
    widths = [len(b) for _, b in layers]
    return {
        "units": sum(widths[:-1]),
        "layers": len(widths) - 1,
        "weights": sum(len(b) * (W.shape[1] + 1) for W, b in layers),
    }


# %% a4-counting
def parity_counting(D):
    W2 = np.array([[(-1) ** k for k in range(D)]])
    return [(np.array([[1] * D] * D), np.array([-k - 0.5 for k in range(D)])), (W2, np.array([-0.5]))]


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
    units = threshold_tables(int(np.log2(len(t))))

    def enough(k):
        readers = np.array(threshold_tables(k))
        codes = (
            np.array([int("0" + "".join(map(str, hs)), 2) for hs in zip(*chosen)] if k else [0] * len(t))
            for chosen in combinations(units, k)
        )
        return any((readers[:, code] == np.array(t)).all(axis=1).any() for code in codes)

    return next((k for k in range(kmax + 1) if enough(k)), None)


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
        layers.append((ask @ read, b))
        read = answer
    return [*layers, (read, np.array([-0.5]))]
