"""The gradient check of a whole net: random directions, block by block, and a report that names the worst."""

from __future__ import annotations  # else the name np.random.Generator alone loads numpy.random

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from source_lib.errors import Array, as_float, shape_error
from source_lib.gradcheck.differences import STEP, DirectionCheck, directional_check, in_float64, number

TOLERANCE, TOLERANCE_FLOAT32 = 1e-6, 1e-5
SHORTER = 64  # how much shorter the step is that tells a kink or a long step from a wrong gradient


@dataclass(frozen=True)
class BlockCheck:
    """One block of parameters, W1 or b2, with the worst of its directions: error <= tolerance.

    step_at_fault says that a much shorter step agrees, or meets a kink again: then look at the step, not the gradient.

    Lecture: 6, section 3, "Backprop on a multilayer net".
    """

    name: str
    worst: DirectionCheck
    tolerance: float
    step_at_fault: bool = False

    @property
    def ok(self) -> bool:
        """Whether backprop and differences agree: error <= tolerance in every direction tried."""
        return bool(self.worst.error <= self.tolerance)  # False for nan too

    def __str__(self) -> str:
        line = (
            f"{'✓' if self.ok else '✗'} {self.name}: error {self.worst.error:.1e}, "
            f"backprop {self.worst.backprop:.6g}, differences {self.worst.differences:.6g}"
        )
        return line + (" (a kink, or too long a step)" if self.step_at_fault else "")


@dataclass(frozen=True)
class GradientReport:
    """What check_gradients found, a BlockCheck per block; true if all are ok, and print shows a line for each.

    Lecture: 6, section 3, "Backprop on a multilayer net".
    """

    blocks: tuple[BlockCheck, ...]

    @property
    def ok(self) -> bool:
        """Whether every block is ok."""
        return all(block.ok for block in self.blocks)

    @property
    def worst(self) -> BlockCheck:
        """The block that is furthest beyond its tolerance."""
        return max(self.blocks, key=lambda b: np.nan_to_num(b.worst.error / b.tolerance, nan=np.inf))

    def __bool__(self) -> bool:
        return self.ok

    def __str__(self) -> str:
        lines = [str(block) for block in self.blocks]
        if self.ok:
            lines.append("Backprop and differences agree.")
        elif all(block.ok or block.step_at_fault for block in self.blocks):
            lines.append(
                f"A kink lies within the step at {self.worst.name}, or the step is too long: "
                "take a shorter step or another point, then look again."
            )
        else:
            lines.append(f"Backprop and differences disagree, most at {self.worst.name}.")
        return "\n".join(lines)


def check_gradients(
    f: Callable[[dict[str, Array]], Any],
    params: Mapping[str, ArrayLike],
    bars: Mapping[str, ArrayLike],
    rng: np.random.Generator,
    directions: int = 5,
    step: float = STEP,
    tolerance: float | None = None,
) -> GradientReport:
    """Check every block along random directions v: |x_bar . v - slope of f along v| <= tolerance |x_bar| |v|.

    The directions are Gaussian, each entry scaled by max(1, |x_i|). The tolerance is 1e-6, or 1e-5 for bars in float32;
    f is called in float64 either way.

    Shapes: f takes a dict like params and returns a number; bars has a bar like params[name] under name or name_bar.
    Raises: ValueError if a bar is missing or has another shape than its block.
    Example:
    >>> rng = np.random.default_rng(0)
    >>> report = check_gradients(lambda p: (p["w"] ** 2).sum(), {"w": [1.0, 3.0]}, {"w_bar": [2.0, 7.0]}, rng)
    >>> report.ok, report.worst.name
    (False, 'w')

    Lecture: 6, section 3, "Backprop on a multilayer net".
    """
    point = {name: in_float64(name, value) for name, value in params.items()}
    if not point or directions < 1:
        raise ValueError(f"'params' must hold a block, 'directions' be 1 or more (got {len(point)} and {directions}).")
    given = {name: _bar_of(name, x, bars) for name, x in point.items()}
    here = number(f(point))
    return GradientReport(
        tuple(_check_block(f, point, here, name, bar, rng, directions, step, tolerance) for name, bar in given.items())
    )


def _bar_of(name: str, x: Array, bars: Mapping[str, ArrayLike]) -> Array:
    key = name if name in bars else f"{name}_bar"
    if key not in bars:
        raise ValueError(
            f"'bars' must hold a bar for every block; '{name}' has none (got {', '.join(bars) or 'none'})."
        )
    bar = as_float(key, bars[key])
    if bar.shape != x.shape:
        cause = "Is it transposed?" if bar.shape == x.T.shape else ""
        raise shape_error(key, f"have shape {x.shape}, like '{name}'", bar, cause)
    return bar


def _check_block(
    f: Callable[[dict[str, Array]], Any],
    point: dict[str, Array],
    here: float,
    name: str,
    bar: Array,
    rng: np.random.Generator,
    directions: int,
    step: float,
    tolerance: float | None,
) -> BlockCheck:
    x = point[name]
    allowed = tolerance or (TOLERANCE_FLOAT32 if bar.dtype == np.float32 else TOLERANCE)
    scale = np.maximum(1.0, np.abs(x))

    def check(v: Array, step: float) -> DirectionCheck:
        return directional_check(lambda moved: f({**point, name: moved}), x, bar, v, step, here)

    vs = [rng.standard_normal(x.shape) * scale for _ in range(directions)]
    worst, v = max(((check(v, step), v) for v in vs), key=lambda pair: np.nan_to_num(pair[0].error, nan=np.inf))
    if worst.error <= allowed:
        return BlockCheck(name, worst, allowed)
    shorter = check(v, step / SHORTER)
    return BlockCheck(name, worst, allowed, shorter.error <= max(allowed, 2 * shorter.bend))
