"""all_inputs: rows missing, repeated, out of order, or in the other coding."""

from functools import partial

from autograder.examination import Mistake

from .lectures import UNIVERSAL

inputs = partial(Mistake, task="all_inputs", lecture=UNIVERSAL)
_DIGITS = "[(k >> (D - 1 - j)) & 1 for j in range(D)]"
_ROW = "[2 * digit - 1 for digit in digits]"
_RETURN = "return np.array(rows, dtype=float)\n"

MISTAKES = (
    inputs(
        "inputs-zero-one",
        "0 instead of -1",
        edits=((_ROW, "[digit for digit in digits]"),),
        message="the rows are right, but they are written with 0 and 1.",
        hint="In this assignment an input that is off is -1: turn a digit into 2 * digit - 1.",
    ),
    inputs(
        "inputs-from-the-top",
        "Rows from the last to the first",
        edits=((_RETURN, "return np.array(rows[::-1], dtype=float)\n"),),
        message="all rows are there, but they start with all +1, from the last to the first.",
        hint="Row 0 is all -1: count upwards, and write -1 for a digit 0, +1 for a digit 1.",
    ),
    inputs(
        "inputs-first-column-fastest",
        "The first column changes fastest",
        edits=((_DIGITS, "[(k >> j) & 1 for j in range(D)]"),),
        message="all rows are there, but the digits of each are written from right to left.",
        hint="As one writes numbers: the last column is the digit that counts 1, and it changes fastest.",
    ),
    inputs(
        "inputs-one-row-short",
        "The last row missing",
        edits=(("range(2**D)", "range(2**D - 1)"),),
        message="the last row is missing.",
        hint="range(n) stops at n - 1 by itself, and the first row is number 0.",
    ),
    inputs(
        "inputs-from-one",
        "Counting from 1 to 2^D",
        edits=(("range(2**D)", "range(1, 2**D + 1)"),),
        message="the rows start with number 1, and the last one falls back to all -1.",
        hint="Count from 0 to 2^D - 1.",
    ),
    inputs(
        "inputs-d-squared",
        "D^2 rows instead of 2^D",
        edits=(("range(2**D)", "range(D**2)"),),
        message="there are D^2 rows. For D = 2 and D = 4 one does not see the difference.",
        hint="Every further input doubles the number of rows: 2**D.",
    ),
    inputs(
        "inputs-twice-d",
        "2 D rows instead of 2^D",
        edits=(("range(2**D)", "range(2 * D)"),),
        message="there are 2 D rows. For D = 1 and D = 2 one does not see the difference.",
        hint="Every further input doubles the number of rows: 2**D.",
    ),
    inputs(
        "inputs-as-columns",
        "Inputs as columns",
        edits=((_RETURN, "return np.array(rows, dtype=float).T\n"),),
        message="the inputs stand in columns: the shape is (D, 2**D).",
        hint="Rows are examples: transpose it.",
    ),
    inputs(
        "inputs-three-columns",
        "Always three columns",
        edits=((_DIGITS, "[(k >> (2 - j)) & 1 for j in range(3)]"),),
        message="every row has three entries, whatever D is.",
        hint="Is there a 3 left over from trying things out? There are D columns.",
    ),
)
