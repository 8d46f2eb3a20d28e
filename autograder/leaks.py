"""What of the solution or the hidden tests stands in a release."""

from __future__ import annotations

import json
import re

from autograder.assignment import Assignment
from autograder.simulate import Bench


def leaks_in(bench: Bench, assignment: Assignment) -> list[str]:
    """Return what of the solution or the hidden tests stands in the released notebooks."""
    text = json.dumps(bench.release)
    released = "\n".join("".join(cell["source"]) for notebook in bench.release.values() for cell in notebook["cells"])
    leaks = [
        f"the marker {marker!r}"
        for marker in ("BEGIN HIDDEN TESTS", "BEGIN SOLUTION", "BEGIN MARK SCHEME")
        if marker in text
    ]
    for original in assignment.notebooks.values():
        for cell in original.cells:
            for line in _hidden_lines(cell.source):
                if line in released:
                    leaks.append(f"a hidden test of {cell.grade_id}: {line}")
        for grade_id, code in original.solution.items():
            for line in _solution_lines(code):
                if line in released:
                    leaks.append(f"a line of the solution of {grade_id}: {line}")
    return leaks


def _hidden_lines(source: str) -> list[str]:
    found = re.findall(r"BEGIN HIDDEN TESTS(.*?)###?\s*END HIDDEN TESTS", source, re.DOTALL)
    return [line.strip() for part in found for line in part.splitlines() if len(line.strip()) > 8]


def _solution_lines(code: str) -> list[str]:
    found = re.findall(r"BEGIN SOLUTION(.*?)###?\s*END SOLUTION", code, re.DOTALL)
    return [line.strip() for part in found for line in part.splitlines() if len(line.strip()) > 12]
