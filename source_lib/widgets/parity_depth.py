"""ParityDepth: five nets for parity, with their live signals, their sizes, and what each size claim assumes.

Lecture: 5, section 4.4, "The power of depth".
"""

from dataclasses import dataclass
from functools import cache

import ipywidgets
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from source_lib.designs import PARITY_NETS, Size, parity, size
from source_lib.mlp import MLP, forward
from source_lib.plots import BLUE, GREEN, GREY, INK, ORANGE, PURPLE
from source_lib.widgets.bit_buttons import BitButtons
from source_lib.widgets.explorer import Explorer
from source_lib.widgets.net_sketch import NetSketch, Sketch, sketch

Array = NDArray[np.float64]

MOST_BITS = 12
DEPTHS = np.arange(2, MOST_BITS + 1)
MARKERS = {"lookup": "s", "detectors": "^", "counting": "o", "chain": "v", "tree": "D"}
COLOURS = {"lookup": ORANGE, "detectors": PURPLE, "counting": GREEN, "chain": GREY, "tree": BLUE}

SCOPE: dict[str, str] = {
    "lookup": "a unit may recognise one input and nothing else: 2^D units, one for every row of the table.",
    "detectors": (
        "a unit may fire on odd inputs only. Then 2^(D-1) units are needed: a detector with a free bit fires on an "
        "even input too, so each covers a single odd input."
    ),
    "counting": (
        "a unit may have any weights, as in the lecture's nets. Then D units in one hidden layer are enough: unit k "
        "asks whether at least k inputs are on. So 'shallow must be exponential' is false for such nets."
    ),
    "chain": (
        "a unit may have any weights, and wires never skip a layer, so bits that wait are copied: "
        "2(D-1) + (D-1)(D-2)/2 units, which grows like D^2 / 2."
    ),
    "tree": (
        "a unit may have any weights but reads at most 4 others: 2(D-1) units, plus one copy per odd one out, "
        "in ceil(log2 D) hidden layers."
    ),
}


@dataclass(frozen=True)
class Setting:
    """What the reader can set: how many bits, which net, and the bits, x1 first (those past D are not read)."""

    units_in: int = 4
    construction: str = "tree"
    bits: str = "1011" + "0" * 8

    @property
    def x(self) -> Array:
        """The input vector of 0/1 entries, of length `units_in`."""
        return np.array([float(digit) for digit in self.bits[: self.units_in]])


@dataclass(frozen=True)
class Frame:
    """What is seen: the net for these bits, its size, its answer and the scope of the claim about its size."""

    sentence: str
    picture: Sketch
    construction: str
    units_in: int
    size: Size
    answer: float
    wanted: float
    scope: str


class ParityDepth(Explorer):
    """Click bits and change the construction: the same parity, from nets of very different size."""

    State = Setting
    size = (9.8, 4.3)

    def controls(self) -> dict[str, ipywidgets.Widget]:
        """Make the controls: number of bits, construction, and a button for every bit."""
        wide = {"style": {"description_width": "7em"}, "layout": ipywidgets.Layout(width="26em")}
        units_in = ipywidgets.IntSlider(value=4, min=2, max=MOST_BITS, description="bits D", **wide)
        bits = BitButtons([f"x{j}" for j in range(1, MOST_BITS + 1)], Setting().bits)
        bits.shown = 4
        units_in.observe(lambda change: setattr(bits, "shown", change["new"]), names="value")
        construction = ipywidgets.Dropdown(options=list(PARITY_NETS), value="tree", description="net", **wide)
        return {"units_in": units_in, "construction": construction, "bits": bits}

    @staticmethod
    def compute(state: Setting) -> Frame:
        """Run the chosen net on the bits and count it: answer = net(x), wanted = sum(x) mod 2."""
        net, x = _net(state.construction, state.units_in), state.x
        answer, wanted, how_large = float(forward(net, x[None, :]).Y[0, 0]), float(parity(x)), size(net)
        picture = sketch(net, x)
        return Frame(
            sentence=_sentence(state, answer, wanted, how_large, picture),
            picture=picture,
            construction=state.construction,
            units_in=state.units_in,
            size=how_large,
            answer=answer,
            wanted=wanted,
            scope=SCOPE[state.construction],
        )

    def build(self, figure: Figure) -> None:
        """Lay out the net and the curves of unit counts."""
        margins = {"left": 0.01, "right": 0.985, "top": 0.92, "bottom": 0.12}
        grid = figure.add_gridspec(1, 2, width_ratios=(1.2, 1), wspace=0.12, **margins)
        net_ax = figure.add_subplot(grid[0])
        self.net = NetSketch(self, net_ax)
        self.answer = self.moving(net_ax.text(0.5, -0.07, "", transform=net_ax.transAxes, ha="center", clip_on=False))
        ax = figure.add_subplot(grid[1])
        ax.set(title="hidden units against the bits D", xlabel="D", xticks=DEPTHS, yscale="log", ylim=(1.5, 2e4))
        for name in PARITY_NETS:
            counts = [size(_net(name, int(D))).units for D in DEPTHS]
            ax.plot(DEPTHS, counts, marker=MARKERS[name], color=COLOURS[name], ms=5, lw=1.3, label=name)
        ax.legend(loc="upper left")
        self.here = self.moving(ax.plot([], [], "o", ms=14, mfc="none", mec=INK, mew=2)[0])

    def draw(self, frame: Frame) -> None:
        """Redraw the net's signals and move the mark on the curves."""
        self.net.draw(frame.picture)
        right = "✓" if frame.answer == frame.wanted else "✗"
        self.answer.set_text(f"output {frame.answer:g}, parity {frame.wanted:g} {right}")
        self.here.set_data([frame.units_in], [frame.size.units])


@cache
def _net(construction: str, units_in: int) -> MLP:
    return PARITY_NETS[construction](units_in)


def _sentence(state: Setting, answer: float, wanted: float, how_large: Size, picture: Sketch) -> str:
    bits = "".join(str(int(v)) for v in state.x)
    on = int(state.x.sum())
    are = "is" if on == 1 else "are"
    layers = "1 hidden layer" if how_large.hidden_layers == 1 else f"{how_large.hidden_layers} hidden layers"
    units = "1 hidden unit" if how_large.units == 1 else f"{how_large.units:,} hidden units"
    left_out = f" ({picture.hidden_wires:,} wires of silent units are not drawn.)" if picture.hidden_wires else ""
    return (
        f"Input {bits}: {on} of {state.units_in} bits {are} on, so parity is {wanted:g}; the {state.construction} net "
        f"says {answer:g}. It has {units} in {layers} and {how_large.weights:,} weights and biases.{left_out} "
        f"What this count assumes: {SCOPE[state.construction]}"
    )
