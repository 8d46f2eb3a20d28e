"""BackpropStepper driven without a browser: its sentences, its picture, and labels that never overlap."""

from itertools import combinations

import numpy as np
import pytest

from source_lib.widgets import explore_backprop_stepper
from source_lib.widgets.expressions import EXAMPLE
from source_lib.widgets.stepper_frames import GRAPHS, MODES, OWN, StepperState, compute_frame


@pytest.fixture
def stepper():
    return explore_backprop_stepper()


def steps_of(**state):
    return range(compute_frame(StepperState(step=999, **state)).last + 1)


@pytest.mark.parametrize("graph", GRAPHS)
@pytest.mark.parametrize("mode", MODES)
def test_every_step_of_every_mode_is_said_and_drawn(stepper, graph, mode):
    stepper.update(graph=graph, mode=mode)
    for step in steps_of(graph=graph, mode=mode):
        stepper.controls_by_name["step"].value = step
        assert stepper.frame.step == step
        assert stepper.frame.sentence.startswith(f"Step {step} of {stepper.frame.last}. ")
        assert stepper.scene.values[stepper.frame.course.root].get_text() == stepper.frame.marks.values[-1]
    assert len(stepper.image.value) < 120_000


@pytest.mark.parametrize("graph", GRAPHS)
@pytest.mark.parametrize("mode", MODES)
def test_labels_never_overlap(stepper, graph, mode):
    stepper.update(graph=graph, mode=mode)
    for step in steps_of(graph=graph, mode=mode):
        stepper.update(step=step)
        texts = [text for text in stepper.scene.axes.texts if text.get_text() and text.get_visible()]
        boxes = [text.get_window_extent(stepper.canvas.get_renderer()) for text in texts]
        for one, two in combinations(range(len(texts)), 2):
            wide = min(boxes[one].x1, boxes[two].x1) - max(boxes[one].x0, boxes[two].x0)
            high = min(boxes[one].y1, boxes[two].y1) - max(boxes[one].y0, boxes[two].y0)
            # Line boxes are taller than their letters: neighbouring rows may share two pixels of white.
            assert wide <= 0 or high <= 2.5, (step, texts[one].get_text(), texts[two].get_text())


@pytest.mark.parametrize("graph", GRAPHS)
def test_all_texts_lie_within_the_picture(stepper, graph):
    stepper.update(graph=graph, step=1)
    width, height = stepper.canvas.get_width_height()
    for text in stepper.scene.axes.texts:
        if text.get_text() and text.get_visible():
            box = text.get_window_extent(stepper.canvas.get_renderer())
            assert box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 and box.y1 <= height, text.get_text()


def test_a_long_sum_is_cut_so_that_it_fits_under_the_picture(stepper):
    many = "a = 2; " + "*".join("a" * 12)
    stepper.update(graph=OWN, expression=many)
    stepper.update(step=999)
    renderer, width = stepper.canvas.get_renderer(), stepper.figure.bbox.width
    assert "+ … +" in stepper.frame.equation and stepper.frame.equation.endswith("= 24576")
    assert stepper.equation.get_window_extent(renderer).width < width


def test_stepping_blits_and_only_a_graph_not_seen_before_draws_anew(stepper):
    artists = len(stepper.scene.axes.get_children())
    for step in steps_of():
        stepper.update(step=step)
    assert stepper.full_draws == 1
    assert len(stepper.scene.axes.get_children()) == artists
    stepper.update(graph=GRAPHS[1])
    stepper.update(mode="wrong order")
    stepper.update(graph=GRAPHS[0])
    assert stepper.full_draws == 2


def test_the_second_rows_are_called_after_what_they_count(stepper):
    def seconds() -> set[str]:
        return {text.get_text() for text in stepper.scene.seconds}

    bars = seconds()
    stepper.update(mode="count paths")
    assert seconds() == {"paths"} != bars
    stepper.update(mode="watch")
    assert seconds() == bars


def test_the_buttons_step_and_stop_at_both_ends(stepper):
    row = stepper.widget.children[1]
    back, on = row.children[:2]
    back.click()
    assert stepper.state.step == 0
    for _ in range(40):
        on.click()
    assert stepper.state.step == stepper.frame.last == stepper.controls_by_name["step"].max == stepper.play.max


def test_another_graph_starts_from_its_first_step(stepper):
    stepper.update(step=9)
    stepper.controls_by_name["graph"].value = GRAPHS[3]
    assert stepper.state.step == 0


def test_a_guess_hides_the_bar_until_it_is_right_and_ends_with_the_step(stepper):
    stepper.update(mode="predict", step=11)
    bar = stepper.frame.bar_values[stepper.frame.marks.active]
    assert stepper.frame.marks.bars[stepper.frame.marks.active] == "?"
    assert stepper.frame.sentence.startswith("Step 11 of 12. Your turn: what is w̄?")
    stepper.controls_by_name["guess"].value = "2.5"
    assert "2.5 is not it" in stepper.frame.sentence
    assert stepper.frame.equation.endswith("= ?")
    stepper.controls_by_name["guess"].value = f"{float(bar):.2f}"
    assert "Right: w̄ = z̄·x + R̄·w" in stepper.frame.sentence
    stepper.controls_by_name["step"].value = 12
    assert stepper.controls_by_name["guess"].value == ""
    assert "?" in stepper.frame.marks.bars


def test_a_hidden_bar_cannot_be_read_off_anything_that_is_shown(stepper):
    """Not from the box, the equation, the sentence or the label of an edge: only from doing the sum."""
    stepper.update(graph=GRAPHS[1], mode="predict")
    for step in steps_of(graph=GRAPHS[1], mode="predict")[9:]:
        stepper.update(step=step)
        assert stepper.frame.marks.bars[stepper.frame.marks.active] == "?"
        assert stepper.frame.equation.endswith("= ?")


def test_the_wrong_order_says_when_it_happens_and_what_is_lost(stepper):
    sentences = [
        compute_frame(StepperState(graph=GRAPHS[1], mode="wrong order", step=step)).sentence
        for step in steps_of(graph=GRAPHS[1], mode="wrong order")
    ]
    assert sum("h₁ speaks too early: y₁ has reported, y₂ has not." in s for s in sentences) == 1
    assert sum("y₂ now reports to h₁ and h₂, too late" in s for s in sentences) == 1
    assert "Spoiled for good: w⁽¹⁾₁₁, w⁽¹⁾₁₂, b⁽¹⁾₁, w⁽¹⁾₂₁, w⁽¹⁾₂₂, b⁽¹⁾₂, z₁ and z₂." in sentences[-1]


def test_spoiled_bars_carry_a_cross_and_not_only_a_colour(stepper):
    stepper.update(graph=GRAPHS[1], mode="wrong order")
    stepper.update(step=stepper.frame.last)
    crossed = {node for node, cross in enumerate(stepper.scene.crosses) if cross.get_text() == "✗"}
    assert crossed == stepper.frame.marks.spoiled
    assert len(crossed) == 8


def test_a_sum_over_children_equals_the_bar_that_is_shown():
    for graph in GRAPHS:
        for step in steps_of(graph=graph):
            frame = compute_frame(StepperState(graph=graph, step=step))
            if frame.marks.active < 0 or frame.bar_values[frame.marks.active] is None:
                continue
            edges = frame.course.child_edges[frame.marks.active]
            if edges:
                total = sum(frame.course.message(edge, frame.bar_values[edge[0]]) for edge in edges)
                np.testing.assert_allclose(total, frame.bar_values[frame.marks.active])


def test_a_formula_that_cannot_be_read_is_explained_and_the_example_stays(stepper):
    stepper.update(graph=OWN)
    stepper.controls_by_name["expression"].value = "a = 2; a*q"
    assert "'q' has no value yet" in stepper.frame.sentence
    assert EXAMPLE in stepper.frame.sentence
    stepper.controls_by_name["expression"].value = "a = 3; a*a"
    assert [station.name for station in stepper.frame.course.stations] == ["a", "f"]


def test_a_formula_is_shown_as_text_and_never_as_markup(stepper):
    stepper.update(graph=OWN)
    stepper.controls_by_name["expression"].value = "a = 2; a*'<b>'"
    assert "<b>" not in stepper.sentence.value


def test_only_the_modes_that_need_them_show_guess_and_expression(stepper):
    display = {name: stepper.controls_by_name[name].layout for name in ("guess", "expression")}
    assert [layout.display for layout in display.values()] == ["none", "none"]
    stepper.update(mode="predict", graph=OWN)
    assert [layout.display for layout in display.values()] == ["flex", "flex"]


def test_a_snapshot_tells_each_state_in_its_alt_text(stepper):
    states = [StepperState(step=11), StepperState(graph=GRAPHS[1], mode="wrong order", step=26)]
    text = str(stepper.snapshot(*states)._repr_mimebundle_())
    assert all(compute_frame(state).sentence.split(". ")[1] in text for state in states)
