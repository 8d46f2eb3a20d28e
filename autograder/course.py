"""An nbgrader course directory: where things lie, and what the gradebook knows."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import logging
import os
import re
import secrets
import sys
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.assignment import Assignment, data_files, declared, read_folder
from autograder.edited_tests import take_up
from autograder.errors import CourseError
from autograder.original import read_original

_BAD_ID = re.compile(r"^\.|[\ud800-\udfff]")  # hidden folders; names that are no UTF-8
_ID = re.compile(r"[^\x00-\x1f/\\+]{1,200}")


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

        if not _ID.fullmatch(name) or _BAD_ID.search(name):
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
        withheld, limits = declared(name, examination, originals)
        theirs = frozenset(self.config.Autograde.get("exclude_overwriting", {}).get(name, ()))
        return Assignment(name, originals, examination, data_files(source), theirs, withheld, limits)

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
