"""NudgeProbe against the library's bars, and against a change followed by hand."""

from itertools import product

import numpy as np
import pytest

from source_lib.backprop import running_example_bars
from source_lib.widgets import explore_nudge
from source_lib.widgets.nudge_frames import NODES, STEPS, NudgeState, compute_nudge, errors, slope
from source_lib.widgets.worked_graphs import RUNNING

w, b, x, t, lam = (RUNNING[name] for name in ("w", "b", "x", "t", "λ"))


def test_with_nothing_but_the_parameters_held_the_slope_is_the_librarys_bar():
    bars = running_example_bars(w, b, x, t, lam)
    for node in NODES:
        assert slope(node, "b") == pytest.approx(bars[f"{node}_bar"])


def test_with_the_loss_held_only_the_penalty_answers():
    assert slope("w", "L") == pytest.approx(lam * w)
    assert slope("R", "L") == pytest.approx(lam)
    assert [slope(node, "L") for node in "bzy"] == [0, 0, 0]


def test_a_good_step_measures_every_slope():
    for node, hold in product(NODES, "bL"):
        frame = compute_nudge(NudgeState(node, -6.0, hold))
        assert frame.measured == pytest.approx(frame.exact, abs=2e-6)


def test_truncation_and_rounding_are_both_seen():
    one, two = errors("w", "b")
    best_one, best_two = int(np.argmin(one)), int(np.argmin(two))
    assert 1e-10 < STEPS[best_one] < 1e-6 < STEPS[best_two] < 1e-3  # two sides allow a larger step
    assert one[0] > 100 * one[best_one] and one[-1] > 100 * one[best_one]
    assert two[best_two] < one[best_one]


def test_holding_the_loss_stops_the_nudge_at_its_door():
    free, held = (compute_nudge(NudgeState("w", -3.0, hold)) for hold in "bL")
    assert len(free.marks.lit) == 6  # w-z, w-R, z-y, y-L, L-L_reg, R-L_reg
    assert len(held.marks.lit) == 4  # not into L, not out of it
    assert "0.3" in held.readings[1] and held.readings[1].startswith("►")
    assert free.readings[0].startswith("►")


def test_what_two_edges_bring_is_what_the_box_shows():
    frame = compute_nudge(NudgeState("w", -6.0, "b"))
    brought = {edge: float(text.replace("−", "-")) for edge, text in frame.marks.labels}
    into_cost = [edge for edge in brought if frame_child(edge) == "L_reg"]
    assert sum(brought[edge] for edge in into_cost) == pytest.approx(slope("w", "b"), rel=0.02)


def frame_child(edge):
    from source_lib.widgets.worked_graphs import running_example

    course = running_example()
    return course.stations[course.edges[edge][0]].name


def test_the_sentence_blames_the_right_error():
    assert "bend of the curve" in compute_nudge(NudgeState("w", -1.0, "b")).sentence
    assert "rounding" in compute_nudge(NudgeState("w", -11.0, "b")).sentence
    assert "L is held" in compute_nudge(NudgeState("b", -1.0, "L")).sentence


def test_controls_move_and_the_figure_is_drawn_once():
    probe = explore_nudge()
    artists = sum(len(ax.get_children()) for ax in probe.figure.axes)
    controls = probe.controls_by_name
    for node, step, hold in product(NODES, (-12.0, -6.0, 0.0), "bL"):
        controls["node"].value, controls["log_step"].value, controls["hold"].value = node, step, hold
        assert probe.frame.sentence in probe.sentence.value
        assert probe.here.get_xdata()[0] == pytest.approx(10.0**step)
    assert probe.full_draws == 1
    assert sum(len(ax.get_children()) for ax in probe.figure.axes) == artists
    assert len(probe.image.value) < 120_000


def test_labels_never_overlap():
    probe = explore_nudge()
    for node, step, hold in product(NODES, (-12.0, -3.0, 0.0), "bL"):
        probe.update(node=node, log_step=step, hold=hold)
        texts = [text for text in probe.scene.axes.texts if text.get_text() and text.get_visible()]
        boxes = [text.get_window_extent(probe.canvas.get_renderer()) for text in texts]
        for i, one in enumerate(boxes):
            for j, two in enumerate(boxes[:i]):
                wide, high = min(one.x1, two.x1) - max(one.x0, two.x0), min(one.y1, two.y1) - max(one.y0, two.y0)
                assert wide <= 0 or high <= 2.5, (texts[i].get_text(), texts[j].get_text())


def test_what_is_held_is_never_what_is_nudged():
    for node in NODES:
        for hold in "bL":
            title = compute_nudge(NudgeState(node, -1.0, hold)).title
            assert f" {node} held" not in title and f", {node} " not in title
