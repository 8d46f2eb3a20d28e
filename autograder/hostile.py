"""The attack corpus: small hostile submissions with the fate that each must meet, and the table of what became of them.

An attack is a text file.  Its first line states the expected fate, then come its source, what it tries, and its parts:

    # expect: 4/6 errored | ended the interpreter
    # from: autograders 41
    # tries: end the process from inside a function
    # %% square            the source of that cell, instead of a right answer
    # %% file data.txt     a file handed in beside the notebook
    # %% edit              Python of ours that spoils the submission: `nb` is the notebook, `folder` its folder
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder.course import Course
from autograder.errors import CourseError
from autograder.grading import Graded, Grading
from autograder.jail.confine import Limits

ASSIGNMENT = "tiny"
LIMITS = Limits(cell_seconds=3.0, notebook_seconds=60.0, memory=768 * 2**20, output=20_000, files=8 * 2**20)
_HEAD = re.compile(r"# expect: (?P<points>[\d.]+)/[\d.]+ (?P<outcome>\w+)(?: \| (?P<words>.+))?")
_CONFIG = (
    "from autograder.nbgrader_plugin import configure\n\nc = get_config()\nc.CourseDirectory.course_id = 'hostile'\n"
)


@dataclass(frozen=True)
class Attack:
    """One hostile submission and the fate it must meet: points, outcome, words of the TA's sentence."""

    name: str
    points: float
    outcome: str
    words: str
    origin: str
    tries: str
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def stock(self) -> bool:
        """Tell whether stock nbgrader was seen to fall for it (its number in our list of such attacks)."""
        return self.origin.startswith("nbgrader")


@dataclass(frozen=True)
class Fate:
    """What became of one attack, and why that is not what it should have been; `wrong` is empty where it is."""

    attack: Attack
    graded: Graded | None
    wrong: tuple[str, ...] = field(default=())


def read_attack(path: Path) -> Attack:
    """Read one attack. Raises: CourseError naming the line that is not of the form."""
    head, *rest = path.read_text(encoding="utf-8").split("\n# %% ")
    lines = head.splitlines()
    fate = _HEAD.fullmatch(lines[0])
    said = dict(line[2:].split(": ", 1) for line in lines[1:] if line.startswith("# ") and ": " in line)
    if fate is None or not {"from", "tries"} <= said.keys():
        raise CourseError(f"{path}: the first lines must be '# expect: P/6 outcome | words', '# from:' and '# tries:'.")
    parts = tuple((part.split("\n", 1)[0].strip(), part.partition("\n")[2]) for part in rest)
    return Attack(
        path.stem, float(fate["points"]), fate["outcome"], fate["words"] or "", said["from"], said["tries"], parts
    )


def read_attacks(folder: Path) -> list[Attack]:
    """Read all attacks of a folder, by name."""
    return [read_attack(path) for path in sorted(folder.glob("*.attack"))]


def build_course(root: Path, corpus: Path, *, jailed: bool = True) -> Course:
    """Make a course with the tiny assignment at `root`, released; without `jailed` it is one of stock nbgrader."""
    source = root / "source" / ASSIGNMENT
    source.mkdir(parents=True)
    (source / f"{ASSIGNMENT}.ipynb").write_bytes((corpus / f"{ASSIGNMENT}.ipynb").read_bytes())
    (root / "nbgrader_config.py").write_text(_CONFIG + ("configure(c)\n" if jailed else ""))
    nbgrader(root, "generate_assignment", ASSIGNMENT, "--create")
    return Course(root)


def nbgrader(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of nbgrader's in a course."""
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = [sys.executable, "-P", "-m", "nbgrader", *arguments]
    return subprocess.run(
        command, cwd=root, env=environment, text=True, capture_output=True, timeout=300, stdin=subprocess.DEVNULL
    )


def hand_in(root: Path, attack: Attack, answers: dict[str, str]) -> None:
    """Write the attack's submission: the release with right answers, spoilt by the attack's parts."""
    folder = root / "submitted" / attack.name / ASSIGNMENT
    folder.mkdir(parents=True)
    notebook = json.loads((root / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text(encoding="utf-8"))
    texts = {**answers, **{place: text for place, text in attack.parts if place in _grade_ids(notebook)}}
    for cell in notebook["cells"]:
        cell["source"] = texts.get(cell["metadata"].get("nbgrader", {}).get("grade_id", ""), cell["source"])
    path = folder / f"{ASSIGNMENT}.ipynb"
    for place, text in attack.parts:
        if place.startswith("file "):
            (folder / place[5:]).parent.mkdir(parents=True, exist_ok=True)
            (folder / place[5:]).write_text(text)
    path.write_text(json.dumps(notebook))
    for place, text in attack.parts:
        if place == "edit":
            space: dict[str, Any] = {"nb": notebook, "folder": folder, "path": path, "json": json, "os": os}
            exec(text, space)
            if space["nb"] is not None:
                path.write_text(json.dumps(space["nb"]))
    if not (folder / "timestamp.txt").exists():
        (folder / "timestamp.txt").write_text("2026-01-15 12:00:00 UTC")


def _grade_ids(notebook: dict[str, Any]) -> set[str]:
    return {cell["metadata"].get("nbgrader", {}).get("grade_id", "") for cell in notebook["cells"]}


def answers_in(corpus: Path) -> dict[str, str]:
    """Return the right answers, from the source notebook."""
    from autograder.examination_files import read_solution

    answers = read_solution(corpus)
    return {
        name: text.replace("### BEGIN SOLUTION\n", "").replace("### END SOLUTION", "") for name, text in answers.items()
    }


def run_attacks(root: Path, corpus: Path, attacks: Sequence[Attack], jobs: int = 2) -> list[Fate]:
    """Build the course, hand in every attack, grade them as one class, and compare each with its expected fate."""
    from autograder import pool

    course = build_course(root, corpus)
    answers = answers_in(corpus)
    for attack in attacks:
        hand_in(root, attack, answers)
    assignment = replace(course.assignment(ASSIGNMENT), limits=LIMITS)
    executor = pool.local_executor(jobs)
    try:
        graded = Grading(course, assignment, executor, jobs).run(course.students(ASSIGNMENT))
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
    found = {one.student: one for one in graded}
    points = points_in_gradebook(course)
    return [_judge(attack, found.get(attack.name), points.get(attack.name)) for attack in attacks]


def points_in_gradebook(course: Course) -> dict[str, float]:
    """Return what the gradebook says that each student has earned, extra credit with it."""
    with course.gradebook() as book:
        return {
            one.student.id: sum(grade.score or 0.0 for nb in one.notebooks for grade in nb.grades)
            for one in book.assignment_submissions(ASSIGNMENT)
        }


def _judge(attack: Attack, graded: Graded | None, in_gradebook: float | None) -> Fate:
    if graded is None or in_gradebook is None:
        return Fate(attack, graded, ("it was not graded",))
    wrong = []
    if abs(graded.points - attack.points) > 1e-9 or abs(in_gradebook - attack.points) > 1e-9:
        wrong.append(f"{graded.points:g} points, {in_gradebook:g} in the gradebook, expected {attack.points:g}")
    if str(graded.outcome) != attack.outcome:
        wrong.append(f"{graded.outcome}, expected {attack.outcome}")
    if attack.words not in graded.sentence:
        wrong.append(f"it says {graded.sentence!r}, expected {attack.words!r} in it")
    if not graded.sentence.strip() or "Traceback" in graded.sentence:
        wrong.append("it has no sentence for the TA")
    if graded.fault:
        wrong.append("it is laid at the grader's door")
    return Fate(attack, graded, tuple(wrong))


# ---- the same attacks on stock nbgrader ---------------------------------------------------------------------------
# Those that change other submissions' marks, or end the whole batch, come alone and last.
_ALONE = ("nbgrader 13", "nbgrader 14", "nbgrader 20")
_LATER = 6.0  # seconds until the process that attack 14 leaves behind has done its work


def run_stock(root: Path, corpus: Path, attacks: Sequence[Attack]) -> dict[str, str]:
    """Hand the attacks in to a course of stock nbgrader and return what each came to, in words."""
    course = build_course(root, corpus, jailed=False)
    results: dict[str, str] = {}
    for alone in ("", *_ALONE):
        group = [attack for attack in attacks if (attack.origin if attack.origin in _ALONE else "") == alone]
        for attack in group:
            hand_in(root, attack, answers_in(corpus))
        nbgrader(root, "autograde", ASSIGNMENT, "--create", "--Execute.timeout=10")
        if alone == "nbgrader 14":
            time.sleep(_LATER)
        points = points_in_gradebook(course)
        for attack in group:
            results[attack.name] = f"{points[attack.name]:g}/6" if attack.name in points else "not graded"
    return results
