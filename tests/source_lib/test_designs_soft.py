"""Soft versions: the scale that is promised is enough, and the one below it is not."""

from itertools import pairwise

import numpy as np
import pytest

from source_lib.activations import hard_threshold, identity, logistic
from source_lib.designs import (
    PARITY_NETS,
    binary_inputs,
    centred_bias,
    margins,
    notes_bias,
    scale_for,
    scales_for,
    soften,
    table_net,
    xor,
)
from source_lib.mlp import MLP, Layer, forward

ERRORS = [0.4, 0.1, 0.01, 1e-4, 1e-8]


def worst_error(net, X, scale):
    return np.abs(forward(soften(net, scale), X).Y - forward(net, X).Y).max()


@pytest.mark.parametrize("error", [*ERRORS, 1e-12])
@pytest.mark.parametrize("margin", [0.01, 0.5, 1.0, 3.0])
def test_at_the_promised_scale_the_error_at_the_margin_is_the_wanted_one(error, margin):
    c = scale_for(error, margin)
    assert logistic(np.array(-c * margin)) == pytest.approx(error, rel=1e-9)
    assert logistic(np.array(-0.999 * c * margin)) > error


def test_the_lecture_s_number():
    assert scale_for(0.01, 0.5) == pytest.approx(9.19, abs=0.005)


def test_softening_scales_weights_and_biases_and_leaves_linear_layers_alone():
    net = table_net([0.0, 1.0, 2.0, 3.0])
    soft = soften(net, 4.0)
    np.testing.assert_array_equal(soft.layers[0].W, 4 * net.layers[0].W)
    np.testing.assert_array_equal(soft.layers[0].b, 4 * net.layers[0].b)
    assert soft.layers[0].activation is logistic
    assert soft.layers[1] is net.layers[1]
    assert net.layers[0].activation is hard_threshold  # the hard net is as it was


def test_soft_xor_at_ten():
    Y = forward(soften(xor(), 10.0), binary_inputs(2)).Y[:, 0]
    np.testing.assert_allclose(Y, [0.0072, 0.9924, 0.9924, 0.0072], atol=2e-4)


def test_one_scale_per_layer():
    soft = soften(xor(), (2.0, 30.0))
    assert soft.layers[0].b.tolist() == [-1, -3]
    assert soft.layers[1].b.tolist() == [-15]


def test_the_centred_bias_needs_a_smaller_scale(rng):
    table, X = rng.normal(size=8), binary_inputs(3, low=-1)
    scales = np.arange(1, 20, 0.25)
    need = {
        bias: next(c for c in scales if worst_error(table_net(table, bias(3)), X, c) <= 0.01)
        for bias in (notes_bias, centred_bias)
    }
    assert need[centred_bias] < 0.7 * need[notes_bias]


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("name", [*PARITY_NETS, "xor", "table"])
def test_promised_scales_keep_the_promise_through_all_layers(name, error, rng):
    if name == "table":
        net, X = table_net(rng.normal(size=(16, 3))), binary_inputs(4, low=-1)
    else:
        net, X = (xor(), binary_inputs(2)) if name == "xor" else (PARITY_NETS[name](5), binary_inputs(5))
    assert worst_error(net, X, scales_for(net, X, error)) <= error * (1 + 1e-6) + 1e-15


def test_promised_scales_hold_on_random_threshold_nets(rng):
    for _ in range(50):
        widths = rng.integers(1, 6, size=rng.integers(2, 5))
        layers = [
            Layer(rng.normal(size=(n_out, n_in)), rng.normal(size=n_out), hard_threshold)
            for n_in, n_out in pairwise(widths)
        ]
        net, X = MLP(tuple(layers)), rng.normal(size=(20, widths[0]))
        assert worst_error(net, X, scales_for(net, X, 0.01)) <= 0.01 * (1 + 1e-6)


def test_margins_are_one_per_threshold_layer():
    assert margins(xor(), binary_inputs(2)) == (0.5, 0.5)
    assert margins(table_net(np.arange(8.0), centred_bias(3)), binary_inputs(3, low=-1)) == (1.0,)
    assert margins(PARITY_NETS["tree"](8), binary_inputs(8)) == (0.5, 0.5, 0.5)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: scale_for(0.5, 1.0), "'error' must lie strictly between 0 and 1/2"),
        (lambda: scale_for(0.1, 0.0), "'margin' must be positive"),
        (lambda: soften(xor(), (1.0, 2.0, 3.0)), r"2 numbers, one per threshold layer \(got 3\)"),
        (lambda: soften(xor(), -1.0), "'scale' must be positive"),
        (lambda: scales_for(MLP((Layer(np.eye(2), np.zeros(2), identity),)), np.eye(2), 0.1), "threshold layers"),
    ],
)
def test_wrong_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
