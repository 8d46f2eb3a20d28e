"""The mistakes of a1, by theme. Each is an edit of the solution, and so its own test."""

from . import batch, gates, one_example, stacks, units, xor

MISTAKES = (
    *units.MISTAKES,
    *gates.MISTAKES,
    *xor.MISTAKES,
    *one_example.MISTAKES,
    *batch.MISTAKES,
    *stacks.MISTAKES,
)
