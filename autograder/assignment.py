"""What all submissions of one assignment share, read from its folders, and the job of one submitted notebook."""

from __future__ import annotations

import ast
import contextlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from autograder.errors import CourseError
from autograder.isolation import is_of_library
from autograder.jail.confine import Limits
from autograder.job import Job
from autograder.original import Original, OriginalCell
from autograder.sanitise import Sanitised


@dataclass(frozen=True)
class Assignment:
    """What all submissions of one assignment share."""

    name: str
    notebooks: dict[str, Original]
    examination: dict[str, bytes]
    test_files: dict[str, bytes]  # the instructor's files beside the source notebook
    theirs: frozenset[str]  # names of those that students may replace: nbgrader's `exclude_overwriting`
    withheld: tuple[str, ...]
    limits: Limits

    def beside(self, files: dict[str, bytes]) -> dict[str, bytes]:
        """Return what lies beside the notebook: the student's files, overwritten by the instructor's."""
        kept = {name: data for name, data in files.items() if name in self.theirs}
        return {**files, **self.test_files, **kept}

    @property
    def tests(self) -> dict[str, OriginalCell]:
        """The test cells by grade_id, in the order of the notebooks."""
        cells = [cell for original in self.notebooks.values() for cell in original.cells]
        return {cell.grade_id: cell for cell in cells if cell.grade and not cell.solution and cell.cell_type == "code"}

    @property
    def points(self) -> float:
        return sum(cell.points for original in self.notebooks.values() for cell in original.cells)


def make_job(
    assignment: Assignment, notebook: str, sanitised: Sanitised, files: dict[str, bytes], seed: int, **options: Any
) -> Job:
    """Return the unit of work for one submitted notebook."""
    original = assignment.notebooks[notebook]
    return Job(
        notebook=sanitised.notebook,
        files=assignment.beside(files),
        examination=_needed_to_mark(assignment.examination),
        solution=original.solution,
        test_files=assignment.test_files,
        student_names=original.student_names(),
        operators=original.operators(),
        definitions=original.definitions,
        withheld=assignment.withheld,
        limits=assignment.limits,
        seed=seed,
        environment={"NBGRADER_EXECUTION": "autograde"},
        assignment=assignment.name,
        **options,
    )


def _needed_to_mark(examination: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files of an examination that travel with each job: right styles and notes mark nobody."""
    return {name: data for name, data in examination.items() if name.endswith(".py") and not name.startswith("styles/")}


def read_folder(folder: Path, limit: int = 64 * 2**20) -> dict[str, bytes]:
    """Return the plain files below a folder by relative path, up to `limit` bytes in all.

    Links, what may not be read, and names that are no UTF-8 are left alone.
    """
    files: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")) if folder.is_dir() and not folder.is_symlink() else []:
        with contextlib.suppress(OSError, UnicodeEncodeError):
            if "__pycache__" in path.parts or path.is_symlink() or not path.is_file():
                continue
            name, size = path.relative_to(folder).as_posix(), path.stat().st_size
            name.encode()
            if size > limit:
                break
            files[name] = path.read_bytes()
            limit -= size
    return files


def data_files(source: Path) -> dict[str, bytes]:
    """Return what lies beside a source notebook."""
    return {
        name: data
        for name, data in read_folder(source).items()
        if not name.endswith(".ipynb") and ".ipynb_checkpoints" not in name
    }


def declared(
    name: str, examination: dict[str, bytes], originals: dict[str, Original]
) -> tuple[tuple[str, ...], Limits]:
    """Return what the assignment's examination declares: withheld modules, and limits other than the default.

    Raises: CourseError where there is no such module, or no such limit.
    """
    if not examination:
        return (), Limits()
    from autograder.examination_files import load_examination

    solution = {grade_id: code for original in originals.values() for grade_id, code in original.solution.items()}
    loaded = load_examination(examination, solution)
    for module in loaded.withheld:
        if not is_of_library(module):
            raise CourseError(f"WITHHELD of {name} names {module!r}, which is no module of source_lib.")
    return loaded.withheld, _limits(name, loaded.limits)


def _limits(name: str, other: dict[str, Any]) -> Limits:
    plain = asdict(Limits())
    for limit, value in other.items():
        if limit not in plain:
            raise CourseError(f"LIMITS of {name} has no limit {limit!r}. It may have: {', '.join(plain)}.")
        whole = isinstance(plain[limit], int)
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)) or value <= 0:
            wanted = "a whole number above 0" if whole else "a number above 0"
            raise CourseError(f"{limit!r} in LIMITS of {name} must be {wanted} (got {value!r:.60}).")
    return replace(Limits(), **other)


def job_ahead(root: Path, assignment: str, kind: str) -> Job:
    """Return the job of the source notebook, as far as can be read without running anything: workers warm up by it."""
    cells: list[dict[str, Any]] = []
    solution: dict[str, str] = {}
    examination: dict[str, bytes] = {}
    with contextlib.suppress(Exception):  # what is wrong with it, whoever reads it in earnest says
        examination = _needed_to_mark(read_folder(root / "examination" / assignment))
        notebook = json.loads(next((root / "source" / assignment).glob("*.ipynb")).read_bytes())
        for cell in notebook["cells"]:
            cells.append({**cell, "source": "".join(cell["source"])})
            marks = cell["metadata"].get("nbgrader", {})
            if cell["cell_type"] == "code" and marks.get("solution"):
                solution[marks["grade_id"]] = cells[-1]["source"]
    return Job(
        notebook={"cells": cells},
        examination=examination,
        solution=solution,
        withheld=_withheld_ahead(root, assignment),
        isolation=kind,
    )


def _withheld_ahead(root: Path, assignment: str) -> tuple[str, ...]:
    with contextlib.suppress(OSError, SyntaxError, ValueError):
        for node in ast.parse((root / "examination" / assignment / "tasks.py").read_bytes()).body:
            if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["WITHHELD"]:
                return tuple(map(str, ast.literal_eval(node.value)))
    return ()
