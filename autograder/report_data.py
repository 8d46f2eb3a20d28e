"""What is known of one class and one assignment, read from the executed notebooks.

Nothing here trusts a notebook: it is opened without following links, read against a schema, and a verdict counts
only where it agrees with the mark that nbgrader's own rule gives to the same outputs.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.left_out import not_handed_in
from autograder.records import GradedNotebook, Outcome, Verdict
from autograder.report_notebook import NotebookFile, TestCell, UnreadableNotebook, read_notebook
from autograder.verdicts import worst

TROUBLE = (Outcome.CRASHED, Outcome.OUT_OF_MEMORY, Outcome.TIMED_OUT, Outcome.NOT_RUN)


@dataclass(frozen=True)
class Marks:
    """What the gradebook knows and the notebooks do not: marks given by hand, marks still missing, and the roster."""

    points: Mapping[tuple[str, str], float] = field(default_factory=dict)  # (student, cell) -> points
    to_grade: frozenset[tuple[str, str]] = frozenset()
    roster: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """One graded cell of the assignment, under the nearest heading above it."""

    number: int
    notebook: str
    cell: str
    title: str
    max_points: float


@dataclass(frozen=True)
class Answer:
    """What one student got for one question; `points` is None while nobody has marked it.

    An answer that came in anew `waits` too: its points are those of its former mark until somebody has read it.
    """

    points: float | None
    outcome: Outcome | None
    verdict: Verdict | None = None
    waits: bool = False


@dataclass(frozen=True)
class Submission:
    """One student's work: `answers[i]` belongs to `questions[i]` of the report."""

    student: str
    outcome: Outcome
    sentence: str
    answers: tuple[Answer, ...]
    handed_in: bool = True
    graded: bool = True
    notebooks: tuple[GradedNotebook, ...] = ()  # empty where a plain nbgrader did the grading

    @property
    def points(self) -> float:
        """Add up the points known so far: sum of a.points."""
        return sum(answer.points or 0.0 for answer in self.answers)


@dataclass(frozen=True)
class ClassReport:
    """A class and an assignment, before anything is counted or drawn."""

    assignment: str
    title: str
    questions: tuple[Question, ...]
    submissions: tuple[Submission, ...]

    @property
    def max_points(self) -> float:
        """Add up what can be earned: sum of q.max_points."""
        return sum(question.max_points for question in self.questions)

    @property
    def graded(self) -> tuple[Submission, ...]:
        """Return the submissions that statistics are about: handed in and graded, whatever became of them."""
        return tuple(s for s in self.submissions if s.handed_in and s.graded)


def build_report(course_dir: Path, assignment: str, marks: Marks | None = None) -> ClassReport:
    """Read a class from <course>/autograded/<student>/<assignment>/<notebook>.ipynb.

    Titles, points and order of the questions come from the instructor's copy (release, else source) where there is
    one: a student's notebook may have other headings. Every student of `autograded`, `submitted` and the roster
    appears once, also those of whom nothing can be read.
    """
    marks = marks or Marks()
    autograded, submitted = (_folders(course_dir / name, assignment) for name in ("autograded", "submitted"))
    works = {student: _read_folder(folder) for student, folder in autograded.items()}
    title, questions = _questions(course_dir, assignment, works)
    submissions = [
        _submission(course_dir, student, assignment, works.get(student), student in submitted, questions, marks)
        for student in sorted({*autograded, *submitted, *marks.roster})
    ]
    return ClassReport(assignment, title or assignment, questions, tuple(submissions))


_Work = dict[str, NotebookFile | UnreadableNotebook]  # by the notebook's name


def _folders(root: Path, assignment: str) -> dict[str, Path]:
    if not root.is_dir():
        return {}
    found = {student.name: student / assignment for student in root.iterdir() if not student.name.startswith(".")}
    return {name: folder for name, folder in found.items() if _is_real(folder.parent) and _is_real(folder)}


def _is_real(folder: Path) -> bool:
    try:
        return stat.S_ISDIR(folder.lstat().st_mode)  # lstat: a link to elsewhere is not followed
    except OSError:
        return False


def _read_folder(folder: Path) -> _Work:
    work: _Work = {}
    for path in sorted(folder.glob("*.ipynb")):
        try:
            work[path.stem] = read_notebook(path)
        except UnreadableNotebook as error:
            work[path.stem] = error
    return work


def _questions(course_dir: Path, assignment: str, works: Mapping[str, _Work]) -> tuple[str, tuple[Question, ...]]:
    instructors = (course_dir / "release" / assignment, course_dir / "source" / assignment)
    candidates = [_read_folder(folder) for folder in instructors if folder.is_dir()]
    for work in [*candidates, *works.values()]:
        notebooks = {name: file for name, file in work.items() if isinstance(file, NotebookFile)}
        cells = [(name, cell) for name, file in notebooks.items() for cell in file.cells]
        if cells:
            title = next((file.title for file in notebooks.values() if file.title), "")
            return title, tuple(
                Question(number, name, cell.grade_id, _unnumbered(cell.heading) or cell.grade_id, cell.max_points)
                for number, (name, cell) in enumerate(cells, 1)
            )
    return "", ()


def _unnumbered(heading: str) -> str:
    """Return a heading without its own number, since questions have theirs: '4. Which biases' -> 'Which biases'."""
    return re.sub(r"^\d+(\.\d+)*[.)]\s+", "", heading)


def _submission(
    course_dir: Path,
    student: str,
    assignment: str,
    work: _Work | None,
    submitted: bool,
    questions: tuple[Question, ...],
    marks: Marks,
) -> Submission:
    if not work and (work is None or not questions):
        waiting = f"Handed in, but not graded yet: run autograder grade {assignment}."
        nothing = tuple(Answer(marks.points.get((student, q.cell)), None) for q in questions)
        sentence = waiting if submitted or work is not None else "Nothing was handed in."
        return Submission(student, Outcome.NOT_RUN, sentence, nothing, submitted or work is not None, graded=False)
    answers = tuple(_answer(student, question, work, marks) for question in questions)
    came, kept = (course_dir / step / student / assignment for step in ("submitted", "autograded"))
    records = tuple(file.record for file in work.values() if isinstance(file, NotebookFile) and file.record)
    # Only the notebooks of the assignment count: students may hand in others beside them.
    ours = {q.notebook for q in questions}
    faults = [str(work[name]) for name in sorted(ours & set(work)) if isinstance(work[name], UnreadableNotebook)]
    faults += [not_handed_in(name, came if _is_real(came) else kept) for name in sorted(ours - set(work))]
    outcomes = [record.outcome for record in records] + [a.outcome for a in answers if a.outcome and a.verdict]
    outcome = Outcome.NOT_RUN if faults else worst(outcomes or [a.outcome for a in answers if a.outcome])
    return Submission(student, outcome, _sentence(outcome, faults, records, answers), answers, notebooks=records)


def _sentence(
    outcome: Outcome, faults: list[str], records: tuple[GradedNotebook, ...], answers: tuple[Answer, ...]
) -> str:
    told = [record.sentence for record in records if record.outcome is outcome]
    told += [a.verdict.sentence for a in answers if a.verdict and a.outcome is outcome]
    return next(iter(faults + told), "")


def _answer(student: str, question: Question, work: _Work, marks: Marks) -> Answer:
    file = work.get(question.notebook)
    cell = file.cell(question.cell) if isinstance(file, NotebookFile) else None
    waits = (student, question.cell) in marks.to_grade
    given = marks.points.get((student, question.cell))
    if waits and not given:
        given = None  # the gradebook counts an answer without a mark as 0
    if cell is None:
        return Answer(None if waits else given or 0.0, Outcome.NOT_RUN, waits=waits)
    points = cell.points if given is None and not waits else given
    return Answer(points, _outcome(cell, points), cell.verdict, waits)


def _outcome(cell: TestCell, points: float | None) -> Outcome | None:
    if cell.verdict:
        return cell.verdict.outcome
    if points is None:
        return None
    if cell.untouched and not points:
        return Outcome.NOT_ATTEMPTED
    return Outcome.PASSED if points >= cell.max_points else Outcome.FAILED
