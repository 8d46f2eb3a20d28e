"""The gentle check of the lectures' "Your turn" cells: it says what came, what was wanted and a hint, and never stops.

A lecture runs from top to bottom even if nothing was filled in, so a check prints instead of raising. The checks of the
assignments, which do raise, live in `source_lib.checks`.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike


def your_turn(name: str, got: Any, wanted: ArrayLike, hint: str, tolerance: float = 1e-9) -> None:
    """Compare the reader's answer with the wanted one and print what came of it: right if |got - wanted| <= tolerance.

    `got` may be a value, or a function without arguments that computes it, so that an error in the reader's code is
    reported here too. A stub, `...` or None, is met with an invitation.
    Shapes: got and wanted of one shape; prints one line, or two with the hint.
    Example:
    >>> your_turn("w", [1, 1], [1, 1], hint="AND needs both")
    ✓ w: right.
    >>> your_turn("b", ..., -1.5, hint="AND needs both")
    ○ b: nothing here yet. Put your answer in place of the dots.
      Hint: AND needs both.

    Lecture: 5, section 1.1, "Learning Goals".
    """
    verdict = _verdict(got, np.asarray(wanted), tolerance)
    if verdict is None:
        print(f"✓ {name}: right.")
    else:
        print(f"{verdict[0]} {name}: {verdict[1]}\n  Hint: {hint}{'' if hint[-1:] in '.?!' else '.'}")


def _verdict(got: Any | Callable[[], Any], wanted: np.ndarray, tolerance: float) -> tuple[str, str] | None:
    if callable(got):
        try:
            got = got()
        except Exception as error:  # whatever the reader's code raises is news for the reader, not for the notebook
            return "✗", f"your code stopped with {type(error).__name__}: {error}."
    if _is_stub(got):
        return "○", "nothing here yet. Put your answer in place of the dots."
    try:
        value = np.asarray(got, dtype=float if wanted.dtype.kind in "iuf" else None)
    except (TypeError, ValueError):
        return "✗", f"these are not numbers: {got!r:.60}."
    if value.shape != wanted.shape:
        return "✗", f"the shape is {value.shape}, wanted {wanted.shape}."
    if wanted.dtype.kind in "iuf":
        right = bool(np.all(np.abs(value - wanted.astype(float)) <= tolerance))
    else:
        right = bool(np.all(value == wanted))
    return None if right else ("✗", f"got {_short(value)}, wanted {_short(wanted)}.")


def _is_stub(got: Any) -> bool:
    return got is ... or got is None or (isinstance(got, (list, tuple)) and any(_is_stub(part) for part in got))


def _short(value: np.ndarray) -> str:
    text = np.array2string(value, precision=4, separator=", ", threshold=8, suppress_small=True)
    return " ".join(text.split())
