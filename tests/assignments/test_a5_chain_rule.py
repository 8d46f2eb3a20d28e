"""Assignment a5: right answers in every style pass, each mistake is caught where it is made and named by itself."""

import warnings

import nbformat
import pytest
from trials import COURSE, examination, in_style, labels, lost, points, refused_by, verdicts

from autograder.marking import mark
from source_lib.checks import a5_chain_rule as check
from source_lib.checks.answers import CheckFailed

NAME = "a5_chain_rule"
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


def test_the_set_up_cell_gives_what_the_examination_gives():
    cells = [cell.source for cell in _all_cells() if cell.metadata.nbgrader.grade_id == "a5-setup"]
    assert cells == [EXAM.setup]


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
    assert not any("one of several" in verdict.sentence for verdict in found.values())


def test_any_order_that_can_be_computed_is_right():
    """R_bar may come first or last but one: the dict's order is judged by what each bar needs."""
    bars = EXAM.program()["bar_pass"](0.7, -0.4, 1.5, 0.3, 0.2)

    def reordered(names):
        return lambda *numbers: {name: _bars(*numbers)[name] for name in names.split()}

    for names, right in (
        ("L_reg_bar L_bar y_bar z_bar b_bar R_bar w_bar", True),
        ("L_reg_bar R_bar L_bar y_bar z_bar b_bar w_bar", True),
        ("L_reg_bar L_bar y_bar z_bar w_bar R_bar b_bar", False),
    ):
        assert set(names.split()) == set(bars)
        assert ("a5-bars-test" not in lost([_marked(reordered(names))])) is right


def test_a_check_says_what_came_and_what_was_wanted():
    with pytest.raises(CheckFailed) as failed:
        check.naive_grads(lambda w, b, x, t, lam: (0.125, 0.0625))
    assert "dw is not right yet.\n  got:    0.125\n  wanted: 0.425\n" in str(failed.value)


def test_the_model_plot_has_logarithmic_axes_with_labels():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a backend without a window
        program = EXAM.program()
    ax = program["ax"]
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert ax.get_xlabel() and ax.get_ylabel()
    errors = program["errors"]
    assert min(errors) < 1e-9 < errors[0] and errors[-1] > 1e-3


def _bars(*numbers):
    return EXAM.program(only=("a5-bars",))["bar_pass"](*numbers)


def _marked(function):
    return mark(EXAM, EXAM.task("bar_pass"), {"bar_pass": function}, seed=0)


def _all_cells():
    (path,) = (COURSE / "source" / NAME).glob("*.ipynb")
    return nbformat.read(path, as_version=4).cells
