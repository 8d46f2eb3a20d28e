"""What lies among the submissions and is none is named; a student's id may be any name that nbgrader takes."""

import json
import subprocess
import sys

import pytest
from small_course import ANSWERS, hand_in, make_course
from test_cli import autograder

from autograder.course import Course
from autograder.left_out import left_out, not_handed_in

STRANGE = {
    "submitted/loose_ps.ipynb": "no student's folder",
    "submitted/s57/PS": "no assignment of that name",
    "submitted/s57/ps.ipynb": "no assignment's folder",
    "submitted/s58/ps": "this is a file",
    "submitted/s59/ps": "this is a link",
    "submitted/tab\tname": "cannot be a student's id",
    "submitted/.hidden": "cannot be a student's id",
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = make_course(tmp_path_factory.mktemp("course"))
    hand_in(root, "ada", ANSWERS["right"])
    for folder in ("s57/PS", "s58", "s59", "tab\tname/ps", ".hidden/ps", "s60/ps", ".ipynb_checkpoints"):
        (root / "submitted" / folder).mkdir(parents=True)
    for file in ("loose_ps.ipynb", "s57/ps.ipynb", "s58/ps", ".DS_Store"):
        (root / "submitted" / file).write_text("{}")
    (root / "submitted" / "s59" / "ps").symlink_to(root / "submitted" / "ada" / "ps")
    return root


def test_everything_that_is_passed_by_is_named_with_the_reason(course):
    found = {one.path: one.why for one in left_out(Course(course), "ps")}
    assert found.keys() == STRANGE.keys()
    for path, words in STRANGE.items():
        assert words in found[path], path


@pytest.mark.usefixtures("jail")
def test_grade_says_one_line_for_each_and_asks_for_a_look(course):
    ran = autograder("grade", "ps", cwd=course)
    lines = [line for line in ran.stdout.splitlines() if line.startswith("Left out, needs a look: ")]
    assert (ran.returncode, len(lines)) == (1, len(STRANGE))
    assert "submitted/tab\\tname" in ran.stdout
    records = json.loads(autograder("grade", "ps", "--json", cwd=course).stdout)
    assert {one["student"] for one in records if one["outcome"] == "left_out"} == STRANGE.keys()
    assert all(one["needs_a_look"] for one in records if one["student"] != "ada")
    assert autograder("grade", "ps", "--student", "ada", cwd=course).returncode == 0
    assert autograder("report", "ps", cwd=course).stdout.splitlines()[1:] == lines


def test_where_nobody_handed_in_what_lies_there_is_named(tmp_path):
    root = make_course(tmp_path / "c")
    (root / "submitted").mkdir()
    (root / "submitted" / "ada_ps.ipynb").write_text("{}")
    said = autograder("grade", "ps", cwd=root).stderr
    assert "Nobody has handed in ps yet" in said
    assert "submitted/ada_ps.ipynb" in said


@pytest.mark.usefixtures("jail")
def test_an_id_with_a_plus_or_an_equals_sign_is_graded_here_and_by_nbgrader(tmp_path):
    root, ids = make_course(tmp_path / "c"), {"a+b@uni.edu", "=1+1"}
    for student in ids:
        hand_in(root, student, ANSWERS["right"])
    ran = autograder("grade", "ps", "--json", cwd=root)
    assert {one["student"]: one["points"] for one in json.loads(ran.stdout)} == dict.fromkeys(ids, 5)
    for step in ("autograde", "generate_feedback"):
        subprocess.run([sys.executable, "-m", "nbgrader", step, "ps", "--force"], cwd=root, check=True)
    assert {path.name for path in (root / "feedback").iterdir()} == ids


@pytest.mark.usefixtures("jail")
def test_a_notebook_without_any_marks_needs_a_look(tmp_path):
    root = make_course(tmp_path / "c")
    path = hand_in(root, "bare", {})
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:
        cell["metadata"].pop("nbgrader", None)
        del cell["id"]
    notebook["cells"].append(
        {"cell_type": "code", "metadata": {}, "source": "def dbl(x):\n    return 2 * x", "outputs": []}
    )
    path.write_text(json.dumps(notebook))
    ran = autograder("grade", "ps", "--json", cwd=root)
    (one,) = json.loads(ran.stdout)
    assert (ran.returncode, one["outcome"], one["points"]) == (1, "not_run", 0)
    assert one["sentence"].startswith("Code is there, but no graded cell is recognised")
    report = json.loads(autograder("report", "ps", "--json", cwd=root).stdout)
    assert "1 submission needs a look: 1 not run." in report["headline"]


def test_what_is_in_the_folder_instead_of_the_notebook_is_said(tmp_path):
    assert not_handed_in("ps", tmp_path / "none").endswith("there is no folder.")
    (tmp_path / "timestamp.txt").write_text("now")
    assert not_handed_in("ps", tmp_path).endswith("the folder is empty.")
    (tmp_path / "inner").mkdir()
    for name in ("notes.py", "a2.zip", "inner/ps.ipynb"):
        (tmp_path / name).write_text("")
    said = not_handed_in("ps", tmp_path)
    assert said == "The notebook ps.ipynb was not handed in; the folder holds a2.zip, notes.py, inner/ps.ipynb."
    for number in range(9):
        (tmp_path / f"{number}{'x' * 99}").write_text("")
    assert not_handed_in("ps", tmp_path).endswith("…, ….")
    assert len(not_handed_in("ps", tmp_path)) < 500
