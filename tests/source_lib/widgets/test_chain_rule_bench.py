"""ChainRuleBench against the library and against counted work, driven through the extremes of its controls."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from source_lib.backprop import naive_derivatives, running_example, running_example_bars
from source_lib.widgets import explore_chain_rule
from source_lib.widgets.bench_frames import NAMES, BenchState, compute_bench
from source_lib.widgets.naive_formulas import LOSSES, Tally, naive_texts, naive_values

CORNERS = [
    BenchState(*corner, loss=loss, expanded=expanded)
    for corner in product((-3.0, 0.7, 3.0), (-3.0, 3.0), (-3.0, 0.0, 3.0), (0.0, 1.0), (0.0, 1.0))
    for loss in LOSSES
    for expanded in (False, True)
]


def test_both_sides_and_the_measurement_agree_everywhere():
    for state in CORNERS:
        frame = compute_bench(state)
        np.testing.assert_allclose(frame.naive, frame.staged, rtol=1e-7, atol=1e-9)
        np.testing.assert_allclose(frame.measured, frame.staged, rtol=1e-6, atol=1e-6)


def test_for_the_squared_error_both_sides_are_the_librarys():
    for state in [state for state in CORNERS if state.loss == "squared error"]:
        numbers = (state.w, state.b, state.x, state.t, state.lam)
        frame = compute_bench(state)
        np.testing.assert_allclose(frame.naive, naive_derivatives(*numbers))
        bars = running_example_bars(*numbers)
        np.testing.assert_allclose(frame.staged, (bars["w_bar"], bars["b_bar"]))


def test_every_printed_value_is_the_librarys():
    numbers = (0.75, -0.5, 2.0, 0.0, 0.4)
    values = running_example(*numbers) | running_example_bars(*numbers)
    for name, text in zip(NAMES, compute_bench(BenchState()).right_values, strict=True):
        assert float(text.replace("−", "-")) == pytest.approx(float(values[name]), rel=5e-3)


@pytest.mark.parametrize(
    ("loss", "expanded", "count"),
    [(LOSSES[0], False, 4), (LOSSES[0], True, 6), (LOSSES[1], False, 6), (LOSSES[1], True, 8)],
)
def test_the_counted_work_is_what_the_formula_shows(loss, expanded, count):
    tally = Tally(0.5, 1.0, 0.25)
    naive_values(tally, 0.3, 0.1, loss, expanded)
    shown = sum(text.count("wx + b") for text in naive_texts(loss, expanded))
    frame = compute_bench(BenchState(loss=loss, expanded=expanded))
    assert tally.calls == shown == frame.count_left == len(frame.affine_left) == count
    assert frame.count_right == 1


def test_every_mark_lies_over_the_piece_it_marks():
    for loss, expanded in product(LOSSES, (False, True)):
        frame = compute_bench(BenchState(loss=loss, expanded=expanded))
        assert {frame.left[line][start:end] for line, start, end in frame.affine_left} == {"wx + b"}
        pieces = [frame.left[line][start:end] for line, start, end in frame.shared_left]
        assert pieces[:2] == pieces[2:]  # the same factor in both derivatives
        assert len(pieces) == 4


def test_another_loss_changes_one_bar_only():
    frame = compute_bench(BenchState(loss="cross-entropy"))
    changed = [NAMES[row] for row in frame.changed]
    assert changed == ["L", "y_bar"]
    before = compute_bench(BenchState()).left
    assert [line for line, text in enumerate(frame.left) if text != before[line]] == [1, 4]  # one in each formula
    assert "both formulas on the left, but one bar on the right, ȳ" in frame.sentence


def test_the_outlined_factor_is_z_bar():
    state = BenchState(w=-1.0, b=0.3, x=0.9, t=0.6)
    shared = compute_bench(replace(state, lam=0.0)).naive[1]
    assert shared == pytest.approx(running_example_bars(-1.0, 0.3, 0.9, 0.6, 0.0)["z_bar"])


def test_controls_move_and_the_figure_is_drawn_once():
    bench = explore_chain_rule()
    artists = sum(len(ax.get_children()) for ax in bench.figure.axes)
    for name in ("w", "b", "x", "t", "lam"):
        control = bench.controls_by_name[name]
        for value in (control.min, control.max):
            control.value = value
            assert bench.frame.sentence in bench.sentence.value
    assert bench.full_draws == 1
    assert sum(len(ax.get_children()) for ax in bench.figure.axes) == artists
    assert len(bench.image.value) < 120_000


def test_another_formula_brings_its_own_marks():
    bench = explore_chain_rule()
    for loss, expanded in product(LOSSES, (True, False)):
        bench.controls_by_name["loss"].value = loss
        bench.controls_by_name["expanded"].value = expanded
        assert len(bench.affine) == bench.frame.count_left
        assert bench.frame.sentence in bench.sentence.value


def test_a_mark_covers_its_letters_in_the_picture():
    bench = explore_chain_rule()
    bench.update(loss="cross-entropy", expanded=True)
    renderer = bench.canvas.get_renderer()
    for mark, (line, start, end) in zip(bench.affine, bench.frame.affine_left, strict=False):
        text = bench.left[line].get_window_extent(renderer)
        per_character = text.width / len(bench.left[line].get_text())
        box = mark.get_window_extent(renderer)
        assert box.x0 == pytest.approx(text.x0 + start * per_character, abs=5)
        assert box.x1 == pytest.approx(text.x0 + end * per_character, abs=5)
        assert box.y0 <= text.y0 + 4 and box.y1 >= text.y1 - 4


def test_no_formula_runs_into_its_value():
    bench = explore_chain_rule()
    renderer = bench.canvas.get_renderer()
    for state in CORNERS:
        bench.update(w=state.w, b=state.b, x=state.x, t=state.t, lam=state.lam, loss=state.loss)
        places = [text.get_window_extent(renderer) for text in bench.right]
        values = [text.get_window_extent(renderer) for text in bench.values]
        assert all(line.x1 < value.x0 for line, value in zip(places, values, strict=True)), state
