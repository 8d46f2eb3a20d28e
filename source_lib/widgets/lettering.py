"""Keep what texts look like: setting type is most of the work of a frame, and most texts have been seen before.

A text that reads as one did before is pasted from its picture, wherever it stands now. Matplotlib draws it the first
time, so letters look the same as in the axes around them; places are whole pixels.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

MOST_KEPT = 3000  # pictures of texts, of a few kilobytes each
MARGIN = 3  # pixels around a text's own box, for what letters and frames reach beyond it

Picture = tuple[NDArray[np.uint8], int, int]  # pixels, and their lower left corner as seen from the text's place


class Lettering:
    """Draws texts for one size of picture, each way of looking only once."""

    def __init__(self, width: int, height: int, dpi: float) -> None:
        self._sheet = RendererAgg(width, height, dpi)
        self._kept: OrderedDict[Hashable, Picture] = OrderedDict()

    def draw(self, renderer: RendererAgg, text: Text) -> None:
        """Draw a text like text.draw(renderer), from its picture if there is one."""
        if not text.get_visible() or not text.get_text():
            return
        place = text.get_transform().transform(text.get_unitless_position())
        if _clipped(text) or not np.isfinite(place).all():
            text.draw(renderer)
            return
        x, y = (round(float(coordinate)) for coordinate in place)
        looks = _looks(text)
        picture = self._kept.get(looks)
        if picture is None:
            picture = self._set(text, x, y)
            if picture is None:
                text.draw(renderer)
                return
            self._kept[looks] = picture
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(looks)
        pixels, left, low = picture
        renderer.draw_image(renderer.new_gc(), x + left, y + low, pixels)

    def _set(self, text: Text, x: int, y: int) -> Picture | None:
        """Draw a text on an empty sheet and cut it out; nothing if it reaches over the edge of the sheet."""
        text.draw(self._sheet)
        patch = text.get_bbox_patch()
        boxes = [text.get_window_extent(self._sheet)]
        boxes += [patch.get_window_extent(self._sheet).padded(patch.get_linewidth())] if patch is not None else []
        box = Bbox.union(boxes)
        left, right = int(np.floor(box.x0)) - MARGIN, int(np.ceil(box.x1)) + MARGIN
        low, high = int(np.floor(box.y0)) - MARGIN, int(np.ceil(box.y1)) + MARGIN
        sheet = np.asarray(self._sheet.buffer_rgba())
        height, width, _ = sheet.shape
        if inside := left >= 0 and low >= 0 and right <= width and high <= height:
            pixels = sheet[height - high : height - low, left:right][::-1].copy()  # draw_image begins at the bottom
        self._sheet.clear()
        return (pixels, left - x, low - y) if inside else None


def _clipped(text: Text) -> bool:
    return text.get_clip_on() and (text.get_clip_box() is not None or text.get_clip_path() is not None)


def _looks(text: Text) -> Hashable:
    """All that decides how a text looks, but not where it stands."""
    patch = text.get_bbox_patch()
    frame: Any = None
    if patch is not None:
        colours = (patch.get_facecolor(), patch.get_edgecolor())
        frame = (*colours, patch.get_linewidth(), patch.get_linestyle(), patch.get_hatch(), patch.get_alpha())
    align = (text.get_horizontalalignment(), text.get_verticalalignment(), text.get_rotation())
    font: Any = text.get_fontproperties()
    spacing = getattr(text, "_linespacing", None)  # matplotlib lets it be set but not asked for
    return text.get_text(), hash(font), text.get_color(), text.get_alpha(), align, spacing, frame
