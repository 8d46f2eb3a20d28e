"""Assignment a6: what holds of it beside what holds of every assignment."""

import sys

import pytest
from trials import examination, graded_cells, in_style

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


@pytest.mark.parametrize("style", [None, *sorted(EXAM.styles)])
def test_the_whole_engine_and_the_wide_graph_let_right_styles_pass(style):
    program = EXAM.program(source=in_style(EXAM, style) if style else EXAM.solution)
    for name in ("a6-engine", "a6-toposort-wide-test"):
        exec(graded_cells(NAME)[name].source, {**program, "check": check})


def refusal(name, *functions):
    """Return what a check says of functions that are wrong."""
    with pytest.raises(CheckFailed) as failed:
        getattr(check, name)(*functions)
    return str(failed.value)


def test_checks_say_what_came_and_what_was_wanted():
    Node = EXAM.program()["Node"]

    def lossy(*nodes):
        return Node(8.0, nodes, (lambda bar: 0.0,) * len(nodes))

    assert "local[0](2.0) of add(a, b) is not right yet.\n  got:    0." in refusal("add_mul", Node, lossy, lossy)
    assert "got:    None without .value" in refusal("exp_log", Node, *[lambda a: None] * 2)
    assert "got:    y, c, d, a, b" in refusal("toposort", Node, root_first)
    assert "wanted: a list of nodes" in refusal("toposort", Node, lambda root: None)
    assert "wanted: shape (3,)" in refusal("unbroadcast", lambda g, shape: g)


def root_first(root):
    order = [root]
    for node in order:
        order.extend(parent for parent in node.parents if parent not in order)
    return order
