"""prune: the wrong units removed, or removed from some of the arrays only."""

from functools import partial

from autograder.examination import Mistake

from .lectures import UNIVERSAL

prune = partial(Mistake, task="prune", lecture=UNIVERSAL)
_HEARD = 'heard = np.any(params["W2"] != 0, axis=0)\n'
_W2 = 'W2 = params["W2"][:, heard]\n'
_WHOLE = "A unit goes only if its whole column of W2 is 0: np.any(W2 != 0, axis=0) are those that stay."

MISTAKES = (
    prune(
        "prune-nothing",
        "Nothing removed",
        edits=((_HEARD, 'heard = np.ones(len(params["b1"]), dtype=bool)\n'),),
        message="the outputs are right, but no unit is removed.",
        hint=_WHOLE,
    ),
    prune(
        "prune-heard-by-all",
        "Only units that all outputs hear",
        edits=((_HEARD, 'heard = np.all(params["W2"] != 0, axis=0)\n'),),
        message="a unit is removed as soon as one output does not hear it.",
        hint=_WHOLE,
    ),
    prune(
        "prune-first-output",
        "Only the first output asked",
        edits=((_HEARD, 'heard = params["W2"][0] != 0\n'),),
        message="only the first output is asked whether it hears a unit.",
        hint=_WHOLE,
    ),
    prune(
        "prune-sum-of-column",
        "The sum of a column",
        edits=((_HEARD, 'heard = params["W2"].sum(axis=0) != 0\n'),),
        message="units whose weights add up to 0 are removed, though they are heard.",
        hint="1.5 and -1.5 add up to 0. Ask whether any entry is not 0, or add up absolute values.",
    ),
    prune(
        "prune-negative",
        "Negative weights taken for 0",
        edits=((_HEARD, 'heard = np.any(params["W2"] > 0, axis=0)\n'),),
        message="units with negative weights only are removed, though they are heard.",
        hint="Ask for != 0, not for > 0.",
    ),
    prune(
        "prune-largest",
        "The largest entry of a column",
        edits=((_HEARD, 'heard = params["W2"].max(axis=0) != 0\n'),),
        message="units whose largest weight is 0 are removed, though negative weights leave them.",
        hint="A weight of -1.5 is heard too. " + _WHOLE,
    ),
    prune(
        "prune-smallest",
        "The smallest entry of a column",
        edits=((_HEARD, 'heard = params["W2"].min(axis=0) != 0\n'),),
        message="units whose smallest weight is 0 are removed, though positive weights leave them.",
        hint=_WHOLE,
    ),
    prune(
        "prune-small-weights",
        "Small weights taken for 0",
        edits=((_HEARD, 'heard = np.any(np.abs(params["W2"]) > 0.1, axis=0)\n'),),
        message="units with small weights are removed, though they are heard.",
        hint="The net may have any numbers in it: only a weight of 0 is not heard.",
    ),
    prune(
        "prune-opposite",
        "The heard ones removed",
        edits=((_HEARD, 'heard = np.all(params["W2"] == 0, axis=0)\n'),),
        message="the units that are heard are removed, the others stay.",
        hint="The mask says which units stay.",
    ),
    prune(
        "prune-b1-kept",
        "b1 as it was",
        edits=(('b1 = params["b1"][heard]\n', 'b1 = params["b1"]\n'),),
        message="b1 is as long as before, so it no longer fits W1.",
        hint="With a unit go its row of W1, its entry of b1 and its column of W2.",
    ),
    prune(
        "prune-w2-kept",
        "W2 as it was",
        edits=((_W2, 'W2 = params["W2"]\n'),),
        message="W2 is as wide as before, so it no longer fits W1.",
        hint="With a unit go its row of W1, its entry of b1 and its column of W2.",
    ),
    prune(
        "prune-wrong-axis",
        "Outputs asked instead of units",
        edits=((_HEARD, 'heard = np.any(params["W2"] != 0, axis=1)\n'),),
        message="it asks for every output whether it hears anything, not for every unit whether it is heard.",
        hint="W2 is (K, H): a unit is a column, so look along axis 0.",
    ),
    prune(
        "prune-keeps-one",
        "One unit always kept",
        edits=((_HEARD, _HEARD + "    heard[0] |= not heard.any()\n"),),
        message="where nobody is heard, one unit stays.",
        hint="A net without hidden units is legal: W1 of shape (0, D), W2 of shape (K, 0).",
    ),
    prune(
        "prune-silences-bias",
        "The output bias lost",
        edits=(('b2 = params["b2"]\n', 'b2 = np.zeros(len(params["b2"]))\n'),),
        message="the right units are left, but b2 is lost.",
        hint="b2 belongs to the outputs, and they all stay.",
    ),
    prune(
        "prune-in-place",
        "The given net changed",
        edits=((_W2, _W2 + '    params["W2"] = W2\n'),),
        message="the answer is right, but the net that was passed in is changed.",
        hint="Make a new dict; the given one is not yours.",
    ),
)
