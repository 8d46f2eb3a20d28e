"""From a file that a student handed in to a notebook that may be run: nothing in it decides anything.

Locked and graded cells are rebuilt from the instructor's copy; the student's cells keep their source and nothing else.
What had to be mended is said, one sentence each.
"""

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.original import Original, OriginalCell

_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
UNRECOGNISED = (
    "Code is there, but no graded cell is recognised: the cells have lost their marks (metadata.nbgrader), or belong "
    "to another assignment. Copy the answers into a fresh release, and grade that."
)
MAX_DEPTH = 100  # of the JSON: a notebook needs about ten
MAX_CELLS = 5000
MAX_PARTS = 4_000_000  # commas: each may cost a hundred bytes of memory


class Unreadable(Exception):
    """The file is no notebook that can be read. The message is one sentence for student and TA."""


@dataclass(frozen=True)
class Sanitised:
    """A notebook in nbformat 4.5 that holds only what was asked of the student, and what was mended in it."""

    notebook: dict[str, Any]
    repairs: tuple[str, ...]


def read_bytes(path: Path, limit: int) -> bytes:
    """Read a submitted file without following links. Raises: Unreadable."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        reason = "is a link, which is not followed" if path.is_symlink() else f"cannot be opened ({error.strerror})"
        raise Unreadable(f"The file {path.name!r} {reason}.") from error
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise Unreadable(f"{path.name!r} is not a plain file.")
    with os.fdopen(descriptor, "rb") as file:
        if status.st_size > limit:
            size = f"{status.st_size / 2**20:.0f} MiB; at most {limit / 2**20:.0f} MiB are read"
            raise Unreadable(f"The notebook file {path.name!r} has {size}.")
        return file.read(limit + 1)


def parse(data: bytes) -> dict[str, Any]:
    """Return the notebook in the bytes, as plain JSON. Raises: Unreadable, with the place of the first fault."""
    if not data.strip():
        raise Unreadable("The notebook file is empty.")
    if data.count(b",") > MAX_PARTS:
        raise Unreadable(f"The file is not a readable notebook: it has more than {MAX_PARTS} parts.")
    _check_depth(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"The file is not a readable notebook: byte {error.start} is no UTF-8 text.") from error
    try:
        notebook = json.loads(text)
    except json.JSONDecodeError as error:
        raise Unreadable(
            f"The file is not a readable notebook: it stops being JSON in line {error.lineno}, column {error.colno}."
        ) from error
    except (RecursionError, ValueError) as error:
        raise Unreadable("The file is not a readable notebook: a number or a list in it is too long.") from error
    if not isinstance(notebook, dict):
        raise Unreadable("The file is not a notebook: it holds JSON of another kind.")
    return notebook


def _check_depth(data: bytes) -> None:
    """Refuse deep nesting before the parser meets it; brackets inside strings do not count."""
    between_strings = data.replace(rb"\\", b"").replace(rb"\"", b"").split(b'"')[::2]
    depth = 0
    for bracket in b"".join(between_strings).translate(None, _NO_BRACKETS):
        depth += 1 if bracket in b"[{" else -1
        if depth > MAX_DEPTH:
            raise Unreadable(f"The file is not a readable notebook: it is nested more than {MAX_DEPTH} levels deep.")


def sanitise(submitted: dict[str, Any], original: Original) -> Sanitised:
    """Rebuild a submitted notebook on the instructor's copy. Never raises for what a student wrote.

    The instructor's cells keep the instructor's order. A cell of the student's own stays behind the known cell that it
    followed.  Of several copies of one cell the last is the answer; earlier ones run as plain cells.
    """
    repairs: list[str] = []
    cells = _student_cells(submitted, repairs)
    known = {cell.grade_id: cell for cell in original.cells}
    last = {cell["grade_id"]: place for place, cell in enumerate(cells) if cell["grade_id"] in known}
    _report_order(cells, last, original, repairs)
    followers: dict[str | None, list[dict[str, Any]]] = {}
    answers: dict[str, dict[str, Any]] = {}
    anchor: str | None = None
    for place, cell in enumerate(cells):
        grade_id = cell["grade_id"]
        if grade_id in known and last[grade_id] == place:
            answers[grade_id], anchor = cell, grade_id
            continue
        if grade_id in known:
            repairs.append(f"Cell {grade_id!r} was there more than once; the last one counts.")
            if known[grade_id].locked:
                continue
        followers.setdefault(anchor, []).append(cell)
    if not answers and any(cell["cell_type"] == "code" and cell["source"].strip() for cell in cells):
        repairs.append(UNRECOGNISED)
    rebuilt = [_plain_cell(cell) for cell in followers.pop(None, [])]
    for original_cell in original.cells:
        rebuilt.append(_known_cell(original_cell, answers.get(original_cell.grade_id), repairs))
        rebuilt += [_plain_cell(cell) for cell in followers.pop(original_cell.grade_id, [])]
    for number, cell in enumerate(rebuilt):
        cell["id"] = f"cell-{number}"
    return Sanitised({"cells": rebuilt, "metadata": _metadata(), "nbformat": 4, "nbformat_minor": 5}, tuple(repairs))


def untouched(original: Original) -> dict[str, Any]:
    """Return the notebook as it would look if the student had handed in nothing."""
    return sanitise({"nbformat": 4, "cells": []}, original).notebook


def _metadata() -> dict[str, Any]:
    return {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }


def _student_cells(submitted: dict[str, Any], repairs: list[str]) -> list[dict[str, Any]]:
    """Return type, source and grade_id of each cell that can be read, whatever the format says."""
    cells = submitted.get("cells")
    if cells is None and isinstance(submitted.get("worksheets"), list):  # nbformat 3
        sheets = [sheet.get("cells") for sheet in submitted["worksheets"] if isinstance(sheet, dict)]
        cells = [cell for sheet in sheets if isinstance(sheet, list) for cell in sheet]
        repairs.append("The notebook is in the old format 3; it was read as format 4.")
    if not isinstance(cells, list):
        repairs.append("The notebook has no list of cells.")
        return []
    if len(cells) > MAX_CELLS:
        repairs.append(f"The notebook has {len(cells)} cells; the first {MAX_CELLS} were read.")
    readable = []
    for number, cell in enumerate(cells[:MAX_CELLS], 1):
        if not isinstance(cell, dict):
            repairs.append(f"Cell {number} is no cell; it was left out.")
            continue
        source = cell.get("source", cell.get("input", ""))
        if isinstance(source, list) and all(isinstance(line, str) for line in source):
            source = "".join(source)
        if not isinstance(source, str):
            repairs.append(f"Cell {number} has a source that is no text; it was read as empty.")
            source = ""
        metadata = cell.get("metadata")
        marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        grade_id = marks.get("grade_id") if isinstance(marks, dict) else None
        kind = cell.get("cell_type")
        readable.append({
            "cell_type": kind if kind in ("code", "markdown") else "raw",
            "source": source.encode("utf-8", "backslashreplace").decode("utf-8"),
            "grade_id": grade_id if isinstance(grade_id, str) else None,
        })  # fmt: skip
    return readable


def _report_order(cells: list[dict[str, Any]], last: dict[str, int], original: Original, repairs: list[str]) -> None:
    present = [cell.grade_id for cell in original.cells if cell.grade_id in last]
    if present != sorted(present, key=last.__getitem__):
        repairs.append("Cells were moved; they were put back into the order of the assignment.")


def _known_cell(original: OriginalCell, answer: dict[str, Any] | None, repairs: list[str]) -> dict[str, Any]:
    """Return the instructor's cell, with the student's source where the cell is the student's to write."""
    source = original.source
    if answer is None:
        if original.locked or original.solution or original.grade or original.task:
            repairs.append(f"Cell {original.grade_id!r} was missing; it was put back.")
    else:
        if answer["cell_type"] != original.cell_type:
            repairs.append(
                f"Cell {original.grade_id!r} had become {answer['cell_type']}; it is {original.cell_type} again."
            )
        if not original.locked:
            source = answer["source"]
        elif not _same(answer["source"], original.source):
            repairs.append(f"Cell {original.grade_id!r} had been changed; it was restored.")
    return _cell(
        original.cell_type,
        source,
        {"nbgrader": original.metadata(), **({"deletable": False, "editable": False} if original.locked else {})},
    )


def _same(released: str, source: str) -> bool:
    """Tell whether a locked cell is as it was released: the gradebook's copy, less its hidden tests."""
    return released.strip() == source.strip() or released.strip() == without_hidden_tests(source).strip()


def without_hidden_tests(source: str) -> str:
    """Return the source as students see it."""
    lines, hidden = [], False
    for line in source.split("\n"):
        if "BEGIN HIDDEN TESTS" in line or "BEGIN MARK SCHEME" in line:
            hidden = True
        if not hidden:
            lines.append(line)
        if "END HIDDEN TESTS" in line or "END MARK SCHEME" in line:
            hidden = False
    return "\n".join(lines)


def _plain_cell(cell: dict[str, Any]) -> dict[str, Any]:
    return _cell(cell["cell_type"], cell["source"], {})


def _cell(kind: str, source: str, metadata: dict[str, Any]) -> dict[str, Any]:
    cell: dict[str, Any] = {"cell_type": kind, "metadata": metadata, "source": source}
    if kind == "code":
        cell |= {"outputs": [], "execution_count": None}
    return cell
