"""train: weight decay left out, of another size, on other things than the weights."""

from functools import partial

from autograder.examination import Mistake

from .lectures import REGULARISED

mistake = partial(Mistake, task="train", lecture=REGULARISED)
_WHICH = 'if name.startswith("W"):\n'
_DECAY = "step = step + lam * params[name]\n"
_EPOCHS = "for _ in range(epochs):\n"
_LATER = "history.append(cost_and_bars(params, X, T)[0])\n"
_MOVE = "params[name] -= learning_rate * step\n"
_SIZE = "The penalty is lam/2 times the sum of all squared weights, so its bar is lam W."


def decayed(new: str) -> tuple[tuple[str, str], ...]:
    """Return the edit that adds something else."""
    return ((_DECAY, f"step = step + {new}\n"),)


MISTAKES = (
    mistake(
        "decay-forgotten",
        "No decay",
        edits=decayed("0"),
        message="lam is not used.",
        hint="W - learning_rate * (W_bar + lam W).",
    ),
    mistake(
        "decay-twice",
        "2 lam W",
        edits=decayed("2 * lam * params[name]"),
        message="the decay is twice too strong.",
        hint=_SIZE,
    ),
    mistake(
        "decay-half",
        "lam/2 W",
        edits=decayed("lam / 2 * params[name]"),
        message="the decay is half of what it should be.",
        hint=_SIZE,
    ),
    mistake(
        "decay-over-batch",
        "Divided by the batch",
        edits=decayed("lam * params[name] / len(rows)"),
        message="the decay is divided by the number of rows in the batch.",
        hint=f"{_SIZE} It has no mean over examples.",
    ),
    mistake(
        "decay-over-batch-size",
        "Divided by batch_size",
        edits=decayed("lam * params[name] / batch_size"),
        message="the decay is divided by batch_size.",
        hint=f"{_SIZE} It has no mean over examples.",
    ),
    mistake(
        "decay-grows",
        "Growth instead of decay",
        edits=decayed("-lam * params[name]"),
        message="the weights are made larger instead of smaller.",
        hint="Both terms are subtracted: W - learning_rate * (W_bar + lam W).",
    ),
    mistake(
        "decay-of-squares",
        "lam W^2",
        edits=decayed("lam * params[name] ** 2"),
        message="the weights are squared in the decay.",
        hint=_SIZE,
    ),
    mistake(
        "decay-of-signs",
        "lam sign(W)",
        edits=decayed("lam * np.sign(params[name])"),
        message="only the signs of the weights decay: that is the bar of the sum of |w|.",
        hint=_SIZE,
    ),
    mistake(
        "decay-of-sum",
        "lam times the sum of W",
        edits=decayed("lam * params[name].sum()"),
        message="all weights get the same decay, lam times their sum.",
        hint="Each weight decays by itself: lam W has the shape of W.",
    ),
    mistake(
        "decay-normalised",
        "lam W / |W|",
        edits=decayed("lam * params[name] / np.linalg.norm(params[name])"),
        message="the weights are divided by their length in the decay.",
        hint=_SIZE,
    ),
    mistake(
        "decay-biases-too",
        "Biases decay too",
        edits=((_WHICH, "if True:\n"),),
        message="the biases decay as well.",
        hint="Only weights decay. A bias says where a unit fires, and has no reason to be small.",
    ),
    mistake(
        "decay-biases-only",
        "Biases decay, weights do not",
        edits=((_WHICH, 'if name.startswith("b"):\n'),),
        message="the biases decay instead of the weights.",
        hint="Only weights decay.",
    ),
    mistake(
        "decay-first-layer-only",
        "The first layer alone decays",
        edits=((_WHICH, 'if name == "W1":\n'),),
        message="W2 does not decay.",
        hint="Both W1 and W2 decay.",
    ),
    mistake(
        "decay-output-layer-only",
        "The output layer alone decays",
        edits=((_WHICH, 'if name == "W2":\n'),),
        message="W1 does not decay.",
        hint="Both W1 and W2 decay.",
    ),
    mistake(
        "decay-without-rate",
        "Decay not times the learning rate",
        edits=((_DECAY, "params[name] -= lam * params[name]\n"),),
        message="the decay is not multiplied by the learning rate.",
        hint="W - learning_rate * (W_bar + lam W): the learning rate is in front of both.",
    ),
    mistake(
        "decay-once-per-epoch",
        "One decay per epoch",
        edits=(
            (_EPOCHS, _EPOCHS + "        before = {name: value.copy() for name, value in params.items()}\n"),
            ("                " + _WHICH + "                    " + _DECAY, ""),
            (
                _LATER,
                'for name in ("W1", "W2"):\n            params[name] -= learning_rate * lam * before[name]\n'
                + f"        {_LATER}",
            ),
        ),
        message="the weights decay once per epoch, not once per batch.",
        hint="The decay is part of each step: W - learning_rate * (W_bar + lam W).",
    ),
    mistake(
        "decay-after-the-step",
        "Decay of the weights after the step",
        edits=(
            (
                _WHICH + "                    " + _DECAY + "                " + _MOVE,
                _MOVE
                + "                "
                + _WHICH
                + "                    params[name] -= learning_rate * lam * params[name]\n",
            ),
        ),
        message="the weights make their step first, and what comes out decays.",
        hint="Both terms use the weights from before the step.",
    ),
)
