"""UnitExplorer: turn the weights and the bias of one unit and see where its line goes and what phi makes of it.

Lecture: 5, section 2, "Multilayer Perceptrons".
"""

from dataclasses import dataclass
from typing import Any

import ipywidgets
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from source_lib.activations import ACTIVATIONS
from source_lib.plots import BLUE, GREY, INK, ORANGE, SIGNED
from source_lib.units import unit
from source_lib.widgets.explorer import Explorer

Array = NDArray[np.float64]

POINTS = np.array(
    [
        [-1.5, -1.0],
        [-0.5, -1.5],
        [-1.0, 0.5],
        [0.5, -0.5],
        [-1.75, 1.5],
        [0.0, 1.0],
        [1.0, 0.5],
        [1.5, -1.25],
        [1.25, 1.75],
    ]
)
LIMIT, FAR = 2.0, 6.0  # of the plane, of z
_side = np.linspace(-LIMIT, LIMIT, 61)
PLANE = np.stack(np.meshgrid(_side, _side), axis=-1).reshape(-1, 2)
Z = np.linspace(-FAR, FAR, 601)
PHIS = ("identity", "hard_threshold", "logistic", "tanh", "relu")


@dataclass(frozen=True)
class Setting:
    """What the reader can set: two weights, a bias, the activation function, and which point is looked at."""

    w1: float = 1.0
    w2: float = 1.0
    b: float = -0.5
    phi: str = "logistic"
    point: int = 7


@dataclass(frozen=True)
class Frame:
    """What is seen: the activation over the plane, the line w.x + b = 0, and each point's z and a."""

    sentence: str
    plane: Array  # (61, 61)
    line: Array  # (2, 2), or all nan when both weights are 0
    arrow: Array  # (2, 2), from the line along w, or nan
    curve: Array  # (601,), phi over Z
    z: Array  # (n_points,)
    a: Array  # (n_points,)
    chosen: int
    strongest: float  # the |a| of the strongest colour


class UnitExplorer(Explorer):
    """One unit, a = phi(w1 x1 + w2 x2 + b): the plane of inputs on the left, what phi reads on the right."""

    State = Setting
    size = (9.6, 4.3)

    def controls(self) -> dict[str, ipywidgets.Widget]:
        """Make the controls: w1, w2, b, phi and the point to look at."""
        wide: dict[str, Any] = {"style": {"description_width": "7em"}, "layout": ipywidgets.Layout(width="27em")}
        sliders = {
            name: ipywidgets.FloatSlider(min=-4, max=4, step=0.25, description=text, **wide)
            for name, text in (("w1", "weight w₁"), ("w2", "weight w₂"), ("b", "bias b"))
        }
        return sliders | {
            "phi": ipywidgets.Dropdown(
                options=[(name.replace("_", " "), name) for name in PHIS], description="φ", **wide
            ),
            "point": ipywidgets.IntSlider(min=1, max=len(POINTS), description="look at point", **wide),
        }

    @staticmethod
    def compute(state: Setting) -> Frame:
        """Give every point and every place of the plane its z = w.x + b and its a = phi(z)."""
        w, phi = np.array([state.w1, state.w2]), ACTIVATIONS[state.phi]
        z, a = POINTS @ w + state.b, unit(POINTS, w, state.b, phi)
        bounded = state.phi in ("hard_threshold", "logistic", "tanh")
        return Frame(
            sentence=_sentence(state, w, z, a),
            plane=unit(PLANE, w, state.b, phi).reshape(len(_side), -1),
            line=_line(w, state.b),
            arrow=_arrow(w, state.b),
            curve=phi(Z),
            z=z,
            a=a,
            chosen=state.point - 1,
            strongest=1.6 if bounded else 6.0,
        )

    def build(self, figure: Figure) -> None:
        """Lay out the plane, the curve and their labels."""
        grid = figure.add_gridspec(
            1, 2, left=0.06, right=0.985, top=0.92, bottom=0.12, wspace=0.16, width_ratios=(1, 1.45)
        )
        plane, curve = figure.add_subplot(grid[0]), figure.add_subplot(grid[1])
        plane.set(title="inputs: shade = activation a, line = where z is 0", xlabel="x₁", ylabel="x₂", aspect="equal")
        plane.set(xlim=(-LIMIT, LIMIT), ylim=(-LIMIT, LIMIT), xticks=range(-2, 3), yticks=range(-2, 3))
        extent = (-LIMIT, LIMIT, -LIMIT, LIMIT)
        image = plane.imshow(np.zeros((61, 61)), cmap=SIGNED, extent=extent, origin="lower", alpha=0.75)
        self.plane = self.moving(image)
        self.line = self.moving(plane.plot([], [], color=INK, lw=2)[0])
        self.arrow = self.moving(
            plane.annotate("", (0, 0), (0, 0), arrowprops={"arrowstyle": "-|>", "color": INK, "lw": 1.6})
        )
        self.dots = self.moving(plane.plot(*POINTS.T, "o", color="white", mec=INK, ms=8)[0])
        self.chosen = self.moving(plane.plot([], [], "s", mfc="none", mec=ORANGE, mew=2.5, ms=14)[0])
        pad = {"facecolor": "white", "alpha": 0.6, "lw": 0, "pad": 1}
        self.numbers = [
            self.moving(plane.text(x + 0.17, y, str(k), color=INK, va="center", fontsize=8, bbox=pad))
            for k, (x, y) in enumerate(POINTS, start=1)
        ]
        curve.set(
            title="all that φ reads is z",
            xlabel="z = w₁x₁ + w₂x₂ + b   (points farther out sit on the edge)",
            ylabel="a = φ(z)",
            xlim=(-FAR, FAR),
            ylim=(-2.2, 2.2),
        )
        curve.axhline(0, color=GREY, lw=0.8)
        curve.axvline(0, color=GREY, lw=0.8)
        self.curve = self.moving(curve.plot(Z, Z, color=BLUE, lw=2.2)[0])
        self.stems = self.moving(curve.plot([], [], color=GREY, lw=0.9)[0])
        self.landed = self.moving(curve.plot([], [], "o", color="white", mec=INK, ms=7)[0])
        self.chosen_z = self.moving(curve.plot([], [], "s", mfc="none", mec=ORANGE, mew=2.5, ms=13)[0])
        self.formula = self.moving(curve.text(0.02, 0.93, "", transform=curve.transAxes, color=INK))

    def draw(self, frame: Frame) -> None:
        """Move the shade, the line, the points' places on the curve, and the words."""
        self.plane.set_data(frame.plane)
        self.plane.set_clim(-frame.strongest, frame.strongest)
        self.line.set_data(*frame.line.T)
        start, end = frame.arrow
        self.arrow.set_visible(bool(np.isfinite(frame.arrow).all()))
        if self.arrow.get_visible():
            self.arrow.set_position(tuple(start))
            self.arrow.xy = tuple(end)
        self.chosen.set_data(*POINTS[[frame.chosen]].T)
        self.curve.set_ydata(frame.curve)
        z, a = np.clip(frame.z, -FAR, FAR), np.clip(frame.a, -2.2, 2.2)
        gaps = np.full_like(z, np.nan)
        self.stems.set_data(np.stack([z, z, gaps], axis=1).ravel(), np.stack([0 * z, a, gaps], axis=1).ravel())
        self.landed.set_data(z, a)
        self.chosen_z.set_data(z[[frame.chosen]], a[[frame.chosen]])
        k = frame.chosen
        formula = f"point {k + 1}:  z = {frame.z[k]:.2f},  a = {frame.a[k]:.3g}"
        self.formula.set_text(formula.replace("-", "−"))


def _line(w: Array, b: float) -> Array:
    """Two points far out on w.x + b = 0."""
    if not w.any():
        return np.full((2, 2), np.nan)
    foot, along = -b * w / (w @ w), np.array([-w[1], w[0]]) / np.hypot(*w)
    reach = np.hypot(*foot) + 2 * LIMIT
    return np.stack([foot - reach * along, foot + reach * along])


def _arrow(w: Array, b: float) -> Array:
    """From the line's point nearest to the middle, 0.7 in the direction of w; nan when it is out of the picture."""
    if not w.any() or np.abs(foot := -b * w / (w @ w)).max() > LIMIT:
        return np.full((2, 2), np.nan)
    return np.stack([foot, foot + 0.7 * w / np.hypot(*w)])


def _sentence(state: Setting, w: Array, z: Array, a: Array) -> str:
    k = state.point - 1
    x1, x2 = POINTS[k]
    terms = " + ".join(f"{a:g}·({x:g})" if x < 0 else f"{a:g}·{x:g}" for a, x in ((w[0], x1), (w[1], x2)))
    where = f"At point {state.point}, x = ({x1:g}, {x2:g}): z = {terms} + {state.b:g} = {z[k]:g}"
    side = (
        "on the line"
        if z[k] == 0
        else f"{abs(z[k]) / np.hypot(*w):.2f} from the line"
        if w.any()
        else "and there is no line"
    )
    ahead = int((z > 0).sum())
    return (
        f"{where.replace('+ -', '− ').replace('-', '−')}, {side}; a = {state.phi.replace('_', ' ')}(z) = {a[k]:.4g}. "
        f"{ahead} of {len(POINTS)} points lie on the side the arrow points to."
    ).replace("= -", "= −")
