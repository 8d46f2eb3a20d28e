"""Gates and XOR: the nets of section 2 compute what their names say, with room to spare."""

import itertools

import numpy as np
import pytest

from source_lib.activations import hard_threshold
from source_lib.designs import GATES, SEPARABLE_GATES, binary_inputs, gate, gate_unit, size, truth_table, xnor, xor
from source_lib.mlp import forward

X = binary_inputs(2)


@pytest.mark.parametrize("name", GATES)
@pytest.mark.parametrize("hidden", [None, True])
def test_every_gate_computes_its_truth_table(name, hidden):
    net = gate(name, hidden=hidden)
    np.testing.assert_array_equal(forward(net, X).Y[:, 0], truth_table(name))
    assert all(layer.activation is hard_threshold for layer in net.layers)


@pytest.mark.parametrize("name", GATES)
def test_no_gate_hangs_on_what_a_threshold_does_at_zero(name):
    for hidden in (None, True):
        for Z in forward(gate(name, hidden=hidden), X).Z:
            assert np.abs(Z).min() >= 0.5


def test_the_sixteen_tables_are_all_different_and_complete():
    assert sorted(GATES.values()) == sorted(itertools.product((0, 1), repeat=4))


def test_fourteen_gates_need_one_unit_and_two_need_hidden_units():
    assert len(SEPARABLE_GATES) == 14
    assert {name for name in GATES if size(gate(name)).units > 0} == {"xor", "xnor"}


def test_no_single_unit_on_a_fine_grid_computes_xor():
    """A search, not a proof: the proof is the four inequalities of the lecture, whose sum is 0 > 0."""
    steps = np.linspace(-3, 3, 25)
    w1, w2, b = (a.ravel()[:, None] for a in np.meshgrid(steps, steps, steps))
    found = {tuple(row) for row in (w1 * X[:, 0] + w2 * X[:, 1] + b > 0).astype(int)}
    assert found == {GATES[name] for name in SEPARABLE_GATES}


def test_xor_is_or_and_not_and():
    trace = forward(xor(), X)
    np.testing.assert_array_equal(trace.H[1][:, 0], truth_table("or"))
    np.testing.assert_array_equal(trace.H[1][:, 1], truth_table("and"))
    np.testing.assert_array_equal(trace.H[1][1], trace.H[1][2])  # (0,1) and (1,0) merge


def test_xnor_is_not_xor():
    np.testing.assert_array_equal(forward(xnor(), X).Y, 1 - forward(xor(), X).Y)


@pytest.mark.parametrize("call", [lambda: gate_unit("xor"), lambda: gate("xnor", hidden=False)])
def test_a_single_unit_for_xor_is_refused(call):
    with pytest.raises(ValueError, match="one line separates"):
        call()


def test_an_unknown_gate_lists_the_known_ones():
    with pytest.raises(ValueError, match=r"'name' must be one of the 16 gates .*xnor"):
        truth_table("exor")
