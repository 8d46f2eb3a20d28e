"""LookupBuilder: exactly one unit fires per input if and only if the bias is legal."""

import numpy as np
import pytest

from source_lib.widgets.lookup_builder import MOST_ROWS, LookupBuilder, Setting

compute = LookupBuilder.compute


@pytest.mark.parametrize("units_in", [2, 3, 4, 5])
@pytest.mark.parametrize("bias", np.arange(-6, 0.25, 0.25).tolist())
def test_the_activation_matrix_is_the_identity_for_legal_biases(units_in, bias):
    frame = compute(Setting(units_in=units_in, bias=bias))
    is_identity = np.array_equal(frame.fires, np.eye(2**units_in, dtype=bool))
    on_the_upper_edge = bias == -(
        units_in - 2
    )  # a neighbour at z = 0 exactly: off by our threshold, hence no safe bias
    assert is_identity == (frame.legal or on_the_upper_edge)
    if frame.legal:
        np.testing.assert_array_equal(frame.answers, frame.table)


@pytest.mark.parametrize("units_in", [2, 3, 4, 5])
def test_rows_never_shown_get_the_answer_zero(units_in):
    n_rows = 2**units_in
    for hide in range(n_rows):
        frame = compute(Setting(units_in=units_in, bias=-(units_in - 1), hide=hide))
        assert (~frame.seen).sum() == hide
        assert not frame.answers[~frame.seen].any()
        np.testing.assert_array_equal(frame.answers[frame.seen], frame.table[frame.seen])
        assert frame.n_units == n_rows - hide


def test_pruning_keeps_the_answers_and_one_unit_per_row_that_is_not_zero():
    state = Setting(table="01101001" + "0" * 24)
    kept, pruned = compute(state), compute(Setting(table=state.table, prune=True))
    np.testing.assert_array_equal(kept.answers, pruned.answers)
    assert (kept.n_units, pruned.n_units) == (8, 4)


def test_a_table_of_zeros_keeps_its_units_rather_than_none_at_all():
    frame = compute(Setting(table="0" * MOST_ROWS, prune=True))
    assert frame.n_units == 8
    assert not frame.answers.any()


def test_the_sentence_counts_who_fires():
    assert "exactly 1 of the 8" in compute(Setting(bias=-2.5)).sentence
    assert "exactly 4 of the 8" in compute(Setting(bias=-0.5)).sentence
    assert "not legal" in compute(Setting(bias=-3.0)).sentence


@pytest.mark.parametrize("units_in", [2, 5, 3])
def test_the_rows_to_show_and_to_hide_end_at_the_last_row(units_in):
    explorer = LookupBuilder()
    explorer.update(units_in=5, row=31, hide=31)
    explorer.update(units_in=units_in)
    assert explorer.state.row == explorer.state.hide == 2**units_in - 1
    assert explorer.controls_by_name["row"].max == explorer.controls_by_name["hide"].max == 2**units_in - 1


def test_a_bias_at_which_nobody_fires_is_said_to_fire_none():
    assert "For each input none of the 8 detectors would fire." in compute(Setting(bias=-6.0)).sentence
