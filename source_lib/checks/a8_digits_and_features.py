"""The visible checks of assignment a8: rows, pictures and steps that can be worked out on paper.

Call a check with your function: `check.split(split)`.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from source_lib.checks.answers import entry, expect, numbers, parts, refuse, shown
from source_lib.errors import Array

Function = Callable[..., Any]

SIX_DIGITS = 1e-6
SIDE = 28


def image(image: Function) -> None:
    """Check the first step: entry 28 i + j of a row stands at row i, column j.

    Raises: CheckFailed.
    Lecture: 5, section 3, "Feature Learning".
    """
    picture = numbers("image(x)", image(np.arange(784.0)), (SIDE, SIDE), "Use x.reshape.")
    hint = "Row i holds the entries from 28 i to 28 i + 27."
    expect("Row 0, column 1 of image([0, 1, ..., 783])", picture[0, 1], 1.0, hint)
    expect("Row 1, column 0 of image([0, 1, ..., 783])", picture[1, 0], 28.0, hint)
    print("✓ image: 784 numbers as 28 rows of 28.")


def split(split: Function) -> None:
    """Check ten 3s and five 8s with the share 0.4: round(0.4 n_k), so four and two go to the test.

    Raises: CheckFailed.
    Lecture: 5, section 3, "Feature Learning".
    """
    labels = np.array([3, 3, 8, 3, 3, 8, 3, 3, 8, 3, 3, 8, 3, 3, 8])
    X = np.arange(30.0).reshape(15, 2)
    tests = [_test_rows(split, X, labels, seed) for seed in (0, 0, 1, 2, 3)]
    for rows in tests:
        counts = [int(np.sum(labels[rows] == digit)) for digit in (3, 8)]
        if counts != [4, 2]:
            refuse(
                "The test part of 10 images of a 3 and 5 of an 8, share 0.4", f"{counts[0]} and {counts[1]} images",
                "4 and 2", "Go class by class: round(share * n_k) of the n_k images of digit k.",
            )  # fmt: skip
    if tests[0] != tests[1]:
        refuse("split with one seed twice", "two splits", "the same one", "Draw from rng, and from nothing else.")
    if all(rows == tests[0] for rows in tests):
        refuse("split with four seeds", "the same test images each time", "other ones", "Let chance choose: shuffle.")
    print("✓ split: four 3s and two 8s for the test, no image lost or in both parts, chosen by chance.")


def _test_rows(split: Function, X: Array, labels: Array, seed: int) -> list[int]:
    """Return the numbers of the test rows of a split in which every row is in one part, with its label."""
    names = ["X_train", "labels_train", "X_test", "labels_test"]
    given = parts("split", split(X.copy(), labels.copy(), 0.4, seed), names)
    rows: list[list[int]] = []
    for k in (0, 2):
        n = len(given[k]) if isinstance(given[k], (np.ndarray, list)) else 0
        part = numbers(names[k], given[k], (n, 2), "Rows of X, all columns of each.")
        own = numbers(names[k + 1], given[k + 1], (n,), f"A label for each of the {n} rows of {names[k]}.")
        found = [int(row[0]) // 2 for row in part]
        if not all(0 <= r < len(X) and np.array_equal(X[r], row) for r, row in zip(found, part, strict=True)):
            refuse(names[k], "rows that X does not have", "rows of X as they are", "Choose rows: X[rows].")
        for r, label in zip(found, own, strict=True):
            if label != labels[r]:
                hint = "Take the same row numbers for X and for labels."
                refuse(f"The label of a row in {names[k]}", f"{label:g}", f"{labels[r]}", hint)
        rows.append(found)
    together = sorted(rows[0] + rows[1])
    if together != list(range(len(X))):
        twice, lost = len(together) - len(set(together)), len(X) - len(set(together))
        came = f"{lost} of 15 images in no part, {twice} more than once"
        refuse("The two parts together", came, "each image exactly once", "What is no test image is a training image.")
    return sorted(rows[1])


def scale(scale: Function) -> None:
    """Check bytes of 0, 51, 102 and 255, which are 0, 0.2, 0.4 and 1: grey / 255.

    Raises: CheckFailed.
    Lecture: 5, section 3, "Feature Learning".
    """
    for pixels, wanted in (
        ([[0, 51], [102, 255]], [[0, 0.2], [0.4, 1]]),
        ([[0, 51], [102, 51]], [[0, 0.2], [0.4, 0.2]]),
    ):
        hint = "1 stands for a byte of 255, also where no pixel is as bright as that. Divide by 255."
        expect(f"scale({pixels})", scale(np.array(pixels, np.uint8)), wanted, hint)
    print("✓ scale: 0 is black, 255 is 1, and a dark batch stays dark.")


def train(train: Function) -> None:
    """Check a step from a net of zeros, which moves b2 only, and that the cost falls on 200 images of stripes.

    Raises: CheckFailed.
    Lecture: 6, section 3, "Backprop on a multilayer net".
    """
    zeros = {"W1": np.zeros((2, 3)), "b1": np.zeros(2), "W2": np.zeros((2, 2)), "b2": np.zeros(2)}
    one, target = np.array([[1.0, 0.0, 2.0]]), np.array([[1.0, 0.0]])
    params, history = _run(train, zeros, (one, target, 0.6, 1, 1, 0))
    hint = "y is (1/2, 1/2), so b2_bar is (-1/2, 1/2); step against it, times the learning rate 0.6."
    expect("b2 after one step from zeros, with the target (1, 0)", params["b2"], [0.3, -0.3], hint)
    expect("W1 after this step", params["W1"], zeros["W1"], "Its bar is 0 here.")
    hint = "history[0] is the cost before the first step, ln 2; history[1] that after it, ln(1 + e^-0.6)."
    expect("history", history, [0.6931472, 0.4374879], hint)
    weighty = {**zeros, "W1": np.array([[-1.0, 0.0, -2.0], [0.0, -4.0, -1.0]]), "b1": np.array([-1.0, -2.0])}
    params, _ = _run(train, weighty, (one, target, 0.5, 1, 1, 0, 0.2))
    hint = "Its bar is 0, the unit being off. So W1 - 0.5 (0 + 0.2 W1) is 0.9 W1."
    expect("W1 after a step with lam = 0.2, learning rate 0.5", params["W1"], 0.9 * weighty["W1"], hint)
    expect("b1 after this step", params["b1"], weighty["b1"], "Its bar is 0, and biases do not decay.")
    first, last = _stripes(train)
    print(f"✓ train: the first step is right, decay is for weights, and on 200 images the cost falls "
          f"from {first:.2f} to {last:.2f}.")  # fmt: skip


def _stripes(train: Function) -> tuple[float, float]:
    """Train on noisy images of 4 x 4 with one bright row or column; the answer is which of the eight."""
    rng = np.random.default_rng(5)
    which = np.arange(200) % 8
    X = 0.3 * rng.uniform(size=(200, 4, 4))
    for picture, line in zip(X, which, strict=True):
        (picture if line < 4 else picture.T)[line % 4] += 0.7
    start = {
        "W1": 0.4 * rng.standard_normal((12, 16)), "b1": np.zeros(12),
        "W2": 0.3 * rng.standard_normal((8, 12)), "b2": np.zeros(8),
    }  # fmt: skip
    costs = _run(train, start, (X.reshape(200, 16), np.eye(8)[which], 0.3, 8, 9, 3))[1]
    history = numbers("history for 8 epochs", costs, (9,), "A cost before the first step, and one after each epoch.")
    if history[-1] > 0.5 * history[0]:
        refuse(
            "The cost on 200 images of stripes after 8 epochs", f"{history[-1]:.3g}, from {history[0]:.3g}",
            "less than half of the first", "Does every batch of each epoch make its step, from where the last one led?",
        )  # fmt: skip
    return float(history[0]), float(history[-1])


def _run(train: Function, start: dict[str, Array], given: tuple[Any, ...]) -> tuple[dict[str, Array], Any]:
    """Return what a run gives, of the right shapes; the params that it started from must be as they were."""
    handed = {name: value.copy() for name, value in start.items()}
    params, history = parts("train", train(handed, *given), ["params", "history"])
    for name, value in start.items():
        if not np.array_equal(handed[name], value):
            refuse(
                f"The {name} that was given to train", "other numbers", "those it had", "Train a copy: value.copy()."
            )
    hint = "The new params have the names and shapes of the given ones."
    return {name: numbers(name, entry("train", params, name), start[name].shape, hint) for name in start}, history


def accuracy(accuracy: Function) -> None:
    """Check a net that says x itself, on four rows of which three are right: 3/4.

    Raises: CheckFailed.
    Lecture: 5, section 3, "Feature Learning".
    """
    net = {"W1": np.eye(3), "b1": np.zeros(3), "W2": np.eye(3), "b2": np.zeros(3)}
    X = np.array([[0.1, 0.7, 0.2], [0.9, 0.2, 0.3], [0.4, 0.1, 0.6], [0.3, 0.2, 0.1]])
    hint = "The largest outputs are those of 1, 0, 2, 0, and the labels are 1, 0, 2, 1."
    expect("The accuracy on four images", accuracy(net, X, np.array([1, 0, 2, 1])), 0.75, hint)
    print("✓ accuracy: three of four are right.")


def filter_grid(filter_grid: Function) -> None:
    """Check five filters of which four are shown, one bright pixel in each, the largest |w| being 4.

    Raises: CheckFailed.
    Lecture: 5, section 3, "Feature Learning".
    """
    W1 = np.full((5, 784), 0.5)
    for unit, weight in enumerate((1.0, 2.0, 3.0, -4.0, 9.0)):
        W1[unit, SIDE * 2 + 5] = weight  # row 2, column 5
    name = "filter_grid(W1, 2)"
    grid, limit = parts("filter_grid", filter_grid(W1, 2), ["grid", "limit"])
    shape = (2 * SIDE, 2 * SIDE)
    picture = numbers(f"The grid of {name}", grid, shape, "Two tiles of 28 next to each other, two rows of them.")
    for unit, (i, j) in enumerate(((2, 5), (2, 33), (30, 5), (30, 33))):
        if picture[i, j] != W1[unit, SIDE * 2 + 5]:
            hint = "Weight 28 i + j of a unit is at row i, column j of its tile; unit 1 is to the right of unit 0."
            came = f"{picture[i, j]:g}"
            refuse(f"Row {i}, column {j} of the grid", came, f"{W1[unit, 61]:g}, of unit {unit}", hint)
    expect(f"The limit of {name}", limit, 4.0, "The largest |w| of the four units that are shown: that of -4.")
    print("✓ filter_grid: four tiles in reading order, white is 0.")


def evidence(evidence: Function) -> None:
    """Check an image of three grey pixels: products 0.5, -2 and 0, with the bias 1 a z of -0.5.

    Raises: CheckFailed.
    Lecture: 5, section 3, "Feature Learning".
    """
    x, w = np.zeros(784), np.full(784, 3.0)
    for pixel, grey, weight in ((61, 0.5, 1.0), (90, 1.0, -2.0), (500, 0.25, 0.0)):
        x[pixel], w[pixel] = grey, weight
    product, z = parts("evidence", evidence(x, w, 1.0), ["product", "z"])
    picture = numbers("The product of evidence", product, (SIDE, SIDE), "A picture, like the image.")
    wanted = np.array([0.5, -2.0, 0.0, 0.0])
    came = picture[[2, 3, 17, 0], [5, 6, 24, 0]]
    if np.abs(came - wanted).max() > SIX_DIGITS or abs(picture.sum() + 1.5) > SIX_DIGITS:
        hint = "Pixel by pixel w_i x_i, and nothing else: where the image is black that is 0."
        refuse("The product at (2, 5), (3, 6), (17, 24), (0, 0)", shown(came), shown(wanted), hint)
    expect("z", z, -0.5, "The products add up to -1.5, and the bias is 1. No ReLU yet.")
    print("✓ evidence: the products and the bias add up to z.")


def accuracy_drops(accuracy_drops: Function) -> None:
    """Check a net of three units on four rows: without unit 0 two more rows are wrong, without unit 2 none.

    Raises: CheckFailed.
    Lecture: 5, section 3, "Feature Learning".
    """
    params = {"W1": np.eye(3), "b1": np.zeros(3), "W2": np.eye(3), "b2": np.array([0.0, 0.05, 0.0])}
    X = np.array([[0.9, 0.2, 0.3], [0.3, 0.2, 0.1], [0.1, 0.7, 0.2], [0.1, 0.3, 0.2]])
    came = numbers("accuracy_drops", accuracy_drops(params, X, np.array([0, 0, 1, 1])), (3,), "One per hidden unit.")
    hint = "All four are right. Without unit 0 the first two rows go wrong, without unit 1 the last two."
    expect("accuracy_drops", came, [0.5, 0.5, 0.0], hint)
    if not np.array_equal(params["W2"], np.eye(3)):
        refuse("The W2 that was given", "other numbers", "those it had", "Change a copy: W2.copy().")
    print("✓ accuracy_drops: two units matter here, one does not.")


__all__ = ["accuracy", "accuracy_drops", "evidence", "filter_grid", "image", "scale", "split", "train"]
