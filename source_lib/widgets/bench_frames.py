"""What ChainRuleBench shows, as plain data: formulas, where equal pieces stand in them, counts and derivatives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from source_lib.graph_drawing import number
from source_lib.widgets.naive_formulas import (
    LOSSES,
    Tally,
    difference_quotient,
    error_text,
    naive_values,
    slope_text,
    staged_values,
)

AFFINE = "wx + b"
Span = tuple[int, int, int]  # line, first column, one past the last column


@dataclass(frozen=True)
class BenchState:
    """The numbers of the running example, the loss, and whether σ′ is written out on the left."""

    w: float = 0.75
    b: float = -0.5
    x: float = 2.0
    t: float = 0.0
    lam: float = 0.4
    loss: str = LOSSES[0]
    expanded: bool = False


@dataclass(frozen=True, eq=False)
class BenchFrame:
    """Lines of both sides, what is marked in them, the counts of wx + b, and three derivatives by w and by b."""

    sentence: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    right_values: tuple[str, ...]
    affine_left: tuple[Span, ...]
    shared_left: tuple[Span, ...]
    changed: tuple[int, ...]
    count_left: int
    count_right: int
    naive: tuple[float, float]
    staged: tuple[float, float]
    measured: tuple[float, float]


def right_lines(loss: str) -> tuple[str, ...]:
    """Write the forward pass and the seven bars; only two lines know the loss.

    Example:
        >>> [a for a, b in zip(right_lines("squared error"), right_lines("cross-entropy")) if a != b]
        ['L     = ½(y − t)²', 'ȳ     = L̄·(y − t)']

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    entropy = loss == "cross-entropy"
    return (
        "z     = wx + b",
        "y     = σ(z)",
        "L     = −t log y − (1−t) log(1−y)" if entropy else "L     = ½(y − t)²",
        "R     = ½w²",
        "L_reg = L + λR",
        "L̄_reg = 1",
        "R̄     = L̄_reg·λ",
        "L̄     = L̄_reg",
        "ȳ     = L̄·((1−t)/(1−y) − t/y)" if entropy else "ȳ     = L̄·(y − t)",
        "z̄     = ȳ·σ′(z)",
        "w̄     = z̄·x + R̄·w",
        "b̄     = z̄",
    )


NAMES = ("z", "y", "L", "R", "L_reg", "L_reg_bar", "R_bar", "L_bar", "y_bar", "z_bar", "w_bar", "b_bar")


def left_lines(loss: str, expanded: bool) -> tuple[str, ...]:
    """Write both expanded derivatives, two lines each so that they fit."""
    error, slope = error_text(loss), slope_text(expanded)
    return ("∂L_reg/∂w =", f"  {error}", f"  ·{slope}·x + λw", "∂L_reg/∂b =", f"  {error}", f"  ·{slope}")


def occurrences(lines: tuple[str, ...], piece: str) -> tuple[Span, ...]:
    """Find every copy of a piece of formula.

    Example:
        >>> occurrences(("wx + b", "σ(wx + b)"), "wx + b")
        ((0, 0, 6), (1, 2, 8))

    Lecture: 6, section 2.1, "How you would have done it in calculus class".
    """
    found = []
    for line, text in enumerate(lines):
        start = text.find(piece)
        while start >= 0:
            found.append((line, start, start + len(piece)))
            start = text.find(piece, start + 1)
    return tuple(found)


def compute_bench(state: BenchState) -> BenchFrame:
    """Compute both sides, and count wx + b in each by an instrumented function; pure.

    Example:
        >>> frame = compute_bench(BenchState())
        >>> frame.count_left, frame.count_right
        (4, 1)

    Lecture: 6, section 2.1, "How you would have done it in calculus class".
    """
    once, often = (Tally(state.w, state.x, state.b) for _ in range(2))
    staged = staged_values(once, state.t, state.lam, state.loss)
    naive = naive_values(often, state.t, state.lam, state.loss, state.expanded)

    def cost(w: float, b: float) -> float:
        return staged_values(Tally(w, state.x, b), state.t, state.lam, state.loss)["L_reg"]

    by_w = difference_quotient(lambda w: cost(w, state.b), state.w)
    by_b = difference_quotient(lambda b: cost(state.w, b), state.b)
    left = left_lines(state.loss, state.expanded)
    plain = zip(right_lines(state.loss), right_lines(LOSSES[0]), strict=True)
    pair = (staged["w_bar"], staged["b_bar"])
    return BenchFrame(
        sentence=_sentence(state, pair, often.calls, once.calls),
        left=left,
        right=right_lines(state.loss),
        right_values=tuple(number(staged[name]) for name in NAMES),
        affine_left=occurrences(left, AFFINE),
        shared_left=_shared(left, state),
        changed=tuple(i for i, (now, before) in enumerate(plain) if now != before),
        count_left=often.calls,
        count_right=once.calls,
        naive=naive,
        staged=pair,
        measured=(by_w, by_b),
    )


def _shared(lines: tuple[str, ...], state: BenchState) -> tuple[Span, ...]:
    pieces = error_text(state.loss), "·" + slope_text(state.expanded)
    return tuple(sorted(span for piece in pieces for span in occurrences(lines, piece)))


def _sentence(state: BenchState, bars: tuple[float, float], often: int, once: int) -> str:
    values = f"Both sides give {number(bars[0])} along w and {number(bars[1])} along b. "
    work = f"The left computes wx + b {often} times, the right {once} time. "
    if state.loss != LOSSES[0]:
        return values + work + "The new loss changed both formulas on the left, but one bar on the right, ȳ."
    flat = abs(bars[1]) < 1e-3 and abs(np.asarray(state.w * state.x + state.b)) > 4
    return (
        values + work + ("The unit is saturated: σ′ is nearly 0." if flat else "The outlined factor on the left is z̄.")
    )
