"""matmul, sum_over, mean_over: a factor on the wrong side, a share of the wrong shape or size."""

from functools import partial

from autograder.examination import Mistake

from .lectures import GRAPH, NET, SHARES

matmul = partial(Mistake, task="matmul", lecture=NET)
sums = partial(Mistake, task="sums", lecture=NET)
_MATMUL = "(lambda bar: bar @ b.value.T, lambda bar: a.value.T @ bar)"
_SHAPES = "bar is (N, K), a is (N, D), b is (D, K). The share of a must be (N, D), that of b (D, K)."
_COLUMN = "column = bar if axis is None else np.expand_dims(bar, axis)"
_SUM = "return column * np.ones(a.value.shape)"
_COUNT = "count = a.value.size if axis is None else a.value.shape[axis]"
_MEAN = "return part / count * np.ones(a.value.shape)"
_EVERY = "Nudge any entry: the sum moves as much. Each gets the whole bar."
_PART = "Nudge one entry of n: the mean moves by 1/n of that."

MISTAKES = (
    matmul(
        "matmul-not-transposed",
        "No transpose in the shares of matmul",
        edits=((_MATMUL, "(lambda bar: bar @ b.value, lambda bar: a.value @ bar)"),),
        message="The shares of matmul use b and a as they are, which runs only where all are square.",
        hint=_SHAPES,
    ),
    matmul(
        "matmul-first-not-transposed",
        "No transpose in the first share",
        edits=((_MATMUL, "(lambda bar: bar @ b.value, lambda bar: a.value.T @ bar)"),),
        message="The share of a uses b without a transpose, which runs only where b is square.",
        hint=_SHAPES,
    ),
    matmul(
        "matmul-second-not-transposed",
        "No transpose in the second share",
        edits=((_MATMUL, "(lambda bar: bar @ b.value.T, lambda bar: a.value @ bar)"),),
        message="The share of b uses a without a transpose, which runs only where a is square.",
        hint=_SHAPES,
    ),
    matmul(
        "matmul-sides-swapped",
        "Factors on the wrong side",
        edits=((_MATMUL, "(lambda bar: b.value.T @ bar, lambda bar: bar @ a.value.T)"),),
        message="In the shares of matmul the bar stands on the wrong side, which runs only where shapes happen to fit.",
        hint=_SHAPES,
    ),
    matmul(
        "matmul-second-transposed",
        "The second share turned round",
        edits=((_MATMUL, "(lambda bar: bar @ b.value.T, lambda bar: bar.T @ a.value)"),),
        message="The share of b is the transpose of what it should be.",
        hint=_SHAPES,
    ),
    matmul(
        "matmul-first-transposed",
        "The first share turned round",
        edits=((_MATMUL, "(lambda bar: b.value @ bar.T, lambda bar: a.value.T @ bar)"),),
        message="The share of a is the transpose of what it should be.",
        hint=_SHAPES,
    ),
    matmul(
        "matmul-shares-swapped",
        "The two shares swapped",
        edits=((_MATMUL, "(lambda bar: a.value.T @ bar, lambda bar: bar @ b.value.T)"),),
        message="The first function gives the share of b, and the second that of a.",
        hint="local[i] belongs to parents[i].",
        lecture=GRAPH,
    ),
    matmul(
        "matmul-like-product",
        "* where @ is needed",
        edits=((_MATMUL, "(lambda bar: bar * b.value, lambda bar: bar * a.value)"),),
        message="The shares of matmul are products entry by entry.",
        hint=_SHAPES,
    ),
    matmul(
        "matmul-single-column",
        "Right for a single column only",
        edits=((_MATMUL, "(lambda bar: np.outer(bar, b.value), lambda bar: a.value.T @ bar)"),),
        message="The share of a is an outer product, which is right only where b has one column.",
        hint="Every column of b puts something into the share of a: bar @ b.T adds them up.",
    ),
    matmul(
        "matmul-no-bar",
        "matmul leaves out its bar",
        edits=((_MATMUL, "(lambda bar: np.ones(bar.shape) @ b.value.T, lambda bar: a.value.T @ np.ones(bar.shape))"),),
        message="The shares of matmul are right for a bar of ones only: the bar is left out.",
        hint="Put bar where the ones are.",
        lecture=GRAPH,
    ),
    matmul(
        "matmul-first-only",
        "Only the first parent of matmul gets a share",
        edits=((_MATMUL, "(lambda bar: bar @ b.value.T, lambda bar: 0 * b.value)"),),
        message="The second parent of matmul gets 0.",
        hint=_SHAPES,
    ),
    matmul(
        "matmul-averaged",
        "1/N in the share of b",
        edits=((_MATMUL, "(lambda bar: bar @ b.value.T, lambda bar: a.value.T @ bar / len(a.value))"),),
        message="The share of b is divided by the number of rows.",
        hint="The shares of the rows add up. A mean, if there is one, is a node of its own.",
        lecture=SHARES,
    ),
    matmul(
        "matmul-reversed",
        "b @ a",
        edits=(("product = a.value @ b.value", "product = b.value @ a.value"),),
        message="The value of matmul is b @ a, which runs only where the shapes happen to fit.",
        hint="The value is a @ b.",
    ),
    sums(
        "sum-not-spread",
        "The bar of a sum is not spread",
        edits=((_SUM, "return bar"),),
        message="The share of sum_over has the shape of the sum.",
        hint="A share has the shape of its parent's value: every entry gets the bar.",
        lecture=SHARES,
    ),
    sums(
        "sum-not-stretched",
        "Spread with the axis kept at 1",
        edits=((_SUM, "return column"),),
        message="The share of sum_over has size 1 along the axis that was summed.",
        hint="Every entry gets the bar: multiply by np.ones of the shape of a.",
        lecture=SHARES,
    ),
    sums(
        "sum-wrong-axis",
        "Spread along the other axis",
        edits=((_COLUMN, "column = bar if axis is None or a.value.ndim == 1 else np.expand_dims(bar, 1 - axis)"),),
        message="The bar of sum_over is spread along the axis that was not summed, which runs only where shapes fit.",
        hint="Put the axis back where it was: np.expand_dims(bar, axis).",
        lecture=SHARES,
    ),
    sums(
        "sum-always-columns",
        "The axis not put back",
        edits=((_COLUMN, "column = bar"),),
        message="The bar of sum_over is lined up at the end of the shape, whatever axis was summed.",
        hint="Put the axis back where it was: np.expand_dims(bar, axis).",
        lecture=SHARES,
    ),
    sums(
        "sum-divided",
        "A sum treated as a mean",
        edits=((_SUM, "return column * a.value.sum(axis=axis).size / a.value.size * np.ones(a.value.shape)"),),
        message="sum_over divides its bar among the entries.",
        hint=_EVERY,
        lecture=SHARES,
    ),
    sums(
        "sum-times-value",
        "The entries as slopes of a sum",
        edits=((_SUM, "return column * a.value"),),
        message="sum_over hands on its bar times the entry.",
        hint=_EVERY,
        lecture=SHARES,
    ),
    sums(
        "sum-no-bar",
        "sum_over leaves out its bar",
        edits=((_SUM, "return np.ones(a.value.shape)"),),
        message="The share of sum_over is 1 everywhere; the bar is left out.",
        hint=_EVERY,
        lecture=GRAPH,
    ),
    sums(
        "sum-axis-ignored",
        "The axis ignored",
        edits=(("a.value.sum(axis=axis)", "a.value.sum()"),),
        message="The value of sum_over is the sum over everything, whatever axis is asked for.",
        hint="a.value.sum(axis=axis)",
    ),
    sums(
        "sum-keeps-axis",
        "The summed axis is kept",
        edits=(("a.value.sum(axis=axis)", "a.value.sum(axis=axis, keepdims=True)"),),
        message="The value of sum_over keeps an axis of size 1.",
        hint="The axis that is summed disappears.",
    ),
    sums(
        "sum-is-mean",
        "A mean for a sum",
        edits=(("a.value.sum(axis=axis)", "a.value.mean(axis=axis)"),),
        message="The value of sum_over is a mean.",
        hint="a.value.sum(axis=axis)",
    ),
    sums(
        "mean-no-n",
        "A mean treated as a sum",
        edits=((_MEAN, "return part * np.ones(a.value.shape)"),),
        message="mean_over hands on the whole bar: 1/n is missing.",
        hint=_PART,
        lecture=SHARES,
    ),
    sums(
        "mean-always-size",
        "Divided by the number of all entries",
        edits=((_COUNT, "count = a.value.size"),),
        message="mean_over divides by the number of all entries, also where the mean is over one axis.",
        hint="n is how many entries go into one mean: a.value.shape[axis].",
        lecture=SHARES,
    ),
    sums(
        "mean-always-rows",
        "Divided by the number of rows",
        edits=((_COUNT, "count = len(a.value)"),),
        message="mean_over divides by the number of rows, whatever the mean is over.",
        hint="n is how many entries go into one mean.",
        lecture=SHARES,
    ),
    sums(
        "mean-rows-along-columns",
        "Divided by the number of rows, whatever the axis",
        edits=((_COUNT, "count = a.value.size if axis is None else len(a.value)"),),
        message="mean_over divides by the number of rows, also where the mean is over the entries of a row.",
        hint="n is how many entries go into one mean: a.value.shape[axis].",
        lecture=SHARES,
    ),
    sums(
        "mean-other-axis",
        "Divided by the size of the other axis",
        edits=((_COUNT, "count = a.value.size if axis is None else a.value.size // a.value.shape[axis]"),),
        message="mean_over divides by the number of means, not by how many entries go into each.",
        hint="n is a.value.shape[axis], the axis that disappears.",
        lecture=SHARES,
    ),
    sums(
        "mean-n-twice",
        "1/n twice",
        edits=((_MEAN, "return part / count**2 * np.ones(a.value.shape)"),),
        message="mean_over divides by n twice.",
        hint=_PART,
        lecture=SHARES,
    ),
    sums(
        "mean-times-n",
        "n instead of 1/n",
        edits=((_MEAN, "return part * count * np.ones(a.value.shape)"),),
        message="mean_over multiplies by n instead of dividing.",
        hint=_PART,
        lecture=SHARES,
    ),
    sums(
        "mean-times-value",
        "The entries as slopes of a mean",
        edits=((_MEAN, "return part / count * a.value"),),
        message="mean_over multiplies its share by the entry.",
        hint=_PART,
        lecture=SHARES,
    ),
    sums(
        "mean-not-spread",
        "The bar of a mean is not spread",
        edits=((_MEAN, "return bar / count"),),
        message="The share of mean_over has the shape of the mean.",
        hint="A share has the shape of its parent's value: every entry gets its part.",
        lecture=SHARES,
    ),
    sums(
        "mean-no-bar",
        "mean_over leaves out its bar",
        edits=((_MEAN, "return np.ones(a.value.shape) / count"),),
        message="The share of mean_over is 1/n everywhere; the bar is left out.",
        hint="Each entry gets bar / n.",
        lecture=GRAPH,
    ),
    sums(
        "mean-is-sum",
        "A sum for a mean",
        edits=(("a.value.mean(axis=axis)", "a.value.sum(axis=axis)"),),
        message="The value of mean_over is a sum.",
        hint="a.value.mean(axis=axis)",
    ),
)  # fmt: skip
