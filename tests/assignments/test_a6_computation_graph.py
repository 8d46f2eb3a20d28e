"""Assignment a6: right answers in every style pass, each mistake is caught where it is made and named by itself."""

import sys

import pytest
from trials import examination, graded_cells, in_style, labels, lost, points, refused_by, verdicts

from source_lib.checks import a6_computation_graph as check
from source_lib.checks.answers import CheckFailed

NAME = "a6_computation_graph"
EXAM = examination(NAME)


@pytest.fixture(autouse=True)
def _same_recursion_limit():
    """One right style raises Python's limit: outside a jail that would stay for the tests after it."""
    limit = sys.getrecursionlimit()
    yield
    sys.setrecursionlimit(limit)


def test_it_is_worth_25_points():
    assert sum(points(NAME).values()) == 25


def test_the_tasks_are_worth_what_their_test_cells_say():
    worth = points(NAME)
    assert {task.test: task.points for task in EXAM.tasks} == {task.test: worth[task.test] for task in EXAM.tasks}


@pytest.mark.parametrize("seed", range(3))
def test_the_solution_loses_nothing(seed):
    assert lost(verdicts(EXAM, EXAM.solution, seed).values()) == {}


def test_the_visible_checks_let_the_solution_pass():
    assert refused_by(EXAM, EXAM.solution) == {}


def test_there_are_eight_right_styles_for_every_task():
    for task in EXAM.tasks:
        sources = {style[task.cell].strip() for style in EXAM.styles.values() if task.cell in style}
        assert len(sources) >= 8, task.name


@pytest.mark.parametrize("style", sorted(EXAM.styles))
def test_a_right_style_loses_nothing(style):
    source = in_style(EXAM, style)
    assert lost(verdicts(EXAM, source).values()) == {}
    assert refused_by(EXAM, source) == {}


@pytest.mark.parametrize("style", [None, *sorted(EXAM.styles)])
def test_the_whole_engine_and_the_wide_graph_let_right_styles_pass(style):
    program = EXAM.program(source=in_style(EXAM, style) if style else EXAM.solution)
    for name in ("a6-engine", "a6-toposort-wide-test"):
        exec(graded_cells(NAME)[name].source, {**program, "check": check})


@pytest.mark.parametrize("mistake", EXAM.mistakes, ids=lambda mistake: mistake.label)
def test_a_mistake_costs_points_where_it_is_made_and_is_named_by_itself(mistake):
    found = verdicts(EXAM, EXAM.sources((mistake,)))
    assert lost([found[mistake.task]])
    assert labels(found.values()) == [mistake.label]
    assert not any("one of several" in verdict.sentence for verdict in found.values())


def refusal(name, *functions):
    """Return what a check says of functions that are wrong."""
    with pytest.raises(CheckFailed) as failed:
        getattr(check, name)(*functions)
    return str(failed.value)


def test_checks_say_what_came_and_what_was_wanted():
    Node = EXAM.program()["Node"]

    def lossy(*nodes):
        return Node(8.0, nodes, (lambda bar: 0.0,) * len(nodes))

    assert "local[0](2.0) of add(a, b) is not right yet.\n  got:    0." in refusal("arithmetic", Node, *[lossy] * 4)
    assert "got:    None without .value" in refusal("functions", Node, *[lambda a: None] * 4)
    assert "got:    y, c, d, a, b" in refusal("toposort", Node, root_first)
    assert "wanted: a list of nodes" in refusal("toposort", Node, lambda root: None)
    assert "wanted: shape (3,)" in refusal("unbroadcast", lambda g, shape: g)


def root_first(root):
    order = [root]
    for node in order:
        order.extend(parent for parent in node.parents if parent not in order)
    return order
