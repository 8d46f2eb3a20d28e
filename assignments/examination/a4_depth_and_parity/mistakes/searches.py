"""min_hidden: a search that stops too late or too early, or does not try all that a unit can do."""

from functools import partial

from autograder.examination import Mistake

from .lectures import DEPTH

search = partial(Mistake, task="min_hidden", lecture=DEPTH)
_LOOP = "for k in range(kmax + 1):\n"
_FOUND = "            return k\n"
_ANSWERS = "answers = threshold_tables(k)[:, states]"
_NONE = "    return None\n"

MISTAKES = (
    search(
        "search-from-one",
        "The search starts at 1",
        edits=((_LOOP, "for k in range(1, kmax + 1):\n"),),
        message="it starts with one hidden unit, so a constant table gets 1 instead of 0.",
        hint="A constant needs no hidden unit: the output's bias alone will do. Start at 0.",
    ),
    search(
        "search-one-short",
        "The search stops before kmax",
        edits=((_LOOP, "for k in range(kmax):\n"),),
        message="it never tries kmax hidden units.",
        hint="range(kmax) stops at kmax - 1 by itself.",
    ),
    search(
        "search-one-more",
        "One too many",
        edits=((_FOUND, "            return k + 1\n"),),
        message="every answer is too large by one.",
        hint="Is the output unit counted? Hidden units only.",
    ),
    search(
        "search-always-answers",
        "kmax instead of None",
        edits=((_NONE, "    return kmax\n"),),
        message="where kmax units are not enough, it returns kmax.",
        hint="Return None: nothing was found.",
    ),
    search(
        "search-guesses-next",
        "kmax + 1 instead of None",
        edits=((_NONE, "    return kmax + 1\n"),),
        message="where kmax units are not enough, it returns kmax + 1, which it has not tried.",
        hint="Return None: one more might not be enough either.",
    ),
    search(
        "search-no-negative-weights",
        "No negative weights",
        edits=((".reshape(5**D, D) - 2\n", ".reshape(5**D, D)\n"),),
        message="only weights that are 0 or positive are tried.",
        hint="A weight may be negative: from -2 to 2.",
    ),
    search(
        "search-no-biases",
        "Too few biases",
        edits=(("np.arange(-2 * D - 1, 2 * D + 1) + 0.5\n", "np.array([-0.5])\n"),),
        message="only one bias is tried.",
        hint="With each choice of weights try every bias halfway between whole numbers.",
    ),
    search(
        "search-small-weights",
        "Weights of -1, 0 and 1 only",
        edits=(("*[5] * D", "*[3] * D"), (".reshape(5**D, D) - 2\n", ".reshape(3**D, D) - 1\n")),
        message="only weights of -1, 0 and 1 are tried. For two bits that is enough, for three it is not.",
        hint="For three bits go from -2 to 2.",
    ),
    search(
        "search-output-and",
        "Only AND as the output unit",
        edits=((_ANSWERS, f"{_ANSWERS} if k == 0 else (states == 2**k - 1)[None]"),),
        message="the output unit is tried as AND of the hidden units only. For two bits that is enough.",
        hint="The output unit may be any threshold unit of its inputs: go through threshold_tables(k).",
    ),
    search(
        "search-output-or",
        "Only OR as the output unit",
        edits=((_ANSWERS, f"{_ANSWERS} if k == 0 else (states > 0)[None]"),),
        message="the output unit is tried as OR of the hidden units only. For two bits that is enough.",
        hint="The output unit may be any threshold unit of its inputs: go through threshold_tables(k).",
    ),
)
