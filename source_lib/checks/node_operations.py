"""The visible checks of single operations on nodes, part of assignment a6: value and shares, worked out on paper."""

from collections.abc import Callable
from typing import Any

import numpy as np

from source_lib.checks.small_graphs import operation

Function = Callable[..., Any]


def add_mul(Node: Function, add: Function, mul: Function) -> None:
    """Check values and shares at a = 3, b = 5 with the bar 2: v = a + b, ab.

    Raises: CheckFailed.
    Lecture: 6, section 2.4, "Using the computation graph".
    """
    a, b = Node(3.0), Node(5.0)
    operation("add(a, b)", add(a, b), 8, 2.0, [(3, 2), (5, 2)], "a = 3, b = 5. Nudge a by 1: a + b moves by 1.")
    hint = "a = 3, b = 5. Nudge a by 1: ab moves by b, times the bar."
    operation("mul(a, b)", mul(a, b), 15, 2.0, [(3, 10), (5, 6)], hint)
    print("✓ add, mul: value and shares are right on paper.")


def neg_power(Node: Function, neg: Function, power: Function) -> None:
    """Check values and shares at a = 3 with the bar 2: v = -a, a^2.

    Raises: CheckFailed.
    Lecture: 6, section 2.4, "Using the computation graph".
    """
    operation("neg(a)", neg(Node(3.0)), -3, 2.0, [(3, -2)], "a = 3. Nudge a up: -a goes down.")
    hint = "a = 3. The slope of a^p is p a^(p-1), times the bar."
    operation("power(a, 2)", power(Node(3.0), 2), 9, 2.0, [(3, 12)], hint)
    print("✓ neg, power: value and shares are right on paper.")


def exp_log(Node: Function, exp: Function, log: Function) -> None:
    """Check values and shares where they are easy: exp at 0, log at 4.

    Raises: CheckFailed.
    Lecture: 6, section 2.4, "Using the computation graph".
    """
    operation("exp(a)", exp(Node(0.0)), 1, 2.0, [(0, 2)], "a = 0. e^a is its own slope.")
    operation("log(a)", log(Node(4.0)), np.log(4), 2.0, [(4, 0.5)], "a = 4. The slope of log is 1/a, times the bar.")
    print("✓ exp, log: value and shares are right on paper.")


def sigmoid_relu(Node: Function, sigmoid: Function, relu: Function) -> None:
    """Check values and shares where they are easy: sigmoid at 0, relu at 3 and at -3.

    Raises: CheckFailed.
    Lecture: 6, section 2.4, "Using the computation graph".
    """
    operation(
        "sigmoid(a)", sigmoid(Node(0.0)), 0.5, 2.0, [(0, 0.5)], "a = 0. With y = sigma(a) the slope is y (1 - y)."
    )
    operation("relu(a)", relu(Node(3.0)), 3, 2.0, [(3, 2)], "a = 3: relu hands the bar on as it is.")
    operation("relu(a)", relu(Node(-3.0)), 0, 2.0, [(-3, 0)], "a = -3: relu is off, nudging a changes nothing.")
    print("✓ sigmoid, relu: value and shares are right on paper.")


def entrywise(Node: Function, plus: Function, times: Function) -> None:
    """Check a matrix and a row on paper: the row is used twice, and its share is a sum.

    Raises: CheckFailed.
    Lecture: 6, section 2.2, "Multivariable chain rule: the easy case".
    """
    Z, r = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([10.0, 20.0])
    bar = np.array([[1.0, 1.0], [0.0, 2.0]])
    hint = "a = [[1, 2], [3, 4]], b = [10, 20], bar = [[1, 1], [0, 2]]. b is used in both rows."
    made = plus(Node(Z), Node(r))
    operation("plus(a, b)", made, [[11, 22], [13, 24]], bar, [(Z, bar), (r, [1, 3])], hint)
    made = times(Node(Z), Node(r))
    operation("times(a, b)", made, [[10, 40], [30, 80]], bar, [(Z, [[10, 20], [0, 40]]), (r, [1, 10])], hint)
    print("✓ plus, times: value and shares are right on paper.")


def matmul(Node: Function, matmul: Function) -> None:
    """Check a product of (2, 3) and (3, 1) on paper.

    Raises: CheckFailed.
    Lecture: 6, section 3, "Backprop on a multilayer net".
    """
    A, B = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 3.0]]), np.array([[2.0], [1.0], [-1.0]])
    bar = np.array([[1.0], [2.0]])
    shares = [(A, [[2, 1, -1], [4, 2, -2]]), (B, [[1], [4], [6]])]
    hint = "Shapes: bar (2, 1), a (2, 3), b (3, 1). Only one product of bar with the other one fits."
    operation("matmul(a, b)", matmul(Node(A), Node(B)), [[4], [-2]], bar, shares, hint)
    print("✓ matmul: value and shares are right on paper.")


def sums(Node: Function, sum_over: Function, mean_over: Function) -> None:
    """Check sums and means of a matrix of shape (2, 3) on paper.

    Raises: CheckFailed.
    Lecture: 6, section 3, "Backprop on a multilayer net".
    """
    A = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 3.0]])
    hint = "a = [[1, 2, 0], [0, 1, 3]]. Every entry that went into the sum gets its bar, so the share is like a."
    operation("sum_over(a)", sum_over(Node(A)), 7, 2.0, [(A, np.full((2, 3), 2.0))], hint)
    bar = np.array([1.0, 2.0])
    operation("sum_over(a, axis=1)", sum_over(Node(A), axis=1), [3, 4], bar, [(A, [[1, 1, 1], [2, 2, 2]])], hint)
    hint = "a = [[1, 2, 0], [0, 1, 3]]. A mean is a sum divided by how many entries went into it."
    operation("mean_over(a)", mean_over(Node(A)), 7 / 6, 12.0, [(A, np.full((2, 3), 2.0))], hint)
    bar = np.array([2.0, 4.0, 6.0])
    shares = [(A, [[1, 2, 3], [1, 2, 3]])]
    operation("mean_over(a, axis=0)", mean_over(Node(A), axis=0), [0.5, 1.5, 1.5], bar, shares, hint)
    print("✓ sum_over, mean_over: value and shares are right on paper.")
