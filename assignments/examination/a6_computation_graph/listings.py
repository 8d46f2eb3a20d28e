"""How to_dict and needed are examined: what they list of a graph, whatever right order the nodes are in."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.comparison import Fault, Stopped, describe, entries

from .graphs import SHAPES, build, draw, drawn_graphs, edges, listed, order_seen, places, reached, too_late
from .nodes import Functions


def to_dict_probes(rng: np.random.Generator) -> list[SimpleNamespace]:
    return [SimpleNamespace(graph=graph, alike=name == "equal values") for name, graph in drawn_graphs(rng).items()]


def to_dict(f: Functions, p: SimpleNamespace) -> dict[str, Any]:
    nodes, _ = build(f, p.graph)
    answer = entries(f["to_dict"](nodes[-1]), "to_dict", ("values", "edges"))
    values, pairs = (_listed(answer[key], key) for key in ("values", "edges"))
    if p.alike:  # no value tells which node it is of: count the edges at each end
        return {"edges (equal values)": _degrees(pairs, len(nodes))}
    known = {value: number for number, value in enumerate(p.graph.values)}
    numbers = [known.get(value, len(nodes)) if isinstance(value, float) else len(nodes) for value in values]
    count, late = _edges(pairs, known, numbers, len(nodes))
    there = np.bincount(np.array(numbers, dtype=int), minlength=len(nodes) + 1).astype(float)
    context = order_seen(f, p.graph, nodes)
    return {"values": there, "edges": count, "edges (parents first)": late, "context (order)": context}


def _edges(pairs: list[Any], known: dict[float, int], numbers: list[int], size: int) -> tuple[Any, Any]:
    """Return how often each edge is listed, by our numbers of its ends, and how many go from a child to a parent."""
    count, late = np.zeros((size + 1, size + 1)), 0.0
    for pair in pairs:
        if not _is_edge(pair):
            fault = _no_edge(pairs, known)
            return fault, fault
        late += float(pair[0] >= pair[1])
        parent, child = (numbers[end] if 0 <= end < len(numbers) else size for end in pair)
        count[parent, child] += 1
    return count, late


def _is_edge(pair: Any) -> bool:
    return isinstance(pair, (tuple, list)) and len(pair) == 2 and all(_is_whole(end) for end in pair)


def _is_whole(end: Any) -> bool:
    return isinstance(end, (int, np.integer)) and not isinstance(end, bool)


def _no_edge(pairs: list[Any], known: dict[float, int]) -> Fault:
    """Say what stands in the place of an edge, or of the numbers in all of them."""
    first = next(pair for pair in pairs if not _is_edge(pair))
    came = describe(first)
    if all(isinstance(pair, (tuple, list)) and len(pair) == 2 for pair in pairs):
        ends = [end for pair in pairs for end in pair]
        values = all(isinstance(end, float) and end in known for end in ends)
        came = "values" if values else f"{describe(next(end for end in first if not _is_whole(end)))} in it"
    return Fault("structure", f"Each edge must be a pair of whole numbers (got {came}).", "to_dict")


def _degrees(pairs: list[Any], size: int) -> Any:
    """Return for every node how many edges lead into it and out of it, in sorted order; strangers come last."""
    if not all(_is_edge(pair) for pair in pairs):
        return _no_edge(pairs, {})
    ends = np.zeros((size + 1, 2))
    for pair in pairs:
        for side, end in enumerate(pair):
            ends[end if 0 <= end < size else size, 1 - side] += 1
    return np.array([*sorted(ends[:-1].tolist()), ends[-1].tolist()])


def _listed(value: Any, key: str) -> list[Any]:
    if isinstance(value, Fault):
        raise Stopped(value)
    if isinstance(value, np.ndarray):
        return value.tolist()
    if not isinstance(value, (list, tuple)):
        raise Stopped(Fault("structure", f"'{key}' must be a list (got {describe(value)}).", "to_dict"))
    return [one.item() if isinstance(one, (np.generic, np.ndarray)) and one.size == 1 else one for one in value]


def to_dict_reference(p: SimpleNamespace) -> dict[str, Any]:
    if p.alike:
        pairs = [(p.graph.parents[child][place], child) for child, place in edges(p.graph)]
        return {"edges (equal values)": _degrees(pairs, len(p.graph.parents))}
    size, there = len(p.graph.parents) + 1, reached(p.graph)
    count = np.zeros((size, size))
    for child, place in edges(p.graph):
        count[p.graph.parents[child][place], child] += 1
    values = np.array([float(k in there) for k in range(size)])
    return {"values": values, "edges": count, "edges (parents first)": 0.0}


def needed_probes(rng: np.random.Generator) -> list[SimpleNamespace]:
    choices = (("levels", (1,)), ("shared", (0,)), ("short cut", (1,)), ("bystanders", (5,)), ("levels", (0, 3)),
               ("shared", (1, 0)))  # fmt: skip
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
