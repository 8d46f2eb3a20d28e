"""A node in words: the expression it was computed by, its value and its bar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from source_lib.graph.nodes import Node

_INFIX = {"add": ("+", 1), "subtract": ("-", 1), "multiply": ("*", 2), "divide": ("/", 2), "matmul": ("@", 2)}
_ATOM, _NEGATIVE, _POWER = 9, 3, 4
_OPTIONS = {"sum": ("axis", "keepdims"), "mean": ("axis", "keepdims"), "logsumexp": ("axis", "keepdims")}


def expression(node: Node, depth: int = 6) -> str:
    """Write a node as the formula that made it; named nodes end the formula, deeper ones are dots.

    Example:
    >>> from source_lib.graph import node
    >>> a, b = node(2.0, name="a"), node(3.0, name="b")
    >>> expression((a + b) * a ** 2), expression(((a + b) / (a * b)).sum(), depth=2)
    ('(a + b) * a ** 2', 'sum(… / …)')

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    return _write(node, depth)[0]


def operation(op: str, parents: tuple[Node, ...], options: tuple[Any, ...] = ()) -> str:
    """Write an operation that has no node, because it could not be computed.

    Example:
    >>> from source_lib.graph import node
    >>> operation("divide", (node(2.0, name="a"), node(0.0, name="b")))
    'a / b'

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    return _write_operation(op, parents, options, depth=6)[0]


def equation(node: Node) -> str:
    """Write a node as "formula = value".

    Example:
    >>> from source_lib.graph import node
    >>> equation(node(2.0, name="w") * 3)
    'w * 3 = 6.0'

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    left = expression(node) if node.name or node.parents else node.op
    return _beside(left + " = ", node.value)


def describe(node: Node, bars: Mapping[Node, Any] | None = None) -> str:
    """Write a node as "formula = value", and with bars "| bar = d cost / d node" behind it.

    Example:
    >>> from source_lib.graph import backward, node
    >>> w = node(2.0, name="w")
    >>> describe(w, backward(w * w))
    'w = 2.0 | bar = 4.0'

    Lecture: 6, section 2.3, "An alternative notation".
    """
    if bars is None:
        return equation(node)
    bar = _beside("bar = ", bars[node]) if node in bars else "no bar"
    separator = "\n" if "\n" in bar else " | "
    return equation(node) + separator + bar


def _write(node: Node, depth: int) -> tuple[str, int]:
    """Return the formula and how tightly it binds, for the caller to know whether it needs parentheses."""
    if node.name:
        return node.name, _ATOM
    if not node.parents:
        text = _beside("", node.value, short=True)
        return text, _NEGATIVE if text.startswith("-") else _ATOM
    if depth == 0:
        return "…", _ATOM
    return _write_operation(node.op, node.parents, node.options, depth)


def _write_operation(op: str, parents: tuple[Node, ...], options: tuple[Any, ...], depth: int) -> tuple[str, int]:
    parts = [_write(parent, depth - 1) for parent in parents]
    if op in _INFIX and len(parts) == 2:
        sign, strength = _INFIX[op]
        return f"{_wrap(parts[0], strength)} {sign} {_wrap(parts[1], strength + 1)}", strength
    if op == "power":
        return f"{_wrap(parts[0], _POWER + 1)} ** {_wrap(parts[1], _POWER)}", _POWER
    if op == "negative":
        return f"-{_wrap(parts[0], _NEGATIVE)}", _NEGATIVE
    if op == "transpose" and options == (None,):
        return f"{_wrap(parts[0], _ATOM)}.T", _ATOM
    arguments = [text for text, _ in parts]
    names = _OPTIONS.get(op, ("",) * len(options))
    for name, option in zip(names, options, strict=True):
        if option is not None and option is not False:
            arguments.append(f"{name}={option}" if name else str(option))
    return f"{op}({', '.join(arguments)})", _ATOM


def _wrap(part: tuple[str, int], strength: int) -> str:
    return part[0] if part[1] >= strength else f"({part[0]})"


def _beside(left: str, value: Any, short: bool = False) -> str:
    array = np.asarray(value)
    if array.ndim == 0:
        return left + (f"{value:.4g}" if short else str(value))
    if short:
        return f"array{array.shape}"
    return left + np.array2string(array, precision=4, suppress_small=True, threshold=50, prefix=left)
