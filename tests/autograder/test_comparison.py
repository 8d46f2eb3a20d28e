"""What comes from a student is compared by its type and its numbers, and never trusted."""

import sys
from collections import namedtuple
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from autograder.comparison import (
    EVERYTHING,
    Fault,
    Stopped,
    entries,
    error_of,
    observe,
    parts,
    plain,
    raised,
    right,
    same,
    spoilers,
    tolerance_of,
)


class Liar:
    """Agrees with everything, and is an array if asked."""

    def __eq__(self, other: object) -> bool:
        return True

    def __array__(self, *_: Any, **__: Any) -> np.ndarray:
        raise AssertionError("a student's conversion was run")

    __float__ = __array__  # type: ignore[assignment]
    __hash__ = None  # type: ignore[assignment]


def test_the_error_is_relative_to_the_largest_entry_of_the_block() -> None:
    assert error_of(np.array([10.0, 0.001]), np.array([10.0, 0.0]), largest=10.0) == pytest.approx(1e-4)


def test_a_small_block_is_measured_against_a_millionth_of_the_largest() -> None:
    assert error_of(np.array([1e-9]), np.array([0.0]), largest=1.0) == pytest.approx(1e-3)


def test_double_precision_must_agree_to_a_millionth_and_single_to_ten() -> None:
    wanted = np.array([1.0, 1 / 3])
    assert right(wanted * (1 + 5e-7), wanted, 1.0)
    assert not right(wanted * (1 + 5e-6), wanted, 1.0)
    assert right((wanted * (1 + 5e-6)).astype(np.float32), wanted, 1.0)
    assert right((wanted * (1 + 5e-6)).astype(np.float32).astype(np.float64), wanted, 1.0)
    assert not right((wanted * (1 + 5e-5)).astype(np.float32), wanted, 1.0)
    assert tolerance_of(wanted) == 1e-6


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_one_entry_that_is_not_finite_spoils_a_block(bad: float) -> None:
    assert not right(np.array([1.0, bad]), np.array([1.0, 2.0]), 2.0)
    assert same(np.array([1.0, bad]), np.array([1.0, bad]), 2.0)
    assert not same(np.array([1.0, bad]), np.array([1.0, 2.0]), 2.0)


def test_right_values_in_another_shape_are_not_right() -> None:
    assert not right(np.ones((1, 3)), np.ones(3), 1.0)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (Liar(), "type"),
        (None, "type"),
        ("1.0", "type"),
        (True, "type"),
        (np.array([True]), "dtype"),
        (np.array([1j]), "dtype"),
        (np.array([None]), "dtype"),
        ([1.0, Liar()], "type"),
        ([[1.0], [1.0, 2.0]], "ragged"),
        (10**400, "dtype"),
        ([0.0] * 20_000, "type"),
    ],
)
def test_what_is_no_array_of_floats_is_a_fault(value: Any, kind: str) -> None:
    fault = plain(value)
    assert isinstance(fault, Fault)
    assert fault.kind == kind


def test_lists_subclasses_and_integers_become_base_arrays() -> None:
    masked = np.ma.masked_array([1.0, 2.0], mask=[False, True])
    for value in ([1, 2], (1.0, 2.0), np.array([1, 2]), masked):
        array = plain(value)
        assert type(array) is np.ndarray
        assert array.tolist() == [1.0, 2.0]
        assert array.dtype == np.float64


def test_an_observation_says_whether_the_call_changed_its_inputs() -> None:
    probe = SimpleNamespace(x=np.array([1.0, 2.0]))

    def evaluate(f: Any, p: SimpleNamespace) -> dict[str, Any]:
        return {"y": f["f"](p.x)}

    def spoil(x: np.ndarray) -> np.ndarray:
        x *= 2
        return x

    assert spoilers(observe(evaluate, {"f": lambda x: 2 * x}, probe), ["f"]) == []
    assert spoilers(observe(evaluate, {"f": spoil}, probe), ["f"]) == ["f"]
    assert probe.x.tolist() == [1.0, 2.0], "the probe itself was changed"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda layers: layers[0][0].fill(0),
        lambda layers: layers.reverse(),
        lambda layers: layers.pop(),
        lambda layers: layers[1].update(W=np.zeros(2)),
    ],
)
def test_what_lies_in_containers_is_kept_from_a_student_too(spoil: Any) -> None:
    probe = SimpleNamespace(layers=[(np.ones(2), 1.0), {"W": np.ones(2)}])

    def evaluate(f: Any, p: SimpleNamespace) -> dict[str, Any]:
        f["f"](p.layers)
        return {"y": p.layers[0][0]}

    seen = observe(evaluate, {"f": spoil}, probe)
    assert spoilers(seen, ["f"]) == ["f"]
    assert np.array_equal(seen["y"], [1.0, 1.0]), "the evaluation sees what the student has changed"
    assert np.array_equal(probe.layers[0][0], [1.0, 1.0]), "the reference would"


def test_a_function_that_was_returned_may_not_change_what_it_gets_either() -> None:
    def evaluate(f: Any, p: SimpleNamespace) -> dict[str, Any]:
        f["f"]()(p.x)
        return {}

    probe = SimpleNamespace(x=np.ones(2))
    assert spoilers(observe(evaluate, {"f": lambda: lambda x: x.fill(0)}, probe), ["f"]) == [""]


def test_what_a_call_returned_is_handed_on_as_it_is() -> None:
    Cache = namedtuple("Cache", "X")
    own: list[Any] = []

    def forward(X: np.ndarray) -> tuple[np.ndarray, Any]:
        own.append(Cache(X))
        return X, own[0]

    def backward(cache: Any) -> float:
        return float(cache is own[0])

    def evaluate(f: Any, p: SimpleNamespace) -> dict[str, Any]:
        _, cache = f["forward"](p.X)
        return {"same": f["backward"](cache)}

    seen = observe(evaluate, {"forward": forward, "backward": backward}, SimpleNamespace(X=np.ones(2)))
    assert seen["same"] == 1.0


def test_a_new_entry_in_a_dict_changes_no_array() -> None:
    probe = SimpleNamespace(params={"W": np.ones(2)})
    evaluate = lambda f, p: {"y": f["f"](p.params)}  # noqa: E731
    assert spoilers(observe(evaluate, {"f": lambda d: d.setdefault("h", 1.0)}, probe), ["f"]) == []


def test_an_exception_ends_the_observation_with_its_builtin_type() -> None:
    class Own(KeyError):
        pass

    def fail(x: Any) -> None:
        raise Own("W3")

    seen = observe(lambda f, p: {"y": f["f"](1)}, {"f": fail}, SimpleNamespace())
    assert seen[EVERYTHING] == Fault("KeyError", "Own: 'W3'", "f")
    assert raised(ValueError("x"), "f") == Fault("ValueError", "x", "f")


def test_warnings_and_stderr_of_a_student_cost_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    def noisy(x: float) -> Any:
        print("hello", file=sys.stderr)
        return np.exp(np.array([1000.0])) * 0

    observe(lambda f, p: {"y": f["f"](1.0)}, {"f": noisy}, SimpleNamespace())
    captured = capsys.readouterr()
    assert captured.err == ""
    assert "hello" in captured.out


def test_a_wrong_structure_stops_with_a_sentence() -> None:
    with pytest.raises(Stopped, match="f must return the pair Y, cache"):
        parts(Liar(), 2, "f", "the pair Y, cache")
    with pytest.raises(Stopped, match=r"got a tuple of 3"):
        parts((1, 2, 3), 2, "f", "the pair Y, cache")
    with pytest.raises(Stopped, match="f must return a dict with a, b"):
        entries([1], "f", ("a", "b"))
    found = entries({"a": 1.0}, "f", ("a", "b"))
    assert found["a"] == 1.0
    assert isinstance(found["b"], Fault)
