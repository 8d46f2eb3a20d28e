"""Draw a threshold net with its live signals: units as dots, firing ones filled, wires solid (+) or dashed (-)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba
from numpy.typing import NDArray

from source_lib.mlp import MLP, forward
from source_lib.plots import BLUE, GREY, INK, ORANGE
from source_lib.widgets.explorer import Explorer

Array = NDArray[np.float64]

TALLEST_COLUMN = 16  # units; a wider layer is folded into a block of several columns
MOST_WIRES = 120  # with more than these only the wires of firing hidden units are drawn
SMALL = 8.0  # dots smaller than this are drawn without an edge, all in one go
CROWDED = 80  # with more wires than these only those between firing units are bold
MOST_LAYERS = 13


@dataclass(frozen=True)
class Sketch:
    """Where the dots and wires of one net are for one input, in a unit square."""

    dots: Array  # (units, 2)
    sizes: Array  # (units,)
    firing: NDArray[np.bool_]  # (units,)
    plus: Array  # (wires, 2, 2), positive weights
    plus_live: NDArray[np.bool_]
    minus: Array
    minus_live: NDArray[np.bool_]
    labels: tuple[tuple[float, str], ...]  # (x, how many units) per layer
    hidden_wires: int  # wires not drawn


def sketch(net: MLP, x: Array) -> Sketch:
    """Lay a net out for one input: layer k at x = k / L, units evenly down the column, wires where the weight is not 0.

    Shapes: x (D,); dots and wires in [0, 1] x [0, 1].
    Lecture: 5, section 4.4, "The power of depth".
    """
    values = [h[0] for h in forward(net, x[None, :]).H]
    columns = [_column(len(h), k / (len(values) - 1), 1 / (len(values) - 1)) for k, h in enumerate(values)]
    total = sum(int(np.count_nonzero(layer.W)) for layer in net.layers)
    wires: dict[bool, list[Array]] = {True: [], False: []}
    live: dict[bool, list[Array]] = {True: [], False: []}
    for k, layer in enumerate(net.layers):
        to, source = np.nonzero(layer.W)
        if total > MOST_WIRES:
            fires_above = values[k + 1][to] > 0.5 if k + 1 < len(net.layers) else np.ones(len(to), bool)
            fires_below = values[k][source] > 0.5 if k > 0 else np.ones(len(to), bool)
            keep = np.nonzero(fires_above & fires_below)[0][:MOST_WIRES]
            to, source = to[keep], source[keep]
        segments = np.stack([columns[k][source], columns[k + 1][to]], axis=1).reshape(-1, 2, 2)
        positive, lit = layer.W[to, source] > 0, values[k][source] > 0.5
        if total > CROWDED:
            lit = lit & (values[k + 1][to] > 0.5)
        for sign in (True, False):
            wires[sign].append(segments[positive == sign])
            live[sign].append(lit[positive == sign])
    drawn = sum(len(part) for parts in wires.values() for part in parts)
    return Sketch(
        dots=np.concatenate(columns),
        sizes=np.concatenate([np.full(len(h), _dot_size(len(h), len(values))) for h in values]),
        firing=np.concatenate(values) > 0.5,
        plus=np.concatenate(wires[True]),
        plus_live=np.concatenate(live[True]),
        minus=np.concatenate(wires[False]),
        minus_live=np.concatenate(live[False]),
        labels=tuple((k / (len(values) - 1), f"{len(h):,}") for k, h in enumerate(values)),
        hidden_wires=total - drawn,
    )


class NetSketch:
    """The moving artists of a sketch, made once on an Axes of an explorer."""

    def __init__(self, explorer: Explorer, ax: Any) -> None:
        ax.set(xlim=(-0.09, 1.09), ylim=(-0.12, 1.12), xticks=[], yticks=[])
        for spine in ax.spines.values():
            spine.set_visible(False)
        moving = explorer.moving
        # Letters are the dearest thing to draw, so only those that change are moving.
        ax.text(0.5, -0.09, "filled: on     wires: solid +, dashed −", ha="center", color=INK, fontsize=8)
        self.key = moving(ax.text(1.09, -0.09, "", ha="right", color=INK, fontsize=8))
        self.crowd = moving(ax.plot([], [], ".", color=GREY, ms=1.5, zorder=2)[0])
        self.plus = moving(ax.add_collection(LineCollection([], colors=BLUE, zorder=1), autolim=False))
        self.minus = moving(
            ax.add_collection(LineCollection([], colors=ORANGE, linestyles="--", zorder=1), autolim=False)
        )
        self.dots = moving(ax.scatter([], [], linewidths=1, zorder=2))
        self.labels = [moving(ax.text(0, 1.06, "", ha="center", color=INK, fontsize=9)) for _ in range(MOST_LAYERS)]

    def draw(self, picture: Sketch) -> None:
        """Move dots, wires and counts to where the sketch says."""
        bold = 1.8 if len(picture.plus) + len(picture.minus) <= CROWDED else 1.1
        for artist, colour, segments, lit in (
            (self.plus, BLUE, picture.plus, picture.plus_live),
            (self.minus, ORANGE, picture.minus, picture.minus_live),
        ):
            artist.set_segments(segments)
            artist.set_linewidths(np.where(lit, bold, 0.5))
            artist.set_color([to_rgba(colour, 0.95 if on else 0.35) for on in lit])
        # Thousands of silent units are one artist with one marker: drawing them one by one would be slow.
        small = (picture.sizes < SMALL) & ~picture.firing
        self.crowd.set_data(picture.dots[small].T)
        self.dots.set_offsets(picture.dots[~small])
        self.dots.set_sizes(np.maximum(picture.sizes[~small], 2 * SMALL))
        self.dots.set_facecolors([BLUE if on else "white" for on in picture.firing[~small]])
        self.dots.set_edgecolors([INK])
        self.key.set_text("(not all)" if picture.hidden_wires else "")
        for k, label in enumerate(self.labels):
            x, text = picture.labels[k] if k < len(picture.labels) else (0.0, "")
            label.set_position((x, 1.06))
            label.set_text(text)


def _column(n_units: int, x: float, step: float) -> Array:
    n_columns = int(np.ceil(n_units / TALLEST_COLUMN)) if n_units <= 64 else int(np.ceil(np.sqrt(n_units)))
    n_rows = int(np.ceil(n_units / n_columns))
    k = np.arange(n_units)
    row, column = k % n_rows, k // n_rows
    width = min(0.5, 0.06 * (n_columns - 1)) * min(step, 0.5)
    across = 0.0 if n_columns == 1 else width * (column / (n_columns - 1) - 0.5) * 2
    return np.stack([x + across + np.zeros(n_units), 1 - (row + 0.5) / n_rows], axis=1)


def _dot_size(n_units: int, n_layers: int) -> float:
    return float(np.clip(900 / max(n_units, n_layers, 4) ** 1.15, 2.0, 150.0))
