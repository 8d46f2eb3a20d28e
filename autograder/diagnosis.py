"""Which mistake of the catalogue a wrong answer is: the one whose wrong program gives the same values at every probe.

Singles first, then pairs. Only an exact match in all blocks of all probes is a name; everything else stays unknown.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import SimpleNamespace

from autograder.comparison import EVERYTHING, Observation, largest_of, same, same_observation
from autograder.errors import CourseError
from autograder.observation import observe
from autograder.tasks import Examination, Mistake, Task

Mistakes = tuple[Mistake, ...]
MOST = 200  # pairs tried although they look unlikely


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

    def observations(self, mistakes: Mistakes, warm: bool = False) -> Iterator[Observation]:
        """Yield what the program with these mistakes gives, probe by probe, in the order the student's was asked.

        A `warm` program has been through the task's earlier check, as a student's has in its notebook.
        """
        program = self.examination.program(mistakes, only=(self.task.cell, *self.task.cells))
        functions = {name: program[name] for name in self.task.functions}
        if warm and self.task.before is not None:
            with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()):
                self.task.before(functions)
        for probe in self.probes:
            yield observe(self.task.evaluate, functions, probe)

    def explained_by(self, mistakes: Mistakes) -> bool:
        """Return whether the program with these mistakes gives what the student gave; stops at the first difference."""
        histories = (False, True) if any(mistake.remembers for mistake in mistakes) else (False,)
        return any(
            all(
                same_observation(seen, other, largest_of(right))
                for seen, other, right in zip(self.seen, self.observations(mistakes, warm), self.right, strict=True)
            )
            for warm in histories
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
        likely, unlikely = _plausible_pairs(case, candidates)
        found = [pair for pair in likely if _composes(case, pair)]
        found = found or [pair for pair in unlikely[:MOST] if _composes(case, pair)]
    found = _without_aliases(found)
    return Diagnosis(found[0], tuple(found[1:])) if found else Diagnosis()


def relevant(examination: Examination, task: Task) -> Mistakes:
    """Return the mistakes that a task can show: its own first, then those of the cells that it calls."""
    own = [mistake for mistake in examination.mistakes if mistake.task == task.name]
    cells = {task.cell, *task.cells}
    rest = [m for m in examination.mistakes if m.task != task.name and examination.task(m.task).cell in cells]
    return (*own, *rest)


class _Alone:
    """What one mistake does by itself at every probe, and which blocks it touches at any of them."""

    def __init__(self, case: _Case, mistake: Mistake, largest: Sequence[float]) -> None:
        self.mistake = mistake
        self.observations = tuple(case.observations((mistake,)))
        self.touched = _touched(self.observations, case.right, largest)
        self.faults = [observation.get(EVERYTHING) for observation in self.observations]


def _plausible_pairs(case: _Case, candidates: Mistakes) -> tuple[list[Mistakes], list[Mistakes]]:
    """Return the pairs worth running: the likely ones, and the others.

    Together two mistakes touch what either touches, and end where one of them ends. A block that only one of them
    touches is mostly as that one makes it: pairs in which this holds are likely.
    """
    largest = [largest_of(right) for right in case.right]
    alone = [_Alone(case, mistake, largest) for mistake in candidates]
    spoilt = _touched(case.seen, case.right, largest)
    faults = [observation.get(EVERYTHING) for observation in case.seen]

    def keeps(one: _Alone, other: _Alone) -> bool:
        return all(
            same(seen[key], made[key], scale)
            for seen, made, scale in zip(case.seen, one.observations, largest, strict=True)
            for key in one.touched - other.touched
            if key in seen and key in made
        )

    likely: list[Mistakes] = []
    unlikely: list[Mistakes] = []
    for one, other in combinations(alone, 2):
        ends = all(seen in (a or b, b or a) for seen, a, b in zip(faults, one.faults, other.faults, strict=True))
        if not ends or not spoilt <= one.touched | other.touched:
            continue
        kept = keeps(one, other) and keeps(other, one)
        (likely if kept else unlikely).append((one.mistake, other.mistake))
    return likely, unlikely


def _touched(seen: Sequence[Observation], right: Sequence[Observation], largest: Sequence[float]) -> set[str]:
    """Return the keys in which two series of observations differ somewhere; a fault in everything is its own key."""
    differing: set[str] = set()
    for mine, theirs, scale in zip(seen, right, largest, strict=True):
        if EVERYTHING not in mine:
            differing |= {key for key in theirs if key not in mine or not same(mine[key], theirs[key], scale)}
    return differing


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
