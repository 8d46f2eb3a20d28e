"""The mistakes of a8, by theme. Each is an edit of the solution, and so its own test."""

from . import batches, decays, evidences, grids, histories, scales, shares, splits, steps

MISTAKES = (
    *splits.MISTAKES,
    *scales.MISTAKES,
    *steps.MISTAKES,
    *histories.MISTAKES,
    *decays.MISTAKES,
    *batches.MISTAKES,
    *shares.MISTAKES,
    *grids.MISTAKES,
    *evidences.MISTAKES,
)
