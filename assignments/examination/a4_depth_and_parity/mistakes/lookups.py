"""parity_lookup: detectors for the wrong rows, in the wrong coding, or read wrongly at the output."""

from functools import partial

from autograder.examination import Mistake

from .lectures import DEPTH, UNIVERSAL

lookup = partial(Mistake, task="parity_lookup", lecture=UNIVERSAL)
_ODD = "if sum(x) % 2 == 1]\n"
_W1 = "W1 = np.array([2 * x - 1 for x in odd])\n"
_B1 = "b1 = np.array([0.5 - sum(x) for x in odd])\n"
_W2 = "W2 = np.ones((1, len(odd)))\n"
_B2 = "b2 = np.array([-0.5])\n"
_RULE = "A bit that is on brings +1, one that should be off but is on brings -1. On its own input z is n + b."

MISTAKES = (
    lookup(
        "lookup-even-inputs",
        "Detectors for the even inputs",
        edits=((_ODD, "if sum(x) % 2 == 0]\n"),),
        message="the detectors are those of the even inputs, so the net says the opposite.",
        hint="A hidden unit for each input on which the output is to be 1.",
        lecture=DEPTH,
    ),
    lookup(
        "lookup-all-inputs",
        "A detector for every input",
        edits=((_ODD, "]\n"), (_W2, "W2 = np.array([[sum(x) % 2 for x in odd]])\n")),
        message="the outputs are right, but the even inputs have hidden units too: twice as many as needed.",
        hint="Nobody listens to the detectors of the even inputs. Leave them out.",
    ),
    lookup(
        "lookup-fires-always",
        "All detectors read alike",
        edits=((_ODD, "]\n"),),
        message="there is a detector for every input, and the output listens to all of them: it always fires.",
        hint="Leave the even inputs out.",
    ),
    lookup(
        "lookup-only-one-bit",
        "Detectors for one bit only",
        edits=((_ODD, "if sum(x) == 1]\n"),),
        message="there are detectors for inputs with one bit on, but not for those with three, five, ...",
        hint="Odd is 1, 3, 5, ...: sum(x) % 2 == 1.",
        lecture=DEPTH,
    ),
    lookup(
        "lookup-weights-zero",
        "Weight 0 for a bit that is off",
        edits=((_W1, "W1 = np.array([x for x in odd])\n"),),
        message="a bit that should be off has the weight 0, so each unit fires on more than its own input.",
        hint="A bit that should be off must speak against it when it is on: give it the weight -1.",
    ),
    lookup(
        "lookup-bias-plus-minus-one",
        "The bias of inputs -1 and 1",
        edits=((_B1, "b1 = np.array([0.5 - len(x) for x in odd])\n"),),
        message="the bias is that of inputs -1 and +1, so only an input with all bits on can fire.",
        hint=_RULE,
    ),
    lookup(
        "lookup-never-fires",
        "Detectors that never fire",
        edits=((_B1, "b1 = np.array([-0.5 - sum(x) for x in odd])\n"),),
        message="the bias is too low: no detector ever fires.",
        hint=f"{_RULE} It must be a little above 0, so take half a bit less away.",
    ),
    lookup(
        "lookup-hears-neighbours",
        "Detectors that hear their neighbours",
        edits=((_B1, "b1 = np.array([1.5 - sum(x) for x in odd])\n"),),
        message="the bias is too high: each detector fires on its neighbours too, and these are even.",
        hint=f"{_RULE} On a neighbour it is one less: that must be below 0.",
    ),
    lookup(
        "lookup-bias-sign",
        "The bias with the wrong sign",
        edits=((_B1, "b1 = np.array([sum(x) - 0.5 for x in odd])\n"),),
        message="the bias of the detectors has the wrong sign.",
        hint="z = w.x + b, and b has to hold it down.",
    ),
    lookup(
        "lookup-output-and",
        "An output that waits for all",
        edits=((_B2, "b2 = np.array([0.5 - len(odd)])\n"),),
        message="the output waits for all detectors at once, and they never fire together.",
        hint="One detector is enough: the output is an OR.",
    ),
    lookup(
        "lookup-output-always",
        "An output that always fires",
        edits=((_B2, "b2 = np.array([0.5])\n"),),
        message="the detectors are right, but the output fires even when they are all quiet.",
        hint="Without a detector z of the output is b2. Which sign must it have?",
    ),
    lookup(
        "lookup-bits-turned-round",
        "Detectors for the opposite inputs",
        edits=(
            (_W1, "W1 = np.array([1 - 2 * x for x in odd])\n"),
            (_B1, "b1 = np.array([0.5 - sum(1 - x) for x in odd])\n"),
        ),
        message="each detector has its bits turned round; for even D that makes no difference, for odd D it does.",
        hint="Weight +1 where the bit is to be on, -1 where it is to be off.",
    ),
    lookup(
        "lookup-last-missing",
        "The last odd input left out",
        edits=((_W1, "odd = odd[: max(1, len(odd) - 1)]\n    W1 = np.array([2 * x - 1 for x in odd])\n"),),
        message="one odd input has no detector.",
        hint="Does a loop stop one short? There are 2**(D - 1) odd inputs.",
    ),
)
