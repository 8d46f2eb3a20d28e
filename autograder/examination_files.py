"""An examination as files: a small Python package that travels as bytes, imported from them or refused in a sentence.

It lies in <course>/examination/<assignment>/; the solution it is about lies in the source notebooks.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.abc
import importlib.util
import json
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.errors import CourseError
from autograder.tasks import Examination, Mistake, Source, Task

_STYLE_MARK = "# %% "  # in a style's file: what follows is the code of the solution cell of this grade_id
_FILE = "<examination "  # how the name begins under which its code is compiled
_LOADED: dict[str, Examination] = {}
_NEEDED = object()


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
    tasks = _imported(package, "tasks")
    has_mistakes = "mistakes.py" in files or "mistakes/__init__.py" in files
    listed = _declared(_imported(package, "mistakes"), "MISTAKES", (tuple, list)) if has_mistakes else ()
    styles = {
        Path(name).stem: split_style(data.decode())
        for name, data in sorted(files.items())
        if name.startswith("styles/")
    }
    return Examination(
        _declared(tasks, "ASSIGNMENT", str), _all(Task, _declared(tasks, "TASKS", (tuple, list))),
        _all(Mistake, listed), styles, solution, _declared(tasks, "SETUP", str, "import numpy as np"),
        _all(str, _declared(tasks, "WITHHELD", (tuple, list), ())), _declared(tasks, "LIMITS", dict, {}),
    )  # fmt: skip


def _imported(package: str, name: str) -> ModuleType:
    try:
        return importlib.import_module(f"{package}.{name}")
    except CourseError:
        raise
    except Exception as error:
        raise CourseError(f"The examination cannot be read: {said(error, f'{name}.py')}.") from error


def said(error: Exception, file: str = "tasks.py") -> str:
    """Return an error of an examination's code with its place: "NameError in tasks.py, line 7: name 'x' is ..."."""
    line, text = None, str(error)
    if isinstance(error, SyntaxError):
        file, line, text = _inside(error.filename) or file, error.lineno, error.msg
    for frame in traceback.extract_tb(error.__traceback__):
        if _inside(frame.filename):
            file, line = _inside(frame.filename), frame.lineno
    return f"{type(error).__name__} in {file}{f', line {line}' if line else ''}: {text}"


def _inside(filename: str | None) -> str:
    return filename.removeprefix(_FILE).removesuffix(">") if filename and filename.startswith(_FILE) else ""


def _declared(module: ModuleType, name: str, kind: Any, default: Any = _NEEDED) -> Any:
    value = getattr(module, name, default)
    file = module.__name__.rpartition(".")[2] + ".py"
    if value is _NEEDED:
        raise CourseError(f"The examination cannot be read: {file} does not define {name}.")
    if not isinstance(value, kind):
        kinds = kind if isinstance(kind, tuple) else (kind,)
        wanted = " or ".join(one.__name__ for one in kinds)
        raise CourseError(f"The examination cannot be read: {name} must be a {wanted} (got {value!r:.60}).")
    return value


def _all(kind: Any, values: Any) -> tuple[Any, ...]:
    for value in values:
        if not isinstance(value, kind):
            raise CourseError(f"The examination cannot be read: {value!r:.60} stands where a {kind.__name__} must.")
    return tuple(values)


def split_style(text: str) -> Source:
    """Return a style's code by solution cell; each part stands below a line '# %% <grade_id>'."""
    parts = f"\n{text}".split(f"\n{_STYLE_MARK}")[1:]
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
        exec(compile(files.get(name, b""), f"{_FILE}{name}>", "exec"), module.__dict__)


_FINDER = _Finder()
