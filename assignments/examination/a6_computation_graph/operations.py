"""How an operation is examined: its value, and the share that it hands to each node it was given."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np

from source_lib import graph

from .nodes import Functions, attempt, gathered, share_of

# The right answers come from the graph engine, never from the formulas that the assignment asks for.
ENGINE: dict[str, Any] = {
    "add": lambda a, b: a + b,
    "mul": lambda a, b: a * b,
    "neg": lambda a: -a,
    "power": lambda a, p: a**p,
    "exp": graph.exp,
    "log": graph.log,
    "sigmoid": graph.logistic,
    "relu": graph.relu,
    "plus": lambda a, b: a + b,
    "times": lambda a, b: a * b,
    "matmul": lambda a, b: a @ b,
    "sum_over": lambda a, axis=None: a.sum(axis=axis),
    "mean_over": lambda a, axis=None: a.mean(axis=axis),
}


def case(rng: np.random.Generator, op: str, tag: str, values: Sequence[Any], extra: tuple[Any, ...] = ()) -> Any:
    """Return one call of an operation, with a random bar and the right answers."""
    nodes = [graph.node(value) for value in values]
    made = ENGINE[op](*nodes, *extra)
    bar = rng.uniform(0.5, 2.0, made.shape) * rng.choice([-1.0, 1.0], made.shape)
    bar = bar if made.shape else float(bar)
    bars = graph.backward(made, bar)
    right = {f"{op} ({tag}, value)": made.value}
    right |= {f"{op} ({tag}, share {place})": bars[node] for place, node in enumerate(nodes, start=1)}
    return SimpleNamespace(op=op, tag=tag, values=tuple(values), extra=extra, bar=bar, right=right)


def evaluate(f: Functions, p: SimpleNamespace) -> dict[str, Any]:
    """Return value and shares for every case of a probe; a fault of one operation leaves the others alone."""
    seen: dict[str, Any] = {}
    for one in p.cases:
        seen |= _look(f, one)
    return gathered(seen)


def _look(f: Functions, one: SimpleNamespace) -> dict[str, Any]:
    nodes = attempt("Node", lambda: [f["Node"](value) for value in one.values])
    made = attempt(one.op, lambda: f[one.op](*nodes, *one.extra)) if isinstance(nodes, list) else nodes
    if type(made).__name__ == "Fault":
        return dict.fromkeys(one.right, made)
    seen = {f"{one.op} ({one.tag}, value)": attempt(one.op, lambda: made.value)}
    for place, node in enumerate(nodes, start=1):
        share = attempt(one.op, lambda node=node: share_of(made, node, one.bar, one.op))  # type: ignore[misc]
        seen[f"{one.op} ({one.tag}, share {place})"] = share
    return seen


def reference(p: SimpleNamespace) -> dict[str, Any]:
    """Return the right answers of all cases of a probe."""
    return {key: value for one in p.cases for key, value in one.right.items()}


def arithmetic_probes(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Numbers of either sign, exponents of every kind, and arrays of one shape."""
    found = []
    for exponent, shape in ((3, ()), (-1.5, ()), (2, (3, 2)), (0.5, (4,))):
        a, b, positive = (_some(rng, shape) for _ in range(3))
        tag = "arrays" if shape else "numbers"
        cases = (
            case(rng, "add", tag, (a, b)),
            case(rng, "mul", tag, (a, b)),
            case(rng, "neg", tag, (a,)),
            case(rng, "power", tag, (abs(positive),), (exponent,)),
        )
        found.append(SimpleNamespace(cases=cases))
    return found


def function_probes(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Numbers on both sides of 0, where relu is on and where it is off, and arrays."""
    found = []
    for sign, shape in ((1.0, ()), (-1.0, ()), (1.0, (3, 4))):
        a = _some(rng, shape) if shape else sign * float(rng.uniform(0.5, 2.0))
        cases = tuple(case(rng, op, "arrays" if shape else "numbers", (a,)) for op in ("exp", "sigmoid", "relu"))
        found.append(SimpleNamespace(cases=(*cases, case(rng, "log", cases[0].tag, (abs(a),)))))
    return found


def entrywise_probes(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Pairs of shapes that broadcast, each way round."""
    shapes = (((5, 3), (3,)), ((3,), (4, 3)), ((4, 1), (1, 6)), ((5, 2), ()), ((3, 3), (3, 1)), ((4, 2), (4, 2)))
    return [
        SimpleNamespace(
            cases=tuple(case(rng, op, "arrays", (_some(rng, left), _some(rng, right))) for op in ("plus", "times"))
        )
        for left, right in shapes
    ]


def array_probes(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Products of distinct sizes and of a square; sums and means over everything, columns, rows, and vectors."""
    found = []
    for N, D, K in ((5, 3, 4), (2, 6, 3), (3, 3, 3), (1, 4, 2)):
        cases = [case(rng, "matmul", "arrays", (_some(rng, (N, D)), _some(rng, (D, K))))]
        for op in ("sum_over", "mean_over"):
            cases += [
                case(rng, op, f"axis {axis}", (_some(rng, (N, D)),), () if axis is None else (axis,))
                for axis in (None, 0, 1)
            ]
            cases += [case(rng, op, f"vector, axis {axis}", (_some(rng, (D,)),), (axis,)) for axis in (None, 0)]
        found.append(SimpleNamespace(cases=tuple(cases)))
    return found


def _some(rng: np.random.Generator, shape: tuple[int, ...]) -> Any:
    """Return a float or an array whose entries have a size between 0.5 and 2, of either sign."""
    drawn = rng.uniform(0.5, 2.0, shape) * rng.choice([-1.0, 1.0], shape)
    return drawn if shape else float(drawn)
