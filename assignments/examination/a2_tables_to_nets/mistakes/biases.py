"""legal_bias: one end or both in the wrong place."""

from functools import partial

from autograder.examination import Mistake

from .lectures import UNIVERSAL

legal = partial(Mistake, task="legal_bias", lecture=UNIVERSAL)
_RETURN = "return lo, hi\n"
_LOW = "On its own pattern z = D + b must be above 0."
_HIGH = "On a neighbour p.x is D - 2, one place lowers it by 2. There z must be below 0."

MISTAKES = (
    legal(
        "legal-swapped",
        "hi before lo",
        edits=((_RETURN, "return hi, lo\n"),),
        message="the two ends are right, but the upper one comes first.",
        hint="Both are negative: -D is the lower one.",
    ),
    legal(
        "legal-positive",
        "Both ends with the wrong sign",
        edits=((_RETURN, "return -hi, -lo\n"),),
        message="both ends have the wrong sign: these are the thresholds, not the biases.",
        hint="z = p.x + b. To hold p.x down, b is negative.",
    ),
    legal(
        "legal-neighbour-one-less",
        "A neighbour with D - 1",
        edits=(("hi = -(D - 2)\n", "hi = -(D - 1)\n"),),
        message="lo is right, but hi is too low by 1.",
        hint=_HIGH,
    ),
    legal(
        "legal-two-places",
        "Held against two differences only",
        edits=(("hi = -(D - 2)\n", "hi = -(D - 4)\n"),),
        message="lo is right, but hi is too high by 2: such a unit also fires where one place differs.",
        hint=_HIGH,
    ),
    legal(
        "legal-only-negative",
        "Up to 0",
        edits=(("hi = -(D - 2)\n", "hi = 0\n"),),
        message="lo is right, but hi is 0.",
        hint=_HIGH,
    ),
    legal(
        "legal-hi-sign",
        "hi with the wrong sign",
        edits=(("hi = -(D - 2)\n", "hi = D - 2\n"),),
        message="lo is right, but hi has the wrong sign.",
        hint=_HIGH,
    ),
    legal(
        "legal-lo-half",
        "From the lecture's bias on",
        edits=(("lo = -D\n", "lo = -(D - 0.5)\n"),),
        message="hi is right, but lo is the bias of the lecture.",
        hint=f"{_LOW} So b may come closer to -D than -(D - 1/2) does.",
    ),
    legal(
        "legal-lo-one-less",
        "One too low",
        edits=(("lo = -D\n", "lo = -(D + 1)\n"),),
        message="hi is right, but lo is too low by 1.",
        hint=_LOW,
    ),
    legal(
        "legal-without-end",
        "No lower end",
        edits=(("lo = -D\n", "lo = -np.inf\n"),),
        message="hi is right, but there is no lower end.",
        hint=f"{_LOW} With a bias below -D the unit never fires.",
    ),
    legal(
        "legal-three-inputs",
        "The interval of three inputs",
        edits=(("lo = -D\n", "lo = -3\n"), ("hi = -(D - 2)\n", "hi = -1\n")),
        message="the interval is that of D = 3, whatever D is.",
        hint="Write it with D in it.",
    ),
    legal(
        "legal-both-shifted",
        "Both ends too high by 1",
        edits=(("lo = -D\n", "lo = -(D - 1)\n"), ("hi = -(D - 2)\n", "hi = -(D - 3)\n")),
        message="both ends are too high by 1.",
        hint=f"{_LOW} {_HIGH}",
    ),
)
