"""The tasks of a6: what each hidden test asks of a student's nodes, and what every block is worth."""

from typing import Any

from autograder.examination import Task

from . import copies, listings, operations, passes

ASSIGNMENT = "a6_computation_graph"
SETUP = "import numpy as np"
WITHHELD = (
    "source_lib.graph", "source_lib.graph_drawing", "source_lib.graph_layout", "source_lib.backprop",
    "source_lib.gradcheck", "source_lib.training", "source_lib.widgets",
)  # fmt: skip
LIMITS: dict[str, Any] = {"cell_seconds": 10.0}

ORDER = '6, section 2.4, "Using the computation graph"'


def _operations(name: str, points: float, credit: dict[str, float], probes: Any, cells: tuple[str, ...] = ()) -> Task:
    functions = ("Node", *credit)
    return Task(
        name, points, f"a6-{name}", f"a6-{name}-test", functions, probes, operations.evaluate, operations.reference,
        credit, cells=("a6-node", *cells), lecture=ORDER,
    )  # fmt: skip


def _task(
    name: str, points: float, functions: tuple[str, ...], where: Any, credit: dict[str, float], *cells: str
) -> Task:
    """Return a task whose probes, evaluation and reference stand in one module under its name."""
    cell = f"a6-{name.replace('_', '-')}"
    return Task(
        name, points, cell, f"{cell}-test", (*functions, name), getattr(where, f"{name}_probes"), getattr(where, name),
        getattr(where, f"{name}_reference"), credit, cells=("a6-node", *cells), lecture=ORDER,
    )  # fmt: skip


ARITHMETIC = {"add": 0.5, "mul": 0.75, "neg": 0.5, "power": 0.75}
FUNCTIONS = {"exp": 0.5, "log": 0.5, "sigmoid": 0.75, "relu": 0.75}
BACKWARD = {"bars": 1.5, "again": 0.75, "edges": 0.25, "arrays": 0.5}
COPIES = {"in front": 0.5, "size 1": 0.75, "number": 0.25}
ARRAYS = {"matmul": 1.25, "sum_over": 1.0, "mean_over": 1.0}

TASKS = (
    _operations("arithmetic", 2.5, ARITHMETIC, operations.arithmetic_probes),
    _operations("functions", 2.5, FUNCTIONS, operations.function_probes),
    _task("toposort", 2.75, ("Node",), passes, {"order": 1.25, "once": 1.0, "deep": 0.5}),
    _task("backward", 3.0, ("Node", "add", "toposort"), passes, BACKWARD, "a6-toposort", "a6-arithmetic"),
    _task("unbroadcast", 1.5, (), copies, COPIES),
    _operations("entrywise", 0.75, {"plus": 0.25, "times": 0.5}, operations.entrywise_probes, ("a6-unbroadcast",)),
    _operations("arrays", 3.25, ARRAYS, operations.array_probes),
    _task("to_dict", 0.75, ("Node", "toposort"), listings, {"values": 0.25, "edges": 0.5}, "a6-toposort"),
    _task("needed", 0.0, ("Node",), listings, {"needed": 0.0}, "a6-toposort"),
)
