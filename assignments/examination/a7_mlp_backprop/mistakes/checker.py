"""grad_check: slopes that are not central, errors that are not relative, faults that slip through."""

from functools import partial

from autograder.examination import Mistake

from .lectures import NET, SHARES

check = partial(Mistake, task="grad_check", lecture=NET)
_CENTRAL = "return (ahead - behind) / (2 * h)"
_COORDINATE = "np.max(np.abs(G - g)) / np.max(np.abs(G))"
_DIRECTION = "np.abs(slope(v) - np.sum(g * v))"
_SCALE = "np.linalg.norm(G) * np.linalg.norm(v)"
_DRAW = "v = rng.standard_normal(x.shape)\n"

MISTAKES = (
    check(
        "check-forward-difference",
        "A one-sided difference",
        edits=((_CENTRAL, "return (ahead - f(params)) / h"),),
        message="The slopes are one-sided differences: too coarse to call a right gradient right.",
        hint="(f(x + hv) - f(x - hv)) / 2h: the errors of the two sides cancel.",
    ),
    check(
        "check-backward-difference",
        "A one-sided difference, backwards",
        edits=((_CENTRAL, "return (f(params) - behind) / h"),),
        message="The slopes are one-sided differences: too coarse to call a right gradient right.",
        hint="(f(x + hv) - f(x - hv)) / 2h: the errors of the two sides cancel.",
    ),
    check(
        "check-no-half",
        "A division by h instead of 2h",
        edits=((_CENTRAL, "return (ahead - behind) / h"),),
        message="The slopes are twice too large.",
        hint="From x - hv to x + hv it is a way of 2h.",
    ),
    check(
        "check-quarter",
        "(2 / h) for 1 / (2h)",
        edits=((_CENTRAL, "return (ahead - behind) / 2 * h"),),
        message="The difference is multiplied by h: in Python a / 2 * h is (a / 2) * h.",
        hint="Put brackets round 2 * h.",
    ),
    check(
        "check-no-division",
        "No division by the step",
        edits=((_CENTRAL, "return ahead - behind"),),
        message="The differences are not divided by the way between the two points.",
        hint="(f(x + hv) - f(x - hv)) / (2 * h).",
    ),
    check(
        "check-steps-pile-up",
        "Coordinates that pile up",
        edits=(
            ("            v = np.zeros(x.shape)\n            v[index] = 1\n", "            v[index] = 1\n"),
            ("        G = np.zeros(x.shape)\n", "        G = np.zeros(x.shape)\n        v = np.zeros(x.shape)\n"),
        ),
        message="Each coordinate's step is added to those before it, so that later slopes are sums.",
        hint="Start each coordinate from a fresh v of zeros.",
    ),
    check(
        "check-all-at-once",
        "All coordinates moved at once",
        edits=(("            v[index] = 1\n", "            v[:] = 1\n"),),
        message="Every step moves all coordinates at once: each entry of G is the same sum.",
        hint="v is 1 at one coordinate and 0 at all others.",
    ),
    check(
        "check-first-row",
        "Only the first coordinate",
        edits=((_COORDINATE, "np.abs(G - g).flat[0] / np.max(np.abs(G))"),),
        message="Only the first coordinate is compared: a fault at another one slips through.",
        hint="Compare them all, and take the largest difference.",
    ),
    check(
        "check-mean-error",
        "The mean instead of the largest",
        edits=((_COORDINATE, "np.mean(np.abs(G - g)) / np.max(np.abs(G))"),),
        message="The differences are averaged: one wrong entry among many right ones is watered down.",
        hint="Take the largest difference, np.max.",
    ),
    check(
        "check-sum-of-differences",
        "Differences that cancel",
        edits=((_COORDINATE, "np.abs(np.sum(G - g)) / np.max(np.abs(G))"),),
        message="Differences of opposite sign cancel before their size is taken.",
        hint="First np.abs of every difference, then np.max.",
    ),
    check(
        "check-no-abs",
        "No absolute value in the coordinates",
        edits=((_COORDINATE, "np.max(g - G) / np.max(np.abs(G))"),),
        message="The sign of the differences is kept: a claimed bar that is too small counts as no error.",
        hint="Take np.abs of the differences before np.max.",
    ),
    check(
        "check-absolute",
        "An absolute error",
        edits=((_COORDINATE, "np.max(np.abs(G - g))"),),
        message="The coordinate error is absolute: for a flat function any gradient looks right.",
        hint="Divide by the largest entry of G: an error of 1e-6 means nothing without a scale.",
    ),
    check(
        "check-relative-to-claim",
        "An error relative to the claimed bar",
        edits=((_COORDINATE, "np.max(np.abs(G - g)) / np.max(np.abs(g))"),),
        message="The error is divided by the claimed bar, which may be the one that is wrong.",
        hint="Divide by what the differences say: max |G|.",
    ),
    check(
        "check-ratio-of-sums",
        "An error relative to |G| + |g|",
        edits=((_COORDINATE, "np.max(np.abs(G - g)) / (np.max(np.abs(G)) + np.max(np.abs(g)))"),),
        message="The error is divided by the sum of both: about half of what was asked for.",
        hint="Other courses do it this way; here divide by max |G| alone.",
    ),
    check(
        "check-entrywise",
        "Each entry relative to itself",
        edits=((_COORDINATE, "np.max(np.abs(G - g) / np.abs(G))"),),
        message="Each difference is divided by its own entry, so that a tiny entry makes a big error.",
        hint="Divide the largest difference by the largest entry of G.",
    ),
    check(
        "check-direction-no-abs",
        "No absolute value in the directions",
        edits=((_DIRECTION, "(slope(v) - np.sum(g * v)) * 1e-9"),),
        message="The difference along a direction is all but scaled away.",
        hint="Take |slope - sum g v| as it is, over |G| |v|.",
    ),
    check(
        "check-direction-ones",
        "The direction of ones",
        edits=((_DRAW, "v = np.ones(x.shape)\n"),),
        message="Every direction is v = (1, ..., 1): faults that add up to zero slip through.",
        hint="Draw v anew from rng.standard_normal(x.shape) each time.",
        lecture=SHARES,
    ),
    check(
        "check-direction-unseeded",
        "Random numbers from elsewhere",
        edits=((_DRAW, "v = np.random.default_rng().standard_normal(x.shape)\n"),),
        message="The directions do not come from rng: the same seed gives another report each time.",
        hint="Draw from the rng that you are given; then a failure can be repeated.",
    ),
    check(
        "check-direction-fixed",
        "Always the same directions",
        edits=((_DRAW, "v = np.random.default_rng(0).standard_normal(x.shape)\n"),),
        message="The directions are the same for every seed.",
        hint="Draw from the rng that you are given.",
    ),
    check(
        "check-direction-not-compared",
        "The direction compared with itself",
        edits=((_DIRECTION, "np.abs(slope(v) - np.sum(G * v))"),),
        message="Along the directions G is compared with the slopes, and both are differences: g is never looked at.",
        hint="Compare the slope with sum(g * v), what the claimed bar says.",
    ),
    check(
        "check-direction-once",
        "One direction for five",
        edits=(("range(5)", "range(1)"),),
        message="Only one random direction is tried.",
        hint="Five directions, and the largest of their errors: a fault hides from one of them more easily.",
    ),
    check(
        "check-direction-mean",
        "The mean over the directions",
        edits=(("max(direction_error, gap / scale)", "direction_error + gap / scale / 5"),),
        message="The errors of the five directions are averaged.",
        hint="Report the largest of the five.",
    ),
    check(
        "check-direction-signed",
        "The sign of the gap kept",
        edits=((_DIRECTION, "slope(v) - np.sum(g * v)"),),
        message="Along the directions the sign of the difference is kept: a slope below the claimed one is no error.",
        hint="Take the absolute value first, then the largest of the five.",
    ),
    check(
        "check-direction-signed-other",
        "The sign of the gap kept, the other way round",
        edits=((_DIRECTION, "np.sum(g * v) - slope(v)"),),
        message="Along the directions the sign of the difference is kept: a slope above the claimed one is no error.",
        hint="Take the absolute value first, then the largest of the five.",
    ),
    check(
        "check-direction-sums",
        "Sums of absolute values for norms",
        edits=((_SCALE, "np.sum(np.abs(G)) * np.sum(np.abs(v))"),),
        message="The direction error is divided by sums of absolute values: it comes out too small.",
        hint="The norm is the root of the sum of all squares: np.linalg.norm.",
    ),
    check(
        "check-own-step",
        "A step of its own",
        edits=(("    report = {}\n", "    h = 1e-5\n    report = {}\n"),),
        message="The step is always 1e-5, whatever h is passed.",
        hint="Use the argument h as it comes; 1e-5 is only what it is where nobody says otherwise.",
    ),
    check(
        "check-direction-overwritten",
        "The first of five directions weighs nothing",
        edits=(("max(direction_error, gap / scale)", "min(direction_error, gap / scale)"),),
        message="The smallest error of the directions is reported, and that is always 0.",
        hint="Report the largest of the five.",
    ),
    check(
        "check-moves-params",
        "params moved and not put back",
        edits=(
            (
                "            ahead = f({**params, name: x + h * v})\n",
                "            x += h * v\n            ahead = f(params)\n",
            ),
            (
                "            behind = f({**params, name: x - h * v})\n",
                "            x -= 2 * h * v\n            behind = f(params)\n",
            ),
        ),
        message="The parameters are moved in place and not put back: each step starts from another point.",
        hint="Make a new dict with a new array for each call: {**params, name: x + h * v}.",
    ),
    check(
        "check-names-with-bar",
        "The report under W_bar",
        edits=(("report[name] =", 'report[f"{name}_bar"] ='),),
        message="The report's keys are the names of the bars; asked for are those of the parameters.",
        hint='report["W1"], for the parameter W1.',
    ),
    check(
        "check-one-number",
        "One number per parameter",
        edits=(("(coordinate_error, direction_error)\n", "max(coordinate_error, direction_error)\n"),),
        message="The report holds one number per parameter; two are asked for.",
        hint="report[name] = (coordinate_error, direction_error).",
    ),
    check(
        "check-swapped",
        "The two errors swapped",
        edits=(("(coordinate_error, direction_error)\n", "(direction_error, coordinate_error)\n"),),
        message="The two errors are reported in the wrong order.",
        hint="coordinate_error first.",
    ),
)
