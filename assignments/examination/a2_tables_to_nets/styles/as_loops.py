"""Everything one number at a time."""

import numpy as np


# %% a2-compare
def compare_patterns(p, x):
    total = 0
    for j in range(len(p)):
        total += p[j] * x[j]
    return total


# %% a2-inputs
def all_inputs(D):
    X = []
    for k in range(2**D):
        row = []
        for j in range(D):
            row.append(1 if (k // 2 ** (D - 1 - j)) % 2 == 1 else -1)
        X.append(row)
    return np.array(X)


# %% a2-detector
def detector(p):
    w = np.zeros(len(p))
    b = 0.5
    for j in range(len(p)):
        w[j] = p[j]
        b -= 1
    return w, b


# %% a2-table
def table_to_net(T):
    D = 0
    while len(T) > 2**D:
        D += 1
    X, K = all_inputs(D), T.shape[1]
    W1, b1, W2, b2 = np.zeros((2**D, D)), np.zeros(2**D), np.zeros((K, 2**D)), np.zeros(K)
    for k in range(2**D):
        W1[k], b1[k] = detector(X[k])
        for c in range(K):
            W2[c, k] = T[k, c]
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


# %% a2-bias
def legal_bias(D):
    lo = 0
    for _ in range(D):
        lo -= 1
    return lo, lo + 2


# %% a2-prune
def prune(params):
    kept = []
    for i in range(len(params["b1"])):
        for k in range(len(params["b2"])):
            if params["W2"][k, i] != 0:
                kept.append(i)
                break
    kept = np.array(kept, dtype=int)
    return {"W1": params["W1"][kept], "b1": params["b1"][kept], "W2": params["W2"][:, kept], "b2": params["b2"]}


# %% a2-complete
def complete_from(rows, values, D):
    M, K = values.shape
    W1, b1, W2 = np.zeros((M, D)), np.zeros(M), np.zeros((K, M))
    for m in range(M):
        W1[m], b1[m] = detector(rows[m])
        for k in range(K):
            W2[k, m] = values[m, k]
    predictions = []
    for x in all_inputs(D):
        told = False
        for row in rows:
            if (row == x).all():
                told = True
        if not told:
            y = np.zeros(K)
            for m in range(M):
                if np.sum(W1[m] * x) + b1[m] > 0:
                    y += W2[:, m]
            predictions.append(y)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": np.zeros(K)}, np.array(predictions)


# %% a2-best
def best_bias(D):
    b = 1
    for _ in range(D):
        b -= 1
    return b
