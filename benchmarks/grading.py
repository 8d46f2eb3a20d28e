"""Grade one simulated class three ways in one run: stock nbgrader, nbgrader with our preprocessors, autograder grade.

    python benchmarks/grading.py [--students 24] [--assignment a7_mlp_backprop] [--write]

Ratios count, not seconds: all roads grade the same well-formed submissions on the same machine, one after the other.
`autograder grade` then also grades the whole class with its looping, crashing and unreadable submissions.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).parent.parent
RESULTS = Path(__file__).parent / "results" / "grading.md"
NOT_WELL_FORMED = ("endless-loop", "memory-hog", "exit", "broken-json", "right-but-warns", "syntax-error")
STOCK = 'c = get_config()\nc.CourseDirectory.course_id = "stock"\n'


def environment() -> dict[str, str]:
    """Return this process's environment with the commands of its own Python first."""
    return {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def run(command: list[str], folder: Path, allowed: tuple[int, ...] = (0,)) -> float:
    """Run a command in a folder and return its wall seconds. Raises: SystemExit with its last words."""
    began = time.perf_counter()
    ran = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - began
    if ran.returncode not in allowed:
        raise SystemExit(f"{' '.join(command)} failed:\n{ran.stderr[-2000:]}")
    return seconds


def scores(course: Path) -> dict[tuple[str, str], float | None]:
    """Return student and cell -> automatic score, from the gradebook."""
    query = """select s.student_id, b.name, g.auto_score from grade g join submitted_notebook n on g.notebook_id = n.id
               join submitted_assignment s on n.assignment_id = s.id join base_cell b on g.cell_id = b.id"""
    with sqlite3.connect(course / "gradebook.db") as book:
        return {(student, cell): score for student, cell, score in book.execute(query)}


def copy_of(course: Path, name: str, config: str | None = None) -> Path:
    """Return a copy of a released course with its submissions and a fresh gradebook of the released cells."""
    copy = course.parent / name
    shutil.copytree(course, copy)
    if config is not None:
        (copy / "nbgrader_config.py").write_text(config)
    return copy


NBGRADER, AUTOGRADER = [sys.executable, "-m", "nbgrader"], [sys.executable, "-m", "autograder.cli"]


def make_class(folder: Path, assignment: str, students: int, *, well_formed: bool = False) -> Path:
    """Return a course with a released assignment and so many simulated submissions; only well-formed ones if wanted."""
    course = folder / "course"
    shutil.copytree(PROJECT / "assignments" / "source" / assignment, course / "source" / assignment)
    shutil.copytree(PROJECT / "assignments" / "examination" / assignment, course / "examination" / assignment)
    shutil.copy(PROJECT / "assignments" / "nbgrader_config.py", course)
    run([*NBGRADER, "generate_assignment", assignment, "--quiet"], course)
    wanted = students
    while True:
        run([*AUTOGRADER, "simulate", assignment, "--students", str(wanted)], course)
        if not well_formed:
            return course
        remove_ill_formed(course)
        kept = sorted((course / "submitted").iterdir())
        if len(kept) >= students:
            for path in kept[students:]:
                shutil.rmtree(path)
            return course
        wanted += max(8, wanted // 4)


def remove_ill_formed(course: Path) -> None:
    """Take out what stock nbgrader cannot grade, or grades otherwise: the looping, crashing, unreadable ones."""
    for path in (course / "submitted").iterdir():
        if path.name.endswith(NOT_WELL_FORMED):
            shutil.rmtree(path)


def measure(assignment: str, students: int) -> tuple[list[tuple[str, int, float]], list[str]]:
    """Return (road, submissions, seconds) for each road, and what differed between the roads' scores."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        course = make_class(Path(folder), assignment, students)
        nbgrader, autograder = NBGRADER, AUTOGRADER
        whole = copy_of(course, "whole")
        remove_ill_formed(course)
        number = len(list((course / "submitted").iterdir()))
        stock, plugged, ours, single = (
            copy_of(course, name, config)
            for name, config in (("stock", STOCK), ("plugged", None), ("ours", None), ("one", None))
        )
        autograde = [*nbgrader, "autograde", assignment, "--quiet"]
        rows = [
            ("stock `nbgrader autograde`", number, run(autograde, stock)),
            ("`nbgrader autograde`, our preprocessors", number, run(autograde, plugged)),
            ("`autograder grade --jobs 1`", number, run([*autograder, "grade", assignment, "--jobs", "1"], single)),
            ("`autograder grade`", number, run([*autograder, "grade", assignment], ours)),
            ("`autograder grade`, the whole class", students, run([*autograder, "grade", assignment], whole, (0, 1))),
        ]
        reference = scores(stock)
        differ = []
        for name, other in (("our preprocessors", scores(plugged)), ("autograder grade", scores(ours))):
            wrong = [place for place in reference if other.get(place) != reference[place]]
            differ.append(
                f"{name}: {len(wrong)} of {len(reference)} scores differ from stock"
                + (f", first {wrong[0]}" if wrong else "")
            )
        return rows, differ


def table(rows: list[tuple[str, int, float]], differ: list[str]) -> str:
    base = rows[0][2] / rows[0][1]
    lines = ["| road | submissions | seconds | seconds each | times stock's throughput |", "|---|---|---|---|---|"]
    for road, number, seconds in rows:
        lines.append(
            f"| {road} | {number} | {seconds:.1f} | {seconds / number:.3f} | {base / (seconds / number):.1f} |"
        )
    cores = len(os.sched_getaffinity(0))
    return "\n".join(
        [*lines, "", f"{cores} cores; one run; Python {sys.version.split()[0]}. " + "; ".join(differ) + "."]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=24)
    parser.add_argument("--assignment", default="a7_mlp_backprop")
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results/")
    options = parser.parse_args()
    text = table(*measure(options.assignment, options.students))
    print(text)
    if options.write:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(
            f"# Grading a class of {options.students}\n\n"
            f"`python benchmarks/grading.py --students {options.students} --write`\n\n{text}\n"
        )


if __name__ == "__main__":
    main()
