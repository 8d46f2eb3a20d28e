"""Numbers at which the hidden tests look, and the right answers there, by the graph engine: never by the formulas."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from source_lib import graph

NAMES = ("w", "b", "x", "t", "lam")
SATURATED = 40.0  # 1 - sigma(40) is 0 in float64


def draw(rng: np.random.Generator, shape: tuple[int, ...] = (), ce: bool = False) -> SimpleNamespace:
    """Return a moderate point, |z| <= 3, at which no value and no bar is so close to 0 that float32 would not do."""
    while True:
        w, x = (_away(rng, shape) for _ in range(2))
        z = _away(rng, shape) * 1.2
        t = rng.uniform(0.1, 0.9, shape) if ce else _away(rng, shape)
        lam = rng.uniform(0.3, 0.8, shape)
        point = _point(w, z - w * x, x, t, lam)
        bars = right_bars(point, ce)
        if min(float(np.abs(bar).min()) for bar in bars.values()) > 0.05:
            return point


def _away(rng: np.random.Generator, shape: tuple[int, ...]) -> Any:
    """Return numbers between 0.5 and 2, of either sign."""
    return rng.uniform(0.5, 2.0, shape) * rng.choice([-1.0, 1.0], shape)


def _point(*numbers: Any) -> SimpleNamespace:
    return SimpleNamespace(**{name: v if np.ndim(v) else float(v) for name, v in zip(NAMES, numbers, strict=True)})


def saturated(rng: np.random.Generator, sign: float, t: float) -> SimpleNamespace:
    """Return a point at z = +-40."""
    w, x = (float(_away(rng, ())) for _ in range(2))
    return _point(w, sign * SATURATED - w * x, x, t, rng.uniform(0.3, 0.8))


def shared(rng: np.random.Generator, ce: bool = False) -> SimpleNamespace:
    """Return one net and several examples: w, b and lam are numbers, x and t arrays."""
    point = draw(rng, (5,), ce)
    return SimpleNamespace(w=float(point.w[0]), b=float(point.b[0]), x=point.x, t=point.t, lam=float(point.lam[0]))


def arguments(point: SimpleNamespace) -> tuple[Any, ...]:
    return tuple(getattr(point, name) for name in NAMES)


def shape_of(point: SimpleNamespace) -> tuple[int, ...]:
    return np.broadcast_shapes(*(np.shape(value) for value in arguments(point)))


def right_values(point: SimpleNamespace, ce: bool = False) -> dict[str, graph.Node]:
    """Return the running example as a graph, a node per value, every input in full shape: entry by entry."""
    full = {name: np.broadcast_to(getattr(point, name), shape_of(point)).astype(float) for name in NAMES}
    nodes = {name: graph.node(value, name) for name, value in full.items()}
    w, b, x, t, lam = (nodes[name] for name in NAMES)
    z = w * x + b
    y = graph.logistic(z)
    if ce:
        L = -(t * graph.log(y)) - (1.0 - t) * graph.log(graph.logistic(-z))
    else:
        L = 0.5 * (y - t) ** 2
    R = 0.5 * w**2
    return nodes | {"z": z, "y": y, "L": L, "R": R, "L_reg": L + lam * R}


def right_bars(point: SimpleNamespace, ce: bool = False) -> dict[str, Any]:
    """Return the seven bars."""
    nodes = right_values(point, ce)
    if ce:  # y_bar by itself: with log(1 - y) as a node of its own, y has two children
        y = graph.node(nodes["y"].value)
        loss = -(nodes["t"].value * graph.log(y)) - (1.0 - nodes["t"].value) * graph.log(1.0 - y)
        y_bar = graph.backward(loss, np.ones(shape_of(point)))[y]
    bars = graph.backward(nodes["L_reg"], np.ones(shape_of(point)))
    names = ("L_reg", "R", "L", "y", "z", "w", "b")
    found = {f"{name}_bar": np.array(bars[nodes[name]]) for name in names}
    return found | {"y_bar": np.array(y_bar)} if ce else found


def partial_holding_L(point: SimpleNamespace) -> Any:
    """Return dL_reg/dw with L held: the graph of L_reg in which L is a leaf."""
    nodes = right_values(point)
    w = graph.node(nodes["w"].value)
    L_reg = graph.constant(nodes["L"].value) + nodes["lam"].value * (0.5 * w**2)
    return np.array(graph.backward(L_reg, np.ones(shape_of(point)))[w])


def fit(value: Any, shape: tuple[int, ...]) -> Any:
    """Return a plain number as an array of this shape, where one is asked for: a bar that is the same for all."""
    if shape and isinstance(value, (int, float, np.generic)) and not isinstance(value, bool):
        return np.full(shape, float(value))
    if shape and isinstance(value, np.ndarray) and value.ndim == 0:
        return np.full(shape, value)
    return value
