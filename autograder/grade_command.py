"""The command that grades a class: who runs the notebooks, what is seen meanwhile, and the table at the end."""

from __future__ import annotations

import contextlib
import gc
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from autograder.isolation import find_bubblewrap
from autograder.options import course_option, fail, json_option, open_course


@click.command()
@click.argument("assignment")
@course_option
@click.option("--student", "students", multiple=True, metavar="ID", help="Grade this student only; may be given again.")
@click.option(
    "--jobs", type=click.IntRange(1, 256), default=None, help="Notebooks at once; by default one for each processor."
)
@click.option(
    "--dask", metavar="ADDRESS", default=None, help="Run on this Dask scheduler, for example tcp://127.0.0.1:8786."
)
@click.option("--force", is_flag=True, help="Execute again what has not changed.")
@click.option(
    "--isolation", type=click.Choice(["jail", "none-I-trust-every-student"]), default="jail", help="Leave this alone."
)
@json_option
def grade(
    assignment: str,
    course_dir: Path | None,
    students: Sequence[str],
    jobs: int | None,
    dask: str | None,
    force: bool,
    isolation: str,
    as_json: bool,
) -> None:
    """Grade the submissions of ASSIGNMENT; take up an interrupted run where it stopped."""
    course = open_course(course_dir)
    kind = "none" if isolation.startswith("none") else "jail"
    if kind == "jail":
        find_bubblewrap()
    executor, slots, close = _executor(jobs, dask, course.root, assignment, kind)
    try:
        with _imports_kept():
            from autograder.grading import Grading, select_students

            loaded = course.assignment(assignment)
        chosen = select_students(course, assignment, students)
        if not chosen:
            folder = course.folder("submitted", "STUDENT", assignment)
            fail(f"Nobody has handed in {assignment} yet: there is no {folder}.", 2)
        began = time.monotonic()
        grading = Grading(course, loaded, executor, slots, force=force, isolation=kind)
        try:
            with _progress(len(chosen), quiet=as_json) as tell:
                graded = grading.run(chosen, tell)
        except KeyboardInterrupt:
            close()
            done = len(grading.finished)
            said = f"Stopped: {done} of {len(chosen)} submissions are graded."
            fail(f"{said} Go on with: autograder grade {assignment}", 130)
    finally:
        close()
    graded.sort(key=lambda one: one.student)
    if as_json:
        click.echo(json.dumps([_plain(one) for one in graded], indent=1))
    else:
        print_class(graded, time.monotonic() - began)
    sys.exit(1 if any(one.needs_a_look for one in graded) else 0)


@contextlib.contextmanager
def _imports_kept() -> Iterator[None]:
    """Collect no garbage while modules are imported, and leave them out of every later collection.

    nbgrader brings 1,300 modules; to look through them again and again took a fifth of the grader's own time.
    """
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


def _executor(
    jobs: int | None, dask: str | None, root: Path, assignment: str, isolation: str
) -> tuple[Any, int, Callable[[], None]]:
    """Return the Executor, how many jobs it runs at once, and what closes it."""
    from autograder import pool

    if dask is not None:
        from autograder.cluster import dask_executor

        return dask_executor(dask)
    slots = jobs or pool.processors()
    executor = pool.local_executor(slots)
    number = min(slots, pool.processors())
    pool.start(number, root, assignment, isolation)  # they import what they need while this process does

    def close() -> None:
        pool.close_all()
        executor.shutdown(wait=True, cancel_futures=True)

    return executor, slots, close


def _progress(total: int, *, quiet: bool) -> Any:
    from autograder.progress import Bar, Lines, Silence

    if quiet:
        return Silence()
    return Bar(total) if sys.stderr.isatty() else Lines(total)


def print_class(graded: Sequence[Any], seconds: float) -> None:
    """Print the class: student, points, verdict, named mistake."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from autograder.report import visible

    table = Table(box=None, pad_edge=False)
    table.add_column("student")
    table.add_column("points", justify="right")
    table.add_column("verdict")
    table.add_column("named mistake, or what happened", overflow="fold")
    for one in graded:
        said = "; ".join(one.mistakes) or ("" if one.outcome == "passed" else one.sentence.splitlines()[0])
        points = f"{one.points:g}/{one.max_points:g}"
        table.add_row(escape(visible(one.student)), points, str(one.outcome).replace("_", " "), escape(visible(said)))
    console = Console(width=None if sys.stdout.isatty() else 130)
    console.print(table)
    again = sum(one.unchanged for one in graded)
    look = sum(one.needs_a_look for one in graded)
    tail = f" ({again} unchanged, not executed again)" if again else ""
    console.print(f"\n{len(graded)} submissions in {seconds:.1f} s{tail}; {look} need a look.", highlight=False)


def _plain(graded: Any) -> dict[str, Any]:
    return {**vars(graded), "outcome": str(graded.outcome), "needs_a_look": graded.needs_a_look}
