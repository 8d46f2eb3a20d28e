"""An assignment tried without a jail: solution cells, marked by every task of its examination where its test stands."""

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import nbformat

from autograder.examination_files import load_examination
from autograder.marking import mark
from autograder.records import Verdict
from autograder.tasks import Examination, Source

COURSE = Path(__file__).resolve().parents[2] / "assignments"


@cache
def examination(assignment: str) -> Examination:
    return load_examination(COURSE / "examination" / assignment)


def in_style(exam: Examination, style: str) -> Source:
    return {**exam.solution, **exam.styles[style]}


def program_at(exam: Examination, source: Source, cell: str) -> dict[str, Any]:
    """Run the cells down to `cell`, but for those that a person marks: a test cannot see what is defined below it."""
    names = list(exam.solution)
    by_hand = graded_cells(exam.assignment)
    return exam.program(source={name: source[name] for name in names[: names.index(cell) + 1] if name not in by_hand})


def verdicts(exam: Examination, source: Source, seed: int = 0) -> dict[str, Verdict]:
    """Return what every task says of these solution cells, by task."""
    found = {}
    for task in exam.tasks:
        program = program_at(exam, source, task.cell)
        found[task.name] = mark(exam, task, {name: program[name] for name in task.functions}, seed)
    return found


def lost(found: Iterable[Verdict]) -> dict[str, float]:
    return {verdict.cell: verdict.max_points - verdict.points for verdict in found if verdict.outcome != "passed"}


def labels(found: Iterable[Verdict]) -> list[str]:
    return sorted({mistake.label for verdict in found for mistake in verdict.mistakes})


@cache
def graded_cells(assignment: str) -> dict[str, Any]:
    """Return the graded cells of an assignment's notebook, by grade_id."""
    (path,) = (COURSE / "source" / assignment).glob("*.ipynb")
    cells = nbformat.read(path, as_version=4).cells
    return {cell.metadata.nbgrader.grade_id: cell for cell in cells if cell.metadata.nbgrader.grade}


def points(assignment: str) -> dict[str, float]:
    """Return the points of all graded cells, by grade_id."""
    return {name: cell.metadata.nbgrader.points for name, cell in graded_cells(assignment).items()}


def refused_by(exam: Examination, source: Source) -> dict[str, str]:
    """Run the visible checks on these solution cells and return what they say where they refuse one, by grade_id."""
    check = import_module(f"source_lib.checks.{exam.assignment}")
    said = {}
    for name, cell in graded_cells(exam.assignment).items():
        if not name.endswith("-check"):
            continue
        try:
            exec(cell.source, {**program_at(exam, source, name.removesuffix("-check")), "check": check})
        except Exception as error:
            said[name] = f"{type(error).__name__}: {error}"
    return said
