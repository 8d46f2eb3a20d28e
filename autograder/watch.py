"""The watch over one examiner and its candidates: it holds their clocks, kills, and says how each one ended."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import time
from typing import Any

import msgspec

from autograder import clocks, warm_up
from autograder.jail import wire
from autograder.job import Done, Job
from autograder.records import Outcome
from autograder.template import Template

_GRACE = 5.0  # seconds that an examiner has to notice that its candidate was killed
_SILENCE = 120.0  # seconds that an examiner may be busy by itself, between two cells
_LOOK = 0.1  # seconds between two looks at what a candidate uses


class Watch:
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


def _end_in_words(status: int | None) -> str:
    if status is None:
        return "ended in a way that could not be found out"
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return f"crashed ({signal.Signals(number).name})"
    return f"ended the interpreter (exit code {os.WEXITSTATUS(status)})"
