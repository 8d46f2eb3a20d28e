"""naive_grads: a factor lost, doubled, or taken at the wrong place."""

from functools import partial

from autograder.examination import Mistake

from .lectures import CALCULUS, EXAMPLE

naive = partial(Mistake, task="naive_grads", lecture=CALCULUS)
_DW = "dw = (sigma(w * x + b) - t) * dsigma(w * x + b) * x + lam * w"
_DB = "db = (sigma(w * x + b) - t) * dsigma(w * x + b)\n"
_RETURN = "return dw, db"
_INNER = "The innermost factor: the slope of wx + b is x along w, and 1 along b."
_RULE = "The regulariser is lam/2 w^2: its derivative by w is lam w, by b it is 0."


def _both(old: str, new: str) -> tuple[tuple[str, str], ...]:
    return ((_DW, _DW.replace(old, new)), (_DB, _DB.replace(old, new)))


MISTAKES = (
    naive(
        "naive-no-x",
        "The factor x lost",
        edits=((_DW, _DW.replace(" * x + lam", " + lam")),),
        message="In the derivative by w the factor x is missing.",
        hint=_INNER,
    ),
    naive(
        "naive-w-for-x",
        "w where x belongs",
        edits=((_DW, _DW.replace(" * x + lam", " * w + lam")),),
        message="The derivative by w has the factor w where x belongs.",
        hint=_INNER,
    ),
    naive(
        "naive-x-in-db",
        "x in the derivative by b",
        edits=((_DB, _DB.replace("\n", " * x\n")),),
        message="The derivative by b has a factor x.",
        hint=_INNER,
    ),
    naive(
        "naive-regulariser-missing",
        "The regulariser left out",
        edits=((_DW, _DW.replace(" + lam * w", "")),),
        message="The regulariser is missing in the derivative by w.",
        hint=_RULE,
        lecture=EXAMPLE,
    ),
    naive(
        "naive-regulariser-half",
        "Half of the regulariser",
        edits=((_DW, _DW.replace("lam * w", "lam / 2 * w")),),
        message="The share of the regulariser is lam/2 w: the square's 2 cancels the half.",
        hint=_RULE,
    ),
    naive(
        "naive-regulariser-double",
        "Twice the regulariser",
        edits=((_DW, _DW.replace("lam * w", "2 * lam * w")),),
        message="The share of the regulariser is 2 lam w: the half in front of w^2 is lost.",
        hint=_RULE,
    ),
    naive(
        "naive-regulariser-negative",
        "The regulariser subtracted",
        edits=((_DW, _DW.replace("+ lam", "- lam")),),
        message="The share of the regulariser has the wrong sign.",
        hint=_RULE,
    ),
    naive(
        "naive-regulariser-not-derived",
        "The regulariser itself instead of its derivative",
        edits=((_DW, _DW.replace("lam * w", "lam / 2 * w**2")),),
        message="In the derivative by w stands lam/2 w^2 itself, not its derivative.",
        hint=_RULE,
    ),
    naive(
        "naive-regulariser-squared",
        "w^2 in the regulariser's share",
        edits=((_DW, _DW.replace("lam * w", "lam * w**2")),),
        message="The share of the regulariser is lam w^2; it is lam w.",
        hint=_RULE,
    ),
    naive(
        "naive-lam-alone",
        "lam without w",
        edits=((_DW, _DW.replace("lam * w", "lam")),),
        message="The share of the regulariser is lam; the factor w is missing.",
        hint=_RULE,
    ),
    naive(
        "naive-regulariser-sign",
        "The sign of w in the regulariser's share",
        edits=((_DW, _DW.replace("lam * w", "lam * np.sign(w)")),),
        message="The share of the regulariser is lam times the sign of w: that belongs to |w|.",
        hint=_RULE,
    ),
    naive(
        "naive-regulariser-in-db",
        "The bias regularised too",
        edits=((_DB, _DB.replace("\n", " + lam * b\n")),),
        message="The derivative by b has a share lam b, but the regulariser is about w only.",
        hint=_RULE,
    ),
    naive(
        "naive-lam-w-in-db",
        "lam w in the derivative by b",
        edits=((_DB, _DB.replace("\n", " + lam * w\n")),),
        message="The derivative by b has the share lam w, but the regulariser does not depend on b.",
        hint=_RULE,
    ),
    naive(
        "naive-sign",
        "t - y instead of y - t",
        edits=_both("(sigma(w * x + b) - t)", "(t - sigma(w * x + b))"),
        message="The error has the wrong sign: t - y.",
        hint="The derivative of (y - t)^2 / 2 by y is y - t.",
    ),
    naive(
        "naive-no-target",
        "The target left out",
        edits=_both("(sigma(w * x + b) - t)", "sigma(w * x + b)"),
        message="The target is not subtracted.",
        hint="The derivative of (y - t)^2 / 2 by y is y - t.",
    ),
    naive(
        "naive-factor-two",
        "A factor 2",
        edits=_both("(sigma(w * x + b) - t)", "2 * (sigma(w * x + b) - t)"),
        message="What comes through the loss is doubled: the half in front of the square is lost.",
        hint="The derivative of (y - t)^2 / 2 by y is y - t.",
        lecture=EXAMPLE,
    ),
    naive(
        "naive-half-kept",
        "The half kept",
        edits=_both("(sigma(w * x + b) - t)", "0.5 * (sigma(w * x + b) - t)"),
        message="What comes through the loss is halved: the square's 2 cancels the half.",
        hint="The derivative of (y - t)^2 / 2 by y is y - t.",
    ),
    naive(
        "naive-square-kept",
        "The error squared",
        edits=_both("(sigma(w * x + b) - t)", "(sigma(w * x + b) - t) ** 2"),
        message="The error is squared: the outer derivative is not taken.",
        hint="The derivative of (y - t)^2 / 2 by y is y - t.",
    ),
    naive(
        "naive-error-sign-only",
        "Only the sign of the error",
        edits=_both("(sigma(w * x + b) - t)", "np.sign(sigma(w * x + b) - t)"),
        message="Only the sign of the error counts: that belongs to |y - t|.",
        hint="The derivative of (y - t)^2 / 2 by y is y - t.",
    ),
    naive(
        "naive-linear",
        "sigma left out of the error",
        edits=_both("(sigma(w * x + b) - t)", "(w * x + b - t)"),
        message="The error is z - t: sigma is left out.",
        hint="The prediction is y = sigma(z).",
        lecture=EXAMPLE,
    ),
    naive(
        "naive-no-slope",
        "The slope of sigma left out",
        edits=_both(" * dsigma(w * x + b)", ""),
        message="The factor sigma'(z) is missing.",
        hint="Between the error and wx + b stands sigma: its slope is a factor.",
    ),
    naive(
        "naive-slope-at-y",
        "The slope of sigma at y",
        edits=_both("dsigma(w * x + b)", "dsigma(sigma(w * x + b))"),
        message="sigma' is taken at y; it belongs at z.",
        hint="sigma'(z) is the slope at the point that sigma is given: z = wx + b.",
    ),
    naive(
        "naive-slope-without-bias",
        "The slope of sigma without the bias",
        edits=_both("dsigma(w * x + b)", "dsigma(w * x)"),
        message="sigma' is taken at wx: the bias is left out.",
        hint="sigma'(z) is the slope at z = wx + b.",
    ),
    naive(
        "naive-error-without-bias",
        "The error without the bias",
        edits=_both("(sigma(w * x + b) - t)", "(sigma(w * x) - t)"),
        message="The prediction in the error is sigma(wx): the bias is left out.",
        hint="y = sigma(wx + b).",
        lecture=EXAMPLE,
    ),
    naive(
        "naive-slope-is-value",
        "sigma for sigma'",
        edits=_both("dsigma(w * x + b)", "sigma(w * x + b)"),
        message="sigma(z) stands where its slope belongs.",
        hint="The slope of sigma is sigma (1 - sigma); the notebook gives you dsigma.",
    ),
    naive(
        "naive-slope-of-tanh",
        "The slope of tanh",
        edits=_both("dsigma(w * x + b)", "(1 - sigma(w * x + b) ** 2)"),
        message="The slope used is 1 - y^2: that belongs to tanh.",
        hint="The slope of sigma is sigma (1 - sigma); the notebook gives you dsigma.",
    ),
    naive(
        "naive-slope-twice",
        "The slope of sigma twice",
        edits=_both("dsigma(w * x + b)", "dsigma(w * x + b) ** 2"),
        message="The slope of sigma is multiplied in twice.",
        hint="Each function on the way gives one factor.",
    ),
    naive(
        "naive-slope-in-dw-only",
        "The slope of sigma missing in db",
        edits=((_DB, _DB.replace(" * dsigma(w * x + b)", "")),),
        message="The factor sigma'(z) is missing in the derivative by b.",
        hint="b too reaches y through sigma.",
    ),
    naive(
        "naive-slope-in-db-only",
        "The slope of sigma missing in dw",
        edits=((_DW, _DW.replace(" * dsigma(w * x + b)", "")),),
        message="The factor sigma'(z) is missing in the derivative by w.",
        hint="w too reaches y through sigma.",
    ),
    naive(
        "naive-swapped",
        "Returned in the wrong order",
        edits=((_RETURN, "return db, dw"),),
        message="The two derivatives are returned in the wrong order.",
        hint="First by w, then by b.",
    ),
    naive(
        "naive-descent",
        "The descent direction",
        edits=((_RETURN, "return -dw, -db"),),
        message="Both derivatives have the wrong sign: that is the direction of descent.",
        hint="Return the derivatives. The minus comes with the step.",
    ),
    naive(
        "naive-lam-everywhere",
        "lam in front of everything",
        edits=((_DW, "dw = lam * ((sigma(w * x + b) - t) * dsigma(w * x + b) * x + w)"),),
        message="lam multiplies the whole derivative by w; it belongs to the regulariser alone.",
        hint="L_reg = L + lam R: only R is multiplied by lam.",
        lecture=EXAMPLE,
    ),
)
