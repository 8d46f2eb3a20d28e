"""unit: the bias, the sum and phi, each forgotten or out of place."""

from functools import partial

from autograder.examination import Mistake

from .lectures import UNITS

unit = partial(Mistake, task="unit", lecture=UNITS)

MISTAKES = (
    unit(
        "unit-no-bias",
        "The bias forgotten",
        edits=(("z = total + b\n", "z = total\n"),),
        message="the bias is left out.",
        hint="z = w.x + b: without b every line goes through the origin.",
    ),
    unit(
        "unit-bias-subtracted",
        "The bias subtracted",
        edits=(("z = total + b\n", "z = total - b\n"),),
        message="the bias is subtracted.",
        hint="Here z = w.x + b. A threshold that is subtracted is the bias with its sign turned round.",
    ),
    unit(
        "unit-bias-per-input",
        "The bias added for every input",
        edits=(("np.sum(w * x)\n", "np.sum(w * x + b)\n"), ("z = total + b\n", "z = total\n")),
        message="the bias is added once per input.",
        hint="Add b after the sum, once. Is it inside the loop, or inside the brackets of the sum?",
    ),
    unit(
        "unit-no-phi",
        "phi forgotten",
        edits=(("return phi(z)\n", "return z\n"),),
        message="z is returned as it is, without phi.",
        hint="The activation is a = phi(z). With phi = identity one does not see the difference.",
    ),
    unit(
        "unit-phi-before-bias",
        "phi before the bias",
        edits=(("return phi(z)\n", "return phi(total) + b\n"),),
        message="the bias is added to phi(w.x), not to w.x.",
        hint="First all of z = w.x + b, then phi of it.",
    ),
    unit(
        "unit-phi-per-input",
        "phi of every product",
        edits=(("np.sum(w * x)\n", "np.sum(phi(w * x))\n"),),
        message="phi acts on every product w_j x_j, and on the sum once more.",
        hint="A unit has one z, and phi acts on that one number.",
    ),
    unit(
        "unit-off-below-zero",
        "0 wherever z is negative",
        edits=(("return phi(z)\n", "return phi(z) if z > 0 else 0.0\n"),),
        message="where z is negative the answer is 0 instead of phi(z).",
        hint="Only some phi are 0 below the step. Leave it to phi: a = phi(z), whatever sign z has.",
    ),
    unit(
        "unit-z-cut-at-zero",
        "Negative z cut off before phi",
        edits=(("return phi(z)\n", "return phi(max(z, 0.0))\n"),),
        message="a negative z is set to 0 before phi sees it.",
        hint="That is a relu of its own. Leave it to phi: a = phi(z), whatever sign z has.",
    ),
    unit(
        "unit-phi-twice",
        "phi twice",
        edits=(("return phi(z)\n", "return phi(phi(z))\n"),),
        message="phi is applied twice.",
        hint="a = phi(z), once.",
    ),
    unit(
        "unit-no-sum",
        "The products not added up",
        edits=(("np.sum(w * x)\n", "w * x\n"),),
        message="there is one number per input; the products w_j x_j are not added up.",
        hint="w * x multiplies entry by entry. w @ x does that and adds up.",
    ),
    unit(
        "unit-mean",
        "The mean instead of the sum",
        edits=(("np.sum(w * x)\n", "np.mean(w * x)\n"),),
        message="the products are averaged, not added up.",
        hint="Take the sum: w.x = w_1 x_1 + ... + w_D x_D.",
    ),
    unit(
        "unit-no-weights",
        "The weights not used",
        edits=(("np.sum(w * x)\n", "np.sum(x)\n"),),
        message="the inputs are added up without their weights.",
        hint="Each x_j is multiplied by its own w_j first.",
    ),
    unit(
        "unit-last-product",
        "Only the last product counts",
        edits=(("np.sum(w * x)\n", "w[-1] * x[-1]\n"),),
        message="only the last input counts.",
        hint="Does the loop assign with = where it should add with +=?",
    ),
    unit(
        "unit-last-input-missing",
        "The last input left out",
        edits=(("np.sum(w * x)\n", "np.sum(w[:-1] * x[:-1])\n"),),
        message="the last input is left out.",
        hint="range(len(x)) runs to the last index by itself; range(len(x) - 1) stops one short.",
    ),
)
