"""What the gradebook says of an assignment's marks: manual marks override, and some still wait for a person."""

from __future__ import annotations

from autograder.course import Course
from autograder.report import Marks


def marks_of(course: Course, assignment: str) -> Marks:
    """Return the points as the gradebook counts them, the cells that wait for a person, and the whole class."""
    from nbgrader.api import MissingEntry

    points: dict[tuple[str, str], float] = {}
    waiting: set[tuple[str, str]] = set()
    with course.gradebook() as book:
        roster = tuple(student.id for student in book.students)
        try:
            submissions = book.find_assignment(assignment).submissions
        except MissingEntry:
            submissions = []
        for submission in submissions:
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    place = (submission.student_id, grade.name)
                    points[place] = grade.score
                    if grade.needs_manual_grade:  # also where a mark was given, and the answer came in anew since
                        waiting.add(place)
    return Marks(points=points, to_grade=frozenset(waiting), roster=roster)
