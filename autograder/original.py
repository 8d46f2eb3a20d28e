"""The instructor's version of a notebook: the cells that nbgrader knows, in order. It decides points and tests."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.names import assigned_names, bound_modules, defining_statements


@dataclass(frozen=True)
class OriginalCell:
    """One cell with a grade_id, as the gradebook holds it (with its hidden tests)."""

    grade_id: str
    cell_type: str
    source: str
    locked: bool
    grade: bool
    solution: bool
    task: bool
    points: float
    checksum: str | None

    def metadata(self) -> dict[str, Any]:
        """Return nbgrader's metadata of this cell, schema 3."""
        marks: dict[str, Any] = {
            "schema_version": 3,
            "grade": self.grade,
            "locked": self.locked,
            "solution": self.solution,
            "task": self.task,
            "grade_id": self.grade_id,
            "cell_type": self.cell_type,
            "checksum": self.checksum,
        }
        if self.grade or self.task:
            marks["points"] = int(self.points) if float(self.points).is_integer() else self.points
        return marks


@dataclass(frozen=True)
class Original:
    """One notebook of an assignment, as its instructor wrote it."""

    name: str
    cells: tuple[OriginalCell, ...]
    solution: dict[str, str]  # grade_id -> the instructor's own answer, where the source is at hand
    kernelspec: dict[str, Any] | None = None
    definitions: tuple[str, ...] = ()  # what the instructor's open cells import and define

    def student_names(self) -> tuple[str, ...]:
        """Return the names that the instructor's solution cells define: the names that are the student's to define."""
        stubs = [cell.source for cell in self.cells if cell.solution and cell.cell_type == "code"]
        names = set().union(*(assigned_names(source) for source in [*stubs, *self.solution.values()]))
        return tuple(sorted(names - set().union(*map(bound_modules, self.definitions))))

    def operators(self) -> tuple[str, ...]:
        """Return the special methods that the instructor's classes define, for example __add__."""
        code = "\n".join([*(cell.source for cell in self.cells if cell.cell_type == "code"), *self.solution.values()])
        return tuple(sorted(set(re.findall(r"\bdef (__[a-z]+__)\b", code))))


def read_original(notebook_row: Any, source: Path) -> Original:
    """Put together what the gradebook's rows and, for order and solutions, the source notebook say."""
    points = {cell.name: float(cell.max_score) for cell in [*notebook_row.grade_cells, *notebook_row.task_cells]}
    grade = {cell.name for cell in notebook_row.grade_cells}
    solution = {cell.name for cell in notebook_row.solution_cells}
    task = {cell.name for cell in notebook_row.task_cells}
    cells = {
        row.name: OriginalCell(
            row.name, row.cell_type, row.source or "", bool(row.locked), row.name in grade, row.name in solution,
            row.name in task, points.get(row.name, 0.0), row.checksum,
        )
        for row in notebook_row.source_cells
    }  # fmt: skip
    order, solutions, definitions = _source_cells(source)
    ranked = sorted(
        cells.values(), key=lambda cell: order.index(cell.grade_id) if cell.grade_id in order else len(order)
    )
    kernelspec = json.loads(notebook_row.kernelspec or "{}")
    return Original(
        notebook_row.name,
        tuple(ranked),
        {name: text for name, text in solutions.items() if name in solution},
        kernelspec or None,
        definitions,
    )


def _source_cells(path: Path) -> tuple[list[str], dict[str, str], tuple[str, ...]]:
    """Return the source notebook's grade_ids in order, its solution cells' code, and what its open cells define."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return [], {}, ()
    order, code, definitions = [], {}, []
    for cell in notebook.get("cells", []):
        marks = cell.get("metadata", {}).get("nbgrader", {})
        grade_id = marks.get("grade_id")
        if grade_id:
            order.append(grade_id)
            if cell.get("cell_type") == "code" and marks.get("solution"):
                code[grade_id] = "".join(cell.get("source", ""))
        if cell.get("cell_type") == "code" and not marks.get("locked"):
            definitions += defining_statements("".join(cell.get("source", "")), modules_only=bool(grade_id))
    return order, code, tuple(definitions)
