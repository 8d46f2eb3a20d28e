"""How a wrong block relates to the right one: transposed, negated, a multiple, close; said without its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np

from autograder.comparison import Array, Fault, Value, error_of, right, tolerance_of


@dataclass(frozen=True)
class Look:
    """One compared value: what came and what was wanted, at one probe under one key."""

    key: str
    got: Value
    wanted: Array
    largest: float
    probe: SimpleNamespace

    @property
    def passed(self) -> bool:
        return right(self.got, self.wanted, self.largest)

    @property
    def error(self) -> float:
        """e of the block, infinite where there is nothing to compare."""
        if isinstance(self.got, Fault) or self.got.shape != self.wanted.shape:
            return float("inf")
        return error_of(self.got, self.wanted, self.largest)


def relation(looks: Sequence[Look]) -> str:
    """Say how the wrong looks at a block relate to the right values, where that can be said without its numbers."""
    wrong = [look for look in looks if not look.passed]
    return _of_wrong(wrong) + (" At other inputs it came out right." if len(wrong) < len(looks) else "")


def _of_wrong(looks: Sequence[Look]) -> str:
    shapes = [look for look in looks if isinstance(look.got, np.ndarray) and look.got.shape != look.wanted.shape]
    if shapes:
        got, wanted = shapes[0].got, shapes[0].wanted
        assert isinstance(got, np.ndarray)
        text = f"It has shape {got.shape}, wanted {wanted.shape}."
        if right(got.T, wanted, shapes[0].largest):
            return f"{text} The values are right after a transpose."
        if got.size == wanted.size and right(got.reshape(wanted.shape), wanted, shapes[0].largest):
            return f"{text} The values are right after a reshape."
        return text
    arrays = [(look.got, look) for look in looks if isinstance(look.got, np.ndarray)]
    if any(not np.all(np.isfinite(got)) for got, _ in arrays):
        return "It has entries that are not finite."
    if all(
        look.wanted.ndim == 2 and got.shape == got.T.shape and right(got.T, look.wanted, look.largest)
        for got, look in arrays
    ):
        return "The values are right after a transpose."
    single = all(got.size == 1 for got, _ in arrays)  # any number is a multiple of any other
    factors = [_factor(got, look) for got, look in arrays]
    if factors and all(factor is not None and abs(factor - 1) > 1e-3 for factor in factors):
        text = _factor_text([factor for factor in factors if factor is not None], [look.probe for look in looks])
        if text or not single:
            return text or "It is a multiple of the right one, by a factor that changes with the data."
    if all(is_table(got, look.wanted) for got, look in arrays):
        return "It is not right." if single else "Some of its entries are 0 where 1 is wanted, or 1 where 0 is wanted."
    error = max(error_of(got, look.wanted, look.largest) for got, look in arrays)
    if error < 1e-3:
        looseness = max(tolerance_of(got) for got, _ in arrays)
        return (
            f"It is close, off by {error:.0e} of its largest entry ({looseness:.0e} is allowed): look for a small term."
        )
    return f"It is {off_by(error)}."


def off_by(error: float) -> str:
    """Say how large an error is.

    >>> off_by(1.04), off_by(0.3), off_by(4e5)
    ('off by as much as its largest entry', 'off by 0.3 times its largest entry', 'far off')
    """
    if error >= 1000:  # mostly of what should be 0
        return "far off"
    text = f"{error:.1g}"
    return f"off by {'as much as' if text == '1' else f'{text} times'} its largest entry"


def is_table(got: Array, wanted: Array) -> bool:
    """Return whether both are truth tables, whose entries are right or wrong and never nearly right.

    >>> is_table(np.array([0.0, 1.0]), np.array([1.0, 1.0])), is_table(np.array([0.0, 2.0]), np.array([1.0, 1.0]))
    (True, False)
    """
    return all(bool(np.all((values == 0) | (values == 1))) for values in (got, wanted))


def _factor(got: Array, look: Look) -> float | None:
    size = float(np.sum(look.wanted * look.wanted))
    factor = float(np.sum(got * look.wanted)) / size if size else 0.0
    return factor if factor and right(got / factor, look.wanted, look.largest) else None


def _factor_text(factors: list[float], probes: list[SimpleNamespace]) -> str:
    """Say which factor it is, if a number or a size explains all of them."""
    if max(factors) - min(factors) <= 1e-6 * abs(factors[0]):
        return (
            "Its sign is turned round."
            if abs(factors[0] + 1) < 1e-6
            else f"It is {factors[0]:.3g} times the right one."
        )
    for name in vars(probes[0]).get("sizes", {}):
        sizes = [probe.sizes[name] for probe in probes]
        if np.allclose(factors, sizes, rtol=1e-6):
            return f"It is {name} times too large."
        if np.allclose(factors, 1 / np.array(sizes), rtol=1e-6):
            return f"It is {name} times too small."
    return ""
