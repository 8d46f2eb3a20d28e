# ruff: noqa: B905, F821 (as students write it)
"""A net for many bits from nets for fewer."""

import numpy as np


# %% a4-on
def count_on(X):
    return X[:, 0] + count_on(X[:, 1:]) if X.shape[1] else np.zeros(len(X))


# %% a4-parity
def parity(X):
    return np.abs(X[:, 0] - parity(X[:, 1:])) if X.shape[1] else np.zeros(len(X))


# %% a4-lookup
def parity_lookup(D):
    def rows(n, wanted):
        if n == 0:
            return [] if wanted else [[]]
        return [[0, *row] for row in rows(n - 1, wanted)] + [[1, *row] for row in rows(n - 1, 1 - wanted)]

    odd = np.array(rows(D, 1))
    return [(2 * odd - 1, 0.5 - odd.sum(axis=1)), (np.ones((1, len(odd))), np.array([-0.5]))]


# %% a4-block
def xor_block():
    either, both = ([1.0, 1.0], -0.5), ([1.0, 1.0], -1.5)
    W1, b1 = (np.array(part) for part in zip(either, both))
    return ((W1, b1), (np.array([[1.0, -1.0]]), np.array([-0.5])))


# %% a4-tree
def parity_tree(D):
    def beside(first, second):
        W = np.zeros(np.add(first[0].shape, second[0].shape))
        W[: len(first[1]), : first[0].shape[1]] = first[0]
        W[len(first[1]) :, first[0].shape[1] :] = second[0]
        return W, np.append(first[1], second[1])

    pass_on = (np.eye(1), np.array([-0.5]))
    level = [[(np.array(W), np.array(b)) for W, b in xor_block()] for _ in range(D // 2)] + [[pass_on, pass_on]] * (
        D % 2
    )
    both = []
    for k in (0, 1):
        layer = level[0][k]
        for block in level[1:]:
            layer = beside(layer, block[k])
        both.append(layer)
    return both + (parity_tree(len(level)) if len(level) > 1 else [])


# %% a4-count
def count(layers):
    W, b = layers[0]
    if len(layers) == 1:
        return {"units": 0, "layers": 0, "weights": W.size + b.size}
    rest = count(layers[1:])
    return {"units": rest["units"] + len(b), "layers": rest["layers"] + 1, "weights": rest["weights"] + W.size + b.size}


# %% a4-counting
def parity_counting(D):
    if D == 1:
        return [(np.ones((1, 1)), np.array([-0.5])), (np.ones((1, 1)), np.array([-0.5]))]
    (_, b1), (W2, b2) = parity_counting(D - 1)
    return [(np.ones((D, D)), np.append(b1, 0.5 - D)), (np.append(W2, -W2[:, -1:], axis=1), b2)]


# %% a4-search
def threshold_tables(D):
    W = np.array(list(np.ndindex(*[5] * D))).reshape(5**D, D) - 2
    b = np.arange(-2 * D - 1, 2 * D + 1) + 0.5
    tables = (W @ all_bits(D).T)[:, None, :] + b[None, :, None] > 0
    return np.unique(tables.reshape(-1, 2**D), axis=0).astype(int)


def min_hidden(t, kmax):
    t = np.array(t)
    U = threshold_tables(len(t).bit_length() - 1)

    def works(k, seen, start):
        if k == 0:
            n = int(np.log2(size))
            return (threshold_tables(n)[:, seen] == t).all(axis=1).any()
        return any(works(k - 1, 2 * seen + U[i], i + 1) for i in range(start, len(U)))

    for k in range(kmax + 1):
        size = 2**k
        if k < 2 and works(k, 0 * t, 0):
            return k
        if k >= 2 and _pairs(U, t, k):
            return k
    return None


def _pairs(U, t, k):
    readers = threshold_tables(k)
    return any(
        (readers[:, 2 ** np.arange(k) @ U[list(c)]] == t).all(axis=1).any() for c in combinations(range(len(U)), k)
    )


# %% a4-compact
def parity_compact(D):
    # every second layer of the tree only adds up: let the layer above it do that
    tree = [(np.array(W), np.array(b)) for W, b in parity_tree(D)]
    layers, below = [], np.eye(D)
    for (ask, b), (answer, _) in zip(tree[::2], tree[1::2]):
        layers.append((ask @ below, b))
        below = answer
    return [*layers, (below, np.array([-0.5]))]
