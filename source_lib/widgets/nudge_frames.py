"""What NudgeProbe shows, as plain data: a push, the changes it causes, and the slope measured from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from source_lib.graph_drawing import barred, number
from source_lib.widgets.graph_scene import Marks
from source_lib.widgets.visits import right_bars
from source_lib.widgets.worked_graphs import RUNNING, running_example

NODES = ("w", "b", "z", "y", "L", "R")
STEPS = np.logspace(-12, 0, 49)
HOLDS = {"the other parameters": "b", "the loss L": "L"}
FLOOR = 1e-16  # an error of exactly zero, on a logarithmic axis


@dataclass(frozen=True)
class NudgeState:
    """Which value is nudged, by which power of ten, and what is held: b (the true gradient) or L (graph-local)."""

    node: str = "w"
    log_step: float = -1.0
    hold: str = "b"


@dataclass(frozen=True, eq=False)
class NudgeFrame:
    """What is shown: the graph with its changes, both readings, the measured slope and its error over all steps."""

    sentence: str
    marks: Marks
    title: str
    readings: tuple[str, str]
    step: float
    exact: float
    measured: float
    one_sided: NDArray[np.float64]
    two_sided: NDArray[np.float64]


def values_after(node: str, nudge: Any, hold: str) -> dict[str, Any]:
    """Compute the running example with one value pushed: v + h, everything after it follows, what is held does not.

    Example:
        >>> round(float(values_after("w", 1.0, "b")["z"]), 6)
        3.0

    Lecture: 6, section 4, "Appendix: why the weird notation?".
    """
    pushed = {name: nudge if name == node else 0.0 for name in NODES}
    w, b = RUNNING["w"] + pushed["w"], RUNNING["b"] + pushed["b"]
    z = w * RUNNING["x"] + b + pushed["z"]
    y = 1 / (1 + np.exp(-z)) + pushed["y"]
    held = values_after(node, 0.0, "b")["L"] if hold == "L" else None
    L = ((y - RUNNING["t"]) ** 2 / 2 if held is None else held) + pushed["L"]
    R = w**2 / 2 + pushed["R"]
    return {"w": w, "b": b, "z": z, "y": y, "L": L, "R": R, "L_reg": L + RUNNING["λ"] * R}


def slope(node: str, hold: str) -> float:
    """Return the exact slope of the cost: the bar, or with L held only what the roads around L carry.

    Example:
        >>> round(slope("w", "b"), 3), round(slope("w", "L"), 3), slope("b", "L")
        (0.587, 0.3, 0.0)

    Lecture: 6, section 4, "Appendix: why the weird notation?".
    """
    course = running_example()
    names = [station.name for station in course.stations]
    if hold == "L":
        around = {"w": RUNNING["λ"] * RUNNING["w"], "R": RUNNING["λ"], "L": 1.0}
        return around.get(node, 0.0)
    return float(np.asarray(right_bars(course)[names.index(node)]))


@lru_cache(maxsize=32)
def errors(node: str, hold: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return |measured - exact| over all steps for (C(v+h) - C(v))/h and (C(v+h) - C(v-h))/2h, where C is L_reg.

    Lecture: 6, section 2.2, "Multivariable chain rule: the easy case".
    """
    up, here, down = (values_after(node, sign * STEPS, hold)["L_reg"] for sign in (1, 0, -1))
    exact = slope(node, hold)
    pair = (up - here) / STEPS, (up - down) / (2 * STEPS)
    one, two = (np.maximum(np.abs(quotient - exact), FLOOR) for quotient in pair)
    return one, two


def compute_nudge(state: NudgeState) -> NudgeFrame:
    """Push, follow and measure: the change of v_j is about dv_j/dv_i times the change of v_i; pure.

    Example:
        >>> compute_nudge(NudgeState(hold="L")).readings[1]
        '► with L held, L_reg(L, w):  λw = 0.3'

    Lecture: 6, section 2.2, "Multivariable chain rule: the easy case".
    """
    course, h = running_example(), 10.0**state.log_step
    names = [station.name for station in course.stations]
    before, after = values_after(state.node, 0.0, state.hold), values_after(state.node, h, state.hold)
    change = {name: float(after[name] - before[name]) if name in before else 0.0 for name in names}
    lit, labels = [], []
    for i, (child, parent, slot) in enumerate(course.edges):
        blocked = (state.hold == "L" and names[child] == "L") or change[names[parent]] == 0.0
        if not blocked:
            lit.append(i)
            local = float(course.stations[child].vjps[slot](np.array(1.0)))
            labels.append((i, _signed(local * change[names[parent]] / h)))
    marks = Marks(
        values=tuple(number(station.value) for station in course.stations),
        bars=tuple("" if s.given else _signed(change[s.name] / h) for s in course.stations),
        active=names.index(state.node),
        lit=tuple(lit),
        labels=tuple(labels),
    )
    exact, measured = slope(state.node, state.hold), change["L_reg"] / h
    one_sided, two_sided = errors(state.node, state.hold)
    held = "L" if state.hold == "L" else {"w": "b", "b": "w"}.get(state.node, "w and b")
    if state.hold == state.node == "L":  # L_reg(L, w) pushed along its other argument
        held = "w"
    return NudgeFrame(
        sentence=_sentence(state, h, change["L_reg"], measured, exact, held),
        marks=marks,
        title=f"{state.node} nudged by h = {_power(h)}, {held} held.  "
        "In boxes: move / h.  On edges: what the slope predicts.",
        readings=_readings(state),
        step=h,
        exact=exact,
        measured=measured,
        one_sided=one_sided,
        two_sided=two_sided,
    )


def _signed(change: float) -> str:
    return "0" if change == 0 else f"{change:+.2g}".replace("-", "−").replace("e−0", "e−")


def _power(h: float) -> str:
    return f"{h:.3g}".replace("e-0", "e−").replace("e-", "e−")


def _readings(state: NudgeState) -> tuple[str, str]:
    true, local = slope(state.node, "b"), slope(state.node, "L")
    name = {"w": "λw"}.get(state.node, f"∂L_reg/∂{state.node}")
    pointer = ("►", "  ") if state.hold == "b" else ("  ", "►")
    return (
        f"{pointer[0]} with L free, L_reg(w, b):  {barred(state.node)} = {number(true)}",
        f"{pointer[1]} with L held, L_reg(L, w):  {name} = {number(local)}",
    )


def _sentence(state: NudgeState, h: float, moved: float, measured: float, exact: float, held: str) -> str:
    error = abs(measured - exact)
    text = (
        f"Nudging {state.node} by {_power(h)} with {held} held moves the cost by {_signed(moved)}: "
        f"measured slope {measured:.6g}, exact {exact:.6g}, off by {f'{error:.1e}' if error else 0}. "
    ).replace("-", "−")
    if state.hold == "L" and state.node in "bzy":
        return text + "Everything it does to the cost goes through L, and L is held."
    if error <= 1e-12 + 1e-9 * abs(exact):
        return text + "Here the two agree as well as numbers can."
    if h > 1e-7:
        return text + "The rest is the bend of the curve: a smaller step would forget less."
    return text + "The rest is rounding: a larger step would lose fewer digits."
