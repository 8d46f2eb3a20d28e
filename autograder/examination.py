"""What an examination's own files import, and `grade`, the one call of a hidden test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.errors import CourseError
from autograder.examination_files import load_examination
from autograder.records import VERDICT_MIME, to_plain
from autograder.tasks import Examination, Mistake, Task

__all__ = [
    "Examination", "Mistake", "Task", "current_examination", "grade", "use_examination",
]  # fmt: skip

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
