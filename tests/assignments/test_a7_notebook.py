"""The notebook of a7: its form, its points, what the release shows, and a run in a stock kernel."""

import json
import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from a7 import NOTEBOOK, examination
from nbclient import NotebookClient

PLAIN = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
STUB = {"python": "# YOUR CODE HERE\nraise NotImplementedError()"}
MARKED = {cell["id"]: cell for cell in PLAIN["cells"] if "nbgrader" in cell["metadata"]}


def source(cell: dict) -> str:
    return "".join(cell["source"])


def test_it_is_canonical_and_cleared() -> None:
    nbformat.validate(nbformat.reads(NOTEBOOK.read_text(), as_version=4))
    assert NOTEBOOK.read_text() == json.dumps(PLAIN, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    for cell in PLAIN["cells"]:
        assert cell.get("outputs", []) == [] and cell.get("execution_count") is None


def test_cells_are_marked_by_schema_3_under_their_own_id() -> None:
    ids = [cell["id"] for cell in PLAIN["cells"]]
    assert len(set(ids)) == len(ids)
    for name, cell in MARKED.items():
        marks = cell["metadata"]["nbgrader"]
        assert marks["grade_id"] == name
        assert marks["schema_version"] == 3
        assert marks["cell_type"] == cell["cell_type"]
        assert ("points" in marks) == marks["grade"]


def test_points_add_up_and_agree_with_the_tasks() -> None:
    points = {name: cell["metadata"]["nbgrader"].get("points", 0) for name, cell in MARKED.items()}
    assert sum(points.values()) == 25
    assert points["a7-why"] == 2
    for task in examination().tasks:
        assert points[task.test] == task.points
        assert f'grade("{task.name}", ' in source(MARKED[task.test])
        assert MARKED[task.cell]["metadata"]["nbgrader"]["solution"]
        for name in task.functions:
            assert f"{name}={name}" in source(MARKED[task.test])


def test_visible_checks_and_hidden_tests_stand_in_cells_of_their_own() -> None:
    tests = [
        source(cell)
        for cell in MARKED.values()
        if cell["metadata"]["nbgrader"]["grade"] and cell["cell_type"] == "code"
    ]
    assert len(tests) == 2 * len(examination().tasks) + 1
    for text in tests:
        assert ("BEGIN HIDDEN TESTS" in text) != ("source_lib.checks" in text)
        if "HIDDEN" in text:
            assert text.startswith("# Nothing to write here")


def test_the_notebook_stays_short_enough_to_work_through() -> None:
    assert len(PLAIN["cells"]) <= 60


def nbgrader(course: Path, *words: str) -> str:
    """Run nbgrader in a course folder, with the programs of this environment on the path; return what it says."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    command = [sys.executable, "-m", "nbgrader", *words]
    done = subprocess.run(command, cwd=course, env={**os.environ, "PATH": path}, capture_output=True, text=True)
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release as `nbgrader generate_assignment` makes it."""
    course = tmp_path_factory.mktemp("course")
    shutil.copytree(NOTEBOOK.parent, course / "source" / NOTEBOOK.parent.name)
    scheme = "c.ClearMarkScheme.enforce_metadata = False\n"
    (course / "nbgrader_config.py").write_text(f"c = get_config()\nc.ClearSolutions.code_stub = {STUB}\n{scheme}")
    said = nbgrader(course, "generate_assignment", NOTEBOOK.parent.name)
    made = course / "release" / NOTEBOOK.parent.name / NOTEBOOK.name
    assert made.is_file(), said
    return made


@pytest.fixture(scope="module")
def release(released: Path) -> dict:
    return json.loads(released.read_text(encoding="utf-8"))


def test_the_release_shows_no_solution_no_hidden_test_and_no_mark_scheme(release: dict) -> None:
    text = "\n".join(source(cell) for cell in release["cells"])
    for word in ("SOLUTION", "HIDDEN", "MARK SCHEME", "autograder", "grade("):
        assert word not in text
    for name, solved in examination().solution.items():
        inner = solved.split("### BEGIN SOLUTION")[1].split("### END SOLUTION")[0]
        released = source(next(cell for cell in release["cells"] if cell["id"] == name))
        assert "raise NotImplementedError()" in released
        for line in inner.splitlines():
            assert len(line.strip()) < 12 or line not in released, line


def test_the_first_steps_of_a_student_fail_with_not_implemented(release: dict) -> None:
    space: dict = {}
    for cell in release["cells"]:
        if cell["cell_type"] == "code" and not cell["metadata"].get("nbgrader", {}).get("grade"):
            exec(source(cell), space)
    graded = [cell for cell in release["cells"] if cell["metadata"].get("nbgrader", {}).get("grade")]
    checks = [cell for cell in graded if cell["id"].endswith("-check")]
    assert len(checks) == len(examination().tasks) + 1
    for cell in checks:
        with pytest.raises(NotImplementedError):
            exec(source(cell), space)


def test_validating_the_release_says_which_cells_are_left_to_do(released: Path) -> None:
    said = nbgrader(released.parent, "validate", released.name)
    assert "VALIDATION FAILED" in said
    assert said.count("NotImplementedError") >= len(examination().tasks) + 1


def test_the_solution_earns_every_point_in_a_stock_kernel() -> None:
    from nbgrader.utils import determine_grade

    notebook = nbformat.reads(NOTEBOOK.read_text(), as_version=4)
    folder = {"metadata": {"path": str(NOTEBOOK.parent)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=folder, allow_errors=True).execute()
    marks = {
        cell.id: determine_grade(cell, logging.getLogger())
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    assert marks.pop("a7-why")[1] == 2
    assert {name: mark for name, mark in marks.items() if mark[0] != mark[1]} == {}
    assert sum(mark[0] for mark in marks.values()) == 23
