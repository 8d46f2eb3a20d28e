"""Verdicts: what a test cell says in one sentence, for each way in which it can end."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from autograder.carried_back import StudentError, exception_of
from autograder.records import Outcome, Verdict

_BAD_FIRST = (
    Outcome.CRASHED, Outcome.OUT_OF_MEMORY, Outcome.TIMED_OUT, Outcome.NOT_RUN,
    Outcome.ERRORED, Outcome.FAILED, Outcome.NOT_ATTEMPTED, Outcome.PASSED,
)  # fmt: skip


def worst(outcomes: Sequence[Outcome]) -> Outcome:
    """Return the outcome that most wants a look; NOT_ATTEMPTED only where nothing was attempted."""
    tried = [outcome for outcome in outcomes if outcome is not Outcome.NOT_ATTEMPTED]
    if tried and len(tried) < len(outcomes) and all(outcome is Outcome.PASSED for outcome in tried):
        return Outcome.FAILED if len(tried) > len(outcomes) // 2 else Outcome.NOT_ATTEMPTED
    return min(tried or outcomes, key=_BAD_FIRST.index, default=Outcome.PASSED)


def summary(verdicts: Sequence[Verdict]) -> str:
    """Return one sentence on a whole notebook: the worst thing first."""
    if not verdicts:
        return "There was nothing to test."
    outcome = worst([verdict.outcome for verdict in verdicts])
    if outcome is Outcome.PASSED:
        return "Every test passed."
    if outcome is Outcome.NOT_ATTEMPTED:
        return "Nothing was attempted."
    return next(
        (verdict.sentence for verdict in verdicts if verdict.outcome is outcome), "Some parts were not attempted."
    )


def of_points(cell: str, max_points: float, points: float) -> Verdict:
    """The verdict of a test that says nothing itself."""
    if points >= max_points:
        return Verdict(cell, Outcome.PASSED, max_points, max_points, "Passed.")
    return Verdict(cell, Outcome.FAILED, points, max_points, f"{points:g} of {max_points:g} points.")


def adjusted(verdict: Verdict, cell: str, points: float, max_points: float) -> Verdict:
    """Make a verdict that the test gave agree with the points that its outputs mean."""
    outcome = verdict.outcome
    if points >= max_points > 0:
        outcome = Outcome.PASSED
    elif outcome is Outcome.PASSED and points < max_points:
        outcome = Outcome.FAILED
    return dataclasses.replace(verdict, cell=cell, points=points, max_points=max_points, outcome=outcome)


def not_run(cell: str, max_points: float, sentence: str) -> Verdict:
    return Verdict(cell, Outcome.NOT_RUN, 0.0, max_points, sentence)


def of_fate(cell: str, max_points: float, outcome: Outcome, sentence: str) -> Verdict:
    """The verdict when the student's process ended during the test."""
    return Verdict(cell, outcome, 0.0, max_points, f"Your code {sentence} while this test called it.")


def of_error(
    cell: str,
    max_points: float,
    error: BaseException,
    expected: Collection[str] = (),
    stubs: Collection[str] = (),
    broken: Mapping[str, str] = MappingProxyType({}),
) -> Verdict:
    """The verdict when the test ended in an exception.

    `expected` are the student's names, `stubs` those not begun, `broken` those whose cells ended in an exception.
    """
    outcome, sentence, hint = _explain(error, expected, stubs, broken)
    return Verdict(cell, outcome, 0.0, max_points, sentence, hint=hint)


def without_file(text: str) -> str:
    """Return an exception's text without the made-up file name of a cell: '(<ipython-input-1-0>, line 3)'."""
    return re.sub(r"<ipython-input[^>]*>, ", "", text)


def _explain(
    error: BaseException, expected: Collection[str], stubs: Collection[str], broken: Mapping[str, str]
) -> tuple[Outcome, str, str | None]:
    text = str(error).strip()
    trace = getattr(error, "student_trace", None)
    missing = str(error.name) if isinstance(error, NameError) and trace is None else ""
    if isinstance(error, NotImplementedError) or missing in stubs:
        return Outcome.NOT_ATTEMPTED, "Not attempted yet: the stub still raises NotImplementedError.", None
    if isinstance(error, AssertionError) and trace is None:
        return Outcome.FAILED, text or "The test's assertion did not hold.", getattr(error, "hint", None)
    if missing in broken:
        return (
            Outcome.ERRORED,
            f"The cell that should define {missing} ended in {broken[missing].rstrip('.')}.",
            "Mend that cell first.",
        )
    if missing in expected:
        hint = f"Define {missing} under just this name, and run its cell without an error."
        return Outcome.ERRORED, f"{missing!r} is not defined.", hint
    if isinstance(error, MemoryError):
        return Outcome.OUT_OF_MEMORY, "Your code asked for more memory than there is.", None
    # A StudentError says in its text what happened: the class is ours, and nothing that anybody knows.
    said = text if isinstance(error, StudentError) else f"{type(error).__name__}: {text}"
    if trace is not None:
        where = f" ({trace[-1]})" if trace else ""
        return Outcome.ERRORED, f"Your code raised {said}{where}", None
    return Outcome.ERRORED, f"The test could not go on with what your code returned: {said}", None


def reported(reply: dict[str, Any]) -> Exception | None:
    """Return the exception that ended a cell in the candidate, or None."""
    return exception_of(reply["error"]) if "error" in reply else None


def error_name(error: BaseException | None, fate: tuple[Outcome, str] | None) -> str:
    if fate is not None:
        return str(fate[0]).title().replace("_", "")
    return type(error).__name__
