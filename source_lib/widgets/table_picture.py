"""Draw a truth table: one row per input, dark cells for "on", and a mark that says whether the net is right.

Lecture: 5, section 4.2, "Universality".
"""

from typing import Any

import numpy as np
from matplotlib.collections import LineCollection
from numpy.typing import NDArray

from source_lib.designs import binary_inputs
from source_lib.plots import BLUE, INK, ORANGE
from source_lib.widgets.explorer import Explorer

Array = NDArray[np.float64]
Bits = NDArray[np.bool_]

MOST_ROWS = 32
# Whole numbers, because matplotlib scales pictures of real numbers anew in every frame.
DARK, LIGHT, TOO_MUCH = (np.array(rgb, dtype=np.uint8) for rgb in ((0, 69, 128), (224, 230, 235), (213, 94, 0)))


class TablePicture:
    """The moving artists of a table, made once on an Axes of an explorer."""

    def __init__(self, explorer: Explorer, ax: Any) -> None:
        moving = explorer.moving
        ax.set(xlim=(-1, 9), ylim=(MOST_ROWS, 0), yticks=[])
        ax.set_xticks([2.5, 6.3, 7.8], ["inputs", "table", "net"])
        ax.set_xlabel("dark: input +1, output 1\norange: output above 1\ncross: wrong, hollow: never shown", fontsize=8)
        ax.tick_params(length=0, top=True, labeltop=True, bottom=False, labelbottom=False, labelsize=8)
        for spine in ax.spines.values():
            spine.set_visible(False)
        blank = np.full((MOST_ROWS, 8, 3), 255, dtype=np.uint8)
        self.cells = moving(ax.imshow(blank, extent=(0, 8, MOST_ROWS, 0), aspect="auto", interpolation="nearest"))
        self.rules = moving(ax.add_collection(LineCollection([], colors="white", linewidths=1.5), autolim=False))
        self.pointer = moving(ax.plot([], [], ">", color=INK, ms=7)[0])
        for x in range(1, 8):
            moving(ax.axvline(x, color="white", lw=1.5))
        self.marks = {
            (right, seen): moving(ax.plot([], [], m, ms=6, mec=c, mfc=c if seen else "none", ls="")[0])
            for right, m, c in ((True, "o", BLUE), (False, "X", ORANGE))
            for seen in (True, False)
        }

    def draw(self, table: Array, answers: Array, seen: Bits, row: int) -> None:
        """Show a table of 2^D rows beside the net's answers; hollow marks for rows not seen, a pointer at one row."""
        n = len(table)
        D = n.bit_length() - 1
        height = MOST_ROWS // n
        cells = np.full((n, 8, 3), 255, dtype=np.uint8)
        cells[:, 5 - D : 5] = np.where(binary_inputs(D)[:, :, None] > 0, DARK, LIGHT)
        cells[:, 6] = np.where(table[:, None] > 0, DARK, LIGHT)
        y = answers[:, None]
        cells[:, 7] = np.where(y == 0, LIGHT, np.where(y == 1, DARK, TOO_MUCH))
        self.cells.set_data(np.repeat(cells, height, axis=0))
        self.rules.set_segments([[(0, k * height), (8, k * height)] for k in range(1, n)])
        middle = (np.arange(n) + 0.5) * height
        self.pointer.set_data([4.4 - D], [middle[row]])
        right = answers == table
        for (as_right, as_seen), marks in self.marks.items():
            chosen = middle[(right == as_right) & (seen == as_seen)]
            marks.set_data(np.full(len(chosen), 8.5), chosen)
