"""exp, log, sigmoid, relu: the slope of another function, or taken at another place."""

from functools import partial

from autograder.examination import Mistake

from .arithmetic import LAMBDA, NO_BAR, NUMBERS
from .lectures import CALCULUS, GRAPH, UNITS

exp_log = partial(Mistake, task="exp_log", lecture=CALCULUS)
sigmoid_relu = partial(Mistake, task="sigmoid_relu", lecture=CALCULUS)
_EXP = "(lambda bar: bar * e,)"
_LOG = "(lambda bar: bar / a.value,)"
_SIGMOID = "(lambda bar: bar * y * (1 - y),)"
_RELU = "(lambda bar: bar * is_on,)"
_RELU_LINE = "return Node(np.maximum(a.value, 0), (a,), (lambda bar: bar * is_on,))"
_NO_FUNCTION = "local holds a number, the slope; a share must be a function of the bar."
_SIGMOID_HINT = "With y = sigma(a) the slope is y (1 - y)."
_RELU_HINT = "relu hands its bar on where a > 0, and nothing elsewhere."

MISTAKES = (
    exp_log(
        "exp-slope-is-a",
        "a as the slope of exp",
        edits=((_EXP, "(lambda bar: bar * a.value,)"),),
        message="exp hands on its bar times a.",
        hint="e^a is its own slope.",
    ),
    exp_log(
        "exp-twice",
        "exp of exp as the slope",
        edits=((_EXP, "(lambda bar: bar * np.exp(e),)"),),
        message="The slope of exp is taken at its value, so exp is applied twice.",
        hint="e^a is its own slope: the value that you have just computed.",
    ),
    exp_log(
        "exp-no-slope",
        "exp hands its bar on unchanged",
        edits=((_EXP, "(lambda bar: bar,)"),),
        message="exp hands its bar on as it is: the slope is missing.",
        hint="e^a is its own slope.",
    ),
    exp_log(
        "exp-no-bar",
        "exp leaves out its bar",
        edits=((_EXP, "(lambda bar: e + 0 * bar,)"),),
        message="The share of exp is the bare slope; the bar is left out.",
        hint=NO_BAR,
        lecture=GRAPH,
    ),
    exp_log(
        "exp-like-power",
        "The power rule for exp",
        edits=((_EXP, "(lambda bar: bar * a.value * np.exp(a.value - 1),)"),),
        message="The slope of exp is a e^(a-1): that is the rule for powers.",
        hint="In e^a the variable is the exponent: e^a is its own slope.",
    ),
    exp_log(
        "exp-base-two",
        "2 to the power of a",
        edits=(("e = np.exp(a.value)", "e = 2.0**a.value"),),
        message="The value of exp is 2^a.",
        hint="np.exp is e^a.",
    ),
    exp_log(
        "log-slope-is-a",
        "log multiplies by a",
        edits=((_LOG, "(lambda bar: bar * a.value,)"),),
        message="log hands on its bar times a; it is divided by a.",
        hint="The slope of log a is 1 / a.",
    ),
    exp_log(
        "log-slope-at-value",
        "The slope of log at its value",
        edits=((_LOG, "(lambda bar: bar / logarithm,)"),),
        message="log divides its bar by its own value, log a.",
        hint="The slope of log a is 1 / a.",
    ),
    exp_log(
        "log-no-slope",
        "log hands its bar on unchanged",
        edits=((_LOG, "(lambda bar: bar,)"),),
        message="log hands its bar on as it is: the slope is missing.",
        hint="The slope of log a is 1 / a.",
    ),
    exp_log(
        "log-no-bar",
        "log leaves out its bar",
        edits=((_LOG, "(lambda bar: 1 / a.value + 0 * bar,)"),),
        message="The share of log is the bare slope; the bar is left out.",
        hint=NO_BAR,
        lecture=GRAPH,
    ),
    exp_log(
        "log-squared",
        "1 / a^2 as the slope of log",
        edits=((_LOG, "(lambda bar: -bar / a.value**2,)"),),
        message="The slope of log is -1 / a^2: that is the second derivative.",
        hint="The slope of log a is 1 / a.",
    ),
    exp_log(
        "log-base-ten",
        "Another base",
        edits=(("np.log(a.value)", "np.log10(a.value)"),),
        message="The value of log is the logarithm to base 10.",
        hint="np.log is the natural logarithm.",
    ),
    exp_log(
        "log-base-two",
        "Base two",
        edits=(("np.log(a.value)", "np.log2(a.value)"),),
        message="The value of log is the logarithm to base 2.",
        hint="np.log is the natural logarithm.",
    ),
    sigmoid_relu(
        "sigmoid-slope-at-a",
        "a (1 - a) as the slope of sigma",
        edits=((_SIGMOID, "(lambda bar: bar * a.value * (1 - a.value),)"),),
        message="The slope of sigmoid is a (1 - a), with the argument in the place of the value.",
        hint=_SIGMOID_HINT,
    ),
    sigmoid_relu(
        "sigmoid-slope-of-slope",
        "sigma twice in the slope",
        edits=((_SIGMOID, "(lambda bar: bar / (1 + np.exp(-y)) * (1 - 1 / (1 + np.exp(-y))),)"),),
        message="The slope of sigmoid is taken at y, so sigma is applied twice.",
        hint=_SIGMOID_HINT,
    ),
    sigmoid_relu(
        "sigmoid-like-tanh",
        "The slope of tanh",
        edits=((_SIGMOID, "(lambda bar: bar * (1 - y**2),)"),),
        message="The slope of sigmoid is 1 - y^2: that belongs to tanh.",
        hint=_SIGMOID_HINT,
    ),
    sigmoid_relu(
        "sigmoid-value-as-slope",
        "y as the slope",
        edits=((_SIGMOID, "(lambda bar: bar * y,)"),),
        message="sigmoid hands on its bar times y: the factor 1 - y is missing.",
        hint=_SIGMOID_HINT,
    ),
    sigmoid_relu(
        "sigmoid-one-minus-y",
        "1 - y as the slope",
        edits=((_SIGMOID, "(lambda bar: bar * (1 - y),)"),),
        message="sigmoid hands on its bar times 1 - y: the factor y is missing.",
        hint=_SIGMOID_HINT,
    ),
    sigmoid_relu(
        "sigmoid-no-slope",
        "sigmoid hands its bar on unchanged",
        edits=((_SIGMOID, "(lambda bar: bar,)"),),
        message="sigmoid hands its bar on as it is: the slope is missing.",
        hint=_SIGMOID_HINT,
    ),
    sigmoid_relu(
        "sigmoid-no-bar",
        "sigmoid leaves out its bar",
        edits=((_SIGMOID, "(lambda bar: y * (1 - y) + 0 * bar,)"),),
        message="The share of sigmoid is the bare slope; the bar is left out.",
        hint=NO_BAR,
        lecture=GRAPH,
    ),
    sigmoid_relu(
        "sigmoid-squared-slope",
        "The slope of sigma twice",
        edits=((_SIGMOID, "(lambda bar: bar * (y * (1 - y)) ** 2,)"),),
        message="The slope of sigmoid is multiplied in twice.",
        hint=_SIGMOID_HINT,
    ),
    sigmoid_relu(
        "sigmoid-mirrored",
        "The sign of a in sigma",
        edits=(("y = 1 / (1 + np.exp(-a.value))", "y = 1 / (1 + np.exp(a.value))"),),
        message="The value of sigmoid is that at -a.",
        hint="sigma(a) = 1 / (1 + exp(-a)): it rises with a.",
        lecture=UNITS,
    ),
    sigmoid_relu(
        "sigmoid-is-tanh",
        "tanh for sigma",
        edits=(("y = 1 / (1 + np.exp(-a.value))", "y = np.tanh(a.value)"),),
        message="The value of sigmoid is tanh a.",
        hint="sigma(a) = 1 / (1 + exp(-a)) lies between 0 and 1.",
        lecture=UNITS,
    ),
    sigmoid_relu(
        "relu-value-as-slope",
        "relu(a) as the slope",
        edits=((_RELU, "(lambda bar: bar * np.maximum(a.value, 0),)"),),
        message="The slope of relu is its own value; where it is on the slope is 1.",
        hint=_RELU_HINT,
    ),
    sigmoid_relu(
        "relu-always-on",
        "relu always hands on its bar",
        edits=((_RELU, "(lambda bar: bar,)"),),
        message="relu hands its bar on where it is off, too.",
        hint=_RELU_HINT,
    ),
    sigmoid_relu(
        "relu-leaky",
        "A leak where relu is off",
        edits=((_RELU, "(lambda bar: bar * np.where(is_on, 1.0, 0.01),)"),),
        message="Where relu is off, a hundredth of its bar leaks through.",
        hint=_RELU_HINT,
    ),
    sigmoid_relu(
        "relu-sign",
        "-1 where relu is off",
        edits=((_RELU, "(lambda bar: bar * np.sign(a.value),)"),),
        message="Where relu is off, it hands on minus its bar.",
        hint=_RELU_HINT,
    ),
    sigmoid_relu(
        "relu-other-side",
        "relu on the wrong side",
        edits=(("is_on = a.value > 0", "is_on = a.value < 0"),),
        message="relu hands its bar on where it is off, and nothing where it is on.",
        hint=_RELU_HINT,
    ),
    sigmoid_relu(
        "relu-guided",
        "Negative bars held back",
        edits=((_RELU, "(lambda bar: np.maximum(bar, 0) * is_on,)"),),
        message="relu holds back negative bars: the threshold is for a, not for the bar.",
        hint=_RELU_HINT,
    ),
    sigmoid_relu(
        "relu-mask-of-bar",
        "The sign of the bar decides",
        edits=((_RELU, "(lambda bar: bar * (bar > 0),)"),),
        message="relu hands on positive bars only, and does not look at a.",
        hint=_RELU_HINT,
    ),
    sigmoid_relu(
        "relu-no-bar",
        "relu leaves out its bar",
        edits=((_RELU, "(lambda bar: is_on + 0.0 * bar,)"),),
        message="The share of relu is 1 or 0; the bar is left out.",
        hint=NO_BAR,
        lecture=GRAPH,
    ),
    sigmoid_relu(
        "relu-absolute",
        "|a| for relu",
        edits=((_RELU_LINE, "return Node(np.abs(a.value), (a,), (lambda bar: bar * is_on,))"),),
        message="The value of relu is |a|.",
        hint="relu(a) = max(a, 0): nothing where a is negative.",
        lecture=UNITS,
    ),
    sigmoid_relu(
        "relu-minimum",
        "The smaller of a and 0",
        edits=((_RELU_LINE, "return Node(np.minimum(a.value, 0), (a,), (lambda bar: bar * is_on,))"),),
        message="The value of relu is min(a, 0).",
        hint="relu(a) = max(a, 0): nothing where a is negative.",
        lecture=UNITS,
    ),
    exp_log(
        "exp-log-numbers",
        NUMBERS,
        edits=((_EXP, "(e,)"), (_LOG, "(1 / a.value,)")),
        message=_NO_FUNCTION,
        hint=LAMBDA,
        lecture=GRAPH,
    ),
    sigmoid_relu(
        "sigmoid-relu-numbers",
        NUMBERS,
        edits=((_SIGMOID, "(y * (1 - y),)"), (_RELU, "(is_on,)")),
        message=_NO_FUNCTION,
        hint=LAMBDA,
        lecture=GRAPH,
    ),
)  # fmt: skip
