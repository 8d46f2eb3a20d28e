"""The calculus-class derivatives of the running example, written out in full and run with a counter inside.

Each formula exists twice, as the text that a reader sees and as the program that is counted; both are built
from the same copies of wx + b, so that the picture and the number cannot disagree (a test compares them).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from source_lib.activations import logistic

LOSSES = ("squared error", "cross-entropy")


@dataclass
class Tally:
    """An affine map that remembers how often it was asked: z = wx + b.

    Example:
        >>> tally = Tally(w=2.0, x=3.0, b=1.0)
        >>> tally.z() + tally.z(), tally.calls
        (14.0, 2)

    Lecture: 6, section 2.1, "How you would have done it in calculus class".
    """

    w: float
    x: float
    b: float
    calls: int = field(default=0)

    def z(self) -> float:
        """Compute wx + b and count it."""
        self.calls += 1
        return self.w * self.x + self.b

    def sigma(self) -> float:
        """Compute σ(wx + b) from a fresh wx + b."""
        return float(logistic(np.float64(self.z())))

    def slope(self, expanded: bool) -> float:
        """Compute σ′(wx + b), written out as σ(1 − σ) from two fresh copies when expanded."""
        if expanded:
            return self.sigma() * (1 - self.sigma())
        return float(logistic.derivative(np.float64(self.z())))


def slope_text(expanded: bool) -> str:
    """Write σ′(wx + b) as the naive formula has it."""
    return "σ(wx + b)·(1 − σ(wx + b))" if expanded else "σ′(wx + b)"


def error_text(loss: str) -> str:
    """Write dL/dy with every y replaced by σ(wx + b)."""
    if loss == "cross-entropy":
        return "((1 − t)/(1 − σ(wx + b)) − t/σ(wx + b))"
    return "(σ(wx + b) − t)"


def shared_text(loss: str, expanded: bool) -> str:
    """Write the factor that both derivatives contain: dL/dy · σ′(wx + b)."""
    return f"{error_text(loss)}·{slope_text(expanded)}"


def naive_texts(loss: str, expanded: bool) -> tuple[str, str]:
    """Write both expanded derivatives.

    Example:
        >>> naive_texts("squared error", False)[1]
        '(σ(wx + b) − t)·σ′(wx + b)'

    Lecture: 6, section 2.1, "How you would have done it in calculus class".
    """
    shared = shared_text(loss, expanded)
    return f"{shared}·x + λw", shared


def naive_values(tally: Tally, t: float, lam: float, loss: str, expanded: bool) -> tuple[float, float]:
    """Run both expanded derivatives literally, every wx + b computed afresh: (dL_reg/dw, dL_reg/db).

    Example:
        >>> tally = Tally(w=0.0, x=2.0, b=0.0)
        >>> naive_values(tally, 0.0, 0.0, "squared error", False), tally.calls
        ((0.25, 0.125), 4)

    Lecture: 6, section 2.1, "How you would have done it in calculus class".
    """
    by_w = _error(tally, t, loss) * tally.slope(expanded) * tally.x + lam * tally.w
    by_b = _error(tally, t, loss) * tally.slope(expanded)
    return by_w, by_b


def _error(tally: Tally, t: float, loss: str) -> float:
    if loss == "cross-entropy":
        return (1 - t) / (1 - tally.sigma()) - t / tally.sigma()
    return tally.sigma() - t


def staged_values(tally: Tally, t: float, lam: float, loss: str) -> dict[str, float]:
    """Run the forward pass and the seven bars, wx + b computed once; only y_bar knows the loss.

    Example:
        >>> tally = Tally(w=0.0, x=2.0, b=0.0)
        >>> bars = staged_values(tally, 0.0, 0.0, "squared error")
        >>> bars["w_bar"], bars["b_bar"], tally.calls
        (0.25, 0.125, 1)

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    z = tally.z()
    y = float(logistic(np.float64(z)))
    L = cost_of_output(y, t, loss)
    R = tally.w**2 / 2
    bars = {"L_reg_bar": 1.0}
    bars["R_bar"] = bars["L_reg_bar"] * lam
    bars["L_bar"] = bars["L_reg_bar"]
    bars["y_bar"] = bars["L_bar"] * ((1 - t) / (1 - y) - t / y if loss == "cross-entropy" else y - t)
    bars["z_bar"] = bars["y_bar"] * float(logistic.derivative(np.float64(z)))
    bars["w_bar"] = bars["z_bar"] * tally.x + bars["R_bar"] * tally.w
    bars["b_bar"] = bars["z_bar"]
    return {"z": z, "y": y, "L": L, "R": R, "L_reg": L + lam * R, **bars}


def cost_of_output(y: float, t: float, loss: str) -> float:
    """Return the loss of one output: ½(y − t)², or −t log y − (1 − t) log(1 − y).

    Example:
        >>> cost_of_output(1.0, 0.0, "squared error")
        0.5

    Lecture: 6, section 2, "The Chain Rule revisited".
    """
    if loss == "cross-entropy":
        return float(-t * np.log(y) - (1 - t) * np.log(1 - y))
    return (y - t) ** 2 / 2


def difference_quotient(cost: Callable[[float], float], at: float, h: float = 1e-5) -> float:
    """Measure a slope without calculus: (f(v + h) − f(v − h)) / 2h.

    Example:
        >>> round(difference_quotient(lambda v: v * v, 3.0), 6)
        6.0

    Lecture: 6, section 2.2, "Multivariable chain rule: the easy case".
    """
    return (cost(at + h) - cost(at - h)) / (2 * h)
