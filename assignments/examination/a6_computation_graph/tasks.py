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


def _operations(name: str, points: float, credit: dict[str, float], *cells: str) -> Task:
    """Return a task about the operations that credit names, whose probes stand in `operations` under its name."""
    cell, probes = _cell(name), getattr(operations, f"{name}_probes")
    return Task(
        name, points, cell, f"{cell}-test", ("Node", *credit), probes, operations.evaluate, operations.reference,
        credit, cells=("a6-node", *cells), lecture=ORDER,
    )  # fmt: skip


def _cell(name: str) -> str:
    return f"a6-{name.replace('_', '-')}"


def _task(
    name: str, points: float, functions: tuple[str, ...], where: Any, credit: dict[str, float], *cells: str
) -> Task:
    """Return a task whose probes, evaluation and reference stand in one module under its name."""
    cell = _cell(name)
    return Task(
        name, points, cell, f"{cell}-test", (*functions, name), getattr(where, f"{name}_probes"), getattr(where, name),
        getattr(where, f"{name}_reference"), credit, cells=("a6-node", *cells), lecture=ORDER,
    )  # fmt: skip


BACKWARD = {"bars": 1.5, "again": 0.75, "edges": 0.25, "arrays": 0.5}
BEFORE = ("a6-toposort", "a6-add-mul", "a6-neg-power")
COPIES = {"in front": 0.5, "size 1": 0.75, "number": 0.25}

TASKS = (
    _operations("add_mul", 1.25, {"add": 0.5, "mul": 0.75}),
    _operations("neg_power", 1.25, {"neg": 0.5, "power": 0.75}),
    _operations("exp_log", 1.0, {"exp": 0.5, "log": 0.5}),
    _operations("sigmoid_relu", 1.5, {"sigmoid": 0.75, "relu": 0.75}),
    _task("toposort", 2.75, ("Node",), passes, {"order": 1.25, "once": 1.0, "deep": 0.5}),
    _task("backward", 3.0, ("Node", "add", "toposort"), passes, BACKWARD, *BEFORE),
    _task("unbroadcast", 1.5, (), copies, COPIES),
    _operations("entrywise", 0.75, {"plus": 0.25, "times": 0.5}, "a6-unbroadcast"),
    _operations("matmul", 1.25, {"matmul": 1.25}),
    _operations("sums", 2.0, {"sum_over": 1.0, "mean_over": 1.0}),
    _task("to_dict", 0.75, ("Node", "toposort"), listings, {"values": 0.25, "edges": 0.5}, "a6-toposort"),
    _task("needed", 0.0, ("Node",), listings, {"needed": 0.0}, "a6-toposort"),
)
