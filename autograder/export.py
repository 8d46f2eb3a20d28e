"""Marks for the LMS, from nbgrader's gradebook: one CSV in the columns that each of them reads."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from autograder.course import Course

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


Rows = list[Sequence[object]]


@dataclass(frozen=True)
class Mark:
    """One student's mark of one assignment, as the gradebook counts it."""

    student: str
    first_name: str
    last_name: str
    email: str
    lms_user_id: str
    points: float
    max_points: float
    late_penalty: float
    to_mark: int  # answers that wait for a person: without a mark, or handed in anew since they got one

    @property
    def counted(self) -> float:
        return max(0.0, self.points - self.late_penalty)


def marks_for_lms(course: Course, assignment: str) -> list[Mark]:
    """Return a mark for every student of the course; 0 for those who handed in nothing."""
    with course.gradebook() as book:
        row = book.find_assignment(assignment)
        handed_in = {submission.student_id: submission for submission in row.submissions}
        marks = []
        for student in sorted(book.students, key=lambda one: one.id):
            submission = handed_in.get(student.id)
            waiting = 0
            if submission is not None:
                grades = (grade for notebook in submission.notebooks for grade in notebook.grades)
                waiting = sum(bool(grade.needs_manual_grade) for grade in grades)
            marks.append(Mark(
                student.id, student.first_name or "", student.last_name or "", student.email or "",
                student.lms_user_id or "", submission.score if submission else 0.0, row.max_score,
                (submission.late_submission_penalty or 0.0) if submission else 0.0, waiting,
            ))  # fmt: skip
        return marks


def _plain(assignment: str, marks: list[Mark]) -> Rows:
    head = [
        "student",
        "first_name",
        "last_name",
        "email",
        "points",
        "late_penalty",
        "counted",
        "max_points",
        "to_mark_by_hand",
    ]
    rows = [
        [
            mark.student,
            mark.first_name,
            mark.last_name,
            mark.email,
            mark.points,
            mark.late_penalty,
            mark.counted,
            mark.max_points,
            mark.to_mark,
        ]
        for mark in marks
    ]
    return [head, *rows]


def _canvas(assignment: str, marks: list[Mark]) -> Rows:
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", assignment]
    possible = ["    Points Possible", "", "", "", "", marks[0].max_points if marks else 0]
    rows = [
        [
            f"{mark.last_name}, {mark.first_name}".strip(", "),
            mark.lms_user_id,
            mark.student,
            mark.student,
            "",
            mark.counted,
        ]
        for mark in marks
    ]
    return [head, possible, *rows]


def _moodle(assignment: str, marks: list[Mark]) -> Rows:
    return [["Username", "Email address", assignment], *([mark.student, mark.email, mark.counted] for mark in marks)]


def _gradescope(assignment: str, marks: list[Mark]) -> Rows:
    head = ["First Name", "Last Name", "SID", "Email", "Total Score", "Max Points"]
    return [
        head,
        *([mark.first_name, mark.last_name, mark.student, mark.email, mark.counted, mark.max_points] for mark in marks),
    ]


FORMATS: dict[str, Callable[[str, list[Mark]], Rows]] = {
    "csv": _plain,
    "canvas": _canvas,
    "moodle": _moodle,
    "gradescope": _gradescope,
}


def to_csv(form: str, assignment: str, marks: list[Mark]) -> str:
    """Return the table as CSV. A text that a spreadsheet would run as a formula is quoted."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in FORMATS[form](assignment, marks):
        writer.writerow([harmless(value) for value in row])
    return text.getvalue()


def harmless(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula: '=1+1' -> "'=1+1", 2.0 -> '2'.

    >>> harmless("=cmd()"), harmless(2.0), harmless("ada")
    ("'=cmd()", '2', 'ada')
    """
    if isinstance(value, (int, float)):
        return f"{value:g}"
    text = str(value).replace("\x00", "")
    return f"'{text}" if text.startswith(_FORMULA) else text
