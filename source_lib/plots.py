"""Pictures: one palette, one panel, and functions that take an Axes, draw on it and return it.

The colours are four of Okabe and Ito's, which stay apart for every common kind of colour blindness, plus ink and grey;
no picture tells anything by colour alone. Every picture has a white panel of its own, so it reads the same on a light
and on a dark page. Nothing here goes through pyplot: a figure belongs to the cell that asked for it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from source_lib.mlp import MLP

BLUE, ORANGE, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
INK, GREY, PAPER = "#1A1A1A", "#646464", "#FFFFFF"  # a lighter grey is green to some
PALETTE = (BLUE, ORANGE, GREEN, PURPLE)
MARKERS = ("o", "s", "^", "D")  # the second cue: the k-th colour always comes with the k-th marker
SIGNED = "PuOr"  # for numbers with a sign: orange below zero, white at zero, purple above

STYLE: Any = {  # Any: matplotlib types its settings one by one
    "figure.facecolor": PAPER,
    "axes.facecolor": PAPER,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "axes.titlesize": 10,
    "axes.labelsize": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "font.size": 9.5,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 8.5,
    "legend.fontsize": 8.5,
    "legend.frameon": False,
}
SHARPNESS = 1.5  # pixels drawn per pixel shown


def axes(width: float = 6.0, height: float = 3.5) -> Axes:
    """Return fresh axes on a white figure of width x height inches.

    Example:
        >>> tuple(float(inches) for inches in axes(width=4, height=2).figure.get_size_inches())
        (4.0, 2.0)
    """
    return row_of_axes(1, width, height)[0]


def row_of_axes(count: int, width: float = 9.0, height: float = 3.0) -> list[Axes]:
    """Return `count` fresh axes side by side on one white figure of width x height inches.

    Example:
        >>> len(row_of_axes(3))
        3
    """
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        return list(figure.subplots(1, count, squeeze=False)[0])


def show(picture: Figure | Axes, alt: str) -> None:
    """Show a figure, or the figure of an Axes, in the notebook, with `alt` as the words for those who cannot see it.

    Raises: ValueError if `alt` says next to nothing.
    """
    from IPython.display import Image, display
    from matplotlib.figure import Figure

    if len(alt.split()) < 4:
        raise ValueError(f"'alt' must say what is seen, in four words or more (got {alt!r}).")
    figure = picture if isinstance(picture, Figure) else picture.get_figure(root=True)
    assert figure is not None  # an Axes is always on a figure
    inches = float(figure.get_size_inches()[0])
    with io.BytesIO() as buffer:
        figure.savefig(buffer, format="png", dpi=96 * SHARPNESS, facecolor=PAPER)
        display(Image(data=buffer.getvalue(), width=round(96 * inches), alt=alt))


def filter_image(ax: Axes, weights: ArrayLike, limit: float | None = None) -> Axes:
    """Draw one unit's weights as a picture, w[28 i + j] at row i, column j; colours are symmetric around 0.

    Shapes: weights (n*n,) or (n, n); limit is the |w| of the strongest colour, by default the largest |w|.
    Example:
        >>> filter_image(axes(), [0.0, 1.0, -2.0, 0.5]).images[0].get_clim()
        (-2.0, 2.0)

    Lecture: 5, section 3, "Feature Learning".
    """
    w = np.asarray(weights, dtype=float)
    side = round(w.size**0.5)
    if side * side != w.size:
        raise ValueError(f"'weights' must fill a square picture (got {w.size} numbers, which is no n x n).")
    most = float(np.abs(w).max()) if limit is None else limit
    ax.imshow(w.reshape(side, side), cmap=SIGNED, vmin=-most, vmax=most)
    ax.set(xticks=[], yticks=[])
    return ax


def draw_units(
    ax: Axes, columns: Sequence[Sequence[str]], into: tuple[int, int] | None = None, net: MLP | None = None
) -> Axes:
    """Draw a net with its units written out: a circle per unit, a line per weight, inputs on the left.

    columns holds the units' names, column by column. into = (k, i) makes the wires into unit i of column k bold: row i
    of that layer's W. With a net each wire bears its weight, dashed where it is negative, and each unit its bias.

    Example:
        >>> len(draw_units(axes(), [["x1", "x2"], ["h1", "h2", "h3"], ["y"]]).lines)  # 2 times 3 wires and 3 times 1
        9

    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    places = [[(1.8 * k, (len(names) - 1) / 2 - i) for i in range(len(names))] for k, names in enumerate(columns)]
    for k in range(1, len(columns)):
        for i, (x, y) in enumerate(places[k]):
            bold = (k, i) == into
            style: dict[str, Any] = {"color": ORANGE if bold else GREY, "lw": 2.4 if bold else 0.9}
            for j, (x_from, y_from) in enumerate(places[k - 1]):
                weight = 0.0 if net is None else float(net.layers[k - 1].W[i, j])
                ax.plot([x_from, x], [y_from, y], "--" if weight < 0 else "-", zorder=2 if bold else 1, **style)
                if net is not None:
                    _on_paper(ax, x_from + 0.3 * (x - x_from), y_from + 0.3 * (y - y_from), f"{weight:+g}")
            if net is not None:
                _on_paper(ax, x, y - 0.36, f"bias {net.layers[k - 1].b[i]:+g}")
    for names, column in zip(columns, places, strict=True):
        for name, (x, y) in zip(names, column, strict=True):
            ax.text(x, y, name, ha="center", va="center", zorder=4, bbox=_outline("circle,pad=0.25"))
    ax.set_axis_off()
    tallest = max(len(names) for names in columns)
    ax.set(xlim=(-0.5, 1.8 * (len(columns) - 1) + 0.5), ylim=(-tallest / 2 - 0.2, tallest / 2), aspect="equal")
    return ax


def draw_layers(ax: Axes, names: Sequence[str], arrows: Sequence[str]) -> Axes:
    """Draw a net with a box per layer, inputs at the left, and on each arrow what it stands for.

    Example:
        >>> [text.get_text() for text in draw_layers(axes(), ["x", "y"], ["W"]).texts]
        ['x', 'y', 'W']

    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    for k, name in enumerate(names):
        ax.text(1.8 * k, 0, name, ha="center", va="center", zorder=4, bbox=_outline("round,pad=0.6"))
    for k, name in enumerate(arrows):
        ax.plot([1.8 * k, 1.8 * (k + 1)], [0, 0], color=GREY, lw=1.2, zorder=1)
        ax.plot([1.8 * k + 1.3], [0], ">", color=GREY, ms=6, zorder=1)
        ax.text(1.8 * k + 0.9, 0.2, name, ha="center")
    ax.set_axis_off()
    ax.set(xlim=(-0.6, 1.8 * (len(names) - 1) + 0.6), ylim=(-1, 1), aspect="equal")
    return ax


def _outline(shape: str) -> dict[str, Any]:
    return {"boxstyle": shape, "facecolor": PAPER, "edgecolor": INK}


def _on_paper(ax: Axes, x: float, y: float, words: str) -> None:
    """Write over lines, on a white ground."""
    ground = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.8}
    ax.text(x, y, words.replace("-", "−"), ha="center", va="center", fontsize=8.5, zorder=3, bbox=ground)
