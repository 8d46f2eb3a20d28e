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
            from autograder.agreement import ungradable
            from autograder.grading import Grading, select_students
            from autograder.left_out import left_out

            loaded = course.assignment(assignment)
            if faults := ungradable(loaded):
                fail(f"{faults[0]}. Nobody was graded. See: autograder verify {assignment}", 2)
        chosen = select_students(course, assignment, students)
        passed_by = [] if students else left_out(course, assignment)
        if not chosen:
            folder = course.folder("submitted", "STUDENT", assignment)
            instead = "".join(f"\n{line}" for line in left_out_lines(passed_by))
            fail(f"Nobody has handed in {assignment} yet: there is no {folder}.{instead}", 2)
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
        worth = graded[0].max_points
        click.echo(json.dumps([*map(_plain, graded), *(_plain_left_out(one, worth) for one in passed_by)], indent=1))
    else:
        print_class(graded, time.monotonic() - began)
    for line in left_out_lines(passed_by):
        click.echo(line, err=as_json)
    sys.exit(1 if passed_by or any(one.needs_a_look for one in graded) else 0)


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


def left_out_lines(passed_by: Sequence[Any]) -> list[str]:
    """Say in one line each what was not graded, and why; what cannot be seen in a name is shown by its code."""
    from autograder.report import visible

    return [f"Left out, needs a look: {visible(one.shown)}: {one.why}" for one in passed_by]


def _plain(graded: Any) -> dict[str, Any]:
    return {**vars(graded), "outcome": str(graded.outcome), "needs_a_look": graded.needs_a_look}


def _plain_left_out(one: Any, max_points: float) -> dict[str, Any]:
    """Return a record like that of a submission for what was passed by: its place stands for a student."""
    return {
        "student": one.path,
        "outcome": "left_out",
        "points": 0.0,
        "max_points": max_points,
        "sentence": one.why,
        "mistakes": [],
        "labels": [],
        "unchanged": False,
        "repairs": 0,
        "fault": False,
        "needs_a_look": True,
    }
