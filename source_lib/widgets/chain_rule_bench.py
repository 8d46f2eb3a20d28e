"""ChainRuleBench: the expanded derivatives beside the seven bars, with equal pieces marked and work counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from source_lib.graph_drawing import number
from source_lib.plots import BLUE, GREY, INK, ORANGE
from source_lib.widgets.bench_frames import NAMES, BenchFrame, BenchState, Span, compute_bench
from source_lib.widgets.explorer import Explorer
from source_lib.widgets.naive_formulas import LOSSES

if TYPE_CHECKING:
    import ipywidgets
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle
    from matplotlib.text import Text

TYPE, LINE = 10.5, 17.0  # size of the type and height of a line in points
FACE = "DejaVu Sans Mono"  # ships with matplotlib, so every character has the same known width everywhere
HATCH = "#C4C4C4"
LEFT, RIGHT, TABLE = (14.0, 318.0), (352.0, 318.0), 74.0
SQUARE = "■"


class ChainRuleBench(Explorer):
    """Compare dL_reg/dw = (σ(wx+b) − t) σ′(wx+b) x + λw, written out, with the seven bars that share their work.

    Lecture: 6, section 2.1, "How you would have done it in calculus class".
    """

    State = BenchState
    size = (9.8, 5.2)
    static = ("loss", "expanded")  # the formulas, their marks and counts stand still while a slider moves
    compute = staticmethod(compute_bench)

    def controls(self) -> dict[str, ipywidgets.Widget]:
        """Offer the five numbers, the loss, and whether σ′ is written out."""
        import ipywidgets

        def slider(low: float, high: float, name: str) -> ipywidgets.FloatSlider:
            layout = {"width": "300px"}
            return ipywidgets.FloatSlider(min=low, max=high, step=0.05, description=name, layout=layout)

        plain = {"description_width": "initial"}
        return {
            "w": slider(-3, 3, "w"),
            "b": slider(-3, 3, "b"),
            "x": slider(-3, 3, "x"),
            "t": slider(0, 1, "t"),
            "lam": slider(0, 1, "λ"),
            "loss": ipywidgets.Dropdown(options=LOSSES, description="loss", style=plain),
            "expanded": ipywidgets.Checkbox(description="write σ′ out", indent=False, layout={"width": "130px"}),
        }

    def build(self, figure: Figure) -> None:
        """Put formulas left, bars right, and the three answers in a table below."""
        width, height = (72 * inches for inches in self.size)
        ax = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(0, height))
        ax.set_axis_off()
        self.column = self._column_width(ax)
        for (x, y), heading in ((LEFT, "written out, as in calculus class"), (RIGHT, "step by step, with bars")):
            ax.text(x, y + 30, heading, fontsize=11.5, weight="bold", va="center")
        ax.axvline(RIGHT[0] - 16, ymin=0.29, ymax=0.97, color=GREY, linewidth=0.8)
        self._formulas(ax, compute_bench(self.state), width)
        rows = range(len(NAMES))
        self.values = [self._number(ax, width - 52, RIGHT[1] - LINE * row, color=BLUE) for row in rows]
        self._table(ax)

    def _formulas(self, ax: Axes, frame: BenchFrame, width: float) -> None:
        """Write both sides, hatch every wx + b, outline the factor that both derivatives share, count the work."""
        self.affine = [self._mark(ax, LEFT, span) for span in frame.affine_left]
        self._mark(ax, RIGHT, (0, 8, 14))
        for corner, span in [(LEFT, s) for s in frame.shared_left] + [(RIGHT, (NAMES.index("z_bar"), 0, 16))]:
            self._mark(ax, corner, span, hatch=None, edgecolor=ORANGE, linewidth=1.6)
        self.left = [self._line(ax, LEFT, row, text) for row, text in enumerate(frame.left)]
        self.right = [self._line(ax, RIGHT, row, text) for row, text in enumerate(frame.right)]
        for row in frame.changed:
            self._line(ax, (width - 46, RIGHT[1]), row, "◆ new", color=ORANGE)
        for row, side, count in ((8, "left", frame.count_left), (10, "right", frame.count_right)):
            self._line(ax, LEFT, row, f"wx + b computed on the {side}: {SQUARE * count} {count}")

    def _column_width(self, ax: Axes) -> float:
        """Measure one character in points: hinting rounds its width to whole pixels."""
        ruler = ax.text(0, 0, "0" * 50, family=FACE, fontsize=TYPE)
        width = ruler.get_window_extent(self.canvas.get_renderer()).width * 72 / self.figure.dpi
        ruler.remove()
        return width / 50

    def _line(self, ax: Axes, corner: tuple[float, float], row: float, text: str, color: str = INK) -> Text:
        x, y = corner[0], corner[1] - LINE * row
        return ax.text(x, y, text, family=FACE, fontsize=TYPE, va="center", color=color, zorder=4)

    def _number(self, ax: Axes, x: float, y: float, color: str = INK) -> Text:
        return self.moving(ax.text(x, y, "", ha="right", va="center", fontsize=TYPE, color=color, zorder=4))

    def _mark(self, ax: Axes, corner: tuple[float, float], span: Span, **style: Any) -> Rectangle:
        """Lay a mark over some characters of a line: a hatching, or with another style an outline."""
        from matplotlib.patches import Rectangle

        line, start, end = span
        place = (corner[0] + self.column * start - 1.5, corner[1] - LINE * line - 7.5)
        hatched: dict[str, Any] = {"facecolor": "none", "hatch": "////", "edgecolor": HATCH, "linewidth": 0.0}
        mark = Rectangle(place, self.column * (end - start) + 3, 15.0, **(hatched | style))
        ax.add_patch(mark)
        return mark

    def _table(self, ax: Axes) -> None:
        xs = (190.0, 330.0, 470.0, 610.0)
        for x, name in zip(xs[1:], ("written out", "bars", "measured"), strict=True):
            ax.text(x, TABLE, name, ha="right", va="center", fontsize=TYPE)
        ax.plot([100, 612], [TABLE - 11] * 2, color=GREY, linewidth=0.8)
        self.cells = []
        for row, name in ((1, "∂L_reg/∂w"), (2, "∂L_reg/∂b")):
            y = TABLE - 4 - 20 * row
            ax.text(xs[0], y, name, ha="right", va="center", fontsize=TYPE, family=FACE)
            self.cells.append([self._number(ax, x, y) for x in xs[1:]])

    def draw(self, frame: BenchFrame) -> None:
        """Set the numbers: the value of every line, and both derivatives found in three ways."""
        for text, value in zip(self.values, frame.right_values, strict=True):
            text.set_text(value)
        for row, cells in enumerate(self.cells):
            measured = round(frame.measured[row], 9)  # what lies beyond is rounding
            for cell, slope in zip(cells, (frame.naive[row], frame.staged[row], measured), strict=True):
                cell.set_text(number(slope))
