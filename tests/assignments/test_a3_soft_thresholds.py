"""Assignment a3: right answers in every style pass, each mistake is caught where it is made and named by itself."""

import warnings

import nbformat
import pytest
from trials import COURSE, examination, in_style, labels, lost, points, refused_by, verdicts

NAME = "a3_soft_thresholds"
EXAM = examination(NAME)


def test_it_is_worth_12_points():
    assert sum(points(NAME).values()) == 12


def test_the_tasks_are_worth_what_their_test_cells_say():
    worth = points(NAME)
    assert {task.test: task.points for task in EXAM.tasks} == {task.test: worth[task.test] for task in EXAM.tasks}


@pytest.mark.parametrize("seed", range(3))
def test_the_solution_loses_nothing(seed):
    assert lost(verdicts(EXAM, EXAM.solution, seed).values()) == {}


def test_the_visible_checks_let_the_solution_pass():
    assert refused_by(EXAM, EXAM.solution) == {}


def test_the_set_up_cell_gives_what_the_examination_gives():
    (path,) = (COURSE / "source" / NAME).glob("*.ipynb")
    cells = nbformat.read(path, as_version=4).cells
    assert [cell.source for cell in cells if cell.metadata.nbgrader.grade_id == "a3-setup"] == [EXAM.setup]


def test_there_are_eight_right_styles_for_every_task():
    for task in EXAM.tasks:
        sources = {style[task.cell].strip() for style in EXAM.styles.values() if task.cell in style}
        assert len(sources) >= 8, task.name


@pytest.mark.filterwarnings("ignore:overflow", "ignore:divide")  # as a student's own exp may say
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


@pytest.mark.parametrize("scale", ["np.log(1 / eps) / 0.25", "2 / eps", "1e6"])
@pytest.mark.parametrize("hidden", ["OR, NAND", "NOR, AND", "first, second"])
def test_any_net_for_xor_at_any_scale_that_is_enough_is_right(hidden, scale):
    W1, b1, W2, b2 = {
        "OR, NAND": ([[1, 1], [-1, -1]], [-0.5, 1.5], [[1, 1]], [-1.5]),
        "NOR, AND": ([[-1, -1], [3, 3]], [0.5, -4.5], [[-1, -1]], [0.5]),
        "first, second": ([[1, -1], [-1, 1]], [-0.5, -0.5], [[1, 1]], [-0.5]),
    }[hidden]
    net = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
    code = f"def soft_xor(eps):\n    return {{k: {scale} * np.array(v) for k, v in {net}.items()}}\n"
    source = {**EXAM.solution, "a3-xor": code}
    assert lost([verdicts(EXAM, source)["soft_xor"]]) == {}
    assert "a3-xor-check" not in refused_by(EXAM, source)


def test_a_mistake_in_another_net_for_xor_is_named_too():
    code = (
        "def soft_xor(eps):\n"
        "    net = {'W1': [[1, 1], [-1, -1]], 'b1': [-0.5, 1.5], 'W2': [[1, 1]], 'b2': [-1.5]}\n"
        "    return {name: min_scale(eps, 0.5) * np.array(value) for name, value in net.items()}\n"
    )
    found = verdicts(EXAM, {**EXAM.solution, "a3-xor": code})["soft_xor"]
    assert [block.name for block in found.blocks if not block.passed] == ["within eps", "within a tiny eps"]
    assert labels([found]) == ["xor-no-room"]


def test_a_net_that_decides_rightly_earns_the_part_for_it():
    found = verdicts(EXAM, EXAM.sources((EXAM.by_label["xor-only-hidden-scaled"],)))["soft_xor"]
    assert [block.name for block in found.blocks if block.passed] == ["right side"]


def test_the_model_plot_is_logarithmic_with_labels_and_marks_the_scale():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a backend without a window
        program = EXAM.program()
    ax = program["ax"]
    assert ax.get_xscale() == "log"
    assert ax.get_xlabel() and ax.get_ylabel()
    assert program["enough"] * 0.01 * 0.99 < 0.1  # the slope at z = 0.5, just below the band
    assert program["widths"][0] == 0 and program["grad_band"](1000.0, 0.1) == pytest.approx(0.018, abs=5e-4)
