"""add_weight_decay: the wrong multiple of W, the wrong layers, and biases that are not free."""

from functools import partial

from autograder.examination import Mistake

from .lectures import REGULARISER

decay = partial(Mistake, task="add_weight_decay", lecture=REGULARISER)
_PENALTY = "lam / 2 * ((W1**2).sum() + (W2**2).sum())"


def share(new: str) -> tuple[tuple[str, str], ...]:
    """Return the edits that write lam W in another way in both layers; W stands for W1 and for W2."""
    return tuple((f"+ lam * W{k}\n", f"{new.replace('W', f'W{k}')}\n") for k in (1, 2))


MISTAKES = (
    decay(
        "decay-not-in-bars",
        "The regulariser in the cost only",
        edits=share(""),
        message="The cost has the regulariser, but the bars do not.",
        hint="The derivative of lam/2 W^2 by W is lam W: add it to W_bar.",
    ),
    decay(
        "decay-not-in-cost",
        "The regulariser in the bars only",
        edits=(("cost + penalty", "cost"),),
        message="The bars have their share, but the cost is returned as it came.",
        hint="Add lam/2 times the sum of all squared weights to the cost.",
    ),
    decay(
        "decay-doubled",
        "2 lam W",
        edits=share("+ 2 * lam * W"),
        message="The share of the regulariser in the bars is twice too large: the 1/2 is forgotten.",
        hint="The derivative of lam/2 W^2 is lam W.",
    ),
    decay(
        "decay-halved",
        "lam/2 W",
        edits=share("+ lam / 2 * W"),
        message="The share of the regulariser in the bars is half as large as it should be.",
        hint="The derivative of W^2 is 2 W: the 2 cancels the 1/2.",
    ),
    decay(
        "decay-sign",
        "- lam W",
        edits=share("- lam * W"),
        message="The share of the regulariser is subtracted from the bars.",
        hint="The bar is the derivative of the sum: + lam W. The update will subtract it.",
    ),
    decay(
        "decay-squared",
        "lam W^2",
        edits=share("+ lam * W**2"),
        message="The share in the bars is lam W^2: that is the penalty, not its derivative.",
        hint="The derivative of lam/2 W^2 is lam W.",
    ),
    decay(
        "decay-sign-of-w",
        "lam sign(W)",
        edits=share("+ lam * np.sign(W)"),
        message="The share in the bars is lam sign(W): that belongs to the penalty lam |W|.",
        hint="The derivative of lam/2 W^2 is lam W.",
    ),
    decay(
        "decay-summed",
        "lam times the sum of W",
        edits=share("+ lam * W.sum()"),
        message="The same number, lam times the sum of all weights, is added to every entry.",
        hint="Each weight has its own share: lam w_ij, with no sum.",
    ),
    decay(
        "decay-averaged",
        "lam W over the number of weights",
        edits=share("+ lam * W / W.size"),
        message="The share in the bars is divided by the number of weights.",
        hint="The penalty is a sum over all weights, not a mean: lam W as it is.",
    ),
    decay(
        "decay-normalised",
        "lam W / |W|",
        edits=share("+ lam * W / np.linalg.norm(W)"),
        message="The share in the bars is divided by the length of W.",
        hint="That is the derivative of lam |W|, without the square. Here it is lam W.",
    ),
    decay(
        "decay-multiplied",
        "W_bar multiplied by lam W",
        edits=share("* lam * W"),
        message="W_bar is multiplied by lam W instead of adding it.",
        hint="The cost is a sum of two terms, and so is its derivative.",
    ),
    decay(
        "decay-replaces",
        "lam W in the place of W_bar",
        edits=(('bars["W1_bar"] + lam * W1', "lam * W1"), ('bars["W2_bar"] + lam * W2', "lam * W2")),
        message="The weight bars hold the regulariser's share alone: those that were given are lost.",
        hint="Add lam W to the W_bar that you are given.",
    ),
    decay(
        "decay-no-lam",
        "W without lam",
        edits=share("+ W"),
        message="The share in the bars is W: lam is forgotten.",
        hint="lam decides how much the regulariser weighs: + lam W.",
    ),
    decay(
        "decay-first-layer",
        "Weight decay in layer 1 only",
        edits=((" + lam * W2\n", "\n"),),
        message="W2_bar has no share of the regulariser.",
        hint="The penalty runs over all weights, of both layers.",
    ),
    decay(
        "decay-last-layer",
        "Weight decay in layer 2 only",
        edits=((" + lam * W1\n", "\n"),),
        message="W1_bar has no share of the regulariser.",
        hint="The penalty runs over all weights, of both layers.",
    ),
    decay(
        "decay-on-biases",
        "Biases decayed too",
        edits=(
            ('b1_bar = bars["b1_bar"]', 'b1_bar = bars["b1_bar"] + lam * params["b1"]'),
            ('b2_bar = bars["b2_bar"]', 'b2_bar = bars["b2_bar"] + lam * params["b2"]'),
        ),
        message="lam b is added to the bars of the biases, which are free.",
        hint="The penalty is a sum over weights only: leave b1_bar and b2_bar as they are.",
    ),
    decay(
        "decay-biases-in-cost",
        "Biases in the cost",
        edits=((_PENALTY, f'{_PENALTY} + lam / 2 * ((params["b1"]**2).sum() + (params["b2"]**2).sum())'),),
        message="The bars are right, but the penalty in the cost counts the biases as well.",
        hint="Sum the squares of W1 and W2 only.",
    ),
    decay(
        "decay-cost-no-half",
        "lam sum W^2 in the cost",
        edits=((_PENALTY, _PENALTY.replace("lam / 2", "lam")),),
        message="The bars are right, but the penalty in the cost is twice too large.",
        hint="lam/2 times the sum of the squares.",
    ),
    decay(
        "decay-cost-norm",
        "lam |W| in the cost",
        edits=((_PENALTY, "lam / 2 * (np.linalg.norm(W1) + np.linalg.norm(W2))"),),
        message="The bars are right, but the cost takes the lengths of W1 and W2 instead of their squares.",
        hint="No root: the sum of the squared weights.",
    ),
    decay(
        "decay-in-place",
        "The given bars overwritten",
        edits=(
            ('W1_bar = bars["W1_bar"] + lam', 'W1_bar = bars["W1_bar"]\n    W1_bar += lam'),
            ('W2_bar = bars["W2_bar"] + lam', 'W2_bar = bars["W2_bar"]\n    W2_bar += lam'),
        ),
        message="The values are right, but the bars that you are given are changed.",
        hint="W_bar + lam * W makes a new array; W_bar += lam * W changes the caller's.",
    ),
    decay(
        "decay-weights-only",
        "A dict without the biases",
        edits=(
            (
                '{"W1_bar": W1_bar, "b1_bar": b1_bar, "W2_bar": W2_bar, "b2_bar": b2_bar}',
                '{"W1_bar": W1_bar, "W2_bar": W2_bar}',
            ),
        ),
        message="The dict that is returned has lost the bars of the biases.",
        hint="Return all four bars: those of the biases as they came.",
    ),
)
