"""The mistakes of a6, by theme. Each is an edit of the solution, and so its own test."""

from . import arithmetic, arrays, backward, copies, functions, listings, order

MISTAKES = (
    *arithmetic.MISTAKES,
    *functions.MISTAKES,
    *order.MISTAKES,
    *backward.MISTAKES,
    *copies.MISTAKES,
    *arrays.MISTAKES,
    *listings.MISTAKES,
)
