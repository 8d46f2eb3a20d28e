"""Grade a class: read, run many at once, write files, let one clerk write the gradebook.

What is done stays done: a submission counts as graded when its folder is written and its rows are committed; an
interrupted run is taken up where it stopped, and an unchanged submission is not executed again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import stat
import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from autograder.assignment import Assignment
from autograder.clerk import Clerk, Entry
from autograder.course import Course
from autograder.errors import CourseError
from autograder.job import Done, done_from, to_bytes
from autograder.left_out import not_handed_in
from autograder.pool import grade_bytes
from autograder.records import Outcome, Verdict
from autograder.submission import Read, doubted, fill_in, finish, not_run_at_all, read_submission, write_autograded
from autograder.verdicts import worst

_BATCH = 25  # submissions to one transaction
_AHEAD = 4  # jobs handed to the executor for each that can run


@dataclass(frozen=True)
class Graded:
    """What one submission came to."""

    student: str
    outcome: Outcome
    points: float
    max_points: float
    sentence: str
    mistakes: tuple[str, ...] = ()  # titles
    labels: tuple[str, ...] = ()
    unchanged: bool = False
    repairs: int = 0
    fault: bool = False

    @property
    def needs_a_look(self) -> bool:
        return self.outcome in (Outcome.CRASHED, Outcome.NOT_RUN, Outcome.OUT_OF_MEMORY, Outcome.TIMED_OUT)


@dataclass
class _Pending:
    """A submission of which some notebooks are still running."""

    student: str
    key: str
    timestamp: str | None
    read: dict[str, Read | None]
    futures: dict[str, Future]
    done: dict[str, Done] = field(default_factory=dict)


@dataclass(frozen=True)
class Progress:
    """What is shown while a class is graded."""

    total: int
    finished: Graded | None = None


class Grading:
    """One run of `autograder grade` over some students of an assignment."""

    def __init__(
        self,
        course: Course,
        assignment: Assignment,
        executor: Executor,
        slots: int,
        *,
        force: bool = False,
        **options: Any,
    ) -> None:
        self.course, self.assignment, self.executor = course, assignment, executor
        self.slots, self.force, self.options = slots, force, options
        self.state = course.root / ".autograder" / assignment.name
        self.finished: list[Graded] = []
        self._unwritten: list[tuple[Entry, str, Graded]] = []
        self._written_at = time.monotonic()

    def run(self, students: Iterable[str], tell: Callable[[Graded], None] = lambda graded: None) -> list[Graded]:
        """Grade these students. Raises: CourseError, JailMissing; what was finished by then is written."""
        self.state.mkdir(parents=True, exist_ok=True)
        waiting = list(students)[::-1]
        pending: dict[Future, tuple[_Pending, str]] = {}
        with self.course.gradebook() as book:
            clerk = Clerk(self.course, book, self.assignment.name)
            try:
                while waiting or pending:
                    while waiting and len(pending) < self.slots * _AHEAD:
                        self._start(waiting.pop(), pending, tell)
                        self._write(clerk, tell)
                    if pending:
                        ready, _ = wait(pending, timeout=1.0, return_when=FIRST_COMPLETED)
                        for future in ready:
                            submission, notebook = pending.pop(future)
                            submission.done[notebook] = done_from(future.result())
                            if len(submission.done) == len(submission.futures):
                                self._finish(submission)
                    self._write(clerk, tell)
            finally:
                for future in pending:
                    future.cancel()
                self._write(clerk, tell, everything=True)
        return self.finished

    def _start(self, student: str, pending: dict[Future, tuple[_Pending, str]], tell: Callable[[Graded], None]) -> None:
        read = read_submission(self.course, self.assignment, student, **self.options)
        timestamp = self._timestamp(student)
        parts = [f"{name}: {one.key() if one else 'missing'}" for name, one in read.items()]
        key = "\n".join([*parts, str(timestamp)])
        if not self.force and (graded := self._graded_before(student, key)):
            self.finished.append(graded)
            tell(graded)
            return
        submission = _Pending(student, key, timestamp, read, {})
        for name, one in read.items():
            if one is not None and one.job is not None:
                submission.futures[name] = self.executor.submit(grade_bytes, to_bytes(one.job))
        for name, future in submission.futures.items():
            pending[future] = (submission, name)
        if not submission.futures:
            self._finish(submission)

    def _finish(self, submission: _Pending) -> None:
        """Write the autograded folder and put the submission on the clerk's pile."""
        executed: dict[str, dict[str, Any]] = {}
        files: dict[str, bytes] = {}
        outcomes: list[Outcome] = []
        verdicts: list[Verdict] = []
        sentences: list[str] = []
        repairs = 0
        folder = self.course.folder("submitted", submission.student, self.assignment.name)
        for name, original in self.assignment.notebooks.items():
            one = submission.read[name]
            if one is None:
                outcomes.append(Outcome.NOT_RUN)
                sentences.append(not_handed_in(name, folder))
                continue
            ran = fill_in(submission.done[name]) if one.job else not_run_at_all(original, one.unreadable or "")
            done = doubted(ran, one)
            executed[name] = finish(done, one, submission.key)
            files |= done.files
            outcomes.append(done.outcome)
            verdicts += done.verdicts
            repairs += len(one.repairs)
            if done.sentence:
                sentences.append(done.sentence)
        write_autograded(self.course, self.assignment, submission.student, executed, files)
        mistakes = {mistake.label: mistake.title for verdict in verdicts for mistake in verdict.mistakes}
        points = round(sum(verdict.points for verdict in verdicts), 6)
        graded = Graded(
            submission.student, worst(outcomes), points, _automatic_points(self.assignment),
            " ".join(sentences) or "Every test passed.", tuple(mistakes.values()), tuple(mistakes),
            repairs=repairs, fault=any(one.fault for one in submission.done.values()),
        )  # fmt: skip
        nodes = {
            name: nbformat.from_dict(executed[name]) if name in executed else None for name in self.assignment.notebooks
        }
        self._unwritten.append((Entry(submission.student, submission.timestamp, nodes), submission.key, graded))

    def _write(self, clerk: Clerk, tell: Callable[[Graded], None], *, everything: bool = False) -> None:
        """Let the clerk commit what lies on the pile, in batches; then, and only then, it counts as graded."""
        due = len(self._unwritten) >= _BATCH or time.monotonic() - self._written_at > 1.0
        if not self._unwritten or not (everything or due):
            return
        batch, self._unwritten = self._unwritten, []
        clerk.write([entry for entry, _, _ in batch])
        for _, key, graded in batch:
            self._mark(graded, key)
            self.finished.append(graded)
            tell(graded)
        self._written_at = time.monotonic()

    def _mark(self, graded: Graded, key: str) -> None:
        """Note that this submission is graded; not where the grader was at fault, so that the next run tries again."""
        path = self._marker(graded.student)
        if graded.fault:
            path.unlink(missing_ok=True)
            return
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps({"key": key, "graded": _to_plain(graded)}), encoding="utf-8")
        fresh.replace(path)

    # ---- what was graded before -------------------------------------------------------------------------------
    def _marker(self, student: str) -> Path:
        return self.state / f"{hashlib.sha256(student.encode()).hexdigest()}.json"

    def _graded_before(self, student: str, key: str) -> Graded | None:
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            record = json.loads(self._marker(student).read_text(encoding="utf-8"))
            if record["key"] == key and self.course.folder("autograded", student, self.assignment.name).is_dir():
                return Graded(
                    **{**record["graded"], "outcome": Outcome(record["graded"]["outcome"]), "unchanged": True}
                )
        return None

    def _timestamp(self, student: str) -> str | None:
        path = self.course.folder("submitted", student, self.assignment.name)
        if not _is_plain(path / "timestamp.txt"):
            return None
        try:
            stamp = self.course.app.coursedir.get_existing_timestamp(str(path))
        except Exception:  # nbgrader raises what its date parser raises
            return None
        return stamp.isoformat() if stamp else None


def _is_plain(path: Path) -> bool:
    """Tell whether a small plain file lies there: no link to another's, no pipe that never ends."""
    with contextlib.suppress(OSError):
        status = path.lstat()
        return stat.S_ISREG(status.st_mode) and status.st_size < 1000
    return False


def _automatic_points(assignment: Assignment) -> float:
    cells = (cell for original in assignment.notebooks.values() for cell in original.cells)
    return sum(cell.points for cell in cells if cell.grade and not cell.solution and cell.cell_type == "code")


def _to_plain(graded: Graded) -> dict[str, Any]:
    return {
        **vars(graded),
        "outcome": str(graded.outcome),
        "mistakes": list(graded.mistakes),
        "labels": list(graded.labels),
    }


def select_students(course: Course, assignment: str, wanted: Iterable[str]) -> list[str]:
    """Return the students to grade: all who handed in, or those wanted. Raises: CourseError naming who did not."""
    present = course.students(assignment)
    missing = [student for student in wanted if student not in present]
    if missing:
        folder = course.folder("submitted", missing[0], assignment)
        raise CourseError(f"{missing[0]!r} has handed in nothing for {assignment}: there is no folder {folder}.")
    return [student for student in present if student in set(wanted)] if wanted else present
