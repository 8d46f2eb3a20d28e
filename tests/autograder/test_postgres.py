"""A gradebook in PostgreSQL: the same rows as in SQLite, with two assignments graded at the same time."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from gradebook_rows import rows_of
from small_course import ANSWERS, hand_in, make_course

from autograder.course import Course


def programs():
    """Return the folder of PostgreSQL's programs: Debian keeps them off the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'nets-by-hand[postgres]'")
pytestmark = [
    pytest.mark.usefixtures("jail"),
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),
    pytest.mark.skipif(
        programs() is None and not os.environ.get("CI"), reason="no PostgreSQL server: apt-get install postgresql"
    ),
]
CLASS = ("right", "wrong", "raises", "exits", "partial", "untouched")


@pytest.fixture(scope="module")
def server():
    """Start a server of our own, reached by a socket in a private folder; yield its db_url."""
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    bin_folder = programs()
    assert bin_folder is not None, "no PostgreSQL server: apt-get install postgresql"
    who = {}
    if os.getuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
        who = {"user": "postgres", "group": "postgres", "extra_groups": []}

    def run(*words):
        subprocess.run([bin_folder / words[0], *words[1:]], check=True, cwd=folder, stdout=subprocess.DEVNULL, **who)

    data = str(folder / "data")
    run("initdb", "-D", data, "-U", "grader", "-A", "trust", "--no-sync", "-E", "UTF8")
    options = f"-k {folder} -p 5999 -c listen_addresses='' -c fsync=off"
    run("pg_ctl", "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start")
    try:
        run("createdb", "-h", str(folder), "-p", "5999", "-U", "grader", "grades")
        yield f"postgresql+psycopg://grader@/grades?host={folder}&port=5999"
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def nbgrader(root, *words):
    subprocess.run([sys.executable, "-m", "nbgrader", *words, "--quiet"], cwd=root, check=True, capture_output=True)


def start_grading(root, assignment):
    words = [
        sys.executable,
        "-m",
        "autograder.cli",
        "grade",
        assignment,
        "--course",
        str(root),
        "--jobs",
        "1",
        "--json",
    ]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def ended_well(run):
    _, said = run.communicate(timeout=300)
    assert run.returncode in (0, 1), said
    return True


@pytest.fixture(scope="module")
def courses(server, tmp_path_factory):
    """Return one course twice, with its gradebook in SQLite and in PostgreSQL; two assignments, both handed in."""
    lite = make_course(tmp_path_factory.mktemp("lite"))
    for student in CLASS:
        hand_in(lite, student, ANSWERS[student])
        shutil.copytree(lite / "submitted" / student / "ps", lite / "submitted" / student / "qs")
    for folder in ("source", "examination"):
        shutil.copytree(lite / folder / "ps", lite / folder / "qs")
    assert Course(lite).salt
    post = tmp_path_factory.mktemp("post") / "course"
    shutil.copytree(lite, post)
    (post / "gradebook.db").unlink()
    with (post / "nbgrader_config.py").open("a") as config:
        config.write(f"c.CourseDirectory.db_url = {server!r}\n")
    nbgrader(lite, "generate_assignment", "qs")
    for assignment in ("ps", "qs"):
        nbgrader(post, "generate_assignment", assignment, "--force")
    return lite, post


def test_postgresql_holds_the_same_rows_with_two_runs_at_once(courses):
    lite, post = courses
    for assignment in ("ps", "qs"):
        alone = start_grading(lite, assignment)
        assert ended_well(alone)
    both = [start_grading(post, assignment) for assignment in ("ps", "qs")]
    assert all([ended_well(run) for run in both])
    assert rows_of(post) == rows_of(lite)
    assert len([place for place in rows_of(post) if len(place) == 2]) == 2 * len(CLASS)
    assert not (post / "gradebook.db").exists()
