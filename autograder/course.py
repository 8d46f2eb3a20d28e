"""An nbgrader course directory: where things lie, what the gradebook knows, and the job of one submission."""

from __future__ import annotations

import ast
import contextlib
import hashlib
import hmac
import json
import logging
import os
import re
import secrets
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.edited_tests import take_up
from autograder.errors import CourseError
from autograder.isolation import Isolation, isolation_for
from autograder.jail.confine import Limits
from autograder.job import Job
from autograder.original import Original, read_original
from autograder.sanitise import Sanitised

_BAD_ID = re.compile(r"^\.|[\ud800-\udfff]")  # hidden folders; names that are no UTF-8
_ID = re.compile(r"[^\x00-\x1f/\\+]{1,200}")


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
    def points(self) -> float:
        return sum(cell.points for original in self.notebooks.values() for cell in original.cells)


class Course:
    """A course directory with its nbgrader configuration. Raises: CourseError where there is none."""

    def __init__(self, root: Path, app: Any = None) -> None:
        """Open the course in `root`; inside a running nbgrader application `app`, by that one's own configuration."""
        self.root = Path(root).resolve()
        if app is not None:
            self.app = app
        elif not (self.root / "nbgrader_config.py").is_file():
            raise CourseError(
                f"There is no course in {root}: nbgrader_config.py is missing. Give its folder with --course."
            )
        _put_environment_on_path()

    @cached_property
    def app(self) -> Any:
        """What has nbgrader's `coursedir` and `config`: its own application, configured as in this folder."""
        from nbgrader.apps import NbGrader

        NbGrader.clear_instance()
        app = NbGrader(log_level=logging.CRITICAL)
        with _inside(self.root):
            try:
                app.initialize([f"--CourseDirectory.root={self.root}", "--Application.log_level=CRITICAL"])
            except SystemExit as error:
                raise CourseError(
                    f"The configuration {self.root / 'nbgrader_config.py'} cannot be read. Mend it and grade again."
                ) from error
        app.log.setLevel(logging.CRITICAL)
        return app

    @property
    def config(self) -> Any:
        return self.app.config

    @property
    def db_url(self) -> str:
        return self.app.coursedir.db_url

    def folder(self, step: str, student: str, assignment: str) -> Path:
        """Return <step>/<student>/<assignment> by the course's own names of the steps."""
        directory = getattr(self.app.coursedir, f"{step}_directory")
        return Path(self.app.coursedir.format_path(directory, student, assignment))

    @contextlib.contextmanager
    def gradebook(self) -> Iterator[Any]:
        """Open nbgrader's gradebook. Raises: CourseError if it cannot be opened or written."""
        from nbgrader.api import Gradebook
        from sqlalchemy.exc import SQLAlchemyError

        try:
            book = Gradebook(self.db_url, self.app.coursedir.course_id)
        except (SQLAlchemyError, OSError) as error:
            reason = str(getattr(error, "orig", error))
            raise CourseError(
                f"The gradebook {self.db_url} cannot be opened ({reason}). Check its folder's permissions."
            ) from error
        try:
            yield book
        except SQLAlchemyError as error:
            reason = str(getattr(error, "orig", error)).splitlines()[0]
            raise CourseError(
                f"The gradebook {self.db_url} cannot be written ({reason}); nothing half-written stays. Grade again."
            ) from error
        finally:
            book.close()

    def assignments(self) -> list[str]:
        source = self.folder("source", ".", "x").parent
        return sorted(path.name for path in source.iterdir() if path.is_dir()) if source.is_dir() else []

    def assignment(self, name: str) -> Assignment:
        """Return what the gradebook and the source say of an assignment. Raises: CourseError if it is unknown."""
        from nbgrader.api import MissingEntry

        if not _ID.fullmatch(name):
            raise CourseError(f"{name!r} cannot be the name of an assignment.")
        source = self.folder("source", ".", name)
        with self.gradebook() as book:
            try:
                row = book.find_assignment(name)
            except MissingEntry:
                raise CourseError(self._unknown(name, source)) from None
            if "preprocessors" not in self.config.GenerateAssignment and take_up(row, source):
                book.db.commit()  # with preprocessors of its own, only generation knows what a test will be
            rows = row.notebooks
            originals = {row.name: read_original(row, source / f"{row.name}.ipynb") for row in rows}
        if not originals:
            raise CourseError(f"The assignment {name!r} has no notebooks yet. Run: nbgrader generate_assignment {name}")
        examination = read_folder(self.root / "examination" / name)
        withheld, limits = _declared(name, examination, originals)
        theirs = frozenset(self.config.Autograde.get("exclude_overwriting", {}).get(name, ()))
        return Assignment(name, originals, examination, _data_files(source), theirs, withheld, limits)

    def _unknown(self, name: str, source: Path) -> str:
        if source.is_dir():
            return f"The assignment {name!r} is not in the gradebook yet. Run: nbgrader generate_assignment {name}"
        known = ", ".join(self.assignments()) or "none"
        return f"There is no assignment {name!r} in this course. It has: {known}."

    def students(self, assignment: str) -> list[str]:
        """Return the students who handed something in, sorted."""
        pattern = str(self.folder("submitted", "*", assignment).relative_to(self.root))
        depth = Path(pattern).parts.index("*")
        found = (path for path in self.root.glob(pattern) if path.is_dir() and not path.is_symlink())
        names = (path.relative_to(self.root).parts[depth] for path in found)
        return sorted(name for name in names if _ID.fullmatch(name) and not _BAD_ID.search(name))

    @cached_property
    def salt(self) -> bytes:
        """The course's secret: the seeds of all hidden probes come from it. Made once, readable by its owner only."""
        path = self.root / ".autograder" / "salt"
        if not path.exists():
            path.parent.mkdir(mode=0o700, exist_ok=True)
            fresh = path.with_suffix(f".{os.getpid()}")
            fresh.touch(0o600)
            fresh.write_bytes(secrets.token_hex(32).encode())
            with contextlib.suppress(FileExistsError):
                os.link(fresh, path)
            fresh.unlink()
        return path.read_bytes()

    def seed(self, assignment: str, student: str) -> int:
        """Return the seed of a student's probes: the same at every regrade, unknown to everybody without the salt."""
        digest = hmac.new(self.salt, f"{assignment}\0{student}".encode(), hashlib.sha256).digest()
        return int.from_bytes(digest[:7], "big")


def make_job(
    assignment: Assignment, notebook: str, sanitised: Sanitised, files: dict[str, bytes], seed: int, **options: Any
) -> Job:
    """Return the unit of work for one submitted notebook."""
    original = assignment.notebooks[notebook]
    return Job(
        notebook=sanitised.notebook,
        files=assignment.beside(files),
        examination={name: data for name, data in assignment.examination.items() if _is_needed_to_mark(name)},
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


def _is_needed_to_mark(name: str) -> bool:
    """Tell whether a file of an examination travels with each job: right styles and notes prove it, and mark nobody."""
    return name.endswith(".py") and not name.startswith("styles/")


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


def _data_files(source: Path) -> dict[str, bytes]:
    return {
        name: data
        for name, data in read_folder(source).items()
        if not name.endswith(".ipynb") and ".ipynb_checkpoints" not in name
    }


def _declared(
    name: str, examination: dict[str, bytes], originals: dict[str, Original]
) -> tuple[tuple[str, ...], Limits]:
    """Return what the assignment's examination declares: withheld modules, and limits other than the default."""
    if not examination:
        return (), Limits()
    from autograder.examination import load_examination

    solution = {grade_id: code for original in originals.values() for grade_id, code in original.solution.items()}
    loaded = load_examination(examination, solution)
    return tuple(loaded.withheld), replace(Limits(), **loaded.limits)


def isolation_ahead(root: Path, assignment: str, kind: str) -> Isolation:
    """Return the jail that an assignment wants, as far as can be read without running anything, to begin with."""
    withheld = _withheld_ahead(root, assignment)
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError, AttributeError, StopIteration):
        notebook = next((root / "source" / assignment).glob("*.ipynb")).read_bytes()
        return isolation_for(kind, withheld, json.loads(notebook)["cells"])
    return Isolation(kind, withheld)


def _withheld_ahead(root: Path, assignment: str) -> tuple[str, ...]:
    with contextlib.suppress(OSError, SyntaxError, ValueError):
        for node in ast.parse((root / "examination" / assignment / "tasks.py").read_bytes()).body:
            if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["WITHHELD"]:
                return tuple(map(str, ast.literal_eval(node.value)))
    return ()


def _put_environment_on_path() -> None:
    """nbgrader starts `alembic` by name: let it find the one of this environment."""
    folder = str(Path(sys.executable).parent)
    if folder not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = folder + os.pathsep + os.environ.get("PATH", "")


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
