"""The mistakes of a7, by theme. Each is an edit of the solution, and so its own test."""

from . import (
    backward_chain,
    backward_phi,
    backward_scale,
    backward_shape,
    by_index,
    checker,
    decay,
    each_loss,
    forward,
    residual,
)

MISTAKES = (
    *by_index.MISTAKES,
    *forward.MISTAKES,
    *backward_scale.MISTAKES,
    *backward_phi.MISTAKES,
    *backward_chain.MISTAKES,
    *backward_shape.MISTAKES,
    *each_loss.MISTAKES,
    *decay.MISTAKES,
    *checker.MISTAKES,
    *residual.MISTAKES,
)
