"""The mistakes of a4, by theme. Each is an edit of the solution, and so its own test."""

from . import blocks, counting, lookups, searches, sizes, trees

MISTAKES = (
    *sizes.MISTAKES,
    *lookups.MISTAKES,
    *blocks.MISTAKES,
    *trees.MISTAKES,
    *counting.MISTAKES,
    *searches.MISTAKES,
)
