"""What a supervisor does once, so that each examiner finds it done: modules imported, cells compiled, code warm."""

from __future__ import annotations

import contextlib
import importlib
import io
import signal
from collections.abc import Iterable
from typing import Any

from autograder.examination import Examination, use_examination
from autograder.examination_files import load_examination
from autograder.jail.cells import CellRunner
from autograder.job import Job
from autograder.names import assigned_names, earns_by_value, imported_modules, used_names

_REHEARSAL = 10.0  # seconds that it may take


def prepare(job: Job, runner: CellRunner) -> None:
    """Import and compile what all examiners of the job's assignment need; what is ready already costs nothing."""
    examination = load_examination(job.examination, job.solution) if job.examination else None
    use_examination(examination, job.seed)
    if examination is not None:
        _rehearse(examination)
    for cell in job.notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("locked"):
            import_ahead(imported_modules(cell["source"]))
            python = runner.shell.transform_cell(cell["source"])
            runner.shell.compiled(cell["source"])  # all of these remember
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
    signal.signal(signal.SIGALRM, _too_long)
    signal.setitimer(signal.ITIMER_REAL, _REHEARSAL)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            program = examination.program()
            for task in examination.tasks:
                mark(examination, task, {name: program[name] for name in task.functions}, seed=0)
    except Exception:
        pass  # the test that meets it again says so
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def import_ahead(modules: Iterable[str]) -> None:
    """Import modules so that each fork finds them there. The cell that wants one reports it if it is missing."""
    for module in modules:
        with contextlib.suppress(Exception):
            importlib.import_module(module)


def _too_long(number: int, frame: Any) -> None:
    raise TimeoutError
