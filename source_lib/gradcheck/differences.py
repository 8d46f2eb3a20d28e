"""Slopes without backprop: differences of the function itself.

A real step h loses digits to rounding if it is short and to curvature if it is long; h = eps^(1/3), about 6e-6, is the
balance for central differences. An imaginary step subtracts nothing, so that it may be tiny and the slope is right to
the last digits, but it needs a function that continues to complex numbers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from source_lib.errors import Array, as_float, shape_error

STEP = float(np.finfo(np.float64).eps ** (1 / 3))  # 6.06e-6
COMPLEX_STEP = 1e-20


def numerical_gradient(f: Callable[[Array], Any], x: ArrayLike, step: float = STEP) -> Array:
    """Return the gradient of f at x by central differences, (f(x + h e_i) - f(x - h e_i)) / 2h.

    The step h is step max(1, |x_i|).

    Shapes: f takes an array like x and returns a number; the result like x, in float64.
    Example:
    >>> numerical_gradient(lambda x: x[0] * x[1], [3.0, 4.0]).round(6).tolist()
    [4.0, 3.0]

    Lecture: 6, section 3, "Backprop on a multilayer net".
    """
    x = in_float64("x", x)
    slopes = np.empty_like(x)
    for i in np.ndindex(x.shape):
        h = step * max(1.0, abs(float(x[i])))
        ahead, behind = x.copy(), x.copy()
        ahead[i] += h
        behind[i] -= h
        slopes[i] = (number(f(ahead)) - number(f(behind))) / (ahead[i] - behind[i])
    return slopes


def complex_step_gradient(f: Callable[[Array], Any], x: ArrayLike) -> Array:
    """Return the gradient of f at x by the complex step, Im f(x + i h e_i) / h with h = 1e-20.

    Shapes: f takes a complex array like x and returns a complex number; the result like x, in float64.
    Raises: TypeError if f returns a real number, having lost the imaginary part on the way.
    Example:
    >>> complex_step_gradient(lambda x: x[0] * x[1], [3.0, 4.0]).tolist()
    [4.0, 3.0]

    Lecture: 6, section 3, "Backprop on a multilayer net".
    """
    x = in_float64("x", x)
    slopes = np.empty_like(x)
    for i in np.ndindex(x.shape):
        beside = x.astype(np.complex128)
        beside[i] += 1j * COMPLEX_STEP
        value = np.asarray(f(beside))
        if value.dtype.kind != "c":
            raise TypeError(
                f"'f' must return a complex number for a complex x (got {value.dtype}). "
                "Does it use abs, or write into an array of floats?"
            )
        slopes[i] = float(value.imag) / COMPLEX_STEP
    return slopes


@dataclass(frozen=True)
class DirectionCheck:
    """A slope found twice, backprop = x_bar . v and differences = (f(x + hv) - f(x - hv)) / 2h, and their distance.

    error is that distance relative to |x_bar| |v|. bend is |f(x + hv) - 2 f(x) + f(x - hv)| / 2h on the same scale: it
    shrinks with h where f is smooth, and is as large as the error where the only fault is a kink within the step.

    Lecture: 6, section 3, "Backprop on a multilayer net".
    """

    backprop: float
    differences: float
    error: float
    bend: float


def directional_check(
    f: Callable[[Array], Any],
    x: ArrayLike,
    x_bar: ArrayLike,
    v: ArrayLike,
    step: float = STEP,
    here: float | None = None,
) -> DirectionCheck:
    """Compare the slope of f along v with what x_bar says, x_bar . v against (f(x + hv) - f(x - hv)) / 2h.

    Two calls of f check all entries of x_bar at once; a third, f(x), tells a kink. `here` is f(x) where it is known.

    Shapes: x, x_bar, v alike; f takes an array like x and returns a number.
    Raises: ValueError if x_bar or v has not the shape of x.
    Example:
    >>> directional_check(lambda x: x @ x, x=[3.0, 4.0], x_bar=[6.0, 8.0], v=[1.0, 1.0]).error < 1e-9
    True

    Lecture: 6, section 3, "Backprop on a multilayer net".
    """
    x, bar, v = in_float64("x", x), in_float64("x_bar", x_bar), in_float64("v", v)
    for name, array in (("x_bar", bar), ("v", v)):
        if array.shape != x.shape:
            raise shape_error(name, f"have shape {x.shape}, like 'x'", array)
    ahead, behind = number(f(x + step * v)), number(f(x - step * v))
    here = number(f(x)) if here is None else here
    backprop = float((bar * v).sum())
    differences = (ahead - behind) / (2 * step)
    # Below this the differences are rounding and say nothing; it also keeps a true gradient of 0 from dividing by 0.
    rounding = 4 * np.finfo(np.float64).eps * max(abs(ahead), abs(behind)) / step
    scale = max(float(np.linalg.norm(bar) * np.linalg.norm(v)), rounding / 1e-6) or 1.0
    error = abs(backprop - differences) / scale
    return DirectionCheck(backprop, differences, error, abs(ahead - 2 * here + behind) / (2 * step) / scale)


def in_float64(name: str, value: ArrayLike) -> Array:
    """Return a copy of value in float64, the precision that differences need.

    Raises: TypeError if value does not hold real numbers.
    Example:
    >>> in_float64("x", np.float32(0.5)).dtype
    dtype('float64')

    Lecture: 6, section 3, "Backprop on a multilayer net".
    """
    array = as_float(name, value)
    if array.dtype.kind == "c":
        raise TypeError(f"'{name}' must hold real numbers (got {array.dtype}).")
    return array.astype(np.float64)


def number(value: Any) -> float:
    """Return what f gave as a float. Raises: ValueError if it is more than a single number."""
    array = as_float("f", value)
    if array.size != 1:
        raise shape_error("f", "return a single number, a cost", array, "Did you forget the mean over the examples?")
    return float(array.real.reshape(()))
