"""Any table is a network: one hidden unit per row recognises the row, its output weights say the answer."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from source_lib.activations import hard_threshold, identity
from source_lib.designs.codes import binary_inputs
from source_lib.mlp import MLP, Layer

Array = NDArray[np.float64]


def legal_biases(units_in: int) -> tuple[float, float]:
    """Give the open interval of biases with which a detector fires on its own pattern only: -D < b < -(D-2).

    A pattern meets itself with w.x = D and its nearest neighbours with w.x = D-2; zero must fall between.
    Example:
    >>> legal_biases(3)
    (-3.0, -1.0)

    Lecture: 5, section 4.2, "Universality".
    """
    _check_units_in(units_in)
    return -float(units_in), float(2 - units_in)


def notes_bias(units_in: int) -> float:
    """Give the bias the lecture uses, b = -(D - 1/2): z is +1/2 on the pattern and at most -3/2 elsewhere.

    Example:
    >>> notes_bias(3)
    -2.5

    Lecture: 5, section 4.2, "Universality".
    """
    _check_units_in(units_in)
    return -(units_in - 0.5)


def centred_bias(units_in: int) -> float:
    """Give the bias in the middle of the legal interval, b = -(D - 1): z is +1 on the pattern, at most -1 elsewhere.

    Example:
    >>> centred_bias(3)
    -2.0

    Lecture: 5, section 4.3, "Soft thresholds".
    """
    _check_units_in(units_in)
    return -float(units_in - 1)


def detector(pattern: ArrayLike, bias: float | None = None) -> tuple[Array, float]:
    """Give the weights and bias of a unit that fires on one pattern of -1/+1 and on no other: w = p, b legal.

    `bias=None` takes the lecture's -(D - 1/2).
    Shapes: pattern (D,); returns w (D,) and a number b.
    Raises: ValueError if the pattern is not made of -1 and +1, or the bias is not legal.
    Example:
    >>> w, b = detector([-1, 1, -1])
    >>> w.tolist(), b
    ([-1.0, 1.0, -1.0], -2.5)

    Lecture: 5, section 4.2, "Universality".
    """
    p = np.asarray(pattern, dtype=float)
    if p.ndim != 1 or not np.all(np.abs(p) == 1):
        raise ValueError(f"'pattern' must be a vector of -1 and +1 (got {p.tolist()}). Did you use 0/1 inputs?")
    return p.copy(), _legal(bias, p.size)


def table_net(table: ArrayLike, bias: float | None = None, pruned: bool = False) -> MLP:
    """Build the net of the table game: h_k = 1 if p_k.x + b > 0, y = sum_k h_k T[k], with p_k the k-th row.

    Shapes: table (2^D, K) or (2^D,), rows in the order of `binary_inputs(D, low=-1)`; 2^D hidden units. With `pruned`,
    rows that are all 0 get no unit.
    Raises: ValueError if the number of rows is not 2^D for a D >= 1, or the bias is not legal.
    Example:
    >>> from source_lib.mlp import forward
    >>> forward(table_net([3.0, 1.0, 4.0, 1.5]), [[-1, -1], [1, -1]]).Y.ravel().tolist()
    [3.0, 4.0]

    Lecture: 5, section 4.2, "Universality".
    """
    T = np.asarray(table, dtype=float)
    T = T[:, None] if T.ndim == 1 else T
    units_in = len(T).bit_length() - 1
    if T.ndim != 2 or units_in < 1 or len(T) != 2**units_in:
        raise ValueError(f"'table' must have 2^D rows, one per input (got shape {T.shape}). Is a row missing?")
    net = recall_net(binary_inputs(units_in, low=-1), T, bias)
    return prune(net) if pruned else net


def recall_net(rows: ArrayLike, values: ArrayLike, bias: float | None = None) -> MLP:
    """Build a net that knows some rows of a table by heart and answers 0 everywhere else: y = sum_k h_k values[k].

    This is the table net with only the rows one has seen: perfect on them, silent on all others.
    Shapes: rows (M, D) of -1/+1, all different; values (M, K) or (M,); M hidden units.
    Raises: ValueError if rows and values differ in number, rows repeat, or entries are not -1/+1.
    Example:
    >>> from source_lib.mlp import forward
    >>> forward(recall_net([[1, 1]], [9.0]), [[1, 1], [1, -1]]).Y.ravel().tolist()
    [9.0, 0.0]

    Lecture: 5, section 4.2, "Universality".
    """
    P, T = np.asarray(rows, dtype=float), np.asarray(values, dtype=float)
    T = T[:, None] if T.ndim == 1 else T
    if P.ndim != 2 or not np.all(np.abs(P) == 1):
        raise ValueError(f"'rows' must be a matrix of -1 and +1 (got shape {P.shape}). Did you use 0/1 inputs?")
    if len(P) != len(T):
        raise ValueError(f"'values' must have {len(P)} rows, one per row of 'rows' (got shape {T.shape}).")
    if len(np.unique(P, axis=0)) != len(P):
        raise ValueError(f"'rows' must all be different (got {len(P)} rows, some equal). Two units would answer.")
    b = np.full(len(P), _legal(bias, P.shape[1]))
    return MLP((Layer(P.copy(), b, hard_threshold), Layer(T.T.copy(), np.zeros(T.shape[1]), identity)))


def prune(net: MLP) -> MLP:
    """Remove hidden units nobody listens to: unit j of a layer goes if column j of the next W is all 0.

    The outputs stay the same, exactly.
    Example:
    >>> from source_lib.designs import size
    >>> size(prune(table_net([0.0, 1.0, 1.0, 0.0]))).units
    2

    Lecture: 5, section 4.2, "Universality".
    """
    layers = list(net.layers)
    # From the output backwards: a unit that loses its listeners stops listening too.
    for k in range(len(layers) - 1, 0, -1):
        heard = np.any(layers[k].W != 0, axis=0)
        above, below = layers[k], layers[k - 1]
        layers[k] = Layer(above.W[:, heard], above.b, above.activation)
        layers[k - 1] = Layer(below.W[heard], below.b[heard], below.activation)
    return MLP(tuple(layers))


def _check_units_in(units_in: int) -> None:
    if units_in < 1:
        raise ValueError(f"'units_in' must be at least 1 (got {units_in}).")


def _legal(bias: float | None, units_in: int) -> float:
    b = notes_bias(units_in) if bias is None else float(bias)
    low, high = legal_biases(units_in)
    if not low < b < high:
        raise ValueError(
            f"'bias' must lie strictly between {low:g} and {high:g} for {units_in} inputs (got {b:g}). "
            + ("The unit would never fire." if b <= low else "The unit would fire on neighbours too.")
        )
    return b
