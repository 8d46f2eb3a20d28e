"""Try made submissions as a student's work would be tried: released by nbgrader, sanitised, in the jail."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograder import pool
from autograder.assignment import Assignment, make_job
from autograder.course import Course
from autograder.errors import CourseError
from autograder.hidden import hidden_lines
from autograder.job import Done, done_from, to_bytes
from autograder.records import Outcome, Verdict
from autograder.sanitise import parse, sanitise
from autograder.simulate import Bench, bench_of


@dataclass(frozen=True)
class Trial:
    """One submission that was tried: its points, where it lost them, and the labels that it was given."""

    name: str
    points: float
    lost: dict[str, float]  # test cell -> points lost
    labels: tuple[str, ...]
    outcomes: dict[str, Outcome]
    sentence: str = ""

    @property
    def caught_by(self) -> tuple[str, ...]:
        """The test cells that did not pass it: those of bonus tasks are worth nothing, and catch all the same."""
        return tuple(cell for cell, outcome in self.outcomes.items() if outcome is not Outcome.PASSED)


@dataclass(frozen=True)
class Court:
    """Where submissions of one released assignment are tried, many at once."""

    course: Course
    assignment: Assignment
    bench: Bench
    executor: Any

    @property
    def seed(self) -> int:
        """The seed of the probes: of the assignment alone, so that everybody who proves it reads the same table."""
        return int.from_bytes(hashlib.sha256(self.assignment.name.encode()).digest()[:6], "big")

    @property
    def tests(self) -> dict[str, float]:
        """The points of all test cells, in the order of the notebooks."""
        return {name: cell.points for name, cell in self.assignment.tests.items()}

    def test_sources(self) -> dict[str, str]:
        """Return the code of all test cells, with their hidden tests."""
        return {name: cell.source for name, cell in self.assignment.tests.items()}

    def visible(self) -> set[str]:
        """Return the test cells that students can run at home."""
        return {name for name, source in self.test_sources().items() if not hidden_lines(source)}

    def marked_by_hand(self) -> set[str]:
        """Return the answers that a person marks: no test looks at them."""
        cells = [cell for original in self.assignment.notebooks.values() for cell in original.cells]
        return {cell.grade_id for cell in cells if cell.solution and (cell.grade or cell.task)}

    def try_all(
        self, wanted: Mapping[str, dict[str, str]], *, diagnose: bool = True, by_hand: bool = False
    ) -> dict[str, Trial]:
        """Grade {name: {notebook: text}} and return the trial of each; without `diagnose`, no mistake is named.

        Marks never depend on the solution, only names do: without it, an answer that nobody foresaw costs no search.
        Answers that a person marks, such as plots and long training, run only if `by_hand` says so.
        """
        left_out = set() if by_hand else self.marked_by_hand()
        futures = {}
        for name, notebooks in wanted.items():
            for notebook, text in notebooks.items():
                sanitised = sanitise(parse(text.encode()), self.assignment.notebooks[notebook])
                for cell in sanitised.notebook["cells"]:
                    if cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("grade_id") in left_out:
                        cell["source"] = ""
                job = make_job(self.assignment, notebook, sanitised, {}, self.seed)
                if not diagnose:
                    limits = replace(job.limits, cell_seconds=min(job.limits.cell_seconds, 12.0))
                    job = replace(job, solution={}, limits=limits)
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
            {cell: given[cell].outcome if cell in given else Outcome.NOT_RUN for cell in self.tests},
            next((verdict.sentence for verdict in verdicts if verdict.outcome is not Outcome.PASSED), ""),
        )


@contextmanager
def court_of(course: Course, name: str, jobs: int | None = None) -> Iterator[Court]:
    """Release one assignment in a copy of its course, and open what tries submissions of it.

    Raises: CourseError, JailMissing.
    """
    with released_copy(course, name) as copy:
        executor = pool.local_executor(jobs or pool.processors())
        try:
            yield Court(copy, copy.assignment(name), bench_of(copy, name), executor)
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
        raise CourseError(f"nbgrader could not release {name}: {_last_words(ran.stderr)}")


def _last_words(text: str) -> str:
    """Return what nbgrader complained of: its first error that is no mere heading, and the line under that."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    said = [place for place, line in enumerate(lines) if "ERROR]" in line and "Traceback" not in line]
    raised = [line for line in lines if re.match(r"[\w.]+(Error|Exception): ", line)]
    if raised:
        return raised[-1]
    if not said:
        return lines[-1] if lines else "it said nothing"
    return " ".join(line.partition("ERROR] ")[2] or line for line in lines[said[0] : said[0] + 2])
