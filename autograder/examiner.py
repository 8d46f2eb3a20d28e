"""The trusted process that drives one notebook: student cells go to the candidate, test cells run here.

Locked set-up cells run on both sides.
"""

from __future__ import annotations

import contextlib
import gc
import os
import random
import resource
import signal
import socket
import sys
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from autograder import verdicts
from autograder.bindings import Bindings
from autograder.hidden import veil
from autograder.jail import wire
from autograder.jail.cells import CellRunner
from autograder.job import Done, Job
from autograder.names import earns_by_value, used_names
from autograder.outputs import Collector, Output, output_size, settle, stopped, verdict_output, verdicts_in
from autograder.proxies import CandidateGone
from autograder.records import Outcome, Verdict, verdict_of
from autograder.student_side import StudentSide

_BESIDE = "run beside the student's code"  # in the first line of a test cell: its author gives up the separation
_MAX_OUTPUTS = 32 * 2**20  # bytes of outputs in one notebook
_SHARED = {"autograder", "source_lib", "numpy", "IPython"} | sys.stdlib_module_names  # imported by one, ready for all


class TestHangs(Exception):
    """The test code itself does not come to an end."""


def main(supervisor: socket.socket, job: Job, runner: CellRunner, folder: Path) -> None:
    """Examine in this forked process, in a folder of its own, and tell the supervisor."""
    gc.freeze()  # what is here by now stays: no collection walks through it, or copies its pages
    signal.signal(signal.SIGALRM, _hangs)
    _limit_memory(job.limits.memory)
    null = os.open("/dev/null", os.O_RDWR)
    for standard in (0, 1):
        os.dup2(null, standard)
    before = set(sys.modules)
    done = Examiner(supervisor, job, runner, folder).examine()
    imported = [name for name in sys.modules if name not in before and name.split(".")[0] in _SHARED]
    plain = msgspec.to_builtins(done, builtin_types=(bytes,))
    wire.send(supervisor, {"done": plain, "imported": imported}, wire.TRUSTED_FRAME)


def _limit_memory(room: int) -> None:
    """Let what the student's code sends take no more than `room` bytes here, over what is in use already."""
    with contextlib.suppress(OSError, ValueError):
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + room, resource.RLIM_INFINITY))


def _hangs(number: int, frame: Any) -> None:
    raise TestHangs("the test code does not come to an end with what the student's code returned")


class Examiner:
    """Runs one job's cells in order, each on its side."""

    def __init__(self, supervisor: socket.socket, job: Job, runner: CellRunner, folder: Path) -> None:
        self.job, self.runner, self.folder = job, runner, folder
        self.verdicts: list[Verdict] = []
        self.weak: list[str] = []
        self.log: list[str] = []
        self.bindings = Bindings(runner.namespace, job.student_names, self.log)
        self.side = StudentSide(supervisor, job, self.bindings, self.log)
        self.room = _MAX_OUTPUTS

    def examine(self) -> Done:
        self._settle_in()
        notebook = msgspec.to_builtins(self.job.notebook)
        for index, cell in enumerate(notebook["cells"]):
            if cell["cell_type"] != "code":
                continue
            marks = cell["metadata"].get("nbgrader", {})
            cell["execution_count"] = None
            cell["outputs"] = self._within_room(self._run(index, cell, marks), marks)
        worst = verdicts.worst([verdict.outcome for verdict in self.verdicts])
        files = self.side.collect() if self.job.collect else {}
        return Done(
            notebook, tuple(self.verdicts), worst, verdicts.summary(self.verdicts), tuple(self.log), tuple(self.weak),
            self.job.limits.notebook_seconds - self.side.time_left, files, self.side.timed_out,
        )  # fmt: skip

    def _within_room(self, outputs: list[Output], marks: dict[str, Any]) -> list[Output]:
        """Keep what a whole notebook shows within bounds: what is too much is left out, save in test cells."""
        size = output_size(outputs)
        if size > self.room and not marks.get("grade"):
            said = "[the outputs of this cell were left out: the notebook shows too much]\n"
            return [{"output_type": "stream", "name": "stdout", "text": said}]
        self.room -= size
        return outputs

    def _run(self, index: int, cell: dict[str, Any], marks: dict[str, Any]) -> list[Output]:
        source = cell["source"]
        if marks.get("grade") and not marks.get("solution"):
            points = float(marks.get("points", 0))
            name = str(marks.get("grade_id", index))
            beside = _BESIDE in source.split("\n", 1)[0]
            return self._run_test(index, source, name, points, beside)
        outputs = self.side.run(index, source, str(marks.get("grade_id")))
        if marks.get("locked"):
            self._run_locked(source)
        return outputs

    def _run_locked(self, source: str) -> None:
        """Run a locked cell on this side too. It may call what the student defined: the clock runs."""
        python = self._python(source)
        self.bindings.use(python)
        with self.side.clock():
            self._run_here(source, Collector(self.job.limits.output, trusted=True))
        self.bindings.own(python)

    def _settle_in(self) -> None:
        """Make this process the examiner of this one job: its files, its seeds, its streams."""
        os.chdir(self.folder)
        for name, content in self.job.test_files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        os.environ.update(self.job.environment)
        self._define(self.job.definitions)
        sys.stdout, sys.stderr = self.runner.streams
        self.side.share_seeds()
        random.seed(self.job.seed)
        np.random.seed(self.job.seed % 2**32)

    def _define(self, statements: tuple[str, ...]) -> None:
        """Import and define what the instructor's open cells do: a student who changes them changes no test."""
        for statement in statements:
            if self._run_here(statement, Collector(self.job.limits.output, trusted=True)) is None:
                self.bindings.own(statement)
                self.bindings.wanted |= used_names(statement)

    def _python(self, source: str) -> str:
        return self.runner.shell.transform_cell(source)

    def _run_here(self, source: str, collector: Collector) -> BaseException | None:
        return self.runner.run(source, collector)

    def _run_test(self, index: int, source: str, name: str, points: float, beside: bool) -> list[Output]:
        collector = Collector(self.job.limits.output, trusted=True)
        if why_not := self.side.why_not:
            return self._close([stopped("NotRun", why_not)], verdicts.not_run(name, points, why_not))
        error: BaseException | None = None
        fate: tuple[Outcome, str] | None = None
        try:
            student = self.side.candidate()
            student.show = collector.student_said
            student.requests = 0
            with self.side.clock():
                if beside:
                    self.weak.append(name)
                    student.show = collector = Collector(self.job.limits.output)
                    error = verdicts.reported(student.request("run", source=source))
                else:
                    self.bindings.fetch(student, self._python(source))
                    error = self._run_here(source, collector)
            if isinstance(error, CandidateGone):
                raise error
            if student.gone:  # the test took the end of the student's process for an exception, and went on
                raise CandidateGone("the student's process ended")
        except CandidateGone:
            fate = self.side.bury(index, name)
        return self._verdict(collector.outputs(), name, source, points, error, fate)

    def _verdict(
        self,
        outputs: list[Output],
        name: str,
        source: str,
        points: float,
        error: BaseException | None,
        fate: tuple[Outcome, str] | None,
    ) -> list[Output]:
        """Settle a test cell's outputs and close them with its verdict."""
        said = [verdict_of(plain) for plain in verdicts_in(outputs)]
        outputs = [output for output in outputs if not verdicts_in([output])]
        if fate is not None:
            verdict = verdicts.of_fate(name, points, *fate)
        elif error is not None:
            told = verdicts.of_error(name, points, error, self.job.student_names, self.side.stubs, self.side.broken)
            verdict = veil(told, error, source)
            if verdict is not told:
                self.log.append(f"{name}: {told.sentence}")
        else:
            try:
                earning = earns_by_value(self._python(source))
                outputs, earned = settle(outputs, points, stderr_costs=self.job.stderr_costs, number_wanted=earning)
            except ValueError as wrong:
                self.log.append(f"{name}: {wrong}")
                verdict = verdicts.of_error(name, points, wrong)
            else:
                verdict = said[-1] if said else verdicts.of_points(name, points, earned)
                verdict = verdicts.adjusted(verdict, name, earned, points)
                return self._close(outputs, verdict)
        kept = [output for output in outputs if output["output_type"] not in ("error", "execute_result")]
        settled, _ = settle(kept, 0.0)
        return self._close(
            [*settled, stopped(verdicts.error_name(error, fate), verdict.sentence, verdict.hint)], verdict
        )

    def _close(self, outputs: list[Output], verdict: Verdict) -> list[Output]:
        self.verdicts.append(verdict)
        said = any(output["output_type"] in ("error", "stream") for output in outputs)
        return [*outputs, verdict_output(verdict, said=said)]
