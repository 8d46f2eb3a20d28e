"""What a task's `evaluate` sees of functions at a probe, and which of them changed the arrays that they were given.

Whatever a student's code does to its arguments is done to copies: it reaches neither the evaluation nor the reference.
"""

from __future__ import annotations

import contextlib
import sys
import warnings
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.comparison import EVERYTHING, Evaluate, Observation, Stopped, plain, raised

INPUTS = "inputs"  # the block that says which functions left their arguments as they were: see `spoilers`
ASIDE = ("right", "sizes")  # what a probe holds for the grader: right answers, and the sizes by name


def observe(evaluate: Evaluate, functions: Mapping[str, Callable[..., Any]], probe: SimpleNamespace) -> Observation:
    """Return what `evaluate` sees of `functions` at a copy of `probe`, as plain arrays and faults.

    Each call gets copies of its arguments, so that what a student's code does to them is seen and reaches nothing else.
    """
    given = SimpleNamespace(**{key: _copy(part) for key, part in vars(probe).items() if key not in ASIDE})
    spoilt: set[str] = set()
    theirs: dict[int, Any] = {}  # what calls returned, by id: a wall knows it again only by its identity
    guarded = {name: _guard(name, function, spoilt, theirs) for name, function in functions.items()}
    try:
        with _quiet():
            seen: Observation = {key: plain(value) for key, value in evaluate(guarded, given).items()}
    except Stopped as stop:
        seen = {EVERYTHING: stop.fault}
    kept = [name not in spoilt for name in sorted(functions)]
    unchanged = all(_unchanged(getattr(probe, key), part) for key, part in vars(given).items())
    seen[INPUTS] = np.array([*kept, unchanged], dtype=np.float64)
    return seen


def spoilers(seen: Observation, functions: Iterable[str]) -> list[str]:
    """Return the functions that changed their arguments; "" is one that another function returned."""
    kept = seen[INPUTS]
    assert isinstance(kept, np.ndarray)
    return [name for name, left in zip([*sorted(functions), ""], kept.tolist(), strict=True) if not left]


def _guard(name: str, function: Callable[..., Any], spoilt: set[str], theirs: dict[int, Any]) -> Callable[..., Any]:
    """Return the function with its exceptions turned into Stopped, and its name in `spoilt` if it changes what it gets.

    Only what is no Exception passes.
    """

    def call(*args: Any, **kwargs: Any) -> Any:
        given = [_copy(part, theirs) for part in args], {key: _copy(part, theirs) for key, part in kwargs.items()}
        try:
            answer = function(*given[0], **given[1])
            theirs.update({id(part): part for part in [answer, *(answer if type(answer) in (list, tuple) else ())]})
            return answer
        except Stopped:
            raise
        except Exception as error:
            raise Stopped(raised(error, name)) from error
        finally:
            if not _unchanged([list(args), kwargs], list(given)):
                spoilt.add(name)

    return call


def _copy(value: Any, theirs: Container[int] = ()) -> Any:
    """Return a copy of arrays and of the containers they lie in; anything else is itself, and so is what is theirs."""
    if id(value) in theirs:
        return value
    if isinstance(value, SimpleNamespace):
        return SimpleNamespace(**{key: _copy(part, theirs) for key, part in vars(value).items()})
    if type(value) is dict:
        return {key: _copy(part, theirs) for key, part in value.items()}
    if type(value) in (list, tuple):
        return type(value)(_copy(part, theirs) for part in value)
    return value.copy() if isinstance(value, np.ndarray) else value


def _unchanged(before: Any, after: Any) -> bool:
    """Return whether all that was there is still there; a new entry in a dict has changed nothing."""
    if before is after:  # what is theirs may even hold itself
        return True
    if isinstance(before, SimpleNamespace):
        return _unchanged(vars(before), vars(after))
    if type(before) is dict:
        return all(key in after and _unchanged(part, after[key]) for key, part in before.items())
    if type(before) in (list, tuple):
        return len(before) == len(after) and all(map(_unchanged, before, after))
    if isinstance(before, np.ndarray):
        return (
            isinstance(after, np.ndarray)
            and (before.shape, before.dtype) == (after.shape, after.dtype)
            and before.tobytes() == after.tobytes()
        )
    if isinstance(before, (bool, int, float, complex, str, np.generic)):
        return type(before) is type(after) and (before == after or before != before)
    return True


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Let numpy's warnings cost nothing: in a stock kernel a line on stderr would cost all marks of the cell."""
    with warnings.catch_warnings(), np.errstate(all="warn"), contextlib.redirect_stderr(sys.stdout):
        warnings.simplefilter("ignore")
        yield
