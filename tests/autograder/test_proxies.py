"""Handles and what a candidate may answer: nothing of the student's decides what a test sees."""

import socket
import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from autograder.jail import wire
from autograder.proxies import CandidateGone, Handle, Student, StudentError, exception_of, write_back


@pytest.fixture
def pair() -> Iterator[tuple[Student, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Student(ours), theirs


def answer(theirs: socket.socket, *messages: Any) -> threading.Thread:
    """Play a candidate that reads one request and sends these messages."""

    def play() -> None:
        wire.receive(theirs)
        for message in messages:
            wire.send(theirs, message)

    thread = threading.Thread(target=play)
    thread.start()
    return thread


@pytest.mark.parametrize("use", [
    lambda h: h == 4, lambda h: h != 4, lambda h: h < 4, bool, len, float, int, np.asarray, lambda h: 4 in h, round,
    lambda h: h + 1, lambda h: 1 - h, lambda h: np.ones(2) - h, lambda h: np.abs(h), lambda h: h @ np.ones(2),
    lambda h: np.testing.assert_allclose(h, 1.0),
])  # fmt: skip
def test_a_handle_is_refused_where_its_own_code_would_decide(pair: tuple[Student, socket.socket], use: Any) -> None:
    student, _ = pair
    with pytest.raises(TypeError):
        use(Handle(student, 0, "Sly"))


def test_arithmetic_that_the_instructors_classes_define_is_carried_out(pair: tuple[Student, socket.socket]) -> None:
    student, theirs = pair
    student.operators = frozenset({"__add__"})
    thread = answer(theirs, {"reply": {"value": 7}})
    assert Handle(student, 0, "Vector") + 3 == 7
    thread.join()


@pytest.mark.parametrize("message", [
    5, [], "reply", {"nothing": 1}, {"reply": 4}, {"reply": [1]}, {"callback": 0, "args": [], "kwargs": {}},
    {"callback": "x", "args": [], "kwargs": {}}, {"callback": 0}, {"callback": 10**15, "args": 1, "kwargs": 2},
])  # fmt: skip
def test_a_message_out_of_form_ends_the_candidate(pair: tuple[Student, socket.socket], message: Any) -> None:
    student, theirs = pair
    thread = answer(theirs, message)
    with pytest.raises(CandidateGone):
        student.request("run", source="")
    assert student.gone and student.broke
    thread.join()


def test_a_call_back_with_a_forged_reference_is_answered_by_an_error(pair: tuple[Student, socket.socket]) -> None:
    student, theirs = pair
    called: list[Any] = []
    student.functions.append(called.append)
    wire.send(theirs, {"callback": 0, "args": [["m", "os"]], "kwargs": {}})
    wire.send(theirs, {"reply": {}})
    assert student.request("run", source="") == {}
    assert wire.receive(theirs)["do"] == "run"
    assert "error" in wire.receive(theirs)["answer"]
    assert called == []


@pytest.mark.parametrize("name", ["StopIteration", "StopAsyncIteration"])
def test_a_students_stop_iteration_does_not_end_the_tests_loop(pair: tuple[Student, socket.socket], name: str) -> None:
    student, theirs = pair
    report = {"name": name, "bases": [name, "Exception"], "text": "", "trace": []}
    thread = answer(theirs, {"reply": {"error": report}})
    with pytest.raises(RuntimeError, match=name):
        list(map(lambda x: student.apply("call", Handle(student, 0, "function"), x), [5, 6]))
    thread.join()


def test_the_candidate_is_asked_a_bounded_number_of_times(pair: tuple[Student, socket.socket]) -> None:
    student, _ = pair
    student.requests = 100_000
    with pytest.raises(StudentError, match="more than"):
        student.request("run", source="")


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
