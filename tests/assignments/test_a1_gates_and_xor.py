"""Assignment a1: right answers in every style pass, each mistake is caught where it is made and named by itself."""

import pytest
from trials import examination, in_style, labels, lost, points, refused_by, verdicts

NAME = "a1_gates_and_xor"
EXAM = examination(NAME)


def test_it_is_worth_20_points():
    assert sum(points(NAME).values()) == 20


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


def test_a_wrong_gate_does_not_cost_the_others():
    found = verdicts(EXAM, EXAM.sources((EXAM.by_label["nor-is-or"],)))["gate"]
    assert [block.name for block in found.blocks if not block.passed] == ["NOR"]


def test_a_gate_that_stops_does_not_cost_the_others():
    code = EXAM.solution["a1-gate"].replace(
        "w, b = units", 'if name == "NAND":\n        raise ValueError\n    w, b = units'
    )
    found = verdicts(EXAM, {**EXAM.solution, "a1-gate": code})["gate"]
    assert [block.name for block in found.blocks if not block.passed] == ["NAND"]


def test_a_net_that_never_fires_earns_nothing():
    code = 'def xor_mlp():\n    return {"W1": np.ones((2, 2)), "b1": -np.ones(2), "W2": np.ones((1, 2)), "b2": [-9]}\n'
    assert verdicts(EXAM, {**EXAM.solution, "a1-xor": code})["xor_mlp"].points == 0


@pytest.mark.parametrize("hidden", ["OR, NAND", "NOR, AND", "first, second"])
def test_any_pair_of_hidden_units_that_solves_xor_is_right(hidden):
    W1, b1, W2, b2 = {
        "OR, NAND": ([[3, 2], [-1, -1]], [-1, 1.2], [[1, 1]], [-1.9]),
        "NOR, AND": ([[-1, -1], [8, 9]], [0.1, -16], [[-1, -1]], [0.3]),
        "first, second": ([[1, -5], [-5, 1]], [-0.2, -0.2], [[7, 7]], [-1]),
    }[hidden]
    code = f'def xor_mlp():\n    return {{"W1": {W1}, "b1": {b1}, "W2": {W2}, "b2": {b2}}}\n'
    assert lost([verdicts(EXAM, {**EXAM.solution, "a1-xor": code})["xor_mlp"]]) == {}
