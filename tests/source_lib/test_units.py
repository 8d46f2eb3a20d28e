"""One unit in its three guises, for one example and for many."""

import re

import numpy as np
import pytest

from source_lib.activations import ACTIVATIONS, hard_threshold, identity, logistic
from source_lib.units import unit


@pytest.mark.parametrize("phi", ACTIVATIONS.values(), ids=str)
def test_a_unit_is_phi_of_the_weighted_sum(phi, rng):
    X, w, b = rng.normal(size=(6, 4)), rng.normal(size=4), rng.normal()
    by_hand = [phi(sum(w[j] * x[j] for j in range(4)) + b) for x in X]
    np.testing.assert_allclose(unit(X, w, b, phi), by_hand, rtol=1e-12)
    np.testing.assert_allclose([unit(x, w, b, phi) for x in X], by_hand, rtol=1e-12)


def test_phi_decides_what_the_unit_is():
    x, w, b = [2.0, 1.0], [1.0, -1.0], -1.0  # z = 2 - 1 - 1 = 0
    assert [float(unit(x, w, b, phi)) for phi in (identity, hard_threshold, logistic)] == [0.0, 0.0, 0.5]


def test_float32_stays():
    x, w = np.ones((2, 3), np.float32), np.ones(3, np.float32)
    assert unit(x, w, np.float32(1), logistic).dtype == np.float32


@pytest.mark.parametrize(
    ("x", "w", "b", "message"),
    [
        (np.ones(3), np.ones(2), 0.0, "'x' must have shape (2,) or (n_examples, 2), one input per weight of the unit"),
        (np.ones((2, 5)), np.ones(2), 0.0, "(got shape (2, 5)). Did you pass examples as columns?"),
        (
            np.ones(2),
            np.ones((1, 2)),
            0.0,
            "'w' must have shape (D,), one weight per input of the unit (got shape (1, 2))",
        ),
        (np.ones(2), np.ones(2), np.ones(2), "'b' must be a single number"),
    ],
)
def test_a_shape_that_does_not_fit_is_named(x, w, b, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        unit(x, w, b, identity)
