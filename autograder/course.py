"""An nbgrader course directory: where things lie, and what the gradebook knows."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import logging
import os
import re
import secrets
import shlex
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
_ID = re.compile(r"[^\x00-\x1f/\\]{1,200}")


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
        app = NbGrader(log_level=logging.CRITICAL, raise_config_file_errors=True)
        with _inside(self.root), _no_log():
            try:
                app.initialize([f"--CourseDirectory.root={self.root}", "--Application.log_level=CRITICAL"])
            except (Exception, SystemExit) as error:  # the file is Python: it may raise anything
                raise CourseError(
                    f"The configuration {self.root / 'nbgrader_config.py'} cannot be read ({_reason(error)}). "
                    "Mend it and run this again; nothing was done."
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
            raise CourseError(_gradebook_trouble(self.db_url, "opened", error)) from error
        try:
            yield book
        except SQLAlchemyError as error:
            raise CourseError(_gradebook_trouble(self.db_url, "written", error)) from error
        finally:
            book.close()

    def assignments(self) -> list[str]:
        source = self.folder("source", ".", "x").parent
        return sorted(path.name for path in source.iterdir() if path.is_dir()) if source.is_dir() else []

    def assignment(self, name: str) -> Assignment:
        """Return what the gradebook and the source say of an assignment. Raises: CourseError if it is unknown."""
        from nbgrader.api import MissingEntry

        if not is_name(name) or "+" in name:  # nbgrader's exchange puts a plus after an assignment's name
            raise CourseError(f"{name!r} cannot be the name of an assignment.")
        source = self.folder("source", ".", name)
        with self.gradebook() as book:
            try:
                row = book.find_assignment(name)
            except MissingEntry:
                raise CourseError(self.unknown(name)) from None
            if "preprocessors" not in self.config.GenerateAssignment and take_up(row, source):
                book.db.commit()  # with preprocessors of its own, only generation knows what a test will be
            rows = row.notebooks
            originals = {row.name: read_original(row, source / f"{row.name}.ipynb") for row in rows}
        if not originals:
            raise CourseError(f"The assignment {name!r} has no notebooks yet. Run: {self.release_command(name)}")
        examination = read_folder(self.root / "examination" / name)
        withheld, limits = declared(name, examination, originals)
        theirs = frozenset(self.config.Autograde.get("exclude_overwriting", {}).get(name, ()))
        return Assignment(name, originals, examination, data_files(source), theirs, withheld, limits)

    def unknown(self, name: str) -> str:
        """Say why an assignment is not there, and what to run or which there are."""
        if self.folder("source", ".", name).is_dir():
            return f"The assignment {name!r} is not released yet. Run: {self.release_command(name)}"
        known = ", ".join(self.assignments()) or "none"
        return f"There is no assignment {name!r} in this course. It has: {known}."

    def release_command(self, name: str) -> str:
        """Return the command that releases an assignment, to be typed where this process was started."""
        where = "" if Path.cwd() == self.root else f" --course-dir={shlex.quote(_seen_from_here(self.root))}"
        return f"nbgrader generate_assignment {shlex.quote(name)}{where}"

    def students(self, assignment: str) -> list[str]:
        """Return the students who handed something in, sorted; `left_out` tells of everything else that lies there."""
        pattern = str(self.folder("submitted", "*", assignment).relative_to(self.root))
        depth = Path(pattern).parts.index("*")
        found = (path for path in self.root.glob(pattern) if path.is_dir() and not path.is_symlink())
        return sorted(filter(is_name, (path.relative_to(self.root).parts[depth] for path in found)))

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


def is_name(name: str) -> bool:
    """Tell whether a folder's name can be that of a student or an assignment."""
    return bool(_ID.fullmatch(name)) and not _BAD_ID.search(name)


@contextlib.contextmanager
def _no_log() -> Iterator[None]:
    """Keep everybody's log silent for a while: what went wrong is said in one sentence."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


def _reason(error: BaseException) -> str:
    """Return an exception in one line, with the line of the file where it is Python's own."""
    if isinstance(error, SyntaxError):
        return f"line {error.lineno}: {error.msg}"
    if isinstance(error, SystemExit) and error.__context__ is not None:
        error = error.__context__  # nbgrader's own application has met a value that it refuses, and left
    return f"{type(error).__name__}: {' '.join(str(error).split())[:300].rstrip('.')}"


def _gradebook_trouble(url: str, what: str, error: Exception) -> str:
    """Say that the gradebook cannot be opened or written, and what helps against this cause."""
    reason = str(getattr(error, "orig", error)).split("\n")[0]
    if "locked" in reason:
        advice = "Another program is writing it: wait until that is done, or end it, and run this again."
    elif "not a database" in reason or "malformed" in reason:
        advice = (
            "The file is damaged: put a copy of it back. Without one, move it away, release the assignments and grade "
            "again; marks given by hand are in that file alone."
        )
    elif what == "opened":
        advice = "Check its folder's permissions."
    else:
        advice = "Mend that and grade again."
    kept = "; nothing half-written stays" if what == "written" else ""
    return f"The gradebook {url} cannot be {what} ({reason}){kept}. {advice}"


def _seen_from_here(folder: Path) -> str:
    here = Path.cwd()
    return str(folder.relative_to(here)) if folder.is_relative_to(here) else str(folder)


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
