"""The process that starts templates and candidates, holds the clocks, kills, and returns the executed notebook.

It runs alone in a process of its own (see `pool.SupervisorProcess`), single-threaded, so that it may fork: for
each job it forks an **examiner**, which drives the notebook, and asks the **template** of the assignment's jail for
candidates.  It speaks with the grader through one socket, its standard input: a Job comes, a Done goes.
"""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import hashlib
import os
import select
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import msgspec

from autograder import clocks, examiner, warm_up
from autograder.errors import JailMissing
from autograder.isolation import Isolation, isolation_for
from autograder.jail import wire
from autograder.jail.cells import CellRunner
from autograder.job import Done, Job, job_from, to_bytes
from autograder.records import Outcome

_GRACE = 5.0  # seconds that an examiner has to notice that its candidate was killed
_SILENCE = 120.0  # seconds that an examiner may be busy by itself, between two cells
_LOOK = 0.1  # seconds between two looks at what a candidate uses
_START = 60.0  # seconds that a template may take to start


class Template:
    """One warm jail. Clones candidates; tells how each one ended."""

    def __init__(self, isolation: Isolation) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the template)
        command, environment = isolation.command(), isolation.environment()
        self.process = subprocess.Popen(
            command, stdin=theirs.fileno(), stdout=subprocess.DEVNULL, stderr=self.errors, env=environment
        )
        theirs.close()
        self.control = ours
        self.ended: dict[int, int] = {}  # pid in the jail -> wait status
        ours.settimeout(_START)
        try:
            started = msgspec.msgpack.decode(ours.recv(65536))
        except (OSError, msgspec.DecodeError):
            started = {}
        if not started.get("ready"):
            raise JailMissing(f"the jail did not start: {self._last_words()}. Run: autograder doctor")

    def _last_words(self) -> str:
        self.process.kill()
        self.process.wait()
        self.errors.seek(0)
        lines = self.errors.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"

    def spawn(self, job: Job) -> tuple[socket.socket, int, int]:
        """Return a connection to a new candidate, its pid in the jail, and its pidfd."""
        ours, theirs = socket.socketpair()
        request = {
            "limits": dataclasses.asdict(job.limits),
            "seed": _candidate_seed(job.seed),
            "environment": job.environment,
        }
        socket.send_fds(self.control, [msgspec.msgpack.encode({"spawn": request})], [theirs.fileno()])
        theirs.close()
        while True:
            message, descriptors, _, _ = socket.recv_fds(self.control, 65536, 1)
            if not message:
                raise JailMissing(f"the jail ended: {self._last_words()}. Run: autograder doctor")
            event = msgspec.msgpack.decode(message)
            if "spawned" in event:
                return ours, event["spawned"], descriptors[0]
            self.ended[event["ended"]] = event["status"]

    def status(self, pid: int, seconds: float = 5.0) -> int | None:
        """Wait for the end of a candidate and return its wait status."""
        deadline = time.monotonic() + seconds
        while pid not in self.ended and (left := deadline - time.monotonic()) > 0:
            if select.select([self.control], [], [], left)[0]:
                message = self.control.recv(65536)
                if not message:
                    return None
                event = msgspec.msgpack.decode(message)
                self.ended[event["ended"]] = event["status"]
        return self.ended.pop(pid, None)

    def alive(self) -> bool:
        return self.process.poll() is None

    def close(self) -> None:
        self.control.close()
        self.process.kill()
        self.process.wait()
        self.errors.close()


class Supervisor:
    """Grades one job after the other, with one warm template for each kind of jail."""

    def __init__(self) -> None:
        self.templates: dict[Isolation, Template] = {}
        self.runner: CellRunner | None = None

    def template(self, isolation: Isolation) -> Template:
        template = self.templates.get(isolation)
        if template is None or not template.alive():
            while len(self.templates) >= 4:  # a long-lived supervisor keeps the few jails that it used last
                self.templates.pop(next(iter(self.templates))).close()
            template = self.templates[isolation] = Template(isolation)
        return template

    def grade(self, job: Job) -> Done:
        """Run one notebook. Whatever the student's code or the tests do, a Done comes back. Raises: JailMissing."""
        template = self.template(isolation_for(job.isolation, job.withheld, job.notebook["cells"]))
        if self.runner is None:
            self.runner = CellRunner(tracebacks=False)
        warm_up.prepare(job, self.runner)
        # The folder is the supervisor's to remove: an examiner that is killed leaves nothing behind.
        with tempfile.TemporaryDirectory(prefix="examiner-", ignore_cleanup_errors=True) as folder:
            ours, theirs = socket.socketpair()
            pid = os.fork()
            if pid == 0:
                try:
                    ours.close()
                    examiner.main(theirs, job, self.runner, Path(folder))
                finally:
                    os._exit(0)
            theirs.close()
            watch = _Watch(job, template, ours, pid)
            try:
                return watch.until_done()
            finally:
                watch.clean_up()

    def close(self) -> None:
        for template in self.templates.values():
            template.close()


class _Watch:
    """The clocks over one examiner and its present candidate."""

    def __init__(self, job: Job, template: Template, examiner: socket.socket, examiner_pid: int) -> None:
        self.job, self.template = job, template
        self.examiner, self.examiner_pid = examiner, examiner_pid
        self.candidate: tuple[int, int, int] | None = None  # pid in the jail, pidfd, pid here
        self.clock: clocks.Clock | None = None
        self.fate: tuple[Outcome, str] | None = None
        self.began = time.monotonic()
        self.spent = 0.0  # fair seconds of all cells so far
        self.killed_at: float | None = None
        self.warned = False
        self.looked_at = 0.0
        self.heard = time.monotonic()  # when the examiner last said something

    def until_done(self) -> Done:
        poll = select.poll()
        poll.register(self.examiner, select.POLLIN)
        while True:
            if poll.poll(1000 * _LOOK if self.clock else 1000):
                try:
                    message = wire.receive(self.examiner, wire.TRUSTED_FRAME)
                except wire.Closed:
                    return self._broken("the test code ended the examiner")
                self.heard = time.monotonic()
                if "done" in message:
                    warm_up.import_ahead(message["imported"])
                    return msgspec.convert(message["done"], Done)
                self._serve(message)
            silent = self.clock is None and time.monotonic() - self.heard > _SILENCE
            if silent or (self.clock is not None and not self._in_time()):
                return self._broken("the test code did not come to an end")

    def _serve(self, message: dict[str, Any]) -> None:
        match message["ask"]:
            case "candidate":
                self._end_candidate()
                connection, pid, pidfd = self.template.spawn(self.job)
                self.candidate, self.fate = (pid, pidfd, clocks.host_pid(pidfd)), None
                socket.send_fds(self.examiner, [b"!"], [connection.fileno()])
                connection.close()
            case "begin":
                left = max(0.1, self.job.limits.notebook_seconds - self.spent)
                self.clock = clocks.Clock(
                    min(message["seconds"], left), self.candidate[2] if self.candidate else os.getpid()
                )
                self.killed_at, self.warned = None, False
            case "end":
                if self.clock is not None:
                    self.spent += self.clock.elapsed()
                self.clock = None
                wire.send(self.examiner, {"left": self.job.limits.notebook_seconds - self.spent})
            case "fate":
                wire.send(self.examiner, {"fate": [*self._fate()]})

    def _in_time(self) -> bool:
        """Kill the candidate when its time or memory is used up. False when the examiner itself hangs."""
        assert self.clock is not None
        now = time.monotonic()
        if now - self.looked_at < _LOOK and self.killed_at is None:
            return True
        self.looked_at = now
        if self.killed_at is None:
            if self.clock.expired():
                limit = self.clock.limit
                self._kill(
                    Outcome.TIMED_OUT,
                    f"was stopped after {limit:.0f} seconds"
                    if limit >= 1
                    else "was stopped because the notebook's time was used up",
                )
            elif (
                self.candidate and clocks.memory_of(self.candidate[2], self.job.limits.memory) > self.job.limits.memory
            ):
                self._kill(Outcome.OUT_OF_MEMORY, f"used more than {self.job.limits.memory / 2**30:.1f} GiB of memory")
        elif now - self.killed_at > 3 * _GRACE:
            return False
        elif now - self.killed_at > _GRACE and not self.warned:
            self.warned = True
            os.kill(self.examiner_pid, signal.SIGALRM)
        return True

    def _kill(self, outcome: Outcome, sentence: str) -> None:
        self.fate, self.killed_at = (outcome, sentence), time.monotonic()
        if self.candidate:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self.candidate[1], signal.SIGKILL)

    def _fate(self) -> tuple[str, str]:
        """Say how the present candidate ended; end it if it has not."""
        fate, status = self.fate, None
        if self.candidate:
            pid, pidfd, _ = self.candidate
            if not select.select([pidfd], [], [], 1.0)[0]:
                with contextlib.suppress(ProcessLookupError):
                    signal.pidfd_send_signal(pidfd, signal.SIGKILL)
                fate = fate or (Outcome.CRASHED, "broke off the conversation with the grader")
            status = self.template.status(pid)
            os.close(pidfd)
            self.candidate = None
        if fate is None:
            fate = (Outcome.CRASHED, _end_in_words(status))
        return str(fate[0]), fate[1]

    def _end_candidate(self) -> None:
        if self.candidate:
            pid, pidfd, _ = self.candidate
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(pidfd, signal.SIGKILL)
            self.template.status(pid)
            os.close(pidfd)
            self.candidate = None

    def _broken(self, why: str) -> Done:
        """What is left to say when the examiner is gone: a fault of the tests, not of the student."""
        return Done(
            self.job.notebook,
            (),
            Outcome.NOT_RUN,
            f"could not be graded: {why}; look at the tests of this assignment",
            (why,),
            fault=True,
        )

    def clean_up(self) -> None:
        self._end_candidate()
        self.examiner.close()
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.examiner_pid, signal.SIGKILL)
        os.waitpid(self.examiner_pid, 0)


def _candidate_seed(seed: int) -> int:
    """Return the seed of the student's side: it tells nothing of the seed that hidden probes come from."""
    return int.from_bytes(hashlib.sha256(f"candidate {seed}".encode()).digest()[:7], "big")


def _end_in_words(status: int | None) -> str:
    if status is None:
        return "ended in a way that could not be found out"
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return f"crashed ({signal.Signals(number).name})"
    return f"ended the interpreter (exit code {os.WEXITSTATUS(status)})"


def main() -> None:
    """Serve jobs from standard input, which is a socket, until it closes."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    connection = socket.socket(fileno=os.dup(0))
    null = os.open("/dev/null", os.O_RDWR)
    os.dup2(null, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the grader decides when to stop
    supervisor = Supervisor()
    gc.freeze()
    gc.enable()
    while True:
        try:
            message = wire.receive(connection, wire.TRUSTED_FRAME)
            if isinstance(message, dict):
                with contextlib.suppress(JailMissing):  # the first job says so
                    supervisor.template(msgspec.convert(message["expect"], Isolation))
                continue
            job = job_from(message)
        except wire.Closed:
            break
        try:
            wire.send(connection, {"done": to_bytes(supervisor.grade(job))}, wire.TRUSTED_FRAME)
        except JailMissing as missing:
            wire.send(connection, {"missing": str(missing)})
        except wire.WireError:
            failed = Done({**job.notebook}, (), Outcome.NOT_RUN, "could not be graded: its outputs are too large")
            wire.send(connection, {"done": to_bytes(failed)})
        except wire.Closed:
            break
    supervisor.close()
