"""GateDesigner: set weights until the truth table agrees, with one unit or with two hidden ones; inputs are 0 and 1.

Lecture: 5, section 2, "Multilayer Perceptrons".
"""

from dataclasses import dataclass, replace
from typing import Any

import ipywidgets
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from source_lib.activations import hard_threshold
from source_lib.designs import GATES, SEPARABLE_GATES, binary_inputs, gate, truth_table
from source_lib.mlp import MLP, Layer, forward
from source_lib.plots import BLUE, GREEN, INK, ORANGE
from source_lib.widgets.explorer import Explorer
from source_lib.widgets.half_plane import HalfPlane

Array = NDArray[np.float64]

CORNERS = binary_inputs(2)
HIDDEN = ("w11", "w12", "b1", "w21", "w22", "b2")
OUTPUT = ("v1", "v2", "c")
LABELS = dict(zip(HIDDEN + OUTPUT, ("w₁₁", "w₁₂", "b₁", "w₂₁", "w₂₂", "b₂", "v₁", "v₂", "c"), strict=True))


@dataclass(frozen=True)
class Setting:
    """What the reader can set: the gate, whether there is a hidden layer, and every weight and bias.

    Without a hidden layer, v1, v2, c belong to the one unit and read x1, x2; with it they read h1, h2.
    """

    gate: str = "xor"
    hidden: bool = False
    w11: float = 1.0
    w12: float = 0.0
    b1: float = -0.5
    w21: float = 0.0
    w22: float = 1.0
    b2: float = -0.5
    v1: float = 1.0
    v2: float = 1.0
    c: float = -0.5
    best: int = 0  # the most rows that one unit, as the reader set it, has got right of this gate so far


@dataclass(frozen=True)
class Frame:
    """What is seen: the wanted and the computed table, where the corners go in the hidden layer, and all lines."""

    sentence: str
    wanted: Array  # (4,)
    got: Array  # (4,)
    H: Array  # (4, 2), the corners themselves without a hidden layer
    units: Array  # (2, 3): w and b of h1, h2
    output: Array  # (3,): v1, v2, c
    hidden: bool
    best: int

    @property
    def right(self) -> int:
        """How many of the four rows are as wanted."""
        return int((self.got == self.wanted).sum())

    @property
    def solved(self) -> bool:
        """Whether all four rows are as wanted."""
        return self.right == 4


class GateDesigner(Explorer):
    """Two bits in, one bit out: lines in the square of inputs, and the square of hidden units where corners merge."""

    State = Setting
    size = (9.8, 3.9)

    def controls(self) -> dict[str, ipywidgets.Widget]:
        """Make the controls: the gate, the hidden layer, nine weights and biases."""
        wide: dict[str, Any] = {"style": {"description_width": "3em"}, "layout": ipywidgets.Layout(width="19em")}
        gates = ipywidgets.Dropdown(options=list(GATES), description="gate", **wide)
        hidden = ipywidgets.Checkbox(
            description="with two hidden units", indent=False, layout=ipywidgets.Layout(width="auto")
        )
        numbers = {
            name: ipywidgets.FloatSlider(
                min=-3, max=3, step=0.5, readout_format=".1f", description=LABELS[name], **wide
            )
            for name in HIDDEN + OUTPUT
        }
        return {"gate": gates, "hidden": hidden} | numbers

    def layout(self, controls: dict[str, ipywidgets.Widget]) -> ipywidgets.Widget:
        """Arrange one column of sliders per unit, and two buttons: one shows a solution, one starts again."""
        columns = {
            "<b>h₁</b> reads x₁, x₂": HIDDEN[:3],
            "<b>h₂</b> reads x₁, x₂": HIDDEN[3:],
            "<b>y</b>": OUTPUT,
        }
        boxes = [
            ipywidgets.VBox([ipywidgets.HTML(title), *(controls[name] for name in names)])
            for title, names in columns.items()
        ]
        reveal = ipywidgets.Button(description="reveal a solution", tooltip="set weights that compute this gate")
        again = ipywidgets.Button(description="start again", tooltip="back to the opening weights")
        reveal.on_click(lambda _: self._reveal())
        again.on_click(lambda _: self.update(**{name: getattr(Setting(), name) for name in HIDDEN + OUTPUT}))

        def adapt(change: Any) -> None:
            for box in boxes[:2]:
                box.layout.display = None if controls["hidden"].value else "none"
            boxes[2].children[0].value = (
                "<b>y</b> reads h₁, h₂" if controls["hidden"].value else "<b>y</b> reads x₁, x₂"
            )
            impossible = controls["gate"].value not in SEPARABLE_GATES and not controls["hidden"].value
            reveal.disabled = impossible  # there is none to reveal

        for name in ("gate", "hidden"):
            controls[name].observe(adapt, names="value")
        adapt(None)
        row = ipywidgets.Layout(flex_flow="row wrap", align_items="center")
        top = ipywidgets.HBox([controls["gate"], controls["hidden"], reveal, again], layout=row)
        sliders = ipywidgets.HBox(boxes, layout=ipywidgets.Layout(flex_flow="row wrap"))
        return ipywidgets.VBox([top, sliders, self.image, self.sentence])

    def _reveal(self) -> None:
        self.revealing = True  # what is shown is not what the reader has reached
        self.update(**solution(self.state.gate, self.state.hidden))
        self.revealing = False

    @staticmethod
    def compute(state: Setting) -> Frame:
        """Run the net on the four corners and compare with the gate's truth table."""
        units = np.array([[state.w11, state.w12, state.b1], [state.w21, state.w22, state.b2]])
        output = np.array([state.v1, state.v2, state.c])
        layers = [Layer(units[:, :2], units[:, 2], hard_threshold)] if state.hidden else []
        net = MLP((*layers, Layer(output[None, :2], output[2:], hard_threshold)))
        trace = forward(net, CORNERS)
        wanted, got = truth_table(state.gate), trace.Y[:, 0]
        H = trace.H[-2]
        return Frame(_sentence(state, wanted, got, H), wanted, got, H, units, output, state.hidden, state.best)

    def _refresh(self) -> None:
        """Keep count of the best that one unit has reached for this gate, unless its weights were revealed."""
        frame, name = self.compute(self.state), self.state.gate
        best: dict[str, int] = vars(self).setdefault("best", {})
        if not frame.hidden and not vars(self).get("revealing"):
            best[name] = max(best.get(name, 0), frame.right)
        self.state = replace(self.state, best=0 if frame.hidden else best.get(name, 0))
        super()._refresh()

    def build(self, figure: Figure) -> None:
        """Lay out the square of inputs, the square the output unit reads, and the truth table."""
        grid = figure.add_gridspec(
            1, 3, left=0.05, right=0.99, top=0.9, bottom=0.13, wspace=0.2, width_ratios=(1, 1, 1.05)
        )
        inputs, read, table = (figure.add_subplot(grid[0, k]) for k in range(3))
        inputs.set(title="inputs", xlabel="x₁", ylabel="x₂")
        self.first = HalfPlane(self, inputs, "h₁ = 1", BLUE, "-")
        self.second = HalfPlane(self, inputs, "h₂ = 1", ORANGE, "--", end=1)
        self.only = HalfPlane(self, inputs, "y = 1", GREEN, "-.")
        self.corners = self._corners(inputs)
        read.set(title="the same four inputs, as hidden units", xlabel="h₁", ylabel="h₂")
        self.last = HalfPlane(self, read, "y = 1", GREEN, "-.")
        self.images = self._corners(read)
        self.nothing = self.moving(read.text(0.5, 0.5, "", ha="center", va="center", color=INK, linespacing=1.6))
        self._build_table(table)

    def draw(self, frame: Frame) -> None:
        """Move the lines, the corners' places in the hidden square, and the table."""
        for plane, numbers, shown in (
            (self.first, frame.units[0], frame.hidden),
            (self.second, frame.units[1], frame.hidden),
            (self.only, frame.output, not frame.hidden),
            (self.last, frame.output, frame.hidden),
        ):
            plane.move(numbers if shown else None)
        _place(self.corners, CORNERS, frame.wanted)
        _place(self.images, frame.H if frame.hidden else np.full((4, 2), np.nan), frame.wanted)
        self.nothing.set_text("" if frame.hidden else "no hidden layer:\ny reads x₁ and x₂\nas they are")
        for k, (wanted, got) in enumerate(zip(frame.wanted, frame.got, strict=True)):
            h = "  ".join(f"{bit:.0f}" for bit in frame.H[k]) if frame.hidden else "–  –"
            x = "  ".join(f"{bit:.0f}" for bit in CORNERS[k])
            self.rows[k].set_text(f"{x}   {h}     {got:.0f}       {wanted:.0f}    {'✓' if wanted == got else '✗'}")
        so_far = f", best so far {frame.best}" if frame.best > frame.right else ""
        self.verdict.set_text("solved" if frame.solved else f"{frame.right} of 4 right{so_far}")

    def _corners(self, ax: Any) -> tuple[Any, Any, list[Any]]:
        ax.set(xlim=(-0.6, 1.6), ylim=(-0.6, 1.6), xticks=(0, 1), yticks=(0, 1), aspect="equal")
        on = self.moving(ax.plot([], [], "o", color=INK, ms=11, zorder=3)[0])
        off = self.moving(ax.plot([], [], "o", mfc="white", mec=INK, mew=2, ms=11, zorder=3)[0])
        names = [self.moving(ax.text(0, 0, "", color=INK, ha="center", fontsize=8.5, zorder=4)) for _ in range(4)]
        return on, off, names

    def _build_table(self, ax: Any) -> None:
        ax.set_axis_off()
        style = {"transform": ax.transAxes, "family": "monospace", "fontsize": 10.5, "color": INK}
        ax.text(0.02, 0.9, "x₁ x₂  h₁ h₂   y    wanted", **style)
        ax.plot([0.02, 0.98], [0.86, 0.86], color=INK, lw=0.8, transform=ax.transAxes)
        self.rows = [self.moving(ax.text(0.02, 0.74 - 0.14 * k, "", **style)) for k in range(4)]
        self.verdict = self.moving(
            ax.text(0.02, 0.12, "", transform=ax.transAxes, color=INK, fontsize=13, weight="bold")
        )
        ax.text(0.02, 0.0, "● wanted 1    ○ wanted 0", transform=ax.transAxes, color=INK)


def solution(name: str, hidden: bool) -> dict[str, float]:
    """Give weights that compute a gate, under this widget's names for them."""
    layers = gate(name, hidden=hidden).layers
    numbers = dict(zip(OUTPUT, [*layers[-1].W[0].tolist(), float(layers[-1].b[0])], strict=True))
    if hidden:
        first = np.column_stack([layers[0].W, layers[0].b]).ravel().tolist()
        numbers |= dict(zip(HIDDEN, first, strict=True))
    return numbers


def _place(corners: tuple[Any, Any, list[Any]], places: Array, wanted: Array) -> None:
    """Put filled dots where 1 is wanted and hollow ones where 0 is; inputs that share a place share a label."""
    on, off, names = corners
    on.set_data(*places[wanted == 1].T)
    off.set_data(*places[wanted == 0].T)
    for k, text in enumerate(names):
        here = np.flatnonzero((places == places[k]).all(axis=1))
        first = len(here) > 0 and here[0] == k
        text.set_text(" and ".join(f"{CORNERS[i, 0]:.0f}{CORNERS[i, 1]:.0f}" for i in here) if first else "")
        if first:
            text.set_position((places[k, 0], places[k, 1] + 0.15))


def _sentence(state: Setting, wanted: Array, got: Array, H: Array) -> str:
    right = int((wanted == got).sum())
    name = state.gate.upper() if state.gate.isalpha() else f"“{state.gate}”"
    if not state.hidden:
        if right == 4:
            return f"Solved: one unit computes {name}."
        limit = (
            "" if state.gate in SEPARABLE_GATES else " One line cannot do better than 3 of 4 here: add hidden units."
        )
        so_far = f" The best so far is {state.best} of 4." if state.best > right else ""
        return f"One unit gets {right} of 4 rows of {name} right.{so_far}{limit if right == 3 else ''}"
    places = len(np.unique(H, axis=0))
    torn = any((H[i] == H[j]).all() and wanted[i] != wanted[j] for i in range(4) for j in range(i))
    where = f"the four inputs land on {places} place{'s' * (places > 1)} of the hidden square"
    if right == 4:
        return f"Solved: {where}, and one line of y separates them as {name} asks."
    if torn:
        return f"{right} of 4 rows of {name} right: {where}; two that {name} tells apart merged for good."
    return f"{right} of 4 rows of {name} right: {where}."
