"""Mutants: what is changed, that keys are stable, and that a weak test is seen to be weak."""

import ast
from dataclasses import replace

import pytest
from small_examination import SOLUTION

from autograder.errors import CourseError
from autograder.mutants import mutants_of
from autograder.mutation import Score, format_score, set_aside
from autograder.records import Outcome
from autograder.trials import Trial

CODE = '''def f(X, W, b, params):
    """A docstring, which nobody changes."""
    total = X @ W.T + b
    for k in range(3):
        total += params["W1"] * params["b1"]
    return np.sum(total, axis=1, keepdims=True) if k > 0 else total, b
'''


def keys(code: str) -> set[str]:
    return {mutant.key.removeprefix("c: ") for mutant in mutants_of({"c": code})}


@pytest.mark.parametrize(
    "change",
    [
        "X @ W.T -> X @ W",
        "X @ W.T -> X.T @ W.T",
        "X @ W.T -> W.T @ X",
        "X @ W.T + b -> X @ W.T - b",
        "X @ W.T + b -> (X @ W.T)",
        "range(3) -> range(1, 3)",
        "range(3) -> range(3 - 1)",
        "np.sum(total, axis=1, keepdims=True) -> np.sum(total, keepdims=True, axis=0)",
        "np.sum(total, axis=1, keepdims=True) -> np.sum(total, axis=1)",
        "k > 0 -> k >= 0",
        "k > 0 -> k <= 0",
        """"W1" -> 'b1'""",
        "True -> False",
        "total = X @ W.T + b -> pass",
    ],
)
def test_a_change_is_made(change):
    assert change in keys(CODE)


def test_every_mutant_parses_differs_and_has_a_key_of_its_own():
    mutants = mutants_of({"c": CODE})
    assert len({mutant.key for mutant in mutants}) == len(mutants) > 25
    trees = {ast.dump(ast.parse(mutant.source)) for mutant in mutants}
    assert len(trees) == len(mutants)
    assert ast.dump(ast.parse(CODE)) not in trees
    assert all(mutant.diff for mutant in mutants)


def test_a_mutant_keeps_the_order_of_operations():
    texts = [one.source.removeprefix("y = ") for one in mutants_of({"c": "y = (a + b) * c\n"}) if "pass" not in one.key]
    values = {eval(text, {"a": 2, "b": 3, "c": 5}) for text in texts}
    assert values == {(2 + 3) / 5, 2 + 3, 5, (2 - 3) * 5, 2 * 5, 3 * 5}


def test_a_line_above_does_not_change_the_keys():
    assert keys(CODE) <= keys("import numpy as np\n\n" + CODE)


def trial(key: str, *, caught: bool) -> Trial:
    outcome = Outcome.FAILED if caught else Outcome.PASSED
    return Trial(key, 0.0, {}, (), {"a0-line-test": outcome})


def score(survivors: set[str], aside: dict[str, str]) -> Score:
    mutants = tuple(mutants_of(SOLUTION))
    return Score("a0", mutants, {m.key: trial(m.key, caught=m.key not in survivors) for m in mutants}, aside)


def test_a_survivor_without_a_reason_is_listed_with_its_diff():
    survivor = "a0-line: slope * x + offset -> slope * x - offset"
    one = score({survivor}, {})
    assert [mutant.key for mutant in one.survivors] == [survivor]
    assert not one.holds
    assert "+ return slope * x - offset" in format_score(one)
    assert score({survivor}, {survivor: "It is right."}).holds
    assert score({survivor}, {survivor: "It is right."}).share == 1.0


def test_a_key_that_is_stale_or_whose_mutant_is_caught_is_a_fault():
    assert score(set(), {"a0-line: 7 -> 8": "Because."}).faults == ["no mutant has the key 'a0-line: 7 -> 8' any more"]
    (fault,) = score(set(), {"a0-line: 2 -> 3": "Because."}).faults
    assert "yet it loses marks" in fault
    assert not score(set(), {"a0-line: 2 -> 3": "Because."}).holds


def test_a_solution_that_loses_marks_itself_proves_nothing():
    one = replace(score(set(), {}), unchanged=("a0-line-test",))
    assert not one.holds
    assert "FAULT: the unchanged solution loses marks in a0-line-test" in format_score(one)


def test_what_only_a_visible_check_notices_is_listed():
    assert score(set(), {}).seen_at_home == []
    one = replace(score(set(), {}), visible=frozenset({"a0-line-test"}))
    assert one.seen_at_home == [], "this cell has no hidden test of its own"
    one = replace(one, examined=frozenset({"a0-line"}))
    assert one.seen_at_home == list(one.mutants)
    assert "no hidden test notices, a visible check does: a0-line: 2 -> 3" in format_score(one)


@pytest.mark.parametrize("content", [b'"a: b" = ""', b'"a: b" = 3', b"no toml", b"\xff"])
def test_a_list_without_reasons_is_refused(content):
    with pytest.raises(CourseError):
        set_aside({"equivalent_mutants.toml": content}, "a0")
