"""The process that starts templates and candidates, holds the clocks, kills, and returns the executed notebook.

It runs alone in a process of its own (see `pool.SupervisorProcess`), single-threaded, so that it may fork: for
each job it forks an **examiner**, which drives the notebook, and asks the **template** of the assignment's jail for
candidates.  It speaks with the grader through one socket, its standard input: a Job comes, a Done goes.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import socket
import tempfile
from pathlib import Path

from autograder import examiner, warm_up
from autograder.assignment import job_ahead
from autograder.errors import JailMissing
from autograder.isolation import Isolation, isolation_for
from autograder.jail import wire
from autograder.jail.cells import CellRunner
from autograder.job import Done, Job, job_from, to_bytes
from autograder.records import Outcome
from autograder.template import Template
from autograder.watch import Watch


class Supervisor:
    """Grades one job after the other, with one warm template for each kind of jail."""

    def __init__(self) -> None:
        self.templates: dict[Isolation, Template] = {}
        self.runner = CellRunner(tracebacks=False)

    def template(self, isolation: Isolation) -> Template:
        template = self.templates.get(isolation)
        if template is None or not template.alive():
            while len(self.templates) >= 4:  # a long-lived supervisor keeps the few jails that it used last
                self.templates.pop(next(iter(self.templates))).close()
            template = self.templates[isolation] = Template(isolation)
        return template

    def prepare(self, job: Job) -> Template:
        """Have ready what the job needs: its warm jail, and here whatever its examiner would else do by itself."""
        template = self.template(isolation_for(job.isolation, job.withheld, job.notebook["cells"]))
        warm_up.prepare(job, self.runner)
        return template

    def grade(self, job: Job) -> Done:
        """Run one notebook. Whatever the student's code or the tests do, a Done comes back. Raises: JailMissing."""
        template = self.prepare(job)
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
            watch = Watch(job, template, ours, pid)
            try:
                return watch.until_done()
            finally:
                watch.clean_up()

    def close(self) -> None:
        for template in self.templates.values():
            template.close()


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
                with contextlib.suppress(Exception):  # the first job says so
                    root, assignment, isolation = message["expect"]
                    supervisor.prepare(job_ahead(Path(os.fsdecode(root)), assignment, isolation))
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
