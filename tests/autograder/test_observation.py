"""A student's functions are asked with copies, and what they do to these is known by name."""

import sys
from collections import namedtuple
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from autograder.comparison import EVERYTHING, Fault, raised
from autograder.observation import observe, spoilers


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


def test_what_a_call_returned_may_lie_in_a_container_and_hold_itself() -> None:
    def own() -> list[Any]:
        ring: list[Any] = []
        ring.append(ring)
        return ring

    def evaluate(f: Any, p: SimpleNamespace) -> dict[str, Any]:
        ring = f["own"]()
        return {"same": f["same"]({"ring": ring}, ring)}

    functions = {"own": own, "same": lambda given, ring: float(given["ring"] is ring)}
    assert observe(evaluate, functions, SimpleNamespace())["same"] == 1.0


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
