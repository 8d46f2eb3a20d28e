"""Costs and their bars: formulas, the mean over examples, far from zero, dtypes and wrong shapes."""

import re

import numpy as np
import pytest

from source_lib.activations import identity
from source_lib.gradcheck import complex_step_gradient
from source_lib.losses import (
    l2_penalty,
    logistic_cross_entropy,
    one_hot,
    softmax,
    softmax_cross_entropy,
    squared_error,
)
from source_lib.mlp import MLP
from tests.source_lib.random_nets import random_targets

LOSSES = [squared_error, logistic_cross_entropy, softmax_cross_entropy]
both = pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.__name__)


@both
@pytest.mark.parametrize("shape", [(1, 2), (4, 3), (7, 5)], ids=str)
def test_the_bar_is_the_gradient_of_the_cost(loss, shape, rng):
    Z, T = rng.normal(size=shape), random_targets(rng, *shape)
    _, bar = loss(Z, T)
    np.testing.assert_allclose(bar, complex_step_gradient(lambda Z: loss(Z, T)[0], Z), rtol=1e-12, atol=1e-15)


@both
def test_the_cost_is_the_mean_over_examples_and_the_sum_over_outputs(loss, rng):
    Z, T = rng.normal(size=(6, 3)), random_targets(rng, 6, 3)
    each = [loss(Z[n : n + 1], T[n : n + 1])[0] for n in range(6)]
    assert loss(Z, T)[0] == pytest.approx(np.mean(each), rel=1e-12)


def test_the_losses_are_their_textbook_formulas(rng):
    Z, T = rng.normal(size=(5, 3)), random_targets(rng, 5, 3)
    sigma, soft = 1 / (1 + np.exp(-Z)), np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
    assert squared_error(Z, T)[0] == pytest.approx(
        np.mean([0.5 * ((z - t) ** 2).sum() for z, t in zip(Z, T, strict=True)])
    )
    assert logistic_cross_entropy(Z, T)[0] == pytest.approx(
        np.mean((-T * np.log(sigma) - (1 - T) * np.log(1 - sigma)).sum(axis=1))
    )
    assert softmax_cross_entropy(Z, T)[0] == pytest.approx(np.mean(-(T * np.log(soft)).sum(axis=1)))


def test_logistic_and_softmax_agree_on_two_classes(rng):
    z, t = rng.normal(size=(8, 1)), rng.integers(2, size=(8, 1))
    two, bar = softmax_cross_entropy(np.hstack([z, np.zeros_like(z)]), np.hstack([t, 1 - t]))
    one, z_bar = logistic_cross_entropy(z, t)
    assert two == pytest.approx(one)
    np.testing.assert_allclose(bar[:, :1], z_bar, rtol=1e-12)


def test_the_cross_entropies_are_exact_far_from_zero():
    # right and sure costs nothing, wrong and sure costs z, and the bar is the full 1/N
    cost, bar = logistic_cross_entropy([[1000.0], [-1000.0]], [[1.0], [1.0]])
    assert (cost, bar.tolist()) == (500.0, [[0.0], [-0.5]])
    cost, bar = softmax_cross_entropy([[1000.0, -1000.0], [1000.0, -1000.0]], [[1, 0], [0, 1]])
    assert (cost, bar.tolist()) == (1000.0, [[0.0, 0.0], [0.5, -0.5]])


@both
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_of_the_outputs_stays_whatever_the_targets_are(loss, dtype, rng):
    Z = (1000 * rng.normal(size=(4, 3))).astype(dtype)
    for T in (random_targets(rng, 4, 3), random_targets(rng, 4, 3).astype(int)):
        cost, bar = loss(Z, T)
        assert cost.dtype == bar.dtype == dtype
        assert np.isfinite(cost) and np.isfinite(bar).all()


@both
def test_outputs_and_targets_are_left_as_they_were(loss, rng):
    Z, T = rng.normal(size=(4, 3)), random_targets(rng, 4, 3)
    kept = Z.copy(), T.copy()
    loss(Z, T)
    np.testing.assert_array_equal(Z, kept[0])
    np.testing.assert_array_equal(T, kept[1])


def test_softmax_does_not_see_a_common_shift(rng):
    Z = rng.normal(size=(4, 3))
    np.testing.assert_allclose(softmax(Z + 1000.0), softmax(Z), rtol=1e-10)
    np.testing.assert_allclose(softmax(Z).sum(axis=1), 1.0)
    assert softmax(Z.astype(np.float32)).dtype == np.float32


def test_one_hot_undoes_argmax(rng):
    labels = rng.integers(5, size=20)
    T = one_hot(labels, 5)
    np.testing.assert_array_equal(T.argmax(axis=1), labels)
    np.testing.assert_array_equal(T.sum(axis=1), 1.0)
    assert one_hot([], 3).shape == (0, 3)


def test_weight_decay_leaves_biases_alone():
    params = {"W1": np.array([[1.0, 2.0]]), "b1": [7.0], "W2": np.array([[3.0]]), "b2": [9.0]}
    assert float(l2_penalty(MLP.from_params(params), lam=0.1)) == pytest.approx(0.05 * (1 + 4 + 9))
    small = MLP.from_params({"W1": np.ones((1, 2), np.float32), "b1": np.ones(1, np.float32)}, output=identity)
    assert l2_penalty(small, lam=np.float64(0.5)).dtype == np.float32


@both
@pytest.mark.parametrize(
    ("Z_shape", "T_shape", "message"),
    [
        (
            (4, 3),
            (4,),
            "'T' must have shape (4, 3), like '{name}' (got shape (4,)). Did you pass class numbers? Use one_hot.",
        ),
        ((4, 1), (4,), "'T' must have shape (4, 1), like '{name}' (got shape (4,))."),
        ((4, 3), (3, 4), "(got shape (3, 4))"),
        ((3,), (3,), "'{name}' must have shape (n_examples, units_out)"),
        ((0, 3), (0, 3), "with at least one example (got shape (0, 3))"),
    ],
)
def test_a_shape_that_does_not_fit_is_named(loss, Z_shape, T_shape, message):
    name = "Y" if loss is squared_error else "Z"
    with pytest.raises(ValueError, match=re.escape(message.format(name=name))):
        loss(np.ones(Z_shape), np.ones(T_shape))


def test_rows_that_are_no_distribution_are_named():
    with pytest.raises(
        ValueError, match=re.escape("'T' must have rows that sum to 1 (row 1 sums to 2). Is it one-hot")
    ):
        softmax_cross_entropy(np.zeros((2, 2)), [[1, 0], [1, 1]])


@pytest.mark.parametrize(
    ("labels", "error", "message"),
    [
        ([1, 2, 3], ValueError, "'labels' must lie between 0 and 2 (got 1 to 3). Do your classes start at 1?"),
        ([-1, 0], ValueError, "(got -1 to 0)"),
        (
            [[0, 1]],
            ValueError,
            "'labels' must have shape (n_examples,), one class number per example (got shape (1, 2)).",
        ),
        ([0.0, 1.0], TypeError, "'labels' must be integers (got dtype float64)"),
    ],
)
def test_labels_that_are_no_classes_are_named(labels, error, message):
    with pytest.raises(error, match=re.escape(message)):
        one_hot(labels, 3)
