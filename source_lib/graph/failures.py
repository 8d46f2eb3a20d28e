"""Errors of the graph, which name the expression that failed rather than the library line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from source_lib.graph.rules import VALUES
from source_lib.graph.text import expression, operation

if TYPE_CHECKING:
    from source_lib.graph.nodes import Node


def explained(error: Exception, op: str, parents: tuple[Node, ...], options: tuple[Any, ...] = ()) -> Exception:
    """Return the error to raise when op(parents) failed with error: "'W @ x' cannot be computed: W has shape ...".

    Example:
    >>> from source_lib.graph import node
    >>> print(explained(ZeroDivisionError("division by zero"), "divide", (node(1.0, "a"), node(0.0, "b"))))
    division by zero in a / b

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    what = operation(op, parents, options)
    if op not in VALUES:
        return NotImplementedError(
            f"The graph has no rule for '{op}' in {what}. Add a row to VALUES and to VJPS, or write it otherwise."
        )
    if isinstance(error, (ValueError, np.exceptions.AxisError)):
        shapes = " and ".join(f"{expression(parent)} has shape {parent.shape}" for parent in parents)
        return ValueError(f"'{what}' cannot be computed: {shapes}. Does a transpose or an axis fail?")
    return type(error)(f"{error} in {what}")


def no_vjps(child: Node) -> NotImplementedError:
    """Return the error to raise when the backward pass meets an operation without a row in VJPS.

    Example:
    >>> from source_lib.graph import node
    >>> print(no_vjps(node(1.0, "a") + 2))
    The graph has no vjps for 'add' in a + 2. Add a row 'add' to VJPS.

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    return NotImplementedError(
        f"The graph has no vjps for '{child.op}' in {expression(child)}. Add a row '{child.op}' to VJPS."
    )
