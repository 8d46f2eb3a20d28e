"""Any table is a network, and which biases make it so."""

import numpy as np
import pytest

from source_lib.designs import (
    as_zero_one,
    binary_inputs,
    centred_bias,
    detector,
    legal_biases,
    notes_bias,
    prune,
    recall_net,
    size,
    table_net,
)
from source_lib.mlp import forward


def random_table(rng, units_in, n_outputs):
    table = rng.normal(size=(2**units_in, n_outputs))
    table[rng.random(2**units_in) < 0.3] = 0.0
    return table


@pytest.mark.parametrize("units_in", range(1, 7))
@pytest.mark.parametrize("n_outputs", [1, 3])
@pytest.mark.parametrize("bias", [notes_bias, centred_bias])
@pytest.mark.parametrize("pruned", [False, True])
def test_a_table_net_reproduces_any_table(units_in, n_outputs, bias, pruned):
    table = random_table(np.random.default_rng(units_in), units_in, n_outputs)
    net = table_net(table, bias=bias(units_in), pruned=pruned)
    np.testing.assert_array_equal(forward(net, binary_inputs(units_in, low=-1)).Y, table)
    wanted = np.any(table != 0, axis=1).sum() if pruned else 2**units_in
    assert size(net).units == wanted


def test_the_lecture_s_unit_recognises_minus_plus_minus():
    w, b = detector([-1, 1, -1])
    assert (w.tolist(), b) == ([-1, 1, -1], -2.5)
    X = binary_inputs(3, low=-1)
    assert X[X @ w + b > 0].tolist() == [[-1, 1, -1]]


@pytest.mark.parametrize("units_in", range(1, 7))
def test_exactly_one_unit_fires_for_legal_biases_and_only_for_those(units_in):
    X = binary_inputs(units_in, low=-1)
    low, high = legal_biases(units_in)
    for b in np.arange(low - 1, high + 1.1, 0.125):
        fires = X @ X.T + b > 0
        assert np.array_equal(fires, np.eye(len(X), dtype=bool)) == (low < b < high or (b == high))


def test_the_upper_end_is_illegal_because_a_neighbour_sits_on_the_step():
    """At b = -(D-2) a neighbour has z = 0: it is off by our convention, but any other convention lights it."""
    low, high = legal_biases(3)
    X = binary_inputs(3, low=-1)
    assert (np.abs(X @ X.T + high).min(), (X @ X.T + high >= 0).sum(axis=1).max()) == (0.0, 4)
    for b in (low, high, low - 1, high + 1):
        with pytest.raises(ValueError, match="strictly between -3 and -1"):
            detector([1, 1, 1], bias=b)


@pytest.mark.parametrize("units_in", range(1, 7))
def test_the_centred_bias_has_the_widest_margin(units_in):
    X = binary_inputs(units_in, low=-1)
    margin = {b: np.abs(X @ X.T + b).min() for b in np.linspace(*legal_biases(units_in), 65)[1:-1]}
    assert max(margin, key=margin.__getitem__) == centred_bias(units_in)
    assert (margin[centred_bias(units_in)], margin[notes_bias(units_in)]) == (1.0, 0.5)


def test_a_net_that_recalls_some_rows_says_zero_on_the_others(rng):
    X = binary_inputs(4, low=-1)
    seen = np.arange(16) % 3 != 0
    values = rng.normal(size=seen.sum())
    Y = forward(recall_net(X[seen], values), X).Y[:, 0]
    np.testing.assert_array_equal(Y[seen], values)
    assert not Y[~seen].any()


def test_pruning_follows_silence_down_through_the_layers():
    net = table_net([[0.0], [1.0], [1.0], [0.0]])
    assert size(prune(net)).units == 2
    assert prune(prune(net)).layers[0].W.shape == (2, 2)


@pytest.mark.parametrize("units_in", range(1, 6))
def test_zero_one_inputs_give_the_same_answers_after_translation(units_in, rng):
    net = table_net(rng.normal(size=(2**units_in, 2)))
    translated = forward(as_zero_one(net), binary_inputs(units_in)).Y
    np.testing.assert_array_equal(translated, forward(net, binary_inputs(units_in, low=-1)).Y)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: table_net([1.0, 2.0, 3.0]), r"'table' must have 2\^D rows"),
        (lambda: table_net([1.0]), r"'table' must have 2\^D rows"),
        (lambda: detector([0, 1, 1]), "'pattern' must be a vector of -1 and"),
        (lambda: recall_net([[1, 1]], [1.0, 2.0]), "'values' must have 1 rows"),
        (lambda: recall_net([[1, 1], [1, 1]], [1.0, 2.0]), "must all be different"),
        (lambda: recall_net([[1, 0]], [1.0]), "Did you use 0/1 inputs"),
        (lambda: binary_inputs(0), "'units_in' must be in 1..20"),
        (lambda: binary_inputs(2, low=1), "'low' must be 0 or -1"),
        (lambda: legal_biases(0), "'units_in' must be at least 1"),
    ],
)
def test_wrong_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
