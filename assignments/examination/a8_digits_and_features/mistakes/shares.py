"""accuracy and accuracy_drops: counts and percents, the wrong axis, units that are switched off in part."""

from functools import partial

from autograder.examination import Mistake

from .lectures import FEATURES

share = partial(Mistake, task="accuracy", lecture=FEATURES)
drop = partial(Mistake, task="accuracy_drops", lecture=FEATURES)
_ANSWERS = "answers = outputs(params, X).argmax(axis=1)\n"
_RETURN = "return np.mean(answers == labels)\n"
_OFF = "        W2[:, j] = 0\n"
_COPY = '        W2 = params["W2"].copy()\n'
_APPEND = 'drops.append(whole - accuracy({**params, "W2": W2}, X, labels))\n'
_SHARE = "The mean of right or wrong, as 1 and 0, is the share."
_COLUMN = "What unit j says reaches the outputs through column j of W2: set that to 0."


def answered(new: str) -> tuple[tuple[str, str], ...]:
    """Return the edit that takes something else for the answers."""
    return ((_ANSWERS, f"answers = {new}\n"),)


def returned(new: str) -> tuple[tuple[str, str], ...]:
    return ((_RETURN, f"return {new}\n"),)


def lost(new: str) -> tuple[tuple[str, str], ...]:
    return ((_APPEND, f"drops.append({new})\n"),)


_WITHOUT = 'accuracy({**params, "W2": W2}, X, labels)'

MISTAKES = (
    share(
        "accuracy-in-percent",
        "In percent",
        edits=returned("100 * np.mean(answers == labels)"),
        message="it is in percent.",
        hint=_SHARE,
    ),
    share(
        "accuracy-count",
        "A count",
        edits=returned("np.sum(answers == labels)"),
        message="it is the number of right answers, not their share.",
        hint=_SHARE,
    ),
    share(
        "accuracy-of-errors",
        "The share of wrong answers",
        edits=returned("np.mean(answers != labels)"),
        message="it is the share of wrong answers.",
        hint="== is true where the answer is right.",
    ),
    share(
        "accuracy-over-classes",
        "Divided by the number of classes",
        edits=returned('np.sum(answers == labels) / len(params["b2"])'),
        message="the number of right answers is divided by the number of classes.",
        hint="Divide by the number of rows.",
    ),
    share(
        "accuracy-class-by-class",
        "The mean over classes",
        edits=returned("np.mean([np.mean(answers[labels == k] == k) for k in np.unique(labels)])"),
        message="it is the mean of the classes' accuracies, in which a rare class counts as much as a frequent one.",
        hint="Every row counts the same.",
    ),
    share(
        "accuracy-wrong-axis",
        "The largest of each column",
        edits=answered("outputs(params, X).argmax(axis=0)"),
        message="the largest output is looked for down a column, so answers and labels differ in number.",
        hint="Each row has its own answer: argmax(axis=1).",
    ),
    share(
        "accuracy-smallest",
        "The smallest output",
        edits=answered("outputs(params, X).argmin(axis=1)"),
        message="the smallest output is taken for the answer.",
        hint="argmax, not argmin.",
    ),
    share(
        "accuracy-largest-size",
        "The largest absolute output",
        edits=answered("np.abs(outputs(params, X)).argmax(axis=1)"),
        message="the output that is largest in size is taken, whatever its sign.",
        hint="A large negative output speaks against its digit.",
    ),
    share(
        "accuracy-relu-outputs",
        "A ReLU on the outputs",
        edits=answered("np.maximum(outputs(params, X), 0).argmax(axis=1)"),
        message="the outputs go through a ReLU first: where all are negative, they all become 0, and the answer is 0.",
        hint="The output layer is linear: take the largest output as it is, also where it is negative.",
    ),
    share(
        "accuracy-whole-number",
        "Cut to a whole number",
        edits=returned("int(np.sum(answers == labels)) // len(labels)"),
        message="it is cut to a whole number: 0 unless all rows are right.",
        hint="Divide with /, not with //.",
    ),
    share(
        "accuracy-one-off",
        "Classes counted from 1",
        edits=answered("outputs(params, X).argmax(axis=1) + 1"),
        message="the answers are one too high.",
        hint="Output 0 stands for the digit 0, and argmax counts from 0.",
    ),
    share(
        "accuracy-value-for-place",
        "The largest value, not its place",
        edits=answered("outputs(params, X).max(axis=1)"),
        message="the largest output itself is compared with the label.",
        hint="max gives the value, argmax its place.",
    ),
    share(
        "accuracy-rounded-value",
        "The rounded output as the digit",
        edits=answered("np.round(outputs(params, X).max(axis=1))"),
        message="the largest output is rounded and taken for the digit.",
        hint="max gives the value, argmax its place.",
        alike=("accuracy-value-for-place",),
    ),
    share(
        "accuracy-no-first-biases",
        "Without the hidden biases",
        edits=answered('outputs({**params, "b1": 0 * params["b1"]}, X).argmax(axis=1)'),
        message="the hidden units' biases are left out.",
        hint="Use outputs(params, X), with all four blocks.",
    ),
    share(
        "accuracy-linear",
        "Without the ReLU",
        edits=answered('((X @ params["W1"].T + params["b1"]) @ params["W2"].T + params["b2"]).argmax(axis=1)'),
        message="the hidden units are linear here.",
        hint="Use outputs(params, X), which has the ReLU.",
    ),
    share(
        "accuracy-one-row-missing",
        "The last row left out",
        edits=returned("np.sum((answers == labels)[:-1]) / len(labels)"),
        message="the last row is not counted.",
        hint="All rows count.",
    ),
    drop(
        "drops-negative",
        "The wrong way round",
        edits=lost(f"{_WITHOUT} - whole"),
        message="a loss of accuracy comes out negative.",
        hint="The whole net's accuracy minus that without the unit.",
    ),
    drop(
        "drops-not-subtracted",
        "The accuracy that is left",
        edits=lost(_WITHOUT),
        message="it is the accuracy that is left, not by how much it falls.",
        hint="The whole net's accuracy minus that without the unit.",
    ),
    drop(
        "drops-relative",
        "As a part of the whole",
        edits=lost(f"1 - {_WITHOUT} / whole"),
        message="the fall is given as a part of the whole net's accuracy.",
        hint="The difference of two accuracies, not divided.",
    ),
    drop(
        "drops-size",
        "Absolute values",
        edits=lost(f"abs(whole - {_WITHOUT})"),
        message="all falls are positive, also where the accuracy rises.",
        hint="Leave the sign.",
    ),
    drop(
        "drops-add-up",
        "Units switched off one after another",
        edits=(("    drops = []\n", '    drops = []\n    W2 = params["W2"].copy()\n'), (_COPY, "")),
        message="units that were switched off stay off.",
        hint="Start from a fresh copy of W2 for each unit.",
    ),
    drop(
        "drops-changes-the-given",
        "The given W2 changed",
        edits=((_COPY, '        W2 = params["W2"]\n'),),
        message="the W2 that is given is changed, so units that were switched off stay off.",
        hint="Change a copy: W2.copy().",
        remembers=True,
    ),
    drop(
        "drops-bias-left",
        "The bias left on",
        edits=(
            (_COPY, '        W1 = params["W1"].copy()\n'),
            (_OFF, "        W1[j] = 0\n"),
            (_APPEND, 'drops.append(whole - accuracy({**params, "W1": W1}, X, labels))\n'),
        ),
        message="the weights of the unit are 0, but with a positive bias it still speaks.",
        hint=_COLUMN,
    ),
    drop(
        "drops-only-bias",
        "Only the bias taken away",
        edits=(
            (_COPY, '        b1 = params["b1"].copy()\n'),
            (_OFF, "        b1[j] = 0\n"),
            (_APPEND, 'drops.append(whole - accuracy({**params, "b1": b1}, X, labels))\n'),
        ),
        message="only the unit's bias is 0.",
        hint=_COLUMN,
    ),
    drop(
        "drops-turned-round",
        "The column turned round",
        edits=((_OFF, "        W2[:, j] = -W2[:, j]\n"),),
        message="what the unit says is turned round instead of switched off.",
        hint=_COLUMN,
    ),
    drop(
        "drops-others-off",
        "All the others switched off",
        edits=((_OFF, '        W2[:, np.arange(len(params["b1"])) != j] = 0\n'),),
        message="unit j alone is left on.",
        hint=_COLUMN,
    ),
)
