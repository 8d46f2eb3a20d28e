"""The trusted process that drives one notebook: student cells go to the candidate, test cells run here.

Locked set-up cells run on both sides.  When a candidate dies, its cell is lost and no other: a fresh candidate replays
the cells that worked, and the notebook goes on.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import os
import random
import resource
import signal
import socket
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
import numpy as np

from autograder import verdicts
from autograder.bindings import Bindings
from autograder.examination import Examination, load_examination, use_examination
from autograder.hidden import veil
from autograder.jail import wire
from autograder.jail.cells import CellRunner
from autograder.job import Done, Job
from autograder.names import assigned_names, earns_by_value, imported_modules, used_names
from autograder.outputs import Collector, Output, output_size, settle, verdict_output, verdicts_in
from autograder.proxies import CandidateGone, Student
from autograder.records import Outcome, Verdict, verdict_of

_BESIDE = "run beside the student's code"  # in the first line of a test cell: its author gives up the separation
_REHEARSAL, _TIMES = 10.0, 1  # seconds that a rehearsal may take, and how often it marks
_MAX_DEATHS = 12  # a notebook that kills this many candidates is not worth another
_MAX_OUTPUTS = 32 * 2**20  # bytes of outputs in one notebook
_SHARED = {"autograder", "source_lib", "numpy", "IPython"} | sys.stdlib_module_names  # imported by one, ready for all
_runner: CellRunner | None = None


class TestHangs(Exception):
    """The test code itself does not come to an end."""


def prepare(job: Job) -> None:
    """Import and compile, once per supervisor, what every examiner forked from it will need."""
    global _runner
    if _runner is None:
        _runner = CellRunner(tracebacks=False)
    examination = load_examination(job.examination, job.solution) if job.examination else None
    use_examination(examination, job.seed)
    if examination is not None:
        _rehearse(examination)
    for cell in job.notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("locked"):
            import_ahead(imported_modules(cell["source"]))
            python = _runner.shell.transform_cell(cell["source"])
            _runner.shell.compiled(cell["source"])  # all of these remember
            for read in (used_names, assigned_names, earns_by_value):
                read(python)
    for source in job.solution.values():
        assigned_names(source)


def _rehearse(examination: Examination) -> None:
    """Mark the solution by each task, once per examination: what is forked then finds all code compiled and warm.

    The interpreter adapts code to what it meets, and a process that is forked for one notebook would begin anew.
    """
    from autograder.marking import mark

    if not examination.compile_ahead():
        return
    signal.signal(signal.SIGALRM, _hangs)
    signal.setitimer(signal.ITIMER_REAL, _REHEARSAL)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            program = examination.program()
            for task in examination.tasks:
                for seed in range(_TIMES):
                    mark(examination, task, {name: program[name] for name in task.functions}, seed)
    except Exception:
        pass  # the test that meets it again says so
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def import_ahead(modules: Iterable[str]) -> None:
    """Import modules so that each fork finds them there. The cell that wants one reports it if it is missing."""
    for module in modules:
        with contextlib.suppress(Exception):
            importlib.import_module(module)


def main(supervisor: socket.socket, job: Job, folder: Path) -> None:
    """Examine in this forked process, in a folder of its own, and tell the supervisor."""
    gc.freeze()  # what is here by now stays: no collection walks through it, or copies its pages
    signal.signal(signal.SIGALRM, _hangs)
    _limit_memory(job.limits.memory)
    null = os.open("/dev/null", os.O_RDWR)
    for standard in (0, 1):
        os.dup2(null, standard)
    before = set(sys.modules)
    done = Examiner(supervisor, job, folder).examine()
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

    def __init__(self, supervisor: socket.socket, job: Job, folder: Path) -> None:
        assert _runner is not None
        self.supervisor, self.job, self.folder = supervisor, job, folder
        self.runner = _runner
        self.student: Student | None = None
        self.worked: list[str] = []  # the cells that a fresh candidate replays
        self.stubs: set[str] = set()  # names whose cells still raise NotImplementedError
        self.broken: dict[str, str] = {}  # names whose cells ended in another exception: which
        self.verdicts: list[Verdict] = []
        self.weak: list[str] = []
        self.log: list[str] = []
        self.bindings = Bindings(self.runner.namespace, job.student_names, self.log)
        self.deaths = 0
        self.room = _MAX_OUTPUTS
        self.time_left = job.limits.notebook_seconds
        self.timed_out: int | None = None

    # ---- the notebook -----------------------------------------------------------------------------------------
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
        files = self._collect() if self.job.collect else {}
        return Done(
            notebook, tuple(self.verdicts), worst, verdicts.summary(self.verdicts), tuple(self.log), tuple(self.weak),
            self.job.limits.notebook_seconds - self.time_left, files, self.timed_out,
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
        outputs = self._run_student(index, source, str(marks.get("grade_id")))
        if marks.get("locked"):
            self._run_locked(source)
        return outputs

    def _run_locked(self, source: str) -> None:
        """Run a locked cell on this side too. It may call what the student defined: the clock runs."""
        python = self._python(source)
        self.bindings.use(python)
        with self._clock(self.job.limits.cell_seconds):
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
        self._share_seeds()
        random.seed(self.job.seed)
        np.random.seed(self.job.seed % 2**32)

    def _define(self, statements: tuple[str, ...]) -> None:
        """Import and define what the instructor's open cells do: a student who changes them changes no test."""
        for statement in statements:
            if self._run_here(statement, Collector(self.job.limits.output, trusted=True)) is None:
                self.bindings.own(statement)
                self.bindings.wanted |= used_names(statement)

    # ---- the student's side -----------------------------------------------------------------------------------
    def _candidate(self) -> Student:
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
                with self._clock(self.job.limits.cell_seconds):
                    student.request("run", source=source)
            except CandidateGone:
                self.worked.remove(source)  # it does not always work: not again
                raise

    def _run_student(self, index: int, source: str, name: str) -> list[Output]:
        collector = Collector(self.job.limits.output)
        if not source.strip():
            return []
        if self.time_left <= 0 or self.deaths >= _MAX_DEATHS:
            return [_stopped("NotRun", self._why_not())]
        try:
            student = self._candidate()
            student.show = collector
            with self._clock(self.job.limits.cell_seconds):
                reply = student.request("run", source=source)
            self._note_names(source, name, verdicts.reported(reply))
        except CandidateGone:
            outcome, sentence = self._bury(f"cell {index + 1}")
            if outcome == Outcome.TIMED_OUT and self.timed_out is None:
                self.timed_out = index
            return [*collector.outputs(), _stopped(outcome.title().replace("_", ""), f"This cell {sentence}.")]
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

    def _bury(self, where: str) -> tuple[Outcome, str]:
        """Learn how the candidate ended. The next cell gets a fresh one."""
        broke = self.student.broke if self.student else ""
        self.student = None
        self.deaths += 1
        wire.send(self.supervisor, {"ask": "fate"})
        outcome, sentence = wire.receive(self.supervisor)["fate"]
        if broke and outcome == Outcome.CRASHED:
            sentence = f"sent the grader a broken reply ({broke})"
        self.log.append(f"{where}: {sentence}")
        return Outcome(outcome), sentence

    def _why_not(self) -> str:
        if self.time_left <= 0:
            return f"Not run: the notebook had used up its {self.job.limits.notebook_seconds:.0f} seconds."
        return "Not run: the cells before had ended the interpreter too often."

    @contextlib.contextmanager
    def _clock(self, seconds: float):  # type: ignore[no-untyped-def]
        """Let the supervisor's clock run while a cell runs."""
        wire.send(self.supervisor, {"ask": "begin", "seconds": seconds})
        try:
            yield
        finally:
            wire.send(self.supervisor, {"ask": "end"})
            self.time_left = wire.receive(self.supervisor)["left"]

    def _collect(self) -> dict[str, bytes]:
        if self.student is None:
            return {}
        try:
            with self._clock(self.job.limits.cell_seconds):
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

    # ---- the examiner's side ----------------------------------------------------------------------------------
    def _python(self, source: str) -> str:
        return self.runner.shell.transform_cell(source)

    def _run_here(self, source: str, collector: Collector) -> BaseException | None:
        return self.runner.run(source, collector)

    def _run_test(self, index: int, source: str, name: str, points: float, beside: bool) -> list[Output]:
        collector = Collector(self.job.limits.output, trusted=True)
        if self.time_left <= 0 or self.deaths >= _MAX_DEATHS:
            verdict = verdicts.not_run(name, points, self._why_not())
            return self._close([_stopped("NotRun", self._why_not())], verdict)
        error: BaseException | None = None
        fate: tuple[Outcome, str] | None = None
        try:
            student = self._candidate()
            student.show = collector.student_said
            student.requests = 0
            with self._clock(self.job.limits.cell_seconds):
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
            fate = self._bury(name)
            if fate[0] == Outcome.TIMED_OUT and self.timed_out is None:
                self.timed_out = index
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
            told = verdicts.of_error(name, points, error, self.job.student_names, self.stubs, self.broken)
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
            [*settled, _stopped(verdicts.error_name(error, fate), verdict.sentence, verdict.hint)], verdict
        )

    def _close(self, outputs: list[Output], verdict: Verdict) -> list[Output]:
        self.verdicts.append(verdict)
        said = any(output["output_type"] in ("error", "stream") for output in outputs)
        return [*outputs, verdict_output(verdict, said=said)]

    def _share_seeds(self) -> None:
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


def _stopped(name: str, sentence: str, hint: str | None = None) -> Output:
    lines = sentence.split("\n") + ([f"Hint: {hint}"] if hint else [])
    return {"output_type": "error", "ename": name, "evalue": sentence, "traceback": lines}
