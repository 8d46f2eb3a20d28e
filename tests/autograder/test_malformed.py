"""Malformed submissions: every one ends in a sentence or a notebook of the instructor's form, disturbing nobody."""

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spoiler import spoilt

from autograder import hostile, pool
from autograder.course import Course
from autograder.grading import Graded, Grading
from autograder.original import Original, OriginalCell
from autograder.records import Outcome
from autograder.sanitise import Unreadable, parse, sanitise, without_hidden_tests

CORPUS = Path(__file__).parent.parent / "hostile"
SAMPLE, HEALTHY = 200, 13


def _source() -> dict[str, Any]:
    notebook = json.loads((CORPUS / "tiny.ipynb").read_text())
    for cell in notebook["cells"]:
        cell["source"] = without_hidden_tests("".join(cell["source"]))
    return notebook


RELEASED = _source()


def _original() -> Original:
    cells = []
    for cell in json.loads((CORPUS / "tiny.ipynb").read_text())["cells"]:
        marks = cell["metadata"].get("nbgrader")
        if marks:
            cells.append(OriginalCell(
                marks["grade_id"], cell["cell_type"], "".join(cell["source"]), marks["locked"], marks["grade"],
                marks["solution"], marks["task"], float(marks.get("points", 0)), None,
            ))  # fmt: skip
    return Original("tiny", tuple(cells), {})


ORIGINAL = _original()


@given(st.randoms(use_true_random=False))
@settings(max_examples=250, deadline=None)
def test_what_was_handed_in_is_rebuilt_or_refused_in_one_sentence(rng: random.Random) -> None:
    try:
        submitted = parse(spoilt(RELEASED, rng))
    except Unreadable as reason:
        assert str(reason).strip().endswith(".") and "\n" not in str(reason)
        return
    rebuilt = sanitise(submitted, ORIGINAL)
    notebook = nbformat.from_dict(rebuilt.notebook)
    nbformat.validate(notebook)
    nbformat.writes(notebook).encode("utf-8")
    marks = [cell.metadata.nbgrader for cell in notebook.cells if "nbgrader" in cell.metadata]
    assert [mark["grade_id"] for mark in marks] == [cell.grade_id for cell in ORIGINAL.cells]
    by_id = {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if "nbgrader" in cell.metadata}
    for cell in ORIGINAL.cells:
        if cell.locked:
            assert by_id[cell.grade_id].source == cell.source
        assert by_id[cell.grade_id].metadata.nbgrader.get("points", 0) == cell.points
    assert all(repair.endswith(".") for repair in rebuilt.repairs)


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_a_mapping_or_unreadable(data: bytes) -> None:
    try:
        assert isinstance(parse(data), dict)
    except Unreadable as reason:
        assert str(reason).endswith(".")


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Course, dict[str, Graded]]]:
    """Two hundred malformed submissions and healthy ones between them, graded as one class."""
    root = tmp_path_factory.mktemp("malformed") / "course"
    course = hostile.build_course(root, CORPUS)
    rng, answers = random.Random(5), hostile.answers_in(CORPUS)
    healthy = json.loads(json.dumps(RELEASED))
    for cell in healthy["cells"]:
        cell["source"] = answers.get(cell["metadata"].get("nbgrader", {}).get("grade_id", ""), cell["source"])
    for number in range(SAMPLE + HEALTHY):
        well = number % 16 == 7
        folder = root / "submitted" / f"{number:03d}-{'healthy' if well else 'spoilt'}" / hostile.ASSIGNMENT
        folder.mkdir(parents=True)
        data = json.dumps(healthy).encode() if well else spoilt(healthy, rng)
        (folder / "tiny.ipynb").write_bytes(data)
    (root / "submitted" / ".ipynb_checkpoints" / hostile.ASSIGNMENT).mkdir(parents=True)
    executor = pool.local_executor(2)
    assignment = replace(course.assignment(hostile.ASSIGNMENT), limits=hostile.LIMITS)
    done = Grading(course, assignment, executor, 2).run(course.students(hostile.ASSIGNMENT))
    executor.shutdown()
    pool.close_all()
    yield course, {one.student: one for one in done}


def test_every_malformed_submission_ends_in_a_verdict(graded: tuple[Course, dict[str, Graded]]) -> None:
    course, done = graded
    assert len(done) == SAMPLE + HEALTHY
    points = hostile.points_in_gradebook(course)
    for student, one in done.items():
        assert one.sentence.strip() and "Traceback" not in one.sentence, student
        assert not one.fault, (student, one.sentence)
        assert 0.0 <= one.points <= 6.0 and points[student] == one.points
        assert one.outcome in set(Outcome)


def test_healthy_neighbours_keep_their_marks(graded: tuple[Course, dict[str, Graded]]) -> None:
    healthy = [one for student, one in graded[1].items() if student.endswith("healthy")]
    assert [one.points for one in healthy] == [6.0] * HEALTHY
