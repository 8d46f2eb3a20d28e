"""How few hidden units can parity do with? For a handful of bits every net can be tried, and here it is."""

import numpy as np
from numpy.typing import NDArray

from source_lib.designs.codes import binary_inputs
from source_lib.designs.parity import parity

Bits = NDArray[np.bool_]

# Integer weights up to this size reach every threshold function of so many bits (a classical result for few bits;
# the counts 4, 14, 104, 1882 confirm it).
_LARGEST_WEIGHT = {1: 1, 2: 1, 3: 2, 4: 3}


def threshold_functions(units_in: int) -> Bits:
    """List every function of D bits that one threshold unit computes: rows of [w.x + b > 0 for all 2^D inputs x].

    Shapes: returns (F, 2^D) with F = 4, 14, 104, 1882 for D = 1, 2, 3, 4; all rows different.
    Raises: ValueError if `units_in` is not in 1..4 (5 bits have 94,572 such functions).
    Example:
    >>> threshold_functions(2).shape
    (14, 4)

    Lecture: 5, section 4.4, "The power of depth".
    """
    if units_in not in _LARGEST_WEIGHT:
        raise ValueError(f"'units_in' must be in 1..4 (got {units_in}). The number of functions explodes after 4.")
    top = _LARGEST_WEIGHT[units_in]
    grid = np.meshgrid(*[np.arange(-top, top + 1)] * units_in, indexing="ij")
    W = np.stack([axis.ravel() for axis in grid], axis=1)
    sums = W @ binary_inputs(units_in).T
    # All sums are whole numbers, so biases halfway between them are all that matter.
    biases = np.arange(-top * units_in, top * units_in + 2) - 0.5
    fires = sums[:, None, :] > biases[None, :, None]
    return np.unique(fires.reshape(-1, 2**units_in), axis=0)


def pairs_told_apart(functions: Bits) -> Bits:
    """Mark the (odd, even) pairs of inputs a unit tells apart: told[f, (o, e)] = f(o) = 1 and f(e) = 0.

    Shapes: functions (F, 2^D); returns (F, 2^(D-1) * 2^(D-1)), True where the unit is on for the odd input and off for
    the even one.
    Example:
    >>> pairs_told_apart(np.array([[False, True, True, True]])).tolist()
    [[True, False, True, False]]

    Lecture: 5, section 4.4, "The power of depth".
    """
    units_in = functions.shape[1].bit_length() - 1
    odd = parity(binary_inputs(units_in)) == 1
    told = functions[:, odd][:, :, None] & ~functions[:, ~odd][:, None, :]
    return told.reshape(len(functions), -1)


def fewest_hidden_units(units_in: int) -> int:
    """Find the smallest one-hidden-layer threshold net for parity of D bits by trying every net: 2, 3, 4 units.

    The output unit reads each hidden unit with a positive or a negative weight; a negative one can be made positive by
    turning the hidden unit around, which gives a threshold function again. With positive weights only, an odd input
    beats an even one only if some unit is on for the odd and off for the even. So n hidden units must between them tell
    every such pair apart. For n <= 3 this is also enough (every monotone function of three bits is a threshold
    function), and the counting net shows that D units do. A linear output unit can do no better: threshold it at 1/2.
    Raises: ValueError if `units_in` is not in 2..4.
    Example:
    >>> [fewest_hidden_units(D) for D in (2, 3, 4)]
    [2, 3, 4]

    Lecture: 5, section 4.4, "The power of depth".
    """
    if not 2 <= units_in <= 4:
        raise ValueError(f"'units_in' must be in 2..4 (got {units_in}). The search is exact up to three hidden units.")
    told = _largest_only(pairs_told_apart(threshold_functions(units_in)))
    still_open = np.ones(told.shape[1], dtype=bool)
    return next((n for n in range(1, units_in) if _can_close(still_open, told, n)), units_in)


def _largest_only(told: Bits) -> Bits:
    """Keep the units that no other unit beats: if one tells apart all that another does, the other is not needed."""
    told = np.unique(told, axis=0)
    contained = np.array([np.sum(np.all(told >= row, axis=1)) > 1 for row in told])
    return told[~contained]


def _can_close(still_open: Bits, told: Bits, n_units: int) -> bool:
    """Say whether n more units can tell apart all pairs still open. Some unit must take the first of them: try each."""
    if not still_open.any():
        return True
    if n_units == 0:
        return False
    takes_first = told[told[:, np.argmax(still_open)]]
    return any(_can_close(still_open & ~row, told, n_units - 1) for row in takes_first)
