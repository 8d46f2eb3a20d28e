"""Assignment a5: what holds of it beside what holds of every assignment."""

import warnings

import nbformat
import pytest
from trials import COURSE, examination, lost

from autograder.marking import mark
from source_lib.checks import a5_chain_rule as check
from source_lib.checks.answers import CheckFailed

NAME = "a5_chain_rule"
EXAM = examination(NAME)


def test_the_set_up_cell_gives_what_the_examination_gives():
    cells = [cell.source for cell in _all_cells() if cell.metadata.nbgrader.grade_id == "a5-setup"]
    assert cells == [EXAM.setup]


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
