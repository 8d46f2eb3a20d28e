"""Each mistake of a7 loses marks in its own task and is called by its own name; right answers lose nothing."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from a7 import examination, labels, verdict, verdict_on

from autograder.errors import CourseError
from autograder.records import Outcome
from source_lib.checks import a7_mlp_backprop as check
from source_lib.checks.answers import CheckFailed

MISTAKES = examination().mistakes
TASKS = [task.name for task in examination().tasks]


@pytest.mark.parametrize("label", [mistake.label for mistake in MISTAKES])
def test_a_mistake_loses_marks_and_gets_its_own_name_alone(label: str) -> None:
    mistake = examination().by_label[label]
    found = verdict_on(mistake, task=mistake.task, seed=20260)
    assert found.points < found.max_points
    assert labels(found) == [label]
    assert "several mistakes that look alike" not in found.sentence
    assert mistake.message in found.sentence


def test_names_do_not_depend_on_the_seed(rng: np.random.Generator) -> None:
    for k in rng.choice(len(MISTAKES), size=25, replace=False):
        found = verdict_on(MISTAKES[k], task=MISTAKES[k].task, seed=int(rng.integers(10**9)))
        assert labels(found) == [MISTAKES[k].label]


def test_bars_that_pile_up_are_named_also_after_the_visible_check(capsys: pytest.CaptureFixture[str]) -> None:
    mistake = examination().by_label["backward-accumulates"]
    program = examination().program((mistake,))
    with pytest.raises(CheckFailed, match="second call"):  # the first one is right
        check.mlp_backward(program["mlp_forward"], program["mlp_backward"])
    assert labels(verdict("mlp_backward", program)) == ["backward-accumulates"]


def test_labels_and_titles_are_distinct_and_nothing_is_left_empty() -> None:
    assert not [label for label, count in Counter(m.label for m in MISTAKES).items() if count > 1]
    for mistake in MISTAKES:
        assert mistake.title and mistake.message.endswith(".") and mistake.hint and mistake.edits


def test_lectures_that_hints_point_to_exist(lecture_sections: set[str]) -> None:
    assert {mistake.lecture for mistake in MISTAKES} <= lecture_sections


@pytest.mark.parametrize("style", list(examination().styles))
def test_a_right_style_earns_every_point_and_no_name(style: str) -> None:
    source = examination().styles[style]
    assert source.keys() == examination().solution.keys()
    program = examination().program(source=source)
    for task in TASKS:
        found = verdict(task, program, seed=11)
        assert (found.outcome, found.points, found.mistakes) == (Outcome.PASSED, found.max_points, ()), found


def test_a_wrong_factor_without_a_name_is_unknown_and_localised() -> None:
    right = examination().program()

    def scaled(Y_bar, cache, params):  # type: ignore[no-untyped-def]
        bars = right["mlp_backward"](Y_bar, cache, params)
        return {**bars, "b2_bar": 1.37 * bars["b2_bar"], "W1_bar": 1.37 * bars["W1_bar"]}

    found = verdict("mlp_backward", {**right, "mlp_backward": scaled})
    assert labels(found) == []
    assert found.points == 3.0
    assert [block.name for block in found.blocks if not block.passed] == ["b2_bar", "W1_bar"]
    assert "b2_bar is the first to look at" in found.sentence
    assert "1.37 times the right one" in found.sentence


def test_numerical_differences_are_right_enough_to_pass() -> None:
    """They are no mistake: the tasks ask for right bars, and central differences come within 1e-6 of them."""
    right = examination().program()

    def by_differences(Y_bar, cache, params):  # type: ignore[no-untyped-def]
        X, _, _, phi = cache
        bars = {}
        for name, value in params.items():
            bar = bars[f"{name}_bar"] = np.zeros(value.shape)
            for place in np.ndindex(value.shape):
                step = np.zeros(value.shape)
                step[place] = 1e-5
                ahead, behind = ({**params, name: value + sign * step} for sign in (1, -1))
                change = right["mlp_forward"](X, ahead, phi)[0] - right["mlp_forward"](X, behind, phi)[0]
                bar[place] = (Y_bar * change).sum() / 2e-5
        return bars

    assert verdict("mlp_backward", {**right, "mlp_backward": by_differences}).outcome is Outcome.PASSED


def test_two_mistakes_at_once_are_both_named_or_one_hides_the_other(rng: np.random.Generator) -> None:
    own = [mistake for mistake in MISTAKES if mistake.task == "mlp_backward"]
    pairs = list(combinations(own, 2))
    named = hidden = unknown = 0
    for k in rng.choice(len(pairs), size=60, replace=False):
        pair = pairs[k]
        try:
            found = verdict_on(*pair, task="mlp_backward")
        except CourseError:  # both edit the same words: they cannot be made at once
            continue
        got, wanted = set(labels(found)), {mistake.label for mistake in pair}
        assert found.outcome is not Outcome.PASSED, wanted
        assert got <= wanted or len(got) == 2, f"{wanted} was called {got}"
        named, hidden, unknown = named + (got == wanted), hidden + (len(got) == 1), unknown + (not got)
    assert named > 0.7 * (named + hidden + unknown), (named, hidden, unknown)
    assert unknown <= 2


@pytest.mark.parametrize("task", TASKS)
def test_the_untouched_stub_is_not_attempted(task: str) -> None:
    def stub(*_: object) -> None:
        raise NotImplementedError

    found = verdict(task, dict.fromkeys(examination().task(task).functions, stub))
    assert (found.outcome, found.points) == (Outcome.NOT_ATTEMPTED, 0.0)


def test_a_missing_forward_pass_is_named_as_what_backward_waits_for() -> None:
    def stub(*_: object) -> None:
        raise NotImplementedError

    found = verdict("mlp_backward", {**examination().program(), "mlp_forward": stub})
    assert "calls mlp_forward, which is not attempted yet" in found.sentence


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("answer", [None, 0, "text", (), {}, np.zeros(0), [None, None], object(), np.array([None])])
def test_nonsense_gets_nothing_and_no_crash(task: str, answer: object) -> None:
    found = verdict(task, dict.fromkeys(examination().task(task).functions, lambda *_: answer))
    assert found.points == 0.0
    assert found.outcome in (Outcome.FAILED, Outcome.ERRORED)
