"""What SoftNet shows: a net softened with given scales, its outputs, and its errors layer by layer.

Lecture: 5, section 4.3, "Soft thresholds".
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from source_lib.activations import hard_threshold
from source_lib.designs import binary_inputs, centred_bias, notes_bias, parity_tree, soften, table_net, xor
from source_lib.mlp import MLP, forward

Array = NDArray[np.float64]

TABLE = (1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0)
SCALES = np.logspace(-0.5, 2, 101)
OPENING_SCALE = 10**0.5  # a place the sliders can stand on
FLOOR = 1e-12

NETS: dict[str, tuple[MLP, Array]] = {
    "XOR": (xor(), binary_inputs(2)),
    "table, the lecture's bias -2.5": (table_net(TABLE, notes_bias(3)), binary_inputs(3, low=-1)),
    "table, centred bias -2": (table_net(TABLE, centred_bias(3)), binary_inputs(3, low=-1)),
    "parity tree of 8 bits": (parity_tree(8), binary_inputs(8)),
}


@dataclass(frozen=True)
class Setting:
    """What the reader can set: the net, one scale for all layers or one for each, and the wanted error."""

    net: str = "XOR"
    together: bool = True
    c1: float = OPENING_SCALE
    c2: float = OPENING_SCALE
    c3: float = OPENING_SCALE
    error: float = 0.01


@dataclass(frozen=True)
class Frame:
    """What is seen: outputs beside targets, the error of every layer, and the worst error over c."""

    sentence: str
    targets: Array  # (N,)
    outputs: Array  # (N,)
    labels: tuple[str, ...]
    layer_errors: Array  # (L,) with the errors of the layers below
    own_errors: Array  # (L,) if the layer's inputs were exact
    scales: tuple[float, ...]
    wanted: float
    worst: float
    curve: Array
    needed_scale: float


def frame_of(state: Setting) -> Frame:
    """Run the hard and the soft net on all inputs and compare them: error of layer k = max |H_soft - H_hard|."""
    net, X = NETS[state.net]
    scales = _scales(state)
    soft = soften(net, scales)
    exact, rough = forward(net, X), forward(soft, X)
    layer_errors = [np.abs(r - e).max() for r, e in zip(rough.H[1:], exact.H[1:], strict=True)]
    own_errors = [
        np.abs(layer.activation(h @ layer.W.T + layer.b) - e).max()
        for layer, h, e in zip(soft.layers, exact.H, exact.H[1:], strict=False)
    ]
    order = np.argsort(exact.Y[:, 0], kind="stable") if len(X) > 8 else np.arange(len(X))
    X, outputs, targets = X[order], rough.Y[order, 0], exact.Y[order, 0]
    curve = worst_errors(state.net)
    k = int(np.argmax(np.abs(outputs - targets)))
    needed = _needed_scale(curve, state.error)
    signed = bool((X < 0).any())
    labels = tuple(_name(x, signed) for x in X)
    return Frame(
        sentence=_sentence(state, scales, labels[k], targets[k], outputs[k], needed, len(X), layer_errors),
        targets=targets,
        outputs=outputs,
        labels=labels,
        layer_errors=np.array(layer_errors),
        own_errors=np.array(own_errors),
        scales=scales,
        wanted=state.error,
        worst=float(layer_errors[-1]),
        curve=curve,
        needed_scale=needed,
    )


@cache
def worst_errors(net: str) -> Array:
    """Measure the worst output error of a net of the menu for each of SCALES: max over inputs of |soft - hard|.

    Lecture: 5, section 4.3, "Soft thresholds".
    """
    hard, X = NETS[net]
    exact = forward(hard, X).Y
    return np.array([max(np.abs(forward(soften(hard, c), X).Y - exact).max(), FLOOR) for c in SCALES.tolist()])


def _scales(state: Setting) -> tuple[float, ...]:
    n_hard = sum(layer.activation is hard_threshold for layer in NETS[state.net][0].layers)
    return (state.c1,) * n_hard if state.together else (state.c1, state.c2, state.c3)[:n_hard]


def _needed_scale(curve: Array, wanted: float) -> float:
    """Read off the smallest scale from which on the curve stays below what is wanted, between grid points."""
    last = int(np.nonzero(curve > wanted)[0].max(initial=0))
    if last + 1 >= len(curve):
        return float("nan")
    return float(np.exp(np.interp(-np.log(wanted), -np.log(curve[last : last + 2]), np.log(SCALES[last : last + 2]))))


def _name(x: Array, signed: bool) -> str:
    return " ".join(f"{int(v):+d}" for v in x) if signed else "".join(f"{int(v)}" for v in x)


def _sentence(
    state: Setting,
    scales: tuple[float, ...],
    worst_input: str,
    target: float,
    output: float,
    needed: float,
    n_inputs: int,
    layer_errors: list[Any],
) -> str:
    how = f"c = {state.c1:.3g} everywhere" if state.together else "c = " + ", ".join(f"{c:.3g}" for c in scales)
    off = abs(output - target)
    verdict = f"within the wanted {state.error:g}" if off <= state.error else f"more than the wanted {state.error:g}"
    hidden = ", ".join(f"{e:.2g}" for e in layer_errors[:-1])
    return (
        f"{state.net}, {how}: the worst of the {n_inputs} inputs is ({worst_input}), wanted {target:g}, got "
        f"{output:.4f}: off by {off:.2g}, {verdict}. Hidden layers are off by {hidden}. "
        f"With one c for all layers, c = {needed:.3g} is enough."
    )
