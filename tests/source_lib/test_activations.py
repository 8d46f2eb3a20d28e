"""Activation functions: their formulas, their derivatives, far from zero, and in every dtype."""

import pickle

import numpy as np
import pytest

from source_lib.activations import ACTIVATIONS, Activation, hard_threshold, identity, logistic, relu, soft_relu, tanh
from source_lib.gradcheck import complex_step_gradient

Z = np.array([-1000.0, -40.0, -3.0, -0.5, 0.25, 2.0, 40.0, 1000.0])  # no 0: the kink is tested by itself
SMOOTH = [identity, logistic, tanh, soft_relu]
ALL = list(ACTIVATIONS.values())


@pytest.mark.parametrize("phi", ALL, ids=str)
def test_the_derivative_is_the_slope_of_the_value_by_complex_step(phi):
    slopes = [complex_step_gradient(phi, z) for z in Z]
    np.testing.assert_allclose(phi.derivative(Z), slopes, rtol=1e-12, atol=1e-16)


@pytest.mark.parametrize("phi", ALL, ids=str)
def test_the_derivative_is_the_slope_of_the_value_by_differences(phi):
    z, h = Z[1:-1], 1e-6
    slopes = (phi(z + h) - phi(z - h)) / (2 * h)
    np.testing.assert_allclose(phi.derivative(z), slopes, atol=1e-8)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("phi", ALL, ids=str)
def test_the_dtype_and_the_shape_stay(phi, dtype):
    for z in (np.ones((2, 3), dtype), np.zeros((0, 3), dtype), dtype(2.0), np.array(2.0, dtype)):
        for f in (phi, phi.derivative):
            assert f(z).dtype == dtype
            assert np.shape(f(z)) == z.shape


@pytest.mark.parametrize("phi", ALL, ids=str)
def test_numbers_and_lists_of_whole_numbers_are_welcome(phi):
    for f in (phi, phi.derivative):
        assert isinstance(f(2), np.float64)
        assert f([-1, 2]).dtype == np.float64


@pytest.mark.parametrize("phi", ALL, ids=str)
def test_the_input_is_never_written_to(phi):
    z = Z.copy()
    phi(z), phi.derivative(z)
    np.testing.assert_array_equal(z, Z)


def test_logistic_keeps_its_digits_far_from_zero():
    assert logistic(-700.0) == pytest.approx(np.exp(-700.0), rel=1e-12)
    assert logistic.derivative(700.0) == pytest.approx(np.exp(-700.0), rel=1e-12)
    assert logistic([-1000.0, 0.0, 1000.0]).tolist() == [0.0, 0.5, 1.0]


def test_logistic_is_symmetric_about_one_half(rng):
    z = rng.normal(size=50) * 10
    np.testing.assert_allclose(logistic(z) + logistic(-z), 1.0, rtol=1e-15)


def test_soft_relu_keeps_its_digits_far_from_zero():
    assert soft_relu(-700.0) == pytest.approx(np.exp(-700.0), rel=1e-12)
    assert soft_relu(1000.0) == 1000.0
    assert soft_relu(0.0) == pytest.approx(np.log(2.0))


def test_at_the_kink_both_the_threshold_and_the_slope_are_off():
    assert hard_threshold(0.0) == 0.0 and hard_threshold.derivative(0.0) == 0.0
    assert relu(0.0) == 0.0 and relu.derivative(0.0) == 0.0


def test_the_threshold_has_slope_zero_everywhere():
    assert not hard_threshold.derivative(Z).any()


@pytest.mark.parametrize("phi", ALL, ids=str)
def test_an_activation_travels_to_another_process_and_stays_itself(phi):
    assert pickle.loads(pickle.dumps(phi)) is phi


def test_the_table_is_keyed_by_name():
    assert {name: phi.name for name, phi in ACTIVATIONS.items()} == {name: name for name in ACTIVATIONS}


def test_a_reader_can_make_an_activation_of_their_own():
    leaky = Activation("leaky", lambda z: np.maximum(z, 0.1 * z), lambda z: np.where(z > 0, 1.0, 0.1))
    assert leaky(np.array([-1.0, 2.0])).tolist() == [-0.1, 2.0]


@pytest.mark.parametrize(
    ("z", "error", "part"),
    [
        (None, TypeError, r"'z' must hold numbers \(got None\)"),
        ("one", TypeError, r"'z' must hold numbers \(got a str of str"),
        ([[1.0], [1.0, 2.0]], ValueError, "'z' must be an array, all its rows of one length"),
        ({"W": 1}, TypeError, r"'z' must hold numbers \(got a dict\)"),
    ],
)
def test_what_is_no_number_is_named(z, error, part):
    with pytest.raises(error, match=part):
        logistic(z)
