"""Which students of a course are simulated, and how they, or all that was made of a course without others, go again."""

from __future__ import annotations

import contextlib
import json
import shutil
from pathlib import Path

from autograder.course import Course
from autograder.errors import CourseError

_STEPS = ("submitted", "autograded", "feedback")


def simulated(course: Course, assignment: str) -> set[str]:
    """Return the students that `autograder simulate` made for an assignment."""
    path = _record(course, assignment)
    return set(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else set()


def remember(course: Course, assignment: str, students: list[str]) -> None:
    """Note who is simulated, before the first of them is written: whatever happens then, nobody takes them for real."""
    path = _record(course, assignment)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.write_text(json.dumps(students), encoding="utf-8")


def forget(course: Course, assignment: str) -> int:
    """Take the simulated class of an assignment out of the course, files and rows; return how many students it had.

    Real students stay, and so does a simulated one who handed in another assignment.
    """
    students = simulated(course, assignment)
    for step in _STEPS:
        for student in students:
            folder = course.folder(step, student, assignment)
            shutil.rmtree(folder, ignore_errors=True)
            with contextlib.suppress(OSError):
                folder.parent.rmdir()
    if students:
        _forget_rows(course, assignment, students)
    _record(course, assignment).unlink(missing_ok=True)
    return len(students)


def _forget_rows(course: Course, assignment: str, students: set[str]) -> None:
    from nbgrader.api import MissingEntry

    with course.gradebook() as book:
        for student in sorted(students & {row.id for row in book.students}):
            with contextlib.suppress(MissingEntry):
                book.remove_submission(assignment, student)
            if not book.find_student(student).submissions:
                book.remove_student(student)


def clean(course: Course) -> None:
    """Remove all that was made of the source: release, simulated classes, what came of them, and the gradebook.

    Raises: CourseError where anybody else is in the course; then nothing is removed.
    """
    others = _others(course)
    if others:
        raise CourseError(
            f"Real submissions or students are in {course.root} ({min(others)!r} among them); nothing was removed. "
            "To take out a simulated class alone run: autograder simulate ASSIGNMENT --forget"
        )
    made = [*_STEPS, "release", "reports", ".autograder"]
    for name in made:
        shutil.rmtree(course.root / name, ignore_errors=True)
    for ending in ("", "-journal", "-wal", "-shm"):  # no copy that somebody put aside
        course.root.joinpath(f"gradebook.db{ending}").unlink(missing_ok=True)


def _others(course: Course) -> set[str]:
    """Return who is in the course, by folder or in the gradebook, and was not simulated."""
    records = (course.root / ".autograder").glob("simulated-*.json")
    names = [path.stem.removeprefix("simulated-") for path in records]
    mine = {(student, name) for name in names for student in simulated(course, name)}
    found = {pair for step in _STEPS for pair in _pairs(course.root / step)}
    others = {student for student, _ in found - mine}
    if Path(course.db_url.removeprefix("sqlite:///")).exists():
        with course.gradebook() as book:
            others |= {row.id for row in book.students} - {student for student, _ in mine}
    return others


def _pairs(step: Path) -> set[tuple[str, str]]:
    """Return (student, assignment) for all that lies in the folder of a step; a loose file has no assignment."""
    inner = {(path.parent.name, path.name) for path in step.glob("*/*")}
    return inner | {(path.name, "") for path in step.glob("[!.]*") if not path.is_dir()}


def _record(course: Course, assignment: str) -> Path:
    return course.root / ".autograder" / f"simulated-{assignment}.json"
