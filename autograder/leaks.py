"""What of the solution or the hidden tests stands in a release."""

from __future__ import annotations

import json
import re
from typing import Any

from autograder.assignment import Assignment
from autograder.simulate import Bench

MARKERS = (
    *(f"{end} {what}" for what in ("HIDDEN TESTS", "SOLUTION", "MARK SCHEME") for end in ("BEGIN", "END")),
    "autograder.examination",  # the call of a hidden test whose marker is missing
)


def leaks_in(bench: Bench, assignment: Assignment) -> list[str]:
    """Return what of the solution or the hidden tests stands in the released notebooks, and in which cell."""
    leaks: list[str] = []
    secrets: dict[str, str] = {}  # line -> where it belongs; many tests share a line
    for original in assignment.notebooks.values():
        for cell in original.cells:
            secrets |= dict.fromkeys(_hidden_lines(cell.source), "a hidden test")
        for grade_id, code in original.solution.items():
            secrets |= dict.fromkeys(_solution_lines(code), f"the solution of {grade_id}")
    for notebook in bench.release.values():
        for cell in notebook["cells"]:
            source, whole = "".join(cell["source"]), json.dumps(cell)
            leaks += [f"the marker {marker!r} in {_name(cell)}" for marker in MARKERS if marker in whole]
            leaks += [f"a line of {what} in {_name(cell)}: {line}" for line, what in secrets.items() if line in source]
    return leaks


def _name(cell: dict[str, Any]) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id") or f"a cell without a name, {cell.get('id', '')}")


def _hidden_lines(source: str) -> list[str]:
    found = re.findall(r"BEGIN HIDDEN TESTS(.*?)###?\s*END HIDDEN TESTS", source, re.DOTALL)
    return [line.strip() for part in found for line in part.splitlines() if len(line.strip()) > 8]


def _solution_lines(code: str) -> list[str]:
    found = re.findall(r"BEGIN SOLUTION(.*?)###?\s*END SOLUTION", code, re.DOTALL)
    return [line.strip() for part in found for line in part.splitlines() if len(line.strip()) > 12]
