"""LinearCollapse: follow a grid of points through a deep linear net, and through the one matrix it amounts to.

Lecture: 5, section 4.1, "Linear networks".
"""

from dataclasses import dataclass
from typing import Any

import ipywidgets
import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from numpy.typing import NDArray

from source_lib.activations import ACTIVATIONS, identity
from source_lib.designs import collapse
from source_lib.mlp import MLP, Layer, forward
from source_lib.plots import BLUE, GREY, INK, ORANGE
from source_lib.widgets.explorer import Explorer

Array = NDArray[np.float64]
Cloud = tuple[Any, ...]  # the artists of one small picture: its title, its two axes, and the points of both kinds

MOST_LAYERS = 6
_side = np.linspace(-1, 1, 9)
GRID = np.stack([axis.ravel() for axis in np.meshgrid(_side, _side)], axis=1)
CORNER = (GRID[:, 0] > 0) & (GRID[:, 1] > 0)  # drawn differently, so that turns and flips can be seen
LIMIT = 2.4


@dataclass(frozen=True)
class Setting:
    """What the reader can set: depth, the width of the middle layer, what bends the layers, and which weights."""

    depth: int = 3
    bottleneck: int = 2
    activation: str = "identity"
    seed: int = 16


@dataclass(frozen=True)
class Frame:
    """What is seen: the grid after each layer, the collapsed layer, its ranks, and how far the two nets differ."""

    sentence: str
    points: tuple[Array, ...]  # depth + 1 arrays (81, 2)
    collapsed: Array  # (81, 2), the grid after the single layer
    W: Array  # (2, 2)
    ranks: tuple[int, ...]  # rank of W^(k)...W^(1) for k = 1..depth
    difference: float


class LinearCollapse(Explorer):
    """Send a grid through up to six layers and through their product: the same picture, unless something bends."""

    State = Setting
    size = (10.4, 4.5)

    def controls(self) -> dict[str, ipywidgets.Widget]:
        """Make the controls: depth, bottleneck, activation, seed."""
        wide = {"style": {"description_width": "11em"}, "layout": ipywidgets.Layout(width="30em")}
        return {
            "depth": ipywidgets.IntSlider(value=3, min=1, max=MOST_LAYERS, description="layers", **wide),
            "bottleneck": ipywidgets.IntSlider(value=2, min=1, max=2, description="width in the middle", **wide),
            "activation": ipywidgets.Dropdown(options=["identity", "relu"], description="activation", **wide),
            "seed": ipywidgets.IntSlider(value=16, min=1, max=20, description="random seed", **wide),
        }

    @staticmethod
    def compute(state: Setting) -> Frame:
        """Run the deep net and the collapsed one, y = W^(L) ... W^(1) x + b, on the same grid and compare."""
        bent, straight = _net(state, state.activation), _net(state, "identity")
        one = collapse(straight)
        H = forward(bent, GRID).H
        collapsed = forward(MLP((one,)), GRID).Y
        difference = float(np.abs(H[-1] - collapsed).max())
        product, ranks = np.eye(2), []
        for layer in straight.layers:
            product = layer.W @ product
            ranks.append(int(np.linalg.matrix_rank(product)))
        return Frame(
            sentence=_sentence(state, difference, one.W, ranks[-1]),
            points=tuple(_flat(h) for h in H),
            collapsed=_flat(collapsed),
            W=one.W,
            ranks=tuple(ranks),
            difference=difference,
        )

    def build(self, figure: Figure) -> None:
        """Lay out seven small pictures of the grid, the collapsed net, its matrix and its ranks."""
        grid = figure.add_gridspec(2, 1, left=0.03, right=0.985, top=0.91, bottom=0.11, hspace=0.5)
        top = grid[0].subgridspec(1, MOST_LAYERS + 1, wspace=0.12)
        self.clouds = []
        for k in range(MOST_LAYERS + 1):
            self.clouds.append(self._build_cloud(figure.add_subplot(top[k]), f"after layer {k}" if k else "inputs"))
        bottom = grid[1].subgridspec(1, 3, width_ratios=(1, 1.2, 2.2), wspace=0.3)
        self.single = self._build_cloud(figure.add_subplot(bottom[0]), "one layer: W, b")
        self._build_matrix(figure.add_subplot(bottom[1]))
        self._build_ranks(figure.add_subplot(bottom[2]))

    def draw(self, frame: Frame) -> None:
        """Move the points of every picture; pictures past the last layer are not shown at all."""
        for k, cloud in enumerate(self.clouds):
            there = k < len(frame.points)
            for artist in cloud:
                artist.set_visible(there)
            if there:
                _move(cloud, frame.points[k])
        _move(self.single, frame.collapsed)
        self.matrix.set_data(frame.W)
        for text, value in zip(self.entries, frame.W.ravel(), strict=True):
            text.set_text(f"{value:+.2f}".replace("-", "−"))
        self.ranks.set_segments([[(k, 0), (k, rank)] for k, rank in enumerate(frame.ranks, start=1)])
        self.verdict.set_text(f"largest |deep − one layer| = {frame.difference:.2g}")

    def _build_cloud(self, ax: Any, title: str) -> Cloud:
        ax.set(xlim=(-LIMIT, LIMIT), ylim=(-LIMIT, LIMIT), xticks=[], yticks=[], aspect="equal")
        for spine in ax.spines.values():
            spine.set_visible(False)
        above = ax.text(0.5, 1.06, title, transform=ax.transAxes, ha="center", fontsize=10, color=INK)
        still = (above, ax.axhline(0, color=GREY, lw=0.6), ax.axvline(0, color=GREY, lw=0.6))
        points = (ax.plot([], [], ".", color=BLUE, ms=4)[0], ax.plot([], [], "s", color=ORANGE, ms=3.5)[0])
        return *(self.moving(artist, "depth") for artist in still), *(self.moving(artist) for artist in points)

    def _build_matrix(self, ax: Any) -> None:
        ax.set(title="the product W", xticks=[], yticks=[])
        self.matrix = self.moving(ax.imshow(np.zeros((2, 2)), cmap="PuOr", vmin=-2, vmax=2, alpha=0.6))
        self.entries = [
            self.moving(ax.text(j, i, "", ha="center", va="center", color=INK)) for i in (0, 1) for j in (0, 1)
        ]

    def _build_ranks(self, ax: Any) -> None:
        ax.set(
            title="rank of the product so far",
            xlabel="layer",
            xlim=(0.4, MOST_LAYERS + 0.6),
            ylim=(0, 2.9),
            yticks=(0, 1, 2),
        )
        bars = LineCollection([], colors=BLUE, linewidths=26, capstyle="butt")
        self.ranks = self.moving(ax.add_collection(bars, autolim=False))
        self.verdict = self.moving(ax.text(0.98, 0.86, "", transform=ax.transAxes, ha="right", color=INK))


def _net(state: Setting, activation: str) -> MLP:
    """Draw the layers: a turn times a stretch plus a small bias, so that the grid stays in the picture."""
    rng = np.random.default_rng(state.seed)
    widths = [2] * (state.depth + 1)
    if state.depth > 1:
        widths[(state.depth + 1) // 2] = state.bottleneck
    layers = []
    for k in range(state.depth):
        angle, stretch = rng.uniform(0, 2 * np.pi), rng.uniform(0.65, 1.35, size=2)
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        W, b = (turn * stretch)[: widths[k + 1], : widths[k]], rng.normal(0, 0.15, size=2)[: widths[k + 1]]
        last = k == state.depth - 1
        layers.append(Layer(W, b, identity if last else ACTIVATIONS[activation]))
    return MLP(tuple(layers))


def _flat(H: Array) -> Array:
    """Give every layer two coordinates; a single unit is drawn along the horizontal axis."""
    return H if H.shape[1] == 2 else np.column_stack([H[:, 0], np.zeros(len(H))])


def _move(cloud: Cloud, points: Array) -> None:
    *_, rest, corner = cloud
    marked = CORNER[: len(points)]
    rest.set_data(points[~marked].T)
    corner.set_data(points[marked].T)


def _sentence(state: Setting, difference: float, W: Array, rank: int) -> str:
    layers = "1 layer" if state.depth == 1 else f"{state.depth} layers"
    entries = f"[{W[0, 0]:.2f} {W[0, 1]:.2f}; {W[1, 0]:.2f} {W[1, 1]:.2f}]".replace("-", "−")
    matrix = f"W = {entries} of rank {rank}"
    if difference < 1e-10:
        nothing_to_bend = state.activation != "identity" and state.depth == 1
        why = " (one layer has no hidden units to bend)" if nothing_to_bend else ""
        does = "does" if state.depth == 1 else "do"
        return f"{layers} {does} what one layer with {matrix} does: largest difference {difference:.2g}{why}."
    return (
        f"{layers} with {state.activation} hidden units differ from the product of their matrices, {matrix}, "
        f"by up to {difference:.2f}: one bend and the layers no longer multiply out."
    )
