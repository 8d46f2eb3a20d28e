"""soften: something scaled and something not. Known by what the soft units say at scales from 0.5 to 20."""

from functools import partial

from autograder.examination import Mistake

from .lectures import SOFT

soft = partial(Mistake, task="soften", lecture=SOFT)
_W1, _B1, _W2, _B2 = (f'"{name}": c * params["{name}"],\n' for name in ("W1", "b1", "W2", "b2"))
_RULE = "c (w.x + b) = (c w).x + c b: weights and biases, in both layers."


def instead(**values: str) -> tuple[tuple[str, str], ...]:
    """Return the edits that put something else in the place of the scaled arrays."""
    return tuple((f'"{name}": c * params["{name}"],\n', f'"{name}": {value},\n') for name, value in values.items())


def kept(*names: str) -> tuple[tuple[str, str], ...]:
    """Return the edits that leave these arrays as they were."""
    return instead(**{name: f'1 * params["{name}"]' for name in names})


MISTAKES = (
    soft(
        "soften-weights-only",
        "Only the weights scaled",
        edits=kept("b1", "b2"),
        message="the weights are scaled and the biases are not, so the steps move: AND becomes OR.",
        hint=_RULE,
    ),
    soft(
        "soften-biases-only",
        "Only the biases scaled",
        edits=kept("W1", "W2"),
        message="the biases are scaled and the weights are not.",
        hint=_RULE,
    ),
    soft(
        "soften-hidden-only",
        "Only the hidden layer scaled",
        edits=kept("W2", "b2"),
        message="only the hidden layer is scaled; the output unit stays as flat as before.",
        hint=_RULE,
    ),
    soft(
        "soften-output-only",
        "Only the output layer scaled",
        edits=kept("W1", "b1"),
        message="only the output layer is scaled; the hidden units stay as flat as before.",
        hint=_RULE,
    ),
    soft(
        "soften-b1-forgotten",
        "b1 not scaled",
        edits=kept("b1"),
        message="b1 is not scaled, so the steps of the hidden units move.",
        hint=_RULE,
    ),
    soft(
        "soften-b2-forgotten",
        "b2 not scaled",
        edits=kept("b2"),
        message="b2 is not scaled, so the step of the output unit moves.",
        hint=_RULE,
    ),
    soft(
        "soften-w2-forgotten",
        "W2 not scaled",
        edits=kept("W2"),
        message="W2 is not scaled, but the bias beside it is.",
        hint=_RULE,
    ),
    soft(
        "soften-w1-forgotten",
        "W1 not scaled",
        edits=kept("W1"),
        message="W1 is not scaled, but the biases beside it are.",
        hint=_RULE,
    ),
    soft(
        "soften-nothing",
        "Nothing scaled",
        edits=kept("W1", "b1", "W2", "b2"),
        message="the numbers are those of the hard net: the scale is not in them.",
        hint=_RULE,
    ),
    soft(
        "soften-divided",
        "Divided by c",
        edits=instead(**{name: f'params["{name}"] / c' for name in ("W1", "b1", "W2", "b2")}),
        message="everything is divided by c, so the units get flatter as c grows.",
        hint=_RULE,
    ),
    soft(
        "soften-negative",
        "Scaled by -c",
        edits=instead(**{name: f'-c * params["{name}"]' for name in ("W1", "b1", "W2", "b2")}),
        message="everything is scaled by -c, which turns every unit round.",
        hint="1 / (1 + e^(-z)) has its minus inside sigma already.",
    ),
    soft(
        "soften-added",
        "c added",
        edits=instead(**{name: f'params["{name}"] + c' for name in ("W1", "b1", "W2", "b2")}),
        message="c is added to the numbers instead of multiplied.",
        hint=_RULE,
    ),
    soft(
        "soften-output-squared",
        "The output layer scaled by c squared",
        edits=instead(W2='c * c * params["W2"]', b2='c * c * params["b2"]'),
        message="the output layer is scaled by c times c.",
        hint="The hidden units still say numbers between 0 and 1, so the output layer needs its own c once.",
    ),
    soft(
        "soften-w2-squared",
        "W2 scaled by c squared",
        edits=instead(W2='c * c * params["W2"]'),
        message="W2 is scaled by c times c, the bias beside it by c.",
        hint="The hidden units still say numbers between 0 and 1, so W2 needs c once.",
    ),
    soft(
        "soften-w2-divided",
        "W2 divided by c",
        edits=instead(W2='params["W2"] / c'),
        message="W2 is divided by c, as if the hidden units had grown.",
        hint="The hidden units are steeper, not larger: they still say numbers between 0 and 1.",
    ),
    soft(
        "soften-square-root",
        "The square root of c in each layer",
        edits=instead(**{name: f'np.sqrt(c) * params["{name}"]' for name in ("W1", "b1", "W2", "b2")}),
        message="each layer is scaled by the square root of c, as if the two multiplied up.",
        hint="Every unit on its own has to be c times as steep.",
    ),
    soft(
        "soften-only-positive",
        "Signs lost",
        edits=instead(**{name: f'c * np.abs(params["{name}"])' for name in ("W1", "b1", "W2", "b2")}),
        message="the signs are lost: all numbers are positive.",
        hint="Multiply by c and nothing else.",
    ),
    soft(
        "soften-never-flatter",
        "No scale below 1",
        edits=(("return {\n", "c = max(c, 1.0)\n    return {\n"),),
        message="a scale below 1 is taken for 1.",
        hint="A soft unit may be flatter than sigma, too: multiply by c, whatever it is.",
    ),
    soft(
        "soften-whole-scale",
        "The scale rounded up",
        edits=(("return {\n", "c = np.ceil(c)\n    return {\n"),),
        message="the scale is rounded up to a whole number.",
        hint="A scale need not be whole: multiply by c as it is.",
    ),
    soft(
        "soften-as-list",
        "A list of layers instead of a dict",
        edits=(
            ("return {\n", "soft = {\n"),
            (f"{_B2}    }}\n", f'{_B2}    }}\n    return [(soft["W1"], soft["b1"]), (soft["W2"], soft["b2"])]\n'),
        ),
        message="the net comes as a list of layers; a dict like params is asked for.",
        hint='Return {"W1": ..., "b1": ..., "W2": ..., "b2": ...}.',
    ),
    soft(
        "soften-in-place",
        "The given net changed",
        edits=(
            ("return {\n", "soft = {\n"),
            (f"{_B2}    }}\n", f"{_B2}    }}\n    params.update(soft)\n    return params\n"),
        ),
        message="the answer is right, but the net that was passed in is changed.",
        hint="Make a new dict with new arrays; the given one is not yours.",
    ),
)
