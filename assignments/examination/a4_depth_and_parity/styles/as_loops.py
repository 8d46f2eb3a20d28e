# ruff: noqa: F821 (as students write it)
"""Everything one number at a time."""

import numpy as np


# %% a4-on
def count_on(X):
    counts = []
    for x in X:
        n = 0
        for bit in x:
            n += bit
        counts.append(n)
    return np.array(counts)


# %% a4-parity
def parity(X):
    answers = np.zeros(len(X))
    for n in range(len(X)):
        for j in range(X.shape[1]):
            if X[n, j] == 1:
                answers[n] = 1 - answers[n]
    return answers


# %% a4-lookup
def parity_lookup(D):
    W1, b1 = [], []
    for x in all_bits(D):
        n = 0
        for bit in x:
            n += bit
        if n % 2 == 1:
            row = []
            for bit in x:
                row.append(1 if bit == 1 else -1)
            W1.append(row)
            b1.append(-n + 0.5)
    return [(np.array(W1), np.array(b1)), (np.ones((1, len(W1))), np.array([-0.5]))]


# %% a4-block
def xor_block():
    W1, b1, W2 = np.zeros((2, 2)), np.zeros(2), np.zeros((1, 2))
    for i in range(2):
        b1[i] = -0.5 - i
        W2[0, i] = 1 - 2 * i
        for j in range(2):
            W1[i, j] = 1
    return [(W1, b1), (W2, np.array([-0.5]))]


# %% a4-tree
def parity_tree(D):
    layers = []
    width = D
    while width > 1:
        ask, ask_bias, answer, answer_bias = [], [], [], []
        for k in range(0, width, 2):
            if k + 1 < width:
                for bias in (-0.5, -1.5):
                    row = [0] * width
                    row[k] = row[k + 1] = 1
                    ask.append(row)
                    ask_bias.append(bias)
            else:
                row = [0] * width
                row[k] = 1
                ask.append(row)
                ask_bias.append(-0.5)
        for k in range(0, width, 2):
            row = [0] * len(ask)
            row[k] = 1
            if k + 1 < width:
                row[k + 1] = -1
            answer.append(row)
            answer_bias.append(-0.5)
        layers.append((np.array(ask), np.array(ask_bias)))
        layers.append((np.array(answer), np.array(answer_bias)))
        width = len(answer)
    return layers


# %% a4-count
def count(layers):
    units, weights = 0, 0
    for k, (W, b) in enumerate(layers):
        if k < len(layers) - 1:
            units += W.shape[0]
        weights += W.shape[0] * W.shape[1] + b.shape[0]
    return {"units": units, "layers": len(layers) - 1, "weights": weights}


# %% a4-counting
def parity_counting(D):
    W1, b1, W2 = np.zeros((D, D)), np.zeros(D), np.zeros((1, D))
    sign = 1
    for k in range(D):
        b1[k] = -(k + 1) + 0.5
        W2[0, k] = sign
        sign = -sign
        for j in range(D):
            W1[k, j] = 1
    return [(W1, b1), (W2, np.array([-0.5]))]


# %% a4-search
def threshold_tables(D):
    found = []
    for w in np.ndindex(*[5] * D):
        for b in range(-2 * D - 1, 2 * D + 1):
            table = []
            for x in all_bits(D):
                z = b + 0.5
                for j in range(D):
                    z += (w[j] - 2) * x[j]
                table.append(1 if z > 0 else 0)
            found.append(tuple(table))
    return list(dict.fromkeys(found))


def min_hidden(t, kmax):
    D = int(np.log2(len(t)))
    units = threshold_tables(D)
    for k in range(kmax + 1):
        readers = threshold_tables(k)
        for chosen in combinations(units, k):
            needed = {}
            fits = True
            for n in range(len(t)):
                seen = 0
                for table in chosen:
                    seen = 2 * seen + table[n]
                if needed.setdefault(seen, t[n]) != t[n]:
                    fits = False
                    break
            if fits:
                for reader in readers:
                    if all(reader[seen] == wanted for seen, wanted in needed.items()):
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
        for j in range(width):
            answer[j // 2, j] = -1 if j % 2 else 1
        layers.append((ask @ read, b))
        read = answer
    return [*layers, (read, np.array([-0.5]))]
