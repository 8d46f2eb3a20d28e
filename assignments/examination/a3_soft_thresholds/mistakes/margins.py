"""margins: something else measured, in the wrong direction, or in a net whose layers read something else."""

from functools import partial

from autograder.examination import Mistake

from .lectures import SOFT

margin = partial(Mistake, task="margins", lecture=SOFT)
_FOUND = "found.append(np.abs(Z).min())\n"
_Z = "Z = H @ W.T + b\n"
_NEXT = "H = step(Z)\n"
_RETURN = "return found\n"
_CLOSEST = "The closest one decides, on either side of 0: the smallest absolute value of all entries of Z."
_READS = "In a hard net a layer reads 1 where the z below is > 0, else 0: H = step(Z)."


def measured(new: str) -> tuple[tuple[str, str], ...]:
    """Return the edit that measures something else of a layer."""
    return ((_FOUND, f"found.append({new})\n"),)


MISTAKES = (
    margin(
        "margin-largest",
        "The largest |z|",
        edits=measured("np.abs(Z).max()"),
        message="it is the largest |z| of each layer.",
        hint=_CLOSEST,
    ),
    margin(
        "margin-mean",
        "The mean of |z|",
        edits=measured("np.abs(Z).mean()"),
        message="it is the mean of |z|; a single unit that is close to its step does not show in it.",
        hint=_CLOSEST,
    ),
    margin(
        "margin-signed",
        "The smallest z",
        edits=measured("Z.min()"),
        message="it is the smallest z, the most negative one, not the one closest to 0.",
        hint=_CLOSEST,
    ),
    margin(
        "margin-late-absolute",
        "The absolute value of the smallest z",
        edits=measured("abs(Z.min())"),
        message="the absolute value is taken after the minimum, so it belongs to the most negative z.",
        hint="First np.abs, then min.",
    ),
    margin(
        "margin-positive-only",
        "Only units that fire",
        edits=measured("Z.min(where=Z > 0, initial=np.inf)"),
        message="only z above 0 are looked at; a unit can also be close to its step from below.",
        hint=_CLOSEST,
    ),
    margin(
        "margin-negative-only",
        "Only units that do not fire",
        edits=measured("-Z.max(where=Z < 0, initial=-np.inf)"),
        message="only z below 0 are looked at; a unit can also be close to its step from above.",
        hint=_CLOSEST,
    ),
    margin(
        "margin-squared",
        "z squared",
        edits=measured("(Z**2).min()"),
        message="it is the smallest z squared.",
        hint="Take the absolute value, not the square.",
    ),
    margin(
        "margin-as-distance",
        "The distance in the space of inputs",
        edits=measured("(np.abs(Z) / np.linalg.norm(W, axis=1)).min()"),
        message="|z| is divided by the length of the weights: that is the distance of an input from the boundary.",
        hint="Here the margin is |z| itself, since sigma(c z) is what the soft unit says.",
    ),
    margin(
        "margin-of-sigma",
        "How far sigma is from 1/2",
        edits=measured("np.abs(sigma(Z) - 0.5).min()"),
        message="it measures how far sigma(z) is from 1/2.",
        hint="The margin is in units of z: the smallest |z|, before any sigma.",
    ),
    margin(
        "margin-first-example",
        "Only the first row",
        edits=measured("np.abs(Z[0]).min()"),
        message="only the first row of X is looked at.",
        hint="The smallest over all rows and all units.",
    ),
    margin(
        "margin-first-unit",
        "Only the first unit",
        edits=measured("np.abs(Z[:, 0]).min()"),
        message="only the first unit of each layer is looked at.",
        hint="The smallest over all rows and all units.",
    ),
    margin(
        "margin-per-unit",
        "A margin for each unit",
        edits=measured("np.abs(Z).min(axis=0)"),
        message="there is a number for each unit; one for each layer is asked for.",
        hint="Take the smallest over the units as well: .min() without an axis.",
    ),
    margin(
        "margin-per-example",
        "A margin for each row",
        edits=measured("np.abs(Z).min(axis=1)"),
        message="there is a number for each row of X; one for each layer is asked for.",
        hint="Take the smallest over the rows as well: .min() without an axis.",
    ),
    margin(
        "margin-one-number",
        "One number for the net",
        edits=((_RETURN, "return min(found)\n"),),
        message="there is one number for the whole net.",
        hint="Return the list: a number for each layer.",
    ),
    margin(
        "margin-so-far",
        "The smallest so far",
        edits=measured("min([np.abs(Z).min(), *found])"),
        message="each number is the smallest of all layers so far.",
        hint="Each layer has its own margin; do not carry the one below along.",
    ),
    margin(
        "margin-no-output",
        "The output layer left out",
        edits=((_RETURN, "return found[:-1]\n"),),
        message="the output layer is left out.",
        hint="The output unit is a threshold too, so it has a margin.",
    ),
    margin(
        "margin-only-output",
        "Only the output layer",
        edits=((_RETURN, "return found[-1:]\n"),),
        message="only the margin of the output layer is there.",
        hint="Put a number into the list for each layer.",
    ),
    margin(
        "margin-reversed",
        "Output side first",
        edits=((_RETURN, "return found[::-1]\n"),),
        message="the numbers are right, but the output layer comes first.",
        hint="Input side first, as in layers.",
    ),
    margin(
        "margin-no-bias",
        "The bias left out",
        edits=((_Z, "Z = H @ W.T\n"),),
        message="the bias is left out of z.",
        hint="z = w.h + b. Without b the step is somewhere else.",
    ),
    margin(
        "margin-minus-bias",
        "The bias subtracted",
        edits=((_Z, "Z = H @ W.T - b\n"),),
        message="the bias is subtracted, as if it were a threshold.",
        hint="z = w.h + b.",
    ),
    margin(
        "margin-not-transposed",
        "W not transposed",
        edits=((_Z, "Z = H @ W + b\n"),),
        message="H @ W does not fit: W is (units, units below).",
        hint="Rows of H are examples: H @ W.T has a row per example and a column per unit.",
    ),
    margin(
        "margin-no-threshold",
        "z passed on",
        edits=((_NEXT, "H = Z\n"),),
        message="the next layer reads z instead of what the units say.",
        hint=_READS,
    ),
    margin(
        "margin-soft-net",
        "A soft net measured",
        edits=((_NEXT, "H = sigma(Z)\n"),),
        message="the next layer reads sigma(z): these are the margins of a soft net.",
        hint=_READS,
    ),
    margin(
        "margin-signs",
        "-1 and 1 passed on",
        edits=((_NEXT, "H = np.sign(Z)\n"),),
        message="the next layer reads -1 and 1.",
        hint=_READS,
    ),
    margin(
        "margin-relu",
        "z passed on where it is above 0",
        edits=((_NEXT, "H = step(Z) * Z\n"),),
        message="the next layer reads z itself where z > 0.",
        hint=_READS,
    ),
    margin(
        "margin-turned-round",
        "1 where z < 0",
        edits=((_NEXT, "H = step(-Z)\n"),),
        message="the next layer reads 1 where z is below 0.",
        hint=_READS,
    ),
)
