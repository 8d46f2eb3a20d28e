"""Five ways to walk a graph, each a list of steps: right, greedy, twice without reset, and counting paths.

A step is a snapshot: what the reader may see at that moment. The walks are plain functions, so that a test can
compare what they end with against the library's own backward pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from source_lib.widgets.stations import Course, Edge

Array = NDArray[np.float64]
Bars = tuple[Array | None, ...]


@dataclass(frozen=True, eq=False)
class Step:
    """One moment of a walk: which node is active, what its children have sent it, and every bar known so far.

    shares are the terms that were added up for the active node, one per edge from a child that has reported.

    Lecture: 6, section 2.4, "Using the computation graph".
    """

    kind: str  # "start", "value" or "bar"
    node: int
    known: frozenset[int]
    bars: Bars
    shares: tuple[tuple[Edge, Array], ...] = ()
    missing: int = 0  # children that have not reported yet
    late: tuple[int, ...] = ()  # parents that this node reports to after they have spoken
    second: bool = False  # in a second pass over bars that were not reset


@lru_cache(maxsize=64)
def walk(course: Course, mode: str) -> tuple[Step, ...]:
    """List the steps of a mode: the forward pass v_i = f(Pa(v_i)), then the mode's own backward pass.

    Example:
        >>> from source_lib.widgets.worked_graphs import running_example
        >>> [len(walk(running_example(), mode)) for mode in ("watch", "twice")]
        [13, 20]

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    forward = tuple(_forward(course))
    known = forward[-1].known
    if mode == "greedy":
        return forward + tuple(_greedy(course, known))
    if mode == "paths":
        return forward + tuple(_paths(course, known))
    once = tuple(_ordered(course, known, (None,) * len(course.stations)))
    if mode != "twice":
        return forward + once
    return forward + once + tuple(_ordered(course, known, once[-1].bars, second=True))


def right_bars(course: Course) -> Bars:
    """Return the bars of the right walk; data have None.

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    return walk(course, "watch")[-1].bars


def spoiled(course: Course, bars: Bars) -> frozenset[int]:
    """Return the nodes whose bar is there and wrong.

    Example:
        >>> from source_lib.widgets.worked_graphs import running_example
        >>> spoiled(running_example(), walk(running_example(), "greedy")[-1].bars)
        frozenset()

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    pairs = enumerate(zip(bars, right_bars(course), strict=True))
    return frozenset(
        i for i, (bar, right) in pairs if bar is not None and right is not None and not np.allclose(bar, right)
    )


def _forward(course: Course) -> Iterator[Step]:
    known = frozenset(i for i, station in enumerate(course.stations) if not station.parents)
    nothing: Bars = (None,) * len(course.stations)
    yield Step("start", course.root, known, nothing)
    for i, station in enumerate(course.stations):
        if station.parents:
            known |= {i}
            yield Step("value", i, known, nothing)


def _ordered(course: Course, known: frozenset[int], old: Bars, second: bool = False) -> Iterator[Step]:
    """Visit a node only when all its children have been visited; with old bars, add to them as if they were zero."""
    bars = list(old)
    for i in course.backward_order:
        shares = tuple((edge, _message(course, edge, bars)) for edge in course.child_edges[i])
        total = np.ones_like(course.stations[i].value) if i == course.root else _sum(shares)
        leftover = old[i] if i != course.root else None
        bars[i] = total if leftover is None else leftover + total
        yield Step("bar", i, known, tuple(bars), shares, second=second)


def _greedy(course: Course, known: frozenset[int]) -> Iterator[Step]:
    """Let a node speak as soon as anything reaches it, once: the walk of a recursion that forgot the order."""
    received: list[list[tuple[Edge, Array]]] = [[] for _ in course.stations]
    spoken: list[int] = []
    stack = [course.root]
    while stack:
        i = stack.pop()
        if i in spoken:
            continue
        spoken.append(i)
        shares = tuple(received[i])
        bar = np.ones_like(course.stations[i].value) if i == course.root else _sum(shares)
        late = []
        for slot, parent in enumerate(course.stations[i].parents):
            if not course.stations[parent].given:
                received[parent].append(((i, parent, slot), course.message((i, parent, slot), bar)))
                late += [parent] if parent in spoken else []
        stack += [p for p in course.stations[i].parents[::-1] if not course.stations[p].given and p not in spoken]
        bars: list[Array | None] = [None] * len(course.stations)
        for j in spoken:
            bars[j] = np.ones_like(course.stations[j].value) if j == course.root else _sum(received[j])
        missing = len(course.child_edges[i]) - len(shares)
        yield Step("bar", i, known, tuple(bars), shares, missing, tuple(dict.fromkeys(late)))


def _paths(course: Course, known: frozenset[int]) -> Iterator[Step]:
    """Count the paths from each node to the root: backprop with every local derivative replaced by 1."""
    counts: list[Array | None] = [None] * len(course.stations)
    for i in course.backward_order:
        shares = tuple((edge, np.asarray(counts[edge[0]])) for edge in course.child_edges[i])
        counts[i] = np.array(1.0) if i == course.root else _sum(shares)
        yield Step("bar", i, known, tuple(counts), shares)


def _message(course: Course, edge: Edge, bars: list[Array | None]) -> Array:
    bar = bars[edge[0]]
    assert bar is not None, "backward_order visits a node before its children"
    return course.message(edge, bar)


def _sum(shares: tuple[tuple[Edge, Array], ...] | list[tuple[Edge, Array]]) -> Array:
    return np.sum([amount for _, amount in shares], axis=0) if shares else np.array(0.0)
