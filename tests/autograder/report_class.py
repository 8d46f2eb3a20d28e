"""Builds course folders of graded notebooks, as the grader leaves them, for the tests of the class report."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from autograder.records import (
    NOTEBOOK_KEY,
    VERDICT_MIME,
    Block,
    GradedNotebook,
    NamedMistake,
    Outcome,
    Verdict,
    to_plain,
)

ASSIGNMENT = "a7_mlp_backprop"
QUESTIONS = (  # grade_id, heading, points, compared values
    ("a7-forward-test", "The forward pass", 3, ("Y", "cache")),
    ("a7-scalar-test", "One example, index by index", 3, ("y1", "y2")),
    ("a7-backward-test", "The backward pass", 8, ("W2_bar", "b2_bar", "W1_bar", "b1_bar")),
    ("a7-losses-test", "Three losses", 4, ("cost", "Y_bar")),
    ("a7-decay-test", "Weight decay", 2, ("W1_bar", "W2_bar")),
    ("a7-gradcheck-test", "Check your own gradients", 3, ()),
)
ESSAY = ("a7-derivation", "Derive W̄ by indices and by shapes", 2)


def mistake(label: str, title: str, message: str, lecture: str) -> NamedMistake:
    return NamedMistake(label, title, message, "Write one example out and compare.", lecture)


CATALOGUE = {
    "a7-backward-test": (
        mistake(
            "no-one-over-n",
            "The average over the batch is missing",
            "Your weight gradients are N times too large: the cost is a mean, so each example counts 1/N.",
            "Lecture 6, section 3",
        ),
        mistake(
            "activation-derivative-missing",
            "The derivative of the activation is left out",
            "W2_bar is right and W1_bar is not: on the way down, h_bar must be multiplied by phi'(z).",
            "Lecture 6, section 2.2",
        ),
        mistake(
            "derivative-at-h",
            "phi' is taken at h instead of z",
            "You evaluate the derivative at the activation's value; it is a function of what goes in.",
            "Lecture 6, section 3",
        ),
        mistake(
            "bias-not-summed",
            "The bias gradient is not summed over the batch",
            "b1_bar came with one row for each example. A bias is shared by all of them, so its signals add.",
            "Lecture 6, section 2.4",
        ),
        mistake(
            "w2-updated-first",
            "W2 is changed before it is used to go back",
            "h_bar must use the weights of the forward pass.",
            "Lecture 6, section 3",
        ),
    ),
    "a7-losses-test": (
        mistake(
            "sign-of-residual",
            "t - y instead of y - t",
            "Every value has the right size and the wrong sign.",
            "Lecture 6, section 2.1",
        ),
        mistake(
            "mean-over-entries",
            "The mean runs over outputs too",
            "Divide by the number of examples, not by the number of entries.",
            "Lecture 6, section 3",
        ),
    ),
    "a7-decay-test": (
        mistake(
            "decay-doubled",
            "2 lam W instead of lam W",
            "The half in lam/2 is there to cancel the two of the square.",
            "Lecture 6, section 2.1",
        ),
        mistake(
            "decay-on-biases",
            "Biases are decayed too",
            "The penalty sums squares of weights only.",
            "Lecture 6, section 2.1",
        ),
    ),
}
FAMILY = (
    "Abebe",
    "Baker",
    "Chen",
    "Diaz",
    "Eriksen",
    "Fofana",
    "García",
    "Haddad",
    "Ivanova",
    "Jensen",
    "Kim",
    "Okafor",
)
GIVEN = ("Ada", "Bo", "Chidi", "Dana", "Emre", "Farah", "Goro", "Hana", "Ines", "Jonas", "Kofi", "Lena", "Mina", "Nuno")


def verdict(
    cell: str,
    outcome: Outcome = Outcome.PASSED,
    points: float = 1,
    max_points: float = 1,
    sentence: str = "All values are right.",
    mistakes: Iterable[NamedMistake] = (),
    blocks: Iterable[Block] = (),
) -> Verdict:
    return Verdict(cell, outcome, points, max_points, sentence, mistakes=tuple(mistakes), blocks=tuple(blocks))


def outputs(said: Verdict) -> list[dict[str, Any]]:
    """The outputs of a test cell as the examiner writes them: a verdict, and the mark by nbgrader's rule."""
    shown = {VERDICT_MIME: to_plain(said), "text/plain": said.sentence}
    out: list[dict[str, Any]] = [{"output_type": "display_data", "data": shown, "metadata": {}}]
    if said.points == 0 < said.max_points:
        out.append({"output_type": "error", "ename": "CheckFailed", "evalue": said.sentence, "traceback": []})
    elif said.points < said.max_points:
        value = {"text/plain": repr(float(said.points))}
        out.append({"output_type": "execute_result", "data": value, "metadata": {}, "execution_count": 1})
    return out


def markdown(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": "m", "metadata": {}, "source": text.splitlines(keepends=True)}


def test_cell(grade_id: str, points: float, out: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    mark = {"grade": True, "grade_id": grade_id, "locked": True, "points": points, "solution": False, "task": False}
    metadata = {"nbgrader": {**mark, "schema_version": 3}}
    cell = {"cell_type": "code", "id": grade_id, "metadata": metadata, "source": ["check()"], "execution_count": None}
    return {**cell, "outputs": out or []}


test_cell.__test__ = False  # type: ignore[attr-defined]  # nbgrader's word, not a test


def manual_cell(grade_id: str, points: float) -> dict[str, Any]:
    mark = {"grade": True, "grade_id": grade_id, "locked": False, "points": points, "solution": True, "task": False}
    metadata = {"nbgrader": {**mark, "schema_version": 3}}
    return {"cell_type": "markdown", "id": grade_id, "metadata": metadata, "source": ["By indices ..."]}


def notebook(cells: list[dict[str, Any]], record: GradedNotebook | None = None) -> dict[str, Any]:
    metadata = {NOTEBOOK_KEY: to_plain(record)} if record else {}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def put(course: Path, student: str, content: Any, assignment: str = ASSIGNMENT, name: str = "backprop") -> Path:
    """Write one graded notebook where the grader would."""
    path = course / "autograded" / student / assignment / f"{name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def whole_notebook(verdicts: dict[str, Verdict], record: GradedNotebook | None = None) -> dict[str, Any]:
    """The assignment's notebook with these verdicts; a test cell without one shows nothing."""
    cells = [markdown("# Backprop in an MLP\n\nGoals and honest minutes.")]
    for grade_id, heading, points, _ in QUESTIONS:
        said = verdicts.get(grade_id)
        cells += [markdown(f"## {heading}\n\nYour task."), test_cell(grade_id, points, outputs(said) if said else None)]
    cells += [markdown(f"## {ESSAY[1]}"), manual_cell(ESSAY[0], ESSAY[2])]
    return notebook(cells, record)


def right(grade_id: str) -> Verdict:
    _, _, points, names = next(q for q in QUESTIONS if q[0] == grade_id)
    blocks = [Block(name, True, points / len(names), points / len(names)) for name in names]
    return verdict(grade_id, Outcome.PASSED, points, points, blocks=blocks)


def write_class(course: Path, size: int, seed: int = 0) -> Path:
    """Write a class of that size: strong and weak students, named and unknown mistakes, and every bad end."""
    rng = random.Random(seed)
    source = course / "source" / ASSIGNMENT / "backprop.ipynb"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(json.dumps(whole_notebook({})))
    for k in range(size):
        names = (rng.choice(GIVEN), rng.choice(FAMILY))
        student = f"{names[1]}-{names[0]}-{k:03d}".lower()
        if k % 24 == 23:
            (course / "submitted" / student / ASSIGNMENT).mkdir(parents=True)
        elif k % 24 == 22:
            put(course, student, '{"cells": [')
        else:
            put(course, student, _one_student(rng, k % 24))
    return course


def _one_student(rng: random.Random, kind: int) -> dict[str, Any]:
    skill = rng.betavariate(4, 1.6)
    verdicts = {q[0]: right(q[0]) if rng.random() < skill + 0.1 else _wrong(rng, q) for q in QUESTIONS}
    bad = {
        18: (Outcome.TIMED_OUT, "'mlp_backward' had not returned after 30 s; the cell was stopped."),
        19: (Outcome.OUT_OF_MEMORY, "'mlp_forward' asked for more than 2 GiB; the cell was stopped."),
        20: (Outcome.CRASHED, "The process of the student's code ended by itself with exit code 0 (os._exit)."),
        21: (Outcome.ERRORED, "Line 3 of the solution cell is no Python: '(' was never closed."),
    }
    if kind in bad:
        outcome, sentence = bad[kind]
        verdicts["a7-backward-test"] = verdict("a7-backward-test", outcome, 0, 8, sentence)
        return whole_notebook(verdicts, GradedNotebook(outcome, sentence))
    if kind == 17:
        empty = {q[0]: verdict(q[0], Outcome.NOT_ATTEMPTED, 0, q[2], "The stub is still there.") for q in QUESTIONS}
        return whole_notebook(empty, GradedNotebook(Outcome.NOT_ATTEMPTED, "Nothing was changed in the release."))
    mended = ("The test cell a7-losses-test was changed; the instructor's copy was put back.",) if kind == 5 else ()
    return whole_notebook(verdicts, GradedNotebook(Outcome.PASSED, "Graded without incident.", repairs=mended))


def _wrong(rng: random.Random, question: tuple[str, str, int, tuple[str, ...]]) -> Verdict:
    grade_id, _, points, names = question
    known = CATALOGUE.get(grade_id, ())
    named = rng.choices(known, weights=range(len(known), 0, -1)) if known and rng.random() < 0.8 else []
    if not names:
        return verdict(grade_id, Outcome.ERRORED, 0, points, "Your code raised NameError: name 'eps' is not defined.")
    n_right = rng.randrange(len(names))
    worth = points / len(names)
    blocks = [Block(name, k < n_right, worth * (k < n_right), worth, "[0.5]", "[0.25]") for k, name in enumerate(names)]
    sentence = named[0].message if named else f"{names[n_right]} is off by 0.25; no known mistake matches."
    return verdict(grade_id, Outcome.FAILED, n_right * worth, points, sentence, named, blocks)
