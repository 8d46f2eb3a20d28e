"""ForwardThreeWays: one number of a layer, computed as a sum, as a matrix times a vector, and as a row of the batch.

Lecture: 5, section 2, "Multilayer Perceptrons".
"""

from dataclasses import dataclass
from typing import Any

import ipywidgets
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from source_lib.activations import relu
from source_lib.mlp import MLP, Layer, forward, forward_scalar, forward_vector
from source_lib.plots import BLUE, GREY, INK, ORANGE
from source_lib.widgets.explorer import Explorer
from source_lib.widgets.number_grid import NumberGrid

Array = NDArray[np.float64]

MOST = 4
ALL_X = np.array([[2.0, 0, 3, 1], [-1, 1, 2, 0], [1, 3, 0, -1], [0, -2, 1, 2]])
ALL_W = np.array([[-1.0, 2, 1, 3], [1, -1, 0, 2], [2, 3, -1, 0], [0, 1, 2, -1]])
SHAPES = ("n_examples", "units_in", "units_out", "forgotten")  # what the arrays depend on, unlike the step
ALL_B = np.array([1.0, -1.0, 2.0, 0.0])


@dataclass(frozen=True)
class Setting:
    """What the reader can set: the three sizes, how far the sum has come, and whether the transpose is forgotten."""

    n_examples: int = 3
    units_in: int = 4
    units_out: int = 2
    step: int = 3
    forgotten: bool = False


@dataclass(frozen=True)
class Frame:
    """What is seen: the arrays, which entry is being computed, its running sum, and the shapes that meet."""

    sentence: str
    X: Array
    W: Array
    b: Array
    entry: tuple[int, int, int]  # example n, unit i, input j of the newest term
    running: Array  # the sum after each term so far
    scalar: Array  # (H,), eq. 1 for example n
    vector: Array  # (H,), eq. 2 for example n
    batch: Array | None  # (N, H), eq. 3, or what comes out without the transpose, or None
    fits: bool


class ForwardThreeWays(Explorer):
    """One layer, h = ReLU(W x + b), on small whole numbers, in three notations that agree in every entry."""

    State = Setting
    size = (10.2, 4.9)

    def controls(self) -> dict[str, ipywidgets.Widget]:
        """Make the controls: three sizes, the step through all terms of all sums, and the forgotten transpose."""
        wide: dict[str, Any] = {"style": {"description_width": "9em"}, "layout": ipywidgets.Layout(width="26em")}
        sizes = {"n_examples": "examples", "units_in": "inputs", "units_out": "units"}
        sliders = {
            name: ipywidgets.IntSlider(min=1, max=MOST, description=text, **wide) for name, text in sizes.items()
        }
        step = ipywidgets.IntSlider(min=1, max=_terms(self.state), description="term number", **wide)
        forgotten = ipywidgets.Checkbox(description="forget the transpose in the batch form", indent=False)
        return {**sliders, "step": step, "forgotten": forgotten}

    def _moved(self, change: Any) -> None:
        """New sizes have another number of terms, and the step ends at the last of them."""
        with self._hold():
            super()._moved(change)
            self.controls_by_name["step"].max = _terms(self.state)

    @staticmethod
    def compute(state: Setting) -> Frame:
        """Compute one layer in all three forms; a step past the last term starts again at the first."""
        N, D, H = state.n_examples, state.units_in, state.units_out
        X, W, b = ALL_X[:N, :D], ALL_W[:H, :D], ALL_B[:H]
        n, i, j = (int(k) for k in np.unravel_index((state.step - 1) % (N * H * D), (N, H, D)))
        layer = MLP((Layer(W, b, relu),))
        fits = not state.forgotten or H == D
        batch = forward(layer, X).Y if not state.forgotten else relu(X @ W + b) if fits else None
        frame = Frame(
            sentence="",
            X=X,
            W=W,
            b=b,
            entry=(n, i, j),
            running=np.cumsum(W[i, : j + 1] * X[n, : j + 1]),
            scalar=forward_scalar(layer, X[n]),
            vector=forward_vector(layer, X[n]),
            batch=batch,
            fits=fits,
        )
        return Frame(**{**vars(frame), "sentence": _sentence(state, frame)})

    def build(self, figure: Figure) -> None:
        """Lay out the three forms, one per row, each with its grids of numbers."""
        ax: Any = figure.add_axes((0, 0, 1, 1))
        ax.set(xlim=(0, 25.5), ylim=(12.25, 0))
        ax.set_axis_off()
        for y, text in ((0.55, "sum (1)"), (3.35, "vector (2)"), (8.0, "batch (3)")):
            ax.text(0.3, y, text, color=INK, weight="bold", va="center", fontsize=10.5)
        for y in (2.6, 7.45):
            ax.plot([0.3, 25.2], [y, y], color=GREY, lw=0.7)
        # Two texts rather than one: each reads as it did before more often than both together.
        self.whose, self.sum = (
            self.moving(ax.text(x, 0.55, "", color=INK, va="center", fontsize=11)) for x in (3.2, 7.08)
        )
        self.terms = [
            self.moving(ax.text(3.2 + 4.3 * k, 1.6, "", color=INK, va="center", fontsize=11)) for k in range(MOST)
        ]
        self.total = self.moving(ax.text(20.2, 1.6, "", color=INK, va="center", fontsize=11))
        self.W = NumberGrid(self, ax, "W", (3.2, 4.4), BLUE, *SHAPES)
        self.x = NumberGrid(self, ax, "x", (9.2, 4.4), ORANGE)
        self.b = NumberGrid(self, ax, "b", (12.2, 4.4), GREY, *SHAPES)
        self.h = NumberGrid(self, ax, "h", (16.2, 4.4), BLUE)
        self.X = NumberGrid(self, ax, "X", (3.2, 9.05), ORANGE, *SHAPES)
        self.WT = NumberGrid(self, ax, "Wᵀ", (9.2, 9.05), BLUE, *SHAPES)
        self.ones_b = NumberGrid(self, ax, "1 bᵀ", (14.2, 9.05), GREY, *SHAPES)
        self.Y = NumberGrid(self, ax, "H", (19.6, 9.05), BLUE, *SHAPES)
        for x, y, sign in (
            (8.2, 5.4, "·"),
            (11.2, 5.4, "+"),
            (14.6, 5.4, "φ →"),
            (8.2, 10.1, "·"),
            (13.7, 10.1, "+"),
            (18.9, 10.1, "φ →"),
        ):
            ax.text(x, y, sign, color=INK, ha="center", va="center", fontsize=12)
        style: Any = {"color": INK, "va": "center", "fontsize": 10.5}
        self.ribbon = self.moving(
            ax.text(3.2, 8.0, "", bbox={"facecolor": "white", "edgecolor": INK, "lw": 1}, **style)
        )
        self.alarm = self.moving(
            ax.text(19.6, 10.1, "", color=ORANGE, va="center", fontsize=13, weight="bold"), *SHAPES
        )

    def draw(self, frame: Frame) -> None:
        """Write the numbers, light up what has been multiplied so far, and show the shapes that meet."""
        n, i, j = frame.entry
        D = frame.X.shape[1]
        added = range(j + 1)
        x, w = frame.X[n], frame.W[i]
        self.whose.set_text(f"unit {i + 1}, example {n + 1}:")
        self.sum.set_text(
            "h = φ(" + " + ".join(f"w{_sub(i)}{_sub(k)} x{_sub(k)}" for k in range(D)) + f" + b{_sub(i)})"
        )
        for k, text in enumerate(self.terms):
            text.set_text(_minus(f"{w[k]:.0f} · {_factor(x[k])},  sum {frame.running[k]:.0f}") if k <= j else "")
            text.set_color(ORANGE if k == j else INK)
            text.set_fontweight("bold" if k == j else "normal")
        done = j == D - 1
        sign = "-" if frame.b[i] < 0 else "+"
        total = f"φ({frame.running[-1]:.0f} {sign} {abs(frame.b[i]):.0f}) = {frame.scalar[i]:.0f}"
        self.total.set_text(_minus(total) if done else "… more to add")
        self.W.write(frame.W, lit=[(i, k) for k in added])
        self.x.write(x[:, None], lit=[(k, 0) for k in added])
        self.b.write(frame.b[:, None], lit=[(i, 0)])
        self.h.write(frame.vector[:, None], lit=[(i, 0)])
        self.X.write(frame.X, lit=[(n, k) for k in added])
        right = frame.W.T if frame.batch is None or not self.state.forgotten else frame.W
        second = frame.W if self.state.forgotten else right
        self.WT.name.set_text("W" if self.state.forgotten else "Wᵀ")
        self.WT.write(second, lit=[(k, i) for k in added] if frame.fits else [])
        self.ones_b.write(np.tile(frame.b, (len(frame.X), 1)), lit=[(n, i)])
        self.Y.write(np.empty((0, 0)) if frame.batch is None else frame.batch, lit=[(n, i)])
        a, c = frame.X.shape, second.shape
        result = f"({a[0]}, {c[1]})" if frame.fits else "no such product"
        self.ribbon.set_text(f"{a} {c} → {result}")
        patch: Any = self.ribbon.get_bbox_patch()
        patch.set_hatch(None if frame.fits else "//")
        patch.set_edgecolor(INK if frame.fits else ORANGE + "55")  # a pale hatch, so that the shapes stay readable
        self.alarm.set_text("" if frame.fits else "✗ shapes clash")


def _terms(state: Setting) -> int:
    return state.n_examples * state.units_in * state.units_out


def _minus(text: str) -> str:
    return text.replace("-", "−")


def _factor(value: float) -> str:
    return f"({value:.0f})" if value < 0 else f"{value:.0f}"


def _sub(k: int) -> str:
    return "₁₂₃₄"[k]


def _sentence(state: Setting, frame: Frame) -> str:
    n, i, j = frame.entry
    D = state.units_in
    head = f"Example {n + 1}, unit {i + 1}, term {j + 1} of {D}: the sum so far is {frame.running[-1]:.0f}"
    right = forward(MLP((Layer(frame.W, frame.b, relu),)), frame.X).Y
    if frame.batch is None:
        tail = f"without the transpose ({state.n_examples}, {D}) meets ({state.units_out}, {D}), and NumPy refuses"
    elif (frame.batch == right).all():
        luck = " (W happens to equal its transpose)" if state.forgotten else ""
        tail = f"sum, vector and batch all give h = {frame.vector[i]:.0f}{luck}"
    else:
        wrong = int((frame.batch != right).sum())
        joint = "and by luck so does" if frame.batch[n, i] == frame.vector[i] else "but"
        verb = "" if joint.endswith("does") else f" says {frame.batch[n, i]:.0f}"
        tail = (
            f"sum and vector give h = {frame.vector[i]:.0f}, {joint} the batch without the transpose{verb}: "
            f"W is square, so nothing complains, yet {wrong} of {right.size} entries came out wrong"
        )
    return _minus(f"{head}; {tail}.")
