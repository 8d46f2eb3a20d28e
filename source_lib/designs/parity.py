"""Five nets for one function: is the number of on-bits odd? Shallow or deep, lookup or count, they differ in size."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from source_lib.activations import hard_threshold, identity
from source_lib.designs.codes import as_zero_one, binary_inputs
from source_lib.designs.tables import centred_bias, table_net
from source_lib.mlp import MLP, Layer

Array = NDArray[np.float64]


def parity(X: ArrayLike) -> Array:
    """Say for each row of bits whether an odd number is on: f_par(x) = 1 if sum_j x_j is odd, else 0.

    Shapes: X (N, D) of 0/1; returns (N,).
    Raises: ValueError if an entry is neither 0 nor 1.
    Example:
    >>> parity([[1, 0, 0], [1, 1, 0], [1, 1, 1]]).tolist()
    [1.0, 0.0, 1.0]

    Lecture: 5, section 4.4, "The power of depth".
    """
    bits = np.asarray(X, dtype=float)
    if not np.all((bits == 0) | (bits == 1)):
        raise ValueError("'X' must hold only 0 and 1 (got other values). Did you use -1/+1 inputs?")
    return bits.sum(axis=-1) % 2


def parity_lookup(units_in: int) -> MLP:
    """Build parity as a table net, read on 0/1 inputs: one hidden unit per row, 2^D units.

    Example:
    >>> parity_lookup(3).layers[0].W.shape
    (8, 3)

    Lecture: 5, section 4.4, "The power of depth".
    """
    return as_zero_one(_parity_table_net(units_in, pruned=False))


def parity_detectors(units_in: int) -> MLP:
    """Build parity from AND-detectors, one per odd input and none for the even ones: 2^(D-1) units.

    No fewer detectors can do it if none may fire on an even input: a detector that leaves a bit free fires on both
    settings of this bit, and one of the two inputs is even.
    Example:
    >>> parity_detectors(3).layers[0].W.shape
    (4, 3)

    Lecture: 5, section 4.4, "The power of depth".
    """
    return as_zero_one(_parity_table_net(units_in, pruned=True))


def parity_counting(units_in: int) -> MLP:
    """Build parity with D units that count: h_k = 1 if sum_j x_j > k - 1/2, y = h_1 - h_2 + h_3 - ...

    With n bits on, exactly h_1 ... h_n fire, and the alternating sum of n ones is 1 for odd n and 0 for even n.
    Example:
    >>> net = parity_counting(3)
    >>> net.layers[0].b.tolist(), net.layers[1].W.tolist()
    ([-0.5, -1.5, -2.5], [[1.0, -1.0, 1.0]])

    Lecture: 5, section 4.4, "The power of depth".
    """
    _check_units_in(units_in)
    k = np.arange(units_in)
    signs = np.where(k % 2 == 0, 1.0, -1.0)
    counters = Layer(np.ones((units_in, units_in)), -(k + 0.5), hard_threshold)
    return MLP((counters, Layer(signs[None, :], np.zeros(1), identity)))


def parity_chain(units_in: int) -> MLP:
    """Build parity by XOR-ing in one bit per hidden layer: D-1 layers, 2(D-1) + (D-1)(D-2)/2 units.

    A layered net has no wires that skip layers, so bits that wait for their turn are copied, and the copies add up to
    a square.
    Example:
    >>> [layer.W.shape[0] for layer in parity_chain(4).layers]
    [4, 3, 2, 1]

    Lecture: 5, section 4.4, "The power of depth".
    """
    return _fold(units_in, pairs=lambda n: 1)


def parity_tree(units_in: int) -> MLP:
    """Build parity as a knock-out of XOR blocks: 2(D-1) units and one copy per odd one out, ceil(log2 D) hidden layers.

    Example:
    >>> [layer.W.shape[0] for layer in parity_tree(8).layers]
    [8, 4, 2, 1]

    Lecture: 5, section 4.4, "The power of depth".
    """
    return _fold(units_in, pairs=lambda n: n // 2)


PARITY_NETS: dict[str, Callable[[int], MLP]] = {
    "lookup": parity_lookup,
    "detectors": parity_detectors,
    "counting": parity_counting,
    "chain": parity_chain,
    "tree": parity_tree,
}


def _parity_table_net(units_in: int, pruned: bool) -> MLP:
    table = parity(binary_inputs(units_in))
    return table_net(table, bias=centred_bias(units_in), pruned=pruned)


def _fold(units_in: int, pairs: Callable[[int], int]) -> MLP:
    """Halve or shorten a list of bits layer by layer: XOR the first pairs, copy the rest.

    A bit between layers is a signed sum of units (OR minus AND for a block, the unit itself for a copy). `read` holds
    these sums as rows, so a unit that wants bit values v = read h with weights u gets the weights u read.
    """
    _check_units_in(units_in)
    layers: list[Layer] = []
    read = np.eye(units_in)
    while len(read) > 1:
        n_bits, n_pairs = len(read), pairs(len(read))
        n_copies = n_bits - 2 * n_pairs
        W = np.zeros((2 * n_pairs + n_copies, n_bits))
        b = np.full(len(W), -0.5)
        new_read = np.zeros((n_pairs + n_copies, len(W)))
        for k in range(n_pairs):
            W[2 * k : 2 * k + 2, 2 * k : 2 * k + 2] = 1.0
            b[2 * k + 1] = -1.5
            new_read[k, 2 * k : 2 * k + 2] = 1.0, -1.0
        W[2 * n_pairs :, 2 * n_pairs :] = np.eye(n_copies)
        new_read[n_pairs:, 2 * n_pairs :] = np.eye(n_copies)
        layers.append(Layer(W @ read, b, hard_threshold))
        read = new_read
    return MLP((*layers, Layer(read, np.zeros(1), identity)))


def _check_units_in(units_in: int) -> None:
    if units_in < 1:
        raise ValueError(f"'units_in' must be at least 1 (got {units_in}). Parity needs a bit to look at.")
