"""The gradient check: right gradients pass, broken ones fail by name, and the step is not blamed on the gradient."""

import re

import numpy as np
import pytest

from source_lib.activations import logistic, relu
from source_lib.backprop import backward
from source_lib.gradcheck import (
    check_gradients,
    complex_step_gradient,
    directional_check,
    numerical_gradient,
)
from source_lib.losses import squared_error
from source_lib.mlp import MLP, forward
from tests.source_lib.random_nets import random_net


@pytest.fixture
def problem(rng):
    """A small net as a cost of its parameters, the parameters, and their right bars."""
    net, X, T = random_net(rng, (4, 5, 3), logistic), rng.normal(size=(7, 4)), rng.normal(size=(7, 3))
    trace = forward(net, X)
    bars = backward(net, trace, squared_error(trace.Y, T)[1])
    named = {"W1": bars.W[0], "b1": bars.b[0], "W2": bars.W[1], "b2": bars.b[1]}
    return lambda params: squared_error(forward(MLP.from_params(params), X).Y, T)[0], net.to_params(), named


def test_differences_and_complex_step_find_a_known_gradient(rng):
    A, x = rng.normal(size=(4, 4)), rng.normal(size=4)
    slopes = A @ x + A.T @ x
    np.testing.assert_allclose(numerical_gradient(lambda x: x @ A @ x, x), slopes, rtol=1e-7)
    np.testing.assert_allclose(complex_step_gradient(lambda x: x @ A @ x, x), slopes, rtol=1e-13)


def test_differences_keep_shapes_and_leave_x_alone(rng):
    x = rng.normal(size=(2, 3)).astype(np.float32)
    before = x.copy()
    for find in (numerical_gradient, complex_step_gradient):
        slopes = find(lambda x: (x**3).sum(), x)
        assert slopes.shape == (2, 3) and slopes.dtype == np.float64
        np.testing.assert_allclose(slopes, 3.0 * x**2, rtol=1e-4)
    np.testing.assert_array_equal(x, before)
    assert numerical_gradient(lambda x: x * x, 3.0) == pytest.approx(6.0)


def test_a_complex_step_needs_a_function_that_keeps_the_imaginary_part():
    with pytest.raises(
        TypeError, match=re.escape("'f' must return a complex number for a complex x (got float64). Does it use abs")
    ):
        complex_step_gradient(lambda x: np.abs(x).sum(), [1.0, 2.0])


def test_right_bars_pass(problem, rng):
    f, params, bars = problem
    report = check_gradients(f, params, bars, rng)
    assert report and report.ok and [block.name for block in report.blocks] == ["W1", "b1", "W2", "b2"]
    assert report.worst.worst.error < 1e-8
    assert str(report).endswith("Backprop and differences agree.")


def test_the_names_may_carry_their_bars(problem, rng):
    f, params, bars = problem
    assert check_gradients(f, params, {f"{name}_bar": bar for name, bar in bars.items()}, rng).ok


@pytest.mark.parametrize("name", ["W1", "b1", "W2", "b2"])
@pytest.mark.parametrize(
    "break_it",
    [
        lambda bar: bar * (1 + 1e-4),
        lambda bar: -bar,
        lambda bar: bar * 7,  # without the 1/N
        lambda bar: np.zeros_like(bar),
        lambda bar: bar + 0.01,
        lambda bar: np.where(np.arange(bar.size).reshape(bar.shape) == 1, 0, bar),  # one entry
        lambda bar: np.full_like(bar, np.nan),
    ],
    ids=["nearly", "sign", "factor", "zero", "shift", "entry", "nan"],
)
def test_a_broken_block_fails_by_name_and_the_others_pass(problem, rng, name, break_it):
    f, params, bars = problem
    report = check_gradients(f, params, {**bars, name: break_it(bars[name])}, rng)
    assert not report
    assert [block.name for block in report.blocks if not block.ok] == [name] == [report.worst.name]
    assert not report.worst.step_at_fault
    assert str(report).endswith(f"Backprop and differences disagree, most at {name}.")
    assert f"✗ {name}: error" in str(report)


def test_too_long_a_step_fails_and_is_blamed_on_the_step(problem, rng):
    f, params, bars = problem
    report = check_gradients(f, params, bars, rng, step=0.3)
    assert not report.ok
    with_shorter = check_gradients(f, params, bars, rng, step=3e-3, tolerance=1e-9)
    assert not with_shorter.ok and with_shorter.worst.step_at_fault
    assert "or the step is too long" in str(with_shorter)


@pytest.mark.parametrize("distance", [0.0, 1e-7, 1e-6])
def test_a_kink_within_the_step_is_said_to_be_one(distance, rng):
    x = np.array([distance, 0.5, -0.7])
    report = check_gradients(lambda p: relu(p["x"]).sum(), {"x": x}, {"x": relu.derivative(x)}, rng)
    assert not report.ok and report.worst.step_at_fault
    assert "A kink lies within the step at x" in str(report) and "(a kink, or too long a step)" in str(report)


def test_a_true_gradient_of_zero_passes_and_a_false_one_does_not(rng):
    params = {"used": np.array([2.0]), "unused": np.ones(3)}
    bars = {"used": np.array([4.0]), "unused": np.zeros(3)}
    assert check_gradients(lambda p: (p["used"] ** 2).sum() + 1e3, params, bars, rng).ok
    false = {"used": np.zeros(1), "unused": np.zeros(3)}
    assert not check_gradients(lambda p: (p["used"] ** 2).sum(), params, false, rng).ok


def test_bars_in_float32_are_checked_in_float64_to_five_digits(problem, rng):
    f, params, bars = problem
    rounded = {name: bar.astype(np.float32) for name, bar in bars.items()}
    assert check_gradients(f, params, rounded, rng).ok
    off = {**rounded, "W1": rounded["W1"] * np.float32(1.0001)}
    assert check_gradients(f, params, off, rng).worst.name == "W1"
    assert not check_gradients(f, params, off, rng).ok


def test_the_same_generator_gives_the_same_report(problem):
    f, params, bars = problem
    one, two = (check_gradients(f, params, bars, np.random.default_rng(3)) for _ in range(2))
    assert one == two


def test_one_direction_by_hand():
    # f = x y at (3, 4), gradient (4, 3), along (1, 2): slope 4 + 6 = 10
    check = directional_check(lambda p: p[0] * p[1], [3.0, 4.0], [4.0, 3.0], [1.0, 2.0])
    assert check.backprop == 10.0 and check.differences == pytest.approx(10.0) and check.error < 1e-10


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (
            lambda f, p, b, rng: check_gradients(f, p, {**b, "W1": b["W1"].T}, rng),
            ValueError,
            "'W1' must have shape (5, 4), like 'W1' (got shape (4, 5)). Is it transposed?",
        ),
        (
            lambda f, p, b, rng: check_gradients(f, p, {"W1": b["W1"]}, rng),
            ValueError,
            "'bars' must hold a bar for every block; 'b1' has none (got W1).",
        ),
        (lambda f, p, b, rng: check_gradients(f, {}, {}, rng), ValueError, "'params' must hold a block"),
        (
            lambda f, p, b, rng: numerical_gradient(lambda x: x * 2, [1.0, 2.0]),
            ValueError,
            "'f' must return a single number, a cost (got shape (2,)).",
        ),
        (lambda f, p, b, rng: numerical_gradient(f, [1j]), TypeError, "'x' must hold real numbers (got complex128)."),
        (
            lambda f, p, b, rng: directional_check(np.sum, [1.0, 2.0], [1.0], [1.0, 1.0]),
            ValueError,
            "'x_bar' must have shape (2,), like 'x' (got shape (1,)).",
        ),
    ],
)
def test_what_does_not_fit_is_named(problem, rng, call, error, message):
    with pytest.raises(error, match=re.escape(message)):
        call(*problem, rng)
