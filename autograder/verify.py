"""Prove that an assignment's tests are good: right answers in any style pass, every wrong one is caught and named.

Everything runs as a student's work would run: released by nbgrader, sanitised, in the jail.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.agreement import disagreements
from autograder.by_heart import LEARNT, by_heart
from autograder.course import Course
from autograder.examination_files import split_style
from autograder.leaks import leaks_in
from autograder.mutation import set_aside
from autograder.records import Outcome
from autograder.tasks import Source
from autograder.trials import Court, Trial, court_of

_BROKEN = (Outcome.CRASHED, Outcome.TIMED_OUT, Outcome.NOT_RUN)


@dataclass(frozen=True)
class Kill:
    """A catalogued mistake that was tried, and the test meant to catch it."""

    label: str
    trial: Trial
    test: str


@dataclass
class Proof:
    """What was shown of one assignment, and what speaks against its tests."""

    assignment: str
    automatic: float
    manual: float
    solution: Trial | None = None
    release: Trial | None = None
    leaks: list[str] = field(default_factory=list)
    styles: list[Trial] = field(default_factory=list)
    kills: list[Kill] = field(default_factory=list)
    learnt: list[Trial] = field(default_factory=list)  # answers to the visible checks, learnt by heart
    nameless: list[Trial] = field(default_factory=list)  # other wrong programs, which must lose marks
    only_hidden: list[str] = field(default_factory=list)  # mistakes that all visible checks let pass
    unneeded: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.faults

    def to_plain(self) -> dict[str, Any]:
        return {
            "assignment": self.assignment,
            "holds": self.holds,
            "faults": self.faults,
            "points": self.automatic + self.manual,
            "automatic_points": self.automatic,
            "manual_points": self.manual,
            "solution": self.solution.points if self.solution else None,
            "release": self.release.points if self.release else None,
            "leaks": self.leaks,
            "styles": {trial.name: trial.points for trial in self.styles},
            "mistakes": len(self.kills),
            "caught": sum(bool(kill.trial.caught_by) for kill in self.kills),
            "named": sum(kill.trial.labels == (kill.label,) for kill in self.kills),
            "only_hidden": len(self.only_hidden),
            "learnt_by_heart": len(self.learnt),
            "learnt_by_heart_caught": sum(bool(trial.caught_by) for trial in self.learnt),
            "nameless": {trial.name: list(trial.caught_by) for trial in self.nameless},
            "kill_table": [
                {"mistake": kill.label, "lost": kill.trial.lost, "named": list(kill.trial.labels)}
                for kill in self.kills
            ],
            "tests_that_catch_nothing_alone": self.unneeded,
        }


def verify_assignment(course: Course, name: str, jobs: int | None = None) -> Proof:
    """Try the solution, the release, every style and every mistake. Raises: CourseError, JailMissing."""
    with court_of(course, name, jobs) as court:
        return _Prover(court).prove()


class _Prover:
    """Runs all trials of one assignment and draws the conclusions."""

    def __init__(self, court: Court) -> None:
        self.court, self.tests = court, court.tests
        self.aside = set_aside(court.assignment.examination, court.assignment.name)
        automatic = sum(self.tests.values())
        self.proof = Proof(court.assignment.name, automatic, court.assignment.points - automatic)

    def prove(self) -> Proof:
        bench, proof = self.court.bench, self.proof
        exam = bench.examination
        self.nameless = self._wrong_programs()
        proof.faults += disagreements(self.court.assignment, exam, self.nameless)
        if not exam.mistakes:
            proof.faults.append("no mistake is listed: nothing shows that a wrong answer loses points")
        if not exam.styles:
            proof.faults.append("no right style is listed: nothing shows that an answer unlike the solution passes")
        if proof.faults:
            return proof  # all else would follow from it
        wanted: dict[str, dict[str, str]] = {"solution": bench.solved(), "release": bench.notebooks({})}
        wanted |= {f"style {style}": bench.in_style(style) for style in exam.styles}
        wrong = {f"mistake {mistake.label}": bench.solved((mistake,)) for mistake in exam.mistakes}
        trials = self.court.try_all(wanted, by_hand=True) | self.court.try_all(wrong)
        proof.solution, proof.release = trials["solution"], trials["release"]
        self._right("the solution", trials["solution"])
        self._release(trials["release"])
        for style in exam.styles:
            proof.styles.append(trials[f"style {style}"])
            self._right(f"the right style {style!r}", trials[f"style {style}"])
        for mistake in exam.mistakes:
            kill = Kill(mistake.label, trials[f"mistake {mistake.label}"], exam.task(mistake.task).test)
            proof.kills.append(kill)
            self._wrong(kill)
        self._learnt()
        self._nameless()
        self._withheld()
        self._visible_alone()
        self._needed()
        return proof

    def _right(self, what: str, trial: Trial) -> None:
        if trial.caught_by:
            self.proof.faults.append(f"{what} loses points in {', '.join(trial.caught_by)}: {trial.sentence}")
        if trial.labels:
            self.proof.faults.append(f"{what} is said to contain {', '.join(trial.labels)}")

    def _release(self, trial: Trial) -> None:
        if trial.points:
            self.proof.faults.append(f"the untouched release earns {trial.points:g} points")
        if crashed := [cell for cell, outcome in trial.outcomes.items() if outcome in _BROKEN]:
            self.proof.faults.append(f"the untouched release crashes in {', '.join(crashed)}")
        self.proof.leaks = leaks_in(self.court.bench, self.court.assignment)
        self.proof.faults += [f"the release holds {leak}" for leak in self.proof.leaks]

    def _wrong(self, kill: Kill) -> None:
        caught_by, labels = kill.trial.caught_by, kill.trial.labels
        if not caught_by:
            self.proof.faults.append(f"the mistake {kill.label} loses nothing")
        elif kill.test not in caught_by:
            self.proof.faults.append(
                f"the mistake {kill.label} loses points in {', '.join(caught_by)}, not in {kill.test}"
            )
        if labels != (kill.label,):
            self.proof.faults.append(f"the mistake {kill.label} is named {', '.join(labels) or 'nothing'}")

    def _learnt(self) -> None:
        """Hold every hidden test to asking what its visible check does not, or to a reason why that cannot be."""
        bench, cells = self.court.bench, self.court.test_sources()
        exam = bench.examination
        solution = self.proof.solution
        failed = solution.caught_by if solution else ()  # which is a fault already, and nothing to learn from
        checks = {cell: cells[check] for cell in exam.solution if (check := f"{cell}-check") in cells.keys() - failed}
        programs = by_heart(exam, checks)
        wanted = {one.key: bench.notebooks({**exam.solution, one.cell: one.source}) for one in programs}
        trials = self.court.try_all(wanted, diagnose=False)
        for one in programs:
            trial = trials[one.key]
            self.proof.learnt.append(trial)
            if f"{one.cell}-check" in trial.caught_by:
                self.proof.faults.append(f"{one.key}: the visible check itself catches it; it does not ask twice alike")
            elif not trial.caught_by and one.key not in self.aside:
                self.proof.faults.append(f"{one.key}: no hidden test asks anything that the visible check does not")
            elif trial.caught_by and one.key in self.aside:
                self.proof.faults.append(f"{one.key!r} is set aside, yet it loses marks")
        stale = [key for key in self.aside if key.endswith(LEARNT) and key not in wanted]
        self.proof.faults += [f"no program has the key {key!r} any more" for key in stale]

    def _nameless(self) -> None:
        """Try the wrong programs that no mistake names: they must lose marks as all others do."""
        bench = self.court.bench
        wanted = {
            name: bench.notebooks({**bench.examination.solution, **source}) for name, source in self.nameless.items()
        }
        self.proof.nameless = list(self.court.try_all(wanted, diagnose=False).values())
        self.proof.faults += [
            f"the wrong program {trial.name!r} loses nothing" for trial in self.proof.nameless if not trial.caught_by
        ]

    def _wrong_programs(self) -> dict[str, Source]:
        """Return those of `wrong/`, written like styles: no value gives them away, as where one is only slow."""
        return {
            Path(name).stem: split_style(data.decode())
            for name, data in sorted(self.court.assignment.examination.items())
            if name.startswith("wrong/") and name.endswith(".py")
        }

    def _withheld(self) -> None:
        """Use each withheld module in the first cell: it must be refused, and the student told why."""
        bench = self.court.bench
        solution = bench.examination.solution
        first = next(iter(solution))
        wanted = {
            module: bench.notebooks({**solution, first: f"import {module}\n{solution[first]}"})
            for module in bench.examination.withheld
        }
        self.proof.faults += [
            f"{module} is to be withheld, yet {first} may import it, or is not told why it cannot"
            for module, trial in self.court.try_all(wanted, diagnose=False).items()
            if f"{module} is not available here" not in trial.sentence
        ]

    def _visible_alone(self) -> None:
        visible = self.court.visible()
        self.proof.only_hidden = [
            kill.label for kill in self.proof.kills if not visible & set(kill.trial.caught_by) and kill.trial.caught_by
        ]
        if self.proof.kills and not self.proof.only_hidden:
            self.proof.faults.append("the visible checks alone catch every mistake: the hidden tests add nothing")

    def _needed(self) -> None:
        """Name the cells whose removal would let nothing through.

        A hidden test is needed if it alone catches some wrong program. A visible check repeats in the open what its
        hidden test asks: it is needed if no other *visible* cell would have told a student of some wrong program.
        Where the check asks all there is to ask, as a reason kept in the list of those set aside says, its hidden test
        only divides the points among blocks and names the mistake.
        A test of a later task that calls the wrong function does not count: a student may write it without that call.
        Nor does a cell that earns nothing, such as a proof that all works together: it costs a wrong program no mark.
        """
        exam, visible = self.court.bench.examination, self.court.visible()
        tried = [(kill.trial, exam.task(exam.by_label[kill.label].task).cell) for kill in self.proof.kills]
        tried += [(trial, trial.name.removesuffix(LEARNT)) for trial in self.proof.learnt]
        tried += [(trial, cell) for trial in self.proof.nameless for cell in self.nameless[trial.name]]
        scored = {name for name, points in self.tests.items() if points}
        wrong = [(set(trial.caught_by) & scored) - self._callers(cell) for trial, cell in tried]
        alone = _catching_alone(wrong) | _catching_alone([cells & visible for cells in wrong])
        excused = {f"{key.removesuffix(LEARNT)}-test" for key in self.aside if key.endswith(LEARNT)}
        self.proof.unneeded = [c for c in self.tests if c in scored - alone - excused]
        self.proof.faults += [
            f"the test {cell} is not needed: without it, every wrong program would be caught all the same"
            for cell in self.proof.unneeded
        ]

    def _callers(self, cell: str) -> set[str]:
        """Return the tests of the tasks that call functions of a cell, but for the cell's own."""
        tasks = [task for task in self.court.bench.examination.tasks if cell in task.cells and task.cell != cell]
        return {name for task in tasks for name in (task.test, f"{task.cell}-check")}


def _catching_alone(caught: Collection[set[str]]) -> set[str]:
    """Return the cells that are the only one to catch something.

    >>> sorted(_catching_alone([{"a"}, {"a", "b"}, {"c"}]))
    ['a', 'c']
    """
    return set().union(*(cells for cells in caught if len(cells) == 1))
