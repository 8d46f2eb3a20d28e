"""A class from submission to gradebook, on a small course of its own."""

import json
import shutil
import sqlite3

import pytest
from small_course import ANSWERS, hand_in, make_course

from autograder.course import Course
from autograder.errors import CourseError
from autograder.grading import Grading, select_students
from autograder.pool import close_all, local_executor
from autograder.records import NOTEBOOK_KEY, Outcome, graded_notebook_of

pytestmark = pytest.mark.usefixtures("jail")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = make_course(tmp_path_factory.mktemp("course"))
    for student, answer in ANSWERS.items():
        hand_in(root, student, answer)
    (root / "submitted" / "broken" / "ps").mkdir(parents=True)
    (root / "submitted" / "broken" / "ps" / "ps.ipynb").write_text('{"cells": [')
    (root / "submitted" / "nothing" / "ps").mkdir(parents=True)
    yield Course(root)
    close_all()


@pytest.fixture(scope="module")
def graded(course):
    return {one.student: one for one in run(course)}


def run(course, students=(), **options):
    executor = local_executor(2)
    try:
        grading = Grading(course, course.assignment("ps"), executor, 2, **options)
        return grading.run(select_students(course, "ps", students))
    finally:
        executor.shutdown()


def rows(course):
    with sqlite3.connect(course.root / "gradebook.db") as book:
        query = """select s.student_id, b.name, g.auto_score, g.manual_score, g.needs_manual_grade from grade g
                   join submitted_notebook n on g.notebook_id = n.id
                   join submitted_assignment s on n.assignment_id = s.id join base_cell b on g.cell_id = b.id"""
        return {(student, cell): tuple(rest) for student, cell, *rest in book.execute(query)}


@pytest.mark.parametrize(
    ("student", "outcome", "points"),
    [
        ("right", Outcome.PASSED, 5),
        ("untouched", Outcome.NOT_ATTEMPTED, 0),
        ("wrong", Outcome.FAILED, 2),
        ("raises", Outcome.ERRORED, 2),
        ("loops", Outcome.TIMED_OUT, 2),
        ("exits", Outcome.CRASHED, 2),
        ("hoards", Outcome.OUT_OF_MEMORY, 2),
        ("warns", Outcome.PASSED, 5),
        ("partial", Outcome.FAILED, 3.5),
        ("broken", Outcome.NOT_RUN, 0),
        ("nothing", Outcome.NOT_RUN, 0),
    ],
)
def test_each_kind_of_submission_ends_as_it_should(graded, student, outcome, points):
    one = graded[student]
    assert (outcome, points) == (one.outcome, one.points), one.sentence
    assert one.sentence


def test_the_gradebook_holds_the_points_of_the_verdicts(course, graded):
    book = rows(course)
    for student, one in graded.items():
        scores = [score for (who, _), (score, *_) in book.items() if who == student and score is not None]
        assert sum(scores) == pytest.approx(one.points), student


def test_a_manual_answer_waits_for_a_person_and_an_empty_one_does_not(course, graded):
    book = rows(course)
    assert book["right", "why"] == (None, None, 1)
    assert book["untouched", "why"] == (0, None, 0)


def test_an_unchanged_submission_is_not_executed_again(course, graded):
    again = run(course)
    assert all(one.unchanged for one in again)
    assert {one.student: one.points for one in again} == {student: one.points for student, one in graded.items()}


def test_force_executes_again_and_gives_the_same(course, graded):
    before = rows(course)
    (again,) = run(course, ["wrong"], force=True)
    assert not again.unchanged
    assert again.points == graded["wrong"].points
    assert rows(course) == before


def test_a_changed_submission_loses_its_old_points(course, graded):
    hand_in(course.root, "resubmits", ANSWERS["right"])
    run(course, ["resubmits"])
    assert rows(course)["resubmits", "test-half"][0] == 3
    hand_in(course.root, "resubmits", ANSWERS["exits"])
    run(course, ["resubmits"])
    assert rows(course)["resubmits", "test-half"][0] == 0
    shutil.rmtree(course.root / "submitted" / "resubmits")


def test_the_executed_notebook_carries_its_record_and_no_trace_of_the_stub_alone(course, graded):
    path = course.root / "autograded" / "loops" / "ps" / "ps.ipynb"
    record = graded_notebook_of(json.loads(path.read_text())["metadata"][NOTEBOOK_KEY])
    assert record.outcome is Outcome.TIMED_OUT
    assert any("stopped after" in line for line in record.log)


def test_the_same_marks_come_from_one_worker_and_from_four(course, graded):
    for jobs in (1, 4):
        executor = local_executor(jobs)
        students = ["right", "wrong", "exits", "partial"]
        again = Grading(course, course.assignment("ps"), executor, jobs, force=True).run(students)
        executor.shutdown()
        assert {one.student: (one.points, one.outcome, one.sentence) for one in again} == {
            student: (graded[student].points, graded[student].outcome, graded[student].sentence) for student in students
        }


def test_an_unknown_assignment_is_one_sentence(course):
    with pytest.raises(CourseError, match=r"no assignment 'px' in this course\. It has: ps"):
        course.assignment("px")


def test_an_unknown_student_is_one_sentence(course):
    with pytest.raises(CourseError, match="'nobody' has handed in nothing for ps"):
        select_students(course, "ps", ["nobody"])


def test_a_folder_without_a_course_is_one_sentence(tmp_path):
    with pytest.raises(CourseError, match="no course in"):
        Course(tmp_path)


def test_a_gradebook_that_cannot_be_opened_is_one_sentence(tmp_path):
    root = make_course(tmp_path / "c", release=False)
    (root / "gradebook.db").mkdir()
    with pytest.raises(CourseError, match="cannot be opened"):
        Course(root).assignment("ps")
