"""grad_band: another slope, another root, half the width, or nothing said where there is no band."""

from functools import partial

from autograder.examination import Mistake

from .lectures import SOFT

band = partial(Mistake, task="grad_band", lecture=SOFT)
_PEAK = "if c / 4 <= tau:\n"
_ROOT = "s = (1 + np.sqrt(1 - 4 * tau / c)) / 2"
_EDGE = "edge = np.log(s / (1 - s)) / c"
_RETURN = "return 2 * edge\n"
_CHAIN = "The chain rule brings the factor c: the slope of sigma(c z) in z is c s (1 - s)."
_QUADRATIC = "c s (1 - s) = tau is s^2 - s + tau/c = 0, and the larger root is s = (1 + sqrt(1 - 4 tau/c)) / 2."
_FLAT = "The slope is highest at z = 0, where s = 1/2: there it is c/4."


def peak(new: str) -> tuple[str, str]:
    """Return the edit that finds no band where something else holds."""
    return (_PEAK, f"if {new}:\n")


def root(new: str) -> tuple[str, str]:
    return (_ROOT, f"s = {new}")


def edge(new: str) -> tuple[str, str]:
    return (_EDGE, f"edge = {new}")


MISTAKES = (
    band(
        "band-without-c",
        "The factor c left out",
        edits=(peak("1 / 4 <= tau"), root("(1 + np.sqrt(1 - 4 * tau)) / 2")),
        message="the slope is taken as sigma'(c z), without the factor c in front.",
        hint=_CHAIN,
    ),
    band(
        "band-root-without-c",
        "The factor c in the peak only",
        edits=(root("(1 + np.sqrt(1 - 4 * tau)) / 2"),),
        message="the peak is right, but the equation for s lacks the factor c.",
        hint=_CHAIN,
    ),
    band(
        "band-peak-without-c",
        "The factor c missing in the peak",
        edits=(peak("1 / 4 <= tau"),),
        message="the band is said to be empty by the peak of sigma', which is 1/4, not by that of the slope.",
        hint=_FLAT,
    ),
    band(
        "band-slope-over-c",
        "Divided by c",
        edits=(peak("1 / (4 * c) <= tau"), root("(1 + np.sqrt(1 - 4 * tau * c)) / 2")),
        message="the slope is taken as sigma'(c z) / c.",
        hint=_CHAIN,
    ),
    band(
        "band-c-squared",
        "c squared",
        edits=(peak("c * c / 4 <= tau"), root("(1 + np.sqrt(1 - 4 * tau / c**2)) / 2")),
        message="the factor c is there twice.",
        hint=_CHAIN,
    ),
    band(
        "band-half",
        "Half of it",
        edits=((_RETURN, "return edge\n"),),
        message="it is the distance from 0 to the edge, half of the width.",
        hint="The slope is the same at z and -z: the band reaches to both sides.",
    ),
    band(
        "band-in-units-of-cz",
        "Not divided by c",
        edits=(edge("np.log(s / (1 - s))"),),
        message="the width is measured in c z, not in z.",
        hint="sigma(c z) = s gives c z = ln(s / (1 - s)). Divide by c.",
    ),
    band(
        "band-times-c",
        "Multiplied by c",
        edits=(edge("np.log(s / (1 - s)) * c"),),
        message="the edge is multiplied by c.",
        hint="sigma(c z) = s gives c z = ln(s / (1 - s)). Divide by c.",
    ),
    band(
        "band-not-a-number",
        "nan where there is no band",
        edits=(peak("c <= 0"),),
        message="the width is right where there is a band, and nan where there is none.",
        hint=f"{_FLAT} If tau is not below that, return 0.",
    ),
    band(
        "band-none",
        "None where there is no band",
        edits=(("return 0.0\n", "return None\n"),),
        message="where there is no band it returns None instead of 0.",
        hint="A band that is nowhere has the width 0.",
    ),
    band(
        "band-one",
        "Something else where there is no band",
        edits=(("return 0.0\n", "return np.inf\n"),),
        message="where there is no band it returns inf.",
        hint="Where the slope is nowhere above tau, the width is 0.",
    ),
    band(
        "band-peak-c",
        "A peak of c",
        edits=(peak("c <= tau"),),
        message="the peak is taken as c, so between c/4 and c it gives nan.",
        hint=_FLAT,
    ),
    band(
        "band-peak-half",
        "A peak of c/2",
        edits=(peak("c / 2 <= tau"),),
        message="the peak is taken as c/2, so between c/4 and c/2 it gives nan.",
        hint=_FLAT,
    ),
    band(
        "band-peak-eighth",
        "A peak below c/4",
        edits=(peak("c / 8 <= tau"),),
        message="it gives up too early: there is still a band where tau is between c/8 and c/4.",
        hint=_FLAT,
    ),
    band(
        "band-smaller-root",
        "The smaller root",
        edits=(root("(1 - np.sqrt(1 - 4 * tau / c)) / 2"),),
        message="the smaller root is taken, so the width comes out negative.",
        hint="Both roots are edges: the band reaches from the negative one to the positive one.",
    ),
    band(
        "band-root-not-halved",
        "A root above 1",
        edits=(root("1 + np.sqrt(1 - 4 * tau / c)"),),
        message="s comes out above 1, where sigma never is, so the logarithm is nan.",
        hint=_QUADRATIC,
    ),
    band(
        "band-without-four",
        "tau/c instead of 4 tau/c",
        edits=(root("(1 + np.sqrt(1 - tau / c)) / 2"),),
        message="the factor 4 under the root is missing.",
        hint=_QUADRATIC,
    ),
    band(
        "band-tail-only",
        "e^(-c z) for the slope",
        edits=(edge("np.log(c / tau) / c"),),
        message="the slope is taken as c e^(-c|z|), which holds far from 0 only.",
        hint=f"s (1 - s) is e^(-u) / (1 + e^(-u))^2. {_QUADRATIC}",
    ),
    band(
        "band-of-sigma",
        "sigma instead of its slope",
        edits=(root("1 - tau / c"),),
        message="it asks where sigma itself comes within tau/c of 1, not where its slope is above tau.",
        hint=f"{_CHAIN} Here the factor s is missing.",
    ),
    band(
        "band-of-tanh",
        "The slope of tanh",
        edits=(peak("c <= tau"), edge("np.arctanh(np.sqrt(1 - tau / c)) / c")),
        message="it uses the slope of tanh, 1 - s^2.",
        hint="Here the unit is logistic: its slope is s (1 - s), and c in front.",
    ),
    band(
        "band-log10",
        "The logarithm to base 10",
        edits=(edge("np.log10(s / (1 - s)) / c"),),
        message="the logarithm is the one to base 10.",
        hint="sigma is made of e^(-z), so the natural logarithm undoes it: np.log.",
    ),
    band(
        "band-no-inverse",
        "s taken for z",
        edits=(edge("s / c"),),
        message="the s at the edge is taken for c z.",
        hint="s is what the unit says at the edge. At which z does it say that? sigma(c z) = s.",
    ),
    band(
        "band-log-of-s",
        "ln s",
        edits=(edge("-np.log(1 - s) / c"),),
        message="sigma is undone by -ln(1 - s), which is not its inverse.",
        hint="1 / (1 + e^(-u)) = s means e^u = s / (1 - s).",
    ),
    band(
        "band-as-pair",
        "The two edges instead of the width",
        edits=((_RETURN, "return -edge, edge\n"),),
        message="it returns the two edges; the width is one number.",
        hint="The upper edge minus the lower one.",
    ),
)
