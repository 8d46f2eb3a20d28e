"""Nodes: values that remember what they were computed from, so that a formula leaves its graph behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

import numpy as np
from numpy.typing import ArrayLike

from source_lib.errors import as_float
from source_lib.graph.failures import explained
from source_lib.graph.rules import VALUES, as_value
from source_lib.graph.text import equation, expression

Operator = Callable[[Any, Any], "Node"]


def _operators(op: str) -> tuple[Operator, Operator]:
    """Return an operator of two arguments and its reflection, for a node on the left and for one on the right.

    They do what `apply` does for any operation, in the fewest steps: long formulas of single numbers live here.
    """
    rule = VALUES[op]

    def operator(self: Any, other: Any) -> Node:
        if other.__class__ is not Node:
            other = _constant_beside(self, other)
        inputs = (self.value, other.value)
        try:
            value = rule(*inputs)
        except Exception as error:
            raise explained(error, op, (self, other)) from error
        return _made(value, (self, other), op, inputs, self.needs_bar or other.needs_bar)

    def reflected(self: Any, other: Any) -> Node:
        return operator(_constant_beside(self, other), self)

    return operator, reflected


def unary(op: str) -> Callable[[Any], Any]:
    """Return a function of one argument, entry by entry, v = op(x); as `apply` does it, in the fewest steps.

    Example:
    >>> unary("sqrt")(node(9.0, name="a")), float(unary("sqrt")(9.0))
    (sqrt(a) = 3.0, 3.0)

    Lecture: 6, section 2.4, "Using the computation graph".
    """

    def function(x: Any) -> Any:
        if x.__class__ is not Node:
            return apply(op, x)
        try:
            value = VALUES[op](x.value)
        except Exception as error:
            raise explained(error, op, (x,)) from error
        return _made(value, (x,), op, (x.value,), x.needs_bar)

    return function


class _Draft:
    """A node while it is made. Node forbids assignment, and this is the fastest way to fill one all the same."""

    __slots__ = ("inputs", "name", "needs_bar", "op", "parents", "value")
    value: Any
    parents: tuple[Node, ...]
    op: str
    inputs: tuple[Any, ...]
    needs_bar: bool
    name: str | None

    def __init__(
        self,
        value: Any,
        parents: tuple[Node, ...],
        op: str,
        inputs: tuple[Any, ...] = (),
        needs_bar: bool = True,
        name: str | None = None,
    ) -> None:
        self.value = value
        self.parents = parents
        self.op = op
        self.inputs = inputs  # what the rule was given: the parents' values, then the options
        self.needs_bar = needs_bar
        self.name = name
        self.__class__ = Node


_made: Callable[..., Node] = _Draft  # type: ignore[assignment]


class Node(_Draft):
    """One value of a computation, v = op(Pa(v)); its parents are the nodes it was computed from.

    Nodes never change. They are compared and hashed by identity, so that a dict can hold a bar for each.
    Arithmetic with a plain number or array takes that as a constant, which needs no bar.

    Shapes: value is a number or an array of any shape; operators broadcast as numpy does.
    Example:
    >>> a = node(3.0, name="a")
    >>> c = a * a + 1
    >>> c, c.op, [parent.op for parent in c.parents]
    (a * a + 1 = 10.0, 'add', ['multiply', 'constant'])

    Lecture: 6, section 2.4, "Using the computation graph".
    """

    __slots__ = ()

    def __init__(self, *_: Any, **__: Any) -> None:
        raise TypeError("Nodes are made by node(value, name), by constant(value), and by computing with nodes.")

    def __setattr__(self, name: str, value: Any = None) -> NoReturn:
        raise AttributeError(f"A node never changes, so '{name}' cannot be set. Compute a new node instead.")

    __delattr__ = __setattr__  # type: ignore[assignment]

    @property
    def options(self) -> tuple[Any, ...]:
        """What the rule was given besides the parents' values: an axis, a shape."""
        return self.inputs[len(self.parents) :]

    def named(self, name: str) -> Node:
        """Return this node under a name: the same value from the same parents.

        Example:
        >>> (node(2.0) * node(3.0)).named("z")
        z = 6.0

        Lecture: 6, section 2.4, "Using the computation graph".
        """
        return _made(self.value, self.parents, self.op, self.inputs, self.needs_bar, name)

    __add__, __radd__ = _operators("add")
    __sub__, __rsub__ = _operators("subtract")
    __mul__, __rmul__ = _operators("multiply")
    __truediv__, __rtruediv__ = _operators("divide")
    __pow__, __rpow__ = _operators("power")
    __matmul__, __rmatmul__ = _operators("matmul")

    def __neg__(self) -> Node:
        return apply("negative", self)

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **kwargs: Any) -> Node:
        # np.exp(node), and what an array does with a node on its right; numpy's names of operations are ours
        if method != "__call__" or kwargs:
            raise TypeError(
                "Nodes take part in plain numpy functions only: no reductions, no out=, no in-place operators."
            )
        return apply(ufunc.__name__, *inputs)

    def __array__(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError(f"{expression(self)} is a node, not an array: its number is .value, which leaves the graph.")

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the value."""
        return np.shape(self.value)

    @property
    def T(self) -> Node:
        """The value with its axes reversed, V^T."""
        return apply("transpose", self, options=(None,))

    def sum(self, axis: int | tuple[int, ...] | None = None, keepdims: bool = False) -> Node:
        """Return the sum over axis, or over everything, s = sum_i v_i."""
        return apply("sum", self, options=(axis, keepdims))

    def mean(self, axis: int | tuple[int, ...] | None = None, keepdims: bool = False) -> Node:
        """Return the mean over axis, or over everything, m = 1/n sum_i v_i."""
        return apply("mean", self, options=(axis, keepdims))

    def reshape(self, *shape: Any) -> Node:
        """Return the same entries in another shape."""
        return apply("reshape", self, options=(shape[0] if len(shape) == 1 else shape,))

    def __repr__(self) -> str:
        return equation(self)


def node(value: ArrayLike, name: str | None = None) -> Node:
    """Return a node without parents that will have a bar: a variable.

    Shapes: any; integers become float64, float32 stays.
    Raises: TypeError if value does not hold numbers.
    Example:
    >>> node([1, 2], name="v")
    v = [1. 2.]

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    if isinstance(value, Node):
        raise TypeError(f"'value' must be a number or an array (got the node {expression(value)}). Use it as it is.")
    if value.__class__ is not float:
        value = as_value(as_float(name or "value", value))
    return _made(value, (), "variable", (), True, name)


def constant(value: ArrayLike, name: str | None = None) -> Node:
    """Return a node without parents that will have no bar: data, or a number of the formula.

    Python's own numbers stay as they are, because numpy then lets them take the dtype of what they meet.

    Shapes: any.
    Raises: TypeError if value does not hold numbers.
    Example:
    >>> (node(np.float32(2)) * constant(0.5)).value.dtype
    dtype('float32')

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    if not isinstance(value, (int, float, complex)) or isinstance(value, bool):
        value = as_value(as_float(name or "value", value))
    return _made(value, (), "constant", (), False, name)


def apply(op: str, *arguments: Any, options: tuple[Any, ...] = ()) -> Any:
    """Compute v = op(arguments) and remember how; without a node among the arguments only the value is returned.

    Raises: NotImplementedError if no rule has that name, ValueError if the shapes do not fit; both name the expression.
    Example:
    >>> apply("multiply", node(2.0, name="w"), 3.0), apply("multiply", 2.0, 3.0)
    (w * 3 = 6.0, 6.0)

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    first = next((argument for argument in arguments if argument.__class__ is Node), None)
    parents = tuple(a if a.__class__ is Node else _constant_beside(first, a) for a in arguments)
    inputs = (*[parent.value for parent in parents], *options)
    try:
        value = VALUES[op](*inputs)
    except Exception as error:
        raise explained(error, op, parents, options) from error
    if first is None:
        return value
    return _made(value, parents, op, inputs, any(parent.needs_bar for parent in parents))


def _constant_beside(node: Node | None, value: Any) -> Node:
    """Take a plain argument as a constant; whole numbers take the dtype of the node they meet."""
    if value.__class__ is float or value.__class__ is int:
        return _made(value, (), "constant", (), False)
    array = np.asarray(value)
    if array.dtype.kind in "iub" and node is not None and hasattr(node.value, "dtype"):
        return _made(array.astype(node.value.dtype)[()], (), "constant", (), False)
    return constant(value)
