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


@dataclass(frozen=True)
class _Cells:
    """The ids of a notebook's cells by name: those with a grade, and those with a comment."""

    graded: dict[str, str]
    answered: dict[str, str]

    @classmethod
    def of(cls, row: Any) -> _Cells:
        return cls(
            {cell.name: cell.id for cell in (*row.grade_cells, *row.task_cells)},
            {cell.name: cell.id for cell in (*row.solution_cells, *row.task_cells)},
        )


@dataclass(frozen=True)
class _Judged:
    """What nbgrader's rules make of an executed notebook: automatic scores and comments by cell."""

    handed_in: bool
    scores: dict[str, float | None]
    comments: dict[str, str | None]

    @classmethod
    def of(cls, executed: Any | None) -> _Judged:
        from nbgrader import utils

        scores: dict[str, float | None] = {}
        comments: dict[str, str | None] = {}
        for cell in executed.cells if executed is not None else ():
            if utils.is_grade(cell):
                scores[cell.metadata.nbgrader["grade_id"]], _ = utils.determine_grade(cell, _quiet)
            if utils.is_solution(cell) or utils.is_task(cell):
                unchanged = cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell)
                said = "No response." if unchanged and not utils.is_task(cell) else None
                comments[cell.metadata.nbgrader["grade_id"]] = said
        return cls(executed is not None, scores, comments)


class Clerk:
    """Writes entries of one assignment into an open gradebook."""

    def __init__(self, course: Course, book: Any, assignment: str) -> None:
        self.course, self.book, self.assignment = course, book, assignment
        self.row = book.find_assignment(assignment)
        self.late = _late_penalties(course)
        self.cells = {row.name: _Cells.of(row) for row in self.row.notebooks}
        self.new: list[tuple[Any, _Judged]] = []  # notebooks whose grades and comments are still to be inserted

    def write(self, entries: list[Entry]) -> None:
        """Write some submissions in one transaction: all of them or, after an error, none."""
        from sqlalchemy.exc import IntegrityError

        for left in reversed(range(_ATTEMPTS)):
            self.new.clear()
            try:
                with self.book.db.no_autoflush:
                    for entry in entries:
                        self._write(entry)
                    self._insert()
                self.book.db.commit()
                return
            except BaseException as error:
                self.book.db.rollback()
                if not isinstance(error, IntegrityError) or not left:
                    raise  # else: a run of another assignment has made the same students meanwhile; now they are there

    def _write(self, entry: Entry) -> None:
        submission, is_new = self._submission(entry)
        for notebook in submission.notebooks:
            judged = _Judged.of(entry.notebooks.get(notebook.name))
            if is_new:
                self.new.append((notebook, judged))
            else:
                _update(notebook, judged)
            if judged.handed_in:
                self._penalise(submission, notebook, entry)

    def _submission(self, entry: Entry) -> tuple[Any, bool]:
        """Return the submission's row, and whether it is new: then its notebooks have no grades and comments yet."""
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
        is_new = submission is None
        if is_new:
            submission = api.SubmittedAssignment(assignment=self.row, student=student)
            for row in self.row.notebooks:
                api.SubmittedNotebook(notebook=row, assignment=submission)
            db.add(submission)
        if entry.timestamp:
            submission.timestamp = utils.parse_utc(entry.timestamp)
        return submission, is_new

    def _insert(self) -> None:
        """Insert the grades and comments of new submissions at once: an object for each would take twice the time."""
        from nbgrader import api
        from sqlalchemy import insert

        self.book.db.flush()  # the notebooks get their ids
        grades = [
            {"notebook_id": notebook.id, "cell_id": cell, "auto_score": score, "needs_manual_grade": score is None}
            for notebook, judged in self.new
            for name, cell in self.cells[notebook.name].graded.items()
            for score in (judged.scores.get(name) if judged.handed_in else 0,)
        ]
        comments = [
            {"notebook_id": notebook.id, "cell_id": cell, "auto_comment": judged.comments.get(name)}
            for notebook, judged in self.new
            for name, cell in self.cells[notebook.name].answered.items()
        ]
        for model, rows in ((api.Grade, grades), (api.Comment, comments)):
            if rows:
                self.book.db.execute(insert(model), rows)
        self.new.clear()

    def _penalise(self, submission: Any, notebook: Any, entry: Entry) -> None:
        """Assign the late penalty by the course's own plugin, clipped to what was earned."""
        notebook.late_submission_penalty = None
        if submission.timestamp is None or self.row.duedate is None:
            return
        self._insert()
        self.book.db.expire(notebook, ["score"])
        seconds = submission.total_seconds_late
        if seconds > 0:
            penalty = self.late.late_submission_penalty(entry.student, notebook.score, seconds)
            if penalty is not None:
                notebook.late_submission_penalty = min(max(penalty, 0), notebook.score)


def _update(notebook: Any, judged: _Judged) -> None:
    """Write what was judged into the rows of an earlier grading; what a person gave stays."""
    for grade in notebook.grades:
        if not judged.handed_in:
            grade.auto_score, grade.needs_manual_grade = 0, False
        elif grade.name in judged.scores:
            grade.auto_score = judged.scores[grade.name]
            grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
    for comment in notebook.comments:
        if comment.name in judged.comments:
            comment.auto_comment = judged.comments[comment.name]


def _late_penalties(course: Course) -> Any:
    from nbgrader.preprocessors import AssignLatePenalties

    assigner = AssignLatePenalties(parent=course.app)
    assigner.init_plugin()
    return assigner.plugin_inst
