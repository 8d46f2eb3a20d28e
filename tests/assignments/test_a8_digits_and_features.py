"""Assignment a8: what holds of it beside what holds of every assignment."""

import warnings

import nbformat
import numpy as np
import pytest
from trials import COURSE, examination, graded_cells, labels, lost, refused_by, verdicts

from autograder.marking import mark

NAME = "a8_digits_and_features"
EXAM = examination(NAME)
TRAIN = """
def train(params, X, T, learning_rate, epochs, batch_size, rng, lam=0.0):
    rng = np.random.default_rng(rng)
    params = {{name: np.array(value) for name, value in params.items()}}
    costs = [cost_and_bars(params, X, T)[0]]
    {before}
    for epoch in range(epochs):
        rows = {rows}
        k = 0
        while k < {end}:
            batch = rows[k : k + batch_size]
            bars = cost_and_bars(params, X[batch], T[batch])[1]
            for name in ("b1", "W1", "b2", "W2"):
                decay = lam * params[name] if "W" in name else 0
                params[name] = params[name] - learning_rate * (bars[name + "_bar"] + decay)
            k += batch_size
        costs.append(cost_and_bars(params, X, T)[0])
    return params, costs
"""


def trained(rows="rng.permutation(len(X))", end="len(X)", before="pass", seed=0):
    """Return what the hidden test says of a loop of another make, and the names of the blocks that do not pass."""
    code = TRAIN.format(rows=rows, end=end, before=before)
    found = verdicts(EXAM, {**EXAM.solution, "a8-train": code}, seed)["train"]
    return found, [block.name for block in found.blocks if not block.passed]


def test_the_given_cells_give_what_the_examination_gives():
    (path,) = (COURSE / "source" / NAME).glob("*.ipynb")
    cells = nbformat.read(path, as_version=4).cells
    given = [cell.source for cell in cells if cell.metadata.nbgrader.grade_id in ("a8-setup", "a8-net", "a8-start")]
    assert "\n\n\n".join(given) == EXAM.setup


@pytest.mark.parametrize(
    "rows",
    [
        "rng.permutation(len(X))[::-1]",
        "np.argsort(rng.standard_normal(len(X)))",
        "rng.choice(len(X), len(X), replace=False)",
        "np.array(sorted(range(len(X)), key=lambda n: rng.uniform()))",
    ],
)
@pytest.mark.parametrize("seed", range(2))
def test_any_way_to_shuffle_is_right(rows, seed):
    assert trained(rows, seed=seed)[1] == []


@pytest.mark.parametrize(
    ("loop", "label", "blocks"),
    [
        ({"rows": "list(range(len(X)))"}, "order-as-given", ["order"]),
        ({"before": "once = np.argsort(rng.uniform(size=len(X)))", "rows": "once"}, "order-once", ["order"]),
        ({"rows": "np.random.default_rng().permutation(len(X))"}, "order-no-seed", ["order"]),
        ({"rows": "np.argsort(rng.uniform(size=len(X)))", "end": "len(X) // batch_size * batch_size"},
         "batch-last-dropped", ["decay", "history", "batches"]),
    ],
)  # fmt: skip
def test_a_mistake_with_chance_is_named_whatever_numbers_were_drawn(loop, label, blocks):
    found, wrong = trained(**loop)
    assert labels([found]) == [label]
    assert wrong == blocks


def test_a_split_may_draw_as_it_likes_and_its_mistakes_are_named_all_the_same():
    code = (
        "def split(X, labels, share, rng):\n"
        "    rng = np.random.default_rng(rng)\n"
        "    chosen = np.zeros(len(labels), bool)\n"
        "    for k in range(10):\n"
        "        rows = sorted(np.flatnonzero(labels == k), key=lambda n: rng.uniform())\n"
        "        chosen[rows[: {count}]] = True\n"
        "    return X[~chosen], labels[~chosen], X[chosen], labels[chosen]\n"
    )
    right = {**EXAM.solution, "a8-split": code.format(count="round(share * len(rows))")}
    assert lost([verdicts(EXAM, right)["split"]]) == {}
    assert "a8-split-check" not in refused_by(EXAM, right)
    cut = {**EXAM.solution, "a8-split": code.format(count="int(share * len(rows))")}
    assert labels([verdicts(EXAM, cut)["split"]]) == ["split-rounds-down"]


@pytest.mark.parametrize(
    "label", ["limit-largest", "limit-smallest", "limit-of-first-unit", "accuracy-one-row-missing"]
)
def test_a_wrong_answer_is_never_right_by_chance(label):
    mistake = EXAM.by_label[label]
    task = EXAM.task(mistake.task)
    program = EXAM.program((mistake,), only=(task.cell,))
    for seed in range(40):
        assert lost([mark(EXAM, task, {task.name: program[task.name]}, seed)]), seed


def test_seven_points_are_for_a_person():
    cells = graded_cells(NAME)
    by_hand = {name: cell for name, cell in cells.items() if cell.metadata.nbgrader.solution}
    worth = {name: cell.metadata.nbgrader.points for name, cell in by_hand.items()}
    assert worth == {"a8-runs": 2, "a8-pictures": 2, "a8-report": 3, "a8-flip": 0}


@pytest.fixture(scope="module")
def model():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a backend without a window
        return EXAM.program()


def test_the_model_run_learns_and_decay_makes_smooth_filters(model):
    (plain, costs), (decayed, _) = model["runs"].values()
    assert costs[-1] < 0.2 * costs[0]
    for params in (plain, decayed):
        assert model["accuracy"](params, model["X_test"], model["labels_test"]) > 0.75
    corner = np.s_[:, :28]  # the top row of pixels is black in all images: nothing is learned there
    assert np.array_equal(plain["W1"][corner], model["start"]["W1"][corner])
    assert np.abs(decayed["W1"][corner]).max() < 0.5 * np.abs(plain["W1"][corner]).max()


def test_labels_in_random_order_teach_nothing_that_holds_on_the_test(model):
    mixed = np.random.default_rng(0).permutation(model["labels_train"])
    targets = model["one_hot"](mixed, 10)
    params, costs = model["train"](model["start"], model["X_train"], targets, 0.3, 4, 50, 1)
    assert costs[-1] < costs[0]
    assert model["accuracy"](params, model["X_test"], model["labels_test"]) < 0.3


def test_the_model_pictures_have_labels_and_white_means_zero(model):
    assert "taken for a" in model["middle"].get_title()
    assert model["right"].get_xlabel() == "digit"
    low, high = model["left"].images[0].get_clim()
    assert low == -high
