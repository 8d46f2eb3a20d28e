"""bar_pass_ce and partials: remains of the other loss, and two questions that are mixed up."""

from functools import partial

from autograder.examination import Mistake

from .lectures import BARS, GRAPH, HELD, SHARES

ce = partial(Mistake, task="bar_pass_ce", lecture=GRAPH)
held = partial(Mistake, task="partials", lecture=HELD)
_R = "R_bar = L_reg_bar * lam\n"
_Y = "y_bar = L_bar * ((1 - t) / sigma(-z) - t / y)\n"
_Z = "z_bar = L_bar * (y - t)\n"
_W = "w_bar = z_bar * x + R_bar * w\n"
_B = "b_bar = z_bar\n"
_TERMS = "The derivative of -t log y - (1 - t) log(1 - y) by y has two terms: -t/y + (1 - t)/(1 - y)."
_SHORT = "z_bar = y_bar y (1 - y). Multiply out: y - t is left."
_THROUGH = "through_L = (y - t) * y * (1 - y) * x\n"
_HOLD_B = "hold_b = through_L + through_R\n"
_HOLD_L = "hold_L = through_R\n"
_RETURN = 'return {"hold_b": hold_b, "hold_L": hold_L}'

MISTAKES = (
    ce(
        "ce-squared-error",
        "The bars of the squared error",
        edits=((_Y, "y_bar = L_bar * (y - t)\n"), (_Z, "z_bar = y_bar * dsigma(z)\n")),
        message="These are the bars of the squared error.",
        hint=_TERMS,
    ),
    ce(
        "ce-slope-kept",
        "The slope of sigma kept in z_bar",
        edits=((_Z, "z_bar = L_bar * (y - t) * dsigma(z)\n"),),
        message="z_bar is (y - t) sigma'(z): with this loss the slope cancels.",
        hint=_SHORT,
    ),
    ce(
        "ce-y-bar-is-error",
        "y - t as y_bar",
        edits=((_Y, "y_bar = L_bar * (y - t)\n"),),
        message="y_bar is y - t: that is z_bar, one step further.",
        hint=_TERMS,
        lecture=BARS,
    ),
    ce(
        "ce-no-second-term",
        "Only the term with t",
        edits=((_Y, "y_bar = -L_bar * t / y\n"),),
        message="y_bar has the term -t/y alone.",
        hint=_TERMS,
    ),
    ce(
        "ce-no-first-term",
        "Only the term with 1 - t",
        edits=((_Y, "y_bar = L_bar * (1 - t) / sigma(-z)\n"),),
        message="y_bar has the term (1 - t)/(1 - y) alone.",
        hint=_TERMS,
    ),
    ce(
        "ce-no-second-term-anywhere",
        "Only the term with t, all the way",
        edits=((_Y, "y_bar = -L_bar * t / y\n"), (_Z, "z_bar = -L_bar * t * sigma(-z)\n")),
        message="Only -t log y is differentiated; (1 - t) log(1 - y) is forgotten, in z_bar too.",
        hint=_TERMS,
    ),
    ce(
        "ce-inner-sign",
        "The inner derivative of 1 - y",
        edits=((_Y, "y_bar = L_bar * (-(1 - t) / sigma(-z) - t / y)\n"),),
        message="In y_bar the term (1 - t)/(1 - y) has the wrong sign.",
        hint="The slope of log(1 - y) is -1/(1 - y): the inner derivative is -1.",
    ),
    ce(
        "ce-inner-sign-anywhere",
        "The inner derivative of 1 - y, all the way",
        edits=((_Y, "y_bar = L_bar * (-(1 - t) / sigma(-z) - t / y)\n"),
               (_Z, "z_bar = L_bar * (-(1 - t) * y - t * sigma(-z))\n")),
        message="The term (1 - t)/(1 - y) has the wrong sign, in y_bar and in all that follows.",
        hint="The slope of log(1 - y) is -1/(1 - y): the inner derivative is -1.",
    ),
    ce(
        "ce-sign",
        "The sign of the loss",
        edits=((_Y, "y_bar = -L_bar * ((1 - t) / sigma(-z) - t / y)\n"), (_Z, "z_bar = L_bar * (t - y)\n")),
        message="y_bar and z_bar have the wrong sign: the minus in front of the logarithms is lost.",
        hint=_TERMS,
    ),
    ce(
        "ce-z-sign",
        "t - y as z_bar",
        edits=((_Z, "z_bar = L_bar * (t - y)\n"),),
        message="z_bar has the wrong sign.",
        hint=_SHORT,
    ),
    ce(
        "ce-y-sign",
        "The sign of y_bar",
        edits=((_Y, "y_bar = -L_bar * ((1 - t) / sigma(-z) - t / y)\n"),),
        message="y_bar has the wrong sign.",
        hint=_TERMS,
    ),
    ce(
        "ce-terms-swapped",
        "y and 1 - y swapped",
        edits=((_Y, "y_bar = L_bar * ((1 - t) / y - t / sigma(-z))\n"),),
        message="In y_bar the denominators y and 1 - y are swapped.",
        hint=_TERMS,
    ),
    ce(
        "ce-logarithms",
        "Logarithms in y_bar",
        edits=((_Y, "y_bar = L_bar * (np.log(y) - t)\n"),),
        message="y_bar is log y - t.",
        hint="The slope of log y is 1 / y.",
    ),
    ce(
        "ce-y-bar-not-divided",
        "y_bar without the denominator",
        edits=((_Y, "y_bar = L_bar * (y - t) / y\n"),),
        message="In y_bar the factor 1 - y is missing below the line.",
        hint=_TERMS,
    ),
    ce(
        "ce-overflow",
        "0 times infinity",
        edits=((_Y, "y_bar = L_bar * np.divide(y - t, y * (1 - y))\n"), (_Z, "z_bar = y_bar * dsigma(z)\n")),
        message="Right for moderate z. At z = 40, 1 - y is 0, and z_bar is infinity times 0.",
        hint=_SHORT,
    ),
    ce(
        "ce-z-without-bias",
        "The prediction without the bias in z_bar",
        edits=((_Z, "z_bar = L_bar * (sigma(w * x) - t)\n"),),
        message="In z_bar the prediction is sigma(wx): the bias is left out.",
        hint="y = sigma(wx + b).",
    ),
    ce(
        "ce-z-no-target",
        "The target left out of z_bar",
        edits=((_Z, "z_bar = L_bar * y\n"),),
        message="In z_bar the target is not subtracted.",
        hint=_SHORT,
    ),
    ce(
        "ce-z-from-z",
        "z - t as z_bar",
        edits=((_Z, "z_bar = L_bar * (z - t)\n"),),
        message="z_bar is z - t: sigma is left out.",
        hint=_SHORT,
    ),
    ce(
        "ce-regulariser-forgotten",
        "The regulariser's share forgotten",
        edits=((_W, "w_bar = z_bar * x\n"),),
        message="w_bar counts the way through z alone.",
        hint="The regulariser has not changed: w goes into R, too.",
        lecture=SHARES,
    ),
    ce(
        "ce-r-is-one",
        "R_bar without lam",
        edits=((_R, "R_bar = L_reg_bar\n"),),
        message="R_bar is 1: lam is missing.",
        hint="L_reg = L + lam R, as before.",
    ),
    ce(
        "ce-w-from-y",
        "w_bar from y_bar",
        edits=((_W, "w_bar = y_bar * x + R_bar * w\n"),),
        message="w_bar is built from y_bar: the slope of sigma is skipped.",
        hint="w goes into z, so take z_bar.",
    ),
    ce(
        "ce-w-no-x",
        "The factor x lost",
        edits=((_W, "w_bar = z_bar + R_bar * w\n"),),
        message="In w_bar the factor x is missing.",
        hint="w_bar = z_bar x + R_bar w, as before.",
    ),
    ce(
        "ce-r-bar-with-w",
        "The slope of R in R_bar already",
        edits=((_R, "R_bar = L_reg_bar * lam * w\n"), (_W, "w_bar = z_bar * x + R_bar\n")),
        message="w_bar is right, but R_bar is lam w: that is what w gets through R.",
        hint="R goes into L_reg = L + lam R: R_bar is lam. The factor w comes one step later.",
    ),
    ce(
        "ce-l-bar-is-lam",
        "lam as L_bar",
        edits=(('"L_bar": L_bar', '"L_bar": lam'),),
        message="L_bar is lam.",
        hint="L goes into L_reg = L + lam R with slope 1.",
    ),
    ce(
        "ce-b-decays",
        "b in the regulariser",
        edits=((_B, "b_bar = z_bar + R_bar * b\n"),),
        message="b_bar has a share lam b, as if b stood in the regulariser.",
        hint="R is w^2 / 2. Only w goes into it.",
    ),
    ce(
        "ce-b-times-x",
        "x in b_bar",
        edits=((_B, "b_bar = z_bar * x\n"),),
        message="b_bar has a factor x.",
        hint="b goes into z = wx + b, with slope 1.",
    ),
    held(
        "held-swapped",
        "The two answers swapped",
        edits=((_RETURN, 'return {"hold_b": hold_L, "hold_L": hold_b}'),),
        message="The two derivatives are swapped.",
        hint="With L held, only the regulariser can answer to w.",
    ),
    held(
        "held-both-full",
        "The full derivative twice",
        edits=((_HOLD_L, "hold_L = through_L + through_R\n"),),
        message="hold_L is the same as hold_b: L was allowed to move with w.",
        hint="L is an argument of its own here. It stays where it is.",
    ),
    held(
        "held-both-local",
        "The local derivative twice",
        edits=((_HOLD_B, "hold_b = through_R\n"),),
        message="hold_b is the same as hold_L: the way through z, y and L is missing.",
        hint="With b held, w moves z, y and L.",
    ),
    held(
        "held-b-without-regulariser",
        "hold_b without the regulariser",
        edits=((_HOLD_B, "hold_b = through_L\n"),),
        message="In hold_b the regulariser is missing.",
        hint="Nudging w moves R, too, whatever is held.",
        lecture=SHARES,
    ),
    held(
        "held-l-is-zero",
        "hold_L is 0",
        edits=((_HOLD_L, "hold_L = 0 * through_R\n"),),
        message="hold_L is 0, as if nothing could move.",
        hint="L is held, but lam/2 w^2 still moves with w.",
    ),
    held(
        "held-l-is-the-other-half",
        "hold_L is what comes through L",
        edits=((_HOLD_L, "hold_L = through_L\n"),),
        message="hold_L is just what comes through L: the very way that is closed.",
        hint="L is held. What is left is lam/2 w^2.",
    ),
    held(
        "held-by-b",
        "The derivative by b",
        edits=((_THROUGH, "through_L = (y - t) * y * (1 - y)\n"),),
        message="In hold_b the factor x is missing: that is how L moves with b.",
        hint="Holding b, nudge w: z moves by x.",
    ),
    held(
        "held-regulariser-half",
        "Half of the regulariser's share",
        edits=(("through_R = lam * w\n", "through_R = lam / 2 * w\n"),),
        message="The regulariser's share is lam/2 w.",
        hint="The derivative of lam/2 w^2 by w is lam w.",
    ),
    held(
        "held-regulariser-double",
        "Twice the regulariser's share",
        edits=(("through_R = lam * w\n", "through_R = 2 * lam * w\n"),),
        message="The regulariser's share is 2 lam w.",
        hint="The derivative of lam/2 w^2 by w is lam w.",
    ),
    held(
        "held-cross-entropy",
        "The other loss",
        edits=((_THROUGH, "through_L = (y - t) * x\n"),),
        message="hold_b is that of the cross-entropy: the slope of sigma is missing.",
        hint="Here the loss is the squared error of part 1 again.",
    ),
    held(
        "held-sign",
        "t - y instead of y - t",
        edits=((_THROUGH, "through_L = (t - y) * y * (1 - y) * x\n"),),
        message="What comes through L has the wrong sign.",
        hint="The derivative of (y - t)^2 / 2 by y is y - t.",
    ),
    held(
        "held-difference",
        "The two ways subtracted",
        edits=((_HOLD_B, "hold_b = through_L - through_R\n"),),
        message="In hold_b the regulariser's share is subtracted.",
        hint="w goes into L_reg on two ways, and their shares add up.",
        lecture=SHARES,
    ),
)  # fmt: skip
