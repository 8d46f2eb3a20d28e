"""Assignment a2: right answers in every style pass, each mistake is caught where it is made and named by itself."""

import pytest
from trials import examination, in_style, labels, lost, points, refused_by, verdicts

NAME = "a2_tables_to_nets"
EXAM = examination(NAME)


def test_it_is_worth_15_points():
    assert sum(points(NAME).values()) == 15


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


def test_a_net_for_a_table_needs_no_list_of_inputs():
    source = {**in_style(EXAM, "as_broadcasts"), "a2-inputs": "def all_inputs(D):\n    raise NotImplementedError\n"}
    own = "2.0 * np.indices((2,) * int(np.log2(T.shape[0]))).reshape(-1, len(T)).T - 1"
    source["a2-table"] = source["a2-table"].replace("all_inputs(int(np.log2(T.shape[0])))", own)
    assert verdicts(EXAM, source)["table_to_net"].outcome == "passed"


@pytest.mark.parametrize("scale", [0.01, 1.0, 300.0])
@pytest.mark.parametrize("place", [0.05, 0.5, 0.95])
def test_any_legal_bias_at_any_scale_is_right(place, scale):
    detector = f"def detector(p):\n    return {scale} * p, {scale} * (2 * {place} - len(p))\n"
    assert lost(verdicts(EXAM, {**EXAM.solution, "a2-detector": detector}).values()) == {}


def test_a_bias_at_an_end_of_the_legal_interval_loses_the_part_about_zero_only():
    found = verdicts(EXAM, EXAM.sources((EXAM.by_label["detector-z-at-zero"],)))["detector"]
    assert [block.name for block in found.blocks if not block.passed] == ["no z at 0"]
