"""The half-plane where one threshold unit fires, as the artists of a widget: a line, a tint on its far side, a name."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from source_lib.plots import INK
from source_lib.widgets.explorer import Explorer


class HalfPlane:
    """Draw w1 x1 + w2 x2 + b = 0 on axes with fixed limits, and tint where w1 x1 + w2 x2 + b > 0.

    Two on the same axes take different ends of their lines, 0 and 1, so that their names keep apart.
    """

    def __init__(self, explorer: Explorer, ax: Any, name: str, colour: str, dash: str, end: int = 0) -> None:
        self._box = np.array([[-0.6, -0.6], [1.6, -0.6], [1.6, 1.6], [-0.6, 1.6]])
        self._name, self._end = name, end
        self._tint = explorer.moving(ax.fill([0], [0], color=colour, alpha=0.18, lw=0, zorder=0.5)[0])
        self._line = explorer.moving(ax.plot([], [], dash, color=colour, lw=2.2, zorder=2)[0])
        self._text = explorer.moving(ax.text(0, 0, "", color=INK, ha="center", va="center", fontsize=8.5, zorder=5))
        self._text.set_bbox({"facecolor": "white", "edgecolor": colour, "boxstyle": "round,pad=0.15", "lw": 1.2})

    def move(self, numbers: NDArray[np.float64] | None) -> None:
        """Move to the half-plane of (w1, w2, b), or out of sight."""
        inside, cut = self._clip(numbers) if numbers is not None else (np.empty((0, 2)), np.empty((0, 2)))
        self._tint.set_xy(inside if len(inside) else np.zeros((1, 2)))
        self._tint.set_visible(len(inside) > 0)
        self._line.set_data(*cut.T)
        self._text.set_text(self._name if len(inside) else "")
        self._text.get_bbox_patch().set_visible(len(inside) > 0)
        if len(inside):
            self._text.set_position(self._label(inside, cut))

    def _clip(self, numbers: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Cut the box along the line: the corners of the part where the unit fires, and the ends of the cut."""
        w, b = numbers[:2], numbers[2]
        inside: list[NDArray[np.float64]] = []
        cut: list[NDArray[np.float64]] = []
        for here, there in zip(self._box, np.roll(self._box, -1, axis=0), strict=True):
            z_here, z_there = here @ w + b, there @ w + b
            if z_here > 0:
                inside.append(here)
            if (z_here > 0) != (z_there > 0):
                crossing = here + (there - here) * z_here / (z_here - z_there)
                inside.append(crossing)
                cut.append(crossing)
        return np.array(inside).reshape(-1, 2), np.array(cut).reshape(-1, 2)

    def _label(self, inside: NDArray[np.float64], cut: NDArray[np.float64]) -> tuple[float, float]:
        """Put the name a little inside, near its end of the cut; in the middle if there is no cut."""
        middle = inside.mean(axis=0)
        if not len(cut):
            return float(middle[0]), float(middle[1])
        near = 0.9 * cut[self._end] + 0.1 * cut[1 - self._end]
        step = middle - near
        spot = near + 0.12 * step / max(float(np.hypot(*step)), 1e-9)
        return float(np.clip(spot[0], -0.35, 1.35)), float(np.clip(spot[1], -0.5, 1.5))
