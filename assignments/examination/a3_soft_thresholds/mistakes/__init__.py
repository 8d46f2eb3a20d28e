"""The mistakes of a3, by theme. Each is an edit of the solution, and so its own test."""

from . import bands, margins, nets, scales, xors

MISTAKES = (
    *scales.MISTAKES,
    *margins.MISTAKES,
    *nets.MISTAKES,
    *xors.MISTAKES,
    *bands.MISTAKES,
)
