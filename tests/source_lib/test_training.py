"""Training: the library's own gradients, stepped as the formula says, the same from the same seed."""

from itertools import pairwise

import numpy as np
import pytest

from source_lib.activations import logistic, relu
from source_lib.backprop import backward, descend
from source_lib.digits import load_digits, split
from source_lib.losses import logistic_cross_entropy, softmax_cross_entropy, squared_error
from source_lib.mlp import MLP, forward
from source_lib.training import accuracy, init, minibatches, train


@pytest.fixture
def small(rng):
    X = rng.normal(size=(12, 3))
    return X, np.eye(2)[(X[:, 0] > 0).astype(int)]


def same(one, other, **tolerance):
    for name, value in one.to_params().items():
        np.testing.assert_allclose(value, other.to_params()[name], **tolerance)


def test_plain_descent_is_descend_on_the_whole_batch(rng, small):
    X, T = small
    net = init((3, 4, 2), rng, dtype=np.float64)
    expected = net
    for _ in range(5):
        trace = forward(expected, X)
        expected = descend(expected, backward(expected, trace, softmax_cross_entropy(trace.Y, T)[1]), 0.3)
    *_, last = train(net, X, T, rng, epochs=5, learning_rate=0.3, batch_size=12)
    same(last.net, expected, rtol=1e-12)


def test_momentum_and_decay_follow_the_formula(rng, small):
    X, T = small
    net = init((3, 4, 2), rng, dtype=np.float64)
    params = {name: value.copy() for name, value in net.to_params().items()}
    v = {name: 0 * value for name, value in params.items()}
    for _ in range(4):
        now = MLP.from_params(params, hidden=relu)
        trace = forward(now, X)
        bars = backward(now, trace, softmax_cross_entropy(trace.Y, T)[1])
        bar = {f"{kind}{k + 1}": getattr(bars, kind)[k] for k in (0, 1) for kind in "Wb"}
        for name in params:
            v[name] = 0.9 * v[name] + bar[name] + (0.01 * params[name] if name[0] == "W" else 0)
            params[name] = params[name] - 0.1 * v[name]
    settings = {"epochs": 4, "learning_rate": 0.1, "momentum": 0.9, "weight_decay": 0.01, "batch_size": 12}
    *_, last = train(net, X, T, rng, **settings)
    same(last.net, MLP.from_params(params), rtol=1e-9)


def test_records_are_kept_apart_and_the_given_net_stays(rng, small):
    net = init((3, 4, 2), rng, dtype=np.float64)
    before = {name: value.copy() for name, value in net.to_params().items()}
    records = list(train(net, *small, rng, epochs=3))
    assert [record.epoch for record in records] == [0, 1, 2, 3]
    same(records[0].net, MLP.from_params(before), rtol=0)
    same(net, MLP.from_params(before), rtol=0)
    assert all((a.net.layers[0].W != b.net.layers[0].W).any() for a, b in pairwise(records))


def test_the_first_cost_is_that_of_the_untrained_net(rng, small):
    X, T = small
    net = init((3, 2), rng, dtype=np.float64)
    first = next(train(net, X, T, rng))
    assert first.cost == pytest.approx(float(softmax_cross_entropy(forward(net, X).Y, T)[0]))
    assert np.isnan(first.accuracy)


def test_float32_stays_float32(rng, small):
    X, T = (part.astype(np.float32) for part in small)
    *_, last = train(init((3, 4, 2), rng), X, T, rng, epochs=2, momentum=0.9, weight_decay=0.1)
    assert {value.dtype for value in last.net.to_params().values()} == {np.dtype(np.float32)}


@pytest.mark.parametrize("loss", [squared_error, logistic_cross_entropy, softmax_cross_entropy])
def test_every_loss_can_be_trained_with(rng, small, loss):
    records = list(train(init((3, 8, 2), rng, hidden=logistic), *small, rng, epochs=60, learning_rate=0.5, loss=loss))
    assert records[-1].cost < 0.5 * records[0].cost


def test_a_batch_holds_every_row_once(rng):
    rows = np.concatenate(list(minibatches(103, 10, rng)))
    assert sorted(rows.tolist()) == list(range(103))
    assert rows.tolist() != list(range(103))
    with pytest.raises(ValueError, match="'batch_size' must be at least 1"):
        next(minibatches(3, 0, rng))


def test_init_keeps_the_size_of_what_flows_through(rng):
    net = init((400,) * 6, rng, output=relu)
    H = forward(net, rng.normal(size=(200, 400)).astype(np.float32)).H
    sizes = [float(np.sqrt((h**2).mean())) for h in H]
    assert all(0.7 < size < 1.4 for size in sizes)


def test_rows_that_do_not_pair_up_are_refused(rng):
    with pytest.raises(ValueError, match=r"one row per example each \(got 3 and 2 rows\)"):
        next(train(init((4, 2), rng), np.zeros((3, 4)), np.zeros((2, 2)), rng))
    with pytest.raises(ValueError, match="'sizes' must name at least inputs and outputs"):
        init((4,), rng)


def digits_run(shuffle=None):
    training, test = split(load_digits(), 1000, np.random.default_rng(5))
    rng = np.random.default_rng(5)
    T = training.T if shuffle is None else shuffle.permutation(training.T)
    settings = {"learning_rate": 0.1, "momentum": 0.9, "weight_decay": 5e-4, "batch_size": 64}
    net = init((784, 128, 64, 10), rng, scale=0.5)
    epochs = 20 if shuffle is None else 3
    return list(train(net, training.X, T, rng, epochs=epochs, watch=(test.X, test.labels), **settings))


def test_four_thousand_digits_teach_it_94_percent_of_the_others():
    records = digits_run()
    assert records[-1].accuracy >= 0.94
    assert records[0].accuracy < 0.25
    again = digits_run()
    assert [record.cost for record in again] == [record.cost for record in records]
    same(again[-1].net, records[-1].net, rtol=0)


def test_shuffled_labels_teach_it_nothing():
    assert digits_run(np.random.default_rng(1))[-1].accuracy < 0.25


def test_accuracy_counts_the_right_ones():
    net = MLP.from_params({"W1": np.eye(3), "b1": np.zeros(3)})
    assert accuracy(net, np.eye(3), [0, 1, 1]) == pytest.approx(2 / 3)
