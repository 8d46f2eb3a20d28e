"""A tape: every node gets a number when it is made, and the numbers are the order."""
# ruff: noqa: I001 - imports stand in the cells that need them

import numpy as np


# %% a6-node
import itertools

_made = itertools.count()


class Node:
    def __init__(self, value, parents=(), local=()):
        self.value, self.parents, self.local, self.bar = value, parents, local, 0.0
        self.number = next(_made)


# %% a6-add-mul
def add(a, b):
    def to_both(bar):
        return bar

    return Node(a.value + b.value, [a, b], [to_both, to_both])


def mul(a, b):
    def to_a(bar):
        return bar * b.value

    def to_b(bar):
        return bar * a.value

    return Node(a.value * b.value, [a, b], [to_a, to_b])


# %% a6-neg-power
def neg(a):
    def to_a(bar):
        return 0 - bar

    return Node(0 - a.value, [a], [to_a])


def power(a, p):
    def to_a(bar):
        return bar * p * a.value**p / a.value

    return Node(a.value**p, [a], [to_a])


# %% a6-exp-log
def exp(a):
    made = Node(np.exp(a.value), [a], [lambda bar: bar * made.value])
    return made


def log(a):
    return Node(np.log(a.value), [a], [lambda bar: bar * a.value**-1.0])


# %% a6-sigmoid-relu
def sigmoid(a):
    made = Node(1 / (1 + np.exp(-a.value)), [a], [lambda bar: bar * made.value * (1 - made.value)])
    return made


def relu(a):
    made = Node(np.maximum(0.0, a.value), [a], [lambda bar: bar * np.sign(made.value)])
    return made


# %% a6-toposort
def toposort(root):
    seen, waiting = {root}, [root]
    while waiting:
        for parent in waiting.pop().parents:
            if parent not in seen:
                seen.add(parent)
                waiting.append(parent)
    return sorted(seen, key=lambda node: node.number)


# %% a6-backward
def backward(root):
    tape = toposort(root)
    for node in tape:
        node.bar = 0.0
    root.bar = 1.0
    while tape:
        node = tape.pop()
        for k, parent in enumerate(node.parents):
            parent.bar = node.local[k](node.bar) + parent.bar


# %% a6-unbroadcast
def unbroadcast(g, shape):
    g = np.array(g)
    while g.ndim > len(shape):
        g = g.sum(axis=0)
    for axis in range(len(shape)):
        if g.shape[axis] > shape[axis]:
            g = g.sum(axis=axis, keepdims=True)
    return g


# %% a6-entrywise
def plus(a, b):
    return Node(
        a.value + b.value,
        [a, b],
        [lambda g: unbroadcast(g, np.shape(a.value)), lambda g: unbroadcast(g, np.shape(b.value))],
    )


def times(a, b):
    def share(own, other):
        return lambda g: unbroadcast(g * other.value, np.shape(own.value))

    return Node(a.value * b.value, [a, b], [share(a, b), share(b, a)])


# %% a6-matmul
def matmul(a, b):
    return Node(a.value @ b.value, [a, b], [lambda g: (b.value @ g.T).T, lambda g: (g.T @ a.value).T])


# %% a6-sums
def sum_over(a, axis=None):
    def spread(g):
        out = np.zeros_like(a.value)
        out += g if axis is None else np.expand_dims(g, axis)
        return out

    return Node(np.sum(a.value, axis), [a], [spread])


def mean_over(a, axis=None):
    n = a.value.size if axis is None else a.value.shape[axis]

    def spread(g):
        out = np.zeros_like(a.value)
        out += (g if axis is None else np.expand_dims(g, axis)) / n
        return out

    return Node(np.sum(a.value, axis) / n, [a], [spread])


# %% a6-to-dict
def to_dict(root):
    values, edges, place = [], [], {}
    for node in toposort(root):
        place[node.number] = len(values)
        values.append(node.value)
        for parent in node.parents:
            edges.append((place[parent.number], place[node.number]))
    return dict(values=values, edges=edges)


# %% a6-needed
def needed(root, params):
    marked = {param.number for param in params}
    for node in toposort(root):
        if any(parent.number in marked for parent in node.parents):
            marked.add(node.number)
    return [node for node in toposort(root) if node.number in marked]
