"""What a student reads of a hidden test: true of what came, and no number of the right answer."""

from dataclasses import replace

import numpy as np
import pytest
from small_examination import FILES, SOLUTION

from autograder.examination_files import load_examination
from autograder.marking import mark
from autograder.records import Outcome

EXAMINATION = load_examination(FILES, SOLUTION)
TASK = EXAMINATION.task("line")


def verdict(line):
    return mark(EXAMINATION, TASK, {"line": line}, seed=3)


def test_a_stub_is_not_attempted():
    def line(x):
        raise NotImplementedError

    assert verdict(line).outcome is Outcome.NOT_ATTEMPTED


def test_a_function_that_gives_up_at_some_sizes_only_was_attempted():
    def line(x):
        if len(x) > 3:
            raise NotImplementedError("later")
        return 2 * x + 1

    got = verdict(line)
    assert got.outcome is Outcome.FAILED
    assert "line stopped with NotImplementedError" in got.sentence


def spoiling(y):
    def line(x):
        result = y(x)
        x *= 0
        return result

    return line


def test_changed_arrays_cost_half_and_the_sentence_says_so():
    got = verdict(spoiling(lambda x: 2 * x + 1))
    assert got.points == 1.0
    assert "right values, but line changes the arrays that it is given, which costs half" in got.sentence


def test_changed_arrays_are_mentioned_beside_wrong_values():
    assert "Besides, line changes the arrays" in verdict(spoiling(lambda x: np.sin(x))).sentence


@pytest.mark.parametrize("precision", [np.float32, np.longdouble])
def test_numbers_of_another_precision_are_numbers(precision):
    assert verdict(lambda x: (2 * x + 1).astype(precision)).points == 2.0


def test_an_earlier_task_answers_for_its_own_function():
    later = replace(TASK, name="later", functions=("line", "curve"))
    both = replace(EXAMINATION, tasks=(TASK, later))
    assert (both.charged(TASK), both.charged(later)) == ({"line"}, {"curve"})
    got = mark(both, later, {"line": spoiling(lambda x: 2 * x + 1), "curve": abs}, seed=3)
    assert got.points == 2.0
