"""Check the bars of any backward pass against the function itself, by real steps and by imaginary ones.

`differences` finds slopes without backprop; `report` compares them with the bars of a whole net, block by block.

Lecture: 6, section 3, "Backprop on a multilayer net".
"""

from source_lib.gradcheck.differences import (
    STEP,
    DirectionCheck,
    complex_step_gradient,
    directional_check,
    numerical_gradient,
)
from source_lib.gradcheck.report import BlockCheck, GradientReport, check_gradients

__all__ = [
    "STEP",
    "BlockCheck",
    "DirectionCheck",
    "GradientReport",
    "check_gradients",
    "complex_step_gradient",
    "directional_check",
    "numerical_gradient",
]
