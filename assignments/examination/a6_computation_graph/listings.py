"""How to_dict and needed are examined: what they list of a graph, whatever right order the nodes are in."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.comparison import Fault, Stopped, describe, entries

from .graphs import SHAPES, build, draw, drawn_graphs, edges, listed, order_seen, places, reached, too_late
from .nodes import Functions


def to_dict_probes(rng: np.random.Generator) -> list[SimpleNamespace]:
    return [SimpleNamespace(graph=graph) for name, graph in drawn_graphs(rng).items() if name not in ("equal values",)]


def to_dict(f: Functions, p: SimpleNamespace) -> dict[str, Any]:
    nodes, _ = build(f, p.graph)
    answer = entries(f["to_dict"](nodes[-1]), "to_dict", ("values", "edges"))
    values, pairs = (_listed(answer[key], key) for key in ("values", "edges"))
    known = {value: number for number, value in enumerate(p.graph.values)}
    numbers = [known.get(value, len(nodes)) if isinstance(value, float) else len(nodes) for value in values]
    count, late = _edges(pairs, numbers, len(nodes))
    there = np.bincount(np.array(numbers, dtype=int), minlength=len(nodes) + 1).astype(float)
    context = order_seen(f, p.graph, nodes)
    return {"values": there, "edges": count, "edges (parents first)": late, "context (order)": context}


def _edges(pairs: list[Any], numbers: list[int], size: int) -> tuple[Any, Any]:
    """Return how often each edge is listed, by our numbers of its ends, and how many go from a child to a parent."""
    count, late = np.zeros((size + 1, size + 1)), 0.0
    for pair in pairs:
        if not (isinstance(pair, (tuple, list)) and len(pair) == 2 and all(type(end) is int for end in pair)):
            fault = Fault("structure", "Each edge must be a pair of whole numbers.", "to_dict")
            return fault, fault
        late += float(pair[0] >= pair[1])
        parent, child = (numbers[end] if 0 <= end < len(numbers) else size for end in pair)
        count[parent, child] += 1
    return count, late


def _listed(value: Any, key: str) -> list[Any]:
    if isinstance(value, Fault):
        raise Stopped(value)
    if isinstance(value, np.ndarray):
        return value.tolist()
    if not isinstance(value, (list, tuple)):
        raise Stopped(Fault("structure", f"'{key}' must be a list (got {describe(value)}).", "to_dict"))
    return [one.item() if isinstance(one, (np.generic, np.ndarray)) and one.size == 1 else one for one in value]


def to_dict_reference(p: SimpleNamespace) -> dict[str, Any]:
    size, there = len(p.graph.parents) + 1, reached(p.graph)
    count = np.zeros((size, size))
    for child, place in edges(p.graph):
        count[p.graph.parents[child][place], child] += 1
    values = np.array([float(k in there) for k in range(size)])
    return {"values": values, "edges": count, "edges (parents first)": 0.0}


def needed_probes(rng: np.random.Generator) -> list[SimpleNamespace]:
    choices = (("levels", (1,)), ("shared", (0,)), ("short cut", (1,)), ("bystanders", (5,)), ("levels", (0, 3)))
    found = [SimpleNamespace(graph=draw(rng, SHAPES[name]), params=params) for name, params in choices]
    return [*found, SimpleNamespace(graph=draw(rng, SHAPES["shared"], equal_values=True), params=(2,))]


def needed(f: Functions, p: SimpleNamespace) -> dict[str, Any]:
    nodes, _ = build(f, p.graph)
    order = listed(f["needed"](nodes[-1], [nodes[k] for k in p.params]), "needed")
    where, count = places(order, nodes)
    return {"needed": count, "needed (order)": too_late(p.graph, where)}


def needed_reference(p: SimpleNamespace) -> dict[str, Any]:
    """A node is needed if its bar reaches a parameter: set the slopes to 1, so that nothing cancels."""
    count, there = len(p.graph.parents), reached(p.graph)
    paths = np.eye(count)
    for child, parents in enumerate(p.graph.parents):
        for parent in parents:
            paths[child] += paths[parent]
    wanted = [float(k in there and any(paths[k, param] > 0 for param in p.params)) for k in range(count)]
    return {"needed": np.array([*wanted, 0.0]), "needed (order)": np.zeros(len(edges(p.graph)))}
