"""The picture of one graph in a widget: boxes and edges drawn once, texts and highlights that move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from source_lib.graph_drawing import box_size, draw_boxes, draw_edges, edge_path, number
from source_lib.graph_layout import Layout, Size, place
from source_lib.plots import BLUE, INK, ORANGE, PAPER
from source_lib.widgets.stations import Course

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure
    from matplotlib.patches import FancyBboxPatch
    from matplotlib.text import Text

FONT, LARGEST = 9.0, 1.4  # type size in points at scale 1, and how far a small graph is magnified
Room = tuple[float, float, float, float]  # left, bottom, width and height in points


@dataclass(frozen=True)
class Marks:
    """What a scene shows: a text for each box's first and second row, and which node, edges and labels stand out.

    Lecture: 6, section 2.4, "Using the computation graph".
    """

    values: tuple[str, ...]
    bars: tuple[str, ...]
    active: int = -1
    lit: tuple[int, ...] = ()
    labels: tuple[tuple[int, str], ...] = ()
    spoiled: frozenset[int] = frozenset()


@lru_cache(maxsize=16)
def arrange(course: Course, width: float) -> tuple[list[Size], Layout]:
    """Size and place the boxes, with wide gaps between the columns where there is room: edge labels stand in them.

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    sizes = [box_size(s.name, s.value, 1 if s.given else 2) for s in course.stations]
    edges = [(parent, child) for child, parent, _ in course.edges]
    for gap in (74.0, 60.0, 48.0):
        layout = place(sizes, edges, column_gap=gap)
        if layout.width <= width:
            break
    return sizes, layout


def height_needed(course: Course, width: float) -> float:
    """Return how many points a graph is high when it is as wide as its room allows.

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    _, layout = arrange(course, width)
    return layout.height * min(LARGEST, width / layout.width)


class Scene:
    """One graph laid out in a room of its figure; show(marks) moves what moves and draws nothing new.

    Lecture: 6, section 2.4, "Using the computation graph".
    """

    def __init__(
        self, figure: Figure, course: Course, second: Callable[[str], str], room: Room, known: bool = False
    ) -> None:
        """Lay out the course; second names a box's second row, for example barred; known: no value is hidden ever."""
        self.course = course
        self.sizes, self.layout = arrange(course, room[2])
        self.scale = min(LARGEST, room[2] / self.layout.width, room[3] / self.layout.height)
        self.axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        self._limits(figure, room)
        draw_edges(self.axes, self.layout)
        draw_boxes(self.axes, self.layout, self.sizes, [s.given for s in course.stations])
        self.names = self._rows(0, INK)
        self.seconds = self._rows(1, BLUE)
        self.rename(second)
        self.still = [known or not station.parents for station in course.stations]  # values that never change
        self._moving_artists()

    def _limits(self, figure: Figure, room: Room) -> None:
        """Let one unit be one point times the scale, and the graph stand in the middle of its room."""
        wide, high = (72 * inches / self.scale for inches in figure.get_size_inches())
        left = (room[0] + room[2] / 2) / self.scale - self.layout.width / 2
        low = (room[1] + room[3] / 2) / self.scale - self.layout.height / 2
        self.axes.set_axis_off()
        self.axes.set_xlim(-left, wide - left)
        self.axes.set_ylim(-low, high - low)

    def _row(self, node: int, row: int) -> tuple[float, float, float]:
        """Left end, right end and height of a box's first row (value) or second (bar)."""
        (x, y), (width, height) = self.layout.centres[node], self.sizes[node]
        half = 0.0 if self.course.stations[node].given else (height - 6.0) / 4
        return x - width / 2 + 5, x + width / 2 - 5, y + (half if row == 0 else -half)

    def _rows(self, row: int, color: str) -> list[Text]:
        """Write what stands at the left of each box's first or second row; data have no second."""
        texts = []
        for node, station in enumerate(self.course.stations):
            if not (row and station.given):
                left, _, y = self._row(node, row)
                plain_number = station.given and station.name == number(station.value)
                texts.append(self._text(left, y, "" if plain_number else station.name, color, ha="left"))
        return texts

    def rename(self, second: Callable[[str], str]) -> None:
        """Give the second rows their names, for example barred."""
        computed = (station for station in self.course.stations if not station.given)
        for text, station in zip(self.seconds, computed, strict=True):
            text.set_text(second(station.name))

    def _text(self, x: float, y: float, text: str, color: str, **style: Any) -> Text:
        plain: dict[str, Any] = {"va": "center", "fontsize": FONT * self.scale, "linespacing": 1.15, "zorder": 4}
        return self.axes.text(x, y, text, color=color, **(plain | style))

    def _moving_artists(self) -> None:
        from matplotlib.collections import PathCollection

        nodes = range(len(self.course.stations))
        self.paths = [edge_path(route) for route in self.layout.routes]
        self.lit = PathCollection([], facecolors="none", edgecolors=ORANGE, linewidths=2.4, zorder=1.5)
        self.axes.add_collection(self.lit, autolim=False)
        self.wrong = [
            self._box(node, edgecolor=ORANGE, linestyle=(0, (3, 1.5)), linewidth=1.6, zorder=3) for node in nodes
        ]
        for box in self.wrong:  # only the bar's half of the box: the value is still right
            x, y, wide, high = box.get_x(), box.get_y(), box.get_width(), box.get_height()
            box.set_bounds(x, y, wide, high / 2)
        self.active = self._box(0, edgecolor=ORANGE, linewidth=2.6, zorder=3)
        values = [number(s.value) if still else "" for s, still in zip(self.course.stations, self.still, strict=True)]
        self.values = [self._text(*self._row(node, 0)[1:], values[node], INK, ha="right") for node in nodes]
        self.bars = [self._text(*self._row(node, 1)[1:], "", BLUE, ha="right", weight="bold") for node in nodes]
        crosses = [self.layout.centres[node] + np.array(self.sizes[node]) / 2 + (3.0, 0.0) for node in nodes]
        self.crosses = [self._text(x, y, "", ORANGE, ha="center", weight="bold", fontsize=12) for x, y in crosses]
        style: dict[str, Any] = {"ha": "right", "bbox": _paper(), "fontsize": (FONT - 1) * self.scale, "zorder": 5}
        self.labels = [self._text(0, 0, "", ORANGE, **style) for _ in self.layout.routes]

    def _box(self, node: int, **style: Any) -> FancyBboxPatch:
        from matplotlib.patches import FancyBboxPatch

        (x, y), (width, height) = self.layout.centres[node], self.sizes[node]
        corner = (x - width / 2, y - height / 2)
        style = {"facecolor": "none", "boxstyle": "round,pad=0,rounding_size=4"} | style
        box = FancyBboxPatch(corner, width, height, **style)
        box.set_visible(False)
        self.axes.add_artist(box)  # unlike add_patch it does not ask the box how far it reaches: the limits stand
        return box

    @property
    def moving(self) -> list[Artist]:
        """Every artist that show changes, those at the back first."""
        values = [text for text, still in zip(self.values, self.still, strict=True) if not still]
        texts = [*values, *self.bars, *self.crosses, *self.labels]
        return [self.lit, *self.wrong, self.active, *texts]

    def show(self, marks: Marks) -> None:
        """Set texts and highlights."""
        for node, (value, bar) in enumerate(zip(marks.values, marks.bars, strict=True)):
            if not self.still[node]:
                self.values[node].set_text(value)
            self.bars[node].set_text(bar)
            self.bars[node].set_visible(bool(bar))
            self.wrong[node].set_visible(node in marks.spoiled)
            self.crosses[node].set_text("✗" if node in marks.spoiled else "")
        self.active.set_visible(marks.active >= 0)
        if marks.active >= 0:
            (x, y), (width, height) = self.layout.centres[marks.active], self.sizes[marks.active]
            self.active.set_bounds(x - width / 2 - 2, y - height / 2 - 2, width + 4, height + 4)
        self.lit.set_paths([self.paths[edge] for edge in marks.lit])
        texts = dict(marks.labels)
        for label, edge in zip(self.labels, [*texts, *[-1] * len(self.labels)], strict=False):
            label.set_visible(edge >= 0)
            if edge >= 0:
                label.set_text(texts[edge])
                label.set_position(tuple(self.layout.ports[edge] - (8.0, 0.0)))


def _paper() -> dict[str, Any]:
    """A white ground for a text, so that a line behind it does not disturb."""
    return {"facecolor": PAPER, "edgecolor": "none", "pad": 0.6, "alpha": 0.92}
