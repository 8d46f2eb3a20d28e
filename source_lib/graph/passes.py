"""The algorithm of the lecture: a topological order, and one backward pass along it."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from source_lib.errors import Array, as_float, shape_error
from source_lib.graph.nodes import Node, node
from source_lib.graph.rules import VJPS
from source_lib.graph.text import expression


def topological_order(root: Node) -> list[Node]:
    """List the nodes root was computed from, parents before children: v_1, ..., v_N = root.

    Each node waits on a stack below its parents until they are in the order; without recursion, so that a long chain is
    no problem, and each edge is looked at once, however many paths run through it.

    Example:
    >>> a = node(3.0, name="a")
    >>> b = (a * a).named("b")
    >>> topological_order((b + a).named("c"))
    [a = 3.0, b = 9.0, c = 12.0]

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    order: dict[Node, None] = {}  # a dict, because it keeps the order and knows its members
    opened: set[Node] = set()
    stack = [root]
    while stack:
        v = stack.pop()
        if v in order:
            continue
        if v in opened or not v.parents:
            order[v] = None
        else:
            opened.add(v)
            stack.append(v)
            stack += v.parents[::-1]
    return list(order)


def children(root: Node) -> dict[Node, list[Node]]:
    """List for each node of the graph its children, Ch(v), once per edge: a + a is a child of a twice.

    Example:
    >>> a = node(3.0, name="a")
    >>> children(a + a)[a]
    [a + a = 6.0, a + a = 6.0]

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    order = topological_order(root)
    listed: dict[Node, list[Node]] = {v: [] for v in order}
    for child in order:
        for parent in child.parents:
            listed[parent].append(child)
    return listed


def backward(root: Node, bar: ArrayLike = 1.0) -> dict[Node, Array]:
    """Return the bars of root and of all it depends on, v_bar_i = sum over children j of v_bar_j dv_j/dv_i.

    Constants, and what is computed from them alone, get no bar. The arrays may share memory; do not write to them.

    Shapes: bar like root; 1.0 will do if root is a single number. Each bar has the shape of its node.
    Raises: ValueError if bar has not the shape of root, NotImplementedError if an operation has no row in VJPS.
    Example:
    >>> a, b = node(2.0, name="a"), node(3.0, name="b")
    >>> bars = backward(a * b + a)
    >>> float(bars[a]), float(bars[b])
    (4.0, 2.0)

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    bars: dict[Node, Array] = {root: _seed(root, bar)}
    for child in reversed(topological_order(root)):
        if child.parents and child.needs_bar:
            child_bar, v, inputs = bars[child], child.value, child.inputs  # complete: all of Ch(child) came before
            for parent, vjp in zip(child.parents, _vjps(child)):  # noqa: B905 (the table is tested, once and for all)
                if parent.needs_bar:
                    share = vjp(child_bar, v, *inputs)
                    bars[parent] = bars[parent] + share if parent in bars else share
    return bars


def _vjps(child: Node) -> tuple[Callable[..., Any], ...]:
    try:
        return VJPS[child.op]
    except KeyError:
        raise NotImplementedError(
            f"The graph has no vjps for '{child.op}' in {expression(child)}. Add a row '{child.op}' to VJPS."
        ) from None


def _seed(root: Node, bar: ArrayLike) -> Array:
    if not isinstance(root, Node):
        raise TypeError(f"'root' must be a node (got a {type(root).__name__}). Did the formula use any node?")
    seed = as_float("bar", bar)
    if seed.shape != root.shape:
        cause = "Sum it to a single number first." if seed.ndim == 0 else ""
        raise shape_error("bar", f"have shape {root.shape}, like the root {expression(root)}", seed, cause)
    dtype = getattr(root.value, "dtype", seed.dtype)
    return seed.astype(np.result_type(dtype, seed) if seed.dtype.kind == "c" else dtype)[()]


def gradient(f: Callable[..., Any], *arguments: ArrayLike) -> tuple[Array, ...]:
    """Return the gradient of f at arguments, one array df/dx per argument.

    Shapes: f takes one node per argument and returns a node that is a single number; each result like its argument.
    Raises: TypeError if f does not return a node, ValueError if that is not a single number.
    Example:
    >>> dx, dy = gradient(lambda x, y: (x * y).sum(), [1.0, 2.0], [3.0, 4.0])
    >>> dx.tolist(), dy.tolist()
    ([3.0, 4.0], [1.0, 2.0])

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    variables = [node(argument) for argument in arguments]
    bars = backward(f(*variables))
    return tuple(bars[v] if v in bars else np.zeros_like(v.value) for v in variables)
