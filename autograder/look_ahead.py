"""Run submissions ahead of nbgrader, which converts them one after the other.

At its first submission the converter already knows its whole batch. From there on a few submissions are always under
way in the pool, keyed by the content of their jobs; when nbgrader comes to one, its result lies ready. Where the
notebook that nbgrader then asks for is another one than was expected, it is run directly: nothing is taken on trust.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograder.assignment import Assignment, make_job
from autograder.course import Course
from autograder.job import Job, to_bytes
from autograder.pool import grade_bytes, processors
from autograder.sanitise import Sanitised, parse, read_bytes, sanitise
from autograder.submission import read_files

_AHEAD = 4  # jobs under way for each that can run at once


@dataclass(frozen=True)
class Unit:
    """One notebook of the batch, as nbgrader names it."""

    assignment: str
    student: str
    notebook: str


@dataclass(frozen=True)
class _Started:
    place: int
    key: str
    future: Future[bytes]


class Batch:
    """What one run of `nbgrader autograde` will convert, in its order, and the jobs that run ahead of it."""

    def __init__(self, converter: Any, prepare: Callable[[Job], Job], executor: Executor, slots: int) -> None:
        share_engines()
        gc.freeze()  # nbgrader's 1,300 modules need no looking through
        self.converter, self.prepare, self.executor = converter, prepare, executor
        self.course = Course(Path(converter.coursedir.root), app=converter)
        self.bound = slots * _AHEAD
        self.paths: dict[Unit, Path] = {}
        for folder in sorted(converter.assignments):
            for path in sorted(converter.assignments[folder]):
                where = converter.init_single_notebook_resources(path)["nbgrader"]
                self.paths[Unit(where["assignment"], where["student"], where["notebook"])] = Path(path)
        self.order = list(self.paths)
        self.place = {unit: place for place, unit in enumerate(self.order)}
        self.next = 0
        self.started: dict[Unit, _Started] = {}
        self.met = 0  # results that lay ready when nbgrader came to them
        self._assignments: dict[str, Assignment] = {}
        self._files: tuple[tuple[str, str], dict[str, bytes]] | None = None

    def assignment(self, name: str) -> Assignment:
        """Return the assignment, read from the gradebook once for the whole batch."""
        if name not in self._assignments:
            self._assignments[name] = self.course.assignment(name)
        return self._assignments[name]

    def job(self, unit: Unit, cells: list[dict[str, Any]], repairs: tuple[str, ...] = ()) -> Job:
        """Return the unit of work for these sanitised cells. What the notebook's metadata say plays no part in it."""
        notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        seed = self.course.seed(unit.assignment, unit.student)
        job = make_job(
            self.assignment(unit.assignment), unit.notebook, Sanitised(notebook, repairs), self.files(unit), seed,
            collect=True,
        )  # fmt: skip
        return self.prepare(job)

    def files(self, unit: Unit) -> dict[str, bytes]:
        """Return what the student handed in beside the notebooks; no link is followed."""
        whose = (unit.assignment, unit.student)
        if self._files is None or self._files[0] != whose:
            self._files = (whose, read_files(self.course, self.assignment(unit.assignment), unit.student))
        return self._files[1]

    def go_on(self, unit: Unit) -> None:
        """Take note of where nbgrader is, and start what comes after."""
        place = self.place[unit]
        for passed in [other for other, started in self.started.items() if started.place < place]:
            self.started.pop(passed).future.cancel()
        self.next = max(self.next, place)
        while self.next < len(self.order) and len(self.started) < self.bound:
            with contextlib.suppress(Exception):  # whatever it is, it is this submission's own, and said at its turn
                self._start(self.next, unit)
            self.next += 1

    def _start(self, place: int, present: Unit) -> None:
        unit = self.order[place]
        if (unit.assignment, unit.student) != (present.assignment, present.student) and not self._will_convert(unit):
            return
        assignment = self.assignment(unit.assignment)
        if not is_python(assignment.notebooks[unit.notebook].kernelspec):
            return
        submitted = parse(read_bytes(self.paths[unit], assignment.limits.notebook))
        sanitised = sanitise(submitted, assignment.notebooks[unit.notebook])
        job = self.job(unit, sanitised.notebook["cells"])
        self.started[unit] = _Started(place, job.content_key(), self.executor.submit(grade_bytes, to_bytes(job)))

    def _will_convert(self, unit: Unit) -> bool:
        """Tell what nbgrader's `init_destination` will decide, without its removing of folders."""
        converter, coursedir = self.converter, self.converter.coursedir
        if unit.student in (coursedir.student_id_exclude or "").split(","):
            return False
        target = self.course.folder("autograded", unit.student, unit.assignment)
        wanted = target if coursedir.notebook_id == "*" else target / f"{unit.notebook}.ipynb"
        if converter.force or not wanted.exists():
            return True
        source = self.course.folder("submitted", unit.student, unit.assignment)
        new, old = (coursedir.get_existing_timestamp(str(folder)) for folder in (source, target))
        return new is not None and old is not None and new > old

    def done(self, unit: Unit, job: Job) -> bytes:
        """Return the bytes of the Done: from ahead where the very same job was run, else by running it now."""
        started = self.started.pop(unit, None)
        if started is not None and started.key == job.content_key():
            self.met += 1
            return started.future.result()
        if started is not None:
            started.future.cancel()
        return self.executor.submit(grade_bytes, to_bytes(job)).result()


def is_python(kernelspec: dict[str, Any] | None) -> bool:
    """Tell whether a notebook is run as Python: one that names no kernel is."""
    spec = kernelspec or {}
    return spec.get("name", "python3") in ("python", "python3") or spec.get("language") == "python"


class DaemonExecutor(Executor):
    """Threads that wait on supervisors and that nobody waits for: an interrupted nbgrader ends at once."""

    def __init__(self, slots: int) -> None:
        self.tasks: queue.SimpleQueue[tuple[Future[Any], Callable[[], Any]]] = queue.SimpleQueue()
        for number in range(slots):
            threading.Thread(target=self._serve, name=f"ahead-{number}", daemon=True).start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.tasks.put((future, functools.partial(fn, *args, **kwargs)))
        return future

    def _serve(self) -> None:
        while True:
            future, task = self.tasks.get()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(task())
            except BaseException as error:
                future.set_exception(error)
            del future, task


@functools.cache
def share_engines() -> None:
    """Let nbgrader connect to one gradebook by one engine for as long as this process lives.

    It opens the gradebook anew for each step of each submission, and each new engine compiles every statement again: a
    fifth of its time. A gradebook that is closed closes its connections, as before.
    """
    from nbgrader import api

    api.create_engine = functools.lru_cache(maxsize=4)(api.create_engine)


@functools.cache
def local() -> tuple[Executor, int]:
    """Return the executor of this process, kept for its whole life: formgrader grades one submission at a time."""
    return DaemonExecutor(processors()), processors()


def with_timeout(job: Job, seconds: int | None, default: int) -> Job:
    """Let `c.Execute.timeout` and its kin shorten or lengthen the limit of a cell."""
    if seconds is None or seconds < 0:
        return replace(job, limits=replace(job.limits, cell_seconds=3600.0, notebook_seconds=4 * 3600.0))
    if seconds == default:
        return job
    whole = max(job.limits.notebook_seconds, 4.0 * seconds)
    return replace(job, limits=replace(job.limits, cell_seconds=float(seconds), notebook_seconds=whole))
