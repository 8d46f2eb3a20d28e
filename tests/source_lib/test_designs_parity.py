"""Parity five ways: every net right on every input, and as large as its formula says."""

from itertools import combinations
from math import ceil, log2

import numpy as np
import pytest

from source_lib.designs import (
    PARITY_NETS,
    binary_inputs,
    fewest_hidden_units,
    pairs_told_apart,
    parity,
    parity_chain,
    parity_counting,
    parity_detectors,
    parity_lookup,
    parity_tree,
    size,
    threshold_functions,
)
from source_lib.mlp import forward


def carries(units_in):
    """Copies in the tree: one for every odd leftover on the way from D bits down to one."""
    return 0 if units_in == 1 else units_in % 2 + carries((units_in + 1) // 2)


@pytest.mark.parametrize("units_in", range(1, 11))
@pytest.mark.parametrize("name", PARITY_NETS)
def test_every_parity_net_is_right_on_every_input(name, units_in):
    X = binary_inputs(units_in)
    trace = forward(PARITY_NETS[name](units_in), X)
    np.testing.assert_array_equal(trace.Y[:, 0], parity(X))
    for Z in trace.Z[:-1]:
        assert np.abs(Z).min() >= 0.5


@pytest.mark.parametrize("units_in", range(1, 13))
def test_unit_counts_are_their_formulas(units_in):
    D = units_in
    assert size(parity_lookup(D)).units == 2**D
    assert size(parity_detectors(D)).units == 2 ** (D - 1)
    assert size(parity_counting(D)).units == D
    assert size(parity_chain(D)).units == 2 * (D - 1) + (D - 1) * (D - 2) // 2
    assert size(parity_tree(D)).units == 2 * (D - 1) + carries(D)
    assert size(parity_tree(D)).units <= 3 * (D - 1)
    layers = {name: size(build(D)).hidden_layers for name, build in PARITY_NETS.items()}
    assert layers == {"lookup": 1, "detectors": 1, "counting": 1, "chain": D - 1, "tree": ceil(log2(D))}


def test_the_tree_sizes_named_in_the_lecture():
    assert (size(parity_tree(8)).units, size(parity_tree(8)).hidden_layers) == (14, 3)
    assert (size(parity_tree(12)).units, size(parity_tree(12)).hidden_layers) == (23, 4)


@pytest.mark.parametrize("units_in", [2, 3, 4])
def test_a_detector_with_a_free_bit_fires_on_an_even_input(units_in):
    """The argument behind the exponential bound, checked on every AND-detector there is."""
    X = binary_inputs(units_in)
    for pattern in np.stack(np.meshgrid(*[[0, 1, 2]] * units_in), axis=-1).reshape(-1, units_in):
        caught = X[np.all((pattern == 2) | (pattern == X), axis=1)]  # 2 marks a free bit
        assert (parity(caught) == 0).any() or (len(caught) == 1 and not (pattern == 2).any())


@pytest.mark.parametrize(("units_in", "count"), [(1, 4), (2, 14), (3, 104), (4, 1882)])
def test_threshold_functions_are_all_there(units_in, count):
    functions = threshold_functions(units_in)
    assert functions.shape == (count, 2**units_in)
    assert len(np.unique(functions, axis=0)) == count
    complements = {tuple(row) for row in ~functions}
    assert complements == {tuple(row) for row in functions}  # turning a unit around gives another


def test_no_unit_drawn_at_random_is_missing_from_the_list(rng):
    listed = {tuple(row) for row in threshold_functions(4)}
    W, b = rng.normal(size=(3000, 4)), rng.normal(size=(3000, 1))
    assert {tuple(row) for row in W @ binary_inputs(4).T + b > 0} <= listed


@pytest.mark.parametrize(("units_in", "fewest"), [(2, 2), (3, 3), (4, 4)])
def test_the_counting_net_cannot_be_beaten_for_few_bits(units_in, fewest):
    assert fewest_hidden_units(units_in) == fewest == size(parity_counting(units_in)).units


def test_the_search_agrees_with_trying_every_pair_of_units_and_every_output():
    """Slow and without any trick, for three bits and two hidden units: nothing computes parity."""
    functions, target = threshold_functions(3), parity(binary_inputs(3)).astype(bool)
    outputs = threshold_functions(2)
    for i, j in combinations(range(len(functions)), 2):
        cell = 2 * functions[i].astype(int) + functions[j]
        assert not (outputs[:, cell] == target).all(axis=1).any()


@pytest.mark.parametrize("units_in", [2, 3, 4])
def test_the_counting_net_tells_every_odd_even_pair_apart(units_in):
    """Turned to push the output up, its units close the search: the criterion does not refuse a real solution."""
    H = forward(parity_counting(units_in), binary_inputs(units_in)).H[1] > 0.5
    turned = np.where(np.arange(units_in)[:, None] % 2 == 0, H.T, ~H.T)
    assert pairs_told_apart(turned).any(axis=0).all()


@pytest.mark.parametrize("units_in", [3, 4])
def test_random_trios_of_units_leave_a_pair_open_when_parity_needs_more(units_in, rng):
    told = pairs_told_apart(threshold_functions(units_in))
    best = max(told[rng.integers(len(told), size=units_in - 1)].any(axis=0).sum() for _ in range(500))
    assert best < told.shape[1]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: parity([[1, -1]]), "Did you use -1/"),
        (lambda: parity_tree(0), "'units_in' must be at least 1"),
        (lambda: threshold_functions(5), "'units_in' must be in 1..4"),
        (lambda: fewest_hidden_units(5), "'units_in' must be in 2..4"),
    ],
)
def test_wrong_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
