"""train: an epoch too few or too many, and a history of other costs than those of all rows after each epoch."""

from functools import partial

from autograder.examination import Mistake

from .lectures import DESCENT

mistake = partial(Mistake, task="train", lecture=DESCENT)
_FIRST = "history = [cost_and_bars(params, X, T)[0]]\n"
_LATER = "history.append(cost_and_bars(params, X, T)[0])\n"
_EPOCHS = "for _ in range(epochs):\n"
_BARS = "bars = cost_and_bars(params, X[rows], T[rows])[1]\n"
_COSTS = "One cost over all of X before the first step, and one after each epoch: epochs + 1 numbers."

MISTAKES = (
    mistake(
        "train-one-epoch-less",
        "An epoch too few",
        edits=((_EPOCHS, "for _ in range(epochs - 1):\n"),),
        message="there is one epoch less than asked for.",
        hint="range(epochs) makes `epochs` rounds.",
    ),
    mistake(
        "train-one-epoch-more",
        "An epoch too many",
        edits=((_EPOCHS, "for _ in range(epochs + 1):\n"),),
        message="there is one epoch more than asked for.",
        hint="range(epochs) makes `epochs` rounds.",
    ),
    mistake(
        "history-no-start",
        "The first cost left out",
        edits=((_FIRST, "history = []\n"),),
        message="the cost before the first step is missing in the history.",
        hint=_COSTS,
    ),
    mistake(
        "history-before-each-epoch",
        "The last cost left out",
        edits=(
            (_FIRST, "history = []\n"),
            (_EPOCHS, _EPOCHS + "        " + _LATER),
            ("        history.append(cost_and_bars(params, X, T)[0])\n    return", "    return"),
        ),
        message="the history has the cost before each epoch, and not the one at the end.",
        hint=_COSTS,
    ),
    mistake(
        "history-of-last-batch",
        "The cost of the last batch",
        edits=(
            (_BARS, "cost, bars = cost_and_bars(params, X[rows], T[rows])\n"),
            (_LATER, "history.append(cost)\n"),
        ),
        message="the history has costs from before the last step of each epoch, and of one batch only.",
        hint=_COSTS,
    ),
    mistake(
        "history-with-penalty",
        "The penalty in the history",
        edits=(
            (
                _LATER,
                'squares = (params["W1"] ** 2).sum() + (params["W2"] ** 2).sum()\n'
                "        history.append(cost_and_bars(params, X, T)[0] + lam / 2 * squares)\n",
            ),
        ),
        message="the costs after an epoch contain lam/2 times the squares of the weights.",
        hint="The history is about the fit alone, so that runs with other lam can be compared.",
    ),
    mistake(
        "history-summed",
        "Costs times the number of rows",
        edits=((_LATER, "history.append(cost_and_bars(params, X, T)[0] * len(X))\n"),),
        message="the costs after an epoch are multiplied by the number of rows.",
        hint="cost_and_bars gives the mean already.",
    ),
    mistake(
        "history-repeats-the-first",
        "The same cost again and again",
        edits=((_LATER, "history.append(history[0])\n"),),
        message="the history repeats its first cost.",
        hint=_COSTS,
    ),
)
