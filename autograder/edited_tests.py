"""Take up what an instructor changed in the tests of an assignment that students have handed in already.

The gradebook holds the tests as they were when the assignment was generated.  A test that was edited in source/ since
then replaces the gradebook's copy, so that the next run grades the class by it; manual marks stay, for no cell and no
submission is touched.  Cells that are new or gone are left to `nbgrader generate_assignment`, which alone adds and
removes cells.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat


def take_up(assignment_row: Any, source: Path) -> list[str]:
    """Bring the gradebook's locked cells to what the source notebooks say; return the names of those that changed.

    The caller commits.  A cell with AUTOTEST stays: nbgrader makes its tests from the code there, at generation.
    """
    changed: list[str] = []
    for notebook in assignment_row.notebooks:
        rows = {row.name: row for row in notebook.source_cells}
        graded = {row.name: row for row in [*notebook.grade_cells, *notebook.task_cells]}
        for cell in _cells(source / f"{notebook.name}.ipynb"):
            marks = cell["metadata"]["nbgrader"]
            row = rows.get(marks["grade_id"])
            if row is None or not row.locked or marks.get("solution") or "AUTOTEST" in cell["source"]:
                continue
            points = graded.get(row.name)
            if row.source == cell["source"] and (points is None or points.max_score == float(marks.get("points", 0))):
                continue
            if points is not None:
                points.max_score = float(marks.get("points", 0))
            row.source, row.checksum = cell["source"], _checksum(cell)
            changed.append(row.name)
    return changed


def _cells(path: Path) -> list[dict[str, Any]]:
    """Return the cells of a source notebook that nbgrader knows, each with its source as one string."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return []
    known = [cell for cell in cells if cell.get("metadata", {}).get("nbgrader", {}).get("grade_id")]
    return [{**cell, "source": "".join(cell["source"])} for cell in known]


def _checksum(cell: dict[str, Any]) -> str:
    from nbgrader.utils import compute_checksum

    return compute_checksum(nbformat.from_dict(cell))
