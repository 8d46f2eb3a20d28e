"""Draw a computation graph: one box per value, name and number in it, the bar below when there is one.

Everything is set in points on axes that fill their figure, so that a box is as wide as its text needs and
stays so. There is no outside program to install; graph_layout decides where things go.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from source_lib.graph_layout import Layout, Size, place
from source_lib.plots import BLUE, GREY, INK, PAPER

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.path import Path

    from source_lib.graph import Node

FONT_SIZE, ROW_HEIGHT, CHARACTER = 9.0, 13.0, 6.0
MACRON = "\u0304"


def barred(name: str) -> str:
    """Write the bar over a name's first letter: barred("w") is w with a macron.

    Example:
        >>> barred("w") == "w" + MACRON
        True

    Lecture: 6, section 2.3, "An alternative notation".
    """
    return name[:1] + MACRON + name[1:]


def number(value: Any) -> str:
    """Print a value to three digits: scalars plainly, vectors in a column, matrices row by row, columns kept apart.

    Example:
        >>> number(0.12345), number(2.0), number([0.5, -1.0])
        ('0.123', '2', '0.5\\n−1')

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    value = np.asarray(value)
    if value.ndim == 0:
        text = f"{value:.3g}"
        return (f"{value:.0f}" if 1e3 <= abs(value) < 1e6 else text).replace("-", "−") if text != "-0" else "0"
    if value.ndim == 1:
        return "\n".join(number(entry) for entry in value)
    entries = [[number(entry) for entry in row] for row in value]
    wide = [max(map(_in_spaces, column)) for column in zip(*entries, strict=True)]
    rows = [[" " * round(w - _in_spaces(text)) + text for w, text in zip(wide, row, strict=True)] for row in entries]
    return "\n".join("  ".join(row) for row in rows)


def _in_spaces(text: str) -> float:
    """Return how many spaces are as wide as a printed number, in matplotlib's own font."""
    return sum({".": 1.0, "−": 2.6}.get(character, 2.0) for character in text)


def box_size(name: str, value: Any, rows: int = 2) -> Size:
    """Return the (width, height) in points of a box that holds a name, a value and, below it, the value's bar.

    Example:
        >>> box_size("w", 2.0) < box_size("W", np.eye(2))
        True

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    value = np.asarray(value)
    lines = 1 if value.ndim == 0 else len(value)
    wide = 7.0 if value.ndim < 2 else 8.0 * value.shape[1]  # seven characters hold every number that number() prints
    return CHARACTER * (_visible(name) + 1.5 + wide), ROW_HEIGHT * lines * rows + 6.0


def _visible(name: str) -> float:
    small = sum(character in "⁽⁾¹²₀₁₂₃₄₅₆₇₈₉" or character == MACRON for character in name)
    return len(name) - 0.45 * small


def edge_path(route: NDArray[np.float64]) -> Path:
    """Turn an edge's polyline into a smooth path: level inside the columns, a gentle curve between them.

    Example:
        >>> len(edge_path(np.array([[0.0, 0.0], [1.0, 0.0], [4.0, 5.0], [5.0, 5.0]])).vertices)
        6

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    from matplotlib.path import Path

    points, codes = [route[0]], [Path.MOVETO]
    for index in range(1, len(route)):
        here, there = route[index - 1], route[index]
        if index % 2 == 0:  # from one column's side to the next column's side
            half = np.array([(there[0] - here[0]) / 2, 0.0])
            points += [here + half, there - half, there]
            codes += [Path.CURVE4] * 3
        else:
            points.append(there)
            codes.append(Path.LINETO)
    return Path(np.array(points), codes)


def draw_edges(ax: Axes, layout: Layout) -> None:
    """Draw every edge of the layout with an arrow head at the child: parent -> child.

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    from matplotlib.collections import PathCollection

    paths = [edge_path(route) for route in layout.routes]
    ax.add_collection(PathCollection(paths, facecolors="none", edgecolors=GREY, linewidths=0.9, zorder=1))
    tips = np.array([route[-1] for route in layout.routes]).reshape(-1, 2)
    ax.plot(tips[:, 0] - 2.5, tips[:, 1], linestyle="none", marker=">", markersize=4, color=GREY, zorder=1)


def draw_boxes(ax: Axes, layout: Layout, sizes: Sequence[Size], given: Sequence[bool] | None = None) -> None:
    """Draw a box per node, drawn dashed where the value is given rather than computed.

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    from matplotlib.patches import FancyBboxPatch

    for index, ((x, y), (width, height)) in enumerate(zip(layout.centres, sizes, strict=True)):
        style = (0, (2, 2)) if given is not None and given[index] else "solid"
        corner = (x - width / 2, y - height / 2)
        shape = "round,pad=0,rounding_size=4"
        patch = FancyBboxPatch(corner, width, height, boxstyle=shape, facecolor=PAPER, edgecolor=INK, linestyle=style)
        patch.set(linewidth=0.9, zorder=2)
        ax.add_artist(patch)  # unlike add_patch it does not ask the box how far it reaches: fit_axes knows


def fit_axes(ax: Axes, layout: Layout, margin: float = 8.0) -> None:
    """Give the axes the layout's own units, so that one unit is one point when the figure has the layout's size.

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    ax.set_axis_off()
    ax.set_xlim(-margin, layout.width + margin)
    ax.set_ylim(-margin, layout.height + margin)


def draw_graph(ax: Axes, root: Node, bars: Mapping[Node, Any] | None = None) -> Axes:
    """Draw the graph that computed root, parents to the left: each node's name, its value and, given bars, its bar.

    The figure is resized to what the graph needs, because type that shrinks with the graph cannot be read.

    Example:
        >>> from matplotlib.figure import Figure
        >>> from source_lib.graph import node
        >>> a = node(3.0, name="a")
        >>> [text.get_text() for text in draw_graph(Figure().add_subplot(), a * a).texts]
        ['a', '3', '×', '9']

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    from source_lib.graph import topological_order

    nodes = topological_order(root)
    index = {node: i for i, node in enumerate(nodes)}
    edges = [(index[parent], index[child]) for child in nodes for parent in child.parents]
    labels = [node_label(node) for node in nodes]
    known = {} if bars is None else bars
    sizes = [box_size(a or "bar", v.value, 1 + (v in known)) for a, v in zip(labels, nodes, strict=True)]
    layout = place(sizes, edges, column_gap=34.0)
    ax.figure.set_layout_engine("none")  # type: ignore[union-attr]
    ax.figure.set_size_inches((layout.width + 16) / 72, (layout.height + 16) / 72)  # type: ignore[union-attr]
    ax.set_position((0.0, 0.0, 1.0, 1.0))
    fit_axes(ax, layout)
    draw_edges(ax, layout)
    draw_boxes(ax, layout, sizes, [not node.parents for node in nodes])
    for label, node, (x, y), (width, height) in zip(labels, nodes, layout.centres, sizes, strict=True):
        up = height / 4 if node in known else 0.0
        _row(ax, x, y + up, width, label, number(node.value), INK)
        if node in known:
            _row(ax, x, y - up, width, barred(label) if node.name else "bar", number(known[node]), BLUE)
    return ax


def _row(ax: Axes, x: float, y: float, width: float, name: str, text: str, color: str) -> None:
    style: dict[str, Any] = {"fontsize": FONT_SIZE, "color": color, "va": "center", "zorder": 3}
    ax.text(x - width / 2 + 5, y, name, ha="left", **style)
    ax.text(x + width / 2 - 5, y, text, ha="right", **style)


SIGNS = {"add": "+", "subtract": "−", "multiply": "×", "divide": "÷", "negative": "−", "matmul": "@", "logistic": "σ"}


def node_label(node: Node) -> str:
    """Return what a node is called: its own name, the sign of its operation, or nothing if it is a plain number.

    Example:
        >>> from source_lib.graph import node
        >>> w = node(1.0, name="w")
        >>> node_label(w), node_label(w + 2), node_label((w + 2).parents[1])
        ('w', '+', '')

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    if node.name:
        return str(node.name)
    return SIGNS.get(node.op, node.op) if node.parents else ""


def describe_graph(root: Node, bars: Mapping[Node, Any] | None = None) -> str:
    """Say the graph in words, for a reader who does not see it: each computed node, its parents, value and bar.

    Example:
        >>> from source_lib.graph import node
        >>> a = node(3.0, name="a")
        >>> describe_graph(a * a)
        'Computation graph of 2 nodes. a = 3. × of a and a = 9.'

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    from source_lib.graph import topological_order

    nodes = topological_order(root)
    sentences = [f"Computation graph of {len(nodes)} nodes."]
    for node in nodes:
        if not node.parents and not node.name:
            continue  # a plain number is named where it is used
        parents = " and ".join(node_label(p) or number(p.value).replace("\n", "; ") for p in node.parents)
        value = number(node.value).replace("\n", "; ")
        bar = f", bar {number(bars[node])}".replace("\n", "; ") if bars is not None and node in bars else ""
        sentences.append(f"{node_label(node)}{' of ' + parents if parents else ''} = {value}{bar}.")
    return " ".join(sentences)
