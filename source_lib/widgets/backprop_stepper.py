"""BackpropStepper: values forward, bars backward, one node at a time, in right and in wrong orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from source_lib.graph_drawing import barred
from source_lib.widgets.explorer import Explorer
from source_lib.widgets.graph_scene import Scene, height_needed
from source_lib.widgets.stepper_frames import (
    GRAPHS,
    MODES,
    OWN,
    StepperFrame,
    StepperState,
    compute_frame,
    course_of,
)

if TYPE_CHECKING:
    import ipywidgets
    from matplotlib.figure import Figure

    from source_lib.widgets.stations import Course

TOP, BOTTOM, SIDE = 30.0, 40.0, 8.0  # points kept free for title, equation and margin
LOWEST = 190.0  # points: a lower picture would look like a strip


class BackpropStepper(Explorer):
    """Step through v_bar_i = sum over children of v_bar_j dv_j/dv_i on four graphs or one's own.

    Lecture: 6, section 2.4, "Using the computation graph".
    """

    State = StepperState
    size = (9.8, 6.2)
    compute = staticmethod(compute_frame)

    def controls(self) -> dict[str, ipywidgets.Widget]:
        """Offer graph, mode, step, and what only some modes need: a guess, one's own expression."""
        import ipywidgets

        wide = {"description_width": "initial"}
        return {
            "graph": ipywidgets.Dropdown(options=GRAPHS, description="graph", style=wide),
            "mode": ipywidgets.Dropdown(options=list(MODES), description="mode", style=wide),
            "expression": ipywidgets.Text(
                description="expression", continuous_update=False, style=wide, layout={"width": "560px"}
            ),
            "step": ipywidgets.IntSlider(min=0, max=60, description="step", style=wide),
            "guess": ipywidgets.Text(
                description="your guess", continuous_update=False, placeholder="type, then Enter", style=wide
            ),
        }

    def layout(self, controls: dict[str, ipywidgets.Widget]) -> ipywidgets.Widget:
        """Put the choices above, the steps below them, then picture and sentence."""
        import ipywidgets

        step = controls["step"]
        small = {"width": "112px"}
        back = ipywidgets.Button(description="Previous", icon="arrow-left", tooltip="one step back", layout=small)
        on = ipywidgets.Button(description="Next", icon="arrow-right", tooltip="one step on", layout=small)
        back.on_click(lambda _: self.update(step=max(step.value - 1, step.min)))
        on.on_click(lambda _: self.update(step=min(step.value + 1, step.max)))
        self.play = ipywidgets.Play(interval=1200, min=0, max=step.max, description="play")
        ipywidgets.link((self.play, "value"), (step, "value"))
        row = ipywidgets.Layout(flex_flow="row wrap", align_items="center", max_width="100%")
        choices = ipywidgets.HBox([controls["graph"], controls["mode"], controls["expression"]], layout=row)
        steps = ipywidgets.HBox([back, on, self.play, step, controls["guess"]], layout=row)
        return ipywidgets.VBox([choices, steps, self.image, self.sentence])

    def structure(self) -> Course:
        """Tell the graph: it is laid out once, whatever the mode."""
        return course_of(self.state)[0]

    def build(self, figure: Figure) -> None:
        """Lay out the chosen graph; what its boxes' rows are called depends on the mode only."""
        course, _ = course_of(self.state)
        width, most = (72 * inches for inches in self.size)
        height = min(most, max(LOWEST, height_needed(course, width - 2 * SIDE) + TOP + BOTTOM))
        figure.set_size_inches(width / 72, height / 72)
        self.scene = Scene(figure, course, barred, (SIDE, BOTTOM, width - 2 * SIDE, height - TOP - BOTTOM))
        for name in (*self.scene.names, *self.scene.seconds):
            self.moving(name, "mode")
        for artist in self.scene.moving:
            self.moving(artist)
        words: dict[str, Any] = {"transform": figure.transFigure, "va": "center", "zorder": 6}
        axes = self.scene.axes
        self.title = self.moving(axes.text(SIDE / width, 1 - 13 / height, "", fontsize=11, **words))
        self.equation = self.moving(axes.text(0.5, 16 / height, "", fontsize=12, ha="center", **words))

    def draw(self, frame: StepperFrame) -> None:
        """Show the marks of the step on the graph, its title and its equation; a path count is no bar."""
        self.scene.rename((lambda _: "paths") if frame.counting else barred)
        self.scene.show(frame.marks)
        self.title.set_text(frame.title)
        self.equation.set_text(frame.equation)

    def _moved(self, change: Any) -> None:
        """A new graph starts from its first step, and a guess holds for one step only."""
        moved = self._names[change["owner"]]
        with self._hold():
            super()._moved(change)
            if moved in ("graph", "expression"):
                self.controls_by_name["step"].value = 0
            if moved != "guess":
                self.controls_by_name["guess"].value = ""

    def _refresh(self) -> None:
        super()._refresh()
        step = self.controls_by_name["step"]
        if step.max != self.frame.last:
            step.max = self.play.max = self.frame.last
        shown = {"expression": self.state.graph == OWN, "guess": self.state.mode == "predict"}
        for name, visible in shown.items():
            self.controls_by_name[name].layout.display = "flex" if visible else "none"
