"""Step by step with plain loops, as one writes it at the first time."""

import numpy as np


# %% a6-node
class Node:
    bar = 0.0

    def __init__(self, value, parents=None, local=None):
        self.value = value
        if parents is None:
            self.parents = ()
            self.local = ()
        else:
            self.parents = parents
            self.local = local


# %% a6-add-mul
def add(a, b):
    result = Node(a.value + b.value)

    def share_of_a(bar):
        return bar * 1.0

    def share_of_b(bar):
        return bar * 1.0

    result.parents = (a, b)
    result.local = (share_of_a, share_of_b)
    return result


def mul(a, b):
    result = Node(a.value * b.value)
    result.parents = (a, b)
    result.local = (lambda bar: b.value * bar, lambda bar: a.value * bar)
    return result


# %% a6-neg-power
def neg(a):
    result = Node(a.value * -1.0)
    result.parents = (a,)
    result.local = (lambda bar: bar * -1.0,)
    return result


def power(a, p):
    result = Node(a.value**p)
    result.parents = (a,)
    result.local = (lambda bar: a.value ** (p - 1) * p * bar,)
    return result


# %% a6-exp-log
def exp(a):
    result = Node(np.exp(a.value))
    result.parents = (a,)
    result.local = (lambda bar: bar * result.value,)
    return result


def log(a):
    result = Node(np.log(a.value))
    result.parents = (a,)
    result.local = (lambda bar: (1.0 / a.value) * bar,)
    return result


# %% a6-sigmoid-relu
def sigmoid(a):
    denominator = 1.0 + np.exp(-a.value)
    result = Node(1.0 / denominator)
    result.parents = (a,)
    result.local = (lambda bar: bar * np.exp(-a.value) / denominator**2,)
    return result


def relu(a):
    result = Node(np.maximum(a.value, 0.0))
    result.parents = (a,)
    result.local = (lambda bar: bar * np.where(a.value > 0.0, 1.0, 0.0),)
    return result


# %% a6-toposort
def toposort(root):
    reachable = []
    known = set()
    todo = [root]
    while len(todo) > 0:
        node = todo.pop()
        if id(node) in known:
            continue
        known.add(id(node))
        reachable.append(node)
        for parent in node.parents:
            todo.append(parent)
    children = {id(node): [] for node in reachable}
    waiting_for = {}
    for node in reachable:
        waiting_for[id(node)] = len(node.parents)
        for parent in node.parents:
            children[id(parent)].append(node)
    ready = [node for node in reachable if waiting_for[id(node)] == 0]
    order = []
    while len(ready) > 0:
        node = ready.pop()
        order.append(node)
        for child in children[id(node)]:
            waiting_for[id(child)] -= 1
            if waiting_for[id(child)] == 0:
                ready.append(child)
    return order


# %% a6-backward
def backward(root):
    order = toposort(root)
    for i in range(len(order)):
        order[i].bar = 0.0
    order[-1].bar = 1.0
    for i in range(len(order) - 1, -1, -1):
        node = order[i]
        for j in range(len(node.parents)):
            share = node.local[j](node.bar)
            node.parents[j].bar = node.parents[j].bar + share


# %% a6-unbroadcast
def unbroadcast(g, shape):
    result = g
    for _ in range(np.ndim(g) - len(shape)):
        result = np.sum(result, axis=0)
    for axis in range(len(shape)):
        if shape[axis] == 1 and np.shape(result)[axis] != 1:
            result = np.sum(result, axis=axis, keepdims=True)
    return result


# %% a6-entrywise
def plus(a, b):
    result = Node(a.value + b.value)
    result.parents = (a, b)
    result.local = (lambda bar: unbroadcast(bar, np.shape(a.value)), lambda bar: unbroadcast(bar, np.shape(b.value)))
    return result


def times(a, b):
    result = Node(a.value * b.value)

    def share_of_a(bar):
        return unbroadcast(bar * b.value, np.shape(a.value))

    def share_of_b(bar):
        return unbroadcast(bar * a.value, np.shape(b.value))

    result.parents = (a, b)
    result.local = (share_of_a, share_of_b)
    return result


# %% a6-matmul
def matmul(a, b):
    N, D = a.value.shape
    K = b.value.shape[1]

    def share_of_a(bar):
        share = np.zeros((N, D))
        for n in range(N):
            for d in range(D):
                for k in range(K):
                    share[n, d] += bar[n, k] * b.value[d, k]
        return share

    def share_of_b(bar):
        share = np.zeros((D, K))
        for n in range(N):
            for d in range(D):
                for k in range(K):
                    share[d, k] += bar[n, k] * a.value[n, d]
        return share

    return Node(a.value @ b.value, (a, b), (share_of_a, share_of_b))


# %% a6-sums
def sum_over(a, axis=None):
    def share(bar):
        result = np.empty(a.value.shape)
        if axis is None:
            result[...] = bar
        elif axis == 0:
            for row in range(len(result)):
                result[row] = bar
        else:
            for column in range(result.shape[1]):
                result[:, column] = bar
        return result

    return Node(np.sum(a.value, axis=axis), (a,), (share,))


def mean_over(a, axis=None):
    total = sum_over(a, axis)
    if axis is None:
        n = np.size(a.value)
    else:
        n = np.shape(a.value)[axis]
    return Node(total.value / n, (a,), (lambda bar: total.local[0](bar) / n,))


# %% a6-to-dict
def to_dict(root):
    order = toposort(root)
    values = []
    edges = []
    for child in range(len(order)):
        values.append(order[child].value)
        for parent_node in order[child].parents:
            for parent in range(len(order)):
                if order[parent] is parent_node:
                    edges.append((parent, child))
    return {"values": values, "edges": edges}


# %% a6-needed
def needed(root, params):
    needs = {}
    result = []
    for node in toposort(root):
        needs[id(node)] = False
        for param in params:
            if node is param:
                needs[id(node)] = True
        for parent in node.parents:
            if needs[id(parent)]:
                needs[id(node)] = True
        if needs[id(node)]:
            result.append(node)
    return result
