"""The visible checks of assignment a2: one pattern and one small table, looked at by what the units do.

Call a check with your function: `check.detector(detector)`.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from source_lib.checks.answers import expect, numbers, parts, refuse
from source_lib.errors import Array

Function = Callable[..., Any]


def pattern_text(pattern: Array) -> str:
    """Write a pattern of signs: [-1, 1] becomes (-1, 1).

    Example:
    >>> pattern_text(np.array([-1.0, 1.0]))
    '(-1, 1)'

    Lecture: 5, section 4.2, "Universality".
    """
    return f"({', '.join(f'{sign:g}' for sign in pattern)})"


def compare_patterns(compare_patterns: Function) -> None:
    """Check the first step at three pairs: p.x = D - 2 (number of places that differ).

    Raises: CheckFailed.
    Lecture: 5, section 4.2, "Universality".
    """
    from source_lib.checks.threshold_nets import expect_number

    p = np.array([-1.0, 1.0, -1.0])
    for x, wanted in ((p, 3.0), (np.array([-1.0, 1.0, 1.0]), 1.0), (-p, -3.0)):
        hint = "Multiply place by place and add up: +1 where they agree, -1 where they differ."
        name = f"compare_patterns({pattern_text(p)}, {pattern_text(x)})"
        expect_number(name, compare_patterns(p.copy(), x), wanted, hint)
    print("✓ compare_patterns: 3 on the pattern itself, 1 on a neighbour, -3 on its opposite.")


def all_inputs(all_inputs: Function) -> None:
    """Check the inputs of two units: row k holds the binary digits of k, -1 for a digit 0.

    Raises: CheckFailed.
    Lecture: 5, section 4.2, "Universality".
    """
    hint = "Count 00, 01, 10, 11, and write -1 for every 0. The last column changes fastest."
    expect("all_inputs(2)", all_inputs(2), [[-1, -1], [-1, 1], [1, -1], [1, 1]], hint)
    X = numbers("all_inputs(3)", all_inputs(3), (8, 3), "Three inputs have 2^3 = 8 rows.")
    expect("row 6 of all_inputs(3)", X[6], [1, 1, -1], "6 is 110 in binary.")
    print("✓ all_inputs: right for two inputs, and row 6 of three.")


def detector(detector: Function) -> None:
    """Check a unit that recognises (-1, 1, -1): p.x + b > 0 on this one of the 8 inputs only.

    Raises: CheckFailed.
    Lecture: 5, section 4.2, "Universality".
    """
    from source_lib.checks.threshold_nets import closest, every_input, fires, read_unit, sums

    p, X = np.array([-1.0, 1.0, -1.0]), every_input(3, low=-1)
    Z = sums(read_unit("detector", detector(p.copy()), 3), X)
    heard = [pattern_text(x) for x, fired in zip(X, fires(Z[0][:, 0]), strict=True) if fired]
    hint = f"On (-1, 1, -1) z is {Z[0][2, 0]:g}, on its neighbour (-1, 1, 1) z is {Z[0][3, 0]:g}."
    if heard != ["(-1, 1, -1)"]:
        refuse("detector((-1, 1, -1))", f"fires on {' '.join(heard) or 'no input'}", "(-1, 1, -1) alone", hint)
    if closest(Z) < 1e-9:
        refuse("The bias of detector((-1, 1, -1))", f"a z within {closest(Z):g} of 0", "no z at 0", hint)
    print("✓ detector: it fires on (-1, 1, -1) and on none of the other seven.")


def table_to_net(table_to_net: Function) -> None:
    """Check a table of three inputs and one output: y = T[k] on row k.

    Raises: CheckFailed.
    Lecture: 5, section 4.2, "Universality".
    """
    from source_lib.checks.threshold_nets import every_input, fires, listed, read_params, sums

    T = np.array([[2.0], [0.0], [-1.0], [0.5], [3.0], [0.0], [7.0], [1.0]])
    Z = sums(read_params("table_to_net", table_to_net(T.copy()), 3, 1), every_input(3, low=-1))
    active = fires(Z[0]).sum(axis=1)
    hint = f"Row by row {listed(active)} hidden units fire. "
    if np.all(active == 1):
        hint += "That is right: so what must stand in the weights that leave them, and what in the output bias?"
    else:
        hint += "Where more than one does, their weights add up; where none does, b2 alone is left."
    expect("The outputs of table_to_net(T), row by row,", Z[1][:, 0], T[:, 0], hint)
    print("✓ table_to_net: all 8 rows come out as they stand in the table.")


def legal_bias(legal_bias: Function) -> None:
    """Check the legal biases of three inputs, where b = -2.5 is one: lo < b < hi.

    Raises: CheckFailed.
    Lecture: 5, section 4.2, "Universality".
    """
    from source_lib.checks.threshold_nets import number

    lo, hi = parts("legal_bias", legal_bias(3), ["lo", "hi"])
    low = number("lo", lo, "A single number.")
    high = number("hi", hi, "A single number.")
    hint = "On its own pattern p.x is 3, and z must be > 0. On a neighbour p.x is 1, and z must be < 0."
    if not low < -2.5 < high:
        refuse("legal_bias(3)", f"({low:g}, {high:g})", "two numbers with -2.5 between them", hint)
    if low > -3 + 1e-6 or high < -1 - 1e-6:
        ends = (
            "lo and hi are the ends themselves: there a z is exactly 0, so a scan over legal biases only comes close. "
        )
        wanted = "a wider interval: there are legal biases outside"
        refuse("legal_bias(3)", f"({low:.9g}, {high:.9g})", wanted, ends + hint)
    if low < -3 - 1e-6 or high > -1 + 1e-6:
        refuse("legal_bias(3)", f"({low:g}, {high:g})", "a narrower interval: not all of these are legal", hint)
    print("✓ legal_bias: right for three inputs.")


def prune(prune: Function) -> None:
    """Check a net of three hidden units, of which nobody listens to the second: its row, bias and column go.

    Raises: CheckFailed.
    Lecture: 5, section 4.2, "Universality".
    """
    from source_lib.checks.threshold_nets import every_input, expect_number, read_params, sums

    net = {
        "W1": np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0]]),
        "b1": np.array([-1.5, -1.5, -1.5]),
        "W2": np.array([[2.0, 0.0, 0.0], [0.0, 0.0, -3.0]]),
        "b2": np.array([0.0, 1.0]),
    }
    pruned = read_params("prune", prune({name: value.copy() for name, value in net.items()}), 2, 2)
    hint = "A unit goes if its whole column of W2 is 0. With it go its row of W1 and its entry of b1."
    expect_number("The number of hidden units that are left", len(pruned[0][1]), 2, hint)
    X = every_input(2, low=-1)
    expect("The outputs after pruning", sums(pruned, X)[1], sums(read_params("net", net, 2, 2), X)[1], hint)
    print("✓ prune: the unit without a listener is gone, and the outputs are what they were.")


def complete_from(complete_from: Function) -> None:
    """Check a net that was told two rows of four: right on these, and what it says about the other two.

    Raises: CheckFailed.
    Lecture: 5, section 4.2, "Universality".
    """
    from source_lib.checks.threshold_nets import listed, read_params, sums

    rows, values = np.array([[1.0, 1.0], [-1.0, 1.0]]), np.array([[9.0], [4.0]])
    params, guesses = parts("complete_from", complete_from(rows.copy(), values.copy(), 2), ["params", "predictions"])
    net = read_params("complete_from", params, 2, 1)
    expect("The outputs on the rows it was told", sums(net, rows)[1], values, "One hidden unit per row that is given.")
    hint = "The rows it was not told are (-1, -1) and (1, -1), in this order. Run your own net on them."
    expect("predictions", guesses, sums(net, np.array([[-1.0, -1.0], [1.0, -1.0]]))[1], hint)
    print(f"✓ complete_from: two rows known by heart. On the other two it says {listed(np.array(guesses)[:, 0])}.")


def best_bias(best_bias: Function) -> None:
    """Check that the widest margin of three inputs is no narrower than that of b = -2.5.

    Raises: CheckFailed.
    Lecture: 5, section 4.3, "Soft thresholds".
    """
    from source_lib.checks.threshold_nets import number

    b = number("best_bias(3)", best_bias(3), "A single number.")
    margin = min(3 + b, -(1 + b))
    hint = "The margin is the smaller of z on the pattern, 3 + b, and of how far a neighbour stays below, -(1 + b)."
    if margin < 0.5:
        refuse("best_bias(3)", f"{b:g}, with a margin of {margin:g}", "a margin above 0.5, that of -2.5", hint)
    print(f"✓ best_bias: for three inputs its margin is {margin:g}. Is there a wider one?")
