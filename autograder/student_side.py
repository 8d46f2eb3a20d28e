"""The student's half of a notebook: its candidates, one after the other, and the cells that run in them.

When a candidate dies, its cell is lost and no other: a fresh candidate replays the cells that worked, and the
notebook goes on.
"""

from __future__ import annotations

import contextlib
import random
import socket
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import Any

import numpy as np

from autograder import verdicts
from autograder.bindings import Bindings
from autograder.jail import wire
from autograder.job import Job
from autograder.names import assigned_names
from autograder.outputs import Collector, Output, stopped
from autograder.proxies import CandidateGone, Student
from autograder.records import Outcome

_MAX_DEATHS = 12  # a notebook that kills this many candidates is not worth another


class StudentSide:
    """What an examiner has of the student: the present candidate, its clock, and what its cells have come to."""

    def __init__(self, supervisor: socket.socket, job: Job, bindings: Bindings, log: list[str]) -> None:
        self.supervisor, self.job, self.bindings, self.log = supervisor, job, bindings, log
        self.student: Student | None = None
        self.worked: list[str] = []  # the cells that a fresh candidate replays
        self.stubs: set[str] = set()  # names whose cells still raise NotImplementedError
        self.broken: dict[str, str] = {}  # names whose cells ended in another exception: which
        self.deaths = 0
        self.time_left = job.limits.notebook_seconds
        self.timed_out: int | None = None  # the first cell that did not end in time

    @property
    def why_not(self) -> str:
        """Say why nothing more is run; empty as long as something is."""
        if self.time_left <= 0:
            return f"Not run: the notebook had used up its {self.job.limits.notebook_seconds:.0f} seconds."
        return "Not run: the cells before had ended the interpreter too often." if self.deaths >= _MAX_DEATHS else ""

    def candidate(self) -> Student:
        """Return the present candidate, or a fresh one that has replayed what worked. Raises: CandidateGone."""
        if self.student is None:
            wire.send(self.supervisor, {"ask": "candidate"})
            _, descriptors, _, _ = socket.recv_fds(self.supervisor, 1, 1)
            self.student = Student(socket.socket(fileno=descriptors[0]))
            self.student.before_request = partial(self.bindings.hand_over, self.student)
            self.student.operators = frozenset(self.job.operators)
            for name, content in self.job.files.items():
                if len(content) < wire.MAX_FRAME - 4096:
                    self.student.request("files", files={name: content})
            self._replay(self.student)
        return self.student

    def _replay(self, student: Student) -> None:
        for source in list(self.worked):
            try:
                with self.clock():
                    student.request("run", source=source)
            except CandidateGone:
                self.worked.remove(source)  # it does not always work: not again
                raise

    def run(self, index: int, source: str, name: str) -> list[Output]:
        """Run a cell of the notebook in the candidate and return what it shows."""
        collector = Collector(self.job.limits.output)
        if not source.strip():
            return []
        if self.why_not:
            return [stopped("NotRun", self.why_not)]
        try:
            student = self.candidate()
            student.show = collector
            with self.clock():
                reply = student.request("run", source=source)
            self._note_names(source, name, verdicts.reported(reply))
        except CandidateGone:
            outcome, sentence = self.bury(index, f"cell {index + 1}")
            return [*collector.outputs(), stopped(outcome.title().replace("_", ""), f"This cell {sentence}.")]
        self.worked.append(source)
        return collector.outputs()

    def _note_names(self, source: str, name: str, error: Exception | None) -> None:
        """Remember which names a cell should have defined and did not, and why."""
        if error is None and not self.stubs and not self.broken:
            return
        defines = assigned_names(source) | assigned_names(self.job.solution.get(name, ""))
        if isinstance(error, NotImplementedError):
            self.stubs |= defines
        elif error is not None:
            self.broken |= dict.fromkeys(defines, f"{type(error).__name__}: {verdicts.without_file(str(error))}")
        else:
            self.stubs -= defines
            self.broken = {defined: why for defined, why in self.broken.items() if defined not in defines}

    def bury(self, index: int, where: str) -> tuple[Outcome, str]:
        """Learn how the candidate ended, in the cell of this index. The next cell gets a fresh one."""
        broke = self.student.broke if self.student else ""
        self.student = None
        self.deaths += 1
        wire.send(self.supervisor, {"ask": "fate"})
        outcome, sentence = wire.receive(self.supervisor)["fate"]
        if broke and outcome == Outcome.CRASHED:
            sentence = f"sent the grader a broken reply ({broke})"
        self.log.append(f"{where}: {sentence}")
        if outcome == Outcome.TIMED_OUT and self.timed_out is None:
            self.timed_out = index
        return Outcome(outcome), sentence

    @contextlib.contextmanager
    def clock(self) -> Iterator[None]:
        """Let the supervisor's clock run while a cell runs."""
        wire.send(self.supervisor, {"ask": "begin", "seconds": self.job.limits.cell_seconds})
        try:
            yield
        finally:
            wire.send(self.supervisor, {"ask": "end"})
            self.time_left = wire.receive(self.supervisor)["left"]

    def collect(self) -> dict[str, bytes]:
        """Return the files that the notebook wrote, save those that the grader keeps itself."""
        if self.student is None:
            return {}
        try:
            with self.clock():
                limit = min(self.job.limits.files, wire.MAX_FRAME // 2)
                files = self.student.request("collect", limit=limit).get("files")
        except (CandidateGone, Exception):
            return {}
        plain = files.items() if isinstance(files, dict) else ()
        return {
            name: bytes(data)
            for name, data in plain
            if isinstance(name, str) and isinstance(data, bytes) and not _is_ours(name)
        }

    def share_seeds(self) -> None:
        """Let `np.random.seed` and `random.seed` of a test cell seed the candidate too."""
        for module, side in ((np.random, "numpy"), (random, "python")):
            original = module.seed

            def seed(*args: Any, _original: Any = original, _side: str = side, **kwargs: Any) -> None:
                _original(*args, **kwargs)
                if self.student is not None and args:
                    self.student.request("seed", **{_side: self.student.encode(args[0])})

            module.seed = seed  # type: ignore[attr-defined]


def _is_ours(name: str) -> bool:
    """Tell whether a file of this name would stand where nbgrader or the grader keep something of their own."""
    path = PurePosixPath(name)
    return path.name in ("timestamp.txt", "submission_secret.txt") or (len(path.parts) == 1 and path.suffix == ".ipynb")
