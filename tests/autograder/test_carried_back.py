"""What a call brings back: any report is an ordinary exception, and only a change of the same form is written back."""

from typing import Any

import numpy as np
import pytest

from autograder.carried_back import StudentError, exception_of, write_back
from autograder.verdicts import of_error


@pytest.mark.parametrize("report", [
    None, 5, [], {}, {"name": 5, "bases": 7, "text": ["x"], "trace": 3}, {"bases": ["BaseException"]},
    {"bases": ["ExceptionGroup"], "name": "ExceptionGroup"}, {"bases": ["UnicodeDecodeError"], "name": "Odd"},
    {"name": "SystemExit", "bases": ["SystemExit", "BaseException"]}, {"bases": ["type", "eval", "__import__"]},
])  # fmt: skip
def test_any_report_is_an_ordinary_exception(report: Any) -> None:
    error = exception_of(report)
    assert isinstance(error, Exception)
    assert isinstance(error.student_trace, list)  # type: ignore[attr-defined]


def test_a_report_is_cut_to_length() -> None:
    error = exception_of({"name": "E" * 10**6, "bases": ["ValueError"], "text": "x" * 10**6, "trace": ["t" * 10**6]})
    assert len(str(error)) < 3000 and len(error.student_trace[0]) <= 300  # type: ignore[attr-defined]


def test_changes_are_written_back_into_what_the_test_holds() -> None:
    array, inner = np.zeros(3), np.ones(2)
    params = {"W": inner, "old": 1}
    write_back(array, np.arange(3.0))
    write_back(params, {"W": np.full(2, 5.0), "new": 2})
    assert array.tolist() == [0.0, 1.0, 2.0]
    assert params["W"] is inner and inner.tolist() == [5.0, 5.0]
    assert params == {"W": inner, "new": 2}


@pytest.mark.parametrize("changed", [np.zeros(4), np.zeros(3, int), [1, 2, 3], None, 5])
def test_a_change_of_another_form_is_not_written_back(changed: Any) -> None:
    array = np.ones(3)
    array.setflags(write=False)
    write_back(array, changed)
    write_back(array, np.zeros(3))
    assert array.tolist() == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(("name", "bases", "words"), [
    ("MyError", ["MyError", "Exception"], "MyError: boo"),
    ("SystemExit", ["SystemExit", "BaseException"], "an exception that ended the interpreter (SystemExit)"),
])  # fmt: skip
def test_no_class_of_ours_is_named_to_a_student(name: str, bases: list[str], words: str) -> None:
    error = exception_of({"name": name, "bases": bases, "text": "boo", "trace": []})
    assert of_error("q", 1.0, error).sentence == f"Your code raised {words}"
    assert "StudentError" not in of_error("q", 1.0, StudentError("the answer cannot be looked at")).sentence
