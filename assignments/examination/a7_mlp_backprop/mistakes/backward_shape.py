"""mlp_backward: transposed, swapped and misnamed bars, and the many ways to sum a bias."""

from functools import partial

from autograder.examination import Mistake

from .lectures import BARS, NET, SHARES

backward = partial(Mistake, task="mlp_backward", lecture=NET)
_RETURN = 'return {"W1_bar": W1_bar, "b1_bar": b1_bar, "W2_bar": W2_bar, "b2_bar": b2_bar}\n'


def biases(new: str) -> tuple[tuple[str, str], ...]:
    """Return the edits that write both biases in another way; {} stands for Y_bar and for Z1_bar."""
    return tuple((f" = {bar}.sum(axis=0)", f" = {new.replace('{}', bar)}") for bar in ("Y_bar", "Z1_bar"))


MISTAKES = (
    backward(
        "w1-bar-transposed",
        "W1_bar transposed",
        edits=(("Z1_bar.T @ X\n", "X.T @ Z1_bar\n"),),
        message="W1_bar comes out transposed, (D, H) where W1 is (H, D).",
        hint="A bar has the shape of what it belongs to: Z1_bar.T @ X.",
        lecture=BARS,
    ),
    backward(
        "w2-bar-transposed",
        "W2_bar transposed",
        edits=(("Y_bar.T @ H\n", "H.T @ Y_bar\n"),),
        message="W2_bar comes out transposed, (H, K) where W2 is (K, H).",
        hint="A bar has the shape of what it belongs to: Y_bar.T @ H.",
        lecture=BARS,
    ),
    backward(
        "weight-bars-transposed",
        "Both weight bars transposed",
        edits=(("Z1_bar.T @ X\n", "X.T @ Z1_bar\n"), ("Y_bar.T @ H\n", "H.T @ Y_bar\n")),
        message="W1_bar and W2_bar both come out transposed.",
        hint="Here W is (units_out, units_in), as in the lecture; in many other courses it is the other way round.",
        lecture=BARS,
    ),
    backward(
        "layers-swapped",
        "The two layers swapped",
        edits=((_RETURN, 'return {"W1_bar": W2_bar, "b1_bar": b2_bar, "W2_bar": W1_bar, "b2_bar": b1_bar}\n'),),
        message="All bars are right, but those of layer 1 are handed out as layer 2's and the other way round.",
        hint="On the way back layer 2 comes first. Look at the names in the return line.",
    ),
    backward(
        "weights-and-biases-swapped",
        "W_bar under the name of b_bar",
        edits=((_RETURN, 'return {"W1_bar": b1_bar, "b1_bar": W1_bar, "W2_bar": b2_bar, "b2_bar": W2_bar}\n'),),
        message="The bars of weights and biases are swapped.",
        hint="Look at the names in the return line.",
    ),
    backward(
        "names-without-bar",
        "Keys W1, b1, W2, b2",
        edits=((_RETURN, 'return {"W1": W1_bar, "b1": b1_bar, "W2": W2_bar, "b2": b2_bar}\n'),),
        message="The dict holds W1, b1, W2, b2; asked for are W1_bar, b1_bar, W2_bar, b2_bar.",
        hint="The bars are other arrays than the parameters, so they have other names.",
        lecture=BARS,
    ),
    backward(
        "bars-as-tuple",
        "A tuple instead of a dict",
        edits=((_RETURN, "return W1_bar, b1_bar, W2_bar, b2_bar\n"),),
        message="The bars are returned as a tuple; a dict with their names is asked for.",
        hint='return {"W1_bar": W1_bar, ...}: with names nobody has to remember an order.',
        lecture=BARS,
    ),
    backward(
        "bias-not-summed",
        "Biases not summed over the examples",
        edits=biases("{}"),
        message="b1_bar and b2_bar still have a row for every example.",
        hint="One bias serves all examples; its bar is the sum of their contributions: .sum(axis=0).",
        lecture=SHARES,
    ),
    backward(
        "bias-wrong-axis",
        "Biases summed over the units",
        edits=biases("{}.sum(axis=1)"),
        message="The bars of the biases are summed over the units: what is left is one number per example.",
        hint="Sum over the examples, the rows: axis=0.",
        lecture=SHARES,
    ),
    backward(
        "bias-one-number",
        "Biases summed over everything",
        edits=biases("{}.sum()"),
        message="Each bias bar is one number, summed over examples and units.",
        hint="Every unit has its own bias: sum over the examples only, axis=0.",
        lecture=SHARES,
    ),
    backward(
        "bias-one-number-spread",
        "One number for all biases of a layer",
        edits=biases("np.full({}.shape[1], {}.sum())"),
        message="All biases of a layer get the same bar, summed over examples and units.",
        hint="Every unit has its own bias: sum over the examples only, axis=0.",
        lecture=SHARES,
    ),
    backward(
        "bias-zero",
        "Biases left at zero",
        edits=biases("np.zeros({}.shape[1])"),
        message="b1_bar and b2_bar are zero.",
        hint="A bias is a weight whose input is always 1. Its bar is the sum of Z_bar over the examples.",
    ),
    backward(
        "bias-as-row",
        "Biases of shape (1, units)",
        edits=biases("{}.sum(axis=0, keepdims=True)"),
        message="The values of b1_bar and b2_bar are right, but they have shape (1, units) where b has (units,).",
        hint="Leave keepdims away: a bar has the shape of what it belongs to.",
        lecture=BARS,
    ),
    backward(
        "bias-as-column",
        "Biases of shape (units, 1)",
        edits=biases("{}.sum(axis=0)[:, None]"),
        message="The values of b1_bar and b2_bar are right, but they have shape (units, 1) where b has (units,).",
        hint="A bar has the shape of what it belongs to: one axis.",
        lecture=BARS,
    ),
    backward(
        "bias-times-bias",
        "Biases multiplied into their own bars",
        edits=(
            (" = Y_bar.sum(axis=0)", ' = Y_bar.sum(axis=0) * params["b2"]'),
            (" = Z1_bar.sum(axis=0)", ' = Z1_bar.sum(axis=0) * params["b1"]'),
        ),
        message="The bar of each bias is multiplied by the bias itself.",
        hint="z is w x + b: its slope in b is 1.",
    ),
)
