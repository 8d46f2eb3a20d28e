"""The tasks of a1: what each hidden test asks of a student's functions, and what every block is worth."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.comparison import parts
from autograder.examination import Task
from autograder.reading import each, read
from source_lib.checks.a1_gates_and_xor import GATES
from source_lib.checks.threshold_nets import (
    closest,
    every_input,
    fires,
    read_layers,
    read_params,
    read_unit,
    sums,
)

from .probes import grids, nets, number_lists, stacks, units

ASSIGNMENT = "a1_gates_and_xor"
SETUP = "import numpy as np\n\nfrom source_lib.activations import hard_threshold"
WITHHELD = ("source_lib.units", "source_lib.mlp", "source_lib.designs", "source_lib.checks.threshold_nets")

OFF_ZERO = "no z at 0"  # the block that says whether an answer hangs on what a threshold does at exactly 0


def off_zero(*right_nets: list[np.ndarray]) -> float:
    """Return 1 where no z of the nets with the right table is 0, and there is one with the right table."""
    return float(bool(right_nets) and min(map(closest, right_nets)) > 1e-9)


def no_probe(rng: np.random.Generator) -> list[SimpleNamespace]:
    """There is nothing to draw: all inputs of a gate are looked at."""
    return [SimpleNamespace()]


def unit(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    return {"a": f["unit"](p.x, p.w, p.b, p.phi)}


def gate(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    right_nets = []

    def ask(name: str) -> dict[str, Any]:
        Z = sums(read(read_unit, "gate", f["gate"](name), 2), every_input(2))
        table = fires(Z[0][:, 0])
        if tuple(table) == GATES[name]:
            right_nets.append(Z)
        return {name: table}

    seen = each({name: lambda name=name: ask(name) for name in GATES})  # type: ignore[misc]
    return {**seen, OFF_ZERO: off_zero(*right_nets)}


def xor_mlp(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    """Look at the outputs; the hidden units' truth tables, in any order, and a z at 0 help to name a mistake."""
    Z = sums(read(read_params, "xor_mlp", f["xor_mlp"](), 2, 1, units_hidden=2), every_input(2))
    hidden = np.array(sorted(fires(Z[0]).T.tolist()))
    y = fires(Z[1][:, 0])
    return {"y": y, OFF_ZERO: off_zero(*[Z] * (tuple(y) == (0, 1, 1, 0))), "hidden": hidden, "clear of 0": off_zero(Z)}


def one_example(name: str) -> Any:
    def evaluate(f: Any, p: SimpleNamespace) -> dict[str, Any]:
        h, y = parts(f[name](p.x, p.params, *p.phi), 2, name, "the pair h, y")
        return {"y": y, "h": h}

    return evaluate


def forward_batch(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    H, Y = parts(f["forward_batch"](p.X, p.params, *p.phi), 2, "forward_batch", "the pair H, Y")
    return {"Y": Y, "H": H}


def collapse(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    W, b = parts(f["collapse"](p.layers), 2, "collapse", "the pair W, b")
    return {"W": W, "b": b}


def right(*names: str) -> Any:
    """Return a reference that hands out the probe's own right answers, by name."""
    return lambda probe: {name: probe.right[name] for name in names}


def sorted_net(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    net = read(read_params, "sorted_net", f["sorted_net"](p.n), p.n, 1)
    return {"y": fires(sums(net, p.X)[-1][:, 0])}


def full_adder(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    Y = fires(sums(read(read_layers, "full_adder", f["full_adder"](), 3, 2), every_input(3))[-1])
    return {"sum": Y[:, 0], "carry": Y[:, 1]}


def right_sums(p: SimpleNamespace) -> dict[str, Any]:
    count = every_input(3).sum(axis=1)
    return {"sum": count % 2, "carry": count // 2}


def separable_tables(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    tables = f["separable_tables"](p.weights, p.biases)
    if isinstance(tables, (list, tuple, np.ndarray)):
        tables = np.array(tables, dtype=float)
        if tables.ndim == 2:
            tables = tables[np.lexsort(tables.T[::-1])]  # any order is right, repeated rows are not
    return {"tables": tables}


def right_tables(p: SimpleNamespace) -> dict[str, Any]:
    w1, w2, b = (axis.ravel() for axis in np.meshgrid(p.weights, p.weights, p.biases))
    return {"tables": np.unique(fires(np.stack([w1, w2], axis=1) @ every_input(2).T + b[:, None]), axis=0)}


TASKS = (
    Task(
        "unit", 1.5, "a1-unit", "a1-unit-test", ("unit",), units, unit, lambda p: {"a": p.a}, {"a": 1.5},
    ),
    Task(
        "gate", 2.5, "a1-gate", "a1-gate-test", ("gate",), no_probe, gate, lambda p: {**GATES, OFF_ZERO: 1.0},
        {**dict.fromkeys(GATES, 0.4), OFF_ZERO: 0.5},
    ),
    Task(
        "xor_mlp", 3.0, "a1-xor", "a1-xor-test", ("xor_mlp",), no_probe, xor_mlp,
        lambda p: {"y": (0, 1, 1, 0), OFF_ZERO: 1.0}, {"y": 2.5, OFF_ZERO: 0.5},
    ),
    Task(
        "forward_scalar", 1.5, "a1-scalar", "a1-scalar-test", ("forward_scalar",), nets,
        one_example("forward_scalar"), right("y", "h"), {"y": 0.75, "h": 0.75},
    ),
    Task(
        "forward_vec", 1.5, "a1-vec", "a1-vec-test", ("forward_vec",), nets, one_example("forward_vec"),
        right("y", "h"), {"y": 0.75, "h": 0.75},
    ),
    Task(
        "forward_batch", 2.5, "a1-batch", "a1-batch-test", ("forward_batch",), nets, forward_batch, right("Y", "H"),
        {"Y": 1.25, "H": 1.25},
    ),
    Task(
        "collapse", 1.5, "a1-collapse", "a1-collapse-test", ("collapse",), stacks, collapse, right("W", "b"),
        {"W": 0.75, "b": 0.75},
    ),
    Task(
        "sorted_net", 0.0, "a1-sorted", "a1-sorted-test", ("sorted_net",), number_lists, sorted_net,
        lambda p: {"y": p.y}, {"y": 0.0},
    ),
    Task(
        "full_adder", 0.0, "a1-adder", "a1-adder-test", ("full_adder",), no_probe, full_adder, right_sums,
        {"sum": 0.0, "carry": 0.0},
    ),
    Task(
        "separable_tables", 0.0, "a1-tables", "a1-tables-test", ("separable_tables",), grids, separable_tables,
        right_tables, {"tables": 0.0}, cells=("a1-inputs",),
    ),
)  # fmt: skip
