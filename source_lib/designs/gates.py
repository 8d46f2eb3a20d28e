"""The sixteen functions of two bits, by one threshold unit where one is enough, by two layers otherwise."""

import numpy as np
from numpy.typing import NDArray

from source_lib.activations import hard_threshold
from source_lib.mlp import MLP, Layer

# Outputs for the inputs (0,0), (0,1), (1,0), (1,1), in this order.
GATES: dict[str, tuple[int, int, int, int]] = {
    "false":           (0, 0, 0, 0),
    "and":             (0, 0, 0, 1),
    "x1 and not x2":   (0, 0, 1, 0),
    "x1":              (0, 0, 1, 1),
    "x2 and not x1":   (0, 1, 0, 0),
    "x2":              (0, 1, 0, 1),
    "xor":             (0, 1, 1, 0),
    "or":              (0, 1, 1, 1),
    "nor":             (1, 0, 0, 0),
    "xnor":            (1, 0, 0, 1),
    "not x2":          (1, 0, 1, 0),
    "x1 or not x2":    (1, 0, 1, 1),
    "not x1":          (1, 1, 0, 0),
    "x2 or not x1":    (1, 1, 0, 1),
    "nand":            (1, 1, 1, 0),
    "true":            (1, 1, 1, 1),
}  # fmt: skip

# Weights and bias of one unit. The boundary keeps a distance of 1/2 in z from every corner, so z is never 0 and the
# answer does not hang on what a threshold does exactly at 0.
_UNITS: dict[str, tuple[float, float, float]] = {
    "false":           ( 0.0,  0.0, -0.5),
    "and":             ( 1.0,  1.0, -1.5),
    "x1 and not x2":   ( 1.0, -1.0, -0.5),
    "x1":              ( 1.0,  0.0, -0.5),
    "x2 and not x1":   (-1.0,  1.0, -0.5),
    "x2":              ( 0.0,  1.0, -0.5),
    "or":              ( 1.0,  1.0, -0.5),
    "nor":             (-1.0, -1.0,  0.5),
    "not x2":          ( 0.0, -1.0,  0.5),
    "x1 or not x2":    ( 1.0, -1.0,  0.5),
    "not x1":          (-1.0,  0.0,  0.5),
    "x2 or not x1":    (-1.0,  1.0,  0.5),
    "nand":            (-1.0, -1.0,  1.5),
    "true":            ( 0.0,  0.0,  0.5),
}  # fmt: skip

SEPARABLE_GATES: tuple[str, ...] = tuple(_UNITS)


def truth_table(name: str) -> NDArray[np.float64]:
    """Give the outputs of a gate on the four inputs in counting order: t[k] = gate(binary digits of k).

    Shapes: returns (4,).
    Raises: ValueError if no gate has this name.
    Example:
    >>> truth_table("xor").tolist()
    [0.0, 1.0, 1.0, 0.0]

    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    if name not in GATES:
        raise ValueError(f"'name' must be one of the 16 gates (got {name!r}). They are: {', '.join(GATES)}.")
    return np.array(GATES[name], dtype=float)


def gate_unit(name: str) -> tuple[NDArray[np.float64], float]:
    """Give the weights and bias of one threshold unit that computes a gate on 0/1 inputs: y = 1 if w.x + b > 0.

    Shapes: returns w (2,) and a number b; |w.x + b| is at least 1/2 on all four inputs.
    Raises: ValueError for "xor" and "xnor", which no single unit computes, and for unknown names.
    Example:
    >>> w, b = gate_unit("and")
    >>> w.tolist(), b
    ([1.0, 1.0], -1.5)

    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    truth_table(name)  # the door for unknown names
    if name not in _UNITS:
        raise ValueError(f"'name' must be a gate that one line separates (got {name!r}). Use gate({name!r}) instead.")
    w1, w2, b = _UNITS[name]
    return np.array([w1, w2]), b


def gate(name: str, hidden: bool | None = None) -> MLP:
    """Build a threshold net for a gate on 0/1 inputs: one unit, or two hidden units h1, h2 and an output unit.

    `hidden=None` takes one unit where one is enough; `hidden=True` always gives two layers (for a gate that needs none
    the hidden units copy x1 and x2); `hidden=False` insists on one unit.
    Shapes: inputs (N, 2), outputs (N, 1).
    Raises: ValueError for an unknown name, and for "xor" or "xnor" with `hidden=False`.
    Example:
    >>> from source_lib.mlp import forward
    >>> forward(gate("nand"), [[0, 1], [1, 1]]).Y.tolist()
    [[1.0], [0.0]]

    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    truth_table(name)
    if name not in _UNITS and hidden is not False:
        return xor() if name == "xor" else xnor()
    w, b = gate_unit(name)
    output = Layer(w[None, :], np.array([b]), hard_threshold)
    return MLP((_copy_layer(), output) if hidden else (output,))


def xor() -> MLP:
    """Build the XOR net of figure 2: h1 = OR, h2 = AND, y = h1 and not h2, on 0/1 inputs.

    Shapes: inputs (N, 2), outputs (N, 1); two hidden units.
    Example:
    >>> from source_lib.mlp import forward
    >>> forward(xor(), [[0, 0], [0, 1], [1, 0], [1, 1]]).Y.ravel().tolist()
    [0.0, 1.0, 1.0, 0.0]

    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    return _or_and_then("x1 and not x2")


def xnor() -> MLP:
    """Build the net for "both or neither": h1 = OR, h2 = AND, y = h2 or not h1, on 0/1 inputs.

    Shapes: inputs (N, 2), outputs (N, 1); two hidden units.
    Example:
    >>> from source_lib.mlp import forward
    >>> forward(xnor(), [[0, 0], [0, 1], [1, 0], [1, 1]]).Y.ravel().tolist()
    [1.0, 0.0, 0.0, 1.0]

    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    return _or_and_then("x2 or not x1")


def _or_and_then(output: str) -> MLP:
    units = [gate_unit("or"), gate_unit("and")]
    hidden = Layer(np.stack([w for w, _ in units]), np.array([b for _, b in units]), hard_threshold)
    w, b = gate_unit(output)
    return MLP((hidden, Layer(w[None, :], np.array([b]), hard_threshold)))


def _copy_layer() -> Layer:
    return Layer(np.eye(2), np.full(2, -0.5), hard_threshold)
