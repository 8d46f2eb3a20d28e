"""Functions for formulas: on nodes they leave a graph behind, on plain numbers and arrays they just compute."""

from typing import Any

from source_lib.graph.nodes import apply, unary

Axis = int | tuple[int, ...] | None
_exp, _log, _sqrt, _tanh = map(unary, ("exp", "log", "sqrt", "tanh"))
_logistic, _relu, _soft_relu = map(unary, ("logistic", "relu", "soft_relu"))


def exp(x: Any) -> Any:
    """Return e^x, entry by entry; its vjp is g v.

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    return _exp(x)


def log(x: Any) -> Any:
    """Return the natural logarithm ln x, entry by entry; its vjp is g / x.

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    return _log(x)


def sqrt(x: Any) -> Any:
    """Return the square root of x, entry by entry; its vjp is g / (2 v).

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    return _sqrt(x)


def tanh(x: Any) -> Any:
    """Return tanh x, entry by entry; its vjp is g (1 - v^2).

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    return _tanh(x)


def logistic(x: Any) -> Any:
    """Return sigma(x) = 1 / (1 + e^-x), entry by entry; its vjp is g v (1 - v).

    Example:
    >>> from source_lib.graph import backward, node
    >>> z = node(0.0, name="z")
    >>> float(logistic(z).value), float(backward(logistic(z))[z])
    (0.5, 0.25)

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    return _logistic(x)


def relu(x: Any) -> Any:
    """Return max(x, 0), entry by entry; its vjp is g where x > 0, else 0.

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    return _relu(x)


def soft_relu(x: Any) -> Any:
    """Return log(1 + e^x), entry by entry; its vjp is g sigma(x).

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    return _soft_relu(x)


def matmul(A: Any, B: Any) -> Any:
    """Return the matrix product A B, also for vectors and stacks as numpy's @; its vjps are g B^T and A^T g.

    Example:
    >>> from source_lib.graph import backward, node
    >>> W, x = node([[1.0, 2.0]], name="W"), node([3.0, 4.0], name="x")
    >>> backward(matmul(W, x), [10.0])[W].tolist()
    [[30.0, 40.0]]

    Lecture: 6, section 3, "Backprop on a multilayer net".
    """
    return apply("matmul", A, B)


def sum(x: Any, axis: Axis = None, keepdims: bool = False) -> Any:
    """Return the sum over axis, or over everything, s = sum_i x_i; its vjp hands g to every entry.

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    return apply("sum", x, options=(axis, keepdims))


def mean(x: Any, axis: Axis = None, keepdims: bool = False) -> Any:
    """Return the mean over axis, or over everything, m = 1/n sum_i x_i; its vjp hands g / n to every entry.

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    return apply("mean", x, options=(axis, keepdims))


def logsumexp(x: Any, axis: Axis = None, keepdims: bool = False) -> Any:
    """Return log sum_i e^x_i over axis, or over everything; its vjp is g softmax(x).

    Example:
    >>> from source_lib.graph import backward, node
    >>> x = node([1000.0, 1000.0], name="x")
    >>> backward(logsumexp(x))[x].tolist()
    [0.5, 0.5]

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    return apply("logsumexp", x, options=(axis, keepdims))


def reshape(x: Any, shape: int | tuple[int, ...]) -> Any:
    """Return the entries of x in another shape; its vjp is g in the shape of x.

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    return apply("reshape", x, options=(shape,))


def transpose(x: Any, axes: tuple[int, ...] | None = None) -> Any:
    """Return x with its axes in another order, reversed if none is given; its vjp puts the axes of g back.

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    return apply("transpose", x, options=(axes,))
