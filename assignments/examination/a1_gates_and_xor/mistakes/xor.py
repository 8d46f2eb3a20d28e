"""xor_mlp: hidden units that ask the wrong questions, and an output that draws the wrong conclusion.

A mistake is known by the outputs together with the truth tables of the hidden units, whatever the weights are.
"""

from functools import partial

from autograder.examination import Mistake

from .lectures import UNITS

xor = partial(Mistake, task="xor_mlp", lecture=UNITS)
_B1, _W2, _B2 = "b1 = np.array([-0.5, -1.5])\n", "W2 = np.array([[1.0, -1.0]])\n", "b2 = np.array([-0.5])\n"
_CONCLUSION = "The output must fire where OR fires and AND does not: OR speaks for it, AND against it."


def output(w: str, b: str) -> tuple[tuple[str, str], ...]:
    """Return the edits that give the output unit other weights and another bias."""
    return ((_W2, f"W2 = np.array([[{w}]])\n"), (_B2, f"b2 = np.array([{b}])\n"))


MISTAKES = (
    xor(
        "xor-is-or",
        "The output is OR",
        edits=output("1.0, 0.0", "-0.5"),
        message="the hidden units are OR and AND, but the output is OR: AND does not speak against it strongly enough.",
        hint=_CONCLUSION,
    ),
    xor(
        "xor-is-and",
        "The output is AND",
        edits=output("1.0, 1.0", "-1.5"),
        message="the hidden units are OR and AND, but the output fires where both do: that is AND again.",
        hint=_CONCLUSION,
    ),
    xor(
        "xor-is-xnor",
        "XNOR, the opposite",
        edits=output("-1.0, 1.0", "0.5"),
        message="the net says the opposite of XOR everywhere.",
        hint="Turn the output unit round: change the sign of its weights and of its bias.",
    ),
    xor(
        "xor-output-swapped",
        "AND and not OR",
        edits=output("-1.0, 1.0", "-0.5"),
        message="the output waits for AND without OR, which never happens: it never fires.",
        hint=_CONCLUSION,
    ),
    xor(
        "xor-output-always",
        "An output that always fires",
        edits=output("1.0, -1.0", "0.5"),
        message="the hidden units are OR and AND, but the output fires on all four inputs.",
        hint="On (0,0) both hidden units are quiet, and z of the output is its bias alone. Which sign must it have?",
    ),
    xor(
        "xor-is-nand",
        "The output is NAND",
        edits=output("0.0, -1.0", "0.5"),
        message="the hidden units are OR and AND, but the output is NAND: it does not wait for OR.",
        hint=_CONCLUSION,
    ),
    xor(
        "xor-is-nor",
        "The output is NOR",
        edits=output("-1.0, 0.0", "0.5"),
        message="the hidden units are OR and AND, but the output is NOR: OR speaks against it.",
        hint=_CONCLUSION,
    ),
    xor(
        "xor-two-ors",
        "Both hidden units are OR",
        edits=((_B1, "b1 = np.array([-0.5, -0.5])\n"),),
        message="both hidden units are OR, so they cancel at the output.",
        hint="The two units must ask two different questions: is one on? are both on? Their biases differ.",
    ),
    xor(
        "xor-two-ands",
        "Both hidden units are AND",
        edits=((_B1, "b1 = np.array([-1.5, -1.5])\n"),),
        message="both hidden units are AND, so they cancel at the output.",
        hint="The two units must ask two different questions: is one on? are both on? Their biases differ.",
    ),
    xor(
        "xor-and-never-fires",
        "A hidden unit that never fires",
        edits=((_B1, "b1 = np.array([-0.5, -2.5])\n"),),
        message="one hidden unit is OR, the other never fires, so the output is OR.",
        hint="On (1,1) the weights bring 2. The bias of the AND must leave some of that.",
    ),
    xor(
        "xor-or-always-fires",
        "A hidden unit that always fires",
        edits=((_B1, "b1 = np.array([0.5, -1.5])\n"),),
        message="one hidden unit is AND, the other fires on all inputs, so the output is NAND.",
        hint="On (0,0) z is the bias alone. The OR must be quiet there.",
    ),
    xor(
        "xor-hidden-bias-signs",
        "Hidden biases with the wrong sign",
        edits=((_B1, "b1 = np.array([0.5, 1.5])\n"),),
        message="both hidden units fire on all inputs: their biases have the wrong sign.",
        hint="z = w.x + b. On (0,0) both questions have the answer no, so both biases are negative.",
    ),
    xor(
        "xor-for-plus-minus-one",
        "A net for inputs of -1 and 1",
        edits=((_B1, "b1 = np.array([1.0, -1.0])\n"),),
        message="the hidden units would be right for inputs of -1 and 1; here inputs are 0 and 1.",
        hint="Work out the four z of each hidden unit anew: an input that is off brings nothing.",
    ),
    xor(
        "xor-z-at-zero",
        "Right only by what happens at 0",
        edits=((_B2, "b2 = np.array([0.0])\n"),),
        message="the truth table is right, but there is a z that is exactly 0.",
        hint="Shift the biases by 1/2, to the side that keeps the table.",
    ),
    xor(
        "xor-w2-flat",
        "W2 of shape (2,)",
        edits=((_W2, "W2 = np.array([1.0, -1.0])\n"),),
        message="W2 has shape (2,); wanted is (1, 2): one row, because there is one output unit.",
        hint="Write it with two pairs of brackets: np.array([[..., ...]]).",
    ),
    xor(
        "xor-w2-column",
        "W2 of shape (2, 1)",
        edits=((_W2, "W2 = np.array([[1.0], [-1.0]])\n"),),
        message="W2 has shape (2, 1); wanted is (1, 2).",
        hint="A row per unit of the layer, a column per unit below: one output reads two hidden units.",
    ),
    xor(
        "xor-bias-number",
        "b2 as a number",
        edits=((_B2, "b2 = -0.5\n"),),
        message="b2 is a number; wanted is an array of shape (1,), one bias per output unit.",
        hint="Write np.array([...]) with one entry.",
    ),
)
