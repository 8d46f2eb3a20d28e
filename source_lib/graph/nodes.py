"""Nodes: values that remember what they were computed from, so that a formula leaves its graph behind."""

from typing import Any, NoReturn

import numpy as np
from numpy.typing import ArrayLike

from source_lib.errors import as_float
from source_lib.graph.rules import VALUES
from source_lib.graph.text import equation, expression


class Node:
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

    __slots__ = ("name", "needs_bar", "op", "options", "parents", "value")
    value: Any
    parents: tuple["Node", ...]
    op: str
    options: tuple[Any, ...]
    name: str | None
    needs_bar: bool

    def __init__(
        self,
        value: Any,
        parents: tuple["Node", ...],
        op: str,
        options: tuple[Any, ...] = (),
        name: str | None = None,
        needs_bar: bool = True,
    ) -> None:
        _put_value(self, value)
        _put_parents(self, parents)
        _put_op(self, op)
        _put_options(self, options)
        _put_name(self, name)
        _put_needs_bar(self, needs_bar)

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"A node never changes, so '{name}' cannot be set. Compute a new node instead.")

    __delattr__ = __setattr__  # type: ignore[assignment]

    def named(self, name: str) -> "Node":
        """Return this node under a name: the same value from the same parents.

        Example:
        >>> (node(2.0) * node(3.0)).named("z")
        z = 6.0

        Lecture: 6, section 2.4, "Using the computation graph".
        """
        return Node(self.value, self.parents, self.op, self.options, name, self.needs_bar)

    def __add__(self, other: Any) -> "Node":
        return apply("add", self, other)

    def __radd__(self, other: Any) -> "Node":
        return apply("add", other, self)

    def __sub__(self, other: Any) -> "Node":
        return apply("subtract", self, other)

    def __rsub__(self, other: Any) -> "Node":
        return apply("subtract", other, self)

    def __mul__(self, other: Any) -> "Node":
        return apply("multiply", self, other)

    def __rmul__(self, other: Any) -> "Node":
        return apply("multiply", other, self)

    def __truediv__(self, other: Any) -> "Node":
        return apply("divide", self, other)

    def __rtruediv__(self, other: Any) -> "Node":
        return apply("divide", other, self)

    def __pow__(self, other: Any) -> "Node":
        return apply("power", self, other)

    def __rpow__(self, other: Any) -> "Node":
        return apply("power", other, self)

    def __matmul__(self, other: Any) -> "Node":
        return apply("matmul", self, other)

    def __rmatmul__(self, other: Any) -> "Node":
        return apply("matmul", other, self)

    def __neg__(self) -> "Node":
        return apply("negative", self)

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **kwargs: Any) -> "Node":
        # np.exp(node), and what an array does with a node on its right; numpy's names are ours
        if method != "__call__" or kwargs:
            raise TypeError(f"The graph has no rule for np.{ufunc.__name__}.{method} with {sorted(kwargs)} of a node.")
        return apply(ufunc.__name__, *inputs)

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the value."""
        return np.shape(self.value)

    @property
    def T(self) -> "Node":
        """The value with its axes reversed, V^T."""
        return apply("transpose", self, options=(None,))

    def sum(self, axis: int | tuple[int, ...] | None = None, keepdims: bool = False) -> "Node":
        """Return the sum over axis, or over everything, s = sum_i v_i."""
        return apply("sum", self, options=(axis, keepdims))

    def mean(self, axis: int | tuple[int, ...] | None = None, keepdims: bool = False) -> "Node":
        """Return the mean over axis, or over everything, m = 1/n sum_i v_i."""
        return apply("mean", self, options=(axis, keepdims))

    def reshape(self, *shape: Any) -> "Node":
        """Return the same entries in another shape."""
        return apply("reshape", self, options=(shape[0] if len(shape) == 1 else shape,))

    def __repr__(self) -> str:
        return equation(self)


# Node forbids assignment; these are the slots' own setters, for its constructor alone.
_put_value, _put_parents, _put_op, _put_options, _put_name, _put_needs_bar = (
    vars(Node)[slot].__set__ for slot in ("value", "parents", "op", "options", "name", "needs_bar")
)


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
    return Node(as_float(name or "value", value)[()], (), "variable", (), name)


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
        value = as_float(name or "value", value)[()]
    return Node(value, (), "constant", (), name, False)


def apply(op: str, *arguments: Any, options: tuple[Any, ...] = ()) -> Any:
    """Compute v = op(arguments) and remember how; without a node among the arguments only the value is returned.

    Raises: NotImplementedError if no rule has that name, ValueError if the shapes do not fit; both name the expression.
    Example:
    >>> apply("multiply", node(2.0, name="w"), 3.0), apply("multiply", 2.0, 3.0)
    (w * 3 = 6.0, 6.0)

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    parents = []
    needs_bar = False
    is_plain = True
    for argument in arguments:
        if argument.__class__ is Node:
            is_plain = False
            needs_bar = needs_bar or argument.needs_bar
            parents.append(argument)
        else:
            parents.append(_constant_beside(arguments, argument))
    try:
        value = VALUES[op](*[parent.value for parent in parents], *options)
    except Exception as error:
        raise _explained(error, op, parents, options) from error
    return value if is_plain else Node(value, tuple(parents), op, options, None, needs_bar)


def _constant_beside(arguments: tuple[Any, ...], value: Any) -> Node:
    """Take a plain argument as a constant; whole numbers take the dtype of the node they meet."""
    if value.__class__ is float or value.__class__ is int:
        return Node(value, (), "constant", (), None, False)
    array = np.asarray(value)
    if array.dtype.kind in "iub":
        for argument in arguments:
            if argument.__class__ is Node and isinstance(argument.value, (np.ndarray, np.generic)):
                return Node(array.astype(argument.value.dtype)[()], (), "constant", (), None, False)
    return constant(value)


def _explained(error: Exception, op: str, parents: list[Node], options: tuple[Any, ...]) -> Exception:
    what = expression(Node(None, tuple(parents), op, options))
    if op not in VALUES:
        return NotImplementedError(
            f"The graph has no rule for '{op}' in {what}. Add a row to VALUES and to VJPS, or write it otherwise."
        )
    if isinstance(error, (ValueError, np.exceptions.AxisError)):
        shapes = " and ".join(f"{expression(parent)} has shape {parent.shape}" for parent in parents)
        return ValueError(f"'{what}' cannot be computed: {shapes}. Does a transpose or an axis fail?")
    return error
