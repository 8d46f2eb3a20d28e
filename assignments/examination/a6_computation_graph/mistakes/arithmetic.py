"""add, mul, neg, power: wrong values, wrong slopes, and bars that are not handed on."""

from functools import partial

from autograder.examination import Mistake

from .lectures import CALCULUS, GRAPH, SHARES

add_mul = partial(Mistake, task="add_mul", lecture=CALCULUS)
neg_power = partial(Mistake, task="neg_power", lecture=CALCULUS)
_ADD = "(lambda bar: bar, lambda bar: bar)"
_MUL = "(lambda bar: bar * b.value, lambda bar: bar * a.value)"
_NEG = "return Node(-a.value, (a,), (lambda bar: -bar,))"
_SLOPE = "slope = p * a.value ** (p - 1)"
_POWER = "(lambda bar: bar * slope,)"
NUMBERS = "Numbers where functions are asked for"
_VALUES = "Values where nodes are asked for"
LAMBDA = "Write lambda bar: bar * slope in the place of slope."
NO_BAR = "A function in local takes the bar and returns slope times bar."

MISTAKES = (
    add_mul(
        "add-no-bar",
        "add hands on 1 instead of the bar",
        edits=((_ADD, "(lambda bar: 1.0 + 0 * bar, lambda bar: 1.0 + 0 * bar)"),),
        message="add hands 1 to its parents whatever its own bar is.",
        hint=NO_BAR,
        lecture=GRAPH,
    ),
    add_mul(
        "add-halved",
        "add splits its bar",
        edits=((_ADD, "(lambda bar: bar / 2, lambda bar: bar / 2)"),),
        message="add gives half of its bar to each parent.",
        hint="Nudge a: a + b moves by the same amount. Each parent gets the whole bar.",
        lecture=SHARES,
    ),
    add_mul(
        "add-like-mul",
        "The shares of mul in add",
        edits=((_ADD, "(lambda bar: bar * b.value, lambda bar: bar * a.value)"),),
        message="add hands on its bar times the other value: that is the rule of mul.",
        hint="The slope of a + b along a is 1.",
    ),
    add_mul(
        "add-own-value",
        "add hands on its parents' values",
        edits=((_ADD, "(lambda bar: bar * a.value, lambda bar: bar * b.value)"),),
        message="add hands on its bar times the parent's own value.",
        hint="The slope of a + b along a is 1.",
    ),
    add_mul(
        "add-minus",
        "The second share of add is negative",
        edits=((_ADD, "(lambda bar: bar, lambda bar: -bar)"),),
        message="The second parent of add gets minus the bar, as if it were subtracted.",
        hint="The slope of a + b along b is 1.",
    ),
    add_mul(
        "add-first-only",
        "Only the first parent of add gets a share",
        edits=((_ADD, "(lambda bar: bar, lambda bar: 0 * bar)"),),
        message="The second parent of add gets 0.",
        hint="Both go into the sum, and both move it.",
        lecture=SHARES,
    ),
    add_mul(
        "add-is-difference",
        "add subtracts",
        edits=(("value = a.value + b.value", "value = a.value - b.value"),),
        message="The value of add is a - b.",
        hint="The value is a + b.",
    ),
    add_mul(
        "mul-own-value",
        "Swapped factors in the product rule",
        edits=((_MUL, "(lambda bar: bar * a.value, lambda bar: bar * b.value)"),),
        message="Each parent of mul gets the bar times its own value; it is the other's value.",
        hint="The slope of a b along a is b.",
    ),
    add_mul(
        "mul-no-bar",
        "mul leaves out its bar",
        edits=((_MUL, "(lambda bar: b.value + 0 * bar, lambda bar: a.value + 0 * bar)"),),
        message="The shares of mul are the bare slopes b and a; the bar is left out.",
        hint=NO_BAR,
        lecture=GRAPH,
    ),
    add_mul(
        "mul-first-only",
        "Only the first parent of mul gets a share",
        edits=((_MUL, "(lambda bar: bar * b.value, lambda bar: 0 * bar)"),),
        message="The second parent of mul gets 0.",
        hint="Both factors move the product.",
        lecture=SHARES,
    ),
    add_mul(
        "mul-like-add",
        "The shares of add in mul",
        edits=((_MUL, "(lambda bar: bar, lambda bar: bar)"),),
        message="mul hands its bar on as it is: that is the rule of add.",
        hint="The slope of a b along a is b.",
    ),
    add_mul(
        "mul-with-product",
        "mul hands on its own value",
        edits=((_MUL, "(lambda bar: bar * value, lambda bar: bar * value)"),),
        message="The shares of mul are the bar times the product a b.",
        hint="The slope of a b along a is b alone.",
    ),
    add_mul(
        "mul-plus",
        "+ where * is needed in mul",
        edits=((_MUL, "(lambda bar: bar + b.value, lambda bar: bar + a.value)"),),
        message="mul adds the slope to the bar; they multiply.",
        hint="Along a path multiply, over paths add.",
        lecture=GRAPH,
    ),
    add_mul(
        "mul-divides",
        "The shares of a quotient in mul",
        edits=((_MUL, "(lambda bar: bar / b.value, lambda bar: bar / a.value)"),),
        message="mul divides its bar by the other value.",
        hint="The slope of a b along a is b.",
    ),
    add_mul(
        "mul-is-sum",
        "mul adds",
        edits=(("value = a.value * b.value", "value = a.value + b.value"),),
        message="The value of mul is a + b.",
        hint="The value is a times b.",
    ),
    neg_power(
        "neg-sign",
        "neg hands its bar on unchanged",
        edits=((_NEG, "return Node(-a.value, (a,), (lambda bar: bar,))"),),
        message="The share of neg has the wrong sign.",
        hint="Nudge a up, and -a goes down: the slope is -1.",
    ),
    neg_power(
        "neg-value",
        "neg changes no sign",
        edits=((_NEG, "return Node(+a.value, (a,), (lambda bar: -bar,))"),),
        message="The value of neg is a itself.",
        hint="The value is -a.",
    ),
    neg_power(
        "neg-like-mul",
        "neg hands on its value",
        edits=((_NEG, "return Node(-a.value, (a,), (lambda bar: -bar * a.value,))"),),
        message="The share of neg is multiplied by the value.",
        hint="The slope of -a is -1 everywhere.",
    ),
    neg_power(
        "neg-no-bar",
        "neg leaves out its bar",
        edits=((_NEG, "return Node(-a.value, (a,), (lambda bar: -1.0 + 0 * bar,))"),),
        message="The share of neg is -1 whatever the bar is.",
        hint=NO_BAR,
        lecture=GRAPH,
    ),
    neg_power(
        "power-exponent-kept",
        "The exponent is not lowered",
        edits=((_SLOPE, "slope = p * a.value**p"),),
        message="The slope of power is p a^p: the exponent is not lowered.",
        hint="The slope of a^p is p a^(p-1).",
    ),
    neg_power(
        "power-no-factor",
        "The factor p is missing",
        edits=((_SLOPE, "slope = a.value ** (p - 1)"),),
        message="The slope of power is a^(p-1): the factor p is missing.",
        hint="The slope of a^p is p a^(p-1).",
    ),
    neg_power(
        "power-factor-lowered",
        "The factor is lowered too",
        edits=((_SLOPE, "slope = (p - 1) * a.value ** (p - 1)"),),
        message="The slope of power has the factor p - 1; it is p.",
        hint="The slope of a^p is p a^(p-1).",
    ),
    neg_power(
        "power-times-base",
        "p a instead of p a^(p-1)",
        edits=((_SLOPE, "slope = p * a.value"),),
        message="The slope of power is p a, which is right for squares only.",
        hint="The slope of a^p is p a^(p-1).",
    ),
    neg_power(
        "power-like-exponential",
        "The slope of an exponential",
        edits=((_SLOPE, "slope = value * np.log(np.abs(a.value))"),),
        message="The slope of power is a^p log a: that is the slope along p, the exponent.",
        hint="p is a plain number. The slope along a is p a^(p-1).",
    ),
    neg_power(
        "power-no-bar",
        "power leaves out its bar",
        edits=((_POWER, "(lambda bar: slope + 0 * bar,)"),),
        message="The share of power is the bare slope; the bar is left out.",
        hint=NO_BAR,
        lecture=GRAPH,
    ),
    neg_power(
        "power-is-product",
        "p a instead of a^p",
        edits=(("value = a.value**p", "value = a.value * p"),),
        message="The value of power is a times p.",
        hint="In Python a to the power of p is a ** p.",
    ),
    add_mul(
        "add-mul-numbers",
        NUMBERS,
        edits=((_ADD, "(1.0, 1.0)"), (_MUL, "(b.value, a.value)")),
        message="local holds numbers, the slopes; a share must be a function of the bar.",
        hint=LAMBDA,
        lecture=GRAPH,
    ),
    neg_power(
        "neg-power-numbers",
        NUMBERS,
        edits=((_NEG, "return Node(-a.value, (a,), (-1.0,))"), (_POWER, "(slope,)")),
        message="local holds a number, the slope; a share must be a function of the bar.",
        hint=LAMBDA,
        lecture=GRAPH,
    ),
    add_mul(
        "add-mul-values",
        _VALUES,
        edits=(("(a, b), (lambda bar: bar, ", "(a.value, b.value), (lambda bar: bar, "),
               ("(a, b), (lambda bar: bar * b.value", "(a.value, b.value), (lambda bar: bar * b.value")),
        message="parents holds the parents' values; it must hold the nodes themselves, or no bar can reach them.",
        hint="Write (a, b) and not (a.value, b.value).",
        lecture=GRAPH,
    ),
    neg_power(
        "neg-power-values",
        _VALUES,
        edits=((_NEG, "return Node(-a.value, (a.value,), (lambda bar: -bar,))"),
               ("return Node(value, (a,), (lambda", "return Node(value, (a.value,), (lambda")),
        message="parents holds the parent's value; it must hold the node itself, or no bar can reach it.",
        hint="Write (a,) and not (a.value,).",
        lecture=GRAPH,
    ),
)  # fmt: skip
