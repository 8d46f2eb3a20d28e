"""By hand = by graph = by differences, on random nets; and the lecture's examples with every number."""

import re

import numpy as np
import pytest

from source_lib import graph
from source_lib.activations import ACTIVATIONS, Activation, logistic, relu
from source_lib.backprop import backward, descend, naive_derivatives, running_example, running_example_bars
from source_lib.gradcheck import check_gradients, complex_step_gradient
from source_lib.losses import l2_penalty, logistic_cross_entropy, softmax_cross_entropy, squared_error
from source_lib.mlp import MLP, forward
from tests.source_lib.random_nets import in_dtype, random_net, random_targets

LOSSES = [squared_error, logistic_cross_entropy, softmax_cross_entropy]
WIDTHS = [(3, 2), (4, 5, 3), (3, 6, 5, 4, 2)]
on_nets = pytest.mark.parametrize("widths", WIDTHS, ids=str)
with_losses = pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.__name__)
with_activations = pytest.mark.parametrize("phi", ACTIVATIONS.values(), ids=str)
GRAPH_ACTIVATIONS = {
    "identity": lambda z: z,
    "logistic": graph.logistic,
    "tanh": graph.tanh,
    "relu": graph.relu,
    "soft_relu": graph.soft_relu,
}


def cost_of(params, X, T, phi, loss, lam):
    net = MLP.from_params(params, hidden=phi)
    return loss(forward(net, X).Y, T)[0] + l2_penalty(net, lam)


def graph_cost(params, X, T, phi, loss, lam):
    """The same cost written as a formula of nodes, with nothing of mlp, losses or backprop in it."""
    depth, H = len(params) // 2, X
    for k in range(1, depth + 1):
        Z = H @ params[f"W{k}"].T + params[f"b{k}"]
        H = GRAPH_ACTIVATIONS[phi.name](Z) if k < depth else Z
    if loss is squared_error:
        each = 0.5 * ((H - T) ** 2).sum(axis=1)
    elif loss is logistic_cross_entropy:
        each = (graph.soft_relu(H) - T * H).sum(axis=1)
    else:
        each = graph.logsumexp(H, axis=1) - (T * H).sum(axis=1)
    decay = 0.0
    for k in range(1, depth + 1):
        decay = decay + (params[f"W{k}"] ** 2).sum()
    return each.mean() + 0.5 * lam * decay


def bars_by_hand(net, X, T, loss, lam):
    trace = forward(net, X)
    bars = backward(net, trace, loss(trace.Y, T)[1], lam)
    named = {f"W{k}": W_bar for k, W_bar in enumerate(bars.W, 1)} | {
        f"b{k}": b_bar for k, b_bar in enumerate(bars.b, 1)
    }
    return named, bars


@on_nets
@with_losses
@pytest.mark.parametrize("phi", [ACTIVATIONS[name] for name in GRAPH_ACTIVATIONS], ids=str)
@pytest.mark.parametrize("lam", [0.0, 0.3])
def test_by_hand_is_by_graph(widths, loss, phi, lam, rng):
    net, X, T = random_net(rng, widths, phi), rng.normal(size=(7, widths[0])), random_targets(rng, 7, widths[-1])
    by_hand, bars = bars_by_hand(net, X, T, loss, lam)
    nodes = {name: graph.node(value, name) for name, value in net.to_params().items()}
    X_node = graph.node(X, "X")
    cost = graph_cost(nodes, X_node, T, phi, loss, lam)
    assert cost.value == pytest.approx(cost_of(net.to_params(), X, T, phi, loss, lam), rel=1e-12)
    by_graph = graph.backward(cost)
    largest = max(np.abs(bar).max() for bar in by_hand.values())
    for name in by_hand:
        np.testing.assert_allclose(by_hand[name], by_graph[nodes[name]], rtol=0, atol=1e-13 * largest, err_msg=name)
    np.testing.assert_allclose(bars.X, by_graph[X_node], rtol=0, atol=1e-13 * largest)


@on_nets
@with_losses
@with_activations
def test_by_hand_is_by_complex_step(widths, loss, phi, rng):
    net, X, T = random_net(rng, widths, phi), rng.normal(size=(7, widths[0])), random_targets(rng, 7, widths[-1])
    params = net.to_params()
    by_hand, bars = bars_by_hand(net, X, T, loss, 0.3)
    largest = max(np.abs(bar).max() for bar in by_hand.values())
    for name in by_hand:
        slopes = complex_step_gradient(lambda v: cost_of({**params, name: v}, X, T, phi, loss, 0.3), params[name])  # noqa: B023
        np.testing.assert_allclose(by_hand[name], slopes, rtol=0, atol=1e-12 * largest, err_msg=name)
    slopes = complex_step_gradient(lambda v: cost_of(params, v, T, phi, loss, 0.3), X)
    np.testing.assert_allclose(bars.X, slopes, rtol=0, atol=1e-12 * largest)


@on_nets
@with_losses
@pytest.mark.parametrize("phi", [logistic, ACTIVATIONS["tanh"], relu], ids=str)
def test_by_hand_is_by_differences(widths, loss, phi, rng):
    net, X, T = random_net(rng, widths, phi), rng.normal(size=(7, widths[0])), random_targets(rng, 7, widths[-1])
    by_hand, _ = bars_by_hand(net, X, T, loss, 0.7)
    report = check_gradients(lambda p: cost_of(p, X, T, phi, loss, 0.7), net.to_params(), by_hand, rng)
    assert report.ok, str(report)


@with_losses
@with_activations
def test_float32_in_is_float32_out(loss, phi, rng):
    wide = random_net(rng, (3, 5, 2), phi)
    net, X, T = in_dtype(wide, np.float32), rng.normal(size=(7, 3)).astype(np.float32), random_targets(rng, 7, 2)
    by_hand, bars = bars_by_hand(net, X, T, loss, np.float64(0.3))
    stepped = descend(net, bars, np.float64(0.1))
    assert {a.dtype.name for a in (*by_hand.values(), *bars.Z, bars.X, *stepped.to_params().values())} == {"float32"}
    exact, _ = bars_by_hand(in_dtype(net, np.float64), X.astype(float), T, loss, 0.3)
    for name in by_hand:
        np.testing.assert_allclose(by_hand[name], exact[name], rtol=0, atol=1e-5, err_msg=name)


def test_a_2_2_2_net_worked_by_hand():
    # relu hidden units, squared error, two examples; y = (1.5, -2) and (4.5, -3) as in test_mlp
    net = MLP.from_params(
        {"W1": [[1, -1], [2, 0]], "b1": [0, -1], "W2": [[1, 1], [3, -2]], "b2": [0.5, 0]}, hidden=relu
    )
    trace = forward(net, [[1, 2], [2, 1]])
    cost, Y_bar = squared_error(trace.Y, [[0.5, 0], [4.5, 1]])
    # y - t = (1, -2) and (0, -4): losses 1/2 (1 + 4) = 2.5 and 8, mean 5.25; bars are halved, N = 2
    assert float(cost) == 5.25
    assert Y_bar.tolist() == [[0.5, -1], [0, -2]]
    bars = backward(net, trace, Y_bar)
    # h = (0, 1) and (1, 3): row k of W2_bar is the sum over examples of y_bar_k h
    assert bars.W[1].tolist() == [[0.5 * 0 + 0 * 1, 0.5 * 1 + 0 * 3], [-1 * 0 - 2 * 1, -1 * 1 - 2 * 3]]
    assert bars.b[1].tolist() == [0.5, -3]
    # h_bar = y_bar W2 = (.5 - 3, .5 + 2) and (-6, 4); unit 1 is off for the first example, z = (-1, 1)
    assert bars.Z[0].tolist() == [[0, 2.5], [-6, 4]]
    # x = (1, 2) and (2, 1): row i of W1_bar is the sum over examples of z_bar_i x
    assert bars.W[0].tolist() == [[-12, -6], [2.5 + 8, 5 + 4]]
    assert bars.b[0].tolist() == [-6, 6.5]
    # x_bar = z_bar W1
    assert bars.X.tolist() == [[5, 0], [-6 + 8, 6]]
    # weight decay adds lam W to the weights' bars and nothing to the biases'
    decayed = backward(net, trace, Y_bar, lam=0.5)
    assert decayed.W[0].tolist() == [[-11.5, -6.5], [11.5, 9]]
    assert decayed.b[0].tolist() == bars.b[0].tolist()


def test_a_small_step_down_the_gradient_lowers_the_cost_by_its_square(rng):
    net, X, T = random_net(rng, (3, 5, 2), logistic), rng.normal(size=(7, 3)), random_targets(rng, 7, 2)
    by_hand, bars = bars_by_hand(net, X, T, squared_error, 0.0)
    before = cost_of(net.to_params(), X, T, logistic, squared_error, 0.0)
    after = cost_of(descend(net, bars, 1e-6).to_params(), X, T, logistic, squared_error, 0.0)
    assert (before - after) / 1e-6 == pytest.approx(sum((bar**2).sum() for bar in by_hand.values()), rel=1e-4)


def test_nothing_is_written_to(rng):
    net, X = random_net(rng, (3, 5, 2), relu), rng.normal(size=(7, 3))
    trace, Y_bar = forward(net, X), rng.normal(size=(7, 2))
    kept = [a.copy() for a in (X, Y_bar, *trace.Z, *trace.H, *net.to_params().values())]
    first, second = backward(net, trace, Y_bar, 0.3), backward(net, trace, Y_bar, 0.3)
    descend(net, first, 0.1)
    for before, now in zip(kept, (X, Y_bar, *trace.Z, *trace.H, *net.to_params().values()), strict=True):
        np.testing.assert_array_equal(before, now)
    for one, two in zip((*first.W, *first.b, first.X), (*second.W, *second.b, second.X), strict=True):
        np.testing.assert_array_equal(one, two)


def test_the_running_example_three_ways(rng):
    for w, b, x, t, lam in rng.normal(size=(20, 5)):
        bars = running_example_bars(w, b, x, t, lam)
        slopes = complex_step_gradient(lambda p: running_example(p[0], p[1], x, t, lam)["L_reg"], [w, b])  # noqa: B023
        assert (bars["w_bar"], bars["b_bar"]) == pytest.approx(naive_derivatives(w, b, x, t, lam), rel=1e-12)
        assert (bars["w_bar"], bars["b_bar"]) == pytest.approx(tuple(slopes), rel=1e-10)
        assert list(bars) == ["L_reg_bar", "R_bar", "L_bar", "y_bar", "z_bar", "w_bar", "b_bar"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda net, trace: backward(net, trace, np.ones((2, 7))),
            "'Y_bar' must have shape (7, 2), like the outputs 'Y' (got shape (2, 7)).",
        ),
        (
            lambda net, trace: backward(MLP(net.layers[:1]), trace, np.ones((7, 2))),
            "'trace' must come from this net, which has 1 layers (got 2).",
        ),
    ],
)
def test_a_shape_that_does_not_fit_is_named(call, message, rng):
    net = random_net(rng, (3, 5, 2), relu)
    with pytest.raises(ValueError, match=re.escape(message)):
        call(net, forward(net, rng.normal(size=(7, 3))))


SQUARE = Activation("square", lambda z: 0.5 * z**2, lambda z: z)  # its derivative is the very array that it is given


@pytest.mark.parametrize("phi", [*ACTIVATIONS.values(), SQUARE], ids=str)
def test_backward_leaves_what_it_is_given_as_it_was(phi, rng):
    net = random_net(rng, (3, 4, 4, 2), phi, phi)
    trace, Y_bar = forward(net, rng.standard_normal((5, 3))), rng.standard_normal((5, 2))
    given = [*trace.Z, *trace.H, Y_bar]
    before = [array.copy() for array in given]
    backward(net, trace, Y_bar)
    for array, was in zip(given, before, strict=True):
        np.testing.assert_array_equal(array, was)
