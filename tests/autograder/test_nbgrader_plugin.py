"""nbgrader's own converter with our preprocessors: it looks ahead, and takes nothing on trust."""

import shutil

import pytest
from gradebook_rows import rows_of
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from small_course import ANSWERS, hand_in, make_course

from autograder import hostile, nbgrader_plugin
from autograder.course import Course
from autograder.grading import Grading
from autograder.job import Job
from autograder.look_ahead import with_timeout
from autograder.pool import close_all, local_executor

pytestmark = [pytest.mark.usefixtures("jail"), pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")]
CLASS = ("exits", "partial", "right", "wrong")


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = make_course(tmp_path_factory.mktemp("course"))
    for student in CLASS:
        hand_in(root, student, ANSWERS[student])
    yield root
    close_all()


def autograde(root, **options):
    """Run nbgrader's converter in this process, as its command and formgrader do; return its batch, if it had one."""
    app = Course(root).app
    app.coursedir.assignment_id = "ps"
    app.coursedir.student_id = options.pop("student", "*")
    converter = Autograde(coursedir=app.coursedir, parent=app)
    for name, value in options.items():
        setattr(converter, name, value)
    try:
        converter.start()
    finally:
        batch = nbgrader_plugin._batches.get(converter)
    return batch


def grade(root, *students):
    """Grade by the other road, as `autograder grade` does."""
    course, executor = Course(root), local_executor(1)
    Grading(course, course.assignment("ps"), executor, 1, force=True).run(students)
    executor.shutdown()


def points(root):
    scores = {place[1:4:2]: row[0] for place, row in rows_of(root).items() if place[-1] == "grade"}
    return {student: scores[student, "test-double"] + scores[student, "test-half"] for student in CLASS}


def test_every_result_lies_ready_when_nbgrader_comes_to_it(root):
    batch = autograde(root)
    assert batch.met == len(CLASS)
    assert not batch.started
    assert points(root) == {"exits": 2, "partial": 3.5, "right": 5, "wrong": 2}


def test_what_nbgrader_skips_is_not_run_ahead(root):
    assert autograde(root) is None
    (root / "submitted" / "new" / "ps").mkdir(parents=True)
    hand_in(root, "new", ANSWERS["right"])
    assert autograde(root).met == 1


def test_a_submission_that_changes_after_it_was_run_ahead_is_run_as_it_is_now(root):
    turns = []

    def hook(**batch):
        turns.append(batch)
        if len(turns) == 2:  # nbgrader comes to the second; all have been run ahead with the first
            hand_in(root, "partial", ANSWERS["untouched"])

    batch = autograde(root, force=True, pre_convert_hook=hook)
    assert batch.met == len(CLASS)  # the five of the class now, less the one that changed
    assert points(root)["partial"] == 0
    hand_in(root, "partial", ANSWERS["partial"])
    autograde(root, force=True, student="partial")
    assert points(root)["partial"] == 3.5


def test_a_students_kernel_opens_no_road_round_the_jail(root, tmp_path):
    with Course(root).gradebook() as book:
        row = book.find_notebook("ps", "ps")
        spec, row.kernelspec = row.kernelspec, "{}"
        book.db.commit()
    path = hand_in(root, "right", ANSWERS["right"])
    path.write_text(
        path.read_text()
        .replace('"name": "python3"', '"name": "bash"')
        .replace('"language": "python"', '"language": "bash"')
    )
    with pytest.raises(NbGraderException):
        autograde(root, force=True, student="right")
    assert not (root / "autograded" / "right" / "ps").exists()
    with Course(root).gradebook() as book:
        book.find_notebook("ps", "ps").kernelspec = spec
        book.db.commit()
    autograde(root, force=True, student="right")
    assert points(root)["right"] == 5


def test_a_timestamp_that_is_no_time_costs_no_neighbour_its_mark(root):
    grade(root, *CLASS)
    stamp = root / "submitted" / "partial" / "ps" / "timestamp.txt"
    stamp.write_text("no time")
    shutil.rmtree(root / "autograded" / "exits")
    with pytest.raises(NbGraderException):  # of nbgrader's own, for that one
        autograde(root)
    assert (root / "autograded" / "exits" / "ps" / "ps.ipynb").exists()
    stamp.unlink()
    autograde(root, force=True, student="partial")
    assert points(root) == {"exits": 2, "partial": 3.5, "right": 5, "wrong": 2}


@pytest.mark.parametrize("road", [grade, lambda root, student: autograde(root, force=True, student=student)])
def test_no_file_of_a_students_is_a_page_where_formgrader_serves_it(root, road):
    leave = "import os\nos.makedirs('ps.html', exist_ok=True)\nopen('ps.html/x', 'w').write('x')\n"
    path = hand_in(root, "pages", {**ANSWERS["right"], "double": leave + ANSWERS["right"]["double"]})
    (path.parent / "page.HTML").write_text("<script>f()</script>")
    road(root, "pages")
    folder = root / "autograded" / "pages" / "ps"
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert names == {"ps.ipynb", "page.HTML.txt", "ps.html.txt/x"}
    ran = hostile.nbgrader(root, "generate_feedback", "ps", "--student", "pages", "--force")
    assert ran.returncode == 0, ran.stderr
    assert (root / "feedback" / "pages" / "ps" / "ps.html").is_file()
    for step in ("submitted", "autograded", "feedback"):
        shutil.rmtree(root / step / "pages")


@pytest.mark.parametrize(("seconds", "cell"), [(30, 7.0), (2, 2.0), (100, 100.0), (None, 3600.0), (-1, 3600.0)])
def test_nbgraders_timeout_option_sets_the_limit_of_a_cell(seconds, cell):
    from dataclasses import replace

    job = Job({}, limits=replace(Job({}).limits, cell_seconds=7.0))
    limits = with_timeout(job, seconds, default=30).limits
    assert limits.cell_seconds == cell
    assert limits.notebook_seconds >= 4 * cell or cell == 7.0
