"""soft_xor: too flat, scaled in part, or no XOR. Known by the hard net inside and by the scale of each layer."""

from functools import partial

from autograder.examination import Mistake

from .lectures import SOFT

xor = partial(Mistake, task="soft_xor", lecture=SOFT)
_SCALE = "c = min_scale(eps, 0.3)"
_RETURN = "return soften(hard, c)\n"
_W1 = '"W1": np.array([[1.0, 1.0], [1.0, 1.0]]),\n'
_B1 = '"b1": np.array([-0.5, -1.5]),\n'
_W2 = '"W2": np.array([[1.0, -1.0]]),\n'
_B2 = '"b2": np.array([-0.5]),\n'
_ROOM = "If two hidden units are each off by d, z of the output unit is off by up to 2d: plan with a margin below 1/2."
_HARD = "Let it run as a hard net first: step in place of sigma, on all four inputs."


def scaled_by(new: str) -> tuple[tuple[str, str], ...]:
    """Return the edit that takes another scale."""
    return ((_SCALE, f"c = {new}"),)


MISTAKES = (
    xor(
        "xor-no-room",
        "No room for the hidden units' errors",
        edits=scaled_by("min_scale(eps, 0.5)"),
        message="the scale is enough for each unit alone, but the output unit reads inputs that are a little off.",
        hint=_ROOM,
    ),
    xor(
        "xor-margin-one",
        "A margin of 1",
        edits=scaled_by("min_scale(eps, 1.0)"),
        message="the scale is half of what even a single unit needs: it belongs to a margin of 1.",
        hint=f"The smallest |z| of the hard net is 1/2. {_ROOM}",
    ),
    xor(
        "xor-not-softened",
        "The hard net's own numbers",
        edits=((_RETURN, "return hard\n"),),
        message="these are the numbers of the hard net; as a soft net it hardly decides at all.",
        hint="Scale it: soften(hard, c), with a c that depends on eps.",
    ),
    xor(
        "xor-scale-ten",
        "A scale of 10 for every eps",
        edits=scaled_by("10.0"),
        message="the scale is 10 whatever eps is, which is not enough for a small one.",
        hint="c must grow as eps falls: c = ln((1 - eps)/eps) over a margin.",
    ),
    xor(
        "xor-scale-of-one-percent",
        "The scale for 0.01, for every eps",
        edits=scaled_by("min_scale(0.01, 0.3)"),
        message="the scale is that for 0.01, whatever eps is.",
        hint="Pass eps on to min_scale.",
    ),
    xor(
        "xor-only-hidden-scaled",
        "The output layer not scaled",
        edits=((_RETURN, 'return {**soften(hard, c), "W2": hard["W2"], "b2": hard["b2"]}\n'),),
        message="the output unit is not scaled. It decides rightly, but stays close to 1/2.",
        hint="The output unit is soft as well: scale both layers.",
    ),
    xor(
        "xor-only-output-scaled",
        "The hidden layer not scaled",
        edits=((_RETURN, 'return {**soften(hard, c), "W1": hard["W1"], "b1": hard["b1"]}\n'),),
        message="the hidden units are not scaled, so the output unit reads numbers near 1/2.",
        hint="The errors start in the hidden layer: scale both layers.",
    ),
    xor(
        "xor-output-ten",
        "A scale of 10 in the output layer",
        edits=((_RETURN, 'return {**soften(hard, c), "W2": 10 * hard["W2"], "b2": 10 * hard["b2"]}\n'),),
        message="the scale of the output layer is 10 whatever eps is.",
        hint="It is the output unit that has to come within eps: its scale must grow as eps falls.",
    ),
    xor(
        "xor-eps-turned-round",
        "1 - eps in the place of eps",
        edits=scaled_by("min_scale(1 - eps, 0.3)"),
        message="1 - eps is passed to min_scale, so the scale is negative.",
        hint="eps is the error that is allowed, a small number.",
    ),
    xor(
        "xor-is-xnor",
        "Equality",
        edits=((_W2, '"W2": np.array([[-1.0, 1.0]]),\n'), (_B2, '"b2": np.array([0.5]),\n')),
        message="the net says 1 where the bits are equal.",
        hint=f"{_HARD} The output wants OR but not AND.",
    ),
    xor(
        "xor-is-or",
        "OR",
        edits=((_W2, '"W2": np.array([[1.0, 0.0]]),\n'),),
        message="the net is OR: nothing speaks against both bits being on.",
        hint=f"{_HARD} The second hidden unit must hold the output down.",
    ),
    xor(
        "xor-is-and",
        "AND",
        edits=((_W2, '"W2": np.array([[0.0, 1.0]]),\n'),),
        message="the net is AND.",
        hint=f"{_HARD} The output wants OR but not AND.",
    ),
    xor(
        "xor-is-first-bit",
        "One bit alone",
        edits=((_W1, '"W1": np.array([[1.0, 0.0], [1.0, 1.0]]),\n'),),
        message="a hidden unit looks at one bit only, so one of the four inputs is wrong.",
        hint=f"{_HARD} Both hidden units look at both bits.",
    ),
    xor(
        "xor-same-hidden-units",
        "Two hidden units that are the same",
        edits=((_B1, '"b1": np.array([-0.5, -0.5]),\n'),),
        message="both hidden units ask the same, and cancel out.",
        hint=f"{_HARD} One fires for one bit, the other only for both.",
    ),
    xor(
        "xor-positive-biases",
        "Biases with the wrong sign",
        edits=((_B1, '"b1": np.array([0.5, 1.5]),\n'),),
        message="the hidden biases are positive, so the hidden units always fire.",
        hint=f"{_HARD} A bias below 0 is what a unit has to be lifted over.",
    ),
    xor(
        "xor-for-signs",
        "A net for -1 and 1",
        edits=((_B1, '"b1": np.array([1.2, -1.2]),\n'),),
        message="the hidden biases are those for inputs of -1 and 1; here a bit that is off is 0.",
        hint=f"{_HARD} w.x is 0, 1 or 2, so the steps belong at 1/2 and 3/2.",
    ),
    xor(
        "xor-output-always",
        "An output bias above 0",
        edits=((_B2, '"b2": np.array([0.5]),\n'),),
        message="the bias of the output unit is positive.",
        hint=f"{_HARD} With no hidden unit firing, the output must be 0.",
    ),
    xor(
        "xor-turned-over",
        "(W2, b2) not passed through soften",
        edits=((_RETURN, 'return {**hard, "W1": c * hard["W1"], "W2": c * hard["W2"]}\n'),),
        message="the weights are scaled and the biases are not.",
        hint="The step stays where it is only if w and b are scaled together: use soften.",
        alike=("soften-weights-only",),
    ),
)
