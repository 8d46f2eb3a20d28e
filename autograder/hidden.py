"""What a student may read of a hidden test: that it did not hold, never its values, its inputs or its source."""

from __future__ import annotations

import dataclasses
from typing import Any

from autograder.records import VERDICT_MIME, Outcome, Verdict, verdict_of

_BEGIN, _END = ("BEGIN HIDDEN TESTS", "BEGIN MARK SCHEME"), ("END HIDDEN TESTS", "END MARK SCHEME")


def hidden_lines(source: str) -> set[int]:
    """Return the numbers of the lines that students do not see, counted from 1."""
    lines, inside = set(), False
    for number, line in enumerate(source.split("\n"), 1):
        inside = inside or any(mark in line for mark in _BEGIN)
        if inside:
            lines.add(number)
        if any(mark in line for mark in _END):
            inside = False
    return lines


def veil(verdict: Verdict, error: BaseException, source: str) -> Verdict:
    """Return the verdict in words that tell nothing of a hidden test, if it was one that ended in `error`.

    What the author wrote beside an assert is meant for students and stays; all other texts could carry what was wanted
    or, from the student's own code, what was asked.
    """
    lines = _lines_in_cell(error)
    if not lines or lines[0] not in hidden_lines(source) or verdict.outcome not in (Outcome.FAILED, Outcome.ERRORED):
        return verdict
    if isinstance(error, NameError) and not hasattr(error, "student_trace"):
        return verdict
    if isinstance(error, AssertionError) and not hasattr(error, "student_trace"):
        written = _raised_in_cell(error) and str(error).strip()
        return dataclasses.replace(verdict, sentence=written or "A hidden test did not hold.")
    name = next(cls.__name__ for cls in type(error).__mro__ if cls.__module__ == "builtins")
    if hasattr(error, "student_trace"):
        sentence = f"Your code raised {name} in a hidden test."
    else:
        sentence = f"A hidden test could not go on with what your code returned ({name}): is it plain numbers?"
    return dataclasses.replace(verdict, sentence=sentence, hint=None)


def _lines_in_cell(error: BaseException) -> list[int]:
    """Return the lines of the test cell that the exception passed, outermost first."""
    lines, trace = [], error.__traceback__
    while trace is not None:
        if _of_a_cell(trace.tb_frame.f_code.co_filename):
            lines.append(trace.tb_lineno)
        trace = trace.tb_next
    return lines


def _raised_in_cell(error: BaseException) -> bool:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and _of_a_cell(trace.tb_frame.f_code.co_filename)


def _of_a_cell(file: str) -> bool:
    return file.startswith("<ipython-input-")


def outputs_for_feedback(cell: Any) -> list[dict[str, Any]] | None:
    """Return what the feedback shows of a cell with hidden tests in place of its outputs; None where it has none.

    What the student's code printed while a hidden test called it stays with the TA: it could be the test's inputs.
    """
    if not hidden_lines(cell.get("source", "")):
        return None
    said = [
        output["data"][VERDICT_MIME] for output in cell.get("outputs", []) if VERDICT_MIME in output.get("data", {})
    ]
    if not said:
        return None
    from autograder.marking import feedback

    verdict = verdict_of(said[-1])
    text = feedback(verdict) if verdict.task else verdict.sentence
    if verdict.hint and verdict.hint not in text:
        text += f"\nHint: {verdict.hint}"
    return [{"output_type": "stream", "name": "stdout", "text": text + "\n"}]
