"""What students get, in one archive: lectures, released assignments, source_lib. No solution, no hidden test."""

from __future__ import annotations

import zipfile
from pathlib import Path

from autograder.course import Course
from autograder.errors import CourseError

PROJECT = Path(__file__).parent.parent
_PACKAGING = """[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"

[project]
name = "nets-by-hand-student"
version = "{version}"
requires-python = ">=3.11"
dependencies = ["numpy>=2.0", "matplotlib>=3.9", "ipywidgets>=8.1", "jupyterlab>=4.2", "mlxtend>=0.23"]

[tool.setuptools.packages.find]
include = ["source_lib*"]
"""
_README = """# Nets by Hand

Set up once, in this folder:

    python3 -m venv .venv
    .venv/bin/python -m pip install -e .

Then start:

    .venv/bin/jupyter lab

`lectures/` holds the course, `assignments/` what you hand in.

Before you hand in, save the notebook and let it be looked over:

    .venv/bin/python -m source_lib.before_you_submit assignments/a1_gates_and_xor/gates_and_xor.ipynb

It compares your file with the one that was handed out: a cell that is missing, copied, split, moved or of another kind
is named, with how to mend it. The same from inside a notebook:

    from source_lib.before_you_submit import look_over
    look_over("gates_and_xor.ipynb")

Should you need a fresh copy of a cell, the notebooks as they were handed out lie in `source_lib/released/`.
"""


def write_bundle(course: Course, path: Path) -> list[str]:
    """Write the archive and return the names in it. Raises: CourseError if nothing is released."""
    released = course.folder("release", ".", "x").parent
    notebooks = sorted(released.rglob("*.ipynb")) if released.is_dir() else []
    if not notebooks:
        first = next(iter(course.assignments()), "ASSIGNMENT")
        raise CourseError(f"Nothing is released yet. Run, for each assignment: {course.release_command(first)}")
    files: dict[str, bytes] = {
        "README.md": _README.encode(),
        "pyproject.toml": _PACKAGING.format(version=_version()).encode(),
    }
    for folder in ("source_lib", "lectures"):
        for found in sorted((PROJECT / folder).rglob("*")):
            if found.is_file() and "__pycache__" not in found.parts and ".ipynb_checkpoints" not in found.parts:
                files[f"{found.relative_to(PROJECT)}"] = found.read_bytes()
    for found in sorted(released.rglob("*")):
        if found.is_file() and ".ipynb_checkpoints" not in found.parts:
            files[f"assignments/{found.relative_to(released)}"] = found.read_bytes()
    for found in notebooks:
        if ".ipynb_checkpoints" not in found.parts:  # what before_you_submit compares with
            files[f"source_lib/released/{found.relative_to(released)}"] = found.read_bytes()
    _refuse_secrets(files)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(f"nets-by-hand/{name}", (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return list(files)


def _refuse_secrets(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        if name.startswith(("assignments/", "source_lib/released/")) and any(
            mark in data for mark in (b"BEGIN HIDDEN TESTS", b"BEGIN SOLUTION", b"BEGIN MARK SCHEME")
        ):
            raise CourseError(f"{name} still holds a solution or a hidden test; release it again before you bundle.")


def _version() -> str:
    from importlib.metadata import version

    return version("nets-by-hand")
