"""min_scale: another ratio, another logarithm, or the margin in the wrong place."""

from functools import partial

from autograder.examination import Mistake

from .lectures import SOFT

scale = partial(Mistake, task="min_scale", lecture=SOFT)
_WANTED = "wanted = np.log((1 - eps) / eps)"
_RETURN = "return wanted / m\n"
_SOLVE = "sigma(c m) = 1 - eps means e^(c m) = (1 - eps) / eps. Take the logarithm, then divide by m."


def ratio(new: str) -> tuple[tuple[str, str], ...]:
    """Return the edit that puts something else in the place of c m."""
    return ((_WANTED, f"wanted = {new}"),)


MISTAKES = (
    scale(
        "scale-upside-down",
        "The ratio upside down",
        edits=ratio("np.log(eps / (1 - eps))"),
        message="the ratio is upside down, so the scale is negative and turns the unit round.",
        hint=f"{_SOLVE} With eps < 1/2 the ratio must be above 1.",
    ),
    scale(
        "scale-times-margin",
        "Multiplied by the margin",
        edits=((_RETURN, "return wanted * m\n"),),
        message="the logarithm is multiplied by m.",
        hint="What is fixed is c m. The closer to the step, the steeper the unit must be: divide by m.",
    ),
    scale(
        "scale-without-margin",
        "The margin left out",
        edits=((_RETURN, "return wanted\n"),),
        message="m is left out: this is c m, not c.",
        hint="What is fixed is c m. Divide by m.",
    ),
    scale(
        "scale-margin-squared",
        "Divided by the margin twice",
        edits=((_RETURN, "return wanted / m**2\n"),),
        message="the logarithm is divided by m twice.",
        hint=_SOLVE,
    ),
    scale(
        "scale-margin-in-logarithm",
        "The margin inside the logarithm",
        edits=(*ratio("np.log((1 - eps) / (eps * m))"), (_RETURN, "return wanted\n")),
        message="m stands inside the logarithm.",
        hint=_SOLVE,
    ),
    scale(
        "scale-whole-gap",
        "Twice the margin",
        edits=((_RETURN, "return wanted / (2 * m)\n"),),
        message="the scale is half of what is needed.",
        hint="The unit must be right at z = m, and from 0 to there it is m, not 2m. And sigma is not tanh.",
    ),
    scale(
        "scale-half-margin",
        "Half the margin",
        edits=((_RETURN, "return wanted / (m / 2)\n"),),
        message="the scale is enough, but it is twice the smallest one.",
        hint="m is counted from the step to one side already.",
    ),
    scale(
        "scale-log10",
        "The logarithm to base 10",
        edits=ratio("np.log10((1 - eps) / eps)"),
        message="the logarithm is the one to base 10.",
        hint="sigma is made of e^(-z), so the natural logarithm undoes it: np.log.",
    ),
    scale(
        "scale-log2",
        "The logarithm to base 2",
        edits=ratio("np.log2((1 - eps) / eps)"),
        message="the logarithm is the one to base 2.",
        hint="sigma is made of e^(-z), so the natural logarithm undoes it: np.log.",
    ),
    scale(
        "scale-no-logarithm",
        "No logarithm",
        edits=ratio("(1 - eps) / eps"),
        message="the ratio is right, but its logarithm is missing.",
        hint=_SOLVE,
    ),
    scale(
        "scale-one-over-eps",
        "1/eps",
        edits=ratio("np.log(1 / eps)"),
        message="it uses ln(1/eps), which is close for small eps but not the smallest scale.",
        hint="That takes 1 + e^(-z) for e^(-z). Keep the 1: (1 - eps) / eps.",
    ),
    scale(
        "scale-one-minus-only",
        "Only 1 - eps",
        edits=ratio("-np.log(1 - eps)"),
        message="only 1 - eps stands in the logarithm, so it is far too small.",
        hint="That solves e^(-c m) = 1 - eps. The unit says 1 / (1 + e^(-c m)).",
    ),
    scale(
        "scale-eps-only-other-sign",
        "ln eps",
        edits=ratio("np.log(eps)"),
        message="it uses ln(eps), which is negative.",
        hint=_SOLVE,
    ),
    scale(
        "scale-one-plus-eps",
        "1 + eps",
        edits=ratio("np.log((1 + eps) / eps)"),
        message="there is 1 + eps where 1 - eps should be.",
        hint=_SOLVE,
    ),
    scale(
        "scale-two-sided",
        "Half of eps for each side",
        edits=ratio("np.log((1 - eps / 2) / (eps / 2))"),
        message="it holds eps/2, as if the error of both sides were added up.",
        hint="On each input the unit is off on one side only: 1 - eps at z = m is enough.",
    ),
    scale(
        "scale-swapped",
        "eps and m swapped",
        edits=(*ratio("np.log((1 - m) / m)"), (_RETURN, "return wanted / eps\n")),
        message="eps and m are swapped.",
        hint="eps says how far the output may be off, m where on the z-axis. It is eps that goes into the logarithm.",
    ),
    scale(
        "scale-logistic-of-one-minus",
        "sigma for its inverse",
        edits=ratio("sigma(1 - eps)"),
        message="it takes sigma of 1 - eps, where the z is wanted at which sigma is 1 - eps.",
        hint=f"Undo sigma, do not apply it again. {_SOLVE}",
    ),
    scale(
        "scale-ramp",
        "sigma taken for a straight line",
        edits=ratio("4 * (0.5 - eps)"),
        message="it follows the tangent at z = 0, which reaches 1 - eps much too early.",
        hint=f"sigma bends away from its tangent. {_SOLVE}",
    ),
    scale(
        "scale-rounded-up",
        "Rounded up",
        edits=((_RETURN, "return np.ceil(wanted / m)\n"),),
        message="the scale is rounded up to a whole number: enough, but not the smallest.",
        hint="A scale need not be whole.",
    ),
    scale(
        "scale-at-least-one",
        "Never below 1",
        edits=((_RETURN, "return max(1.0, wanted / m)\n"),),
        message="a scale below 1 is never given, even where it is enough.",
        hint="With a wide margin the unit may be flatter than sigma itself.",
    ),
    scale(
        "scale-clips-eps",
        "eps kept away from 0",
        edits=ratio("np.log((1 - max(eps, 1e-7)) / max(eps, 1e-7))"),
        message="eps is kept above 1e-7, so smaller errors are not reached.",
        hint="eps is never 0 here, and the logarithm has no trouble with 1e-12.",
    ),
    scale(
        "scale-guards-margin",
        "Something added to m",
        edits=((_RETURN, "return wanted / (m + 1e-8)\n"),),
        message="something is added to m against a division by 0, and a tiny m feels it.",
        hint="m is above 0, so nothing needs to be added.",
    ),
)
