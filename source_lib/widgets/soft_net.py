"""SoftNet: soften whole nets with one scale, or one per layer, and watch the errors travel through the layers.

Lecture: 5, section 4.3, "Soft thresholds".
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import ipywidgets
import numpy as np
from ipywidgets import FloatLogSlider, Layout
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from numpy.typing import NDArray

from source_lib.activations import hard_threshold
from source_lib.designs import binary_inputs, centred_bias, notes_bias, parity_tree, soften, table_net, xor
from source_lib.mlp import MLP, forward
from source_lib.plots import BLUE, GREEN, GREY, INK, ORANGE
from source_lib.widgets.explorer import Explorer

Array = NDArray[np.float64]

TABLE = (1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0)
SCALES = np.logspace(-0.5, 2, 101)
OPENING_SCALE = 10**0.5  # a place the sliders can stand on
FLOOR = 1e-12
MOST_LAYERS = 4

NETS: dict[str, tuple[MLP, Array]] = {
    "XOR": (xor(), binary_inputs(2)),
    "table, the lecture's bias -2.5": (table_net(TABLE, notes_bias(3)), binary_inputs(3, low=-1)),
    "table, centred bias -2": (table_net(TABLE, centred_bias(3)), binary_inputs(3, low=-1)),
    "parity tree of 8 bits": (parity_tree(8), binary_inputs(8)),
}


@dataclass(frozen=True)
class Setting:
    """What the reader can set: the net, one scale for all layers or one for each, and the wanted error."""

    net: str = "XOR"
    together: bool = True
    c1: float = OPENING_SCALE
    c2: float = OPENING_SCALE
    c3: float = OPENING_SCALE
    error: float = 0.01


@dataclass(frozen=True)
class Frame:
    """What is seen: outputs beside targets, the error of every layer, and the worst error over c."""

    sentence: str
    targets: Array  # (N,)
    outputs: Array  # (N,)
    labels: tuple[str, ...]
    layer_errors: Array  # (L,) with the errors of the layers below
    own_errors: Array  # (L,) if the layer's inputs were exact
    scales: tuple[float, ...]
    wanted: float
    worst: float
    curve: Array
    needed_scale: float


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

        def show_scales(change: dict[str, Any]) -> None:
            c1.description = "c, all layers" if change["new"] else "c, first layer"
            for slider in (c2, c3):
                slider.layout.display = "none" if change["new"] else None

        together.observe(show_scales, names="value")
        show_scales({"new": True})
        errors = [("0.1", 0.1), ("0.01", 0.01), ("0.001", 0.001)]
        return {
            "net": ipywidgets.Dropdown(options=list(NETS), description="net", **wide),
            "error": ipywidgets.Dropdown(options=errors, value=0.01, description="wanted error", **wide),
            "c1": c1,
            "together": together,
            "c2": c2,
            "c3": c3,
        }

    @staticmethod
    def compute(state: Setting) -> Frame:
        """Run the hard and the soft net on all inputs and compare them: error of layer k = max |H_soft - H_hard|."""
        net, X = NETS[state.net]
        scales = _scales(state)
        soft = soften(net, scales)
        exact, rough = forward(net, X), forward(soft, X)
        layer_errors = [np.abs(r - e).max() for r, e in zip(rough.H[1:], exact.H[1:], strict=True)]
        own_errors = [
            np.abs(layer.activation(h @ layer.W.T + layer.b) - e).max()
            for layer, h, e in zip(soft.layers, exact.H, exact.H[1:], strict=False)
        ]
        order = np.argsort(exact.Y[:, 0], kind="stable") if len(X) > 8 else np.arange(len(X))
        X, outputs, targets = X[order], rough.Y[order, 0], exact.Y[order, 0]
        curve = worst_errors(state.net)
        k = int(np.argmax(np.abs(outputs - targets)))
        needed = _needed_scale(curve, state.error)
        signed = bool((X < 0).any())
        labels = tuple(_name(x, signed) for x in X)
        return Frame(
            sentence=_sentence(state, scales, labels[k], targets[k], outputs[k], needed, len(X), layer_errors),
            targets=targets,
            outputs=outputs,
            labels=labels,
            layer_errors=np.array(layer_errors),
            own_errors=np.array(own_errors),
            scales=scales,
            wanted=state.error,
            worst=float(layer_errors[-1]),
            curve=curve,
            needed_scale=needed,
        )

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
        a["layers"].set_data(layers, np.maximum(frame.layer_errors, FLOOR))
        own = np.where(frame.own_errors > FLOOR, frame.own_errors, np.nan)
        a["own"].set_data(layers, own)
        for axis_wanted in ("wanted", "wanted too"):
            a[axis_wanted].set_ydata([frame.wanted, frame.wanted])
        a["curve"].set_ydata(frame.curve)
        low, high = min(frame.scales), max(frame.scales)
        a["now"].set_data([low, high], [max(frame.worst, FLOOR)] * 2)
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
            ylim=(1e-6, 2),
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
        ax.set(xlim=(SCALES[0], SCALES[-1]), ylim=(1e-6, 2))
        for name in NETS:
            ax.plot(SCALES, worst_errors(name), color=GREY, lw=1, alpha=0.7)
        self.artists |= {
            "wanted too": self.moving(ax.axhline(0.01, color=GREEN, lw=1.5, ls="--")),
            "needed": self.moving(ax.axvline(10, color=GREEN, lw=1.5, ls="-.")),
            "needed text": self.moving(ax.text(10, 2e-6, "", color=INK, ha="right")),
            "curve": self.moving(ax.plot(SCALES, np.ones_like(SCALES), color=BLUE, lw=2.2)[0]),
            "now": self.moving(ax.plot([], [], "o-", color=ORANGE, ms=8)[0]),
        }


@cache
def worst_errors(net: str) -> Array:
    """Measure the worst output error of a net of the menu for each of SCALES: max over inputs of |soft - hard|.

    Lecture: 5, section 4.3, "Soft thresholds".
    """
    hard, X = NETS[net]
    exact = forward(hard, X).Y
    return np.array([max(np.abs(forward(soften(hard, c), X).Y - exact).max(), FLOOR) for c in SCALES.tolist()])


def _scales(state: Setting) -> tuple[float, ...]:
    n_hard = sum(layer.activation is hard_threshold for layer in NETS[state.net][0].layers)
    return (state.c1,) * n_hard if state.together else (state.c1, state.c2, state.c3)[:n_hard]


def _needed_scale(curve: Array, wanted: float) -> float:
    """Read off the smallest scale from which on the curve stays below what is wanted, between grid points."""
    last = int(np.nonzero(curve > wanted)[0].max(initial=0))
    if last + 1 >= len(curve):
        return float("nan")
    return float(np.exp(np.interp(-np.log(wanted), -np.log(curve[last : last + 2]), np.log(SCALES[last : last + 2]))))


def _name(x: Array, signed: bool) -> str:
    return " ".join(f"{int(v):+d}" for v in x) if signed else "".join(f"{int(v)}" for v in x)


def _sentence(
    state: Setting,
    scales: tuple[float, ...],
    worst_input: str,
    target: float,
    output: float,
    needed: float,
    n_inputs: int,
    layer_errors: list[Any],
) -> str:
    how = f"c = {state.c1:.3g} everywhere" if state.together else "c = " + ", ".join(f"{c:.3g}" for c in scales)
    off = abs(output - target)
    verdict = f"within the wanted {state.error:g}" if off <= state.error else f"more than the wanted {state.error:g}"
    hidden = ", ".join(f"{e:.2g}" for e in layer_errors[:-1])
    return (
        f"{state.net}, {how}: the worst of the {n_inputs} inputs is ({worst_input}), wanted {target:g}, got "
        f"{output:.4f}: off by {off:.2g}, {verdict}. Hidden layers are off by {hidden}. "
        f"With one c for all layers, c = {needed:.3g} is enough."
    )
