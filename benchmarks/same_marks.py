"""The same marks on every road: one worker, two, twice as many as processors, Dask, nbgrader with our preprocessors.

    python benchmarks/same_marks.py [--students 200] [--write]

Each road grades a copy of one simulated class, with its looping, crashing and unreadable submissions. Every row of the
gradebook and every verdict is compared with those of one worker. Other work on the machine makes it a harder test.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from grading import AUTOGRADER, NBGRADER, PROJECT, copy_of, make_class, run
from rounds import report, table

from autograder.course import Course

sys.path.insert(0, str(PROJECT / "tests" / "autograder"))
from gradebook_rows import rows_of, verdicts

ASSIGNMENT = "a7_mlp_backprop"


@contextlib.contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """Start a Dask scheduler and two workers on this machine; yield the scheduler's address."""
    file = folder / "scheduler.json"
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--nthreads", "1", "--no-dashboard", "--no-nanny"]
    started = [_start([*dask, "--no-dashboard", "--scheduler-file", str(file)])]
    try:
        while not file.exists():
            time.sleep(0.1)
        for name in ("one", "two"):
            local = ["--local-directory", str(folder / name), "--scheduler-file", str(file)]
            started.append(_start([*worker, *local]))
        yield json.loads(file.read_text())["address"]
    finally:
        for process in started:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results/")
    options = parser.parse_args()
    grade = [*AUTOGRADER, "grade", ASSIGNMENT]
    twice = 2 * len(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        course = make_class(folder, ASSIGNMENT, options.students)
        assert Course(course).salt  # made now, so that all copies draw the same probes
        rows, first = [], None
        with cluster(folder) as address:
            for road, command in (
                ("`autograder grade --jobs 1`", [*grade, "--jobs", "1"]),
                ("`autograder grade --jobs 2`", [*grade, "--jobs", "2"]),
                (f"`autograder grade --jobs {twice}`", [*grade, "--jobs", str(twice)]),
                ("`autograder grade --dask ...`, two workers", [*grade, "--dask", address]),
                ("`nbgrader autograde`, our preprocessors", [*NBGRADER, "autograde", ASSIGNMENT, "--quiet"]),
            ):
                copy = copy_of(course, f"road-{len(rows)}")
                seconds = run(command, copy, (0, 1))
                found = rows_of(copy), verdicts(copy)
                first = first or found
                differ = [
                    sum(one.get(place) != other.get(place) for place in {*one, *other})
                    for one, other in zip(found, first, strict=True)
                ]
                sizes = [f"{count} of {len(kind)}" for count, kind in zip(differ, first, strict=True)]
                rows.append([road, f"{seconds:.0f}", *sizes])
                print(" | ".join(rows[-1]), flush=True)
    header = ["road", "seconds", "rows of the gradebook that differ", "verdicts that differ"]
    report("same_marks", f"The same marks for a class of {options.students}", table(header, rows), options.write)


if __name__ == "__main__":
    main()
