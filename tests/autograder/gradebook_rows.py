"""All that a gradebook says of its submissions, to compare two gradebooks by."""

import json
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from autograder.course import Course
from autograder.records import VERDICT_MIME


def rows(db_url: str) -> dict[tuple[str, ...], tuple[Any, ...]]:
    """Return every grade, comment, penalty and timestamp by where it belongs."""
    found: dict[tuple[str, ...], tuple[Any, ...]] = {}
    with Gradebook(db_url) as book:
        for assignment in book.assignments:
            for submission in assignment.submissions:
                place = (assignment.name, submission.student_id)
                found[place] = (submission.timestamp, submission.score)
                for notebook in submission.notebooks:
                    found[*place, notebook.name] = (notebook.late_submission_penalty, notebook.needs_manual_grade)
                    for grade in notebook.grades:
                        found[*place, notebook.name, grade.name, "grade"] = (
                            grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade,
                        )  # fmt: skip
                    for comment in notebook.comments:
                        found[*place, notebook.name, comment.name, "comment"] = (comment.auto_comment, comment.comment)
    return found


def verdicts(root: Path) -> dict[tuple[str, str, str], Any]:
    """Return every verdict in autograded/ by student, notebook and cell."""
    found = {}
    for path in sorted(root.glob("autograded/*/*/*.ipynb")):
        for cell in json.loads(path.read_text())["cells"]:
            for output in cell.get("outputs", []):
                if VERDICT_MIME in output.get("data", {}):
                    student = path.relative_to(root).parts[1]
                    found[student, path.stem, cell["metadata"]["nbgrader"]["grade_id"]] = output["data"][VERDICT_MIME]
    return found


def rows_of(root: Path) -> dict[tuple[str, ...], tuple[Any, ...]]:
    return rows(Course(root).db_url)
