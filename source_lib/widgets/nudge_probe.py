"""NudgeProbe: push one value a little, see the change travel along the edges, and measure the slope of the cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from source_lib.graph_drawing import number
from source_lib.plots import BLUE, GREY, INK, ORANGE
from source_lib.widgets.explorer import Explorer
from source_lib.widgets.graph_scene import Scene
from source_lib.widgets.nudge_frames import FLOOR, HOLDS, NODES, STEPS, NudgeFrame, NudgeState, compute_nudge
from source_lib.widgets.worked_graphs import running_example

if TYPE_CHECKING:
    import ipywidgets
    from matplotlib.figure import Figure


class NudgeProbe(Explorer):
    """Push a value of the running example and measure: dL_reg/h against the bar, with b held or with L held.

    Lecture: 6, section 4, "Appendix: why the weird notation?".
    """

    State = NudgeState
    size = (9.8, 5.2)
    compute = staticmethod(compute_nudge)

    def controls(self) -> dict[str, ipywidgets.Widget]:
        """Offer the node, the step as a power of ten, and what is held."""
        import ipywidgets

        wide = {"description_width": "initial"}
        slider = ipywidgets.FloatSlider(min=-12, max=0, step=0.25, description="step 10^", style=wide)
        held = ipywidgets.RadioButtons(options=HOLDS, description="hold fixed:", style=wide)
        return {
            "node": ipywidgets.Dropdown(options=NODES, description="nudge", layout={"width": "150px"}),
            "log_step": slider,
            "hold": held,
        }

    def build(self, figure: Figure) -> None:
        """Put the graph on top, the error over all steps below it, and both readings beside that."""
        width, height = (72 * inches for inches in self.size)
        room = (8.0, 0.53 * height, width - 16, 0.40 * height)
        self.scene = Scene(figure, running_example(), lambda _: "Δ/h", room, known=True)
        for artist in self.scene.moving:
            self.moving(artist)
        self._error_plot(figure)
        words: dict[str, Any] = {"transform": figure.transFigure, "va": "center", "zorder": 4}
        axes = self.scene.axes
        self.title = self.moving(axes.text(0.012, 0.965, "", fontsize=11, **words))
        axes.text(0.60, 0.41, "Two readings of ∂L_reg/∂v", fontsize=11, weight="bold", **words)
        self.lines = [
            self.moving(axes.text(0.60, y, "", fontsize=10.5, color=color, **words))
            for y, color in ((0.33, INK), (0.26, INK), (0.15, ORANGE), (0.08, BLUE))
        ]

    def _error_plot(self, figure: Figure) -> None:
        ax = figure.add_axes((0.085, 0.11, 0.46, 0.34))
        ax.set(xscale="log", yscale="log", xlim=(10**-12.2, 10**0.2), ylim=(3e-17, 3.0))
        ax.set(
            xlabel="step h", ylabel="|measured − exact|", title="Too large: bend of the curve.  Too small: rounding."
        )
        ax.grid(color=GREY, alpha=0.25, linewidth=0.6)
        self.one = self.moving(ax.plot(STEPS, STEPS, color=ORANGE, linestyle="--", label="one-sided")[0])
        self.two = self.moving(ax.plot(STEPS, STEPS, color=BLUE, linestyle="-", label="two-sided")[0])
        self.here = self.moving(ax.plot([1e-1], [1e-1], marker="o", color=ORANGE, markersize=8, linestyle="none")[0])
        ax.legend(loc="upper center", ncols=2)

    def draw(self, frame: NudgeFrame) -> None:
        """Show the changes in the graph, the curves for this node, and the point for this step."""
        self.scene.show(frame.marks)
        self.title.set_text(frame.title)
        self.one.set_ydata(frame.one_sided)
        self.two.set_ydata(frame.two_sided)
        self.here.set_data([frame.step], [max(abs(frame.measured - frame.exact), FLOOR)])
        measured = f"measured:  ΔL_reg / h = {number(frame.measured)}"
        for line, text in zip(self.lines, (*frame.readings, measured, f"exact:  {number(frame.exact)}"), strict=True):
            line.set_text(text)
