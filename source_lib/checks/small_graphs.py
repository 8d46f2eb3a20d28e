"""A student's nodes looked at from outside: the fields of one, what it hands to its parents, the order of a few."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from source_lib.checks.answers import expect, kind, refuse, shown


def field(name: str, node: Any, which: str) -> Any:
    """Return a field of what should be a node.

    Raises: CheckFailed if it has none of that name.
    Example:
    >>> field("a complex number", 1 + 2j, "imag")
    2.0

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    try:
        return getattr(node, which)
    except AttributeError:
        refuse(name, f"{kind(node)} without .{which}", "a Node", "End with: return Node(value, (...), (...))")


def sequence(name: str, node: Any, which: str, count: int | None = None) -> Sequence[Any]:
    """Return a field of a node that must be a tuple, of so many where a count is given.

    Raises: CheckFailed.
    Example:
    >>> sequence("a range", type("Two", (), {"parents": (1, 2)}), "parents", 2)
    (1, 2)

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    found = field(name, node, which)
    if not isinstance(found, (tuple, list)) or count not in (None, len(found)):
        hint = "One per node that it was computed from; (a,) with a comma is a tuple of one."
        refuse(f"{which} of {name}", kind(found), "a tuple" if count is None else f"a tuple of {count}", hint)
    return found


def operation(name: str, made: Any, value: Any, bar: Any, shares: Sequence[tuple[Any, Any]], hint: str) -> None:
    """Check the node that an operation made: its value v, and per parent its share, local(v_bar) = v_bar dv/dparent.

    A parent is known by its value; where it is listed twice its shares add up, and others may be listed with it.

    Shapes: value and bar like v; shares has pairs of a parent's value and its share, of one shape.
    Raises: CheckFailed.
    Example:
    >>> a = type("Leaf", (), {"value": 3.0})
    >>> made = type("Square", (), {"value": 9.0, "parents": (a, a), "local": (lambda bar: bar * 3,) * 2})
    >>> operation("a * a", made, 9, 2.0, [(3, 12)], hint="")

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    expect(f"The value of {name}", field(name, made, "value"), value, hint)
    parents = [field(f"A parent of {name}", parent, "value") for parent in sequence(name, made, "parents")]
    local = sequence(name, made, "local", len(parents))
    for place, share in enumerate(local):
        if not callable(share):
            refuse(f"local[{place}] of {name}", kind(share), "a function", "Write lambda bar: bar * slope.")
    for given, wanted in shares:
        places = [place for place, parent in enumerate(parents) if np.array_equal(parent, given)]
        if not places:
            node = f"the node that holds {shown(np.asarray(given, float))}"
            refuse(f"parents of {name}", "other nodes", f"{node} among them", "Pass on the nodes that are given.")
        told = " + ".join(f"local[{place}]({bar if np.ndim(bar) == 0 else 'bar'})" for place in places)
        total = local[places[0]](bar)
        for place in places[1:]:
            total = total + local[place](bar)
        expect(f"{told} of {name}", total, wanted, hint)


def joined(make: Callable[..., Any], value: float, *edges: tuple[Any, float]) -> Any:
    """Return a node made by the student's class, with an edge to each parent that hands on bar * slope.

    Example:
    >>> joined(lambda value, parents, local: [share(5.0) for share in local], 1.0, ("a", 2.0), ("b", 3.0))
    [10.0, 15.0]

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    return make(value, tuple(parent for parent, _ in edges), tuple(_slope(slope) for _, slope in edges))


def _slope(number: float) -> Callable[[Any], Any]:
    return lambda bar: number * bar


def names_in(function: str, order: Any, names: str) -> list[str]:
    """Return the names of the nodes in a list, known by their values: names[0] has the value 1, names[1] 2, ...

    Raises: CheckFailed if it is no list of nodes; a stranger's name is "?".
    Example:
    >>> names_in("f", [type("Leaf", (), {"value": 2.0})], "ab")
    ['b']

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    if not isinstance(order, (list, tuple)):
        hint = "Start with order = [], end with return order."
        refuse(f"What {function} returns", kind(order), "a list of nodes", hint)
    known = {float(number): name for number, name in enumerate(names, start=1)}
    values = [field("An entry of the list", node, "value") for node in order]
    return [known.get(value, "?") if isinstance(value, float) else "?" for value in values]


def ordered(name: str, got: Sequence[str], names: str, edges: Sequence[str]) -> None:
    """Check that a list has each name once and, for every edge "ab", a before b.

    Raises: CheckFailed.
    Example:
    >>> ordered("b = 2 a", ["a", "b"], "ab", ["ab"])

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    came = ", ".join(got) or "an empty list"
    if sorted(got) != sorted(names):
        refuse(name, came, f"each of {', '.join(names)} once", "Mark a node as seen when you meet it.")
    for edge in edges:
        if got.index(edge[0]) > got.index(edge[1]):
            hint = "A node may join the list when all its parents have joined."
            refuse(name, came, f"{edge[0]} before {edge[1]}", hint)
