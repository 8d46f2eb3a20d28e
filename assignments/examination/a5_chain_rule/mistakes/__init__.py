"""The mistakes of a5, by theme. Each is an edit of the solution, and so its own test."""

from . import bars, ce, naive, others

MISTAKES = (*naive.MISTAKES, *bars.MISTAKES, *ce.MISTAKES, *others.MISTAKES)
