"""The mistakes of a2, by theme. Each is an edit of the solution, and so its own test."""

from . import biases, completions, detectors, inputs, prunings, tables

MISTAKES = (
    *inputs.MISTAKES,
    *detectors.MISTAKES,
    *tables.MISTAKES,
    *biases.MISTAKES,
    *prunings.MISTAKES,
    *completions.MISTAKES,
)
