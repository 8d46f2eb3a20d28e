"""The rules of the graph: the value of each operation, and a vjp for each of its arguments.

A vjp (vector-Jacobian product) turns g, the bar of the result v, into a share of the bar of one argument: g dv/dx.
Every vjp takes (g, v, *arguments, *options). Where an argument was broadcast, its share has the shape of v, and the
backward pass sums it (`unbroadcast`). To teach the graph an operation, add one row to each of the two tables.

Lecture: 6, section 2.4, "Using the computation graph".
"""

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from source_lib import activations
from source_lib.errors import Array

Rule = Callable[..., Any]


def as_value(array: Array) -> Any:
    """Return a single float64 number as a Python float, v = array[()], and every other array as it is.

    Long formulas of single numbers are twice as fast in Python's own numbers, and these print without a type.

    Example:
    >>> as_value(np.array(2.0))
    2.0
    >>> as_value(np.float32(2.0)).dtype.name
    'float32'

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    return array.item() if array.ndim == 0 and array.dtype == np.float64 else array[()]


def unbroadcast(g: Any, x: Any) -> Any:
    """Sum g over the copies that broadcasting made of x, x_bar_i = sum over the copies of x_i of their g.

    An entry used many times has many children, and their shares add.

    Shapes: g any shape that x broadcasts to; the result like x.
    Example:
    >>> unbroadcast(np.ones((5, 3)), np.zeros(3)).tolist()
    [5.0, 5.0, 5.0]

    Lecture: 6, section 2.2, "Multivariable chain rule: the easy case".
    """
    shape = np.shape(x)
    if g.shape == shape:
        return g  # a sum over no axis would copy it
    g = g.sum(axis=tuple(range(g.ndim - len(shape))))
    copied = tuple(axis for axis, size in enumerate(shape) if size == 1 and g.shape[axis] != 1)
    return g.sum(axis=copied, keepdims=True) if copied else g


def spread(g: Any, x: Any, axis: int | tuple[int, ...] | None, keepdims: bool) -> Any:
    """Hand the bar of a sum over axis to every entry that went into it, x_bar_i = g.

    Shapes: g like x.sum(axis, keepdims=keepdims); the result like x.
    Example:
    >>> spread(np.array([1.0, 2.0]), np.zeros((2, 3)), axis=1, keepdims=False).tolist()
    [[1.0, 1.0, 1.0], [2.0, 2.0, 2.0]]

    Lecture: 6, section 2.2, "Multivariable chain rule: the easy case".
    """
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    copies = np.empty(
        np.shape(x), np.asarray(g).dtype
    )  # filled, not broadcast: a matrix product on a broadcast view is slow
    copies[...] = g
    return copies[()]


def _matmul_left(g: Any, v: Any, A: Any, B: Any) -> Any:
    g, A2, B2 = _as_matrices(g, A, B)
    return unbroadcast(g @ B2.swapaxes(-1, -2), A2).reshape(A.shape)


def _matmul_right(g: Any, v: Any, A: Any, B: Any) -> Any:
    g, A2, B2 = _as_matrices(g, A, B)
    return unbroadcast(A2.swapaxes(-1, -2) @ g, B2).reshape(B.shape)


def _as_matrices(g: Any, A: Any, B: Any) -> tuple[Any, Any, Any]:
    """Give vectors the axis back that @ lends them: a row on the left, a column on the right."""
    if B.ndim == 1:
        B, g = B[:, None], g[..., None]
    if A.ndim == 1:
        A, g = A[None, :], g[..., None, :]
    return g, A, B


def _power(x: Any, p: Any) -> Any:
    v = x**p
    return np.power(x, p) if v.__class__ is complex else v  # Python would leave the real numbers at (-8.0) ** 0.5


def _power_base(g: Any, v: Any, x: Any, p: Any) -> Any:
    exponent = np.where(p == 0, 1, p - 1) if isinstance(p, np.ndarray) else p - 1 if p else 1
    return g * p * x**exponent  # p = 0 has slope 0 also at x = 0, where x^(p-1) is infinite


def _power_exponent(g: Any, v: Any, x: Any, p: Any) -> Any:
    return g * v * np.log(np.where(x == 0, 1, x))  # 0^p is 0 for every p > 0: slope 0


def _transpose_back(g: Any, v: Any, x: Any, axes: tuple[int, ...] | None) -> Any:
    return np.transpose(g, None if axes is None else np.argsort(axes))


def _logsumexp(x: Any, axis: Any, keepdims: bool) -> Any:
    x = np.asarray(x)
    top = x.max(axis=axis, keepdims=True)
    total = np.log(np.exp(x - top).sum(axis=axis, keepdims=True)) + top
    return total if keepdims else total.reshape(x.sum(axis=axis).shape)[()]


def _logsumexp_back(g: Any, v: Any, x: Any, axis: Any, keepdims: bool) -> Any:
    x = np.asarray(x)
    exps = np.exp(x - x.max(axis=axis, keepdims=True))  # not e^(x - v): a large v has lost the digits that matter
    return spread(g, x, axis, keepdims) * (exps / exps.sum(axis=axis, keepdims=True))


# fmt: off
VALUES: dict[str, Rule] = {
    "add":       operator.add,
    "subtract":  operator.sub,
    "multiply":  operator.mul,
    "divide":    operator.truediv,
    "power":     _power,
    "negative":  operator.neg,
    "matmul":    operator.matmul,
    "exp":       np.exp,
    "log":       np.log,
    "sqrt":      np.sqrt,
    "tanh":      np.tanh,
    "logistic":  activations.logistic.value,
    "relu":      lambda x: np.maximum(x, 0) if x.__class__ is np.ndarray else x * (x.real > 0),
    "soft_relu": activations.soft_relu.value,
    "sum":       lambda x, axis, keepdims: np.asarray(x).sum(axis=axis, keepdims=keepdims),
    "mean":      lambda x, axis, keepdims: np.asarray(x).mean(axis=axis, keepdims=keepdims),
    "logsumexp": _logsumexp,
    "reshape":   lambda x, shape: np.reshape(x, shape),
    "transpose": lambda x, axes: np.transpose(x, axes),
}

VJPS: dict[str, tuple[Rule, ...]] = {
    "add":       (lambda g, v, x, y: g,                lambda g, v, x, y: g),
    "subtract":  (lambda g, v, x, y: g,                lambda g, v, x, y: -g),
    "multiply":  (lambda g, v, x, y: g * y,            lambda g, v, x, y: g * x),
    "divide":    (lambda g, v, x, y: g / y,            lambda g, v, x, y: -g * v / y),
    "power":     (_power_base,                         _power_exponent),
    "matmul":    (_matmul_left,                        _matmul_right),
    "negative":  (lambda g, v, x: -g,),
    "exp":       (lambda g, v, x: g * v,),
    "log":       (lambda g, v, x: g / x,),
    "sqrt":      (lambda g, v, x: 0.5 * g / v,),
    "tanh":      (lambda g, v, x: g * (1.0 - v * v),),
    "logistic":  (lambda g, v, x: g * (v * (1.0 - v)),),
    "relu":      (lambda g, v, x: g * (x.real > 0),),
    "soft_relu": (lambda g, v, x: g * activations.logistic(x),),
    "sum":       (lambda g, v, x, axis, keepdims: spread(g, x, axis, keepdims),),
    "mean":      (lambda g, v, x, axis, keepdims: spread(g * (np.size(v) / np.size(x)), x, axis, keepdims),),
    "logsumexp": (_logsumexp_back,),
    "reshape":   (lambda g, v, x, shape: np.reshape(g, np.shape(x)),),
    "transpose": (_transpose_back,),
}
# fmt: on
