"""A simulated class goes out of a course as it came, and nothing real goes with it."""

import shutil

import pytest
from small_course import ANSWERS, hand_in, make_course
from test_cli import autograder

from autograder.clerk import Clerk, Entry
from autograder.course import Course
from autograder.simulate import simulate_class
from autograder.simulated import forget, remember, simulated


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_course(tmp_path_factory.mktemp("made") / "c")


@pytest.fixture
def course(tmp_path, made):
    course = Course(shutil.copytree(made, tmp_path / "c"))
    for student in ("01-right", "02-wrong"):
        hand_in(course.root, student, ANSWERS["right"])
    remember(course, "ps", ["01-right", "02-wrong"])
    enter(course, "01-right", "02-wrong")
    return course


def enter(course, *students):
    with course.gradebook() as book:
        Clerk(course, book, "ps").write([Entry(student, None, {}) for student in students])


def in_gradebook(course):
    with course.gradebook() as book:
        return {student.id for student in book.students}


def left(course):
    return sorted(path.name for path in course.root.iterdir() if path.name not in (".nbgrader.log", "__pycache__"))


def test_a_simulated_class_is_forgotten_and_a_real_one_stays(course):
    hand_in(course.root, "ada", ANSWERS["right"])
    enter(course, "ada")
    assert forget(course, "ps") == 2
    assert in_gradebook(course) == {"ada"} == {path.name for path in (course.root / "submitted").iterdir()}
    assert simulated(course, "ps") == set()
    table = autograder("export", "ps", "--to", "csv", cwd=course.root).stdout
    assert len(table.splitlines()) == 2


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # of nbgrader's own add_submission
def test_a_student_who_handed_in_another_assignment_stays(course):
    with course.gradebook() as book:
        book.add_assignment("other")
        book.add_submission("other", "01-right")
    forget(course, "ps")
    assert in_gradebook(course) == {"01-right"}


def test_the_command_forgets_and_names_the_assignments_that_there_are(course):
    ran = autograder("simulate", "ps", "--forget", cwd=course.root)
    assert (ran.returncode, ran.stdout) == (0, "Took 2 simulated students of ps out of the course.\n")
    for words in (["nope"], ["nope", "--forget"]):
        ran = autograder("simulate", *words, cwd=course.root)
        assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
        assert "There is no assignment 'nope' in this course. It has: ps." in ran.stderr


def test_clean_leaves_the_source_alone(course):
    (course.root / "gradebook.db.kept").write_text("a copy")
    ran = autograder("clean", cwd=course.root)
    assert ran.returncode == 0, ran.stderr
    assert left(course) == ["examination", "gradebook.db.kept", "nbgrader_config.py", "source"]


@pytest.mark.parametrize("where", ["submitted/ada/ps", "autograded/ada/ps", "submitted/01-right/other", "a roster"])
def test_clean_refuses_in_a_sentence_where_anybody_real_is(course, where):
    if where == "a roster":
        with course.gradebook() as book:
            book.add_student("ada")
    else:
        (course.root / where).mkdir(parents=True)
    before = left(course)
    ran = autograder("clean", cwd=course.root)
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert "nothing was removed" in ran.stderr
    assert left(course) == before
    assert (course.root / "submitted" / "02-wrong").exists()


def test_a_class_that_could_not_be_written_whole_is_not_taken_for_real(course):
    forget(course, "ps")
    (course.root / "submitted").rmdir()
    (course.root / "submitted").write_text("in the way")
    with pytest.raises(OSError):
        simulate_class(course, "ps", 2, 0)
    assert len(simulated(course, "ps")) == 2
