"""A last look at a notebook before it is handed in: is every cell that is graded there, whole, and of its own kind?

In a terminal: `python -m source_lib.before_you_submit mlp_backprop.ipynb`; in a notebook, after saving:
`from source_lib.before_you_submit import look_over` and `look_over("mlp_backprop.ipynb")`.
The release that it compares with came with the course and lies in `source_lib/released`. No network, no grades.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from source_lib.notebook_code import bound, breaks_off, functions

RELEASED = Path(__file__).parent / "released"
LARGEST = 20 * 2**20  # bytes: larger notebooks are refused
Cell = dict[str, Any]


@dataclass(frozen=True)
class Finding:
    """One thing to know before handing in, as one sentence; `mend` where a mark is in danger until it is mended."""

    cell: str
    sentence: str
    mend: bool = True


def look_over(notebook: str | Path, released: str | Path | None = None) -> bool:
    """Print what to mend in a notebook and what is left open, and return whether nothing has to be mended.

    Lecture: 5, section 1.1, "Learning Goals".
    """
    found = findings(Path(notebook), Path(released) if released else None)
    for finding in found:
        print(f"{'✗' if finding.mend else '○'} {finding.sentence}")
    wrong = sum(finding.mend for finding in found)
    if wrong:
        print(f"Mend {'this' if wrong == 1 else f'these {wrong}'}, save, and look again.")
    elif found:
        print("✓ Nothing has to be mended: you can hand it in as it is, or go on with what is open.")
    else:
        print("✓ Complete: every graded cell is in its place and filled in. Hand it in under its own name.")
    return not wrong


def findings(notebook: Path, released: Path | None = None) -> list[Finding]:
    """Return all findings on a saved notebook, in the order of the release: what is missing, copied, split, changed.

    Without `released`, the release is the one whose assignment the notebook belongs to.
    Lecture: 5, section 1.1, "Learning Goals".
    """
    read = _read(notebook)
    if isinstance(read, Finding):
        return [read]
    release = released or _release_of(notebook, read)
    if release is None:
        known = ", ".join(sorted(path.name for path in RELEASED.glob("*/*.ipynb"))) or "none"
        return [
            Finding("", f"{notebook.name} belongs to no assignment of this course ({known}): is it the right file?")
        ]
    original = _read(release)
    if isinstance(original, Finding):
        return [original]
    named = [] if notebook.name == release.name else [_wrong_name(notebook, release)]
    return [*named, *_compare(original, read, release), *_left_open(original, read)]


def _wrong_name(notebook: Path, release: Path) -> Finding:
    return Finding("", f"The file is called {notebook.name} and would not be found: rename it to {release.name}.")


def _read(path: Path) -> list[Cell] | Finding:
    """Return the cells of a notebook, or why it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError:
        return Finding("", f"There is no file {path}: say where your notebook lies.")
    if len(data) > LARGEST:
        return Finding("", f"{path.name} has {len(data) >> 20} MiB, and 20 are allowed: clear all outputs, and save.")
    if b"\n<<<<<<<" in data:
        return Finding("", f"{path.name} holds the marks <<<<<<< of a merge: choose one of the two versions, and save.")
    try:
        cells = json.loads(data)["cells"]
        whole = [_in_order(cell) for cell in cells]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Finding("", f"{path.name} cannot be read as a notebook: open it in Jupyter, or take up an earlier copy.")
    return whole


def _in_order(cell: Cell) -> Cell:
    """Return a cell whose parts are of the kind that they should be. Raises: KeyError, TypeError, ValueError."""
    outputs = cell.get("outputs", [])
    return {
        **cell,
        "source": "".join(cell["source"]),
        "metadata": dict(cell["metadata"]),
        "cell_type": str(cell.get("cell_type", "raw")),
        "id": str(cell.get("id", "")),
        "outputs": [one for one in outputs if isinstance(one, dict)] if isinstance(outputs, list) else [],
    }


def _marks(cell: Cell) -> dict[str, Any]:
    found = cell["metadata"].get("nbgrader", {})
    return found if isinstance(found, dict) else {}


def _grade_id(cell: Cell) -> str:
    return str(_marks(cell).get("grade_id", ""))


def _release_of(notebook: Path, cells: list[Cell]) -> Path | None:
    """Return the released notebook that shares most graded cells with this one, and at least one."""
    names = {_grade_id(cell) for cell in cells} | {cell.get("id", "") for cell in cells}

    def shared(path: Path) -> int:
        read = _read(path)
        return 0 if isinstance(read, Finding) else len(names & {_grade_id(cell) for cell in read} - {""})

    best = max(sorted(RELEASED.glob("*/*.ipynb")), key=shared, default=None)
    return best if best is not None and shared(best) else None


# ---- what has to be mended -----------------------------------------------------------------------------------------
def _compare(original: list[Cell], cells: list[Cell], release: Path) -> Iterator[Finding]:
    wanted = [cell for cell in original if _grade_id(cell)]
    place: dict[str, list[int]] = {}
    for number, cell in enumerate(cells):
        place.setdefault(_grade_id(cell), []).append(number)
    for cell in wanted:
        name = _grade_id(cell)
        found = place.get(name, [])
        if not found:
            yield _missing(cell, cells, release)
        elif len(found) > 1:
            yield _twice(name, [cells[k] for k in found], side_by_side=found[-1] - found[0] == len(found) - 1)
        else:
            yield from _changed(cell, cells[found[0]], release)
    order = [name for name in place if name in {_grade_id(cell) for cell in wanted}]
    if order != [_grade_id(cell) for cell in wanted if _grade_id(cell) in place]:
        first = next(
            a for a, b in zip(order, (_grade_id(c) for c in wanted if _grade_id(c) in place), strict=True) if a != b
        )
        yield Finding(first, f"The cell {first} was moved: put it back in the order of {_shown(release)}.")


def _shown(release: Path) -> str:
    return "/".join(release.parts[-4:]) if RELEASED in release.parents else str(release)


def _missing(cell: Cell, cells: list[Cell], release: Path) -> Finding:
    name = _grade_id(cell)
    twin = next((other for other in cells if other.get("id") == cell.get("id") and not _grade_id(other)), None)
    if twin is not None:
        return Finding(
            name, f"The cell {name} is there but lost its mark, so it earns nothing: open {_shown(release)}, copy that "
            f"cell over here, move your answer into it and delete the old one."
        )  # fmt: skip
    worth = _marks(cell).get("points")
    loss = f", and with it {worth:g} points" if worth else ""
    return Finding(name, f"The cell {name} is missing{loss}: copy it here from {_shown(release)}.")


def _twice(name: str, copies: list[Cell], *, side_by_side: bool) -> Finding:
    if len({cell["source"] for cell in copies}) > 1 and side_by_side:
        return Finding(name, f"The cell {name} is split in {len(copies)}: select the pieces and merge them (Shift+M).")
    return Finding(name, f"The cell {name} is there {len(copies)} times: keep the one you mean and delete the others.")


def _changed(original: Cell, cell: Cell, release: Path) -> Iterator[Finding]:
    name, kind = _grade_id(original), original["cell_type"]
    if cell["cell_type"] != kind:
        key = {"code": "Y", "markdown": "M"}.get(kind, "R")
        yield Finding(
            name, f"The cell {name} was a {kind} cell and is now {cell['cell_type']}: select it and press {key}."
        )
    if _marks(original).get("locked") and cell["source"].strip() != original["source"].strip():
        yield Finding(
            name, f"The cell {name} is not yours to change, and grading uses the released one: copy it back from "
            f"{_shown(release)}, and see whether your answers still hold."
        )  # fmt: skip
    flags = ("grade", "solution", "locked", "task", "points")
    if any(_marks(cell).get(flag) != _marks(original).get(flag) for flag in flags):
        yield Finding(
            name, f"Someone changed how the cell {name} is marked, which counts for nothing: copy it again from "
            f"{_shown(release)} and put your answer into it."
        )  # fmt: skip


# ---- what is left open ---------------------------------------------------------------------------------------------
def _left_open(original: list[Cell], cells: list[Cell]) -> Iterator[Finding]:
    stubs = {_grade_id(cell): cell["source"].strip() for cell in original if _marks(cell).get("solution")}
    known = set().union(*(bound(cell["source"]) for cell in cells if cell["cell_type"] == "code"))
    for cell in cells:
        name, code = _grade_id(cell), cell["source"]
        if name in stubs and (code.strip() == stubs[name] or _still_raises(cell)):
            yield Finding(name, f"{name} is not attempted yet.", mend=False)
        elif name in stubs and not code.strip():
            yield Finding(name, f"{name} is empty: nothing is left of what was to be filled in.", mend=False)
        elif cell["cell_type"] == "code" and (line := breaks_off(code)):
            where = name or "a cell of your own"
            yield Finding(name, f"Python cannot read {where} (line {line}): run it, and mend what it says there.")
        elif name in stubs and (lost := " and ".join(sorted(functions(stubs[name]) - known))):
            yield Finding(name, f"{name} should define {lost}, and no cell does: tests call it by this very name.")
        for output in cell.get("outputs", []):
            if output.get("output_type") == "error" and name and name not in stubs:
                said = str(output.get("ename", "an error"))
                yield Finding(name, f"{name} ended with {said} when it was run last.", mend=False)
    own = [cell for cell in cells if cell["cell_type"] == "code" and cell["source"].strip()]
    if any(cell.get("execution_count") is None for cell in own):
        yield Finding(
            "", "Not every cell was run: restart the kernel, run everything from top to bottom, and save.", mend=False
        )


def _still_raises(cell: Cell) -> bool:
    return cell["cell_type"] == "code" and "raise NotImplementedError" in cell["source"]


def main(words: list[str]) -> int:
    """Look over the notebooks named on the command line; 0 if nothing has to be mended, 2 if none was named."""
    if not words or words[0].startswith("-"):
        print("Say which notebook: python -m source_lib.before_you_submit assignments/NAME/NOTEBOOK.ipynb")
        return 2
    return 0 if all([look_over(word) for word in words]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
