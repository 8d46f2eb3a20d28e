"""What can go wrong in one of the losses: formulas mixed up, and what happens far from zero."""

from functools import partial

from autograder.examination import Mistake

from .lectures import FEATURES, NET, SHARES, SOFT, UNITS
from .losses import BAR, COST, shared

squared = partial(Mistake, task="squared_error", lecture=NET)
logistic = partial(Mistake, task="logistic_ce", lecture=UNITS)
softmax = partial(Mistake, task="softmax_ce", lecture=FEATURES)
_STABLE = "losses = (np.maximum(Z, 0) - Z * T + np.log1p(decay)).sum(axis=1)\n"
_LOGISTIC = "Y = np.where(Z > 0, 1, decay) / (1 + decay)\n"
_LOG_Y = "log_Y = shifted - np.log(sums)\n"
_SHIFT = "Z - Z.max(axis=1, keepdims=True)"

SQUARED = (
    squared(
        "squared-no-half",
        "The 1/2 missing",
        edits=(("0.5 * ", ""), (BAR, f"2 * {BAR}")),
        message="The cost and Y_bar are twice too large: the 1/2 of the loss is missing.",
        hint="An example's loss is 1/2 sum_k (y_k - t_k)^2.",
    ),
    squared(
        "squared-no-half-in-cost",
        "The 1/2 missing in the cost alone",
        edits=(("0.5 * ", ""),),
        message="Y_bar is right, but the cost is twice too large: its 1/2 is missing.",
        hint="An example's loss is 1/2 sum_k (y_k - t_k)^2.",
    ),
    squared(
        "squared-half-in-bar",
        "A 1/2 left over in the bar",
        edits=((BAR, f"0.5 * {BAR}"),),
        message="The cost is right, but Y_bar is half as large as it should be.",
        hint="The 2 that comes down from the square cancels the 1/2.",
    ),
    squared(
        "squared-root",
        "The root of the squared error",
        edits=(("0.5 * ((Y - T) ** 2).sum(axis=1)", "np.sqrt(((Y - T) ** 2).sum(axis=1))"),),
        message="Y_bar is right, but the cost averages distances, not half squares.",
        hint="No root: 1/2 sum_k (y_k - t_k)^2.",
    ),
    squared(
        "squared-absolute",
        "Absolute errors in the cost",
        edits=(("0.5 * ((Y - T) ** 2)", "np.abs(Y - T)"),),
        message="Y_bar is right, but the cost sums absolute differences instead of half squares.",
        hint="1/2 sum_k (y_k - t_k)^2.",
    ),
    squared(
        "squared-cost-per-example",
        "A cost for each example",
        edits=((COST, "losses"),),
        message="The cost is an array with an entry per example.",
        hint="The cost is one number: the mean of these losses.",
    ),
    squared(
        "squared-spoils-y",
        "Y overwritten by Y - T",
        edits=(("    N = len(Y)\n", "    N = len(Y)\n    Y -= T\n    T = 0 * T\n"),),
        message="The values are right, but the caller's Y is changed into Y - T.",
        hint="Write residual = Y - T. Y -= T changes the array that you were given.",
    ),
    *shared(squared, "squared", "Y_bar"),
)

LOGISTIC = (
    logistic(
        "logistic-slope-kept",
        "A factor y (1 - y) in the bar",
        edits=((BAR, f"{BAR} * Y * (1 - Y)"),),
        message="Z_bar has a factor y (1 - y) too many: that is the bar of the squared error through sigma.",
        hint="In the cross-entropy the slope of sigma cancels: what is left is y - t.",
        lecture=SOFT,
    ),
    logistic(
        "logistic-bar-of-y",
        "The bar of y instead of the bar of z",
        edits=((BAR, f"{BAR} / (Y * (1 - Y))"),),
        message="This is the derivative by y; asked for is the derivative by z.",
        hint="Multiply by dy/dz = y (1 - y), and most of it cancels.",
    ),
    logistic(
        "logistic-forgets-sigma",
        "z taken for y in the bar",
        edits=((BAR, "(Z - T) / N"),),
        message="Z_bar is built from z - t: sigma is left out.",
        hint="y = sigma(z), and Z_bar = (y - t) / N.",
    ),
    logistic(
        "logistic-yes-only",
        "Only the yes half of the loss",
        edits=((_STABLE, "losses = (T * (np.maximum(-Z, 0) + np.log1p(decay))).sum(axis=1)\n"),),
        message="The cost counts the answers that should be yes and leaves out those that should be no.",
        hint="There are two terms: -t log y and -(1 - t) log(1 - y).",
    ),
    logistic(
        "logistic-targets-swapped",
        "Yes and no swapped",
        edits=((_STABLE, _STABLE.replace("Z * T", "Z * (1 - T)")), (BAR, "(Y - 1 + T) / N")),
        message="The targets are taken the wrong way round: yes for no.",
        hint="t = 1 should pull y up: its term is -t log y.",
    ),
    logistic(
        "logistic-naive-log",
        "log y where y is 0",
        edits=(
            (f"    {_STABLE}", ""),
            (_LOGISTIC, f"{_LOGISTIC}    losses = -(T * np.log(Y) + (1 - T) * np.log(1 - Y)).sum(axis=1)\n"),
            ("    cost = losses.sum() / N\n", ""),
            (f"Z_bar = {BAR}\n", f"cost = losses.sum() / N\n    Z_bar = {BAR}\n"),
        ),
        message="Near z = 0 all is right, but far away log y and log(1 - y) are infinite, and the cost with them.",
        hint="Write the loss by z: log(1 + e^z) - t z, with log(1 + e^z) = max(z, 0) + log(1 + e^-|z|).",
        lecture=SOFT,
    ),
    logistic(
        "logistic-clipped-log",
        "log(y + 1e-12)",
        edits=(
            (f"    {_STABLE}", ""),
            (
                _LOGISTIC,
                f"{_LOGISTIC}    losses = -(T * np.log(Y + 1e-12) + (1 - T) * np.log(1 - Y + 1e-12)).sum(axis=1)\n",
            ),
            ("    cost = losses.sum() / N\n", ""),
            (f"Z_bar = {BAR}\n", f"cost = losses.sum() / N\n    Z_bar = {BAR}\n"),
        ),
        message="A small number inside the logarithm keeps the cost finite, but far from 0 it stops growing.",
        hint="At z = -1000 with t = 1 the loss is 1000, not 28: write it by z, without a logarithm of y.",
        lecture=SOFT,
    ),
    logistic(
        "logistic-overflow",
        "log(1 + e^z)",
        edits=(("np.maximum(Z, 0) - Z * T + np.log1p(decay)", "np.log(1 + np.exp(Z)) - Z * T"),),
        message="Near z = 0 all is right, but e^1000 overflows and the cost is infinite.",
        hint="log(1 + e^z) = max(z, 0) + log(1 + e^-|z|).",
        lecture=SOFT,
    ),
    logistic(
        "logistic-base-2",
        "Logarithms to base 2",
        edits=((COST, f"{COST} / np.log(2)"),),
        message="The cost is counted in bits: the logarithm is to base 2, and Z_bar does not belong to it.",
        hint="log is the natural logarithm, np.log.",
    ),
    *shared(logistic, "logistic", "Z_bar"),
)

SOFTMAX = (
    softmax(
        "softmax-wrong-axis",
        "Softmax over the examples",
        edits=(("exps.sum(axis=1, keepdims=True)", "exps.sum(axis=0, keepdims=True)"), (_SHIFT, "Z - Z.max()")),
        message="The probabilities add up to 1 over the examples, down the columns.",
        hint="Each example has its own probabilities: sum along its row, axis=1.",
    ),
    softmax(
        "softmax-of-all",
        "Softmax over the whole array",
        edits=(("exps.sum(axis=1, keepdims=True)", "exps.sum(keepdims=True)"), (_SHIFT, "Z - Z.max()")),
        message="The probabilities add up to 1 over the whole batch.",
        hint="Each example has its own probabilities: sum along its row, axis=1, keepdims=True.",
    ),
    softmax(
        "softmax-slope-kept",
        "A factor y (1 - y) in the bar",
        edits=((BAR, f"{BAR} * Y * (1 - Y)"),),
        message="Z_bar has a factor y (1 - y) too many.",
        hint="The slopes of the softmax have cancelled already: what is left is y - t.",
        lecture=NET,
    ),
    softmax(
        "softmax-bar-of-y",
        "The bar of y instead of the bar of z",
        edits=((BAR, "-T / Y / N"),),
        message="This is -t / y, the derivative by y; asked for is the derivative by z.",
        hint="Each y_k depends on every z_j: go on through the softmax, and sum over k.",
        lecture=SHARES,
    ),
    softmax(
        "softmax-diagonal",
        "Only dy_k/dz_k",
        edits=((BAR, "-T * (1 - Y) / N"),),
        message="Only the true class gets a bar: the other z_j are treated as if y did not depend on them.",
        hint="All z share the denominator: raising a wrong z_j lowers the right y_k. Sum over all paths.",
        lecture=SHARES,
    ),
    softmax(
        "softmax-log-in-bar",
        "log y - t",
        edits=((BAR, "(log_Y - T) / N"),),
        message="Z_bar is built from log y; it wants y.",
        hint="Z_bar = (y - t) / N.",
    ),
    softmax(
        "softmax-forgets-softmax",
        "z taken for y in the bar",
        edits=((BAR, "(Z - T) / N"),),
        message="Z_bar is built from z - t: the softmax is left out.",
        hint="Z_bar = (y - t) / N, with y = softmax(z).",
    ),
    softmax(
        "softmax-logistic",
        "Logistic outputs in the bar",
        edits=((BAR, "(1 / (1 + np.exp(-Z)) - T) / N"),),
        message="The cost is right, but Z_bar takes each y to be logistic.",
        hint="y_k = e^{z_k} / sum_j e^{z_j}: the classes compete.",
    ),
    softmax(
        "softmax-no-shift",
        "e^z without a shift",
        edits=((_SHIFT, "Z"),),
        message="Near z = 0 all is right, but e^1000 overflows, and inf / inf is not a number.",
        hint="Subtract each row's maximum first: it changes no probability.",
        lecture=SOFT,
    ),
    softmax(
        "softmax-shift-by-all",
        "One shift for the whole batch",
        edits=((_SHIFT, "Z - Z.max()"),),
        message="A row far below the batch's maximum turns into 0 / 0.",
        hint="Subtract from each row its own maximum: Z.max(axis=1, keepdims=True).",
        lecture=SOFT,
    ),
    softmax(
        "softmax-shift-by-mean",
        "Shifted by the mean",
        edits=((_SHIFT, "Z - Z.mean(axis=1, keepdims=True)"),),
        message="Near z = 0 all is right, but after this shift e^z can still overflow.",
        hint="Subtract each row's maximum: then the largest exponent is 0.",
        lecture=SOFT,
    ),
    softmax(
        "softmax-naive-log",
        "log y where y is 0",
        edits=((_LOG_Y, "log_Y = np.log(exps / sums)\n"),),
        message="The probabilities are right, but far away some are 0, and the logarithm of 0 spoils the cost.",
        hint="log y_k = z_k - max - log of the sum: take the logarithm before the division.",
        lecture=SOFT,
    ),
    softmax(
        "softmax-clipped-log",
        "log(y + 1e-12)",
        edits=((_LOG_Y, "log_Y = np.log(exps / sums + 1e-12)\n"),),
        message="A small number inside the logarithm keeps the cost finite, but far from 0 it stops growing.",
        hint="log y_k = z_k - max - log of the sum needs no such help, and is exact.",
        lecture=SOFT,
    ),
    softmax(
        "softmax-base-2",
        "Logarithms to base 2",
        edits=((COST, f"{COST} / np.log(2)"),),
        message="The cost is counted in bits: the logarithm is to base 2, and Z_bar does not belong to it.",
        hint="log is the natural logarithm, np.log.",
    ),
    softmax(
        "softmax-squared-cost",
        "The squared error of the probabilities",
        edits=(("losses = -(T * log_Y).sum(axis=1)", "losses = 0.5 * ((exps / sums - T) ** 2).sum(axis=1)"),),
        message="Z_bar is right, but the cost is the squared error of the probabilities.",
        hint="The loss is -sum_k t_k log y_k.",
    ),
    *shared(softmax, "softmax", "Z_bar"),
)

MISTAKES = (*SQUARED, *LOGISTIC, *SOFTMAX)
