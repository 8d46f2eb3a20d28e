"""The algorithm of the lecture: a topological order, and one backward pass along it."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from source_lib.errors import Array, as_float, shape_error
from source_lib.graph.failures import no_vjps
from source_lib.graph.nodes import Node, node
from source_lib.graph.rules import VJPS, Rule, as_value, unbroadcast
from source_lib.graph.text import expression

NUMBERS = (float, np.float64)  # a share of such a type is a single number, and so is its parent


def topological_order(root: Node) -> list[Node]:
    """List the nodes root was computed from, parents before children: v_1, ..., v_N = root.

    A node goes back on the stack below its parents, under a None, and joins the order when that comes up: its parents
    have joined by then. Without recursion a long chain is no problem, and each edge is looked at once, however many
    paths run through it.

    Example:
    >>> a = node(3.0, name="a")
    >>> b = (a * a).named("b")
    >>> topological_order((b + a).named("c"))
    [a = 3.0, b = 9.0, c = 12.0]

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    order: list[Node] = []
    seen: set[Node] = set()
    stack: list[Node | None] = [root]
    while stack:
        v = stack.pop()
        if v is None:
            order.append(stack.pop())  # type: ignore[arg-type]
        elif v not in seen:
            seen.add(v)
            parents = v.parents
            if parents:
                stack.append(v)
                stack.append(None)
                stack += parents[::-1]
            else:
                order.append(v)
    return order


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
    bars: dict[Node, Any] = {root: _seed(root, bar)}
    for child in reversed(topological_order(root)):
        if not (child.parents and child.needs_bar):
            continue
        child_bar, v, inputs = bars[child], child.value, child.inputs  # complete: all of Ch(child) came before
        for parent, vjp in zip(child.parents, _vjps(child)):  # noqa: B905
            if parent.needs_bar:
                share = vjp(child_bar, v, *inputs)
                if type(share) not in NUMBERS and share.shape != parent.shape:  # the parent was broadcast
                    share = unbroadcast(share, parent.value)
                bars[parent] = bars[parent] + share if parent in bars else share
    return bars


def _vjps(child: Node) -> tuple[Rule, ...]:
    try:
        return VJPS[child.op]
    except KeyError:
        raise no_vjps(child) from None


def _seed(root: Node, bar: ArrayLike) -> Any:
    if not isinstance(root, Node):
        raise TypeError(f"'root' must be a node (got a {type(root).__name__}). Did the formula use any node?")
    seed = as_float("bar", bar)
    if seed.shape != root.shape:
        cause = "Sum it to a single number first." if seed.ndim == 0 else ""
        raise shape_error("bar", f"have shape {root.shape}, like the root {expression(root)}", seed, cause)
    dtype = getattr(root.value, "dtype", seed.dtype)
    return as_value(seed.astype(np.result_type(dtype, seed) if seed.dtype.kind == "c" else dtype))


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
    return tuple(np.asarray(bars[v]) if v in bars else np.zeros_like(v.value) for v in variables)
