"""One assignment as it leaves the house: the bundle runs by itself, and what a person marks waits in formgrader."""

import json
import os
import subprocess
import sys
import zipfile

import pytest

from autograder import pool
from autograder.bundle import write_bundle
from autograder.course import Course
from autograder.grading import Grading, select_students
from autograder.simulate import bench_of
from autograder.trials import released_copy

from trials import COURSE  # isort: skip

NAME, NOTEBOOK = "a5_chain_rule", "chain_rule"
BY_HAND = {"a5-plot", "a5-why"}
# A student's machine: no grader, no network, a home of its own. Prints what each cell ended with.
RUN = """
import json, socket, sys
sys.modules["autograder"] = None
def no_network(*_, **__):
    raise OSError("no network")
socket.socket.connect = socket.create_connection = no_network
import matplotlib
matplotlib.use("Agg")
import source_lib
scope, ends = {"__name__": "__main__"}, {}
for cell in json.load(open(sys.argv[1]))["cells"]:
    if cell["cell_type"] == "code":
        try:
            exec(compile("".join(cell["source"]), cell["id"], "exec"), scope)
            ends[cell["id"]] = ""
        except Exception as error:
            ends[cell["id"]] = type(error).__name__
print("ENDS" + json.dumps({"library": source_lib.__file__, "ends": ends}))
"""


@pytest.fixture(scope="module")
def course():
    with released_copy(Course(COURSE), NAME) as copy:
        yield copy


@pytest.fixture(scope="module")
def bundle(course, tmp_path_factory):
    folder = tmp_path_factory.mktemp("student")
    write_bundle(course, folder / "bundle.zip")
    with zipfile.ZipFile(folder / "bundle.zip") as archive:
        archive.extractall(folder)
    return folder / "nets-by-hand"


def at_home(bundle, *words: str) -> str:
    home = bundle.parent / "home"
    home.mkdir(exist_ok=True)
    environment = {"HOME": str(home), "PATH": os.environ["PATH"], "PYTHONPATH": str(bundle)}
    ran = subprocess.run([sys.executable, *words], cwd=bundle, env=environment, capture_output=True, text=True)
    assert "Traceback" not in ran.stderr, ran.stderr
    return ran.stdout


def test_the_release_runs_with_nothing_but_the_bundle(bundle, course):
    path = bundle / "assignments" / NAME / f"{NOTEBOOK}.ipynb"
    untouched = json.loads(at_home(bundle, "-c", RUN, str(path)).split("ENDS")[1])
    assert untouched["library"].startswith(str(bundle))
    assert set(untouched["ends"].values()) <= {"", "NotImplementedError"}
    assert "NotImplementedError" in untouched["ends"].values()
    solved = path.with_name("solved.ipynb")
    solved.write_text(bench_of(course, NAME).solved()[NOTEBOOK])
    assert set(json.loads(at_home(bundle, "-c", RUN, str(solved)).split("ENDS")[1])["ends"].values()) == {""}


def test_the_bundle_looks_a_notebook_over_before_it_is_handed_in(bundle):
    path = bundle / "assignments" / NAME / f"{NOTEBOOK}.ipynb"
    words = ("-m", "source_lib.before_you_submit", f"assignments/{NAME}/{NOTEBOOK}.ipynb")
    assert "Nothing has to be mended" in at_home(bundle, *words)
    notebook = json.loads(path.read_text())
    spoilt = path.with_name("spoilt.ipynb")
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] != "a5-bars-test"]
    spoilt.write_text(json.dumps(notebook))
    assert "The cell a5-bars-test is missing" in at_home(bundle, *words[:2], str(spoilt))
    assert " ".join(words) in (bundle / "README.md").read_text().replace(
        "a1_gates_and_xor/gates_and_xor", f"{NAME}/{NOTEBOOK}"
    )


def graded(course, student, text):
    """Grade one student's notebook, and return the path of the graded one."""
    path = course.root / "submitted" / student / NAME / f"{NOTEBOOK}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    executor = pool.local_executor(1)
    try:
        Grading(course, course.assignment(NAME), executor, 1).run(select_students(course, NAME, (student,)))
    finally:
        executor.shutdown()
    return course.root / "autograded" / student / NAME / path.name


@pytest.mark.usefixtures("jail")
def test_a_check_says_the_same_in_nbgrader_validate_as_after_grading_and_no_more(course):
    bench = bench_of(course, NAME)
    path = graded(course, "bob", bench.solved((bench.examination.by_label["naive-no-x"],))[NOTEBOOK])
    (said,) = [
        cell["outputs"][0]["evalue"]
        for cell in json.loads(path.read_text())["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "a5-naive-check"
    ]
    handed_in = course.root / "submitted" / "bob" / NAME / path.name
    command = [sys.executable, "-m", "nbgrader", "validate", str(handed_in)]
    validated = subprocess.run(command, capture_output=True, text=True, cwd=course.root).stdout
    assert "The error was: " + " ".join(said.split()) in " ".join(validated.split())
    assert "Traceback" not in validated


@pytest.mark.usefixtures("jail")
def test_what_a_person_marks_waits_in_formgrader_while_automatic_points_stand(course):
    marked = graded(course, "ada", bench_of(course, NAME).solved()[NOTEBOOK])
    assert marked.read_text().count("BEGIN MARK SCHEME") == len(BY_HAND)  # where formgrader shows it
    with course.gradebook() as book:
        grades = {grade.name: grade for grade in book.find_submission_notebook(NOTEBOOK, NAME, "ada").grades}
        for name, grade in grades.items():
            assert grade.needs_manual_grade == (name in BY_HAND), name
            assert (grade.auto_score is None) == (name in BY_HAND), name
        book_says = book.find_submission(NAME, "ada")
        assert book_says.needs_manual_grade
        by_hand = sum(grades[name].max_score for name in BY_HAND)
        assert by_hand == 2.5
        assert book_says.score == book_says.max_score - by_hand
        for name in BY_HAND:
            grades[name].manual_score, grades[name].needs_manual_grade = grades[name].max_score, False
        book.db.commit()
    with course.gradebook() as book:
        assert book.find_submission(NAME, "ada").score == book.find_submission(NAME, "ada").max_score
