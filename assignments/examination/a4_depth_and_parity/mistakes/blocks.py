"""xor_block: hidden units that ask the wrong questions, and an output that draws the wrong conclusion."""

from functools import partial

from autograder.examination import Mistake

from .lectures import UNITS

block = partial(Mistake, task="xor_block", lecture=UNITS)
_W1, _B1 = "W1 = np.array([[1.0, 1.0], [1.0, 1.0]])\n", "b1 = np.array([-0.5, -1.5])\n"
_W2, _B2 = "W2 = np.array([[1.0, -1.0]])\n", "b2 = np.array([-0.5])\n"
_RETURN = "return [(W1, b1), (W2, b2)]\n"
_CONCLUSION = "The output must fire where OR fires and AND does not."


def output(w: str, b: str) -> tuple[tuple[str, str], ...]:
    """Return the edits that give the output unit other weights and another bias."""
    return ((_W2, f"W2 = np.array([[{w}]])\n"), (_B2, f"b2 = np.array([{b}])\n"))


MISTAKES = (
    block(
        "block-is-or",
        "OR",
        edits=output("1.0, 0.0", "-0.5"),
        message="the output is OR: AND does not speak against it strongly enough.",
        hint=_CONCLUSION,
    ),
    block(
        "block-is-and",
        "AND",
        edits=output("0.0, 1.0", "-0.5"),
        message="the output is AND.",
        hint=_CONCLUSION,
    ),
    block(
        "block-is-xnor",
        "XNOR, the opposite",
        edits=output("-1.0, 1.0", "0.5"),
        message="the block says the opposite of XOR. In a tree that comes out right for some D and wrong for others.",
        hint="Turn the output unit round: change the sign of its weights and of its bias.",
    ),
    block(
        "block-never-fires",
        "AND and not OR",
        edits=output("-1.0, 1.0", "-0.5"),
        message="the output waits for AND without OR, which never happens.",
        hint=_CONCLUSION,
    ),
    block(
        "block-always-fires",
        "An output that always fires",
        edits=output("1.0, -1.0", "0.5"),
        message="the output fires on all four inputs.",
        hint="On 00 both hidden units are quiet, and z of the output is its bias alone. Which sign must it have?",
    ),
    block(
        "block-two-ors",
        "Both hidden units are OR",
        edits=((_B1, "b1 = np.array([-0.5, -0.5])\n"),),
        message="both hidden units are OR, so they cancel at the output.",
        hint="One asks whether one bit is on, the other whether both are: their biases differ.",
    ),
    block(
        "block-two-ands",
        "Both hidden units are AND",
        edits=((_B1, "b1 = np.array([-1.5, -1.5])\n"),),
        message="both hidden units are AND, so they cancel at the output.",
        hint="One asks whether one bit is on, the other whether both are: their biases differ.",
    ),
    block(
        "block-for-plus-minus-one",
        "A block for inputs of -1 and 1",
        edits=((_B1, "b1 = np.array([1.0, -1.0])\n"),),
        message="the hidden units would be right for inputs of -1 and +1; here bits are 0 and 1.",
        hint="Work out the four z of each hidden unit anew: a bit that is off brings nothing.",
    ),
    block(
        "block-z-at-zero",
        "Right only by what happens at 0",
        edits=((_B2, "b2 = np.array([0.0])\n"),),
        message="the truth table is right, but there is a z that is exactly 0.",
        hint="Shift the bias by 1/2, to the side that keeps the table.",
    ),
    block(
        "block-three-units",
        "A third hidden unit",
        edits=(
            (_W1, "W1 = np.ones((3, 2))\n"),
            (_B1, "b1 = np.array([-0.5, -1.5, -2.5])\n"),
            (_W2, "W2 = np.array([[1.0, -1.0, 1.0]])\n"),
        ),
        message="the truth table is right, but there are three hidden units where two are enough.",
        hint="Which of them never fires?",
    ),
    block(
        "block-as-dict",
        "A dict as in assignment 1",
        edits=((_RETURN, 'return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}\n'),),
        message="the net is a dict, as in assignment 1; here a net is a list of pairs.",
        hint="return [(W1, b1), (W2, b2)]",
    ),
    block(
        "block-w2-flat",
        "W2 of shape (2,)",
        edits=((_W2, "W2 = np.array([1.0, -1.0])\n"),),
        message="W2 has shape (2,); wanted is (1, 2).",
        hint="A row per unit of the layer: one row. Write two pairs of brackets.",
    ),
    block(
        "block-layers-turned-round",
        "The output layer first",
        edits=((_RETURN, "return [(W2, b2), (W1, b1)]\n"),),
        message="the output layer comes first.",
        hint="The layer at the input comes first.",
    ),
)
