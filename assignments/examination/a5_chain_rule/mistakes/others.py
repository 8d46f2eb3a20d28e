"""count_ops, central_diff: counts that run on, operations that are not the right ones, and wrong steps."""

from functools import partial

from autograder.examination import Mistake

from .lectures import CALCULUS, EXAMPLE

count = partial(Mistake, task="count_ops", lecture=CALCULUS)
diff = partial(Mistake, task="central_diff", lecture=CALCULUS)
_COUNTS = 'counts = {"affine": 0, "sigma": 0}'
_AFFINE = 'counts["affine"] += 1'
_SIGMA = 'counts["sigma"] += 1'
_CALL = "value = f(counted_affine, counted_sigma, *args)"
_FRESH = "Make the counts inside count_ops, so that each call begins at 0."
_QUOTIENT = "return (ahead - behind) / (2 * h)"
_STEPS = "ahead, behind = f(v + h), f(v - h)"

MISTAKES = (
    count(
        "count-runs-on",
        "Counts that run on from call to call",
        edits=((_COUNTS, 'counts = count_ops.__dict__.setdefault("counts", {"affine": 0, "sigma": 0})'),
               ("return value, counts", "return value, dict(counts)")),
        message="The counts of an earlier call are still there.",
        hint=_FRESH,
        remembers=True,
    ),
    count(
        "count-once-at-most",
        "Used or not, instead of how often",
        edits=((_AFFINE, 'counts["affine"] = 1'), (_SIGMA, 'counts["sigma"] = 1')),
        message="The counts say whether an operation was used, not how often.",
        hint="Add 1 at each call: += 1.",
    ),
    count(
        "count-affine-only",
        "sigma not counted",
        edits=((_SIGMA, 'counts["sigma"] += 0'),),
        message="Calls of sigma are not counted.",
        hint="Both operations keep count.",
    ),
    count(
        "count-sigma-only",
        "affine not counted",
        edits=((_AFFINE, 'counts["affine"] += 0'),),
        message="Calls of affine are not counted.",
        hint="Both operations keep count.",
    ),
    count(
        "count-one-counter",
        "One counter for both",
        edits=(("return value, counts", 'return value, dict.fromkeys(counts, counts["affine"] + counts["sigma"])'),),
        message="Both counts are the number of all calls together.",
        hint="One counter per operation.",
    ),
    count(
        "count-swapped",
        "The two counts swapped",
        edits=(("return value, counts", "return value, dict(zip(counts, reversed(counts.values()), strict=True))"),),
        message="Calls of affine are counted as calls of sigma, and the other way round.",
        hint="Which counter does which operation move?",
    ),
    count(
        "count-f-twice",
        "f called twice",
        edits=((_CALL, f"f(counted_affine, counted_sigma, *args)\n    {_CALL}"),),
        message="The counts are doubled: f is called twice.",
        hint="Call f once and keep its value.",
    ),
    count(
        "count-from-one",
        "Counting from 1",
        edits=((_COUNTS, 'counts = {"affine": 1, "sigma": 1}'),),
        message="Both counts are 1 too high.",
        hint="What is never used counts 0.",
    ),
    count(
        "count-always-one",
        "1 and 1, whatever f does",
        edits=(("return value, counts", 'return value, {"affine": 1, "sigma": 1}'),),
        message="Both counts are 1 whatever f does.",
        hint="Begin at 0, and add 1 each time that f calls the operation.",
    ),
    count(
        "count-sigma-counts-affine",
        "sigma counts an affine as well",
        edits=((_SIGMA, f"{_AFFINE}; {_SIGMA}"),),
        message="Each call of sigma is counted as one of affine, too.",
        hint="One counter per operation.",
    ),
    count(
        "count-affine-no-bias",
        "affine without the bias",
        edits=(("return w * x + b\n", "return w * x\n"),),
        message="The counts are right, but affine forgets the bias, so the value is wrong.",
        hint="affine(w, x, b) returns w * x + b.",
        lecture=EXAMPLE,
    ),
    count(
        "count-affine-arguments",
        "affine with its arguments in another order",
        edits=(("def counted_affine(w, x, b):", "def counted_affine(w, b, x):"),),
        message="The counts are right, but affine takes its arguments as (w, b, x).",
        hint="affine is called as affine(w, x, b).",
    ),
    count(
        "count-sigma-is-slope",
        "The slope of sigma instead of sigma",
        edits=(("y = sigma(z)\n", "y = dsigma(z)\n"),),
        message="The counts are right, but sigma returns its slope.",
        hint="sigma(z) returns the value of sigma at z.",
        lecture=EXAMPLE,
    ),
    count(
        "count-sigma-passes-through",
        "sigma passes its argument on",
        edits=(("y = sigma(z)\n", "y = z\n"),),
        message="The counts are right, but sigma returns z itself.",
        hint="sigma(z) returns the value of sigma at z.",
        lecture=EXAMPLE,
    ),
    diff(
        "difference-forward",
        "A forward difference",
        edits=((_STEPS, "ahead, behind = f(v + h), f(v)"), (_QUOTIENT, "return (ahead - behind) / h")),
        message="This is the forward difference: its error falls like h, not like h^2.",
        hint="Step to both sides: f(v + h) and f(v - h).",
    ),
    diff(
        "difference-backward",
        "A backward difference",
        edits=((_STEPS, "ahead, behind = f(v), f(v - h)"), (_QUOTIENT, "return (ahead - behind) / h")),
        message="This is the backward difference: its error falls like h, not like h^2.",
        hint="Step to both sides: f(v + h) and f(v - h).",
    ),
    diff(
        "difference-by-h",
        "Divided by h",
        edits=((_QUOTIENT, "return (ahead - behind) / h"),),
        message="The slope is doubled: the two points are 2h apart.",
        hint="Divide by 2h.",
    ),
    diff(
        "difference-precedence",
        "/ 2 * h",
        edits=((_QUOTIENT, "return (ahead - behind) / 2 * h"),),
        message="The difference is divided by 2 and multiplied by h.",
        hint="Python reads / 2 * h from left to right: write / (2 * h).",
    ),
    diff(
        "difference-half-steps",
        "Half steps",
        edits=((_STEPS, "ahead, behind = f(v + h / 2), f(v - h / 2)"), (_QUOTIENT, "return (ahead - behind) / h")),
        message="The steps are h/2 to each side: a good difference, but not the one that was asked for.",
        hint="Step by h to each side and divide by 2h.",
    ),
    diff(
        "difference-one-side",
        "One side, divided by 2h",
        edits=((_STEPS, "ahead, behind = f(v + h), f(v)"),),
        message="f is not evaluated at v - h, but the difference is divided by 2h.",
        hint="Step to both sides: f(v + h) and f(v - h).",
    ),
    diff(
        "difference-sign",
        "The sign turned round",
        edits=((_QUOTIENT, "return (behind - ahead) / (2 * h)"),),
        message="The slope has the wrong sign.",
        hint="f(v + h) minus f(v - h), in this order.",
    ),
    diff(
        "difference-size",
        "The sign lost",
        edits=((_QUOTIENT, "return abs(ahead - behind) / (2 * h)"),),
        message="The slope is never negative, also where the function falls.",
        hint="Leave the sign of f(v + h) - f(v - h) as it is.",
    ),
    diff(
        "difference-absolute",
        "Not divided",
        edits=((_QUOTIENT, "return ahead - behind"),),
        message="The difference is not divided by the distance of the two points.",
        hint="Divide by 2h.",
    ),
)  # fmt: skip
