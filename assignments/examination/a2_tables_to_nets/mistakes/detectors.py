"""detector: where the step lies, and which way the weights point. Known by the inputs on which the unit fires."""

from functools import partial

from autograder.examination import Mistake

from .lectures import UNIVERSAL

detector = partial(Mistake, task="detector", lecture=UNIVERSAL)
_B = "b = -(D - 0.5)\n"
_W = "w = np.array(p, dtype=float)\n"
_RULE = "On its own pattern p.x is D, on its neighbours it is D - 2. The step must lie between the two."


def bias(new: str) -> tuple[tuple[str, str], ...]:
    """Return the edit that gives the unit another bias."""
    return ((_B, f"b = {new}\n"),)


MISTAKES = (
    detector(
        "detector-never-fires",
        "A bias of -D",
        edits=bias("-float(D)"),
        message="z is exactly 0 on its own pattern, so the unit never fires.",
        hint=f"{_RULE} With b = -D it lies at the very top.",
    ),
    detector(
        "detector-below-all",
        "A bias below -D",
        edits=bias("-(D + 0.5)"),
        message="the bias is so low that the unit never fires.",
        hint=f"{_RULE} Yours is above D.",
    ),
    detector(
        "detector-hears-neighbours",
        "Neighbours fire too",
        edits=bias("-(D - 2.5)"),
        message="the unit also fires on patterns that differ in one place.",
        hint=f"{_RULE} Changing one place lowers p.x by 2, not by 1.",
    ),
    detector(
        "detector-weights-doubled",
        "Weights of 2 p",
        edits=((_W, "w = 2.0 * np.array(p)\n"),),
        message="the weights are too large for the bias, so with more inputs other patterns fire too.",
        hint="Scaled weights need a scaled bias: w = 2 p gives 2 D on the own pattern, 2 (D - 2) on its neighbours.",
    ),
    detector(
        "detector-share",
        "Weights of p / D, a bias without D",
        edits=((_W, "w = np.array(p, dtype=float) / D\n"), *bias("-0.9")),
        message="the unit is right for few inputs, but with many of them its neighbours fire too.",
        hint="With w = p / D the sum is 1 on the own pattern and 1 - 2 / D on its neighbours. No fixed number lies "
        "between the two for every D.",
    ),
    detector(
        "detector-bias-half",
        "A bias of -1/2",
        edits=bias("-0.5"),
        message="the unit fires wherever more places agree than differ: the bias does not grow with D.",
        hint=_RULE,
    ),
    detector(
        "detector-no-bias",
        "No bias",
        edits=bias("0.0"),
        message="the bias is 0, so the unit fires wherever more places agree than differ.",
        hint=_RULE,
    ),
    detector(
        "detector-bias-sign",
        "The bias with the wrong sign",
        edits=bias("D - 0.5"),
        message="the bias has the wrong sign: the unit fires on all patterns but the opposite one.",
        hint="z = p.x + b, and only the largest p.x may get above 0. So b must take away almost D.",
    ),
    detector(
        "detector-two-and-a-half",
        "-2.5 for every D",
        edits=bias("-2.5"),
        message="the bias is -2.5 for every D; that is right for three and four inputs only.",
        hint="-2.5 is the lecture's example for D = 3. Write it with D in it.",
    ),
    detector(
        "detector-one-and-a-half",
        "-1.5 for every D",
        edits=bias("-1.5"),
        message="the bias is -1.5 for every D; that is right for two and three inputs only.",
        hint="Write the bias with D in it. " + _RULE,
    ),
    detector(
        "detector-counts-ones",
        "The bias counts the +1",
        edits=bias("-(np.sum(np.array(p) > 0) - 0.5)"),
        message="the bias counts only the places that are +1, so it is too high for patterns with -1 in them.",
        hint="A place that is -1 in both brings +1 as well. All D places count, not only the +1.",
    ),
    detector(
        "detector-sum-of-pattern",
        "The bias from the sum of the pattern",
        edits=bias("-(np.sum(p) - 0.5)"),
        message="the bias is taken from the sum of the pattern, as if p.p were that.",
        hint="On its own pattern p.x is p.p = 1 + ... + 1 = D, whatever the signs are.",
    ),
    detector(
        "detector-only-ones",
        "Only the places that are +1",
        edits=(*bias("-(np.sum(w) - 0.5)"), (_W, "w = (np.array(p, dtype=float) + 1) / 2\n")),
        message="the unit listens only where p is +1, so it fires on every pattern that has these.",
        hint="A place that should be -1 must speak too: against +1. Take w = p.",
    ),
    detector(
        "detector-mirrored",
        "Weights of -p",
        edits=((_W, "w = -np.array(p, dtype=float)\n"),),
        message="the unit recognises the opposite pattern.",
        hint="Where p is +1 the weight must be positive: w = p.",
    ),
    detector(
        "detector-all-ones",
        "All weights 1",
        edits=((_W, "w = np.ones(D)\n"),),
        message="all weights are 1, so the unit recognises (1, ..., 1), whatever p is.",
        hint="The pattern has to go into the weights: w = p.",
    ),
    detector(
        "detector-for-zero-one",
        "A unit for inputs of 0 and 1",
        edits=(*bias("0.5 - np.sum(np.array(p) > 0)"), (_W, "w = 2.0 * np.array(p, dtype=float) - 1\n")),
        message="weights and bias are those for inputs of 0 and 1; here an input that is off is -1.",
        hint="With -1 and +1 take w = p. " + _RULE,
    ),
    detector(
        "detector-z-at-zero",
        "Right only by what happens at 0",
        edits=bias("-(D - 2.0)"),
        message="the unit fires on its pattern alone, but there is a z that is 0, or as good as 0.",
        hint="The bias lies at an end of the interval in which it may lie. Move it to the middle. " + _RULE,
    ),
    detector(
        "detector-order",
        "(b, w) instead of (w, b)",
        edits=(("return w, b\n", "return b, w\n"),),
        message="the bias comes first and the weights second.",
        hint="Return w, b: the weights first.",
    ),
)
