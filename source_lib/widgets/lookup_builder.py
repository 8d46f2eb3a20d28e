"""LookupBuilder: write a table by clicking, slide the bias, and see which unit fires for which input.

Lecture: 5, section 4.2, "Universality".
"""

from dataclasses import dataclass
from typing import Any

import ipywidgets
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from source_lib.activations import hard_threshold, identity
from source_lib.designs import binary_inputs, legal_biases, prune
from source_lib.mlp import MLP, Layer, forward
from source_lib.plots import BLUE, GREEN, INK, ORANGE
from source_lib.widgets.bit_buttons import BitButtons
from source_lib.widgets.explorer import Explorer
from source_lib.widgets.net_sketch import NetSketch, Sketch, sketch
from source_lib.widgets.table_picture import MOST_ROWS, TablePicture

Array = NDArray[np.float64]
Bits = NDArray[np.bool_]

MOST_BITS = 5
LARGEST_D = 30


@dataclass(frozen=True)
class Setting:
    """What the reader can set: D, the table as a row of binary digits, the bias, pruning, rows kept out of sight."""

    units_in: int = 3
    table: str = "01101001100101101001011001101001"
    bias: float = -2.5
    prune: bool = False
    hide: int = 0
    row: int = 2


@dataclass(frozen=True)
class Frame:
    """What is seen: who fires for which input, what the net answers, and how many units that takes."""

    sentence: str
    units_in: int
    fires: Bits  # (2^D inputs, 2^D detectors)
    table: Array  # (2^D,)
    answers: Array  # (2^D,)
    seen: Bits  # (2^D,)
    legal: bool
    window: tuple[float, float]
    bias: float
    n_units: int
    row: int
    picture: Sketch


class LookupBuilder(Explorer):
    """Build the net of the table game: its activation matrix is the identity exactly when the bias is legal."""

    State = Setting
    size = (9.8, 5.4)

    def controls(self) -> dict[str, ipywidgets.Widget]:
        """Make the controls: D, a button per row of the table, the bias, and what to show, hide and prune."""
        wide = {"style": {"description_width": "12em"}, "layout": ipywidgets.Layout(width="30em")}
        units_in = ipywidgets.IntSlider(value=3, min=2, max=MOST_BITS, description="inputs D", **wide)
        table = BitButtons([f"row {k}" for k in range(MOST_ROWS)], Setting().table, width="6em")
        table.shown = 8
        last_row = 2**self.state.units_in - 1
        units_in.observe(lambda change: setattr(table, "shown", 2 ** change["new"]), names="value")
        return {
            "units_in": units_in,
            "bias": ipywidgets.FloatSlider(
                value=-2.5, min=-6, max=0, step=0.25, description="bias b", readout_format=".2f", **wide
            ),
            "row": ipywidgets.IntSlider(value=2, min=0, max=last_row, description="show input row", **wide),
            "hide": ipywidgets.IntSlider(value=0, min=0, max=last_row, description="rows never shown", **wide),
            "prune": ipywidgets.Checkbox(value=False, description="no units for rows that are 0", **wide),
            "table": table,
        }

    def _moved(self, change: Any) -> None:
        """Another D has another number of rows to show and to hide."""
        with self._hold():
            super()._moved(change)
            for name in ("row", "hide"):
                self.controls_by_name[name].max = 2**self.state.units_in - 1

    @staticmethod
    def compute(state: Setting) -> Frame:
        """Build the net and run it on every input: fires[x, k] = 1 if p_k.x + b > 0, answers = fires T."""
        D, n_rows = state.units_in, 2**state.units_in
        X, table = binary_inputs(D, low=-1), _table(state)
        n_hidden_rows = min(state.hide, n_rows - 1)
        seen = np.ones(n_rows, dtype=bool)
        seen[np.argsort(np.arange(n_rows) * 19 % 32, kind="stable")[:n_hidden_rows]] = False
        # The net is put together here and not by table_net, which refuses the illegal biases this picture is about.
        net = MLP(
            (
                Layer(X[seen], np.full(int(seen.sum()), state.bias), hard_threshold),
                Layer(table[seen][None, :], np.zeros(1), identity),
            )
        )
        if state.prune and table[seen].any():
            net = prune(net)
        answers = forward(net, X).Y[:, 0]
        low, high = legal_biases(D)
        fires = X @ X.T + state.bias > 0
        return Frame(
            sentence=_sentence(state, fires, answers, table, seen, net),
            units_in=D,
            fires=fires & seen[None, :],
            table=table,
            answers=answers,
            seen=seen,
            legal=low < state.bias < high,
            window=(low, high),
            bias=state.bias,
            n_units=net.layers[0].W.shape[0],
            row=state.row % n_rows,
            picture=sketch(net, X[state.row % n_rows]),
        )

    def build(self, figure: Figure) -> None:
        """Lay out the table, the activation matrix, the net, the bias line and the curve of units."""
        grid = figure.add_gridspec(
            2, 3, left=0.01, right=0.985, top=0.93, bottom=0.12, width_ratios=(0.75, 1, 1.1), height_ratios=(1.7, 1),
            hspace=0.4, wspace=0.16,
        )  # fmt: skip
        self.table = TablePicture(self, figure.add_subplot(grid[:, 0]))
        self._build_matrix(figure.add_subplot(grid[0, 1]))
        net_ax = figure.add_subplot(grid[0, 2])
        net_ax.set_title("the net, on the row shown")
        self.net = NetSketch(self, net_ax)
        self._build_bias(figure.add_subplot(grid[1, 1]))
        self._build_units(figure.add_subplot(grid[1, 2]))

    def draw(self, frame: Frame) -> None:
        """Refill the matrix and the table, redraw the net, move the bias and the count."""
        n = len(frame.table)
        block = MOST_ROWS // n
        self.matrix.set_data(np.kron(frame.fires, np.ones((block, block))))
        self.net.draw(frame.picture)
        self.table.draw(frame.table, frame.answers, frame.seen, frame.row)
        low, high = frame.window
        self.window.set_xdata([low, high])
        self.bias.set_data([frame.bias], [0])
        self.bias.set_marker("o" if frame.legal else "X")
        self.bias.set_color(BLUE if frame.legal else ORANGE)
        self.verdict.set_text(
            "legal" if frame.legal else ("nobody fires" if frame.bias <= low else "neighbours fire too")
        )
        self.here.set_data([frame.units_in], [frame.n_units])

    def _build_matrix(self, ax: Any) -> None:
        ax.set(title="who fires (dark) for whom", xlabel="detector", ylabel="input", xticks=[], yticks=[])
        image = ax.imshow(np.zeros((MOST_ROWS, MOST_ROWS)), cmap="Blues", vmin=0, vmax=1.15, interpolation="nearest")
        self.matrix = self.moving(image)

    def _build_bias(self, ax: Any) -> None:
        ax.set(title="bias", xlim=(-6.2, 0.2), ylim=(-1, 1), yticks=[], xticks=range(-6, 1))
        ax.spines["left"].set_visible(False)
        self.window = self.moving(ax.plot([-3, -1], [0, 0], color=GREEN, lw=9, alpha=0.45, solid_capstyle="butt")[0])
        self.bias = self.moving(ax.plot([], [], "o", ms=11)[0])
        self.verdict = self.moving(ax.text(0.5, 0.76, "", transform=ax.transAxes, ha="center", color=INK))
        ax.text(0.5, 0.12, "bar: legal, −D < b < −(D−2)", transform=ax.transAxes, ha="center", fontsize=8, color=INK)

    def _build_units(self, ax: Any) -> None:
        D = np.arange(1, LARGEST_D + 1)
        ax.set(title="hidden units, 2^D", xlabel="D", yscale="log", xlim=(0, LARGEST_D + 1), ylim=(0.7, 3e9))
        ax.plot(D, 2.0**D, color=INK, lw=1.5)
        ax.text(30, 3, "D = 30: over 10⁹", ha="right", color=INK, fontsize=8)
        self.here = self.moving(ax.plot([], [], "o", color=ORANGE, ms=9)[0])


def _table(state: Setting) -> Array:
    """Read the first 2^D digits; missing ones are 0."""
    digits = (state.table + "0" * MOST_ROWS)[: 2**state.units_in]
    return np.array([float(d == "1") for d in digits])


def _sentence(state: Setting, fires: Bits, answers: Array, table: Array, seen: Bits, net: MLP) -> str:
    low, high = legal_biases(state.units_in)
    per_input = fires.sum(axis=1)
    legal = low < state.bias < high
    place = f"between {low:g} and {high:g}" if legal else f"not between {low:g} and {high:g}"
    firing = f"exactly {per_input.max()}" if per_input.min() == per_input.max() else f"up to {per_input.max()}"
    firing = firing if per_input.any() else "none"
    right = int((answers[seen] == table[seen]).sum())
    shown = "rows" if seen.all() else "rows it was shown"
    n_units = net.layers[0].W.shape[0]
    units = "1 hidden unit" if n_units == 1 else f"{n_units} hidden units"
    text = (
        f"D = {state.units_in}, bias {state.bias:.2f}, {place}: {'legal' if legal else 'not legal'}. For each input "
        f"{firing} of the {len(table)} detectors would fire. With {units} the net is right on {right} of "
        f"{int(seen.sum())} {shown}."
    )
    if not seen.all():
        lucky = int((answers[~seen] == table[~seen]).sum())
        why = ", wherever its silence happens to be the answer" if legal and lucky else ""
        text += f" Of the {int((~seen).sum())} it never saw it gets {lucky} right{why}."
    return text
