"""The visible checks of assignment a1: truth tables, and small nets that can be worked out on paper.

Call a check with your function: `check.gate(gate)`.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from source_lib.activations import hard_threshold, identity, relu
from source_lib.checks.answers import expect, numbers, parts, refuse
from source_lib.errors import Array

Function = Callable[..., Any]

GATES = {
    "AND": (0, 0, 0, 1),
    "OR": (0, 1, 1, 1),
    "NAND": (1, 1, 1, 0),
    "NOR": (1, 0, 0, 0),
    "x1 AND NOT x2": (0, 0, 1, 0),
}
_ORDER = "on (0,0), (0,1), (1,0), (1,1)"


def _small() -> dict[str, Array]:
    """With relu: x = (1, 2) gives z = (6, -1), h = (6, 0); then (7, -2, 6) and y = (7, 0, 6)."""
    return {
        "W1": np.array([[1.0, 2.0], [3.0, -2.0]]),
        "b1": np.array([1.0, 0.0]),
        "W2": np.array([[1.0, -1.0], [-1.0, 2.0], [1.0, 5.0]]),
        "b2": np.array([1.0, 4.0, 0.0]),
    }


def four_inputs(four_inputs: Function) -> None:
    """Check the first step, the four inputs in counting order: 00, 01, 10, 11.

    Raises: CheckFailed.
    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    hint = "Count in binary: 00, 01, 10, 11. One row each."
    expect("four_inputs()", four_inputs(), [[0, 0], [0, 1], [1, 0], [1, 1]], hint)
    print("✓ four_inputs: these are the rows of every truth table below.")


def unit(unit: Function) -> None:
    """Check one unit at an example on paper: a = phi(w.x + b).

    Raises: CheckFailed.
    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    from source_lib.checks.threshold_nets import expect_number

    x, w = np.array([1.0, 2.0, 3.0]), np.array([2.0, -1.0, 1.0])
    wanted = "w.x = 2 - 2 + 3 = 3. Add the bias once, then apply phi."
    expect_number("a for phi = identity, b = -1", unit(x.copy(), w.copy(), -1.0, identity), 2.0, wanted)
    expect_number("a for phi = relu, b = -5", unit(x.copy(), w.copy(), -5.0, relu), 0.0, wanted)
    expect_number("a for phi = hard_threshold, b = -2", unit(x.copy(), w.copy(), -2.0, hard_threshold), 1.0, wanted)
    print("✓ unit: right on paper, in all three guises.")


def gate(gate: Function) -> None:
    """Check the truth table of each gate, y = 1 where w.x + b > 0, and that no z is 0.

    Raises: CheckFailed.
    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    from source_lib.checks.threshold_nets import every_input, fires, listed, read_unit, sums

    for name, table in GATES.items():
        Z = sums(read_unit(f"gate({name!r})", gate(name), 2), every_input(2))
        hint = f"These are the outputs {_ORDER}. The four z are {listed(Z[0][:, 0])}: which sign is wrong?"
        expect(f"The truth table of {name}", fires(Z[0][:, 0]), table, hint)
        _keep_off_zero({name: Z[0][:, 0]})
    print("✓ gate: all five truth tables are right, and no z is 0.")


def xor_mlp(xor_mlp: Function) -> None:
    """Check the truth table of the whole net: y = 1 on (0,1) and (1,0) only.

    Raises: CheckFailed.
    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    from source_lib.checks.threshold_nets import every_input, fires, listed, read_params, sums

    Z = sums(read_params("xor_mlp", xor_mlp(), 2, 1, units_hidden=2), every_input(2))
    h1, h2 = fires(Z[0]).T
    hint = f"Outputs {_ORDER}. There h1 is {listed(h1)} and h2 is {listed(h2)}. Are these what you meant?"
    expect("The truth table of xor_mlp", fires(Z[1][:, 0]), [0, 1, 1, 0], hint)
    _keep_off_zero({"hidden unit 1": Z[0][:, 0], "hidden unit 2": Z[0][:, 1], "the output unit": Z[1][:, 0]})
    print(f"✓ xor_mlp: {_ORDER} it says 0, 1, 1, 0.")


def _keep_off_zero(units: Mapping[str, Array]) -> None:
    for name, z in units.items():
        k = int(np.argmin(np.abs(z)))
        if abs(z[k]) < 1e-9:
            state, way = ("off", "lower") if z[k] <= 0 else ("on", "raise")
            hint = (
                f"A unit with this z is {state}, and there it is right to be. To make sure of it, {way} the bias a bit."
            )
            refuse(f"The bias of {name}", f"z = {z[k]:g} on ({k // 2},{k % 2})", "no z equal to 0", hint)


def forward_scalar(forward_scalar: Function) -> None:
    """Check equation 1 at one example on paper: h_i = phi(sum_j w_ij x_j + b_i), and y likewise.

    Raises: CheckFailed.
    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    _one_example("forward_scalar", forward_scalar)


def forward_vec(forward_vec: Function) -> None:
    """Check equation 2 at one example on paper: h = phi(W1 x + b1), y = phi(W2 h + b2).

    Raises: CheckFailed.
    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    _one_example("forward_vec", forward_vec)


def _one_example(name: str, function: Function) -> None:
    h, y = parts(name, function(np.array([1.0, 2.0]), _small(), relu), ["h", "y"])
    expect("h", h, [6, 0], "On paper z = (1 + 4 + 1, 3 - 4 + 0) = (6, -1), and phi is relu.")
    expect("y", y, [7, 0, 6], "On paper W2 h + b2 = (7, -2, 6). The output units have a phi, too: relu.")
    print(f"✓ {name}: h and y are right for the net on paper.")


def forward_batch(forward_batch: Function) -> None:
    """Check equation 3 for three examples, a row each: H = phi(X W1^T + 1 b1^T), Y = phi(H W2^T + 1 b2^T).

    Raises: CheckFailed.
    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    X = np.array([[1.0, 2.0], [0.0, 0.0], [1.0, -1.0], [0.0, 1.0]])
    H, Y = parts("forward_batch", forward_batch(X, _small(), relu), ["H", "Y"])
    hint = "One row per example. Row 0 is the example of forward_vec."
    expect("H", H, [[6, 0], [1, 0], [0, 5], [3, 0]], hint)
    expect("Y", Y, [[7, 0, 6], [2, 3, 1], [0, 14, 25], [4, 1, 3]], hint)
    print("✓ forward_batch: every row is right on paper.")


def collapse(collapse: Function) -> None:
    """Check two linear layers on paper: W = W2 W1 and b = W2 b1 + b2.

    Raises: CheckFailed.
    Lecture: 5, section 4.1, "Linear networks".
    """
    layers = [
        (np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 1.0]]), np.array([1.0, 2.0])),
        (np.array([[3.0, -1.0]]), np.array([5.0])),
    ]
    W, b = parts("collapse", collapse(layers), ["W", "b"])
    expect("W", W, [[3, 5, -1]], "y = W2 (W1 x + b1) + b2. Multiply out; what stands before x?")
    expect("b", b, [6], "y = W2 (W1 x + b1) + b2. Multiply out; what is left without x?")
    print("✓ collapse: W and b are right on paper.")


def sorted_net(sorted_net: Function) -> None:
    """Check four lists of three numbers: y = 1 if each is smaller than the next.

    Raises: CheckFailed.
    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    from source_lib.checks.threshold_nets import fires, read_params, sums

    X = np.array([[1.0, 2.0, 4.0], [1.0, 3.0, 2.0], [2.0, 2.0, 5.0], [-3.0, -2.5, 0.0]])
    Z = sums(read_params("sorted_net(3)", sorted_net(3), 3, 1), X)
    hint = "The lists are 1 2 4, 1 3 2, 2 2 5 and -3 -2.5 0. Two equal neighbours are not increasing."
    expect("sorted_net(3)", fires(Z[1][:, 0]), [1, 0, 0, 1], hint)
    print("✓ sorted_net: right on four lists of three numbers.")


def full_adder(full_adder: Function) -> None:
    """Check one addition of three bits: 1 + 1 + 1 = 3, sum bit 1 and carry bit 1.

    Raises: CheckFailed.
    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    from source_lib.checks.threshold_nets import fires, read_layers, sums

    Z = sums(read_layers("full_adder", full_adder(), 3, 2), np.array([[1.0, 1.0, 1.0], [1.0, 0.0, 1.0]]))
    expect("(sum, carry) for 1 + 1 + 1 and 1 + 0 + 1", fires(Z[-1]), [[1, 1], [0, 1]], "In binary: 11 and 10.")
    print("✓ full_adder: 1 + 1 + 1 and 1 + 0 + 1 are right. The other six are tested later.")


def separable_tables(separable_tables: Function) -> None:
    """Check a search among few units, by hand: with weights 0 and 1 and bias -1/2 there are four tables.

    Raises: CheckFailed.
    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    wanted = [[0, 0, 0, 0], [0, 0, 1, 1], [0, 1, 0, 1], [0, 1, 1, 1]]
    hint = f"w1 and w2 each 0 or 1, b = -1/2. A row is a table {_ORDER}; each table once."
    tables = numbers("separable_tables([0, 1], [-0.5])", separable_tables([0, 1], [-0.5]), (4, 4), hint)
    expect("separable_tables([0, 1], [-0.5]), sorted", np.unique(tables, axis=0), wanted, hint)
    print("✓ separable_tables: four tables among four units.")
