"""Nets are values, and the three forward passes agree."""

import pickle
import re

import numpy as np
import pytest

from source_lib.activations import ACTIVATIONS, hard_threshold, identity, logistic, relu
from source_lib.mlp import MLP, Layer, forward, forward_scalar, forward_vector
from tests.source_lib.random_nets import in_dtype, random_net


@pytest.mark.parametrize("widths", [(3, 2), (3, 5, 2), (1, 4, 3, 2), (2, 1, 1, 1, 1)], ids=str)
@pytest.mark.parametrize("phi", ACTIVATIONS.values(), ids=str)
def test_sums_vectors_and_batch_agree(phi, widths, rng):
    net, X = random_net(rng, widths, phi, logistic), rng.normal(size=(7, widths[0]))
    Y = forward(net, X).Y
    np.testing.assert_allclose([forward_vector(net, x) for x in X], Y, rtol=1e-12)
    np.testing.assert_allclose([forward_scalar(net, x) for x in X], Y, rtol=1e-12)


def test_a_2_2_2_net_worked_by_hand():
    net = MLP.from_params(
        {"W1": [[1, -1], [2, 0]], "b1": [0, -1], "W2": [[1, 1], [3, -2]], "b2": [0.5, 0]}, hidden=relu
    )
    trace = forward(net, [[1, 2], [2, 1]])
    # z = (1 - 2, 2 - 1) = (-1, 1)          and (2 - 1, 4 - 1) = (1, 3)
    assert trace.Z[0].tolist() == [[-1, 1], [1, 3]]
    assert trace.H[1].tolist() == [[0, 1], [1, 3]]
    # y = (0 + 1 + .5, 0 - 2) = (1.5, -2)   and (1 + 3 + .5, 3 - 6) = (4.5, -3)
    assert trace.Y.tolist() == [[1.5, -2], [4.5, -3]]


def test_the_trace_keeps_every_step(rng):
    net, X = random_net(rng, (3, 4, 2), logistic), rng.normal(size=(5, 3))
    trace = forward(net, X)
    assert trace.X is trace.H[0] is X
    assert [Z.shape for Z in trace.Z] == [(5, 4), (5, 2)]
    for k, layer in enumerate(net.layers):
        np.testing.assert_allclose(trace.Z[k], trace.H[k] @ layer.W.T + layer.b)
        np.testing.assert_allclose(trace.H[k + 1], layer.activation(trace.Z[k]))
    assert trace.Y is trace.H[-1]


@pytest.mark.parametrize("phi", ACTIVATIONS.values(), ids=str)
def test_float32_in_is_float32_out(phi, rng):
    net, X = in_dtype(random_net(rng, (3, 4, 2), phi), np.float32), rng.normal(size=(5, 3)).astype(np.float32)
    trace = forward(net, X)
    assert {a.dtype.name for a in (*trace.Z, *trace.H, forward_vector(net, X[0]), forward_scalar(net, X[0]))} == {
        "float32"
    }


@pytest.mark.parametrize("dtype", [int, bool, np.float16, np.float64])
def test_all_other_numbers_are_computed_in_float64(dtype):
    net = MLP((Layer(np.eye(2, dtype=dtype), np.zeros(2, dtype=dtype), identity),))
    assert net.layers[0].W.dtype == forward(net, np.ones((1, 2), dtype)).Y.dtype == np.float64


def test_mixed_precision_takes_the_wider():
    layer = Layer(np.eye(2, dtype=np.float32), np.zeros(2), identity)
    assert layer.W.dtype == layer.b.dtype == np.float64
    net = MLP((Layer(np.eye(2, dtype=np.float32), np.zeros(2, np.float32), identity),))
    assert forward(net, np.ones((1, 2))).Y.dtype == np.float64


def test_a_batch_of_no_examples_has_no_outputs(rng):
    assert forward(random_net(rng, (3, 4, 2), logistic), np.zeros((0, 3))).Y.shape == (0, 2)


def test_a_net_cannot_be_written_to():
    W = np.eye(2)
    layer = Layer(W, np.zeros(2), identity)
    with pytest.raises(ValueError, match="read-only"):
        layer.W[0, 0] = 5.0
    with pytest.raises(AttributeError):
        layer.W = np.zeros((2, 2))  # type: ignore[misc]
    W[0, 0] = 2.0  # the caller's own array is left as it was: writable


def test_forward_leaves_its_input_as_it_was(rng):
    X = rng.normal(size=(4, 3))
    before = X.copy()
    forward(random_net(rng, (3, 4, 2), relu), X)
    np.testing.assert_array_equal(X, before)


def test_params_there_and_back(rng):
    net = random_net(rng, (3, 4, 5, 2), relu, logistic)
    params = net.to_params()
    assert list(params) == ["W1", "b1", "W2", "b2", "W3", "b3"]
    again = MLP.from_params(params, hidden=relu, output=logistic)
    assert repr(again) == repr(net) == "MLP(3 -> 4 relu -> 5 relu -> 2 logistic)"
    X = rng.normal(size=(4, 3))
    np.testing.assert_array_equal(forward(net, X).Y, forward(again, X).Y)


def test_a_net_travels_to_another_process(rng):
    net, X = random_net(rng, (3, 4, 2), hard_threshold), rng.normal(size=(5, 3))
    again = pickle.loads(pickle.dumps(net))
    assert again.layers[0].activation is hard_threshold
    np.testing.assert_array_equal(forward(again, X).Y, forward(net, X).Y)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: Layer(np.ones(3), np.ones(1), identity),
            "'W' must have shape (units_out, units_in), one row per unit",
        ),
        (
            lambda: Layer(np.ones((2, 3)), np.ones(3), identity),
            "'b' must have shape (2,), one bias per row of 'W' (got shape (3,)). Did you transpose W?",
        ),
        (
            lambda: Layer(np.ones((2, 3)), 0.0, identity),
            "'b' must have shape (2,), one bias per row of 'W' (got shape ())",
        ),
        (
            lambda: MLP((Layer(np.ones((2, 3)), np.ones(2), identity), Layer(np.ones((4, 3)), np.ones(4), identity))),
            "'W2' must have 2 columns, one per unit of the layer before (got shape (4, 3)).",
        ),
        (lambda: MLP(()), "'layers' must hold at least one Layer (got none)."),
        (
            lambda: MLP.from_params({"W1": np.eye(2), "b2": np.ones(2)}),
            "'params' must have the keys W1, b1, W2, b2, ... (got W1, b2).",
        ),
        (lambda: MLP.from_params({}), "(got none)"),
        (
            lambda: forward(two_by_three(), np.ones((3, 5))),
            "'X' must have 3 columns, one per input of the first layer (got shape (3, 5)). "
            "Did you pass examples as columns?",
        ),
        (
            lambda: forward(two_by_three(), np.ones(3)),
            "'X' must have 3 columns, one per input of the first layer (got shape (3,)). "
            "For one example pass X[None, :].",
        ),
        (lambda: forward_vector(two_by_three(), np.ones((5, 3))), "(got shape (5, 3)). For many examples use forward."),
        (lambda: forward_scalar(two_by_three(), np.ones(2)), "'x' must have shape (3,), one entry per input"),
    ],
)
def test_a_shape_that_does_not_fit_is_named(make, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        make()


def test_an_activation_must_be_one():
    with pytest.raises(TypeError, match="'activation' must be an Activation"):
        Layer(np.eye(2), np.zeros(2), np.tanh)  # type: ignore[arg-type]


def two_by_three() -> MLP:
    return MLP((Layer(np.ones((2, 3)), np.ones(2), identity),))
