# ruff: noqa: B905 (as students write it)
"""A class that does the work."""

import numpy as np

from source_lib.activations import hard_threshold


# %% a1-inputs
def four_inputs():
    from itertools import product

    return np.array(list(product([0, 1], repeat=2)))


# %% a1-unit
class Unit:
    def __init__(self, w, b, phi):
        self.w, self.b, self.phi = w, b, phi

    def __call__(self, x):
        return self.phi(self.w @ x + self.b)


def unit(x, w, b, phi):
    return Unit(w, b, phi)(x)


# %% a1-gate
class Gate:
    def __init__(self, w1, w2, b):
        self.w, self.b = np.array([w1, w2]), b

    def negated(self):
        return Gate(*-self.w, -self.b)


def gate(name):
    both, any_ = Gate(1, 1, -1.5), Gate(1, 1, -0.5)
    first = Gate(1, -1, -0.5)
    gates = {"AND": both, "OR": any_, "NAND": both.negated(), "NOR": any_.negated(), "x1 AND NOT x2": first}
    return gates[name].w, gates[name].b


# %% a1-xor
def xor_mlp():
    either, both, first = Gate(1, 1, -0.5), Gate(1, 1, -1.5), Gate(1, -1, -0.5)
    return {
        "W1": np.stack([either.w, both.w]),
        "b1": np.array([either.b, both.b]),
        "W2": first.w[None],
        "b2": np.array([first.b]),
    }


# %% a1-scalar
def forward_scalar(x, params, phi=hard_threshold):
    units = [Unit(w, b, phi) for w, b in zip(params["W1"], params["b1"])]
    h = np.array([unit(x) for unit in units])
    readers = [Unit(w, b, phi) for w, b in zip(params["W2"], params["b2"])]
    return h, np.array([unit(h) for unit in readers])


# %% a1-vec
class Layer:
    def __init__(self, W, b, phi):
        self.W, self.b, self.phi = W, b, phi

    def __call__(self, x):
        return self.phi(np.matmul(x, self.W.T) + self.b)


def forward_vec(x, params, phi=hard_threshold):
    first, second = Layer(params["W1"], params["b1"], phi), Layer(params["W2"], params["b2"], phi)
    h = first(x)
    return h, second(h)


# %% a1-batch
def forward_batch(X, params, phi=hard_threshold):
    first, second = Layer(params["W1"], params["b1"], phi), Layer(params["W2"], params["b2"], phi)
    H = first(X)
    return H, second(H)


# %% a1-collapse
class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def after(self, other):
        return Affine(self.W @ other.W, self.W @ other.b + self.b)


def collapse(layers):
    whole = Affine(*layers[0])
    for layer in layers[1:]:
        whole = Affine(*layer).after(whole)
    return whole.W, whole.b


# %% a1-sorted
def sorted_net(n):
    pairs = [Gate(-1, 1, 0) for _ in range(n - 1)]
    W1 = np.zeros((n - 1, n))
    for i, pair in enumerate(pairs):
        W1[i, i : i + 2] = pair.w
    return {"W1": W1, "b1": np.array([pair.b for pair in pairs]), "W2": np.ones((1, n - 1)), "b2": np.array([1.5 - n])}


# %% a1-adder
def full_adder():
    count = Affine(np.ones((3, 3)), np.array([-0.5, -1.5, -2.5]))
    read = Affine(np.array([[1, -1, 1], [0, 1, 0]]), np.array([-0.5, -0.5]))
    return [(layer.W, layer.b) for layer in (count, read)]


# %% a1-tables
def separable_tables(weights, biases):
    found = {}
    for v in weights:
        for w in weights:
            for b in biases:
                one = Unit(np.array([v, w]), b, hard_threshold)
                table = tuple(one(x) for x in four_inputs())
                found[table] = one
    return np.array(list(found))
