"""How many mutants of the solution lose marks: all of them, but for those that are set aside with a reason."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Any

from autograder.by_heart import LEARNT
from autograder.course import Course
from autograder.errors import CourseError
from autograder.mutants import Mutant, mutants_of
from autograder.trials import Court, Trial, court_of

ENOUGH = 0.99
_UNCHANGED = "unchanged"
SET_ASIDE = "equivalent_mutants.toml"  # beside tasks.py: key = "reason"


@dataclass(frozen=True)
class Score:
    """What became of the mutants of one assignment."""

    assignment: str
    mutants: tuple[Mutant, ...]
    trials: dict[str, Trial]  # by key
    set_aside: dict[str, str]  # key -> why nobody could tell it from the solution
    unchanged: tuple[str, ...] = ()  # the test cells in which the solution itself loses marks: there, all mutants do
    visible: frozenset[str] = frozenset()  # the test cells that students can run at home
    examined: frozenset[str] = frozenset()  # the solution cells that have a hidden test of their own

    @property
    def caught(self) -> list[Mutant]:
        return [mutant for mutant in self.mutants if self.trials[mutant.key].caught_by]

    @property
    def survivors(self) -> list[Mutant]:
        """Those that no test catches and nobody has explained."""
        return [m for m in self.mutants if not self.trials[m.key].caught_by and m.key not in self.set_aside]

    @property
    def seen_at_home(self) -> list[Mutant]:
        """Those that a visible check catches and no hidden test does: it asks less than the check."""
        examined = [mutant for mutant in self.caught if mutant.cell in self.examined]
        return [mutant for mutant in examined if self.visible.issuperset(self.trials[mutant.key].caught_by)]

    @property
    def faults(self) -> list[str]:
        """What is wrong with the solution, and with the list of those set aside."""
        if self.unchanged:
            return [f"the unchanged solution loses marks in {', '.join(self.unchanged)}: so would any mutant of it"]
        keys, caught = {mutant.key for mutant in self.mutants}, {mutant.key for mutant in self.caught}
        aside = [key for key in self.set_aside if not key.endswith(LEARNT)]  # of those, verify sees to it
        stale = [f"no mutant has the key {key!r} any more" for key in aside if key not in keys]
        return stale + [f"{key!r} is set aside, yet it loses marks" for key in aside if key in caught]

    @property
    def share(self) -> float:
        """The mutation score: caught / (caught + survivors)."""
        rest = len(self.caught) + len(self.survivors)
        return len(self.caught) / rest if rest else 0.0

    @property
    def holds(self) -> bool:
        return self.share >= ENOUGH and not self.faults

    def to_plain(self) -> dict[str, Any]:
        return {
            "assignment": self.assignment, "holds": self.holds, "mutants": len(self.mutants),
            "caught": len(self.caught), "set_aside": len(self.mutants) - len(self.caught) - len(self.survivors),
            "score": round(self.share, 4), "faults": self.faults,
            "seen_at_home": [mutant.key for mutant in self.seen_at_home],
            "survivors": [{"key": mutant.key, "diff": mutant.diff} for mutant in self.survivors],
        }  # fmt: skip


def mutate_assignment(course: Course, name: str, jobs: int | None = None) -> Score:
    """Grade every mutant of an assignment's solution as a submission. Raises: CourseError, JailMissing."""
    with court_of(course, name, jobs) as court:
        return score(court)


def score(court: Court) -> Score:
    """Return the score of the mutants, tried in an open court."""
    exam = court.bench.examination
    by_hand = court.marked_by_hand()
    mutants = mutants_of({cell: code for cell, code in exam.solution.items() if cell not in by_hand})
    wanted = {m.key: court.bench.notebooks({**exam.solution, m.cell: m.source}) for m in mutants}
    trials = court.try_all({**wanted, _UNCHANGED: court.bench.solved()}, diagnose=False)
    unchanged, visible = trials.pop(_UNCHANGED).caught_by, frozenset(court.visible())
    aside, examined = set_aside(court.assignment.examination, exam.assignment), {task.cell for task in exam.tasks}
    return Score(exam.assignment, tuple(mutants), trials, aside, unchanged, visible, frozenset(examined))


def set_aside(files: dict[str, bytes], assignment: str) -> dict[str, str]:
    """Return the mutants that an examination sets aside, with reasons. Raises: CourseError if that cannot be read."""
    try:
        found = tomllib.loads(files.get(SET_ASIDE, b"").decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{SET_ASIDE} of {assignment} cannot be read: {error}.") from error
    if bad := [key for key, reason in found.items() if not isinstance(reason, str) or not reason.strip()]:
        raise CourseError(f"{SET_ASIDE} of {assignment} gives no reason for {bad[0]!r}.")
    return found


def format_score(one: Score) -> str:
    """Return a score as text: the numbers, then each survivor with its diff."""
    plain = one.to_plain()
    lines = [
        f"{one.assignment}: {plain['caught']} of {plain['caught'] + len(one.survivors)} mutants lose marks "
        f"({100 * one.share:.1f} %); {plain['set_aside']} of {plain['mutants']} are set aside with a reason"
    ]
    for mutant in one.survivors:
        lines += [f"  survives: {mutant.key}", *(f"      {line}" for line in mutant.diff.splitlines())]
    lines += [f"  no hidden test notices, a visible check does: {mutant.key}" for mutant in one.seen_at_home]
    return "\n".join([*lines, *(f"  FAULT: {fault}" for fault in one.faults), ""])
