"""The one form of an error about an argument: its name, what it must be, what came, and the likely cause."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]
_KEPT = frozenset(map(np.dtype, (np.float32, np.float64, np.complex64, np.complex128)))


def shape_error(name: str, must: str, value: Array, cause: str = "") -> ValueError:
    """Return the error "'name' must <must> (got shape <shape>). <cause>", for the caller to raise.

    Example:
    >>> print(shape_error("b", "have shape (3,)", np.zeros(2), "Did you forget a bias?"))
    'b' must have shape (3,) (got shape (2,)). Did you forget a bias?

    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    return ValueError(f"'{name}' must {must} (got shape {value.shape}). {cause}".rstrip())


def as_float(name: str, value: ArrayLike) -> Array:
    """Return value as an array of floats: float32 stays float32, complex stays complex, all else becomes float64.

    Nothing is copied where nothing changes.

    Shapes: any; the result has the shape of value.
    Raises: TypeError if value does not hold numbers, ValueError if its rows differ in length.
    Example:
    >>> as_float("x", [1, 2]).dtype, as_float("x", np.float32(1)).dtype
    (dtype('float64'), dtype('float32'))

    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    if type(value) is np.ndarray and value.dtype in _KEPT:
        return value
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"'{name}' must be an array, all its rows of one length (got rows that differ).") from None
    if array.dtype in _KEPT:
        return array
    if array.dtype.kind not in "biuf":
        came = f"a {type(value).__name__} of {array.dtype.name}" if array.dtype != object else _kind(value)
        raise TypeError(f"'{name}' must hold numbers (got {came}). Did you pass the right argument?")
    return array.astype(np.float64)


def _kind(value: Any) -> str:
    return "None" if value is None else f"a {type(value).__name__}"
