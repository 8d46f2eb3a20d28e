"""gate: lines on the wrong side, other gates, other codings of a bit."""

from functools import partial

from autograder.examination import Mistake

from .lectures import UNITS

gate = partial(Mistake, task="gate", lecture=UNITS)
_AND, _OR, _NAND, _NOR = (
    '"AND": ([1, 1], -1.5)',
    '"OR": ([1, 1], -0.5)',
    '"NAND": ([-1, -1], 1.5)',
    '"NOR": ([-1, -1], 0.5)',
)
_FIRST = '"x1 AND NOT x2": ([1, -1], -0.5)'
_RETURN = "return np.array(w, dtype=float), b\n"


def biases(*new: float) -> tuple[tuple[str, str], ...]:
    """Return the edits that give the five gates other biases."""
    lines = (_AND, _OR, _NAND, _NOR, _FIRST)
    return tuple((line, f"{line[: line.index(']') + 1]}, {b})") for line, b in zip(lines, new, strict=True))


MISTAKES = (
    gate(
        "and-is-or",
        "AND that is an OR",
        edits=((_AND, '"AND": ([1, 1], -0.5)'),),
        message="AND fires as soon as one input is on: it is an OR.",
        hint="With weights 1 and 1, z + 0 counts the inputs that are on. The bias must take away more than 1.",
    ),
    gate(
        "or-is-and",
        "OR that is an AND",
        edits=((_OR, '"OR": ([1, 1], -1.5)'),),
        message="OR fires only if both inputs are on: it is an AND.",
        hint="With weights 1 and 1, one input alone must do. The bias must take away less than 1.",
    ),
    gate(
        "and-or-swapped",
        "AND and OR swapped",
        edits=((_AND, '"AND": ([1, 1], -0.5)'), (_OR, '"OR": ([1, 1], -1.5)')),
        message="AND and OR are swapped.",
        hint="The larger the step that the bias takes down, the more inputs are needed to get over it.",
    ),
    gate(
        "and-never-fires",
        "AND that never fires",
        edits=((_AND, '"AND": ([1, 1], -2.5)'),),
        message="AND never fires: its bias takes away more than both inputs can bring.",
        hint="On (1,1) the weights bring w1 + w2. The bias must leave some of that.",
    ),
    gate(
        "nand-is-and",
        "NAND that is an AND",
        edits=((_NAND, '"NAND": ([1, 1], -1.5)'),),
        message="NAND is an AND: the N is missing.",
        hint="To turn a gate round, turn the sign of both weights and of the bias.",
    ),
    gate(
        "nor-is-or",
        "NOR that is an OR",
        edits=((_NOR, '"NOR": ([1, 1], -0.5)'),),
        message="NOR is an OR: the N is missing.",
        hint="To turn a gate round, turn the sign of both weights and of the bias.",
    ),
    gate(
        "nand-is-nor",
        "NAND that is a NOR",
        edits=((_NAND, '"NAND": ([-1, -1], 0.5)'),),
        message="NAND fires on (0,0) only: it is a NOR.",
        hint="NAND is quiet on (1,1) only. One input that is on must not be enough to silence it.",
    ),
    gate(
        "nor-is-nand",
        "NOR that is a NAND",
        edits=((_NOR, '"NOR": ([-1, -1], 1.5)'),),
        message="NOR is quiet on (1,1) only: it is a NAND.",
        hint="NOR fires on (0,0) only. One input that is on must be enough to silence it.",
    ),
    gate(
        "negations-swapped",
        "NAND and NOR swapped",
        edits=((_NAND, '"NAND": ([-1, -1], 0.5)'), (_NOR, '"NOR": ([-1, -1], 1.5)')),
        message="NAND and NOR are swapped.",
        hint="Write both truth tables down: NAND has one 0 in it, NOR has one 1.",
    ),
    gate(
        "negation-keeps-bias",
        "Weights turned round, bias kept",
        edits=((_NAND, '"NAND": ([-1, -1], -1.5)'), (_NOR, '"NOR": ([-1, -1], -0.5)')),
        message="NAND and NOR never fire: their weights have the other sign, but the biases do not.",
        hint="NOT of a gate is -z. So all of z changes its sign, the bias as well.",
    ),
    gate(
        "first-is-second",
        "x2 AND NOT x1",
        edits=((_FIRST, '"x1 AND NOT x2": ([-1, 1], -0.5)'),),
        message="x1 AND NOT x2 is the other way round: it fires on (0,1).",
        hint="It must fire on (1,0) only: x1 speaks for it, x2 against it.",
    ),
    gate(
        "first-ignores-second",
        "x1 whatever x2",
        edits=((_FIRST, '"x1 AND NOT x2": ([1, 0], -0.5)'),),
        message="x1 AND NOT x2 does not listen to x2: it fires on (1,1) too.",
        hint="x2 has to speak against it: give it a negative weight.",
    ),
    gate(
        "first-too-weak",
        "x1 OR NOT x2",
        edits=((_FIRST, '"x1 AND NOT x2": ([1, -1], 0.5)'),),
        message="x1 AND NOT x2 is quiet on (0,1) only: it is x1 OR NOT x2.",
        hint="On (0,0) z is just the bias. It must not fire there.",
    ),
    gate(
        "bias-signs",
        "All biases with the wrong sign",
        edits=biases(1.5, 0.5, -1.5, -0.5, 0.5),
        message="all the biases have the wrong sign.",
        hint="z = w.x + b. On (0,0) z is the bias alone: a gate that is quiet there needs b < 0.",
    ),
    gate(
        "no-biases",
        "All biases 0",
        edits=biases(0, 0, 0, 0, 0),
        message="all the biases are 0, so every z on (0,0) is 0.",
        hint="The bias is what z is on (0,0). Decide there first, then choose the weights.",
    ),
    gate(
        "gates-for-plus-minus-one",
        "Gates for inputs of -1 and 1",
        edits=biases(-1, 1, 1, -1, -1),
        message="these gates would be right for inputs of -1 and 1; here inputs are 0 and 1.",
        hint="With 0 and 1, an input that is off brings nothing at all. Work out z on the four inputs anew.",
    ),
    gate(
        "z-at-zero",
        "Right only by what happens at 0",
        edits=biases(-1, 0, 2, 1, 0),
        message="the truth tables are right, but there is a gate with a z that is exactly 0.",
        hint="Move its line off the corner. Where z is 0 the gate is off, so lower its bias: by 1/2 with weights of 1.",
    ),
    gate(
        "bias-first",
        "(b, w) instead of (w, b)",
        edits=((_RETURN, "return b, np.array(w, dtype=float)\n"),),
        message="the bias comes first and the weights second.",
        hint="Return w, b: the weights first.",
    ),
    gate(
        "gate-answers",
        "The truth table instead of a unit",
        edits=((_RETURN, "return [float(w[0] * x1 + w[1] * x2 + b > 0) for x1 in (0, 1) for x2 in (0, 1)]\n"),),
        message="what comes back is a truth table; wanted are the weights and the bias that produce it.",
        hint="Return w, b. The check works out the table by itself.",
    ),
)
