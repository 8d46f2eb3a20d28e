"""Write a class of submissions from what an assignment already has: its solution, release, styles and mistakes.

Each student's name says what was handed in, so that a table of results explains itself.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, cycle, islice
from pathlib import Path
from typing import Any

from autograder.course import Course
from autograder.errors import CourseError
from autograder.examination_files import load_examination
from autograder.names import assigned_names
from autograder.sanitise import without_hidden_tests
from autograder.simulated import forget, remember, simulated
from autograder.tasks import Examination, Mistake, Source

_STAMP = "2026-01-15 12:00:00 UTC"


@dataclass(frozen=True)
class Simulated:
    """One submission: who, of what kind, and what is handed in by notebook."""

    student: str
    kind: str
    notebooks: dict[str, str]
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bench:
    """What submissions of one assignment are built from."""

    examination: Examination
    release: dict[str, Any]  # notebook name -> released notebook
    texts: Source  # the instructor's own answers in words, by grade_id

    def notebooks(self, source: Source) -> dict[str, str]:
        """Return the released notebooks with these solution cells filled in, and then the answers in words too."""
        filled = {}
        source = {**self.texts, **source} if source else {}
        for name, notebook in self.release.items():
            copy = json.loads(json.dumps(notebook))
            for cell in copy["cells"]:
                grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
                if grade_id in source:
                    cell["source"] = source[grade_id]
            filled[name] = json.dumps(copy, indent=1)
        return filled

    def solved(self, mistakes: tuple[Mistake, ...] = ()) -> dict[str, str]:
        return self.notebooks(self.examination.sources(mistakes))

    def in_style(self, style: str | None) -> dict[str, str]:
        """Return a right submission in a named style; without one, the solution itself."""
        if style is None:
            return self.solved()
        return self.notebooks({**self.examination.solution, **self.examination.styles[style]})


def bench_of(course: Course, assignment: str) -> Bench:
    """Read what there is of an assignment. Raises: CourseError if it was not released or has no examination."""
    folder = course.folder("release", ".", assignment)
    release = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.ipynb"))}
    if not release:
        raise CourseError(course.unknown(assignment))
    texts = _texts(course.folder("source", ".", assignment))
    return Bench(load_examination(course.root / "examination" / assignment), release, texts)


def _texts(folder: Path) -> Source:
    """Return the answers in words of the source notebooks, without their mark schemes."""
    texts = {}
    for path in sorted(folder.glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            marks = cell["metadata"].get("nbgrader", {})
            if cell["cell_type"] == "markdown" and marks.get("solution"):
                text = without_hidden_tests("".join(cell["source"])).strip()
                texts[marks["grade_id"]] = text or "(A simulated answer in words.)"
    return texts


def simulate_class(course: Course, assignment: str, number: int, seed: int) -> list[dict[str, Any]]:
    """Write `number` submissions below submitted/, the same for the same seed, and return what each one is.

    Raises: CourseError where other submissions lie already: a class that somebody handed in is never written over.
    """
    bench = bench_of(course, assignment)
    others = set(course.students(assignment)) - simulated(course, assignment)
    if others:
        raise CourseError(
            f"Real submissions of {assignment} lie in {course.root / 'submitted'} (of {min(others)!r}); "
            "a simulated class does not go among them."
        )
    forget(course, assignment)
    made = list(_class(bench, number, random.Random(seed)))
    remember(course, assignment, [one.student for one in made])
    for one in made:
        folder = course.folder("submitted", one.student, assignment)
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in one.notebooks.items():
            (folder / f"{name}.ipynb").write_text(text, encoding="utf-8")
        (folder / "timestamp.txt").write_text(_STAMP)
    return [{"student": one.student, "kind": one.kind, "labels": list(one.labels)} for one in made]


def _class(bench: Bench, number: int, rng: random.Random) -> Iterator[Simulated]:
    """Yield `number` submissions: a third right, a third with a named mistake, and one of every way to go wrong."""
    width = max(2, len(str(number)))
    for place, (kind, labels, make) in zip(range(1, number + 1), _kinds(bench, rng), strict=False):
        yield Simulated(f"{place:0{width}d}-{kind}", kind, make(), labels)


def _kinds(bench: Bench, rng: random.Random) -> Iterator[tuple[str, tuple[str, ...], Callable[[], dict[str, str]]]]:
    """Yield kinds for ever, in rounds of 24 where the assignment has styles and mistakes enough."""
    exam = bench.examination
    styles, mistakes = sorted(exam.styles), list(exam.mistakes)
    rng.shuffle(styles)
    rng.shuffle(mistakes)
    style, mistake, shape = cycle(styles or [None]), _varied(mistakes), cycle(_about_shape(mistakes))
    pairs = cycle(_pairs(mistakes))
    while True:
        for name in islice(style, 7):
            yield f"right-{name or 'solution'}".replace("_", "-"), (), lambda name=name: bench.in_style(name)  # type: ignore[misc]
        yield "untouched", (), lambda: bench.notebooks({})
        for one in (*islice(mistake, 7), *islice(shape, 1)):
            yield one.label.replace("_", "-"), (one.label,), lambda one=one: bench.solved((one,))  # type: ignore[misc]
        for pair in islice(pairs, 1):
            yield "two-mistakes", tuple(one.label for one in pair), lambda pair=pair: bench.solved(pair)  # type: ignore[misc]
        for kind, spoil in SPOILT.items():
            name = next(style) if kind.startswith("right") else None
            yield kind, (), lambda spoil=spoil, name=name: _spoilt(bench, rng, spoil, name)  # type: ignore[misc]
        yield "broken-json", (), lambda: {name: text[: len(text) // 2] for name, text in bench.solved().items()}


def _about_shape(mistakes: list[Mistake]) -> list[Mistake]:
    return [mistake for mistake in mistakes if "shape" in f"{mistake.title} {mistake.message}".lower()] or mistakes


def _varied(mistakes: list[Mistake]) -> Iterator[Mistake]:
    """Yield mistakes for ever, one of each task in turn."""
    by_task: dict[str, list[Mistake]] = {}
    for mistake in mistakes:
        by_task.setdefault(mistake.task, []).append(mistake)
    turns = {task: cycle(found) for task, found in by_task.items()}
    while turns:
        for turn in turns.values():
            yield next(turn)


def _pairs(mistakes: list[Mistake]) -> list[tuple[Mistake, Mistake]]:
    """Return pairs of mistakes in different places of one task, which a student could well make together."""
    pairs = [
        (a, b)
        for a, b in combinations(mistakes, 2)
        if a.task == b.task and not {old for old, _ in a.edits} & {old for old, _ in b.edits}
    ]
    compatible = []
    for a, b in pairs:
        texts = [old for old, _ in (*a.edits, *b.edits)]
        if not any(x in y for x, y in combinations(texts, 2)) and not any(y in x for x, y in combinations(texts, 2)):
            compatible.append((a, b))
    return compatible or pairs


# ---- submissions that go wrong otherwise ---------------------------------------------------------------------------
_SPOILT_BODIES = {
    "endless-loop": "    while True:\n        pass\n",
    "memory-hog": "    hoard = []\n    while True:\n        hoard.append(bytearray(50_000_000))\n",
    "exit": "    import os\n    os._exit(0)\n",
    "right-but-warns": "    import numpy as np\n    np.exp(np.array(1000.0))\n    return _right(*args, **kwargs)\n",
}
SPOILT: dict[str, str] = {
    "syntax-error": "{code}\ndef {name}(:\n",
    "missing-function": "{code}\ndel {name}\n",
    **{kind: "{code}\n_right = {name}\ndef {name}(*args, **kwargs):\n" + body for kind, body in _SPOILT_BODIES.items()},
}


def _spoilt(bench: Bench, rng: random.Random, template: str, style: str | None) -> dict[str, str]:
    """Return a right answer, in a style if one is named, in which one function was then spoilt."""
    exam = bench.examination
    task = rng.choice([task for task in exam.tasks if task.points])
    source = {**exam.solution, **(exam.styles[style] if style else {})}
    defined = assigned_names(source[task.cell]) & set(task.functions)
    source[task.cell] = template.format(code=source[task.cell], name=sorted(defined)[0])
    return bench.notebooks(source)
