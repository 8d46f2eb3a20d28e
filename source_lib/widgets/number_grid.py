"""A matrix of small numbers as the artists of a widget: a name, at most 4 x 4 cells, some of them lit."""

from collections.abc import Collection
from typing import Any

import numpy as np
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from source_lib.plots import GREY, INK
from source_lib.widgets.explorer import Explorer

MOST = 4
WIDTH, HEIGHT = 1.0, 0.72


class NumberGrid:
    """Cells laid out from a top left corner; lit cells have a coloured frame and bold digits."""

    def __init__(self, explorer: Explorer, ax: Any, name: str, corner: tuple[float, float], colour: str) -> None:
        left, top = corner
        self._colour = colour
        self.name = explorer.moving(ax.text(left, top - 0.3, name, color=INK, weight="bold", fontsize=10.5))
        self._cells, self._texts = [], []
        for i in range(MOST):
            for j in range(MOST):
                x, y = left + WIDTH * j, top + HEIGHT * i
                cell = Rectangle((x, y), WIDTH * 0.94, HEIGHT * 0.9, facecolor="white", edgecolor=GREY, lw=0.8)
                self._cells.append(explorer.moving(ax.add_patch(cell)))
                at = (x + WIDTH * 0.47, y + HEIGHT * 0.46)
                self._texts.append(explorer.moving(ax.text(*at, "", ha="center", va="center", color=INK, fontsize=9.5)))

    def write(self, values: NDArray[np.float64], lit: Collection[tuple[int, int]] = ()) -> None:
        """Fill in a matrix of at most 4 x 4 numbers and light some of its cells."""
        for k, (cell, text) in enumerate(zip(self._cells, self._texts, strict=True)):
            i, j = divmod(k, MOST)
            there = i < values.shape[0] and j < values.shape[1]
            on = there and (i, j) in lit
            cell.set_visible(there)
            cell.set_edgecolor(self._colour if on else GREY)
            cell.set_linewidth(2.2 if on else 0.8)
            text.set_text(f"{values[i, j]:.0f}".replace("-", "−") if there else "")
            text.set_weight("bold" if on else "normal")
