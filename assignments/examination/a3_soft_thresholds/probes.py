"""What the hidden tests of a3 ask for: errors and margins, nets that keep clear of their steps, scales and slopes."""

from itertools import pairwise
from types import SimpleNamespace

import numpy as np

from source_lib.activations import hard_threshold
from source_lib.checks.threshold_nets import Layers, every_input, sums
from source_lib.designs import parity_chain, parity_counting, parity_tree, xor
from source_lib.mlp import MLP

CLEAR = 0.08  # no |z| below this: a margin computed in float32 still has its five digits
USUAL, TINY_ERROR, TINY_MARGIN = "c", "c for a tiny error", "c for a tiny margin"
WITHIN, WITHIN_TINY = "within eps", "within a tiny eps"
WIDTH, NO_BAND = "width", "width where there is no band"


def errors_and_margins(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Usual numbers, one pair for which a scale below 1 is enough, errors down to 1e-12, a margin near 1e-6."""
    usual = [(rng.uniform(0.02, 0.4), rng.uniform(0.2, 0.9)) for _ in range(3)]
    usual += [(rng.uniform(0.3, 0.4), rng.uniform(2, 4)), (rng.uniform(0.05, 0.1), rng.uniform(1.2, 2))]
    tiny = [(rng.uniform(1, 2) * 10.0**power, rng.uniform(0.3, 0.9)) for power in (-5, -9, -12)]
    close = [(rng.uniform(0.02, 0.2), rng.uniform(1, 2) * 1e-6)]
    kinds = [USUAL] * len(usual) + [TINY_ERROR] * len(tiny) + [TINY_MARGIN] * len(close)
    return [
        SimpleNamespace(eps=float(eps), m=float(m), block=block)
        for block, (eps, m) in zip(kinds, [*usual, *tiny, *close], strict=True)
    ]


def nets(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Hard nets of one to four layers, all widths different from the number of rows; no input is a bit."""
    return [
        _net(rng, rows, widths) for rows, widths in ((7, (3, 4, 2)), (6, (2, 3)), (8, (4, 3, 5, 2)), (1, (3, 2, 1)))
    ]


def _net(rng: np.random.Generator, rows: int, widths: tuple[int, ...]) -> SimpleNamespace:
    while True:
        X = rng.uniform(0.3, 2, (rows, widths[0])) * rng.choice([-1, 1], (rows, widths[0]))
        layers: Layers = []
        for below, above in pairwise(widths):
            layers.append(_clear_layer(rng, X, layers, above, below))
        H = np.concatenate([np.ravel(Z) for Z in sums(layers, X)])
        if rows == 1 or (np.any(H > 0) and np.any(H < 0)):
            return SimpleNamespace(layers=layers, X=X)


def _clear_layer(
    rng: np.random.Generator, X: np.ndarray, layers: Layers, above: int, below: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return a layer that keeps clear of its steps, unit by unit."""
    W, b = np.empty((above, below)), np.empty(above)
    for unit in range(above):
        while True:
            W[unit] = rng.uniform(0.4, 2, below) * rng.choice([-1, 1], below)
            b[unit] = rng.uniform(0.2, 1) * rng.choice([-1, 1])
            Z = sums([*layers, (W[unit : unit + 1], b[unit : unit + 1])], X)[-1]
            if np.abs(Z).min() > CLEAR:
                break
    return W, b


def params_and_scales(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Two-layer nets of several sizes, at scales from 0.5 to 20."""
    found = []
    for scale, rows, widths in ((0.5, 5, (3, 4, 2)), (2.0, 6, (2, 3, 1)), (5.0, 4, (3, 2, 2)), (20.0, 5, (6, 3, 2))):
        net = _net(rng, rows, widths)
        (W1, b1), (W2, b2) = net.layers
        c = scale * float(rng.uniform(0.9, 1.1))
        found.append(SimpleNamespace(params={"W1": W1, "b1": b1, "W2": W2, "b2": b2}, c=c, X=net.X))
    return found


def small_errors(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Errors from 0.1 down to 1e-12."""
    usual = [0.1, rng.uniform(0.02, 0.05), 0.01]
    tiny = [10 ** -rng.uniform(3.2, 4), 10 ** -rng.uniform(7, 9), 1e-12]
    return [SimpleNamespace(eps=float(eps), block=WITHIN) for eps in usual] + [
        SimpleNamespace(eps=float(eps), block=WITHIN_TINY) for eps in tiny
    ]


def scales_and_slopes(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Peaks c/4 far and not far above tau, tau above 1/4, and three kinds of scales at which there is no band."""
    banded = [
        (rng.uniform(0.5, 0.9), rng.uniform(0.02, 0.1)),
        (rng.uniform(3, 3.2), rng.uniform(0.66, 0.72)),
        (rng.uniform(8, 20), rng.uniform(0.01, 0.1)),
        (rng.uniform(200, 900), rng.uniform(2, 20)),
        (rng.uniform(200, 900), rng.uniform(1, 2) * 1e-4),
    ]
    flat = [
        (rng.uniform(0.5, 0.6), rng.uniform(0.17, 0.22)),
        (rng.uniform(2, 2.2), rng.uniform(1.3, 1.8)),
        (rng.uniform(1, 2), rng.uniform(2.5, 4)),
    ]
    return [SimpleNamespace(c=float(c), tau=float(tau), block=WIDTH) for c, tau in banded] + [
        SimpleNamespace(c=float(c), tau=float(tau), block=NO_BAND) for c, tau in flat
    ]


def deep_nets(rng: np.random.Generator) -> list[SimpleNamespace]:
    """XOR, a tree and a chain of XOR blocks, and the net that counts, which reads many units at once."""
    found = []
    for net, D in ((xor(), 2), (parity_tree(5), 5), (parity_chain(4), 4), (parity_counting(4), 4)):
        for eps in (0.1, 10 ** -rng.uniform(2, 4)):
            found.append(SimpleNamespace(layers=_pairs(net), X=every_input(D), eps=float(eps)))
    return found


def _pairs(net: MLP) -> Layers:
    """Return the layers; a linear output, which says 0 or 1 itself, becomes a threshold by a step at 1/2."""
    *hidden, last = [(layer.W, layer.b) for layer in net.layers]
    return [*hidden, last if net.layers[-1].activation is hard_threshold else (last[0], last[1] - 0.5)]
