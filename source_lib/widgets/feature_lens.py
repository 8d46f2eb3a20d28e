"""FeatureLens: pick a first-layer unit and a digit, and see their product, pixel by pixel, add up to z.

Lecture: 5, section 3, "Feature Learning".
"""

from dataclasses import dataclass, field
from typing import Any

import ipywidgets
import numpy as np
from matplotlib import colormaps
from matplotlib.figure import Figure
from numpy.typing import NDArray

from source_lib.digits import SIDE
from source_lib.plots import BLUE, GREY, INK, ORANGE, SIGNED
from source_lib.widgets.explorer import Explorer
from source_lib.widgets.lens_material import Material, standard_material

Array = NDArray[np.float64]

ROWS, COLUMNS, GAP = 4, 8, 2
TILE = SIDE + GAP
BEST = 10
FOR, AGAINST = (colormaps[SIGNED](share) for share in (0.95, 0.12))
EVIDENCE = 11.0  # the largest |z| that fits on the scale


@dataclass(frozen=True)
class Setting:
    """What the reader can set: the digit, the unit's rank, the moment of training, the ranking and the colours."""

    digit: int = 3
    example: int = 1
    unit: int = 1
    checkpoint: int = 7
    sort: str = "length of w"
    grey: bool = False
    material: Material = field(default_factory=standard_material, repr=False)


@dataclass(frozen=True, eq=False)
class Frame:
    """What is seen: the filters, the chosen one, the image, their product, and the evidence that adds up to z."""

    sentence: str
    filters: Array  # the picture of up to 32 filters, nan between them
    place: tuple[int, int]  # row and column of the chosen filter
    weights: Array  # (28, 28)
    image: Array  # (28, 28)
    product: Array  # (28, 28)
    plus: float
    minus: float
    b: float
    z: float
    h: float
    best: Array  # the picture of the ten digits that excite the unit most
    grey: bool


class FeatureLens(Explorer):
    """A unit of the first layer, z = sum_p w_p x_p + b: where the picture agrees with the filter, z goes up."""

    State = Setting
    size = (10.2, 4.7)

    def controls(self) -> dict[str, ipywidgets.Widget]:
        """Make the controls: digit, example, unit, checkpoint, ranking, colours."""
        wide: dict[str, Any] = {"style": {"description_width": "9em"}, "layout": ipywidgets.Layout(width="26em")}
        material = self.state.material
        units = min(ROWS * COLUMNS, material.nets[0].layers[0].units_out)
        return {
            "digit": ipywidgets.IntSlider(min=0, max=9, description="digit", **wide),
            "example": ipywidgets.IntSlider(min=1, max=20, description="example of it", **wide),
            "unit": ipywidgets.IntSlider(min=1, max=units, description="unit, by rank", **wide),
            "checkpoint": ipywidgets.IntSlider(min=0, max=len(material.nets) - 1, description="after epoch", **wide),
            "sort": ipywidgets.Dropdown(options=["length of w", "selectivity"], description="rank units by", **wide),
            "grey": ipywidgets.Checkbox(description="grey, as in the lecture: light is positive", indent=False),
        }

    @staticmethod
    def compute(state: Setting) -> Frame:
        """Take one unit apart: z = (sum of what speaks for it) + (sum of what speaks against) + b."""
        material, digits = state.material, state.material.digits
        layer = material.nets[state.checkpoint].layers[0]
        order = material.order(state.checkpoint, state.sort)[: ROWS * COLUMNS]
        unit = int(order[state.unit - 1])
        rows = np.flatnonzero(digits.labels == state.digit)
        x = digits.X[rows[(state.example - 1) % len(rows)]].astype(np.float64)
        w, b = layer.W[unit].astype(np.float64), float(layer.b[unit])
        product = w * x
        z = float(product.sum()) + b
        excited = np.argsort(-material.activations(state.checkpoint)[:, unit], kind="stable")[:BEST]
        plus, minus = float(product[product > 0].sum()), float(product[product < 0].sum())
        h = float(layer.activation(z))
        return Frame(
            sentence=_sentence(state, unit, plus, minus, b, z, h, digits.labels[excited]),
            filters=_tiles(layer.W[order].astype(np.float64), ROWS, COLUMNS),
            place=divmod(state.unit - 1, COLUMNS),
            weights=w.reshape(SIDE, SIDE),
            image=x.reshape(SIDE, SIDE),
            product=product.reshape(SIDE, SIDE),
            plus=plus,
            minus=minus,
            b=b,
            z=z,
            h=h,
            best=_tiles(digits.X[excited].astype(np.float64), 1, BEST),
            grey=state.grey,
        )

    def build(self, figure: Figure) -> None:
        """Lay out the filters on the left; the chosen one, the image, their product and the evidence on the right."""
        outer = figure.add_gridspec(
            1, 2, left=0.01, right=0.985, top=0.93, bottom=0.02, wspace=0.06, width_ratios=(1, 1.05)
        )
        left = outer[0].subgridspec(2, 1, height_ratios=(3.4, 1), hspace=0.18)
        right = outer[1].subgridspec(2, 3, height_ratios=(1, 0.9), hspace=0.2, wspace=0.12)
        ax = _blank(figure.add_subplot(left[0]), "first-layer units, strongest first")
        size = (ROWS * TILE - GAP, COLUMNS * TILE - GAP)
        filters = ax.imshow(np.zeros(size), cmap=SIGNED, vmin=-1, vmax=1, interpolation="nearest")
        self.filters = self.moving(filters, "checkpoint", "sort", "grey", "material")
        self.frame_line = self.moving(ax.plot([], [], color=ORANGE, lw=2.5, clip_on=False)[0])
        ax = _blank(figure.add_subplot(left[1]), "the ten digits that excite the chosen unit most")
        self.best = self.moving(ax.imshow(np.zeros((SIDE, BEST * TILE - GAP)), cmap="Greys", vmin=0, vmax=1))
        titles = ("filter w", "image x", "product w · x")
        self.pictures = [
            self.moving(_blank(figure.add_subplot(right[0, k]), title).imshow(np.zeros((SIDE, SIDE)), vmin=-1, vmax=1))
            for k, title in enumerate(titles)
        ]
        self.pictures[1].set(cmap="Greys", clim=(0, 1))
        self._build_evidence(figure.add_subplot(right[1, :]))

    def draw(self, frame: Frame) -> None:
        """Change the pictures, the frame around the chosen filter, and the bars."""
        colours = "gray" if frame.grey else SIGNED
        self.filters.set_data(frame.filters)
        row, column = frame.place
        left, top = column * TILE - 1.5, row * TILE - 1.5
        right, bottom = left + SIDE + 2, top + SIDE + 2
        self.frame_line.set_data([left, right, right, left, left], [top, top, bottom, bottom, top])
        self.best.set_data(frame.best)
        for picture, values in zip(self.pictures, (frame.weights, frame.image, frame.product), strict=True):
            picture.set_data(values)
            if picture is not self.pictures[1]:
                most = float(np.abs(values).max()) or 1.0
                picture.set(cmap=colours, clim=(-most, most))
        self.filters.set_cmap(colours)
        numbers = (frame.plus, frame.minus, frame.b, frame.z, frame.h)
        starts = (0.0, frame.plus, frame.plus + frame.minus, 0.0, 0.0)
        for bar, text, start, value in zip(self.bars, self.texts, starts, numbers, strict=True):
            bar.set_width(value)
            bar.set_x(start)
            text.set_text(f"{value:+.2f}".replace("-", "−"))
            text.set_x(float(np.clip(max(start, start + value), -EVIDENCE, EVIDENCE)) + 0.3)

    def _build_evidence(self, ax: Any) -> None:
        names = ("for: sum of w·x > 0", "against: sum of w·x < 0", "bias b", "z, all together", "h = φ(z)")
        looks = ((FOR, ""), (AGAINST, "////"), (GREY, ".."), (BLUE, ""), (INK, ""))
        ax.set(xlim=(-EVIDENCE, EVIDENCE + 4), ylim=(4.6, -0.6), title="the evidence, added up")
        ax.set_yticks(range(5), names)
        ax.axvline(0, color=GREY, lw=0.9)
        box = ax.get_position()
        ax.set_position((box.x0 + 0.13, box.y0 + 0.06, box.width - 0.13, box.height - 0.06))
        self.bars, self.texts = [], []
        for k, (colour, hatch) in enumerate(looks):
            style = {"facecolor": "white", "edgecolor": colour, "hatch": hatch} if hatch else {"color": colour}
            self.bars.append(self.moving(ax.barh(k, 0, height=0.62, **style)[0]))
            self.texts.append(self.moving(ax.text(0, k, "", va="center", color=INK, clip_on=False)))


def _blank(ax: Any, title: str) -> Any:
    ax.set(title=title)
    ax.set_axis_off()
    return ax


def _tiles(vectors: Array, rows: int, columns: int) -> Array:
    """Put pictures side by side, each scaled to its own largest entry, with nothing (nan) between them."""
    sheet = np.full((rows * TILE - GAP, columns * TILE - GAP), np.nan)
    for k, vector in enumerate(vectors):
        row, column = divmod(k, columns)
        top, left = row * TILE, column * TILE
        most = float(np.abs(vector).max()) or 1.0
        sheet[top : top + SIDE, left : left + SIDE] = vector.reshape(SIDE, SIDE) / most
    return sheet


def _sentence(
    state: Setting, unit: int, plus: float, minus: float, b: float, z: float, h: float, best: NDArray[np.int64]
) -> str:
    counts = np.bincount(best, minlength=10)
    favourite = int(counts.argmax())
    fires = f"the unit answers h = {h:.2f}" if h > 0 else "the unit stays silent"
    text = (
        f"Unit {unit} after epoch {state.checkpoint}, on a {state.digit}: {plus:.2f} for, {minus:.2f} against, "
        f"bias {b:+.2f}, so z = {z:.2f} and {fires}. "
        f"Of the ten digits it likes best, {counts[favourite]} show a {favourite}."
    )
    return text.replace(" -", " −")
