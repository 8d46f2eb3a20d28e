"""An assignment tried without a jail: programs of solution cells, marked by every task of its examination."""

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import nbformat

from autograder.examination import Examination, load_examination
from autograder.marking import mark
from autograder.records import Verdict

COURSE = Path(__file__).resolve().parents[2] / "assignments"


@cache
def examination(assignment: str) -> Examination:
    return load_examination(COURSE / "examination" / assignment)


def in_style(exam: Examination, style: str) -> dict[str, Any]:
    return exam.program(source={**exam.solution, **exam.styles[style]})


def verdicts(exam: Examination, program: dict[str, Any], seed: int = 0) -> dict[str, Verdict]:
    """Return what every task says of a program, by task."""
    return {task.name: mark(exam, task, {name: program[name] for name in task.functions}, seed) for task in exam.tasks}


def lost(found: Iterable[Verdict]) -> dict[str, float]:
    return {verdict.cell: verdict.max_points - verdict.points for verdict in found if verdict.outcome != "passed"}


def labels(found: Iterable[Verdict]) -> list[str]:
    return sorted({mistake.label for verdict in found for mistake in verdict.mistakes})


def notebook(assignment: str) -> Any:
    (path,) = (COURSE / "source" / assignment).glob("*.ipynb")
    return nbformat.read(path, as_version=4)


def points(assignment: str) -> dict[str, float]:
    """Return the points of all graded cells, by grade_id."""
    marks = [cell.metadata.nbgrader for cell in notebook(assignment).cells]
    return {mark.grade_id: mark.points for mark in marks if mark.grade}


def visible_checks(assignment: str) -> dict[str, str]:
    """Return the code of the cells that students see and that are run when they are graded, by grade_id."""
    return {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in notebook(assignment).cells
        if cell.cell_type == "code" and cell.metadata.nbgrader.grade and "HIDDEN" not in cell.source
    }


def refused_by(assignment: str, program: dict[str, Any], only: str | None = None) -> dict[str, str]:
    """Run the visible checks on a program and return what they say where they refuse it, by grade_id."""
    check = import_module(f"source_lib.checks.{assignment}")
    said = {}
    for grade_id, source in visible_checks(assignment).items():
        if only not in (None, grade_id):
            continue
        try:
            exec(source, {**program, "check": check})
        except Exception as error:
            said[grade_id] = f"{type(error).__name__}: {error}"
    return said
