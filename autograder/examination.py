"""Where an examination comes from, and `grade`, the one call of a hidden test.

An examination lies in <course>/examination/<assignment>/ as a small Python package, and travels to where grading
happens as bytes. Students never get it.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.abc
import importlib.util
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.errors import CourseError
from autograder.records import VERDICT_MIME, to_plain
from autograder.tasks import Examination, Mistake, Source, Task

__all__ = [
    "Examination", "Mistake", "Task", "current_examination", "grade", "load_examination", "read_solution",
    "split_style", "use_examination",
]  # fmt: skip

_STYLE_MARK = "# %% "  # in a style's file: what follows is the code of the solution cell of this grade_id
_LOADED: dict[str, Examination] = {}
_IN_USE: list[tuple[Examination, int]] = []


def grade(task: str, **functions: Callable[..., Any]) -> float:
    """Mark a student's functions by a task: print what a student should read, emit the verdict, return the points.

    As the last expression of a test cell its value is nbgrader's partial credit.
    Raises: CourseError where there is no examination, or no such task in it.
    """
    from autograder.marking import feedback, mark

    examination, seed = current_examination()
    verdict = mark(examination, examination.task(task), functions, seed)
    print(feedback(verdict))
    _emit({VERDICT_MIME: to_plain(verdict)})
    return verdict.points


def _emit(bundle: dict[str, Any]) -> None:
    from IPython.core.getipython import get_ipython
    from IPython.display import display

    if get_ipython() is not None:
        display(bundle, raw=True)


def use_examination(examination: Examination | None, seed: int = 0) -> None:
    """Set what `grade` works by in this process, with the seed of its probes; None forgets it again."""
    _IN_USE[:] = [] if examination is None else [(examination, seed)]


def current_examination() -> tuple[Examination, int]:
    """Return the examination in use and its seed, or the one of the working directory with seed 0.

    A stock nbgrader kernel runs in <course>/autograded/<student>/<assignment>: the course is looked for upwards.
    Raises: CourseError if there is none.
    """
    if _IN_USE:
        return _IN_USE[0]
    here = Path.cwd().resolve()
    for course in (here, *here.parents):
        if (course / "nbgrader_config.py").is_file():
            for name in reversed(here.relative_to(course).parts):
                if (course / "examination" / name / "tasks.py").is_file():
                    return load_examination(course / "examination" / name), 0
    raise CourseError(f"There is no examination for {here.name!r}: hidden tests run inside a course folder only.")


def load_examination(where: Path | Mapping[str, bytes], solution: Source | None = None) -> Examination:
    """Return the examination in a folder, or in {relative path: bytes}; the same content is read once per process.

    From a folder <course>/examination/<assignment> the solution is read from <course>/source/<assignment>.
    Raises: CourseError if there is none.
    """
    if isinstance(where, Path):
        if not (where / "tasks.py").is_file():
            raise CourseError(f"There is no examination in {where}: tasks.py is missing.")
        paths = [path for path in sorted(where.rglob("*.py")) if "__pycache__" not in path.parts]
        files: Mapping[str, bytes] = {path.relative_to(where).as_posix(): path.read_bytes() for path in paths}
        solution = read_solution(where.parent.parent / "source" / where.name) if solution is None else solution
    else:
        files = {name: data for name, data in where.items() if name.endswith(".py")}
    solution = solution or {}
    digest = hashlib.sha256(repr((sorted(files.items()), sorted(solution.items()))).encode()).hexdigest()[:16]
    if digest not in _LOADED:
        _LOADED[digest] = _read(files, dict(solution), f"examination_{digest}")
    return _LOADED[digest]


def _read(files: Mapping[str, bytes], solution: Source, package: str) -> Examination:
    if "tasks.py" not in files:
        raise CourseError("There is no examination among the files: tasks.py is missing.")
    _FINDER.packages[package] = dict(files)
    if _FINDER not in sys.meta_path:
        sys.meta_path.append(_FINDER)
    tasks = importlib.import_module(f"{package}.tasks")
    has_mistakes = "mistakes.py" in files or "mistakes/__init__.py" in files
    mistakes = importlib.import_module(f"{package}.mistakes").MISTAKES if has_mistakes else ()
    styles = {
        Path(name).stem: split_style(data.decode())
        for name, data in sorted(files.items())
        if name.startswith("styles/")
    }
    return Examination(
        tasks.ASSIGNMENT, tuple(tasks.TASKS), tuple(mistakes), styles, solution,
        getattr(tasks, "SETUP", "import numpy as np"), tuple(getattr(tasks, "WITHHELD", ())),
        dict(getattr(tasks, "LIMITS", {})),
    )  # fmt: skip


def split_style(text: str) -> Source:
    """Return a style's code by solution cell; each part stands below a line '# %% <grade_id>'."""
    parts = text.split(f"\n{_STYLE_MARK}")[1:]
    return {part.split("\n", 1)[0].strip(): part.split("\n", 1)[1].strip() + "\n" for part in parts}


def read_solution(folder: Path) -> Source:
    """Return the code of all solution cells in a source folder, by grade_id, in the order of the notebooks."""
    source: Source = {}
    for path in sorted(folder.glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            marks = cell["metadata"].get("nbgrader", {})
            if cell["cell_type"] == "code" and marks.get("solution"):
                source[marks["grade_id"]] = "".join(cell["source"])
    return source


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports examinations from bytes: they need never lie on a disk."""

    def __init__(self) -> None:
        self.packages: dict[str, dict[str, bytes]] = {}

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> Any:
        package, _, inner = fullname.partition(".")
        if package not in self.packages:
            return None
        files, stem = self.packages[package], inner.replace(".", "/")
        is_package = not inner or f"{stem}/__init__.py" in files
        if not is_package and f"{stem}.py" not in files:
            return None
        return importlib.util.spec_from_loader(fullname, self, is_package=is_package)

    def create_module(self, spec: Any) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        package, _, inner = module.__name__.partition(".")
        files, stem = self.packages[package], inner.replace(".", "/")
        name = f"{stem}.py" if f"{stem}.py" in files else f"{stem}/__init__.py".lstrip("/")
        exec(compile(files.get(name, b""), f"<examination {name}>", "exec"), module.__dict__)


_FINDER = _Finder()
