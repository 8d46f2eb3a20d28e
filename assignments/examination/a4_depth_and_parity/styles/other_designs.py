# ruff: noqa: F821 (as students write it)
"""Other hidden units, scaled weights, other ways to pair the bits."""

import numpy as np


# %% a4-on
def count_on(X):
    return np.count_nonzero(X, axis=1)


# %% a4-parity
def parity(X):
    return np.bitwise_xor.reduce(X.astype(int), axis=1) == 1


# %% a4-lookup
def parity_lookup(D):
    odd = all_bits(D)[np.array(parity(all_bits(D))) == 1][::-1]
    signs = 2 * odd - 1
    # as in assignment 2, with s = 2 x - 1: w.s + b = (2 w).x + (b - sum of w)
    return [(20 * signs, 10 * (1 - D - signs.sum(axis=1))), (np.full((1, len(odd)), 4.0), np.array([-1.0]))]


# %% a4-block
def xor_block():
    # at most one of them, at least one of them: both
    return [
        (np.array([[-30.0, -30.0], [2.0, 5.0]]), np.array([40.0, -1.0])),
        (np.array([[8.0, 7.0]]), np.array([-11.0])),
    ]


# %% a4-tree
def parity_tree(D):
    # the first half against the second half; the one in the middle is passed on
    layers, width = [], D
    while width > 1:
        half, left = divmod(width, 2)
        eye, none = np.eye(half), np.zeros((half, left))
        first, second = np.hstack([eye, none, -eye]), np.hstack([-eye, none, eye])
        middle = np.zeros((left, width))
        middle[:, half : half + left] = 1
        W1 = np.vstack([first, 9 * middle, second])
        W2 = np.zeros((half + left, width))
        W2[:half, :half] = W2[:half, half + left :] = 3 * eye
        W2[half:, half : half + left] = 5
        layers += [(W1, np.full(width, -0.4)), (W2, np.full(half + left, -1.0))]
        width = half + left
    return layers


# %% a4-count
def count(layers):
    weights = sum(np.column_stack(layer).size for layer in layers)
    return dict(units=sum(W.shape[1] for W, _ in layers[1:]), layers=len(layers[1:]), weights=weights)


# %% a4-counting
def parity_counting(D):
    # from the other end: unit k fires when fewer than k bits are on
    k = np.arange(1, D + 1)
    W2 = 6.0 * np.where(k % 2 == 0, 1, -1)[None]
    return [(-7 * np.ones((D, D)), 7.0 * k - 3), (W2, np.array([6.0 * (D % 2) - 1]))]


# %% a4-search
def threshold_tables(D):
    W = np.array(list(np.ndindex(*[5] * D))).reshape(5**D, D) - 2
    b = np.arange(-2 * D - 1, 2 * D + 1) + 0.5
    tables = (W @ all_bits(D).T)[:, None, :] + b[None, :, None] > 0
    return np.unique(tables.reshape(-1, 2**D), axis=0).astype(int)


def min_hidden(t, kmax):
    t = np.array(t)
    D = len(t).bit_length() - 1
    if len(set(t.tolist())) == 1:
        return 0 if kmax >= 0 else None
    U = threshold_tables(D)
    if kmax >= 1 and (t == U).all(axis=1).any():
        return 1
    # an output unit that reads two units: OR or AND of them, each as it is or turned round
    if kmax >= 2 and any(((u | U) == t).all(axis=1).any() or ((u & U) == t).all(axis=1).any() for u in U):
        return 2
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
        layers.append((10 * ask @ read, 10 * b + 1))
        read = answer
    return [*layers, (3 * read, np.array([-1.0]))]
