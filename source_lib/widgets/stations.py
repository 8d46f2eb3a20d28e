"""The graphs that BackpropStepper walks: a station per value, at the grain the lecture writes them.

The lecture counts z = wx + b as one node; the library's graph splits it into a product and a sum.
A station is the lecture's node: any function of its parents, whose vjps the library's graph engine works out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from source_lib import graph

Array = NDArray[np.float64]
Vjp = Callable[[Array], Array]
Edge = tuple[int, int, int]  # child, parent, which of the child's arguments


@dataclass(frozen=True, eq=False)
class Station:
    """One value of a computation: v = f(Pa(v)), with a vjp per parent that turns v_bar into that parent's share.

    terms[k] is how the lecture writes the share of parent k, given is true of data, which need no bar.

    Lecture: 6, section 2.4, "Using the computation graph".
    """

    name: str
    value: Array
    parents: tuple[int, ...] = ()
    vjps: tuple[Vjp, ...] = ()
    terms: tuple[str, ...] = ()
    formula: str = ""
    given: bool = False


@dataclass(frozen=True, eq=False)
class Course:
    """Stations in an order for the forward pass, and the order in which the backward pass visits them.

    Lecture: 6, section 2.4, "Using the computation graph".
    """

    title: str
    stations: tuple[Station, ...]
    backward_order: tuple[int, ...]

    @property
    def root(self) -> int:
        """The last station, whose bar is 1."""
        return len(self.stations) - 1

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Every edge as (child, parent, slot): b = a + a has two."""
        return tuple(
            (child, parent, slot)
            for child, station in enumerate(self.stations)
            for slot, parent in enumerate(station.parents)
        )

    @cached_property
    def child_edges(self) -> tuple[tuple[Edge, ...], ...]:
        """For each station the edges to its children: Ch(v)."""
        return tuple(tuple(e for e in self.edges if e[1] == node) for node in range(len(self.stations)))

    def message(self, edge: Edge, bar: Array) -> Array:
        """Return what the child sends its parent along one edge: v_bar dv/du."""
        child, _, slot = edge
        return self.stations[child].vjps[slot](bar)


class CourseBuilder:
    """Collect stations by name; each new one is computed from earlier ones.

    Example:
        >>> build = CourseBuilder()
        >>> build.leaf("a", 3.0), build.compute("b", "a a", lambda u, v: u + v, "a + a")
        (0, 1)
        >>> [float(vjp(np.array(1.0))) for vjp in build.course("doubling").stations[1].vjps]
        [1.0, 1.0]

    Lecture: 6, section 2.4, "Using the computation graph".
    """

    def __init__(self) -> None:
        self.stations: list[Station] = []

    def index(self, name: str) -> int:
        """Return the place of a named station."""
        return next(i for i, station in enumerate(self.stations) if station.name == name)

    def leaf(self, name: str, value: Any, given: bool = False) -> int:
        """Add a value that nothing computes: a weight, or data when given."""
        self.stations.append(Station(name, np.asarray(value, dtype=float), given=given))
        return len(self.stations) - 1

    def compute(
        self,
        name: str,
        parents: str | Sequence[int],
        function: Callable[..., graph.Node],
        formula: str,
        terms: Sequence[str] = (),
    ) -> int:
        """Add a value computed from parents, given by name or by number."""
        places = tuple(self.index(p) for p in parents.split()) if isinstance(parents, str) else tuple(parents)
        value, vjps = trace(function, [self.stations[p].value for p in places])
        self.stations.append(Station(name, value, places, vjps, tuple(terms), formula))
        return len(self.stations) - 1

    def course(self, title: str, backward_order: str | None = None) -> Course:
        """Close the list; without a stated order the backward pass runs through it from the end."""
        if backward_order is not None:
            order = tuple(self.index(name) for name in backward_order.split())
        else:
            order = tuple(i for i in range(len(self.stations))[::-1] if not self.stations[i].given)
        return Course(title, tuple(self.stations), order)


def trace(function: Callable[..., graph.Node], values: Sequence[Array]) -> tuple[Array, tuple[Vjp, ...]]:
    """Run a function once on nodes, one per argument, and return its value and a vjp per argument: v_bar -> u_bar.

    A value used twice gets a node for each use, so that each edge has its own share.

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    arguments = [graph.node(value) for value in values]
    result = function(*arguments)

    def vjp_of(argument: graph.Node) -> Vjp:
        return lambda bar: np.asarray(graph.backward(result, bar).get(argument, np.zeros_like(argument.value)))

    return np.asarray(result.value), tuple(vjp_of(argument) for argument in arguments)
