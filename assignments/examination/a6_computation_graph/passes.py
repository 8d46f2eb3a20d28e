"""How toposort and backward are examined: on graphs that a tree cannot stand for, with counted edges."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from .graphs import (
    DEEP,
    back_to_front,
    bars_of,
    build,
    deep_chain,
    drawn_graphs,
    edges,
    listed,
    order_seen,
    places,
    reached,
    right_bars,
    scaled,
    too_late,
)
from .nodes import Functions, attempt


def toposort_probes(rng: np.random.Generator) -> list[SimpleNamespace]:
    return [SimpleNamespace(graphs=drawn_graphs(rng), deep=first) for first in (True, False)]


def toposort(f: Functions, p: SimpleNamespace) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for name, graph in p.graphs.items():
        nodes, _ = build(f, graph)
        where, count = places(listed(f["toposort"](nodes[-1]), "toposort"), nodes)
        seen[f"order ({name})"] = too_late(graph, where)
        seen[f"once ({name})"] = count
        if name == "levels":  # asked again, the same graph is as large as before
            seen["once (asked again)"] = places(listed(f["toposort"](nodes[-1]), "toposort"), nodes)[1]
    if p.deep:
        end = deep_chain(f)
        seen["deep"] = attempt("toposort", lambda: float(len(listed(f["toposort"](end), "toposort"))))
    return seen


def toposort_reference(p: SimpleNamespace) -> dict[str, Any]:
    wanted: dict[str, Any] = {"deep": DEEP + 1.0} if p.deep else {}
    for name, graph in p.graphs.items():
        wanted[f"order ({name})"] = np.zeros(len(edges(graph)))
        there = reached(graph)
        wanted[f"once ({name})"] = np.array([*(float(k in there) for k in range(len(graph.parents))), 0.0])
    return wanted | {"once (asked again)": wanted["once (levels)"]}


def backward_probes(rng: np.random.Generator) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(graphs=drawn_graphs(rng), x=rng.standard_normal(3), y=rng.standard_normal(3),
                        slopes=rng.uniform(0.5, 1.5, 3))
        for _ in range(2)
    ]  # fmt: skip


def backward(f: Functions, p: SimpleNamespace) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for name, graph in p.graphs.items():
        nodes, calls = build(f, graph)
        for other in _others(graph):  # so that they have a bar, which the root's pass must leave as it is
            f["backward"](nodes[other])
        calls.update(dict.fromkeys(calls, 0))
        f["backward"](nodes[-1])
        seen[f"bars ({name})"] = bars_of(nodes)
        seen[f"edges ({name})"] = np.array([float(count) for count in calls.values()])
        inner = next((k for k in reached(graph)[:-1] if graph.parents[k]), None)
        if inner is not None:  # another root in between, so that old bars lie about
            f["backward"](nodes[inner])
        f["backward"](nodes[-1])
        seen[f"again ({name})"] = bars_of(nodes)
        seen[f"context ({name})"] = order_seen(f, graph, nodes)
    return seen | _arrays(f, p)


def _others(graph: SimpleNamespace) -> list[int]:
    """Return the nodes that the root does not depend on, children first: each ends with the bar 1, as its own root."""
    return sorted(set(range(len(graph.parents))) - set(reached(graph)), reverse=True)


def _arrays(f: Functions, p: SimpleNamespace) -> dict[str, Any]:
    """Shares that are one and the same array: add hands its bar on as it is, and y gets it twice.

    The root sees w back to front: what it hands on is no multiple of its bar, entry by entry.
    """
    names = ("x", "u", "y")

    def ask() -> dict[str, Any]:
        x, y = f["Node"](p.x), f["Node"](p.y)
        u = f["add"](x, y)
        w = f["add"](u, y)
        turned = f["Node"]((p.x + 2 * p.y)[::-1], (w,), (back_to_front,))
        total = float(np.sum(p.slopes * (p.x + 2 * p.y)[::-1]))
        f["backward"](f["Node"](total, (turned,), (lambda bar: scaled(bar, p.slopes),)))
        return {"x": x.bar, "u": u.bar, "y": y.bar}

    answer = attempt("backward", ask)
    return {f"arrays ({name})": answer[name] if isinstance(answer, dict) else answer for name in names}


def backward_reference(p: SimpleNamespace) -> dict[str, Any]:
    bar = p.slopes[::-1]
    wanted: dict[str, Any] = {"arrays (x)": bar, "arrays (u)": bar, "arrays (y)": 2 * bar}
    for name, graph in p.graphs.items():
        there, bars = reached(graph), right_bars(graph)
        bars[_others(graph)] = 1.0
        wanted[f"bars ({name})"] = wanted[f"again ({name})"] = bars
        wanted[f"edges ({name})"] = np.array(
            [float(child in there) for child, parents in enumerate(graph.parents) for _ in parents]
        )
    return wanted
