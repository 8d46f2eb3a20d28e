"""The graphs on which order and backward pass are examined, each made to show something that a tree cannot show."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.comparison import Fault, Stopped, describe, plain

from .nodes import Functions, attempt, identity

Edges = list[tuple[int, int]]  # (child, place among its parents)

SHAPES: dict[str, tuple[tuple[int, ...], ...]] = {
    # p = a b, t = p + a, q = t t, y = p + q: a walk level by level goes wrong here
    "levels": ((), (), (0, 1), (2, 0), (3, 3), (2, 4)),
    # c = a + b, d = a b, e = c + d, f = c d, y = e + f: inner nodes are shared
    "shared": ((), (), (0, 1), (0, 1), (2, 3), (2, 3), (4, 5)),
    # the root reads a leaf, the end of a chain, and the chain's beginning
    "short cut": ((), (0,), (1,), (2,), (3, 0, 1)),
    # node 4 is a child of what the root needs, node 5 stands alone; the root needs neither
    "bystanders": ((), (), (0, 1), (2,), (2, 1), (), (3, 2)),
    "one leaf": ((),),
}
DOUBLINGS, DEEP = 9, 2000


def draw(rng: np.random.Generator, shape: tuple[tuple[int, ...], ...], equal_values: bool = False) -> SimpleNamespace:
    """Return a graph: parents, a random slope per edge, and values, all distinct or all equal."""
    values = np.ones(len(shape)) if equal_values else rng.permutation(np.arange(1.0, len(shape) + 1.0))
    slopes = tuple(_slopes(rng, parents) for parents in shape)
    return SimpleNamespace(parents=shape, slopes=slopes, values=tuple(values.tolist()))


def _slopes(rng: np.random.Generator, parents: tuple[int, ...]) -> tuple[float, ...]:
    """Return a slope per edge, of either sign; those to one and the same parent do not cancel, nor do they blow up."""
    sizes, signs = rng.uniform(0.6, 1.6, len(parents)), rng.choice([-1.0, 1.0], len(parents))
    if len(set(parents)) < len(parents):
        sizes, signs = sizes / len(parents), signs[:1].repeat(len(parents))
    return tuple((sizes * signs).tolist())


def drawn_graphs(rng: np.random.Generator) -> dict[str, SimpleNamespace]:
    """Return the graphs of one probe by name."""
    found = {name: draw(rng, shape) for name, shape in SHAPES.items()}
    found["equal values"] = draw(rng, SHAPES["shared"], equal_values=True)
    found["doubling"] = draw(rng, ((), *((k, k) for k in range(DOUBLINGS))))
    found["random"] = draw(rng, ((), (), *(_some_before(rng, k) for k in range(2, 12))))
    return found


def _some_before(rng: np.random.Generator, k: int) -> tuple[int, ...]:
    return tuple(int(place) for place in rng.integers(max(0, k - 4), k, rng.integers(1, 4)))


def reached(graph: SimpleNamespace, root: int | None = None) -> list[int]:
    """Return the numbers of the nodes that the root depends on, and its own."""
    found = {len(graph.parents) - 1 if root is None else root}
    for child in range(max(found), -1, -1):
        if child in found:
            found |= set(graph.parents[child])
    return sorted(found)


def edges(graph: SimpleNamespace) -> Edges:
    """Return the edges of what the root depends on."""
    return [(child, place) for child in reached(graph) for place in range(len(graph.parents[child]))]


def right_bars(graph: SimpleNamespace) -> np.ndarray:
    """Return d root / d node of every node: the solution of bar = seed + slopes^T bar, with no order in it at all."""
    count = len(graph.parents)
    slopes, seed = np.zeros((count, count)), np.zeros(count)
    for child, parents in enumerate(graph.parents):
        for parent, slope in zip(parents, graph.slopes[child], strict=True):
            slopes[child, parent] += slope
    seed[-1] = 1.0
    return np.linalg.solve(np.eye(count) - slopes.T, seed)


def build(f: Functions, graph: SimpleNamespace) -> tuple[list[Any], dict[tuple[int, int], int]]:
    """Return the student's nodes of a graph, and a count per edge of how often its function is called from now on."""
    calls = {(child, place): 0 for child, parents in enumerate(graph.parents) for place in range(len(parents))}
    nodes: list[Any] = []
    for child, (value, parents, slopes) in enumerate(zip(graph.values, graph.parents, graph.slopes, strict=True)):
        local = tuple(_share(slope, calls, (child, place)) for place, slope in enumerate(slopes))
        nodes.append(f["Node"](value, tuple(nodes[parent] for parent in parents), local))
    return nodes, calls


def _share(slope: float, calls: dict[tuple[int, int], int], edge: tuple[int, int]) -> Callable[[Any], Any]:
    def share(bar: Any) -> Any:
        calls[edge] += 1
        return scaled(bar, slope)

    return share


def scaled(bar: Any, slope: Any) -> Any:
    """Return bar * slope, and nan for a bar that is no number: a function of the test never fails."""
    value = plain(bar)
    return slope * np.nan if isinstance(value, Fault) else slope * (value if value.shape else value.item())


def back_to_front(bar: Any) -> Any:
    """Return an array of three from its end to its beginning, and nan for anything else."""
    value = plain(bar)
    return value[::-1].copy() if isinstance(value, np.ndarray) and value.shape == (3,) else np.full(3, np.nan)


def deep_chain(f: Functions) -> Any:
    """Return the end of a chain of DEEP nodes over a leaf."""
    end = f["Node"](1.0)
    for _ in range(DEEP):
        end = f["Node"](1.0, (end,), (lambda bar: scaled(bar, 1.0),))
    return end


def listed(answer: Any, function: str) -> list[Any]:
    """Return a list of nodes. Raises: Stopped if it is no list."""
    if not isinstance(answer, (list, tuple)):
        raise Stopped(Fault("structure", f"{function} must return a list of nodes (got {describe(answer)}).", function))
    return list(answer)


def places(order: list[Any], nodes: list[Any]) -> tuple[list[int | None], list[float]]:
    """Return, for every node, its first place in the order, and how often it is in it; strangers come last."""
    first: dict[Any, int] = {}
    count: dict[Any, int] = {}
    for place, node in enumerate(order):
        first.setdefault(identity(node), place)
        count[identity(node)] = count.get(identity(node), 0) + 1
    strangers = len(order) - sum(count.get(identity(node), 0) for node in nodes)
    return [first.get(identity(node)) for node in nodes], [
        *(float(count.get(identity(node), 0)) for node in nodes), float(strangers),
    ]  # fmt: skip


def too_late(graph: SimpleNamespace, where: list[int | None]) -> np.ndarray:
    """Return 1 for every edge whose parent does not stand before the child although both are there."""
    found = []
    for child, place in edges(graph):
        parent = where[graph.parents[child][place]]
        found.append(float(parent is not None and where[child] is not None and parent >= where[child]))  # type: ignore[operator]
    return np.array(found)


def bars_of(nodes: list[Any]) -> Any:
    """Return the bars of nodes that hold numbers, as one array, or the first fault."""
    values = [attempt("backward", lambda node=node: plain(node.bar)) for node in nodes]  # type: ignore[misc]
    fault = next((value for value in values if isinstance(value, Fault)), None)
    if fault is None and any(value.shape for value in values):
        fault = Fault("shape", "A bar of a node that holds a number is an array.", "backward")
    return fault or np.array([float(value) for value in values])


def order_seen(f: Functions, graph: SimpleNamespace, nodes: list[Any]) -> Any:
    """Return what toposort makes of a graph. Worth nothing where something else is asked for, it tells a wrong answer
    from a right one that follows a wrong order.
    """

    def ask() -> list[float]:
        where, count = places(listed(f["toposort"](nodes[-1]), "toposort"), nodes)
        return [*too_late(graph, where).tolist(), *count]

    return attempt("toposort", ask)
