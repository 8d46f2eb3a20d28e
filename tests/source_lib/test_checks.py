"""What the visible checks of a7 say to a student, and what they let pass."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from source_lib.activations import Activation
from source_lib.checks import a7_mlp_backprop as check
from source_lib.checks.answers import CheckFailed, entry, expect, numbers, parts


def forward(X: Any, params: Any, phi: Activation) -> Any:
    Z = X @ params["W1"].T + params["b1"]
    return phi(Z) @ params["W2"].T + params["b2"], (X, Z, phi)


def backward(Y_bar: Any, cache: Any, params: Any) -> dict[str, Any]:
    X, Z, phi = cache
    Z_bar = Y_bar @ params["W2"] * phi.derivative(Z)
    return {
        "W2_bar": Y_bar.T @ phi(Z), "b2_bar": Y_bar.sum(0), "W1_bar": Z_bar.T @ X, "b1_bar": Z_bar.sum(0),
    }  # fmt: skip


def changed(**new: Callable[[dict[str, Any]], Any]) -> Callable[..., dict[str, Any]]:
    """Return the right backward pass with some bars made otherwise."""

    def wrong(Y_bar: Any, cache: Any, params: Any) -> dict[str, Any]:
        bars = backward(Y_bar, cache, params)
        return {**bars, **{name: make(bars) for name, make in new.items()}}

    return wrong


def test_a_right_answer_is_told_so_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    check.mlp_forward(forward)
    check.mlp_backward(forward, backward)
    out = capsys.readouterr().out
    assert out.count("✓") == 6
    assert "W1_bar: error" in out


def test_a_wrong_shape_is_told_before_a_wrong_value() -> None:
    with pytest.raises(CheckFailed) as caught:
        check.mlp_backward(forward, changed(W2_bar=lambda bars: bars["W2_bar"].T))
    text = str(caught.value)
    assert "W2_bar is not right yet" in text
    assert "shape (5, 2). It is the transpose" in text
    assert "wanted: shape (2, 5)" in text
    assert text.count("hint:") == 1


def test_a_wrong_bar_is_marked_in_a_table_of_all() -> None:
    with pytest.raises(CheckFailed) as caught:
        check.mlp_backward(forward, changed(b1_bar=lambda bars: 2 * bars["b1_bar"]))
    text = str(caught.value)
    assert "✗ b1_bar" in text
    assert text.count("✓") == 3


@pytest.mark.parametrize("name", ["W1_bar", "b1_bar", "W2_bar", "b2_bar"])
def test_the_smallest_mistakes_do_not_slip_through(name: str) -> None:
    with pytest.raises(CheckFailed):
        check.mlp_backward(forward, changed(**{name: lambda bars: bars[name] * (1 + 2.8e-4)}))


def test_a_right_answer_in_single_precision_passes() -> None:
    def single(Y_bar: Any, cache: Any, params: Any) -> dict[str, Any]:
        return {name: bar.astype(np.float32) for name, bar in backward(Y_bar, cache, params).items()}

    check.mlp_backward(forward, single)


def test_a_stub_stays_a_stub() -> None:
    def stub(*_: Any) -> None:
        raise NotImplementedError

    with pytest.raises(NotImplementedError):
        check.mlp_forward(stub)


@pytest.mark.parametrize("value", [None, "1", True, object(), {}, [[1.0], [1.0, 2.0]], np.array([None])])
def test_what_is_no_array_is_refused_by_its_type(value: Any) -> None:
    with pytest.raises(CheckFailed, match="y is not right yet"):
        numbers("y", value, (2,), "")


def test_nan_is_refused() -> None:
    with pytest.raises(CheckFailed, match="1 of 2 entries are nan or inf"):
        numbers("y", [1.0, np.nan], (2,), "")


def test_a_wrong_number_is_shown_beside_the_wanted_one() -> None:
    with pytest.raises(CheckFailed) as caught:
        expect("cost", 10.0, 5.0, "Half the squares.")
    assert "got:    10" in str(caught.value)
    assert "wanted: 5" in str(caught.value)
    assert "hint:   Half the squares." in str(caught.value)


def test_a_wrong_structure_is_told() -> None:
    with pytest.raises(CheckFailed, match="return Y, cache"):
        parts("mlp_forward", np.zeros(2), ["Y", "cache"])
    with pytest.raises(CheckFailed, match="an entry 'W1_bar'"):
        entry("mlp_backward", {"W1": 0}, "W1_bar")
    with pytest.raises(CheckFailed, match="a dict with an entry"):
        entry("mlp_backward", [1], "W1_bar")


def test_a_checker_that_calls_everything_right_is_caught() -> None:
    with pytest.raises(CheckFailed, match="wrong sign"):
        check.grad_check(lambda f, params, grads, rng: {"w": (0.0, 0.0)})


def test_a_checker_that_calls_everything_wrong_is_caught() -> None:
    with pytest.raises(CheckFailed, match="of a right gradient"):
        check.grad_check(lambda f, params, grads, rng: {"w": (1.0, 1.0)})


def test_bars_that_are_changed_in_place_are_noticed() -> None:
    def spoils(cost: float, bars: dict[str, Any], params: dict[str, Any], lam: float) -> Any:
        for name in ("W1", "W2"):
            bars[f"{name}_bar"] += lam * params[name]
        return cost + lam / 2 * sum((params[name] ** 2).sum() for name in ("W1", "W2")), bars

    with pytest.raises(CheckFailed, match="that was passed in"):
        check.add_weight_decay(spoils)
