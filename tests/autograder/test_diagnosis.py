"""A name is given only to what behaves exactly like a mistake of the catalogue, at every probe."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
from small_examination import FILES, SOLUTION

from autograder.diagnosis import Diagnosis, diagnose
from autograder.examination_files import load_examination
from autograder.marking import feedback, mark
from autograder.observation import observe
from autograder.records import Outcome, Verdict


def verdict_on(line: Callable[..., Any], seed: int = 0) -> Verdict:
    examination = load_examination(FILES, SOLUTION)
    return mark(examination, examination.task("line"), {"line": line}, seed)


def labels(verdict: Verdict) -> list[str]:
    return [mistake.label for mistake in verdict.mistakes]


def test_a_right_answer_gets_full_marks_and_no_name() -> None:
    verdict = verdict_on(lambda x: 1 + x + x)
    assert (verdict.outcome, verdict.points, verdict.mistakes) == (Outcome.PASSED, 2.0, ())


def test_a_single_mistake_is_named_in_whatever_style_it_is_made() -> None:
    verdict = verdict_on(lambda x: np.array([1 + v for v in x]))
    assert labels(verdict) == ["no-slope"]
    assert verdict.hint == "no no-slope"
    assert verdict.outcome is Outcome.FAILED


def test_two_mistakes_at_once_are_both_named() -> None:
    assert sorted(labels(verdict_on(lambda x: x + 2))) == ["double-offset", "no-slope"]


def test_two_explanations_are_reported_as_ambiguous() -> None:
    examination = load_examination(FILES, SOLUTION)
    task = examination.task("line")
    probes = task.draw(0)
    seen = [observe(task.evaluate, {"line": lambda x: x + 0.5}, probe) for probe in probes]
    found = diagnose(examination, task, probes, seen)
    assert found.ambiguous
    assert {m.label for group in (found.mistakes, *found.others) for m in group} == {"half", "half-again"}
    assert "several mistakes that look alike" in verdict_on(lambda x: x + 0.5).sentence


def test_what_is_close_to_a_mistake_but_not_it_stays_unknown() -> None:
    verdict = verdict_on(lambda x: (x + 1) * (1 + 1e-4))
    assert labels(verdict) == []
    assert verdict.outcome is Outcome.FAILED


def test_a_mistake_at_one_probe_only_stays_unknown() -> None:
    assert labels(verdict_on(lambda x: x + 1 if len(x) < 5 else x + 3)) == []


def test_a_crash_is_named_by_its_type_and_text() -> None:
    def same_crash(x: Any) -> Any:
        raise NameError("name 'undefined' is not defined")

    def other_crash(x: Any) -> Any:
        raise NameError("name 'lam' is not defined")

    assert labels(verdict_on(same_crash)) == ["crash"]
    verdict = verdict_on(other_crash)
    assert labels(verdict) == []
    assert verdict.outcome is Outcome.ERRORED
    assert "lam" not in feedback(verdict), "the text of an exception could carry a probe out"


def test_the_stub_is_not_attempted() -> None:
    def stub(x: Any) -> Any:
        raise NotImplementedError

    verdict = verdict_on(stub)
    assert (verdict.outcome, verdict.points) == (Outcome.NOT_ATTEMPTED, 0.0)


def test_unknown_values_are_described_by_how_they_relate() -> None:
    assert "sign is turned round" in verdict_on(lambda x: -(2 * x + 1)).sentence
    assert "1.37 times the right one" in verdict_on(lambda x: 1.37 * (2 * x + 1)).sentence
    assert "the number of examples times too large" in verdict_on(lambda x: len(x) * (2 * x + 1)).sentence
    assert "right after a reshape" in verdict_on(lambda x: (2 * x + 1)[None, :]).sentence
    assert "not finite" in verdict_on(lambda x: (2 * x + 1) * np.nan).sentence
    assert "look for a small term" in verdict_on(lambda x: 2 * x + 1 + 1e-5 * x**2).sentence


def test_a_right_answer_that_changes_its_inputs_loses_half() -> None:
    def spoils(x: np.ndarray) -> np.ndarray:
        y = 2 * x + 1
        if len(x) == 5 and not spoilt.append(x):
            x += 0 if len(spoilt) % 2 else 1  # only after the second call: both answers are right
        return y

    spoilt: list[Any] = []
    verdict = verdict_on(spoils)
    assert (verdict.points, verdict.outcome) == (1.0, Outcome.FAILED)
    assert "changes the arrays that it is given" in verdict.sentence


def test_feedback_never_shows_an_expected_number_or_a_probe() -> None:
    examination = load_examination(FILES, SOLUTION)
    values = [float(v) for probe in examination.task("line").draw(0) for v in (*probe.x, *(2 * probe.x + 1))]
    for wrong in (lambda x: x + 1, lambda x: x * 1.37, lambda x: x[:-1], lambda x: None, lambda x: x + np.nan):
        shown = [float(number) for number in re.findall(r"\d+\.\d{2,}", feedback(verdict_on(wrong)))]
        assert not [v for v in values for number in shown if abs(v - number) < 1e-2 and number != 1.37]


def test_without_a_solution_nothing_is_named() -> None:
    examination = load_examination(FILES, {})
    task = examination.task("line")
    assert mark(examination, task, {"line": lambda x: x + 1}, 0).mistakes == ()
    assert diagnose(examination, task, [], []) == Diagnosis()
