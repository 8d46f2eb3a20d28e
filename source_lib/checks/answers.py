"""One answer looked at: is it an array of numbers, of the right shape, with the right values?

An answer is looked at by its type before anything is asked of it, because while grading it may stand for an object that
lives in another process.
"""

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any, NoReturn

import numpy as np
from numpy.typing import ArrayLike

from source_lib.errors import Array


class CheckFailed(AssertionError):
    """A check refuses an answer; its text is written for the student: what came, what was wanted, one hint.

    Lecture: 5, section 1.1, "Learning Goals".
    """

    def _render_traceback_(self) -> list[str]:
        """Give IPython these words to show instead of frames, in lines that `nbgrader validate` does not cut off."""
        lines = (wrap(line, 72, subsequent_indent=" " * 10, break_long_words=False) for line in str(self).splitlines())
        return [part for line in lines for part in line]


def refuse(name: str, came: str, wanted: str, hint: str) -> NoReturn:
    """Raise CheckFailed in the one form of all checks: name, got, wanted, hint, a line each.

    Raises: CheckFailed, always.
    Example:
    >>> refuse("b_bar", "shape (4, 3)", "shape (3,)", "Sum over the examples.")
    Traceback (most recent call last):
    source_lib.checks.answers.CheckFailed: b_bar is not right yet.
      got:    shape (4, 3)
      wanted: shape (3,)
      hint:   Sum over the examples.

    Lecture: 5, section 1.1, "Learning Goals".
    """
    raise CheckFailed(f"{name} is not right yet.\n  got:    {came}\n  wanted: {wanted}\n  hint:   {hint}")


def numbers(name: str, value: Any, shape: Sequence[int], hint: str) -> Array:
    """Return an answer as an array of float64 of the given shape.

    Shapes: value as `shape`; nested lists of numbers will do.
    Raises: CheckFailed if it holds no numbers, has another shape, or entries that are not finite.
    Example:
    >>> numbers("y", [1, 2], (2,), "").tolist()
    [1.0, 2.0]

    Lecture: 5, section 1.1, "Learning Goals".
    """
    shape = tuple(shape)
    if not isinstance(value, (np.ndarray, np.generic, int, float, list, tuple)) or isinstance(value, bool):
        refuse(name, kind(value), f"an array of shape {shape}" if shape else "a number", hint)
    try:
        array = np.array(value, dtype=np.float64)
    except (TypeError, ValueError):
        refuse(name, f"{kind(value)} that holds something else than numbers", f"numbers, shape {shape}", hint)
    if array.shape != shape:
        turned = " It is the transpose of that." if array.T.shape == shape else ""
        refuse(name, f"shape {array.shape}.{turned}", f"shape {shape}" if shape else "a number", hint)
    if not np.all(np.isfinite(array)):
        bad = int(np.count_nonzero(~np.isfinite(array)))
        refuse(name, f"{bad} of {array.size} entries are nan or inf", "finite numbers", hint)
    return array


def expect(name: str, value: Any, wanted: ArrayLike, hint: str, tolerance: float = 1e-6) -> None:
    """Require an answer to be the wanted one, |value - wanted| <= tolerance max(1, |wanted|) in every entry.

    Shapes: value like wanted.
    Raises: CheckFailed.
    Example:
    >>> expect("y", [1.0, 2.0], [1, 2], hint="")
    >>> expect("y", 0.06250001, 0.0625, hint="No differences, please.", tolerance=1e-9)
    Traceback (most recent call last):
    source_lib.checks.answers.CheckFailed: y is not right yet.
      got:    0.06250001
      wanted: 0.0625
      hint:   No differences, please.

    Lecture: 5, section 1.1, "Learning Goals".
    """
    target = np.array(wanted, dtype=np.float64)
    array = numbers(name, value, target.shape, hint)
    if not np.all(np.abs(array - target) <= tolerance * np.maximum(1.0, np.abs(target))):
        digits = 5 if shown(array) != shown(target) else 12
        refuse(name, shown(array, digits), shown(target, digits), hint)


def parts(name: str, value: Any, wanted: Sequence[str]) -> tuple[Any, ...]:
    """Return the parts of an answer that must be a tuple of so many.

    Raises: CheckFailed.
    Example:
    >>> parts("f", (1, 2), ["cost", "bar"])
    (1, 2)

    Lecture: 5, section 1.1, "Learning Goals".
    """
    if not isinstance(value, (tuple, list)) or len(value) != len(wanted):
        refuse(f"What {name} returns", kind(value), ", ".join(wanted), f"End with: return {', '.join(wanted)}")
    return tuple(value)


def entry(name: str, value: Any, key: str) -> Any:
    """Return one entry of an answer that must be a dict.

    Raises: CheckFailed if it is no dict, or has no such entry.
    Example:
    >>> entry("f", {"W1_bar": 3.0}, "W1_bar")
    3.0

    Lecture: 5, section 1.1, "Learning Goals".
    """
    if not isinstance(value, Mapping):
        refuse(f"What {name} returns", kind(value), f"a dict with an entry '{key}'", "Return {...} with names as keys.")
    if key not in value:
        keys = ", ".join(repr(key)[:30] for key in value) or "nothing"
        refuse(f"What {name} returns", f"a dict with {keys}", f"an entry '{key}'", "Mind the spelling of the keys.")
    return value[key]


def kind(value: Any) -> str:
    """Say what an answer is, by its type only.

    Example:
    >>> kind(None), kind((1, 2)), kind(np.zeros(3))
    ('None', 'a tuple of 2', 'an array of shape (3,)')

    Lecture: 5, section 1.1, "Learning Goals".
    """
    if value is None:
        return "None"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if isinstance(value, (tuple, list, dict)):
        return f"a {type(value).__name__} of {len(value)}"
    return f"a {getattr(value, '_kind', None) or type(value).__name__}"[:60]  # when graded, a stand-in knows its kind


def shown(array: Array, digits: int = 5) -> str:
    """Write an array in one line, rounded to so many digits.

    Example:
    >>> shown(np.array([[1.0, 2.5]]))
    '[[1. , 2.5]]'

    Lecture: 5, section 1.1, "Learning Goals".
    """
    return " ".join(np.array2string(array, precision=digits, separator=", ", threshold=12, suppress_small=True).split())
