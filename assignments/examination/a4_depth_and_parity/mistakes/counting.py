"""parity_counting: thresholds one off, signs that do not alternate, an output that is not the sum."""

from functools import partial

from autograder.examination import Mistake

from .lectures import DEPTH

counting = partial(Mistake, task="parity_counting", lecture=DEPTH)
_B1 = "b1 = -(k + 0.5)\n"
_W2 = "W2 = np.where(k % 2 == 0, 1.0, -1.0)[None, :]\n"
_B2 = "b2 = np.array([-0.5])\n"
_RETURN = "return [(W1, b1), (W2, b2)]\n"
_FIRST = "If n bits are on, exactly the first n units fire."

MISTAKES = (
    counting(
        "counting-all-plus",
        "Output weights that are all +1",
        edits=((_W2, "W2 = np.ones((1, D))\n"),),
        message="all output weights are positive, so the net says whether any bit is on.",
        hint=f"{_FIRST} Their weights must add up to 1, 0, 1, 0, ...",
    ),
    counting(
        "counting-minus-first",
        "-1, +1, -1, ...",
        edits=((_W2, "W2 = np.where(k % 2 == 0, -1.0, 1.0)[None, :]\n"),),
        message="the signs alternate, but they start with -1, so the sum never gets above 0.",
        hint=f"{_FIRST} With one bit on, the sum is the first weight alone.",
    ),
    counting(
        "counting-minus-only-second",
        "+1, -1, -1, ...",
        edits=((_W2, "W2 = np.where(k == 0, 1.0, -1.0)[None, :]\n"),),
        message="only the first weight is positive, so three bits that are on count as none.",
        hint=f"{_FIRST} The third must bring the sum back to 1: +1, -1, +1, ...",
    ),
    counting(
        "counting-growing-weights",
        "+1, -2, +3, ...",
        edits=((_W2, "W2 = (np.where(k % 2 == 0, 1.0, -1.0) * (k + 1) - 0.5 * (k % 2 == 0))[None, :]\n"),),
        message="the output weights grow with k, so the sums are not 1, 0, 1, 0, ...",
        hint=f"{_FIRST} So +1 and -1 in turn are enough.",
    ),
    counting(
        "counting-one-low",
        "At least k - 1",
        edits=((_B1, "b1 = -(k - 0.5)\n"),),
        message="every threshold is one too low: the first unit always fires, and the answer is turned round.",
        hint="The first unit asks whether at least one bit is on: its bias is -1/2.",
    ),
    counting(
        "counting-one-high",
        "At least k + 1",
        edits=((_B1, "b1 = -(k + 1.5)\n"),),
        message="every threshold is one too high: with one bit on no unit fires.",
        hint="The first unit asks whether at least one bit is on: its bias is -1/2.",
    ),
    counting(
        "counting-all-alike",
        "The same threshold for all",
        edits=((_B1, "b1 = np.full(D, -0.5)\n"),),
        message="all hidden units have the same threshold, so they fire together.",
        hint="Unit k asks whether at least k bits are on: the biases are -1/2, -3/2, -5/2, ...",
    ),
    counting(
        "counting-bias-signs",
        "Biases with the wrong sign",
        edits=((_B1, "b1 = k + 0.5\n"),),
        message="the hidden biases have the wrong sign, so that all units always fire.",
        hint="z = w.x + b, and b takes away what has to be got over.",
    ),
    counting(
        "counting-plus-minus-one",
        "Thresholds for inputs of -1 and 1",
        edits=((_B1, "b1 = D - 1.0 - 2 * k\n"),),
        message="the thresholds would be right for inputs of -1 and +1; here bits are 0 and 1.",
        hint="With 0 and 1, w.x is just the number of bits that are on.",
    ),
    counting(
        "counting-one-unit-short",
        "D - 1 hidden units",
        edits=(
            ("k = np.arange(D)\n", "k = np.arange(max(1, D - 1))\n"),
            ("W1 = np.ones((D, D))\n", "W1 = np.ones((len(k), D))\n"),
        ),
        message="the last hidden unit is missing, so the net is wrong where all bits are on.",
        hint="k runs from 1 to D, D included.",
    ),
    counting(
        "counting-hidden-z-at-zero",
        "Hidden units right only by what happens at 0",
        edits=((_B1, "b1 = -1.0 * k\n"),),
        message="the outputs are right, but hidden units have a z that is exactly 0.",
        hint="More than k - 1 bits is the same as at least k. Put the step halfway: -(k - 1/2).",
    ),
    counting(
        "counting-output-z-at-zero",
        "The output right only by what happens at 0",
        edits=((_B2, "b2 = np.array([0.0])\n"),),
        message="the outputs are right, but the output unit has a z that is exactly 0.",
        hint="The sum is 0 or 1. Put the step halfway: bias -1/2.",
    ),
    counting(
        "counting-output-always",
        "An output that always fires",
        edits=((_B2, "b2 = np.array([0.5])\n"),),
        message="the output always fires: its bias is positive.",
        hint="The sum is 0 or 1. Put the step halfway: bias -1/2.",
    ),
    counting(
        "counting-output-never",
        "An output that never fires",
        edits=((_B2, "b2 = np.array([-1.5])\n"),),
        message="the output never fires: its bias takes away more than the sum can bring.",
        hint="The sum is 0 or 1. Put the step halfway: bias -1/2.",
    ),
    counting(
        "counting-is-table",
        "The table",
        edits=(
            (
                _RETURN,
                "odd = np.array([x for x in all_bits(D) if sum(x) % 2 == 1])\n"
                "    detectors = (2 * odd - 1, 0.5 - odd.sum(axis=1))\n"
                "    return [detectors, (np.ones((1, len(odd))), np.array([-0.5]))]\n",
            ),
        ),
        message="the outputs are right, but this is the table of part 2, with more than D hidden units.",
        hint=f"Let unit k fire when at least k bits are on. {_FIRST}",
    ),
    counting(
        "counting-one-bit-each",
        "A unit for each bit",
        edits=(("W1 = np.ones((D, D))\n", "W1 = np.eye(D)\n"), (_B1, "b1 = np.full(D, -0.5)\n")),
        message="hidden unit k looks at bit k alone; it should look at all of them and count.",
        hint="All weights of W1 are 1, so that w.x is the number of bits that are on.",
    ),
)
