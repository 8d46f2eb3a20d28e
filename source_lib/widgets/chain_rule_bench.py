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

TYPE, LINE = 10.5, 17.0  # size of the type and height of a line in points
FACE = "DejaVu Sans Mono"  # ships with matplotlib, so every character has the same known width everywhere
HATCH = "#C4C4C4"
LEFT, RIGHT, TABLE = (14.0, 318.0), (392.0, 318.0), 74.0
MOST_MARKS = 10
SQUARE = "■"


class ChainRuleBench(Explorer):
    """Compare dL_reg/dw = (σ(wx+b) − t) σ′(wx+b) x + λw, written out, with the seven bars that share their work.

    Lecture: 6, section 2.1, "How you would have done it in calculus class".
    """

    State = BenchState
    size = (9.8, 5.2)
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
        self.affine = [self._mark(ax, hatch="////", edgecolor=HATCH, linewidth=0.0) for _ in range(MOST_MARKS)]
        self.shared = [self._mark(ax, edgecolor=ORANGE, linewidth=1.6) for _ in range(4)]
        self._fixed_marks(ax)
        self.left = [self._line(ax, LEFT, row) for row in range(6)]
        self.right = [self._line(ax, RIGHT, row) for row in range(len(NAMES))]
        self.values = [self._line(ax, (width - 52, RIGHT[1]), row, ha="right", color=BLUE) for row in range(len(NAMES))]
        self.changed = [self._line(ax, (width - 46, RIGHT[1]), row, color=ORANGE) for row in range(len(NAMES))]
        self.counts = [self._line(ax, (LEFT[0], LEFT[1]), row) for row in (8, 10)]
        self._table(ax)

    def _column_width(self, ax: Axes) -> float:
        """Measure one character in points: hinting rounds its width to whole pixels."""
        ruler = ax.text(0, 0, "0" * 50, family=FACE, fontsize=TYPE)
        width = ruler.get_window_extent(self.canvas.get_renderer()).width * 72 / self.figure.dpi
        ruler.remove()
        return width / 50

    def _line(self, ax: Axes, corner: tuple[float, float], row: float, **style: Any) -> Any:
        plain: dict[str, Any] = {"family": FACE, "fontsize": TYPE, "va": "center", "color": INK, "zorder": 4}
        return self.moving(ax.text(corner[0], corner[1] - LINE * row, "", **(plain | style)))

    def _mark(self, ax: Axes, **style: Any) -> Rectangle:
        from matplotlib.patches import Rectangle

        mark = self.moving(Rectangle((0, 0), 1, 1, facecolor="none", **style))
        ax.add_patch(mark)
        return mark

    def _fixed_marks(self, ax: Axes) -> None:
        """On the right each piece stands once: wx + b in the line of z, the shared factor as the line of z_bar."""
        self._put(self._mark(ax, hatch="////", edgecolor=HATCH, linewidth=0.0), RIGHT, (0, 8, 14))
        self._put(self._mark(ax, edgecolor=ORANGE, linewidth=1.6), RIGHT, (NAMES.index("z_bar"), 0, 16))

    def _put(self, mark: Rectangle, corner: tuple[float, float], span: Span) -> None:
        line, start, end = span
        mark.set_bounds(
            corner[0] + self.column * start - 1.5, corner[1] - LINE * line - 7.5, self.column * (end - start) + 3, 15.0
        )

    def _table(self, ax: Axes) -> None:
        xs = (190.0, 330.0, 470.0, 610.0)
        for x, name in zip(xs[1:], ("written out", "bars", "measured"), strict=True):
            ax.text(x, TABLE, name, ha="right", va="center", fontsize=TYPE)
        ax.plot([100, 612], [TABLE - 11] * 2, color=GREY, linewidth=0.8)
        self.cells = []
        for row, name in ((1, "∂L_reg/∂w"), (2, "∂L_reg/∂b")):
            y = TABLE - 4 - 20 * row
            ax.text(xs[0], y, name, ha="right", va="center", fontsize=TYPE, family=FACE)
            self.cells.append([self._line(ax, (x, y), 0, ha="right") for x in xs[1:]])

    def draw(self, frame: BenchFrame) -> None:
        """Set every line and number, and lay hatching and outlines over the pieces that are equal."""
        for texts, lines in ((self.left, frame.left), (self.right, frame.right), (self.values, frame.right_values)):
            for text, line in zip(texts, lines, strict=True):
                text.set_text(line)
        for row, text in enumerate(self.changed):
            text.set_text("◆ new" if row in frame.changed else "")
        for marks, spans in ((self.affine, frame.affine_left), (self.shared, frame.shared_left)):
            for mark, span in zip(marks, [*spans, *[None] * len(marks)], strict=False):
                mark.set_visible(span is not None)
                if span is not None:
                    self._put(mark, LEFT, span)
        for text, side, count in zip(
            self.counts, ("left", "right"), (frame.count_left, frame.count_right), strict=True
        ):
            text.set_text(f"wx + b computed on the {side}: {SQUARE * count} {count}")
        for row, cells in enumerate(self.cells):
            for cell, value in zip(cells, (frame.naive, frame.staged, frame.measured), strict=True):
                cell.set_text(number(round(value[row], 9)))
