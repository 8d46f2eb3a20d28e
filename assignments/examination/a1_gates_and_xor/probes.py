"""Inputs at which the hidden tests of a1 look, and the right answers, by source_lib's own forward pass."""

from collections.abc import Callable
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np

from source_lib.activations import Activation, hard_threshold, identity, logistic, relu, tanh
from source_lib.mlp import MLP, Layer, forward

MARGIN = 1e-2  # no z closer to the step than this
WIDEST = 4.0  # no unit so saturated that its value says nothing


def until(draw: Callable[[], SimpleNamespace], good: Callable[[SimpleNamespace], bool]) -> SimpleNamespace:
    """Draw again until the probe is good. Raises: RuntimeError after 2,000 draws: the rule cannot be met."""
    for _ in range(2000):
        probe = draw()
        if good(probe):
            return probe
    raise RuntimeError("No probe met the rule in 2,000 draws.")


def units(rng: np.random.Generator) -> list[SimpleNamespace]:
    """One unit in five guises, with 1 to 5 inputs; w.x and z are far from 0 and have every pair of signs."""
    found = []
    for D, phi, sign_of_sum, sign_of_z in (
        (4, identity, -1, -1), (3, logistic, -1, 1), (5, tanh, 1, -1), (2, relu, 1, 1), (3, hard_threshold, -1, 1),
        (1, logistic, 1, -1), (3, tanh, -1, -1),
    ):  # fmt: skip

        def draw(D: int = D, phi: Activation = phi) -> SimpleNamespace:
            x, w, b = rng.standard_normal(D), rng.standard_normal(D), float(rng.choice([-1, 1]) * rng.uniform(0.3, 1.5))
            return SimpleNamespace(x=x, w=w, b=b, phi=phi, a=forward(MLP((Layer(w[None], [b], phi),)), x[None]).Y[0, 0])

        def good(p: SimpleNamespace, sign_of_sum: int = sign_of_sum, sign_of_z: int = sign_of_z) -> bool:
            return bool(0.1 < sign_of_sum * (p.w @ p.x) < 2 and sign_of_z * (p.w @ p.x + p.b) > 0.1)

        found.append(until(draw, good))
    return found


def nets(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Nets of distinct sizes, one example, input, hidden or output unit alone, all sizes equal, and the default phi."""
    sizes: tuple[tuple[Activation, int, int, int, int], ...] = (
        (logistic, 7, 5, 4, 3), (tanh, 5, 3, 6, 2), (tanh, 1, 4, 3, 2), (logistic, 3, 3, 3, 3), (tanh, 4, 1, 2, 3),
        (hard_threshold, 6, 4, 5, 2), (tanh, 5, 3, 4, 1), (logistic, 6, 4, 1, 3),
    )  # fmt: skip
    return [net(rng, *size) for size in sizes]


def net(rng: np.random.Generator, phi: Activation, N: int, D: int, H: int, K: int) -> SimpleNamespace:
    """Draw a batch and a net; the threshold is the signature's default, so it is not passed."""

    def draw() -> SimpleNamespace:
        shapes = {"W1": (H, D), "b1": (H,), "W2": (K, H), "b2": (K,)}
        params = {name: 1.3 * rng.standard_normal(shape) for name, shape in shapes.items()}
        X = rng.standard_normal((N, D))
        layers = Layer(params["W1"], params["b1"], phi), Layer(params["W2"], params["b2"], phi)
        trace = forward(MLP(layers), X)
        extra: tuple[Any, ...] = () if phi is hard_threshold else (phi,)
        right = {"y": trace.Y[0], "h": trace.H[1][0], "Y": trace.Y, "H": trace.H[1]}
        return SimpleNamespace(X=X, x=X[0], params=params, phi=extra, trace=trace, right=right)

    def good(probe: SimpleNamespace) -> bool:
        z = np.abs(np.concatenate([Z.ravel() for Z in probe.trace.Z]))
        steps = phi is not hard_threshold or all(0 < block.mean() < 1 for block in probe.right.values())
        return bool(z.min() > MARGIN and z.max() < WIDEST) and steps

    return until(draw, good)


def stacks(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Linear nets: one layer, two, three with a bottleneck, four, and three of equal widths."""
    found = []
    for widths in ((3, 2), (4, 3, 2), (4, 5, 1, 3), (2, 3, 5, 4, 2), (3, 3, 3, 3)):
        layers = [
            (rng.standard_normal((units_out, units_in)), rng.standard_normal(units_out))
            for units_in, units_out in pairwise(widths)
        ]
        linear = MLP(tuple(Layer(W, b, identity) for W, b in layers))
        b = forward(linear, np.zeros((1, widths[0]))).Y[0]
        found.append(SimpleNamespace(layers=layers, right={"W": (forward(linear, np.eye(widths[0])).Y - b).T, "b": b}))
    return found


def number_lists(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Lists of 2 to 6 numbers: increasing ones, one pair turned round, neighbours equal or close, all falling."""
    found = []
    for n in range(2, 7):
        rising = np.cumsum(rng.integers(1, 4, (8, n)) / 2, axis=1) - 3
        turned, tied = rising.copy(), rising.copy()
        for row in range(8):
            k = row % (n - 1)
            turned[row, [k, k + 1]] = rising[row, [k + 1, k]]
            tied[row, k + 1] = tied[row, k]
        X = np.concatenate([rising, turned, tied, rising[:, ::-1], rising / 1024, turned / 1024])
        found.append(SimpleNamespace(n=n, X=X, y=np.all(np.diff(X, axis=1) > 0, axis=1).astype(float)))
    return found


def grids(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Weights and biases: the whole set that gives 14 tables, positive weights only, z at 0, and random ones."""
    return [
        SimpleNamespace(weights=[-1, 0, 1], biases=[-1.5, -0.5, 0.5, 1.5]),
        SimpleNamespace(weights=[1, 2], biases=[-2.5, -1.5, -0.5]),
        SimpleNamespace(weights=[-1, 0, 1], biases=[-1, 0]),  # here z is often 0, where a threshold unit is off
        SimpleNamespace(weights=rng.normal(size=3).tolist(), biases=rng.normal(size=2).tolist()),
    ]
