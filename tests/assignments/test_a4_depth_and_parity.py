"""Assignment a4: right answers in every style pass, each mistake is caught where it is made and named by itself."""

import pytest
from trials import examination, in_style, labels, lost, points, refused_by, verdicts

NAME = "a4_depth_and_parity"
EXAM = examination(NAME)


def test_it_is_worth_18_points():
    assert sum(points(NAME).values()) == 18


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


@pytest.mark.parametrize("mistake", EXAM.mistakes, ids=lambda mistake: mistake.label)
def test_a_mistake_costs_points_where_it_is_made_and_is_named_by_itself(mistake):
    found = verdicts(EXAM, EXAM.sources((mistake,)))
    assert lost([found[mistake.task]])
    assert labels(found.values()) == [mistake.label]


@pytest.mark.parametrize(
    ("label", "lost_blocks"),
    [
        ("tree-is-count", ["two wires"]),
        ("tree-is-table", ["units", "two wires"]),
        ("tree-is-chain", ["layers", "units"]),
        ("tree-loses-odd-one", ["outputs, other D", "layers", "units", "two wires", "no z at 0"]),
    ],
)
def test_a_tree_that_is_none_loses_only_what_it_lacks(label, lost_blocks):
    found = verdicts(EXAM, EXAM.sources((EXAM.by_label[label],)))["parity_tree"]
    assert [block.name for block in found.blocks if not block.passed] == lost_blocks


def test_a_small_net_earns_nothing_for_its_size_where_its_outputs_are_wrong():
    code = "def parity_tree(D):\n    return [(np.eye(D)[:1], np.array([-0.5]))]\n"
    assert verdicts(EXAM, {**EXAM.solution, "a4-tree": code})["parity_tree"].points == 0
