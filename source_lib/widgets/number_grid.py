"""A matrix of small numbers as the artists of a widget: a name, at most 4 x 4 cells, some of them lit."""

from collections.abc import Collection
from typing import Any

import numpy as np
from matplotlib.collections import LineCollection
from numpy.typing import NDArray

from source_lib.plots import GREY, INK
from source_lib.widgets.explorer import Explorer

MOST = 4
WIDTH, HEIGHT = 1.0, 0.72


class NumberGrid:
    """Cells laid out from a top left corner, with a thick coloured frame around those that are lit.

    `fields` names the fields of the state that the numbers depend on, if there are few (see `Explorer.moving`); the
    frames move on their own.
    """

    def __init__(
        self, explorer: Explorer, ax: Any, name: str, corner: tuple[float, float], colour: str, *fields: str
    ) -> None:
        self._left, self._top = corner
        title = ax.text(self._left, self._top - 0.3, name, color=INK, weight="bold", fontsize=10.5)
        self.name = explorer.moving(title, *fields)
        cells = LineCollection([], colors=GREY, linewidths=0.8)
        self._cells = explorer.moving(ax.add_collection(cells, autolim=False), *fields)
        self._texts = []
        for i, j in np.ndindex(MOST, MOST):
            x, y = self._left + WIDTH * (j + 0.47), self._top + HEIGHT * (i + 0.46)
            text = ax.text(x, y, "", ha="center", va="center", color=INK, fontsize=9.5)
            self._texts.append(explorer.moving(text, *fields))
        frames = LineCollection([], colors=colour, linewidths=2.4)
        self._lit = explorer.moving(ax.add_collection(frames, autolim=False))

    def write(self, values: NDArray[np.float64], lit: Collection[tuple[int, int]] = ()) -> None:
        """Fill in a matrix of at most 4 x 4 numbers and light some of its cells."""
        rows, columns = values.shape
        self._cells.set_segments([self._frame(i, j) for i in range(rows) for j in range(columns)])
        self._lit.set_segments([self._frame(i, j) for i, j in lit if i < rows and j < columns])
        for text, (i, j) in zip(self._texts, np.ndindex(MOST, MOST), strict=True):
            there = i < rows and j < columns
            text.set_text(f"{values[i, j]:.0f}".replace("-", "−") if there else "")

    def _frame(self, i: int, j: int) -> list[tuple[float, float]]:
        left, top = self._left + WIDTH * j, self._top + HEIGHT * i
        right, bottom = left + WIDTH * 0.94, top + HEIGHT * 0.9
        return [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
