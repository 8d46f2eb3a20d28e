"""Assignment a3: what holds of it beside what holds of every assignment."""

import warnings

import nbformat
import pytest
from trials import COURSE, examination, labels, lost, refused_by, verdicts

NAME = "a3_soft_thresholds"
EXAM = examination(NAME)


def test_the_set_up_cell_gives_what_the_examination_gives():
    (path,) = (COURSE / "source" / NAME).glob("*.ipynb")
    cells = nbformat.read(path, as_version=4).cells
    assert [cell.source for cell in cells if cell.metadata.nbgrader.grade_id == "a3-setup"] == [EXAM.setup]


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
