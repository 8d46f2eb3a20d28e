"""The tasks of a2: what each hidden test asks of a student's functions, and what every block is worth."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.comparison import Stopped, parts, plain
from autograder.examination import Task
from autograder.reading import read
from source_lib.checks.threshold_nets import closest, every_input, fires, read_params, read_unit, sums

from .probes import clean_nets, partial_tables, patterns, sizes, tables

ASSIGNMENT = "a2_tables_to_nets"
SETUP = "import numpy as np"
WITHHELD = ("source_lib.designs", "source_lib.checks.threshold_nets")

OFF_ZERO = "no z at 0"  # the block that says whether an answer hangs on what a threshold does at exactly 0
OTHERS = "other patterns"
CLEAR = "clear of 0"  # earns nothing, but helps to name a mistake


def clear(Z: list[np.ndarray]) -> float:
    """Return 1 where no z of a threshold unit is 0; the output layer of a table net is linear."""
    return float(closest(Z[:1]) > 1e-9)


def all_inputs(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    """Look at the rows in any order first, then in counting order."""
    X = plain(f["all_inputs"](p.D))
    if not isinstance(X, np.ndarray) or X.ndim != 2:
        return {"rows": X, "order": X}
    return {"rows": X[np.lexsort(X.T[::-1])] if X.size else X, "order": X}


def detector(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    """Look at which inputs the unit fires on; how many others there are counts only if it knows its own pattern."""
    Z = sums(read(read_unit, "detector", f["detector"](p.pattern), len(p.pattern)), p.X)
    heard = fires(Z[0][:, 0])
    own = float(heard[p.place])
    others = float(heard.sum() - own) if own else -1.0
    right = own == 1 and others == 0
    return {"own pattern": own, OTHERS: others, OFF_ZERO: clear(Z) * right, "fires": heard, CLEAR: clear(Z)}


def lists_inputs(f: Any) -> float:
    """Return 1 where all_inputs is right for two inputs.

    A net with -p for p is the same net as one for a list of inputs that is turned round: this tells the two apart.
    """
    try:
        X = plain(f["all_inputs"](2))
    except Stopped:  # a net may be built without it
        return 0.0
    return float(isinstance(X, np.ndarray) and np.array_equal(X, every_input(2, low=-1)))


def table_to_net(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    net = read(read_params, "table_to_net", f["table_to_net"](p.T), p.X.shape[1], p.T.shape[1])
    Z = sums(net, p.X)
    return {p.block: Z[1], CLEAR: clear(Z), "inputs listed": lists_inputs(f)}


def legal_bias(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    lo, hi = parts(f["legal_bias"](p.D), 2, "legal_bias", "the pair lo, hi")
    return {"lo": lo, "hi": hi}


def prune(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    net = read(read_params, "prune", f["prune"](p.params), p.X.shape[1], len(p.params["b2"]))
    Y = sums(net, p.X)[1]
    left = len(net[0][1])
    smaller_still = left < p.units and bool(np.allclose(Y, p.Y, atol=1e-9))
    return {"Y": Y, "units": float(p.units if smaller_still else left)}


def complete_from(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    """Look at the net on the rows it was told, at the predictions, and at the net where they are said to come from."""
    D, K = p.rows.shape[1], p.values.shape[1]
    answer = f["complete_from"](p.rows, p.values, D)
    params, predictions = parts(answer, 2, "complete_from", "the pair params, predictions")
    net = read(read_params, "complete_from", params, D, K)
    told, other = sums(net, p.rows), sums(net, p.unseen)
    return {
        "told rows": told[1],
        "predictions": predictions,
        "predictions (of the net)": other[1],
        CLEAR: clear(told) * clear(other),
    }


def no_guess(p: SimpleNamespace) -> dict[str, Any]:
    nothing = np.zeros((len(p.unseen), p.values.shape[1]))
    return {"told rows": p.values, "predictions": nothing, "predictions (of the net)": nothing}


TASKS = (
    Task(
        "all_inputs", 1.5, "a2-inputs", "a2-inputs-test", ("all_inputs",), sizes, all_inputs,
        lambda p: {"rows": every_input(p.D, low=-1), "order": every_input(p.D, low=-1)}, {"rows": 1.0, "order": 0.5},
    ),
    Task(
        "detector", 2.5, "a2-detector", "a2-detector-test", ("detector",), patterns, detector,
        lambda p: {"own pattern": 1.0, OTHERS: 0.0, OFF_ZERO: 1.0}, {"own pattern": 0.5, OTHERS: 1.5, OFF_ZERO: 0.5},
    ),
    Task(
        "table_to_net", 3.0, "a2-table", "a2-table-test", ("table_to_net", "all_inputs"), tables, table_to_net,
        lambda p: {p.block: p.T}, {"Y": 2.25, "Y of constant tables": 0.75}, cells=("a2-inputs", "a2-detector"),
    ),
    Task(
        "legal_bias", 0.75, "a2-bias", "a2-bias-test", ("legal_bias",), sizes, legal_bias,
        lambda p: {"lo": float(-p.D), "hi": float(2 - p.D)}, {"lo": 0.35, "hi": 0.4},
    ),
    Task(
        "prune", 0.75, "a2-prune", "a2-prune-test", ("prune",), clean_nets, prune,
        lambda p: {"Y": p.Y, "units": float(p.units)}, {"Y": 0.4, "units": 0.35},
    ),
    Task(
        "complete_from", 1.5, "a2-complete", "a2-complete-test", ("complete_from",), partial_tables, complete_from,
        no_guess, {"told rows": 0.75, "predictions": 0.75}, cells=("a2-inputs", "a2-detector"),
    ),
    Task(
        "best_bias", 0.0, "a2-best", "a2-best-test", ("best_bias",), sizes,
        lambda f, p: {"b": f["best_bias"](p.D)}, lambda p: {"b": 1.0 - p.D}, {"b": 0.0}, cells=("a2-bias",),
    ),
)  # fmt: skip
