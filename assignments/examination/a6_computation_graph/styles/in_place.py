"""Bars in place: arrays of zeros that are added to, and values without names."""

import numpy as np


# %% a6-node
class Node:
    def __init__(self, value, parents=(), local=()):
        self.__dict__.update(value=value, parents=parents, local=local, bar=0.0)


# %% a6-add-mul
def add(a, b):
    value = np.array(a.value, dtype=float)
    value += b.value
    return Node(value[()], (a, b), (np.copy, np.copy))


def mul(a, b):
    value = np.array(a.value, dtype=float)
    value *= b.value
    return Node(value[()], (a, b), (lambda g: np.asarray(g) * b.value, lambda g: np.asarray(g) * a.value))


# %% a6-neg-power
def neg(a):
    return Node((0.0 - np.asarray(a.value))[()], (a,), (lambda g: 0.0 - np.asarray(g),))


def power(a, p):
    def share(g):
        out = np.array(g, dtype=float)
        out *= p
        out *= a.value ** (p - 1)
        return out

    return Node(a.value**p, (a,), (share,))


# %% a6-exp-log
def times_slope(slope):
    def share(g):
        out = np.array(g, dtype=float)
        out *= slope
        return out

    return share


def exp(a):
    value = np.exp(a.value)
    return Node(value, (a,), (times_slope(value),))


def log(a):
    return Node(np.log(a.value), (a,), (times_slope(1.0 / np.asarray(a.value)),))


# %% a6-sigmoid-relu
def sigmoid(a):
    value = 1 / (1 + np.exp(-a.value))
    return Node(value, (a,), (times_slope(value - value * value),))


def relu(a):
    slope = np.zeros(np.shape(a.value))
    slope[np.asarray(a.value) > 0] = 1.0
    return Node(slope * a.value, (a,), (times_slope(slope),))


# %% a6-toposort
def toposort(root):
    order, seen, stack = [], set(), [root]
    while stack:
        node = stack[-1]
        ahead = [parent for parent in node.parents if id(parent) not in seen]
        if ahead:
            stack.append(ahead[0])
        else:
            stack.pop()
            if id(node) not in seen:
                seen.add(id(node))
                order.append(node)
    return order


# %% a6-backward
def backward(root):
    order = toposort(root)
    for node in order:
        node.bar = np.zeros(np.shape(node.value))
    root.bar += 1.0
    for node in reversed(order):
        for parent, share in zip(node.parents, node.local, strict=True):
            parent.bar += share(node.bar)


# %% a6-unbroadcast
def unbroadcast(g, shape):
    out = np.zeros(shape)
    ones = (1,) * (np.ndim(g) - len(shape)) + tuple(shape)
    view = out.reshape(ones)
    view += np.sum(g, axis=tuple(k for k, size in enumerate(ones) if size == 1), keepdims=True)
    return out


# %% a6-entrywise
def plus(a, b):
    def share(like):
        return lambda g: unbroadcast(g, np.shape(like))

    return Node(a.value + b.value, (a, b), (share(a.value), share(b.value)))


def times(a, b):
    def share(like, other):
        def back(g):
            out = np.array(g, dtype=float)
            out *= other
            return unbroadcast(out, np.shape(like))

        return back

    return Node(a.value * b.value, (a, b), (share(a.value, b.value), share(b.value, a.value)))


# %% a6-matmul
def matmul(a, b):
    def to_a(g):
        out = np.zeros(a.value.shape)
        for k in range(g.shape[1]):
            out += np.outer(g[:, k], b.value[:, k])
        return out

    def to_b(g):
        out = np.zeros(b.value.shape)
        for n in range(g.shape[0]):
            out += np.outer(a.value[n], g[n])
        return out

    return Node(a.value @ b.value, (a, b), (to_a, to_b))


# %% a6-sums
def spread_into(a, axis, factor):
    def share(g):
        out = np.zeros(a.value.shape)
        rows = out.T if axis == 1 else out
        rows += g
        out *= factor
        return out

    return share


def sum_over(a, axis=None):
    return Node(a.value.sum(axis=axis), (a,), (spread_into(a, axis, 1.0),))


def mean_over(a, axis=None):
    value = a.value.mean(axis=axis)
    return Node(value, (a,), (spread_into(a, axis, np.size(value) / a.value.size),))


# %% a6-to-dict
def to_dict(root):
    graph = {"values": [], "edges": []}
    place = {}
    for node in toposort(root):
        place[id(node)] = len(place)
        graph["values"].append(node.value)
        graph["edges"] += [(place[id(parent)], place[id(node)]) for parent in node.parents]
    return graph


# %% a6-needed
def needed(root, params):
    found, ids = [], {id(param) for param in params}
    for node in toposort(root):
        if id(node) in ids or ids & {id(parent) for parent in node.parents}:
            ids.add(id(node))
            found.append(node)
    return found
