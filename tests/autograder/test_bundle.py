"""The bundle: of all that it holds nothing is a solution, a hidden test, an expected value or a part of the grader."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from autograder.bundle import write_bundle
from autograder.course import Course
from autograder.errors import CourseError

ROOT = Path(__file__).parent.parent.parent
MARK = "kanarie"
_HIDDEN = re.compile(r"BEGIN HIDDEN TESTS(.*?)END HIDDEN TESTS", re.DOTALL)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with one released notebook; all else that it holds is the marker."""
    root = tmp_path_factory.mktemp("course")
    (root / "nbgrader_config.py").write_text("c = get_config()\n")
    for place in ("source", "submitted/ann", "autograded/ann", "feedback/ann", ".autograder", "examination"):
        (root / place / "tiny").mkdir(parents=True)
        (root / place / "tiny" / "tiny.ipynb").write_text(MARK)
    (root / "release" / "tiny").mkdir(parents=True)
    (root / "release" / "tiny" / "tiny.ipynb").write_text('{"cells": []}')
    return Course(root)


@pytest.fixture(scope="module")
def contents(course: Course, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    path = tmp_path_factory.mktemp("out") / "bundle.zip"
    write_bundle(course, path)
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def test_only_what_is_released_goes_into_the_bundle(contents: dict[str, str]) -> None:
    assert any(name.endswith("assignments/tiny/tiny.ipynb") for name in contents)
    assert [name for name, text in contents.items() if MARK in name or MARK in text] == []


def test_nothing_of_the_grader_is_in_the_bundle(contents: dict[str, str]) -> None:
    tops = {name.split("/")[1] for name in contents}
    assert tops == {"README.md", "pyproject.toml", "source_lib", "lectures", "assignments"}
    assert not [name for name in contents if "examination" in name or "autograder" in name or "gradebook" in name]


def test_no_hidden_test_of_the_real_course_stands_in_what_all_students_get(contents: dict[str, str]) -> None:
    library = "\n".join(text for name, text in contents.items() if name.endswith((".py", ".ipynb")))
    looked = 0
    for path in (ROOT / "assignments" / "source").glob("*/*.ipynb"):
        for cell in json.loads(path.read_text())["cells"]:
            for block in _HIDDEN.findall("".join(cell["source"])):
                lines = [line.strip() for line in block.splitlines() if len(line.strip()) > 30]
                looked += len(lines)
                assert [line for line in lines if line in library] == [], path.name
    assert looked > 10


def test_a_release_with_a_hidden_test_in_it_is_not_bundled(course: Course, tmp_path: Path) -> None:
    path = course.root / "release" / "tiny" / "copy.ipynb"
    path.write_text('"### BEGIN HIDDEN TESTS"')
    try:
        with pytest.raises(CourseError, match="release it again"):
            write_bundle(course, tmp_path / "bundle.zip")
    finally:
        path.unlink()
    assert not (tmp_path / "bundle.zip").exists()
