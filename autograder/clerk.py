"""The only writer of the gradebook, through nbgrader's own models: the rows that `nbgrader autograde` would write.

One open gradebook and one commit per batch, where nbgrader opens nine and commits twenty-seven times per submission.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from autograder.course import Course

_quiet = logging.getLogger("autograder.quiet")
_quiet.setLevel(logging.CRITICAL)
_ATTEMPTS = 10


@dataclass(frozen=True)
class Entry:
    """One submission to be written: its executed notebooks by name; None where a notebook was not handed in."""

    student: str
    timestamp: str | None
    notebooks: dict[str, Any | None]


class Clerk:
    """Writes entries of one assignment into an open gradebook."""

    def __init__(self, course: Course, book: Any, assignment: str) -> None:
        self.course, self.book, self.assignment = course, book, assignment
        self.row = book.find_assignment(assignment)
        self.late = _late_penalties(course)

    def write(self, entries: list[Entry]) -> None:
        """Write some submissions in one transaction: all of them or, after an error, none."""
        from sqlalchemy.exc import IntegrityError

        for left in reversed(range(_ATTEMPTS)):
            try:
                with self.book.db.no_autoflush:
                    for entry in entries:
                        self._write(entry)
                self.book.db.commit()
                return
            except BaseException as error:
                self.book.db.rollback()
                if not isinstance(error, IntegrityError) or not left:
                    raise  # else: a run of another assignment has made the same students meanwhile; now they are there

    def _write(self, entry: Entry) -> None:
        from nbgrader import utils

        submission = self._submission(entry)
        for notebook in submission.notebooks:
            executed = entry.notebooks.get(notebook.name)
            grades = {grade.name: grade for grade in notebook.grades}
            comments = {comment.name: comment for comment in notebook.comments}
            if executed is None:
                for grade in grades.values():
                    grade.auto_score, grade.needs_manual_grade = 0, False
                continue
            for cell in executed.cells:
                if utils.is_grade(cell):
                    grade = grades[cell.metadata.nbgrader["grade_id"]]
                    grade.auto_score, _ = utils.determine_grade(cell, _quiet)
                    grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
                if utils.is_solution(cell) or utils.is_task(cell):
                    unchanged = cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell)
                    comment = comments[cell.metadata.nbgrader["grade_id"]]
                    comment.auto_comment = "No response." if unchanged and not utils.is_task(cell) else None
            self._penalise(submission, notebook, entry)

    def _submission(self, entry: Entry) -> Any:
        """Return the submission's row, with its rows of grades and comments; made where it is new."""
        from nbgrader import api, utils

        db = self.book.db
        student = db.get(api.Student, entry.student)
        if student is None:
            student = api.Student(id=entry.student)
            db.add(student)
        submission = (
            db.query(api.SubmittedAssignment)
            .filter(
                api.SubmittedAssignment.student_id == entry.student,
                api.SubmittedAssignment.assignment_id == self.row.id,
            )
            .one_or_none()
        )
        if submission is None:
            submission = api.SubmittedAssignment(assignment=self.row, student=student)
            for row in self.row.notebooks:
                notebook = api.SubmittedNotebook(notebook=row, assignment=submission)
                for cell in row.grade_cells:
                    api.Grade(cell_id=cell.id, cell=cell, notebook=notebook)
                for cell in row.solution_cells:
                    api.Comment(cell_id=cell.id, cell=cell, notebook=notebook)
                for cell in row.task_cells:
                    api.Comment(cell_id=cell.id, cell=cell, notebook=notebook)
                    api.Grade(cell_id=cell.id, cell=cell, notebook=notebook)
            db.add(submission)
        if entry.timestamp:
            submission.timestamp = utils.parse_utc(entry.timestamp)
        return submission

    def _penalise(self, submission: Any, notebook: Any, entry: Entry) -> None:
        """Assign the late penalty by the course's own plugin, clipped to what was earned."""
        notebook.late_submission_penalty = None
        if submission.timestamp is None or self.row.duedate is None:
            return
        self.book.db.flush()
        self.book.db.expire(notebook, ["score"])
        seconds = submission.total_seconds_late
        if seconds > 0:
            penalty = self.late.late_submission_penalty(entry.student, notebook.score, seconds)
            if penalty is not None:
                notebook.late_submission_penalty = min(max(penalty, 0), notebook.score)


def _late_penalties(course: Course) -> Any:
    from nbgrader.preprocessors import AssignLatePenalties

    assigner = AssignLatePenalties(parent=course.app)
    assigner.init_plugin()
    return assigner.plugin_inst
