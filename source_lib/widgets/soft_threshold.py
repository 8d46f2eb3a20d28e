"""SoftThreshold: drag the weight scale c and see sigma(c z) close in on the step while its gradient dies away.

Lecture: 5, section 4.3, "Soft thresholds".
"""

from dataclasses import dataclass
from typing import Any, ClassVar

import ipywidgets
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from source_lib.activations import logistic
from source_lib.designs import scale_for
from source_lib.plots import BLUE, GREEN, GREY, INK, ORANGE
from source_lib.widgets.explorer import Explorer

Array = NDArray[np.float64]

Z = np.linspace(-3, 3, 601)
SCALES = np.logspace(-0.5, 2.5, 121)
FAINT = 0.01  # a gradient below this hardly moves a weight: the threshold of the lower right picture
GRADIENT_BINS = np.linspace(-8, 2, 41)  # log10 of the gradient; what is fainter still is put into the first bin
PEAK_TOP = 1e3

SAMPLES: dict[str, Array] = {
    "spread out": np.linspace(-3, 3, 400),
    "crowded at the boundary": np.sinh(np.linspace(-3.5, 3.5, 400)) / np.sinh(3.5) * 3,
    "two far groups": np.concatenate([np.linspace(-2.5, -1, 200), np.linspace(1, 2.5, 200)]),
}


@dataclass(frozen=True)
class Setting:
    """What the reader can set: the scale c, the margin m, the wanted error, and where the examples lie."""

    scale: float = 1.0
    margin: float = 0.5
    error: float = 0.01
    samples: str = "spread out"


@dataclass(frozen=True)
class Frame:
    """What is seen: two curves over z, the error at the margin over c, and the gradients of the examples."""

    sentence: str
    scale: float
    margin: float
    wanted: float
    needed_scale: float
    soft: Array
    gradient: Array
    error: float
    error_curve: Array
    counts: Array
    share_alive: float


class SoftThreshold(Explorer):
    """Scale the weights and bias of one logistic unit: sigma(c z), its slope c sigma'(c z), and what both are worth."""

    State = Setting
    size = (9.6, 5.6)
    Z_TICKS: ClassVar = (-3, -2, -1, 0, 1, 2, 3)

    def controls(self) -> dict[str, ipywidgets.Widget]:
        """Make the four controls; both scales of multiplicative things move in equal factors, not equal steps."""
        wide = {"style": {"description_width": "9.5em"}, "layout": ipywidgets.Layout(width="30em")}
        return {
            "scale": ipywidgets.FloatLogSlider(
                value=1.0, min=-0.5, max=2.5, step=0.025, description="weight scale c", readout_format=".3g", **wide
            ),
            "margin": ipywidgets.FloatSlider(
                value=0.5, min=0.05, max=2.0, step=0.05, description="margin m", readout_format=".2f", **wide
            ),
            "error": ipywidgets.FloatLogSlider(
                value=0.01, min=-6, max=-0.5, step=0.25, description="wanted error", readout_format=".2g", **wide
            ),
            "samples": ipywidgets.Dropdown(options=list(SAMPLES), description="examples", **wide),
        }

    @staticmethod
    def compute(state: Setting) -> Frame:
        """Turn a state into curves: sigma(c z), c sigma'(c z), sigma(-c m) over c, and c* = ln((1 - eps)/eps)/m."""
        c, m = state.scale, state.margin
        needed = scale_for(state.error, m)
        error = float(logistic(np.array(-c * m)))
        felt = c * logistic.derivative(c * SAMPLES[state.samples])
        alive = float(np.mean(felt > FAINT))
        counts, _ = np.histogram(np.clip(np.log10(np.maximum(felt, 1e-300)), -8, 2), bins=GRADIENT_BINS)
        return Frame(
            sentence=_sentence(state, error, needed, alive),
            scale=c,
            margin=m,
            wanted=state.error,
            needed_scale=needed,
            soft=logistic(c * Z),
            gradient=c * logistic.derivative(c * Z),
            error=error,
            error_curve=logistic(-SCALES * m),
            counts=counts / len(felt),
            share_alive=alive,
        )

    def build(self, figure: Figure) -> None:
        """Lay out the four pictures and everything in them that does not move."""
        grid = figure.add_gridspec(2, 2, left=0.07, right=0.985, top=0.93, bottom=0.1, hspace=0.5, wspace=0.2)
        self.artists: dict[str, Any] = {}
        self._build_step(figure.add_subplot(grid[0, 0]))
        self._build_gradient(figure.add_subplot(grid[1, 0]))
        self._build_error(figure.add_subplot(grid[0, 1]))
        self._build_samples(figure.add_subplot(grid[1, 1]))

    def draw(self, frame: Frame) -> None:
        """Move the curves, dots and words to where the frame says."""
        a, m = self.artists, frame.margin
        a["soft"].set_ydata(frame.soft)
        a["gap"].set_data([-m, -m, np.nan, m, m], [0, frame.error, np.nan, 1, 1 - frame.error])
        a["margin"].set_data([-m, -m, np.nan, m, m], [-0.1, 1.1, np.nan, -0.1, 1.1])
        a["gap text"].set_text(f"off by {frame.error:.2g}")
        a["gradient"].set_ydata(np.maximum(frame.gradient, 1e-9))
        a["peak"].set_data([0], [frame.scale / 4])
        a["peak text"].set_text(f"peak c/4 = {frame.scale / 4:.3g}")
        a["error curve"].set_ydata(np.maximum(frame.error_curve, 1e-30))
        a["now"].set_data([frame.scale], [frame.error])
        a["wanted"].set_ydata([frame.wanted, frame.wanted])
        a["wanted text"].set_text(f"wanted {frame.wanted:.2g}")
        a["wanted text"].set_y(frame.wanted / 1.6)
        a["needed"].set_xdata([frame.needed_scale, frame.needed_scale])
        a["needed text"].set_text(f"c* = {frame.needed_scale:.3g}")
        a["needed text"].set_x(min(max(frame.needed_scale * 1.08, SCALES[0] * 1.1), 100.0))
        a["dead"].set_data(np.where(GRADIENT_BINS[1:] <= np.log10(FAINT) + 1e-9, frame.counts, 0))
        a["alive"].set_data(np.where(GRADIENT_BINS[1:] > np.log10(FAINT) + 1e-9, frame.counts, 0))
        a["share text"].set_text(f"{frame.share_alive:.0%}")

    def _build_step(self, ax: Any) -> None:
        ax.set(
            title="the unit: σ(c z) in blue, the hard step in grey",
            xlabel="z",
            xlim=(-3, 3),
            ylim=(-0.1, 1.1),
            yticks=(0, 0.5, 1),
        )
        ax.plot([-3, 0, 0, 3], [0, 0, 1, 1], color=GREY, lw=3, alpha=0.6, label="hard")
        self.artists |= {
            "margin": self.moving(ax.plot([], [], color=INK, lw=1, ls=":")[0]),
            "soft": self.moving(ax.plot(Z, Z, color=BLUE, lw=2.2)[0]),
            "gap": self.moving(ax.plot([], [], color=ORANGE, lw=5, solid_capstyle="butt")[0]),
            "gap text": self.moving(ax.text(0.97, 0.2, "", transform=ax.transAxes, color=INK, ha="right")),
        }

    def _build_gradient(self, ax: Any) -> None:
        ax.set(
            title="its gradient: c σ′(c z), area always 1",
            xlabel="z",
            xlim=(-3, 3),
            yscale="log",
            ylim=(1e-6, PEAK_TOP),
        )
        ax.axhspan(1e-6, FAINT, facecolor="none", edgecolor=GREY, hatch="///", lw=0, alpha=0.5)
        ax.axhline(FAINT, color=INK, lw=1, ls="--")
        ax.text(-2.9, FAINT * 1.5, f"faint: below {FAINT}", color=INK, fontsize=8)
        self.artists |= {
            "gradient": self.moving(ax.plot(Z, np.ones_like(Z), color=BLUE, lw=2.2)[0]),
            "peak": self.moving(ax.plot([], [], "o", color=ORANGE, ms=7)[0]),
            "peak text": self.moving(ax.text(0.03, 0.86, "", transform=ax.transAxes, color=INK)),
        }

    def _build_error(self, ax: Any) -> None:
        ax.set(title="error at the margin, against c", xlabel="weight scale c", xscale="log", yscale="log")
        ax.set(xlim=(SCALES[0], SCALES[-1]), ylim=(1e-8, 1.5))
        self.artists |= {
            "wanted": self.moving(ax.axhline(0.01, color=GREEN, lw=1.5, ls="--")),
            "needed": self.moving(ax.axvline(9.2, color=GREEN, lw=1.5, ls="-.")),
            "error curve": self.moving(ax.plot(SCALES, np.ones_like(SCALES), color=BLUE, lw=2.2)[0]),
            "now": self.moving(ax.plot([], [], "o", color=ORANGE, ms=8)[0]),
            "wanted text": self.moving(ax.text(SCALES[0] * 1.15, 1, "", color=INK, va="top")),
            "needed text": self.moving(ax.text(10, 3e-8, "", color=INK)),
        }

    def _build_samples(self, ax: Any) -> None:
        ax.set(
            title="gradients the examples feel", xlabel="log₁₀ of c σ′(c z)", ylabel="share", xlim=(-8, 2), ylim=(0, 1)
        )
        ax.text(0.07, 0.64, f"of the 400 examples\nfeel more than {FAINT}", transform=ax.transAxes, color=INK)
        ax.set_xticks(range(-8, 3, 2), ["≤ −8", "−6", "−4", "−2", "0", "2"])
        ax.axvline(np.log10(FAINT), color=INK, lw=1, ls="--")
        none = np.zeros(len(GRADIENT_BINS) - 1)
        dead = ax.stairs(none, GRADIENT_BINS, fill=True, facecolor="white", edgecolor=ORANGE, hatch="////", lw=1)
        self.artists |= {
            "dead": self.moving(dead),
            "alive": self.moving(ax.stairs(none, GRADIENT_BINS, fill=True, color=BLUE)),
            "share text": self.moving(ax.text(0.07, 0.86, "", transform=ax.transAxes, color=INK, weight="bold")),
        }


def _sentence(state: Setting, error: float, needed: float, alive: float) -> str:
    enough = error <= state.error
    verdict = f"within the wanted {state.error:.2g}" if enough else f"more than the wanted {state.error:.2g}"
    advice = (
        f"c* = {needed:.3g} is where it becomes enough"
        if not enough
        else f"every c from c* = {needed:.3g} on is enough"
    )
    return (
        f"With c = {state.scale:.3g} the soft unit is off by {error:.2g} at z = ±{state.margin:.2f}, "
        f"{verdict}; {advice}. "
        f"The gradient peaks at c/4 = {state.scale / 4:.3g}, and {alive:.0%} of the examples feel more "
        f"than {FAINT} of it."
    )
