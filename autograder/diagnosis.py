"""Which mistake of the catalogue a wrong answer is: the one whose wrong program gives the same values at every probe.

Singles first, then pairs. Only an exact match in all blocks of all probes is a name; everything else stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import SimpleNamespace

from autograder.comparison import EVERYTHING, Observation, largest_of, observe, same, same_observation
from autograder.errors import CourseError
from autograder.tasks import Examination, Mistake, Task

Mistakes = tuple[Mistake, ...]


@dataclass(frozen=True)
class Diagnosis:
    """The mistakes that explain an answer: none, one or two; `others` are explanations that fit just as well."""

    mistakes: Mistakes = ()
    others: tuple[Mistakes, ...] = ()

    @property
    def ambiguous(self) -> bool:
        return bool(self.others)


@dataclass(frozen=True)
class _Case:
    """One wrong answer and all that is needed to compare programs with it."""

    examination: Examination
    task: Task
    probes: Sequence[SimpleNamespace]
    seen: Sequence[Observation]
    right: Sequence[Observation]

    def observations(self, mistakes: Mistakes) -> Iterator[Observation]:
        """Yield what the program with these mistakes gives, probe by probe, in the order the student's was asked."""
        program = self.examination.program(mistakes)
        functions = {name: program[name] for name in self.task.functions}
        for probe in self.probes:
            yield observe(self.task.evaluate, functions, probe)

    def explained_by(self, mistakes: Mistakes) -> bool:
        """Return whether the program with these mistakes gives what the student gave; stops at the first difference."""
        wrong = self.observations(mistakes)
        return all(
            same_observation(seen, other, largest_of(right))
            for seen, other, right in zip(self.seen, wrong, self.right, strict=True)
        )


def diagnose(
    examination: Examination, task: Task, probes: Sequence[SimpleNamespace], seen: Sequence[Observation]
) -> Diagnosis:
    """Return the mistakes that explain a wrong answer, `seen` at `probes`; nothing where none does.

    >>> from autograder.tasks import Examination
    >>> diagnose(Examination("a0", (), ()), None, [], [])
    Diagnosis(mistakes=(), others=())
    """
    if not examination.solution:
        return Diagnosis()
    right = tuple(_Case(examination, task, probes, seen, ()).observations(()))
    case = _Case(examination, task, probes, seen, right)
    candidates = relevant(examination, task)
    found: list[Mistakes] = [(mistake,) for mistake in candidates if case.explained_by((mistake,))]
    if not found:
        found = [pair for pair in _plausible_pairs(case, candidates) if _composes(case, pair)]
    found = _without_aliases(found)
    return Diagnosis(found[0], tuple(found[1:])) if found else Diagnosis()


def relevant(examination: Examination, task: Task) -> Mistakes:
    """Return the mistakes that a task can show: its own first, then those of the cells that it calls."""
    own = [mistake for mistake in examination.mistakes if mistake.task == task.name]
    cells = {task.cell, *task.cells}
    rest = [m for m in examination.mistakes if m.task != task.name and examination.task(m.task).cell in cells]
    return (*own, *rest)


def _plausible_pairs(case: _Case, candidates: Mistakes) -> Iterator[Mistakes]:
    """Yield the pairs worth running: a block that only one of the two touches must be wrong as that one makes it."""
    largest = [largest_of(right) for right in case.right]
    alone = {mistake.label: tuple(case.observations((mistake,))) for mistake in candidates}
    touched = {
        label: [_differing(*both) for both in zip(obs, case.right, largest, strict=True)]
        for label, obs in alone.items()
    }
    spoilt = [_differing(*both) for both in zip(case.seen, case.right, largest, strict=True)]

    def keeps(one: Mistake, other: Mistake) -> bool:
        return all(
            same(seen[key], obs[key], scale)
            for seen, obs, mine, theirs, scale in zip(
                case.seen, alone[one.label], touched[one.label], touched[other.label], largest, strict=True
            )
            for key in mine - theirs
            if key in seen and key in obs
        )

    for one, other in combinations(candidates, 2):
        covered = all(
            wrong <= a | b or EVERYTHING in a | b
            for wrong, a, b in zip(spoilt, touched[one.label], touched[other.label], strict=True)
        )
        if covered and keeps(one, other) and keeps(other, one):
            yield (one, other)


def _differing(seen: Observation, right: Observation, largest: float) -> set[str]:
    """Return the keys in which two observations differ; a fault in everything touches all of them."""
    if EVERYTHING in seen:
        return set(right) | {EVERYTHING}
    return {key for key in right if key not in seen or not same(seen[key], right[key], largest)}


def _composes(case: _Case, pair: Mistakes) -> bool:
    """Return whether two mistakes can be made at once and explain the answer, in either order of the edits."""
    for ordered in (pair, pair[::-1]):
        try:
            return case.explained_by(ordered)
        except (CourseError, SyntaxError):
            continue
    return False


def _without_aliases(found: list[Mistakes]) -> list[Mistakes]:
    """Drop explanations whose mistakes are listed as alike to those of the first."""
    if len(found) < 2:
        return found
    known = {label for mistake in found[0] for label in (mistake.label, *mistake.alike)}
    return [found[0], *(other for other in found[1:] if not {mistake.label for mistake in other} <= known)]
