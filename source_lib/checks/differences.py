"""Bars against differences of the cost: the check that needs no solution."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from source_lib.checks.answers import CheckFailed, entry, numbers
from source_lib.errors import Array

DIRECTIONS = 2  # a wrong bar hides from one random direction almost never
TOLERANCE = 1e-5  # right bars in float32 come within 3e-6, the smallest mistakes are beyond 1e-4


def compare_with_differences(
    name: str, cost: Callable[[dict[str, Array]], Any], params: Mapping[str, Array], bars: Any
) -> None:
    """Require x_bar . v = (f(x + hv) - f(x - hv)) / 2h for random v in every block; print or raise a line per block.

    Shapes: bars is a dict with an entry x_bar, shaped like params[x], for every x.
    Raises: CheckFailed with the whole table, so that one sees at a glance which blocks are wrong.
    Example:
    >>> compare_with_differences("f", lambda p: float((p["x"] ** 2).sum()), {"x": np.array([1.0, 3.0])},
    ...     {"x_bar": np.array([2.0, 6.0])})  # doctest: +ELLIPSIS
    ✓ x_bar: error ..., backprop ..., differences ...
    ✓ f: all bars agree with differences.

    Lecture: 6, section 3, "Backprop on a multilayer net".
    """
    from source_lib.gradcheck import check_gradients  # here, because while grading it is withheld from students' code

    known = {
        f"{block}_bar": numbers(f"{block}_bar", entry(name, bars, f"{block}_bar"), value.shape, _SHAPE_HINT)
        for block, value in params.items()
    }
    report = check_gradients(cost, params, known, np.random.default_rng(11), DIRECTIONS, tolerance=TOLERANCE)
    table = [str(block).replace(f" {block.name}:", f" {block.name}_bar:", 1) for block in report.blocks]
    if not report.ok:
        lines = "\n  ".join(table)
        raise CheckFailed(
            f"{name}: some bars disagree with differences of the cost.\n  {lines}\n  hint:   {_VALUE_HINT}"
        )
    print("\n".join([*table, f"✓ {name}: all bars agree with differences."]))


_SHAPE_HINT = "A bar has the shape of what it belongs to. Sum over the examples, not over the units."
_VALUE_HINT = "Work from the output to the input: mend the wrong bar that comes first on the way back."
