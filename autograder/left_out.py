"""What lies among the submissions and cannot be graded as it lies there, so that nothing is left out without a word."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from autograder.course import Course, is_name

_MOST = 5  # names of files in one sentence
_LONGEST = 60  # letters of each


@dataclass(frozen=True)
class LeftOut:
    """Something below submitted/ that is nobody's submission, and one sentence why."""

    path: str  # seen from the course
    why: str

    @property
    def shown(self) -> str:
        r"""Return the path on one line: a tab as \t."""
        return self.path.replace("\t", r"\t").replace("\n", r"\n")


def left_out(course: Course, assignment: str) -> list[LeftOut]:
    """Return what the grading of this assignment passes by: odd names, loose files, folders of no assignment."""
    root = course.folder("submitted", "STUDENT", assignment).parent.parent
    if course.folder("submitted", "STUDENT", assignment) != root / "STUDENT" / assignment or not root.is_dir():
        return []  # the course lays its folders out in another way
    known = {*course.assignments(), assignment}
    found: list[LeftOut] = []
    for path in _visible(root):
        where = str(path.relative_to(course.root))
        if not path.is_dir():
            found.append(LeftOut(where, f"this lies in no student's folder; its place is STUDENT/{assignment}/."))
        elif not is_name(path.name):
            if os.path.lexists(path / assignment):
                found.append(LeftOut(where, "the folder's name cannot be a student's id; rename it."))
        else:
            found += [LeftOut(f"{where}/{inner.name}", why) for inner, why in _strange(path, assignment, known)]
    return found


def _visible(folder: Path) -> list[Path]:
    """Return what is in a folder, but for hidden files such as .DS_Store."""
    return sorted(path for path in folder.iterdir() if not path.name.startswith(".") or path.is_dir())


def _strange(folder: Path, assignment: str, known: set[str]) -> Iterator[tuple[Path, str]]:
    """Yield what in a student's folder is no submission of an assignment, and why."""
    for path in _visible(folder):
        if path.name == assignment and path.is_symlink():
            yield path, "this is a link, which is not followed; put the folder itself here."
        elif path.name == assignment and not path.is_dir():
            yield path, "this is a file; a folder of that name with the notebook in it is expected."
        elif not path.is_dir():
            yield path, f"this lies in no assignment's folder; its place is {assignment}/."
        elif path.name not in known and not path.name.startswith("."):
            yield path, f"the course has no assignment of that name; rename the folder to {assignment} if it is meant."


def not_handed_in(notebook: str, folder: Path) -> str:
    """Say that a notebook was not handed in, and what is in the folder in its place."""
    return f"The notebook {notebook}.ipynb was not handed in; {_contents(folder)}."


def _contents(folder: Path) -> str:
    if folder.is_symlink() or not folder.is_dir():
        return "there is no folder"
    names = list(islice(_files(folder), _MOST + 1))
    if not names:
        return "the folder is empty"
    shown = [name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…" for name in names[:_MOST]]
    return f"the folder holds {', '.join(shown)}{', …' if len(names) > _MOST else ''}"


def _files(folder: Path) -> Iterator[str]:
    """Yield the files below a folder, nearest first; no link is followed."""
    for where, _, names in os.walk(folder):
        for name in sorted(names):
            if name != "timestamp.txt":
                yield str(Path(where, name).relative_to(folder))
