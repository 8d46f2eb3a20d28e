"""One subclass of Node per operation, with methods for the shares."""

import numpy as np


# %% a6-node
class Node:
    def __init__(self, value, parents=(), local=()):
        self.value, self.bar = value, 0.0
        self.parents, self.local = parents, local


class Made(Node):
    """A node of an operation: `compute` gives the value, `share` what parent i gets."""

    def __init__(self, *parents, **options):
        self.options = options
        value = self.compute(*(parent.value for parent in parents), **options)
        super().__init__(value, parents, tuple(self.part(i) for i in range(len(parents))))

    def part(self, i):
        return lambda bar: self.share(i, bar, *(parent.value for parent in self.parents), **self.options)


# %% a6-add-mul
class Add(Made):
    def compute(self, x, y):
        return x + y

    def share(self, i, bar, x, y):
        return bar


class Mul(Made):
    def compute(self, x, y):
        return x * y

    def share(self, i, bar, x, y):
        return bar * (y, x)[i]


add, mul = Add, Mul


# %% a6-neg-power
class Neg(Made):
    def compute(self, x):
        return -x

    def share(self, i, bar, x):
        return -bar


class Power(Made):
    def compute(self, x, p):
        return x**p

    def share(self, i, bar, x, p):
        return bar * p * x ** (p - 1)


neg = Neg


def power(a, p):
    return Power(a, p=p)


# %% a6-exp-log
class exp(Made):
    def compute(self, x):
        return np.exp(x)

    def share(self, i, bar, x):
        return bar * self.value


class log(Made):
    def compute(self, x):
        return np.log(x)

    def share(self, i, bar, x):
        return bar / x


# %% a6-sigmoid-relu
class sigmoid(Made):
    def compute(self, x):
        return np.exp(x) / (1 + np.exp(x))

    def share(self, i, bar, x):
        return bar * self.value * (1 - self.value)


class relu(Made):
    def compute(self, x):
        return (x + abs(x)) / 2

    def share(self, i, bar, x):
        return bar * (1 + np.sign(x)) / 2


# %% a6-toposort
def toposort(root):
    depth, stack = {}, [root]
    while stack:
        node = stack[-1]
        unknown = [parent for parent in node.parents if parent not in depth]
        if unknown:
            stack.extend(unknown)
        else:
            depth[node] = 1 + max([depth[parent] for parent in node.parents], default=0)
            stack.pop()
    return sorted(depth, key=depth.get)


# %% a6-backward
def backward(root):
    order = toposort(root)
    children = {node: [] for node in order}
    for child in order:
        for parent, share in zip(child.parents, child.local, strict=True):
            children[parent].append((child, share))
    root.bar = 1.0
    for node in reversed(order[:-1]):
        node.bar = sum(share(child.bar) for child, share in children[node])


# %% a6-unbroadcast
def unbroadcast(g, shape):
    g = np.asarray(g).reshape((1,) * (4 - np.ndim(g)) + np.shape(g))
    full = (1,) * (4 - len(shape)) + tuple(shape)
    for axis in range(4):
        if full[axis] == 1:
            g = g.sum(axis, keepdims=True)
    return g.reshape(shape)


# %% a6-entrywise
class plus(Made):
    def compute(self, x, y):
        return x + y

    def share(self, i, bar, x, y):
        return unbroadcast(bar, np.shape((x, y)[i]))


class times(Made):
    def compute(self, x, y):
        return x * y

    def share(self, i, bar, *values):
        return unbroadcast(bar * values[1 - i], np.shape(values[i]))


# %% a6-matmul
class matmul(Made):
    def compute(self, x, y):
        return x @ y

    def share(self, i, bar, x, y):
        return bar @ y.T if i == 0 else x.T @ bar


# %% a6-sums
class Sum(Made):
    def compute(self, x, axis):
        return x.sum(axis=axis)

    def share(self, i, bar, x, axis):
        return (np.expand_dims(bar, axis) if axis is not None else bar) * np.ones_like(x)


class Mean(Made):
    def compute(self, x, axis):
        return x.mean(axis=axis)

    def share(self, i, bar, x, axis):
        n = x.size if axis is None else x.shape[axis]
        return (np.expand_dims(bar, axis) if axis is not None else bar) * np.full_like(x, 1 / n)


def sum_over(a, axis=None):
    return Sum(a, axis=axis)


def mean_over(a, axis=None):
    return Mean(a, axis=axis)


# %% a6-to-dict
def to_dict(root):
    order = toposort(root)
    number = {node: k for k, node in enumerate(order)}
    pairs = sorted((number[parent], number[child]) for child in order for parent in child.parents)
    return {"values": tuple(node.value for node in order), "edges": tuple(pairs)}


# %% a6-needed
def needed(root, params):
    order, wanted = toposort(root), set(params)
    for node in order:
        if not wanted.isdisjoint(node.parents):
            wanted.add(node)
    return [node for node in order if node in wanted]
