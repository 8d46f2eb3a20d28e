"""Handles and what a candidate may answer: nothing of the student's decides what a test sees."""

import socket
import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from autograder.carried_back import StudentError
from autograder.handles import Handle
from autograder.jail import wire
from autograder.proxies import CandidateGone, Student


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
