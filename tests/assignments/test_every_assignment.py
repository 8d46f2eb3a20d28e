"""What holds of every assignment: right answers in any style pass, each mistake is caught and named by itself."""

import sys
from zlib import crc32

import nbformat
import pytest
from trials import COURSE, examination, in_style, labels, lost, points, refused_by, verdicts

from autograder.sanitise import without_hidden_tests

WORTH = {
    "a1_gates_and_xor": 20,
    "a2_tables_to_nets": 15,
    "a3_soft_thresholds": 12,
    "a4_depth_and_parity": 18,
    "a5_chain_rule": 15,
    "a6_computation_graph": 25,
    "a8_digits_and_features": 20,
}

each_text = pytest.mark.parametrize("name", [*WORTH, "a7_mlp_backprop"])
each_assignment = pytest.mark.parametrize("name", WORTH)
each_style = pytest.mark.parametrize(
    ("name", "style"), [(name, style) for name in WORTH for style in sorted(examination(name).styles)]
)
each_mistake = pytest.mark.parametrize(
    ("name", "mistake"),
    [pytest.param(name, m, id=f"{name[:2]}-{m.label}") for name in WORTH for m in examination(name).mistakes],
)


@pytest.fixture(autouse=True)
def _same_recursion_limit():
    """One right style raises Python's limit: outside a jail that would stay for the tests after it."""
    limit = sys.getrecursionlimit()
    yield
    sys.setrecursionlimit(limit)


@each_assignment
def test_it_is_worth_its_points(name):
    assert sum(points(name).values()) == WORTH[name]


@each_assignment
def test_the_tasks_are_worth_what_their_test_cells_say(name):
    worth, tasks = points(name), examination(name).tasks
    assert {task.test: task.points for task in tasks} == {task.test: worth[task.test] for task in tasks}


@each_text
def test_its_texts_are_short_and_say_what_is_withheld(name):
    (path,) = (COURSE / "source" / name).glob("*.ipynb")
    cells = nbformat.read(path, as_version=4).cells
    texts = [without_hidden_tests(cell.source) for cell in cells if cell.cell_type == "markdown"]
    assert [text for text in texts if len(text.split()) > 120] == []
    (rules,) = [text for text in texts if text.startswith("## How this notebook works")]
    assert "`source_lib" in rules and "missing when we grade" in rules


@each_text
def test_each_answer_that_a_person_marks_has_a_mark_scheme_in_the_locked_text_above_it(name):
    """A scheme in the answer's own cell would be gone with the first word that a student writes there."""
    (path,) = (COURSE / "source" / name).glob("*.ipynb")
    above = ""
    for cell in nbformat.read(path, as_version=4).cells:
        marks = cell.metadata.nbgrader
        if marks.grade and marks.solution:
            assert above.count("BEGIN MARK SCHEME") == 1, marks.grade_id
            assert "mark scheme" not in cell.source.lower()
            above = ""
        elif cell.cell_type == "markdown" and marks.locked:
            above += cell.source
    assert "BEGIN MARK SCHEME" not in above


@each_assignment
@pytest.mark.parametrize("seed", range(3))
def test_the_solution_loses_nothing(name, seed):
    exam = examination(name)
    assert lost(verdicts(exam, exam.solution, seed).values()) == {}


@each_assignment
def test_the_visible_checks_let_the_solution_pass(name):
    assert refused_by(examination(name), examination(name).solution) == {}


@pytest.mark.parametrize("name", [*WORTH, "a7_mlp_backprop"])
def test_there_are_eight_right_styles_for_every_task(name):
    exam = examination(name)
    for task in exam.tasks:
        sources = {style[task.cell].strip() for style in exam.styles.values() if task.cell in style}
        assert len(sources) >= 8, task.name


@each_style
def test_a_right_style_loses_nothing(name, style):
    exam = examination(name)
    source = in_style(exam, style)
    assert lost(verdicts(exam, source, crc32(style.encode())).values()) == {}
    assert refused_by(exam, source) == {}


@each_mistake
def test_a_mistake_costs_points_where_it_is_made_and_is_named_by_itself(name, mistake):
    exam = examination(name)
    seed = crc32(mistake.label.encode())  # another one for each, so that no name hangs on a lucky draw
    found = verdicts(exam, exam.sources((mistake,)), seed)
    assert lost([found[mistake.task]])
    assert labels(found.values()) == [mistake.label]
    assert not any("one of several" in verdict.sentence for verdict in found.values())
