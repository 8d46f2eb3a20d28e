"""Nets designed by hand, looked at from outside: are these numbers a net, and what do its units say?

Only behaviour is asked for, never a constant: there are many right nets for one truth table.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from source_lib.checks.answers import entry, kind, numbers, parts, refuse
from source_lib.errors import Array

Layers = list[tuple[Array, Array]]

ROWS = "One row per unit of this layer, one column per unit below."


def read_unit(name: str, value: Any, units_in: int) -> Layers:
    """Return the answer (w, b) of one unit as a net of one layer: z = w.x + b.

    Shapes: w (units_in,), b a number.
    Raises: CheckFailed if it is not that.
    Example:
    >>> read_unit("gate", ([1, 1], -1.5), 2)[0][0].tolist()
    [[1.0, 1.0]]

    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    w, b = parts(name, value, ["w", "b"])
    weights = numbers(f"w of {name}", w, (units_in,), "One weight per input.")
    return [(weights[None, :], np.array([number(f"b of {name}", b, "The bias of a unit is one number.")]))]


def number(name: str, value: Any, hint: str) -> float:
    """Return an answer that must be one number.

    Raises: CheckFailed if it is a list, an array with a shape, or no number at all.
    Example:
    >>> number("b", np.array(-1.5), "")
    -1.5

    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    if isinstance(value, (list, tuple)) or (isinstance(value, np.ndarray) and value.ndim):
        refuse(name, kind(value), "a number", hint)
    return float(numbers(name, value, (), hint))


def listed(values: ArrayLike) -> str:
    """Write numbers one after another, as a hint does.

    Example:
    >>> listed(np.array([1.0, 0.0, -2.5]))
    '1 0 -2.5'

    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    return " ".join(f"{value:g}" for value in np.asarray(values, dtype=np.float64))


def expect_number(name: str, value: Any, wanted: float, hint: str, tolerance: float = 1e-6) -> None:
    """Require an answer to be one number, |value - wanted| <= tolerance max(1, |wanted|).

    Raises: CheckFailed.
    Example:
    >>> expect_number("p.x", 3, 3.0, hint="")

    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    came = number(name, value, hint)
    if abs(came - wanted) > tolerance * max(1.0, abs(wanted)):
        refuse(name, f"{came:g}", f"{wanted:g}", hint)


def read_params(name: str, value: Any, units_in: int, units_out: int, units_hidden: int | None = None) -> Layers:
    """Return the answer {"W1", "b1", "W2", "b2"} as a list of two layers (W, b).

    Shapes: W1 (H, units_in), b1 (H,), W2 (units_out, H), b2 (units_out,); any H, also 0, where none is given.
    Raises: CheckFailed if an entry is missing or has another shape.
    Example:
    >>> net = {"W1": [[1, 1]], "b1": [0.5], "W2": [[2]], "b2": [0]}
    >>> [W.shape for W, _ in read_params("net", net, 2, 1)]
    [(1, 2), (1, 1)]

    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    W1, b1, W2, b2 = (entry(name, value, key) for key in ("W1", "b1", "W2", "b2"))
    first = _layer("1", W1, b1, units_in, units_hidden)
    return [first, _layer("2", W2, b2, len(first[1]), units_out)]


def read_layers(name: str, value: Any, units_in: int, units_out: int) -> Layers:
    """Return the answer [(W, b), (W, b), ...] as arrays, each layer as wide as the next one reads.

    Shapes: first W (H, units_in), last W (units_out, H).
    Raises: CheckFailed if it is no list of pairs, or the shapes do not fit together.
    Example:
    >>> [b.tolist() for _, b in read_layers("net", [([[1, 1]], [-0.5])], 2, 1)]
    [[-0.5]]

    Lecture: 5, section 4.4, "The power of depth".
    """
    if not isinstance(value, (list, tuple)) or len(value) == 0:
        refuse(f"What {name} returns", kind(value), "a list of pairs (W, b)", "One pair per layer, input side first.")
    layers: Layers = []
    for k, pair in enumerate(value, start=1):
        if not isinstance(pair, (list, tuple)) or len(pair) != 2:
            refuse(f"Layer {k} of {name}", kind(pair), "a pair (W, b)", "One pair per layer, input side first.")
        below = len(layers[-1][1]) if layers else units_in
        layers.append(_layer(str(k), pair[0], pair[1], below, units_out if k == len(value) else None))
    return layers


def _layer(place: str, W: Any, b: Any, units_in: int, units_out: int | None) -> tuple[Array, Array]:
    if units_out is None:
        units_out = _rows(f"W{place}", W, units_in)
    return (
        numbers(f"W{place}", W, (units_out, units_in), ROWS),
        numbers(f"b{place}", b, (units_out,), "One bias per unit of this layer."),
    )


def _rows(name: str, value: Any, columns: int) -> int:
    if not isinstance(value, (np.ndarray, list, tuple)):
        refuse(name, kind(value), f"an array of shape (units, {columns})", ROWS)
    if isinstance(value, np.ndarray) and value.ndim != 2:
        refuse(name, kind(value), f"an array of shape (units, {columns})", ROWS)
    return len(value)


def sums(layers: Sequence[tuple[Array, Array]], X: Array) -> list[Array]:
    """Return Z of every layer of a threshold net, Z = H W^T + b, where H is 1 where the Z below is > 0, else 0.

    Shapes: X (N, units_in); returns one (N, units) per layer.
    Example:
    >>> [Z.tolist() for Z in sums([(np.array([[1.0, 1.0]]), np.array([-1.5]))], np.ones((1, 2)))]
    [[[0.5]]]

    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    found: list[Array] = []
    H = X
    for W, b in layers:
        found.append(H @ W.T + b)
        H = fires(found[-1])
    return found


def fires(Z: Array) -> Array:
    """Return 1 where z > 0, else 0.

    Example:
    >>> fires(np.array([-1.0, 0.0, 2.0])).tolist()
    [0.0, 0.0, 1.0]

    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    return (Z > 0).astype(float)


def closest(Z: Sequence[Array]) -> float:
    """Return how close any z comes to the step at 0, min |z|.

    Example:
    >>> closest([np.array([[0.5, -2.0]])])
    0.5

    Lecture: 5, section 4.3, "Soft thresholds".
    """
    return min((float(np.abs(z).min()) for z in Z if z.size), default=float("inf"))


def every_input(units_in: int, low: int = 0) -> Array:
    """Return all binary inputs in counting order: row k holds the digits of k, with `low` for a digit 0.

    Shapes: returns (2^units_in, units_in).
    Example:
    >>> every_input(2, low=-1).tolist()
    [[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]]

    Lecture: 5, section 4.2, "Universality".
    """
    bits = (np.arange(2**units_in)[:, None] >> np.arange(units_in)[::-1]) & 1
    return np.where(bits == 1, 1.0, float(low))
