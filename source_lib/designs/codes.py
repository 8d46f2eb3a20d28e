"""The two codings of a bit: 0/1 for gates and parity, -1/+1 for the table game."""

import numpy as np
from numpy.typing import NDArray

from source_lib.mlp import MLP, Layer


def binary_inputs(units_in: int, low: int = 0) -> NDArray[np.float64]:
    """List every binary input once, in counting order: row k holds the binary digits of k.

    Shapes: returns (2^units_in, units_in); `low` (0 or -1) stands for an "off" bit, 1 for an "on" bit.
    Raises: ValueError if `units_in` is not in 1..20 or `low` is neither 0 nor -1.
    Example:
    >>> binary_inputs(2).tolist()
    [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
    >>> binary_inputs(2, low=-1)[1].tolist()
    [-1.0, 1.0]

    Lecture: 5, section 4.2, "Universality".
    """
    if not 1 <= units_in <= 20:
        raise ValueError(f"'units_in' must be in 1..20 (got {units_in}). There are 2^units_in rows to list.")
    if low not in (0, -1):
        raise ValueError(f"'low' must be 0 or -1, the value of an off bit (got {low}).")
    bits = (np.arange(2**units_in)[:, None] >> np.arange(units_in)[::-1]) & 1
    return np.where(bits == 1, 1.0, float(low))


def as_zero_one(net: MLP) -> MLP:
    """Rewrite a net for -1/+1 inputs to read 0/1 inputs: with s = 2x - 1, w.s + b = (2w).x + (b - sum(w)).

    Only the first layer changes, so the two codings are the same net seen through a change of variable.
    Shapes: the same layers in and out.
    Example:
    >>> from source_lib.designs import table_net
    >>> as_zero_one(table_net([[0.0], [7.0]], bias=-0.5)).layers[0].W.tolist()
    [[-2.0], [2.0]]

    Lecture: 5, section 4.2, "Universality".
    """
    first, *rest = net.layers
    return MLP((Layer(2 * first.W, first.b - first.W.sum(axis=1), first.activation), *rest))
