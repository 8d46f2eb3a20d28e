"""SoftNet: soften whole nets with one scale, or one per layer, and watch the errors travel through the layers.

Lecture: 5, section 4.3, "Soft thresholds".
"""

from typing import Any

import ipywidgets
import numpy as np
from ipywidgets import FloatLogSlider, Layout
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from source_lib.plots import BLUE, GREEN, GREY, INK, ORANGE
from source_lib.widgets.explorer import Explorer
from source_lib.widgets.soft_net_frame import NETS, OPENING_SCALE, SCALES, Frame, Setting, frame_of, worst_errors

MOST_LAYERS = 4
LOWEST = 1e-8  # errors below are drawn here, at the lower edge; the sentence says how small they are


class SoftNet(Explorer):
    """Turn up the weight scale of a whole net: outputs against targets, errors layer by layer, worst error over c."""

    State = Setting
    size = (9.6, 4.9)

    def controls(self) -> dict[str, ipywidgets.Widget]:
        """Make the controls: a net, whether the layers share one scale, three scales, the wanted error."""
        wide = {"style": {"description_width": "9.5em"}, "layout": Layout(width="30em")}
        scale = {"min": -0.5, "max": 2.0, "step": 0.025, "readout_format": ".3g", "value": OPENING_SCALE}
        together = ipywidgets.Checkbox(value=True, description="one c for all layers", indent=True, **wide)
        c1, c2, c3 = (
            FloatLogSlider(description=f"c, {k} layer", style=wide["style"], layout=Layout(width="30em"), **scale)
            for k in ("first", "second", "third")
        )
        errors = [("0.1", 0.1), ("0.01", 0.01), ("0.001", 0.001)]
        return {
            "net": ipywidgets.Dropdown(options=list(NETS), description="net", **wide),
            "error": ipywidgets.Dropdown(options=errors, value=0.01, description="wanted error", **wide),
            "c1": c1,
            "together": together,
            "c2": c2,
            "c3": c3,
        }

    def _refresh(self) -> None:
        """Show one slider for each scale that the net has, and no slider that moves nothing."""
        super()._refresh()
        together = self.state.together
        self.controls_by_name["c1"].description = "c, all layers" if together else "c, first layer"
        for layer, name in ((2, "c2"), (3, "c3")):
            shown = not together and layer <= len(self.frame.scales)
            self.controls_by_name[name].layout.display = None if shown else "none"

    @staticmethod
    def compute(state: Setting) -> Frame:
        """Run the hard and the soft net on all inputs and compare them: error of layer k = max |H_soft - H_hard|."""
        return frame_of(state)

    def build(self, figure: Figure) -> None:
        """Lay out the three pictures and everything in them that does not move."""
        grid = figure.add_gridspec(2, 2, left=0.07, right=0.985, top=0.93, bottom=0.11, hspace=0.55, wspace=0.2)
        self.artists: dict[str, Any] = {}
        self._build_outputs(figure.add_subplot(grid[0, :]))
        self._build_layers(figure.add_subplot(grid[1, 0]))
        self._build_curve(figure.add_subplot(grid[1, 1]))

    def draw(self, frame: Frame) -> None:
        """Move the outputs, the layer errors and the curve to where the frame says."""
        a, n, n_layers = self.artists, len(frame.targets), len(frame.layer_errors)
        x = (np.arange(n) + 0.5) / n
        many = n > len(self.input_labels)
        a["targets"].set_data(x, frame.targets)
        a["targets"].set_markersize(2.5 if many else 8)
        a["outputs"].set_data(x, frame.outputs)
        a["outputs"].set_markersize(2 if many else 4.5)
        a["gaps"].set_segments(np.stack([np.c_[x, frame.targets], np.c_[x, frame.outputs]], axis=1))
        for k, label in enumerate(self.input_labels):
            label.set_text(frame.labels[k] if not many and k < n else "")
            label.set_x(float(x[k]) if k < n else 0.0)
        if many:
            self.input_labels[0].set_text(f"all {n} inputs, even ones first")
            self.input_labels[0].set_x(0.5)
        layers = np.arange(1, n_layers + 1)
        a["layers"].set_data(layers, np.maximum(frame.layer_errors, LOWEST))
        own = np.where(frame.own_errors > 0, np.maximum(frame.own_errors, LOWEST), np.nan)
        a["own"].set_data(layers, own)
        for axis_wanted in ("wanted", "wanted too"):
            a[axis_wanted].set_ydata([frame.wanted, frame.wanted])
        a["curve"].set_ydata(frame.curve)
        low, high = min(frame.scales), max(frame.scales)
        a["now"].set_data([low, high], [max(frame.worst, LOWEST)] * 2)
        a["needed"].set_xdata([frame.needed_scale] * 2)
        a["needed text"].set_text(f"c = {frame.needed_scale:.3g}")
        a["needed text"].set_x(frame.needed_scale * 0.94)

    def _build_outputs(self, ax: Any) -> None:
        ax.set(title="outputs of the soft net (dots) beside the targets (squares)", xlim=(0, 1), ylim=(-0.25, 1.25))
        ax.set(xticks=[], yticks=(0, 1))
        gaps = ax.add_collection(LineCollection([], colors=ORANGE, linewidths=2.5), autolim=False)
        squares = {"marker": "s", "mfc": "none", "mec": INK, "ms": 7, "ls": ""}
        self.artists |= {
            "gaps": self.moving(gaps),
            "targets": self.moving(ax.plot([], [], **squares)[0]),
            "outputs": self.moving(ax.plot([], [], "o", color=BLUE, ms=4.5)[0]),
        }
        place = {"transform": ax.get_xaxis_transform(), "ha": "center", "va": "top", "fontsize": 8.5, "color": INK}
        self.input_labels = [self.moving(ax.text(0, -0.04, "", clip_on=False, **place)) for _ in range(8)]

    def _build_layers(self, ax: Any) -> None:
        ax.set(
            title="worst error after each layer",
            xlabel="layer, the last is the output",
            yscale="log",
            ylim=(LOWEST / 2, 2),
            xlim=(0.6, 4.4),
        )
        ax.set(xticks=range(1, MOST_LAYERS + 1))
        self.artists |= {
            "wanted": self.moving(ax.axhline(0.01, color=GREEN, lw=1.5, ls="--")),
            "layers": self.moving(ax.plot([], [], "o-", color=BLUE, ms=7, label="in the net")[0]),
            "own": self.moving(ax.plot([], [], "D", mfc="none", mec=ORANGE, ms=11, label="alone, inputs exact")[0]),
        }
        ax.legend(loc="lower right", fontsize=8, framealpha=0.9)

    def _build_curve(self, ax: Any) -> None:
        ax.set(
            title="worst output error, one c (grey: the other nets)",
            xlabel="weight scale c",
            xscale="log",
            yscale="log",
        )
        ax.set(xlim=(SCALES[0], SCALES[-1]), ylim=(LOWEST / 2, 2))
        for name in NETS:
            ax.plot(SCALES, worst_errors(name), color=GREY, lw=1, alpha=0.7)
        self.artists |= {
            "wanted too": self.moving(ax.axhline(0.01, color=GREEN, lw=1.5, ls="--")),
            "needed": self.moving(ax.axvline(10, color=GREEN, lw=1.5, ls="-.")),
            "needed text": self.moving(ax.text(10, 2e-8, "", color=INK, ha="right")),
            "curve": self.moving(ax.plot(SCALES, np.ones_like(SCALES), color=BLUE, lw=2.2)[0]),
            "now": self.moving(ax.plot([], [], "o-", color=ORANGE, ms=8)[0]),
        }
