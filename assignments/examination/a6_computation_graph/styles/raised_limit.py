"""Recursion, with Python's limit raised: the textbook's depth-first walk."""
# ruff: noqa: E402 - imports stand in the cells that need them

import numpy as np


# %% a6-node
class Node:
    def __init__(self, value, parents=(), local=()):
        self.value = value
        self.parents = parents
        self.local = local
        self.bar = 0.0


# %% a6-toposort
import sys

sys.setrecursionlimit(50_000)


def toposort(root):
    order, seen = [], set()

    def visit(node):
        if node in seen:
            return
        seen.add(node)
        for parent in node.parents:
            visit(parent)
        order.append(node)

    visit(root)
    return order


# %% a6-add-mul
def add(a, b):
    return Node(value=a.value + b.value, parents=(a, b), local=(lambda bar: 1 * bar, lambda bar: 1 * bar))


def mul(a, b):
    x, y = a.value, b.value
    return Node(value=x * y, parents=(a, b), local=(lambda bar: y * bar, lambda bar: x * bar))


# %% a6-neg-power
def neg(a):
    return Node(value=-1 * a.value, parents=(a,), local=(lambda bar: -1 * bar,))


def power(a, p):
    x = a.value
    return Node(value=x**p, parents=(a,), local=(lambda bar: p * (x ** (p - 1)) * bar,))


# %% a6-exp-log
def exp(a):
    return Node(value=np.exp(a.value), parents=(a,), local=(lambda bar: np.exp(a.value) * bar,))


def log(a):
    return Node(value=np.log(a.value), parents=(a,), local=(lambda bar: 1 / a.value * bar,))


# %% a6-sigmoid-relu
def sigma(z):
    return 1 / (1 + np.exp(-z))


def sigmoid(a):
    return Node(value=sigma(a.value), parents=(a,), local=(lambda bar: sigma(a.value) * sigma(-a.value) * bar,))


def relu(a):
    return Node(value=np.maximum(a.value, 0), parents=(a,), local=(lambda bar: np.heaviside(a.value, 0) * bar,))


# %% a6-backward
def backward(root):
    order = toposort(root)
    bars = {node: 0.0 for node in order}
    bars[root] = 1.0
    for node in reversed(order):
        for share, parent in zip(node.local, node.parents, strict=True):
            bars[parent] = bars[parent] + share(bars[node])
    for node, bar in bars.items():
        node.bar = bar


# %% a6-unbroadcast
def unbroadcast(g, shape):
    if np.shape(g) == tuple(shape):
        return g
    if np.ndim(g) > len(shape):
        return unbroadcast(np.sum(g, axis=0), shape)
    axis = next(k for k, size in enumerate(shape) if size != np.shape(g)[k])
    return unbroadcast(np.sum(g, axis=axis, keepdims=True), shape)


# %% a6-entrywise
def plus(a, b):
    x, y = np.shape(a.value), np.shape(b.value)
    return Node(
        value=a.value + b.value,
        parents=(a, b),
        local=(lambda bar: unbroadcast(bar, x), lambda bar: unbroadcast(bar, y)),
    )


def times(a, b):
    x, y = np.asarray(a.value), np.asarray(b.value)
    return Node(
        value=x * y,
        parents=(a, b),
        local=(lambda bar: unbroadcast(y * bar, x.shape), lambda bar: unbroadcast(x * bar, y.shape)),
    )


# %% a6-matmul
def matmul(a, b):
    A, B = a.value, b.value
    return Node(value=A @ B, parents=(a, b), local=(lambda bar: bar @ B.T, lambda bar: (bar.T @ A).T))


# %% a6-sums
def sum_over(a, axis=None):
    A = a.value
    kept = A.sum(axis=axis, keepdims=True)
    return Node(value=A.sum(axis=axis), parents=(a,), local=(lambda bar: np.reshape(bar, kept.shape) + 0 * A,))


def mean_over(a, axis=None):
    A = a.value
    kept = A.mean(axis=axis, keepdims=True)
    return Node(
        value=A.mean(axis=axis),
        parents=(a,),
        local=(lambda bar: (np.reshape(bar, kept.shape) + 0 * A) * kept.size / A.size,),
    )


# %% a6-to-dict
def to_dict(root):
    order = toposort(root)
    values = []
    edges = []
    for child in range(len(order)):
        values.append(order[child].value)
        for node in order[child].parents:
            for parent in range(child):
                if order[parent] is node:
                    edges.append((parent, child))
    return {"values": values, "edges": edges}


# %% a6-needed
def needed(root, params):
    def depends(node):
        if node not in answers:
            answers[node] = any(node is p for p in params) or any([depends(parent) for parent in node.parents])
        return answers[node]

    answers = {}
    return [node for node in toposort(root) if depends(node)]
