"""train: steps of another size or direction, parameters that do not move."""

from functools import partial

from autograder.examination import Mistake

from .lectures import BACKPROP

mistake = partial(Mistake, task="train", lecture=BACKPROP)
_MOVE = "params[name] -= learning_rate * step\n"
_COPY = "params = {name: value.copy() for name, value in params.items()}\n"
_FIRST = "history = [cost_and_bars(params, X, T)[0]]\n"
_EPOCHS = "for _ in range(epochs):\n"
_NAMES = "for name in params:\n"
_LATER = "history.append(cost_and_bars(params, X, T)[0])\n"
_RETURN = "return params, history\n"
_BARS = "bars = cost_and_bars(params, X[rows], T[rows])[1]\n"
_MEAN = "The bars belong to the mean cost of the batch already: step by learning_rate times the bar."


def moved(new: str) -> tuple[tuple[str, str], ...]:
    """Return the edit that takes another step."""
    return ((_MOVE, f"{new}\n"),)


MISTAKES = (
    mistake(
        "train-climbs",
        "Up instead of down",
        edits=moved("params[name] += learning_rate * step"),
        message="the steps go up the gradient, so the cost rises.",
        hint="The bar points to where the cost grows. Subtract it.",
    ),
    mistake(
        "train-no-rate",
        "No learning rate",
        edits=moved("params[name] -= step"),
        message="the steps are not multiplied by the learning rate.",
        hint="W - learning_rate * (W_bar + lam W).",
    ),
    mistake(
        "train-rate-over-batch",
        "Divided by the batch once more",
        edits=moved("params[name] -= learning_rate * step / len(rows)"),
        message="the steps are divided by the number of rows in the batch, a second time.",
        hint=_MEAN,
    ),
    mistake(
        "train-rate-over-batch-size",
        "Divided by batch_size once more",
        edits=moved("params[name] -= learning_rate * step / batch_size"),
        message="the steps are divided by batch_size: the mean was taken already.",
        hint=_MEAN,
    ),
    mistake(
        "train-rate-times-batch",
        "The sum instead of the mean",
        edits=moved("params[name] -= learning_rate * step * len(rows)"),
        message="the steps are multiplied by the number of rows in the batch.",
        hint=_MEAN,
    ),
    mistake(
        "train-rate-over-examples",
        "Divided by the number of all rows",
        edits=moved("params[name] -= learning_rate * step * len(rows) / len(X)"),
        message="the steps are weighed by the batch's share of all rows.",
        hint=_MEAN,
    ),
    mistake(
        "train-signs-only",
        "Only the sign of the bar",
        edits=moved("params[name] -= learning_rate * np.sign(step)"),
        message="all steps are of one size: only the sign of the bar is used.",
        hint="W - learning_rate * (W_bar + lam W), with the bar itself.",
    ),
    mistake(
        "train-normalised",
        "A bar of length 1",
        edits=moved("params[name] -= learning_rate * step / np.linalg.norm(step)"),
        message="each bar is divided by its length before the step.",
        hint="W - learning_rate * (W_bar + lam W), with the bar itself.",
    ),
    mistake(
        "train-clipped",
        "Clipped",
        edits=moved("params[name] -= learning_rate * np.clip(step, -0.1, 0.1)"),
        message="large entries of the bars are cut off.",
        hint="W - learning_rate * (W_bar + lam W), with the bar itself.",
    ),
    mistake(
        "train-no-biases",
        "Biases that never move",
        edits=((_NAMES, 'for name in ("W1", "W2"):\n'),),
        message="the biases are never changed.",
        hint="All four blocks make a step; only the decay is for weights alone.",
    ),
    mistake(
        "train-only-output",
        "Only the output layer is trained",
        edits=((_NAMES, 'for name in ("W2", "b2"):\n'),),
        message="the first layer is never changed, so no features are learned.",
        hint="All four blocks make a step.",
    ),
    mistake(
        "train-only-hidden",
        "Only the first layer is trained",
        edits=((_NAMES, 'for name in ("W1", "b1"):\n'),),
        message="the output layer is never changed.",
        hint="All four blocks make a step.",
    ),
    mistake(
        "train-layer-by-layer",
        "New bars after each block",
        edits=(
            ("            " + _BARS, ""),
            (_NAMES, _NAMES + "                bars = cost_and_bars(params, X[rows], T[rows])[1]\n"),
        ),
        message="the bars are computed anew after each block, so later blocks use weights that have moved.",
        hint="Compute all bars once per batch, then move all four blocks.",
    ),
    mistake(
        "train-starts-again",
        "Every epoch starts again",
        edits=(
            (_COPY, "given = params\n"),
            (_EPOCHS, _EPOCHS + "        params = {k: v.copy() for k, v in given.items()}\n"),
        ),
        message="every epoch starts from the given parameters.",
        hint="Copy them once, before the first epoch.",
    ),
    mistake(
        "train-returns-the-best",
        "The parameters of the lowest cost",
        edits=(
            (_FIRST, _FIRST + "    best = {name: value.copy() for name, value in params.items()}\n"),
            (
                _LATER,
                _LATER
                + "        if history[-1] == min(history):\n"
                + "            best = {name: value.copy() for name, value in params.items()}\n",
            ),
            (_RETURN, "return best, history\n"),
        ),
        message="what comes back are the parameters of the lowest cost, not those after the last step.",
        hint="Return the parameters as they are after the last epoch.",
    ),
    mistake(
        "train-changes-the-given",
        "The given parameters are trained",
        edits=((_COPY, "params = dict(params)\n"),),
        message="the arrays that are given are changed, so a second run does not start where the first one did.",
        hint="dict(params) copies the dict, not the arrays. Copy each: value.copy().",
        remembers=True,
    ),
    mistake(
        "train-adds-up-bars",
        "Bars that add up",
        edits=(
            (_FIRST, _FIRST + "    total = {name: 0.0 for name in params}\n"),
            (_MOVE, "total[name] = total[name] + step\n                params[name] -= learning_rate * total[name]\n"),
        ),
        message="the bars of earlier batches are added to those of later ones.",
        hint="Each step uses the bars of its own batch only.",
    ),
    mistake(
        "train-returns-swapped",
        "Returned in another order",
        edits=((_RETURN, "return history, params\n"),),
        message="the history comes first and the parameters last.",
        hint="End with: return params, history.",
    ),
    mistake(
        "train-returns-params-alone",
        "No history",
        edits=((_RETURN, "return params\n"),),
        message="only the parameters are returned.",
        hint="End with: return params, history.",
    ),
)
