"""What the class report reads from graded notebooks, and what it refuses to believe."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest
from nbgrader.utils import compute_checksum
from report_class import (
    ASSIGNMENT,
    CATALOGUE,
    ESSAY,
    QUESTIONS,
    markdown,
    mistake,
    notebook,
    outputs,
    put,
    right,
    test_cell,
    verdict,
    whole_notebook,
    write_class,
)

from autograder import report_findings as find
from autograder.records import Block, GradedNotebook, Outcome
from autograder.report import Marks, build_report, class_table
from autograder.report_headline import headline

FINE = GradedNotebook(Outcome.PASSED, "Graded without incident.")
ALL_RIGHT = {q[0]: right(q[0]) for q in QUESTIONS}
TEST_POINTS = sum(q[2] for q in QUESTIONS)


def one(course: Path, content: object, marks: Marks | None = None):
    put(course, "ada", content)
    return build_report(course, ASSIGNMENT, marks).submissions[0]


def test_questions_are_named_by_the_nearest_heading_of_the_instructors_copy(tmp_path: Path) -> None:
    write_class(tmp_path, 3)
    put(tmp_path, "aaa", notebook([markdown("# Mine\n\n## I renamed this"), test_cell("a7-forward-test", 3)]))
    report = build_report(tmp_path, ASSIGNMENT)
    assert report.title == "Backprop in an MLP"
    assert [(q.cell, q.title, q.max_points) for q in report.questions] == [
        (q[0], q[1], q[2]) for q in (*QUESTIONS, ESSAY)
    ]
    assert report.max_points == 25


def test_a_heading_inside_a_fence_is_no_heading(tmp_path: Path) -> None:
    text = "## Real\n\n```\n# a comment\n```"
    put(tmp_path, "ada", notebook([markdown(text), test_cell("q", 1)]))
    assert build_report(tmp_path, ASSIGNMENT).questions[0].title == "Real"


def test_points_and_verdicts_are_read(tmp_path: Path) -> None:
    part = verdict("a7-backward-test", Outcome.FAILED, 4, 8, "W1_bar is off.", CATALOGUE["a7-backward-test"][:1])
    ada = one(tmp_path, whole_notebook({**ALL_RIGHT, "a7-backward-test": part}, FINE))
    assert ada.points == TEST_POINTS - 4
    assert ada.answers[2].verdict == part
    assert ada.outcome is Outcome.FAILED
    row = class_table(build_report(tmp_path, ASSIGNMENT))[0]
    assert row == ("ada", TEST_POINTS - 4, "partly right", "The average over the batch is missing")


def test_a_notebook_graded_by_stock_nbgrader_still_has_points(tmp_path: Path) -> None:
    error = [{"output_type": "error", "ename": "AssertionError", "evalue": "", "traceback": []}]
    ada = one(tmp_path, notebook([test_cell("q1", 2), test_cell("q2", 3, error)]))
    assert [(a.points, a.outcome, a.verdict) for a in ada.answers] == [
        (2, Outcome.PASSED, None),
        (0, Outcome.FAILED, None),
    ]
    assert ada.notebooks == ()


def test_a_verdict_that_contradicts_the_mark_is_not_believed(tmp_path: Path) -> None:
    forged = outputs(verdict("q1", Outcome.PASSED, 5, 5))
    forged += [{"output_type": "error", "ename": "AssertionError", "evalue": "", "traceback": []}]
    ada = one(tmp_path, notebook([test_cell("q1", 5, forged)]))
    assert (ada.points, ada.answers[0].verdict) == (0, None)


@pytest.mark.parametrize("points", [float("nan"), float("inf"), "5", None, -1.0])
def test_a_malformed_verdict_leaves_the_mark_alone(tmp_path: Path, points: object) -> None:
    out = outputs(verdict("q1", Outcome.PASSED, 5, 5))
    next(iter(out[0]["data"].values()))["points"] = points
    ada = one(tmp_path, notebook([test_cell("q1", 5, out)]))
    assert (ada.points, ada.answers[0].verdict) == (5, None)


def test_a_verdict_for_another_cell_is_not_believed(tmp_path: Path) -> None:
    ada = one(tmp_path, notebook([test_cell("q1", 5, outputs(verdict("q2", Outcome.PASSED, 5, 5)))]))
    assert ada.answers[0].verdict is None


def test_marks_of_the_gradebook_win_and_missing_ones_are_waited_for(tmp_path: Path) -> None:
    marks = Marks({("ada", ESSAY[0]): 1.5, ("ada", "a7-forward-test"): 2.0, ("ada", "a7-losses-test"): 4.0})
    assert one(tmp_path, whole_notebook(ALL_RIGHT, FINE), marks).points == TEST_POINTS + 1.5 - 1
    waiting = Marks(marks.points, to_grade=frozenset({("ada", "a7-losses-test")}))
    report = build_report(tmp_path, ASSIGNMENT, waiting)
    assert [(q.cell, who) for q, who in find.to_grade(report)] == [("a7-losses-test", ("ada",))]
    assert find.to_grade(build_report(tmp_path, ASSIGNMENT)) == ((report.questions[6], ("ada",)),)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"cells": [', "no JSON from line 1, column 12"),
        ("[" * 200_000, "nested too deeply"),
        ('{"cells": 3}', "Expected `array`, got `int`"),
        ('{"cells": [{"cell_type": 1}]}', "Expected `str`, got `int`"),
        ("[]", "Expected `object`, got `array`"),
        ("null", "Expected `object`, got `null`"),
    ],
)
def test_an_unreadable_notebook_is_one_sentence_and_no_points(tmp_path: Path, content: str, reason: str) -> None:
    write_class(tmp_path, 2)
    put(tmp_path, "zoe", content)
    zoe = build_report(tmp_path, ASSIGNMENT).submissions[-1]
    assert (zoe.student, zoe.outcome, zoe.points) == ("zoe", Outcome.NOT_RUN, 0)
    assert reason in zoe.sentence and zoe.sentence.endswith(".") and "\n" not in zoe.sentence


def test_links_and_fifos_are_not_opened(tmp_path: Path) -> None:
    write_class(tmp_path, 1)
    target = put(tmp_path / "elsewhere", "ada", whole_notebook(ALL_RIGHT, FINE))
    link = put(tmp_path, "linked", "")
    link.unlink()
    link.symlink_to(target)
    fifo = put(tmp_path, "piped", "")
    fifo.unlink()
    os.mkfifo(fifo)
    (tmp_path / "autograded" / "whole").symlink_to(target.parent.parent)
    by_name = {s.student: s for s in build_report(tmp_path, ASSIGNMENT).submissions}
    assert "whole" not in by_name
    assert by_name["linked"].points == by_name["piped"].points == 0
    assert by_name["linked"].outcome is by_name["piped"].outcome is Outcome.NOT_RUN


def test_everybody_appears_once_whatever_became_of_their_work(tmp_path: Path) -> None:
    put(tmp_path, "ada", whole_notebook(ALL_RIGHT, FINE))
    (tmp_path / "submitted" / "ada" / ASSIGNMENT).mkdir(parents=True)
    (tmp_path / "submitted" / "bob" / ASSIGNMENT).mkdir(parents=True)
    report = build_report(tmp_path, ASSIGNMENT, Marks(roster=("ada", "cy")))
    assert [(s.student, s.handed_in, s.graded) for s in report.submissions] == [
        ("ada", True, True),
        ("bob", True, False),
        ("cy", False, False),
    ]
    assert [row.outcome for row in class_table(report)] == ["passed", "not graded yet", "nothing handed in"]
    assert headline(report)[0] == "1 submission was graded, 1 waits for grading, 1 student handed nothing in."


def test_an_empty_course_is_said_to_be_empty(tmp_path: Path) -> None:
    report = build_report(tmp_path, ASSIGNMENT)
    assert (report.submissions, find.histogram(report), find.spread(report)) == ((), (), None)
    assert headline(report) == ["There is nothing to report yet: no submission has been graded."]


def test_a_missing_notebook_is_named_and_strange_ones_beside_it_do_not_matter(tmp_path: Path) -> None:
    write_class(tmp_path, 1)
    put(tmp_path, "yan", "broken", name="scratch")
    put(tmp_path, "zoe", whole_notebook(ALL_RIGHT, FINE))
    put(tmp_path, "zoe", "broken", name="scratch")
    yan, zoe = build_report(tmp_path, ASSIGNMENT).submissions[-2:]
    said = "The notebook backprop.ipynb was not handed in; the folder holds scratch.ipynb."
    assert (yan.outcome, yan.sentence) == (Outcome.NOT_RUN, said)
    assert (zoe.outcome, zoe.points) == (Outcome.PASSED, TEST_POINTS)


def test_mistakes_are_counted_by_student_and_ranked(tmp_path: Path) -> None:
    rare, often = mistake("rare", "Rare", "m", "l"), mistake("often", "Often", "m", "l")

    def work(*named):
        cells = [test_cell(f"q{k}", 1, outputs(verdict(f"q{k}", Outcome.FAILED, 0, 1, "no", [m]))) for k, m in named]
        return notebook(cells, FINE)

    put(tmp_path, "ada", work((1, often), (2, often)))
    put(tmp_path, "bob", work((1, often), (2, rare)))
    ranked = find.mistakes(build_report(tmp_path, ASSIGNMENT))
    assert [(m.mistake.label, m.students, m.questions) for m in ranked] == [
        ("often", ("ada", "bob"), (1, 2)),
        ("rare", ("bob",), (2,)),
    ]


def test_unknown_mistakes_are_grouped_by_the_first_wrong_value(tmp_path: Path) -> None:
    blocks = [Block("Y", True, 1, 1), Block("W_bar", False, 0, 1), Block("b_bar", False, 0, 1)]
    wrong = verdict("q", Outcome.FAILED, 1, 3, "W_bar is off.", blocks=blocks)
    raised = verdict("q", Outcome.ERRORED, 0, 3, "NameError.")
    for student, said in {"ada": wrong, "bob": wrong, "cy": raised}.items():
        put(tmp_path, student, notebook([test_cell("q", 3, outputs(said))], FINE))
    report = build_report(tmp_path, ASSIGNMENT)
    (only,) = find.unnamed(report)
    assert (only.students, only.first_wrong, only.errors) == (
        ("ada", "bob", "cy"),
        (("W_bar", 2),),
        (("NameError.", 1),),
    )
    (result,) = find.question_results(report)
    assert result.blocks == (("Y", 2, 2), ("W_bar", 0, 2), ("b_bar", 0, 2))
    assert result.standings == (("partly right", 2), ("errored", 1))
    assert result.share == pytest.approx(2 / 9)


def test_the_histogram_counts_everyone_once_and_full_marks_in_the_last_bar(tmp_path: Path) -> None:
    report = build_report(write_class(tmp_path, 60), ASSIGNMENT)
    bins = find.histogram(report)
    assert sum(b.count for b in bins) == len(report.graded)
    assert len(bins) <= find.MOST_BINS and bins[0].low == 0 and bins[-1].high == report.max_points
    for low, high, count in ((b.low, b.high, b.count) for b in bins[:-1]):
        assert count == sum(low <= s.points < high for s in report.graded)


def test_a_fault_of_the_whole_notebook_outranks_its_cells(tmp_path: Path) -> None:
    record = GradedNotebook(Outcome.TIMED_OUT, "The time of the notebook was used up.")
    ada = one(tmp_path, whole_notebook(ALL_RIGHT, record))
    assert (ada.outcome, ada.sentence) == (Outcome.TIMED_OUT, "The time of the notebook was used up.")
    assert find.trouble(build_report(tmp_path, ASSIGNMENT))[0][0] is Outcome.TIMED_OUT


def test_a_folder_without_the_notebook_needs_a_look_and_says_what_is_in_it(tmp_path: Path) -> None:
    write_class(tmp_path, 1)
    for student, names in {"empty": (), "other": ("a2.zip", "notes.py")}.items():
        (tmp_path / "autograded" / student / ASSIGNMENT).mkdir(parents=True)
        (tmp_path / "submitted" / student / ASSIGNMENT).mkdir(parents=True)
        for name in names:
            (tmp_path / "submitted" / student / ASSIGNMENT / name).write_text("")
    report = build_report(tmp_path, ASSIGNMENT)
    by_name = {s.student: s for s in report.submissions}
    assert by_name["empty"].sentence == "The notebook backprop.ipynb was not handed in; the folder is empty."
    assert by_name["other"].sentence.endswith("the folder holds a2.zip, notes.py.")
    assert [(outcome, len(group)) for outcome, group in find.trouble(report)] == [(Outcome.NOT_RUN, 2)]
    assert "2 submissions need a look: 2 not run." in headline(report)


def test_an_untouched_release_is_called_not_attempted(tmp_path: Path) -> None:
    content = whole_notebook(
        {q[0]: verdict(q[0], Outcome.NOT_ATTEMPTED, 0, q[2], "The stub is still there.") for q in QUESTIONS},
        GradedNotebook(Outcome.NOT_ATTEMPTED, "Nothing was attempted."),
    )
    essay = nbformat.from_dict(content["cells"][-1] | {"source": "YOUR ANSWER HERE"})
    content["cells"][-1]["source"] = "YOUR ANSWER HERE"
    content["cells"][-1]["metadata"]["nbgrader"]["checksum"] = compute_checksum(essay)
    ada = one(tmp_path, content, Marks({("ada", ESSAY[0]): 0.0}))
    assert ada.outcome is ada.answers[-1].outcome is Outcome.NOT_ATTEMPTED


def test_an_answer_that_came_in_anew_is_to_be_marked_and_keeps_its_points_until_then(tmp_path: Path) -> None:
    place = ("ada", ESSAY[0])
    put(tmp_path, "ada", whole_notebook(ALL_RIGHT, FINE))
    report = build_report(tmp_path, ASSIGNMENT, Marks({place: 1.5}, to_grade=frozenset({place})))
    assert report.submissions[0].points == TEST_POINTS + 1.5
    assert find.to_grade(report) == ((report.questions[-1], ("ada",)),)
    assert find.standing(report.submissions[0].answers[-1], report.questions[-1]) == "to be marked"


@pytest.mark.parametrize(
    ("heading", "title"), [("4. Which biases", "Which biases"), ("2.1 Sums", "2.1 Sums"), ("3 nets", "3 nets")]
)
def test_a_question_has_one_number(tmp_path: Path, heading: str, title: str) -> None:
    put(tmp_path, "ada", notebook([markdown(f"# A\n\n## {heading}"), test_cell("q", 1)]))
    assert build_report(tmp_path, ASSIGNMENT).questions[0].title == title
