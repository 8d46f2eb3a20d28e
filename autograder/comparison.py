"""Whether a student's value is the right one: structure first, then one number per block.

What came is made into plain arrays and faults. The same is done to the reference and to every wrong program, so that
all are compared alike. Nothing that comes from a student is trusted: types are looked at by name, never asked to
compare or to convert themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
TOLERANCE, TOLERANCE_FLOAT32 = 1e-6, 1e-5
FLOOR = 1e-6  # a block smaller than this part of the largest is measured against that part
EVERYTHING = "*"  # the key of a fault that leaves no block to look at


@dataclass(frozen=True)
class Fault:
    """A value that cannot be compared: an exception by its builtin type, or a structure other than asked for."""

    kind: str
    text: str
    function: str = ""


Value = Array | Fault
Observation = dict[str, Value]
Evaluate = Callable[[Mapping[str, Callable[..., Any]], Any], dict[str, Any]]


class Stopped(Exception):
    """Ends an evaluation: nothing more can be asked of these functions at this probe."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.text)
        self.fault = fault


def parts(value: Any, count: int, function: str, names: str) -> tuple[Any, ...]:
    """Return the parts of what a function returned. Raises: Stopped if it is no tuple or list of that many."""
    if isinstance(value, (tuple, list)) and len(value) == count:
        return tuple(value)
    raise Stopped(Fault("structure", f"{function} must return {names} (got {describe(value)}).", function))


def entries(value: Any, function: str, names: tuple[str, ...]) -> dict[str, Any]:
    """Return the named entries of a dict that a function returned; a missing one is a Fault. Raises: Stopped."""
    if not isinstance(value, dict):
        wanted = ", ".join(names)
        raise Stopped(
            Fault("structure", f"{function} must return a dict with {wanted} (got {describe(value)}).", function)
        )
    missing = {name: Fault("missing", f"There is no entry '{name}' in the dict.", function) for name in names}
    return {name: dict.get(value, name, missing[name]) for name in names}


def plain(value: Any) -> Value:
    """Return numbers as a base array of float32 or float64; anything else becomes a Fault. Nested lists will do."""
    if isinstance(value, Fault):
        return value
    if isinstance(value, (list, tuple)):
        if len(value) > 10_000:
            return Fault("type", f"It is {describe(value)}, not an array of numbers.")
        parts = [plain(part) for part in value]
        fault = next((part for part in parts if isinstance(part, Fault)), None)
        if fault is not None:
            return fault
        if len({part.shape for part in parts if isinstance(part, np.ndarray)}) > 1:
            return Fault("ragged", "It is a list whose rows differ in length, not an array.")
        return np.array(parts, dtype=np.float64)
    if not isinstance(value, (np.ndarray, np.generic, int, float)) or isinstance(value, bool):
        return Fault("type", f"It is {describe(value)}, not an array of numbers.")
    array = np.ma.getdata(np.asarray(value)).view(np.ndarray)  # the data alone, of subclasses and masked arrays too
    if array.dtype.kind not in "fiu":
        return Fault("dtype", f"It has dtype {array.dtype}, where floats were asked for.")
    return array if array.dtype in (np.float32, np.float64) else array.astype(np.float64)


def describe(value: Any) -> str:
    """Say what a value is, by its type and size only."""
    if value is None:
        return "None"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if isinstance(value, (tuple, list, dict)):
        return f"a {type(value).__name__} of {len(value)}"
    return f"a {getattr(value, '_kind', None) or type(value).__name__}"[:60]


def tolerance_of(value: Array) -> float:
    """Return 1e-6, or 1e-5 where the numbers are no finer than float32: |e| <= tolerance is right."""
    with np.errstate(all="ignore"):
        single = value.dtype == np.float32 or bool(np.all(value == value.astype(np.float32)))
    return TOLERANCE_FLOAT32 if single else TOLERANCE


def error_of(got: Array, wanted: Array, largest: float) -> float:
    """Return e = max|got - wanted| / max(max|wanted|, 1e-6 largest), infinite where entries are not finite.

    >>> error_of(np.array([1.0, 2.5]), np.array([1.0, 2.0]), largest=2.0)
    0.25
    """
    if not np.all(np.isfinite(got)):
        return float("inf")
    scale = max(_peak(wanted), FLOOR * largest) or 1.0
    with np.errstate(all="ignore"):
        error = _peak(got.astype(np.float64) - wanted) / scale
    return error if np.isfinite(error) else float("inf")


def right(got: Value, wanted: Value, largest: float) -> bool:
    """Return whether a value is the wanted one: shape, finite, and e <= 1e-6 (1e-5 for float32)."""
    if isinstance(got, Fault) or isinstance(wanted, Fault):
        return False
    return got.shape == wanted.shape and error_of(got, wanted, largest) <= tolerance_of(got)


def same(got: Value, other: Value, largest: float) -> bool:
    """Return whether two values are one mistake: the same fault, or equal numbers, also where they are not finite."""
    if isinstance(got, Fault) or isinstance(other, Fault):
        return isinstance(got, Fault) and isinstance(other, Fault) and got == other
    if got.shape != other.shape:
        return False
    with np.errstate(all="ignore"):
        gap = float(np.abs(got - other).max(initial=0.0))
        scale = float(np.abs(other).max(initial=0.0))
    if gap < np.inf and scale < np.inf:  # all finite: the common case, in as few steps as can be
        bound = max(scale, FLOOR * largest)
        return gap <= TOLERANCE * bound or (gap <= TOLERANCE_FLOAT32 * bound and gap <= tolerance_of(got) * bound)
    finite = np.isfinite(other)
    if not np.array_equal(np.isfinite(got), finite) or not np.array_equal(got[~finite], other[~finite], equal_nan=True):
        return False
    return error_of(got[finite], other[finite], largest) <= tolerance_of(got)


def same_observation(got: Observation, other: Observation, largest: float) -> bool:
    """Return whether two observations agree in every block."""
    return got.keys() == other.keys() and all(same(got[key], other[key], largest) for key in other)


def largest_of(wanted: Mapping[str, Value]) -> float:
    """Return G, the largest absolute entry of all blocks."""
    return max((_peak(value) for value in wanted.values() if not isinstance(value, Fault)), default=1.0) or 1.0


def _peak(value: Array) -> float:
    peak = float(np.abs(value).max(initial=0.0))
    if peak < np.inf or not value.shape:
        return peak
    return float(np.abs(value[np.isfinite(value)]).max(initial=0.0))


def raised(error: Exception, function: str) -> Fault:
    """Return an exception as a fault: its first builtin type, and its own name in the text where that is another."""
    kind = next(cls for cls in type(error).__mro__ if cls.__module__ == "builtins").__name__
    text = str(error)[:500]
    name = type(error).__name__
    if name not in (kind, "StudentError"):
        text = f"{name}: {text}"
    return Fault(kind, text, function)
