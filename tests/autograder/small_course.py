"""A small course for tests of the grader: one assignment, two test cells with hidden tests, one manual answer."""

import json
import subprocess
import sys
from pathlib import Path

CONFIG = """c = get_config()
c.CourseDirectory.course_id = "small"
from autograder.nbgrader_plugin import configure
configure(c)
"""
EXAMINATION = """ASSIGNMENT = "ps"
TASKS = ()
LIMITS = {"cell_seconds": 3.0}
"""
SOLUTION = {
    "double": "def double(x):\n    return 2 * x",
    "half": "def half(x):\n    return x / 2",
    "why": "Because it is so.",
}
ANSWERS = {
    "right": SOLUTION,
    "untouched": {},
    "wrong": {**SOLUTION, "half": "def half(x):\n    return x"},
    "raises": {**SOLUTION, "half": "def half(x):\n    return x / 0"},
    "loops": {**SOLUTION, "half": "def half(x):\n    while True:\n        pass"},
    "exits": {**SOLUTION, "half": "def half(x):\n    import os\n    os._exit(0)"},
    "hoards": {**SOLUTION, "half": "def half(x):\n    return bytearray(9 * 10**9)"},
    "warns": {**SOLUTION, "half": "def half(x):\n    np.log(np.array(-1.0))\n    return x / 2"},
    "partial": {**SOLUTION, "half": "def half(x):\n    return x // 2"},
}


def cell(kind: str, source: str, grade_id: str | None = None, **marks) -> dict:
    """Return one cell in nbformat 4.5, with nbgrader's metadata if it has a grade_id."""
    made = {"cell_type": kind, "id": grade_id or f"plain-{abs(hash(source)) % 10**8}", "metadata": {}, "source": source}
    if kind == "code":
        made |= {"outputs": [], "execution_count": None}
    if grade_id:
        flags = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
        made["metadata"]["nbgrader"] = flags | {"grade_id": grade_id} | marks
    return made


def notebook(cells: list[dict]) -> dict:
    spec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {"cells": cells, "metadata": {"kernelspec": spec}, "nbformat": 4, "nbformat_minor": 5}


def test_cell(source: str, grade_id: str, points: float) -> dict:
    return cell("code", source, grade_id, grade=True, locked=True, points=points)


test_cell.__test__ = False  # type: ignore[attr-defined]


def hidden(code: str) -> str:
    return f"### BEGIN HIDDEN TESTS\n{code}\n### END HIDDEN TESTS"


def source_notebook() -> dict:
    """Return the instructor's notebook."""

    def solution(grade_id: str) -> dict:
        return cell("code", f"### BEGIN SOLUTION\n{SOLUTION[grade_id]}\n### END SOLUTION", grade_id, solution=True)

    return notebook([
        cell("code", "import numpy as np", "set-up", locked=True),
        cell("markdown", "## Double"),
        solution("double"),
        test_cell(
            f"assert double(2) == 4, 'double(2) should be 4'\n{hidden('assert double(21) == 42')}",
            "test-double", 2,
        ),
        cell("markdown", "## Half"),
        solution("half"),
        test_cell(
            f"assert half(4) == 2, 'half(4) should be 2'\n{hidden('1.5 * (half(10) == 5) + 1.5 * (half(5) == 2.5)')}",
            "test-half", 3,
        ),
        cell("markdown", "## Why"),
        cell("markdown", "YOUR ANSWER HERE", "why", grade=True, solution=True, points=2),
    ])  # fmt: skip


def make_course(root: Path, *, release: bool = True) -> Path:
    """Write the course below `root`, released by nbgrader itself."""
    (root / "source" / "ps").mkdir(parents=True)
    (root / "examination" / "ps").mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(CONFIG)
    (root / "examination" / "ps" / "tasks.py").write_text(EXAMINATION)
    (root / "source" / "ps" / "ps.ipynb").write_text(json.dumps(source_notebook()))
    if release:
        command = [sys.executable, "-m", "nbgrader", "generate_assignment", "ps", "--quiet"]
        subprocess.run(command, cwd=root, check=True, capture_output=True)
    return root


def hand_in(root: Path, student: str, answer: dict[str, str]) -> Path:
    """Write a student's submission: the release with these answers."""
    released = json.loads((root / "release" / "ps" / "ps.ipynb").read_text())
    for one in released["cells"]:
        grade_id = one["metadata"].get("nbgrader", {}).get("grade_id")
        if grade_id in answer:
            one["source"] = answer[grade_id]
    path = root / "submitted" / student / "ps" / "ps.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(released))
    return path
