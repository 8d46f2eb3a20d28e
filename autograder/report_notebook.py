"""One executed notebook as the class report reads it: its test cells, their marks and their verdicts."""

from __future__ import annotations

import json
import math
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import nbformat
from nbgrader.utils import determine_grade

from autograder.records import (
    NOTEBOOK_KEY,
    VERDICT_MIME,
    GradedNotebook,
    Outcome,
    Verdict,
    graded_notebook_of,
    verdict_of,
)

MAX_BYTES = 64 * 2**20


class UnreadableNotebook(Exception):
    """A notebook file that cannot be read; the message is one sentence for the TA."""


@dataclass(frozen=True)
class TestCell:
    """A graded cell: what can be earned, what nbgrader's rule gives (None: a person decides), and the verdict."""

    __test__ = False  # the name is the field's; pytest must not collect it

    grade_id: str
    heading: str
    max_points: float
    points: float | None
    verdict: Verdict | None
    untouched: bool = False  # a person's to mark, and left as it was released


@dataclass(frozen=True)
class NotebookFile:
    """The graded cells of one notebook in order, its first heading, and the grader's record if there is one."""

    title: str
    cells: tuple[TestCell, ...]
    record: GradedNotebook | None

    def cell(self, grade_id: str) -> TestCell | None:
        """Return the cell of that grade_id, or None."""
        return next((cell for cell in self.cells if cell.grade_id == grade_id), None)


@dataclass(frozen=True)
class _Nbgrader:
    grade: bool = False
    grade_id: str = ""
    points: float = 0.0
    task: bool = False
    solution: bool = False


@dataclass(frozen=True)
class _CellMetadata:
    nbgrader: _Nbgrader | None = None


@dataclass(frozen=True)
class _Cell:
    cell_type: str
    source: str | list[str] = ""
    metadata: _CellMetadata = _CellMetadata()
    outputs: list[dict[str, Any]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.source if isinstance(self.source, str) else "".join(self.source)


@dataclass(frozen=True)
class _Notebook:
    cells: list[_Cell]
    metadata: dict[str, Any] = field(default_factory=dict)


def read_notebook(path: Path) -> NotebookFile:
    """Read an executed notebook against a schema, following no link.

    Raises: UnreadableNotebook, in one sentence, whatever is wrong with the file.
    """
    try:
        raw = json.loads(_bytes(path))
        notebook = msgspec.convert(raw, _Notebook)
        cells, heading, title = [], "", ""
        for plain, cell in zip(raw["cells"], notebook.cells, strict=True):
            if cell.cell_type == "markdown":
                heading = _last_heading(cell.text) or heading
                title = title or heading
            mark = cell.metadata.nbgrader
            # Task cells hold points without being grade cells: a person marks them.
            if mark and (mark.grade or mark.task):
                cells.append(_test_cell(plain, cell, mark, heading))
        return NotebookFile(title, tuple(cells), _record(notebook.metadata.get(NOTEBOOK_KEY)))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OSError) as error:
        raise UnreadableNotebook(f"The graded notebook {path.name} cannot be read: {_reason(error)}.") from error


def _reason(error: Exception) -> str:
    match error:
        case json.JSONDecodeError():
            return f"it is no JSON from line {error.lineno}, column {error.colno} on"
        case UnicodeDecodeError():
            return "it is not UTF-8"
        case RecursionError():
            return "it is nested too deeply"
        case OSError():
            return (error.strerror or "the system refused").lower()
        case _:
            return str(error).split("\n")[0][:160].rstrip(".")


def _bytes(path: Path) -> bytes:
    # NOFOLLOW: a link would show us another file. NONBLOCK: a fifo must not hold us up before we see what it is.
    wanted = (getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
    descriptor = os.open(path, os.O_RDONLY | sum(wanted))
    with os.fdopen(descriptor, "rb") as file:
        facts = os.fstat(file.fileno())
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > MAX_BYTES:
            raise ValueError(f"it is not an ordinary file of at most {MAX_BYTES // 2**20} MiB")
        return file.read()


def _last_heading(markdown: str) -> str:
    fenced, heading = False, ""
    for line in markdown.splitlines():
        fenced ^= line.lstrip().startswith("```")
        marks, _, words = line.partition(" ")
        if not fenced and marks and not marks.strip("#") and len(marks) <= 6:
            heading = words.strip().rstrip("#").strip() or heading
    return heading


def _test_cell(plain: Any, cell: _Cell, mark: _Nbgrader, heading: str) -> TestCell:
    node = nbformat.from_dict({**plain, "source": cell.text, "outputs": cell.outputs})
    points = None if mark.task else determine_grade(node)[0]
    verdicts = [v for output in cell.outputs if (v := _verdict(output, mark.grade_id))]
    verdict = verdicts[-1] if verdicts else None
    if verdict and points is not None and abs(verdict.points - points) > 1e-3:
        verdict = None  # something else wrote it: the mark that counts says otherwise
    return TestCell(mark.grade_id, heading, mark.points, points, verdict, mark.solution and points == 0)


def _verdict(output: dict[str, Any], grade_id: str) -> Verdict | None:
    data = output.get("data")
    if output.get("output_type") != "display_data" or not isinstance(data, dict) or VERDICT_MIME not in data:
        return None
    try:
        verdict = verdict_of(data[VERDICT_MIME])
    except msgspec.ValidationError:
        return None
    return verdict if verdict.cell == grade_id and math.isfinite(verdict.points) else None


def _record(plain: Any) -> GradedNotebook | None:
    if plain is None:
        return None
    try:
        return graded_notebook_of(plain)
    except msgspec.ValidationError:
        return GradedNotebook(Outcome.NOT_RUN, "The grader's own record in this notebook is damaged: grade it again.")
