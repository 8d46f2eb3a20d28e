"""Editing a hidden test regrades the class by it, and keeps what a person has marked."""

import json

import pytest
from gradebook_rows import rows_of
from small_course import ANSWERS, hand_in, make_course

from autograder.course import Course
from autograder.export import marks_for_lms
from autograder.grading import Grading
from autograder.marks import marks_of
from autograder.pool import close_all, local_executor

pytestmark = pytest.mark.usefixtures("jail")


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = make_course(tmp_path_factory.mktemp("course"))
    for student in ("right", "wrong", "partial"):
        hand_in(root, student, ANSWERS[student])
    grade(root)
    with Course(root).gradebook() as book:
        grade_row = book.find_grade("why", "ps", "ps", "right")
        grade_row.manual_score, grade_row.needs_manual_grade = 1.5, False
        book.db.commit()
    yield root
    close_all()


def grade(root):
    course = Course(root)
    executor = local_executor(2)
    try:
        graded = Grading(course, course.assignment("ps"), executor, 2).run(course.students("ps"))
    finally:
        executor.shutdown()
    return {one.student: one for one in graded}


def edit(root, old, new, points=None):
    path = root / "source" / "ps" / "ps.ipynb"
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:
        if old in cell["source"]:
            cell["source"] = cell["source"].replace(old, new)
            if points is not None:
                cell["metadata"]["nbgrader"]["points"] = points
    path.write_text(json.dumps(notebook))


def scores(root):
    return {(place[1], place[3]): row[0] for place, row in rows_of(root).items() if place[-1] == "grade"}


def test_an_assignment_that_was_not_edited_is_not_touched(root):
    before = {cell.grade_id: cell for cell in Course(root).assignment("ps").notebooks["ps"].cells}
    assert {cell.grade_id: cell for cell in Course(root).assignment("ps").notebooks["ps"].cells} == before
    assert all(one.unchanged for one in grade(root).values())


def test_an_edited_hidden_test_regrades_the_class_and_keeps_manual_marks(root):
    assert scores(root)["partial", "test-half"] == 1.5
    edit(root, "half(5) == 2.5", "half(6) == 3")
    graded = grade(root)
    assert not any(one.unchanged for one in graded.values())
    assert scores(root)["partial", "test-half"] == 3
    assert scores(root)["wrong", "test-half"] == 0
    manual = rows_of(root)["ps", "right", "ps", "why", "grade"]
    assert manual[1] == 1.5


def test_edited_points_count_from_the_next_run(root):
    edit(root, "1.5 * (half(10) == 5) + 1.5", "2 * (half(10) == 5) + 2", points=4)
    grade(root)
    assert scores(root)["right", "test-half"] == 4
    with Course(root).gradebook() as book:
        assert book.find_grade_cell("test-half", "ps", "ps").max_score == 4


def test_the_gradebook_then_says_what_generating_again_would_say(root):
    import subprocess
    import sys

    def cells():
        with Course(root).gradebook() as book:
            return {row.name: (row.source, row.checksum) for row in book.find_notebook("ps", "ps").source_cells}

    before = cells()
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", "ps", "--force"]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    assert cells() == before
    assert all(one.unchanged for one in grade(root).values())


def test_a_written_answer_that_came_in_anew_waits_for_a_mark_in_export_and_report(root):
    hand_in(root, "right", {**ANSWERS["right"], "why": "For another reason."})
    grade(root)
    course = Course(root)
    (mark,) = [one for one in marks_for_lms(course, "ps") if one.student == "right"]
    assert mark.to_mark == 1
    assert ("right", "why") in marks_of(course, "ps").to_grade
