"""Prove that an assignment's tests are good: right answers in any style pass, every wrong one is caught and named.

Everything runs as a student's work would run: released by nbgrader, sanitised, in the jail.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder import pool
from autograder.course import Assignment, Course, make_job
from autograder.errors import CourseError
from autograder.job import Done, done_from, to_bytes
from autograder.records import Outcome, Verdict
from autograder.sanitise import parse, sanitise
from autograder.simulate import Bench, bench_of

_STUDENT = "verify"


@dataclass(frozen=True)
class Trial:
    """One submission that was tried: its points, where it lost them, and the labels that it was given."""

    name: str
    points: float
    lost: dict[str, float]  # test cell -> points lost
    labels: tuple[str, ...]
    outcomes: dict[str, Outcome]
    sentence: str = ""


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
    kills: list[tuple[Trial, str, str]] = field(default_factory=list)  # trial, own label, test meant to catch it
    faults: list[str] = field(default_factory=list)
    unneeded: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.faults

    def to_plain(self) -> dict[str, Any]:
        caught = sum(bool(trial.lost) for trial, _, _ in self.kills)
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
            "caught": caught,
            "named": sum(trial.labels == (label,) for trial, label, _ in self.kills),
            "kill_table": [
                {"mistake": label, "lost": trial.lost, "named": list(trial.labels)} for trial, label, _ in self.kills
            ],
            "tests_that_catch_nothing_alone": self.unneeded,
        }


def verify_assignment(course: Course, name: str, jobs: int | None = None) -> Proof:
    """Try the solution, the release, every style and every mistake. Raises: CourseError, JailMissing."""
    with released_copy(course, name) as copy:
        bench, assignment = bench_of(copy, name), copy.assignment(name)
        slots = jobs or pool.processors()
        executor = pool.local_executor(slots)
        try:
            return _Prover(copy, assignment, bench, executor).prove()
        finally:
            executor.shutdown()


@contextmanager
def released_copy(course: Course, name: str) -> Iterator[Course]:
    """Release one assignment in a temporary copy of its course, so that nothing of the real one is touched."""
    source = course.folder("source", ".", name)
    if not source.is_dir():
        known = ", ".join(course.assignments()) or "none"
        raise CourseError(f"There is no assignment {name!r} in this course. It has: {known}.")
    with tempfile.TemporaryDirectory(prefix="verify-") as folder:
        root = Path(folder)
        shutil.copy(course.root / "nbgrader_config.py", root)
        shutil.copytree(source, root / "source" / name)
        header = course.root / "source" / "header.ipynb"
        if header.exists():
            shutil.copy(header, root / "source")
        if (course.root / "examination" / name).is_dir():
            shutil.copytree(course.root / "examination" / name, root / "examination" / name)
        release(Course(root), name)
        yield Course(root)


def release(course: Course, name: str) -> None:
    """Run nbgrader's own generate_assignment. Raises: CourseError with its last words."""
    command = [
        sys.executable,
        "-m",
        "nbgrader",
        "generate_assignment",
        name,
        "--force",
        f"--CourseDirectory.root={course.root}",
    ]
    ran = subprocess.run(command, cwd=course.root, capture_output=True, text=True, check=False)
    if ran.returncode != 0:
        lines = [line for line in ran.stderr.strip().splitlines() if "ERROR" in line] or ["it said nothing"]
        raise CourseError(f"nbgrader generate_assignment {name} failed: {lines[0]}")


class _Prover:
    """Runs all trials of one assignment and draws the conclusions."""

    def __init__(self, course: Course, assignment: Assignment, bench: Bench, executor: Executor) -> None:
        self.course, self.assignment, self.bench, self.executor = course, assignment, bench, executor
        cells = [cell for original in assignment.notebooks.values() for cell in original.cells]
        tests = [cell for cell in cells if cell.grade and not cell.solution and cell.cell_type == "code"]
        self.tests = {cell.grade_id: cell.points for cell in tests}
        automatic = sum(self.tests.values())
        self.proof = Proof(assignment.name, automatic, assignment.points - automatic)

    def prove(self) -> Proof:
        exam, proof = self.bench.examination, self.proof
        wanted: dict[str, dict[str, str]] = {"solution": self.bench.solved(), "release": self.bench.notebooks({})}
        wanted |= {f"style {style}": self.bench.in_style(style) for style in exam.styles}
        wanted |= {f"mistake {mistake.label}": self.bench.solved((mistake,)) for mistake in exam.mistakes}
        trials = self._try_all(wanted)
        proof.solution, proof.release = trials["solution"], trials["release"]
        self._right("the solution", trials["solution"])
        self._release(trials["release"])
        for style in exam.styles:
            proof.styles.append(trials[f"style {style}"])
            self._right(f"the right style {style!r}", trials[f"style {style}"])
        for mistake in exam.mistakes:
            trial = trials[f"mistake {mistake.label}"]
            test = exam.task(mistake.task).test
            proof.kills.append((trial, mistake.label, test))
            self._wrong(mistake.label, trial, test)
        alone = {cell for trial, _, _ in proof.kills if len(trial.lost) == 1 for cell in trial.lost}
        proof.unneeded = [cell for cell, points in self.tests.items() if points and cell not in alone]
        return proof

    def _try_all(self, wanted: dict[str, dict[str, str]]) -> dict[str, Trial]:
        futures = {}
        for name, notebooks in wanted.items():
            for notebook, text in notebooks.items():
                sanitised = sanitise(parse(text.encode()), self.assignment.notebooks[notebook])
                seed = self.course.seed(self.assignment.name, _STUDENT)
                job = make_job(self.assignment, notebook, sanitised, {}, seed)
                futures[name, notebook] = self.executor.submit(pool.grade_bytes, to_bytes(job))
        done = {place: done_from(future.result()) for place, future in futures.items()}
        return {
            name: self._trial(name, [done[name, notebook] for notebook in notebooks])
            for name, notebooks in wanted.items()
        }

    def _trial(self, name: str, done: list[Done]) -> Trial:
        verdicts: list[Verdict] = [verdict for one in done for verdict in one.verdicts]
        given = {verdict.cell: verdict for verdict in verdicts}
        lost = {cell: points - given[cell].points if cell in given else points for cell, points in self.tests.items()}
        labels = dict.fromkeys(mistake.label for verdict in verdicts for mistake in verdict.mistakes)
        return Trial(
            name,
            round(sum(verdict.points for verdict in verdicts), 6),
            {cell: round(points, 6) for cell, points in lost.items() if points > 1e-9},
            tuple(labels),
            {verdict.cell: verdict.outcome for verdict in verdicts},
            next((verdict.sentence for verdict in verdicts if verdict.outcome is not Outcome.PASSED), ""),
        )

    def _right(self, what: str, trial: Trial) -> None:
        if trial.lost:
            self.proof.faults.append(f"{what} loses points in {', '.join(trial.lost)}: {trial.sentence}")
        if trial.labels:
            self.proof.faults.append(f"{what} is said to contain {', '.join(trial.labels)}")

    def _release(self, trial: Trial) -> None:
        if trial.points:
            self.proof.faults.append(f"the untouched release earns {trial.points:g} points")
        crashed = [
            cell
            for cell, outcome in trial.outcomes.items()
            if outcome in (Outcome.CRASHED, Outcome.TIMED_OUT, Outcome.NOT_RUN)
        ]
        if crashed:
            self.proof.faults.append(f"the untouched release crashes in {', '.join(crashed)}")
        self.proof.leaks = leaks_in(self.bench, self.assignment)
        self.proof.faults += [f"the release holds {leak}" for leak in self.proof.leaks]

    def _wrong(self, label: str, trial: Trial, test: str) -> None:
        if not trial.lost:
            self.proof.faults.append(f"the mistake {label} loses nothing")
        elif test not in trial.lost:
            self.proof.faults.append(f"the mistake {label} loses points in {', '.join(trial.lost)}, not in {test}")
        if trial.labels != (label,):
            named = ", ".join(trial.labels) or "nothing"
            self.proof.faults.append(f"the mistake {label} is named {named}")


def leaks_in(bench: Bench, assignment: Assignment) -> list[str]:
    """Return what of the solution or the hidden tests stands in the released notebooks."""
    text = json.dumps(bench.release)
    released = "\n".join("".join(cell["source"]) for notebook in bench.release.values() for cell in notebook["cells"])
    leaks = [
        f"the marker {marker!r}"
        for marker in ("BEGIN HIDDEN TESTS", "BEGIN SOLUTION", "BEGIN MARK SCHEME")
        if marker in text
    ]
    for original in assignment.notebooks.values():
        for cell in original.cells:
            for line in _hidden_lines(cell.source):
                if line in released:
                    leaks.append(f"a hidden test of {cell.grade_id}: {line}")
        for grade_id, code in original.solution.items():
            for line in _solution_lines(code):
                if line in released:
                    leaks.append(f"a line of the solution of {grade_id}: {line}")
    return leaks


def _hidden_lines(source: str) -> list[str]:
    found = re.findall(r"BEGIN HIDDEN TESTS(.*?)###?\s*END HIDDEN TESTS", source, re.DOTALL)
    return [line.strip() for part in found for line in part.splitlines() if len(line.strip()) > 8]


def _solution_lines(code: str) -> list[str]:
    found = re.findall(r"BEGIN SOLUTION(.*?)###?\s*END SOLUTION", code, re.DOTALL)
    return [line.strip() for part in found for line in part.splitlines() if len(line.strip()) > 12]


def format_proof(proof: Proof) -> str:
    """Return the proof as text: the claims, the kill table, and what speaks against it."""
    plain = proof.to_plain()
    total = plain["points"]
    right = (proof.solution.points if proof.solution else 0) + (
        proof.manual if proof.solution and not proof.solution.lost else 0
    )
    lines = [
        f"{proof.assignment}: {'proved' if proof.holds else 'NOT proved'}",
        f"  solution  {right:g}/{total:g} ({proof.automatic:g} automatic, {proof.manual:g} by hand for its text)",
        f"  release   {proof.release.points if proof.release else 0:g}/{total:g}, {len(proof.leaks)} leaks",
        f"  styles    {sum(not trial.lost for trial in proof.styles)} of {len(proof.styles)} earn full marks",
        f"  mistakes  {plain['caught']} of {plain['mistakes']} caught, {plain['named']} named by their own label alone",
    ]
    if proof.kills:
        width = max(len(label) for _, label, _ in proof.kills)
        lines += ["", f"  {'mistake':<{width}}  lost  in", f"  {'-' * width}  ----  --"]
        for trial, label, _ in proof.kills:
            sign = "" if trial.labels == (label,) else f"   <- named {', '.join(trial.labels) or 'nothing'}"
            lines.append(f"  {label:<{width}}  {sum(trial.lost.values()):>4g}  {', '.join(trial.lost)}{sign}")
    if proof.unneeded:
        lines += ["", f"  no mistake is caught by these tests alone: {', '.join(proof.unneeded)}"]
    return "\n".join([*lines, *(f"  FAULT: {fault}" for fault in proof.faults), ""])
