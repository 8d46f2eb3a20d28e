"""The visible checks of assignment a4: parity of a few bits, by nets of every shape.

Call a check with your function: `check.parity_tree(parity_tree)`.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from source_lib.checks.answers import entry, expect, refuse
from source_lib.errors import Array

Function = Callable[..., Any]
Layers = list[tuple[Array, Array]]


def count_on(count_on: Function) -> None:
    """Check the first step: the number of bits that are on, sum_j x_j, in each row.

    Raises: CheckFailed.
    Lecture: 5, section 4.4, "The power of depth".
    """
    X = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0], [0.0, 1.0, 0.0]])
    expect("count_on(X)", count_on(X), [0, 2, 3, 1], "One number per row: add along axis 1.")
    print("✓ count_on: 0, 2, 3 and 1 bits are on.")


def parity(parity: Function) -> None:
    """Check the parity of four rows: 1 where the number of bits that are on is odd.

    Raises: CheckFailed.
    Lecture: 5, section 4.4, "The power of depth".
    """
    X = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0], [0.0, 1.0, 0.0]])
    answer = parity(X)
    answer = answer.astype(float) if isinstance(answer, np.ndarray) and answer.dtype == bool else answer
    expect("parity(X)", answer, [0, 0, 1, 1], "The rows have 0, 2, 3 and 1 bits on. Odd is 1.")
    print("✓ parity: right for 0, 2, 3 and 1 bits.")


def parity_lookup(parity_lookup: Function) -> None:
    """Check the net of AND-detectors for three bits: 4 hidden units, each firing on one odd input.

    Raises: CheckFailed.
    Lecture: 5, section 4.4, "The power of depth".
    """
    from source_lib.checks.threshold_nets import every_input, expect_number, fires, listed, read_layers, sums

    for D in (2, 3):
        net = read_layers(f"parity_lookup({D})", parity_lookup(D), D, 1)
        expect_number("The number of layers, the output included,", len(net), 2, "One hidden layer, one output unit.")
        X = every_input(D)
        H = fires(sums(net, X)[0])
        hint = f"On the inputs in counting order, {listed(H.sum(axis=1))} hidden units fire. Even inputs want none."
        _right_parity(f"parity_lookup({D})", net, D, hint)
        expect_number(
            "The number of hidden units", H.shape[1], 2 ** (D - 1), "One per odd input, none for the even ones."
        )
    print("✓ parity_lookup: right for two and three bits, with one detector per odd input.")


def _right_parity(name: str, net: Layers, D: int, hint: str) -> None:
    from source_lib.checks.threshold_nets import every_input, fires, sums

    X = every_input(D)
    y, wanted = fires(sums(net, X)[-1][:, 0]), X.sum(axis=1) % 2
    wrong = np.flatnonzero(y != wanted)
    if len(wrong):
        bits = "".join(f"{bit:g}" for bit in X[wrong[0]])
        came = f"{y[wrong[0]]:g} on the input {bits} (and {len(wrong)} of {len(X)} inputs are wrong)"
        refuse(f"The output of {name}", came, f"{wanted[wrong[0]]:g}", hint)


def xor_block(xor_block: Function) -> None:
    """Check the block of which the tree is made: y = 1 where one of two bits is on, but not both.

    Raises: CheckFailed.
    Lecture: 5, section 4.4, "The power of depth".
    """
    from source_lib.checks.threshold_nets import closest, every_input, fires, listed, read_layers, sums

    net = read_layers("xor_block", xor_block(), 2, 1)
    expect("The widths of the layers", [len(b) for _, b in net], [2, 1], "Two hidden units, one output unit.")
    Z = sums(net, every_input(2))
    h1, h2 = fires(Z[0]).T
    hint = f"On 00, 01, 10, 11 the hidden units say {listed(h1)} and {listed(h2)}."
    expect("The truth table of xor_block", fires(Z[1][:, 0]), [0, 1, 1, 0], hint)
    if closest(Z) < 1e-9:
        refuse("A bias of xor_block", "a z that is exactly 0", "no z equal to 0", "Shift the biases by 1/2.")
    print("✓ xor_block: 0, 1, 1, 0.")


def parity_tree(parity_tree: Function) -> None:
    """Check trees for two to five bits: right everywhere, no unit with more than two wires, few layers.

    Raises: CheckFailed.
    Lecture: 5, section 4.4, "The power of depth".
    """
    from source_lib.checks.threshold_nets import read_layers

    for D in (2, 3, 4, 5):
        net = read_layers(f"parity_tree({D})", parity_tree(D), D, 1)
        widths = " ".join(str(len(b)) for _, b in net)
        hint = f"Your layers have {widths} units. Each pair of layers should halve the number of bits."
        _right_parity(f"parity_tree({D})", net, D, hint)
        wires = max(int(np.count_nonzero(W, axis=1).max()) for W, _ in net)
        if wires > 2:
            refuse(f"A unit of parity_tree({D})", f"{wires} weights that are not 0", "two at most", hint)
        most = 2 * int(np.ceil(np.log2(D)))
        if len(net) - 1 > most:
            refuse(f"The hidden layers of parity_tree({D})", str(len(net) - 1), f"{most} at most", hint)
    print("✓ parity_tree: right for two to five bits, two wires per unit.")


def count(count: Function) -> None:
    """Check the sizes of a net with 3 inputs, 4 and 2 hidden units and one output.

    Raises: CheckFailed.
    Lecture: 5, section 4.4, "The power of depth".
    """
    from source_lib.checks.threshold_nets import expect_number

    layers = [(np.ones((4, 3)), np.ones(4)), (np.ones((2, 4)), np.ones(2)), (np.ones((1, 2)), np.ones(1))]
    sizes = count(layers)
    for name, wanted, hint in (
        ("units", 6, "Hidden units only: 4 + 2. Inputs and outputs are not counted."),
        ("layers", 2, "Hidden layers only: the last pair (W, b) is the output layer."),
        ("weights", 29, "All entries of all W and of all b: 12 + 4, 8 + 2, 2 + 1."),
    ):
        expect_number(f"'{name}'", entry("count", sizes, name), wanted, hint)
    print("✓ count: 6 hidden units, 2 hidden layers, 29 weights and biases.")


def parity_counting(parity_counting: Function) -> None:
    """Check the net that counts, for two to four bits: one hidden layer, no more units than bits.

    Raises: CheckFailed.
    Lecture: 5, section 4.4, "The power of depth".
    """
    from source_lib.checks.threshold_nets import every_input, expect_number, fires, listed, read_layers, sums

    for D in (2, 3, 4):
        net = read_layers(f"parity_counting({D})", parity_counting(D), D, 1)
        expect_number("The number of layers, the output included,", len(net), 2, "One hidden layer, one output unit.")
        Z = sums(net, every_input(D))
        H, last = fires(Z[0]), Z[1][:, 0]
        rows = [2**n - 1 for n in range(D + 1)]  # 0, 1, 11, 111, ...: one input for each count
        hint = (
            f"With 0, 1, 2 ... bits on, {listed(H[rows].sum(axis=1))} hidden units fire and z is {listed(last[rows])}."
        )
        _right_parity(f"parity_counting({D})", net, D, hint)
        if H.shape[1] > D:
            refuse(f"The hidden units of parity_counting({D})", str(H.shape[1]), f"{D} at most", hint)
    print("✓ parity_counting: right for two to four bits, with as many hidden units as bits.")


def min_hidden(min_hidden: Function) -> None:
    """Check the search on two bits: AND needs 1 hidden unit, XOR needs 2, and 1 is not enough for it.

    Raises: CheckFailed.
    Lecture: 5, section 4.4, "The power of depth".
    """
    from source_lib.checks.threshold_nets import expect_number, number

    conj, xor = np.array([0, 0, 0, 1]), np.array([0, 1, 1, 0])
    for name, table, wanted in (("AND", conj, 1), ("XOR", xor, 2)):
        hint = "Try 0 hidden units, then 1, then 2, and stop at the first number that is enough."
        expect_number(f"min_hidden for {name}, kmax = 2", min_hidden(table.copy(), 2), wanted, hint)
    answer = min_hidden(xor.copy(), 1)
    if answer is not None:
        came = f"{number('min_hidden', answer, 'A number, or None.'):g}"
        refuse("min_hidden for XOR, kmax = 1", came, "None", "If kmax units are not enough, say so: return None.")
    print("✓ min_hidden: 1 for AND, 2 for XOR, and None where one unit is not enough.")


def parity_compact(parity_compact: Function) -> None:
    """Check the tree of half as many layers, for two to five bits.

    Raises: CheckFailed.
    Lecture: 5, section 4.4, "The power of depth".
    """
    from source_lib.checks.threshold_nets import read_layers

    for D in (2, 3, 4, 5):
        net = read_layers(f"parity_compact({D})", parity_compact(D), D, 1)
        levels = int(np.ceil(np.log2(D)))
        hint = f"Your layers have {' '.join(str(len(b)) for _, b in net)} units."
        _right_parity(f"parity_compact({D})", net, D, hint)
        wires = max(int(np.count_nonzero(W, axis=1).max()) for W, _ in net)
        if wires > 4:
            refuse(f"A unit of parity_compact({D})", f"{wires} weights that are not 0", "four at most", hint)
        if len(net) - 1 > levels:
            refuse(f"The hidden layers of parity_compact({D})", str(len(net) - 1), f"{levels} at most", hint)
    print("✓ parity_compact: right for two to five bits, one hidden layer per level.")
