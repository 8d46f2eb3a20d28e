"""Time and memory against the size of the class: stock nbgrader, and `autograder grade` with one and two workers.

    python benchmarks/scale.py [--sizes 10,30,100,300,1000] [--stock 100] [--write]

All roads grade copies of the same well-formed submissions, one after the other on the same machine. The memory is the
largest sum, over all processes that a grading starts, of what each keeps for itself and its share of what it shares
(PSS). With --write the table and the figure stay in benchmarks/results/.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from grading import STOCK, copy_of, environment, make_class
from rounds import RESULTS, report, table

ROADS = ("stock nbgrader", "one worker", "two workers")


class Memory(threading.Thread):
    """Watches the memory of a process and all that it starts; `peak` is in bytes."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.over = pid, 0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.5):
            self.peak = max(self.peak, sum(_share(pid) for pid in _family(self.pid)))


def _family(pid: int) -> list[int]:
    members = [pid]
    for member in members:
        try:
            for task in Path(f"/proc/{member}/task").iterdir():
                members += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return members


def _share(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return next(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0


def grade(course: Path, command: list[str]) -> tuple[float, int]:
    """Run a command over a course's class; return its seconds and the peak of its memory in bytes."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", *command], cwd=course, env=environment(), stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    memory = Memory(process.pid)
    memory.start()
    code = process.wait()
    seconds = time.perf_counter() - began
    memory.over.set()
    memory.join()
    if code not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with exit code {code}")
    return seconds, memory.peak


def draw(measured: dict[str, list[tuple[int, float]]], path: Path) -> None:
    """Draw time against number, one line for each road."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.4, 4.2), layout="constrained")
    axes = figure.subplots()
    for (road, points), marker in zip(measured.items(), "s^o", strict=True):
        numbers, seconds = zip(*points, strict=True)
        axes.loglog(numbers, seconds, marker=marker, label=road)
        axes.annotate(f"{seconds[-1]:.0f} s", (numbers[-1], seconds[-1]), xytext=(6, 4), textcoords="offset points")
    axes.set(xlabel="submissions of a7_mlp_backprop", ylabel="seconds", title="Grading a class: time against its size")
    axes.grid(alpha=0.3, which="both")
    axes.legend()
    figure.savefig(path, dpi=110)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="10,30,100,300,1000")
    parser.add_argument("--stock", type=int, default=100, help="the largest class that stock nbgrader grades")
    parser.add_argument("--assignment", default="a7_mlp_backprop")
    parser.add_argument("--write", action="store_true", help="keep table and figure in benchmarks/results/")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    measured: dict[str, list[tuple[int, float]]] = {road: [] for road in ROADS}
    rows = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        course = make_class(Path(folder), options.assignment, max(sizes), well_formed=True)
        students = sorted(path.name for path in (course / "submitted").iterdir())
        for size in sizes:
            row = [str(size)]
            for road in ROADS:
                if road == ROADS[0] and size > options.stock:
                    row += ["", ""]
                    continue
                copy = copy_of(course, f"{road}-{size}".replace(" ", "-"), STOCK if road == ROADS[0] else None)
                for student in students[size:]:
                    shutil.rmtree(copy / "submitted" / student)
                command = ["nbgrader", "autograde", options.assignment, "--quiet"]
                if road != ROADS[0]:
                    jobs = "1" if road == ROADS[1] else "2"
                    command = ["autograder.cli", "grade", options.assignment, "--jobs", jobs]
                seconds, peak = grade(copy, command)
                measured[road].append((size, seconds))
                row += [f"{seconds:.1f}", f"{seconds / size:.3f}"]
                shutil.rmtree(copy)
            rows.append([*row, f"{peak / 2**20:.0f}"])
            print(" | ".join(rows[-1]), flush=True)
    header = ["submissions", *(f"{road}{unit}" for road in ROADS for unit in (", s", ", s each")), "two workers, MiB"]
    if options.write:
        RESULTS.mkdir(exist_ok=True)
        draw(measured, RESULTS / "scale.png")
    report("scale", "A class of any size", f"{table(header, rows)}\n\n![time against number](scale.png)", options.write)


if __name__ == "__main__":
    main()
