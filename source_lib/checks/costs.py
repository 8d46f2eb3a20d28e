"""The visible checks of costs and their bars, part of assignment a7: values on paper, and bars against differences."""

from collections.abc import Callable
from typing import Any

import numpy as np

from source_lib.checks.answers import entry, expect, numbers, parts
from source_lib.checks.differences import compare_with_differences
from source_lib.errors import Array

Function = Callable[..., Any]


def squared_error(squared_error: Function) -> None:
    """Check cost and Y_bar of the squared error: cost = mean of 1/2 sum_k (y_k - t_k)^2.

    Raises: CheckFailed.
    Lecture: 6, section 3, "Backprop on a multilayer net".
    """
    answer = squared_error(np.array([[3.0, 1.0], [0.0, 4.0]]), np.array([[1.0, 1.0], [0.0, 0.0]]))
    cost, Y_bar = parts("squared_error", answer, ["cost", "Y_bar"])
    expect("cost", cost, 5.0, "Half the squares, summed over the outputs: 2 and 8. The cost is their mean.")
    expect("Y_bar", Y_bar, [[1, 0], [0, 2]], "How fast does the cost grow with y_nk? Mind the mean over N.")
    print("✓ squared_error: cost and bar are right on paper.")


def logistic_ce(logistic_ce: Function) -> None:
    """Check cost and Z_bar of the logistic cross-entropy: known values at z = 0, and differences elsewhere.

    Raises: CheckFailed.
    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    cost, Z_bar = parts("logistic_ce", logistic_ce(np.zeros((2, 2)), np.array([[1.0, 0], [1, 1]])), ["cost", "Z_bar"])
    expect("cost at z = 0", cost, 2 * np.log(2), "At z = 0 every y is 1/2: log 2 per output, 2 outputs per example.")
    expect("Z_bar at z = 0", Z_bar, [[-0.25, 0.25], [-0.25, -0.25]], "Z_bar is short: y, t and N are all it needs.")
    Z = np.array([[1.0, -2.0], [0.5, 3.0], [-1.0, -0.5]])
    T = np.array([[1.0, 1.0], [0.0, 1.0], [0.0, 1.0]])
    from source_lib.losses import logistic_cross_entropy  # here: while grading it is withheld from students' code

    _compare_loss("logistic_ce", logistic_ce, logistic_cross_entropy, Z, T)


def softmax_ce(softmax_ce: Function) -> None:
    """Check cost and Z_bar of the softmax cross-entropy: known values at z = 0, rows of Z_bar sum to 0, differences.

    Raises: CheckFailed.
    Lecture: 5, section 3, "Feature Learning".
    """
    answer = softmax_ce(np.zeros((2, 4)), np.array([[0.0, 1, 0, 0], [1, 0, 0, 0]]))
    cost, Z_bar = parts("softmax_ce", answer, ["cost", "Z_bar"])
    expect("cost at z = 0", cost, np.log(4), "At z = 0 all 4 classes have y = 1/4: log 4 per example.")
    Z_bar = numbers("Z_bar", Z_bar, (2, 4), "One bar per z.")
    expect("the sum of each row of Z_bar", Z_bar.sum(axis=1), [0, 0], "Adding 1 to a whole row of Z changes nothing.")
    Z = np.array([[1.0, -2.0, 0.0], [0.5, 3.0, 1.0]])
    from source_lib.losses import softmax_cross_entropy  # here: while grading it is withheld from students' code

    T = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    _compare_loss("softmax_ce", softmax_ce, softmax_cross_entropy, Z, T)


def _compare_loss(name: str, loss: Function, lecture_loss: Function, Z: Array, T: Array) -> None:
    """Compare a loss with the lecture's at one more batch: the cost itself, and Z_bar with differences of it."""
    cost, Z_bar = parts(name, loss(Z.copy(), T.copy()), ["cost", "Z_bar"])
    expect("cost", cost, lecture_loss(Z, T)[0], "The mean over the examples of each example's loss.")
    compare_with_differences(name, lambda moved: lecture_loss(moved["Z"], T)[0], {"Z": Z}, {"Z_bar": Z_bar})


def add_weight_decay(add_weight_decay: Function) -> None:
    """Check weight decay at a net on paper: cost + lam/2 sum W^2, W_bar + lam W, b_bar as it was.

    Raises: CheckFailed.
    Lecture: 6, section 2, "The Chain Rule revisited".
    """
    params = {"W1": np.array([[3.0, 1.0]]), "b1": np.array([5.0]), "W2": np.array([[2.0]]), "b2": np.array([7.0])}
    bars = {f"{name}_bar": np.ones_like(value) for name, value in params.items()}
    cost, decayed = parts("add_weight_decay", add_weight_decay(10.0, bars, params, 0.5), ["cost", "bars"])
    expect("cost", cost, 13.5, "The squared weights sum to 9 + 1 + 4, times lam/2. Biases are free.")
    for name, wanted in (("W2_bar", [[2.0]]), ("W1_bar", [[2.5, 1.5]]), ("b2_bar", [1.0]), ("b1_bar", [1.0])):
        expect(name, entry("add_weight_decay", decayed, name), wanted, "lam W is added to W_bar; biases are free.")
    for name, bar in bars.items():
        expect(f"The {name} that was passed in", bar, np.ones_like(bar), "Make new arrays; leave the old bars alone.")
    print("✓ add_weight_decay: cost and bars are right on paper.")
