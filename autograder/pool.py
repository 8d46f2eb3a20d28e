"""Many notebooks at once: supervisors, and the Executor that decides where they run.

`grade_bytes` is the unit that any `concurrent.futures.Executor` can run, here or on a cluster: bytes of a Job in, bytes
of a Done out.  Each process keeps a few supervisors, started when first needed and used again.  A supervisor that dies
is replaced and its job run once more, so nothing is lost with it.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import CancelledError, Executor, ThreadPoolExecutor
from pathlib import Path

from autograder.errors import JailMissing
from autograder.jail import wire
from autograder.job import Done, job_from, to_bytes
from autograder.records import Outcome

_ATTEMPTS = 2
_KIND = 0.3  # seconds that idle supervisors have to end by themselves


class SupervisorProcess:
    """One supervisor at the other end of a socket.

    Started, not forked: the process that asks may be a Jupyter server or a cluster's worker, full of threads.
    """

    def __init__(self, processor: int | None = None) -> None:
        ours, theirs = socket.socketpair()
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
        serve = (
            "import gc; gc.disable(); from autograder.supervisor import main; main()"  # no garbage in what it imports
        )
        command = [sys.executable, "-P", "-c", serve]  # -P: no module of the working folder
        self.process = subprocess.Popen(command, stdin=theirs.fileno(), env=environment, start_new_session=True)
        if processor is not None:
            with contextlib.suppress(OSError):
                os.sched_setaffinity(self.process.pid, {processor})
        theirs.close()
        self.connection = ours

    def grade(self, job: bytes) -> bytes:
        """Return the bytes of the Done. Raises: wire.Closed if the supervisor died, JailMissing."""
        wire.send(self.connection, job, wire.TRUSTED_FRAME)
        answer = wire.receive(self.connection, wire.TRUSTED_FRAME)
        if "missing" in answer:
            raise JailMissing(answer["missing"])
        return answer["done"]

    def close(self, until: float = 0.0) -> None:
        """End the supervisor, kindly until the time `until`, and with it whatever it started in its session."""
        self.connection.close()
        with contextlib.suppress(ChildProcessError):
            ended = os.WEXITED | os.WNOWAIT | os.WNOHANG  # look, but leave its number taken until its session is ended
            while os.waitid(os.P_PID, self.process.pid, ended) is None and time.monotonic() < until:
                time.sleep(0.01)
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


_idle: list[SupervisorProcess] = []
_all: list[SupervisorProcess] = []
_lock = threading.Lock()
_closings = 0  # a job that was broken off by a closing is not tried again


def grade_bytes(job: bytes) -> bytes:
    """Grade one job in a supervisor of this process.

    Raises: JailMissing where no jail can be had, CancelledError if the supervisors are closed meanwhile.
    """
    began = _closings
    for _ in range(_ATTEMPTS):
        supervisor = _borrow()
        try:
            done = supervisor.grade(job)
        except (wire.Closed, wire.WireError):
            _discard(supervisor)
            if began != _closings:
                raise CancelledError("the grader was stopped") from None
            continue
        except BaseException:
            _discard(supervisor)
            raise
        with _lock:
            _idle.append(supervisor)
        return done
    sentence = "could not be graded: it ended the grader's own process twice"
    return to_bytes(Done(job_from(job).notebook, (), Outcome.NOT_RUN, sentence, fault=True))


def _borrow() -> SupervisorProcess:
    with _lock:
        if _idle:
            return _idle.pop()
        supervisor = SupervisorProcess()
        _all.append(supervisor)
        return supervisor


def start(number: int, root: Path, assignment: str, isolation: str) -> None:
    """Start supervisors, and have each make ready what the jobs of an assignment need, before the first of them comes.

    They are told where to read, not what: a long message would have to wait until they have started.

    Where there is one for each processor, each keeps to its own: an examiner and its candidate take turns, and a talk
    between two processors costs both of them what they had in their caches.
    """
    own = sorted(os.sched_getaffinity(0)) if number == processors() and hasattr(os, "sched_getaffinity") else []
    with _lock:
        fresh = [SupervisorProcess(own[place] if own else None) for place in range(len(_all), number)]
        for supervisor in fresh:
            with contextlib.suppress(wire.Closed, wire.WireError):  # one that died is replaced at its first job
                wire.send(supervisor.connection, {"expect": [os.fsencode(root), assignment, isolation]})
        _all.extend(fresh)
        _idle.extend(fresh)


def _discard(supervisor: SupervisorProcess) -> None:
    with _lock:
        if supervisor in _all:
            _all.remove(supervisor)
    supervisor.close()


def close_all() -> None:
    """End all supervisors of this process, and with them their jails and whatever runs inside."""
    global _closings
    with _lock:
        _closings += 1
        supervisors, _all[:], _idle[:] = list(_all), [], []
    for supervisor in supervisors:
        with contextlib.suppress(OSError):
            supervisor.connection.shutdown(socket.SHUT_RDWR)  # wakes the thread that waits for it
    until = time.monotonic() + _KIND
    for supervisor in supervisors:
        supervisor.close(until)


atexit.register(close_all)


def local_executor(jobs: int) -> Executor:
    """Return the default Executor: as many threads as jobs, each waiting on a supervisor process of its own."""
    return ThreadPoolExecutor(jobs, thread_name_prefix="grade")


def processors() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
