"""What the commands share: the options for a course and for records, and how a command ends in one sentence."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NoReturn

import click

course_option = click.option(
    "--course",
    "course_dir",
    type=click.Path(path_type=Path),
    default=None,
    help="The nbgrader course directory; by default this folder, or ./assignments.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print records for programs.")
jobs_option = click.option("--jobs", type=click.IntRange(1, 256), default=None, help="Notebooks at once.")


def fail(sentence: str, code: int) -> NoReturn:
    """Say what happened and end with an exit code."""
    click.echo(f"autograder: {sentence}", err=True)
    sys.exit(code)


def open_course(course_dir: Path | None) -> Any:
    """Return the course in a folder: the one named, else this one or ./assignments. Raises: CourseError."""
    from autograder.course import Course

    if course_dir is None:
        here = Path.cwd()
        is_course = (here / "nbgrader_config.py").is_file() or not (here / "assignments").is_dir()
        course_dir = here if is_course else here / "assignments"
    return Course(course_dir)
