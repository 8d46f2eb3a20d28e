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


SIZES = ((5, 3, 4), (2, 6, 3), (3, 3, 3), (1, 4, 2))


def case(
    rng: np.random.Generator, op: str, tag: str, values: Sequence[Any], extra: tuple[Any, ...] = (), times: int = 1
) -> Any:
    """Return one call of an operation, with a random bar and the right answers; with times=2 on one node twice."""
    nodes = [graph.node(value) for value in values]
    made = ENGINE[op](*nodes * times, *extra)
    bar = rng.uniform(0.5, 2.0, made.shape) * rng.choice([-1.0, 1.0], made.shape)
    bar = bar if made.shape else float(bar)
    bars = graph.backward(made, bar)
    right = {f"{op} ({tag}, value)": made.value}
    right |= {f"{op} ({tag}, share {place})": bars[node] for place, node in enumerate(nodes, start=1)}
    return SimpleNamespace(op=op, tag=tag, values=tuple(values), extra=extra, times=times, bar=bar, right=right)


def evaluate(f: Functions, p: SimpleNamespace) -> dict[str, Any]:
    """Return value and shares for every case of a probe; a fault of one operation leaves the others alone."""
    seen: dict[str, Any] = {}
    for one in p.cases:
        seen |= _look(f, one)
    return gathered(seen)


def _look(f: Functions, one: SimpleNamespace) -> dict[str, Any]:
    nodes = attempt("Node", lambda: [f["Node"](value) for value in one.values])
    made = attempt(one.op, lambda: f[one.op](*nodes * one.times, *one.extra)) if isinstance(nodes, list) else nodes
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


def add_mul_probes(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Numbers of either sign, and arrays of one shape; a + a and a a as well."""
    ops = ("add", "mul")
    return [*_pairs(rng, ops, [(shape, shape) for shape in ((), (), (3, 2), (4,))]), _with_itself(rng, ops, ())]


def neg_power_probes(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Numbers and arrays; exponents of every kind, whole ones of negative numbers too."""
    found = []
    for exponent, shape, sign in ((3, (), -1), (-1.5, (), 1), (2, (3, 2), -1), (0.5, (4,), 1)):
        a, base, tag = _some(rng, shape), sign * abs(_some(rng, shape)), _tag(shape)
        found.append((case(rng, "neg", tag, (a,)), case(rng, "power", tag, (base,), (exponent,))))
    return [SimpleNamespace(cases=cases) for cases in found]


def exp_log_probes(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Numbers and arrays, of either sign for exp."""
    return [
        SimpleNamespace(
            cases=(case(rng, "exp", _tag(np.shape(a)), (a,)), case(rng, "log", _tag(np.shape(a)), (abs(a),)))
        )
        for a in _both_sides(rng)
    ]


def sigmoid_relu_probes(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Numbers on both sides of 0, where relu is on and where it is off, and arrays."""
    return [
        SimpleNamespace(cases=tuple(case(rng, op, _tag(np.shape(a)), (a,)) for op in ("sigmoid", "relu")))
        for a in _both_sides(rng)
    ]


def entrywise_probes(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Pairs of shapes that broadcast, each way round, and a matrix with itself."""
    shapes = (((5, 3), (3,)), ((3,), (4, 3)), ((4, 1), (1, 6)), ((5, 2), ()), ((3, 3), (3, 1)), ((4, 2), (4, 2)))
    ops = ("plus", "times")
    return [*_pairs(rng, ops, shapes), _with_itself(rng, ops, (3, 2))]


def matmul_probes(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Products of distinct sizes, and of a square."""
    return [
        SimpleNamespace(cases=(case(rng, "matmul", "arrays", (_some(rng, (N, D)), _some(rng, (D, K)))),))
        for N, D, K in SIZES
    ]


def sums_probes(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Sums and means over everything, columns, rows, and vectors; a square as well."""
    found = []
    for N, D, _ in SIZES:
        cases = []
        for op in ("sum_over", "mean_over"):
            cases += [
                case(rng, op, f"axis {axis}", (_some(rng, (N, D)),), () if axis is None else (axis,))
                for axis in (None, 0, 1)
            ]
            cases += [case(rng, op, f"vector, axis {axis}", (_some(rng, (D,)),), (axis,)) for axis in (None, 0)]
        found.append(SimpleNamespace(cases=tuple(cases)))
    return found


def _pairs(rng: np.random.Generator, ops: Sequence[str], shapes: Sequence[tuple[Any, Any]]) -> list[SimpleNamespace]:
    """Return a probe for each pair of shapes, in which each operation gets two values of its own."""
    return [
        SimpleNamespace(
            cases=tuple(case(rng, op, _tag(left, right), (_some(rng, left), _some(rng, right))) for op in ops)
        )
        for left, right in shapes
    ]


def _with_itself(rng: np.random.Generator, ops: Sequence[str], shape: tuple[int, ...]) -> SimpleNamespace:
    """Return a probe in which each operation gets one and the same node twice."""
    return SimpleNamespace(cases=tuple(case(rng, op, "itself", (_some(rng, shape),), times=2) for op in ops))


def _both_sides(rng: np.random.Generator) -> list[Any]:
    """Return a positive number, a negative one, and an array of both."""
    size = rng.uniform(0.5, 2.0, 2)
    return [float(size[0]), -float(size[1]), _some(rng, (3, 4))]


def _tag(*shapes: tuple[int, ...]) -> str:
    return "arrays" if any(shapes) else "numbers"


def _some(rng: np.random.Generator, shape: tuple[int, ...]) -> Any:
    """Return a float or an array whose entries have a size between 0.5 and 2, of either sign."""
    drawn = rng.uniform(0.5, 2.0, shape) * rng.choice([-1.0, 1.0], shape)
    return drawn if shape else float(drawn)
