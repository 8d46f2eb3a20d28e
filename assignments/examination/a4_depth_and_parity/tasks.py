"""The tasks of a4: what each hidden test asks of a student's functions, and what every block is worth."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.comparison import Fault, Stopped, entries, plain
from autograder.examination import Task
from autograder.reading import read
from source_lib.checks.threshold_nets import Layers, closest, every_input, fires, read_layers, sums

from .probes import OTHERS, POWERS, bits, nets, rows_of_bits, small_tables

ASSIGNMENT = "a4_depth_and_parity"
SETUP = '''from itertools import combinations

import numpy as np


def all_bits(D):
    """Return all inputs of D bits as an array of shape (2**D, D), entries 0 and 1, in counting order."""
    return np.array(list(np.ndindex(*[2] * D)), dtype=float).reshape(2**D, D)'''
WITHHELD = ("source_lib.designs", "source_lib.checks.threshold_nets")

OFF_ZERO = "no z at 0"  # the block that says whether an answer hangs on what a threshold does at exactly 0
DETECTORS = "one odd input each"
SIZES = ("layers", "units", "two wires")


def off_zero(Z: list[np.ndarray]) -> float:
    return float(closest(Z) > 1e-9)


def wires(net: Layers) -> int:
    """Return the largest number of weights that are not 0 in one unit."""
    return max(int(np.count_nonzero(W, axis=1).max()) for W, _ in net)


def one_hidden_layer(name: str, net: Layers) -> Layers:
    """Return the net. Raises: Stopped if it has another number of layers than two."""
    if len(net) != 2:
        raise Stopped(Fault("structure", f"{name} must return two layers, one of them hidden (got {len(net)}).", name))
    return net


def parity(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    """Take True and False for 1 and 0, as the check does, in an array or in a list."""
    y = f["parity"](p.X)
    if isinstance(y, (list, tuple)):
        y = [float(bit) if isinstance(bit, (bool, np.bool_)) else bit for bit in y]
    return {"y": y.astype(float) if isinstance(y, np.ndarray) and y.dtype == bool else y}


def parity_lookup(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    """Look at the outputs, the number of hidden units, and on which inputs each of them fires."""
    net = one_hidden_layer("parity_lookup", read(read_layers, "parity_lookup", f["parity_lookup"](p.D), p.D, 1))
    Z = sums(net, p.X)
    H = fires(Z[0])
    alone = H.shape[1] > 0 and bool(np.all(H.sum(axis=0) == 1) and np.array_equal(H.any(axis=1), p.y == 1))
    return {
        "y": fires(Z[1][:, 0]),
        "units": float(H.shape[1]),
        DETECTORS: float(alone),
        "fires on": np.sort(H.sum(axis=0)),
    }


def xor_block(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    """Look at the outputs; the hidden units' truth tables, in any order, and a z at 0 help to name a mistake."""
    net = one_hidden_layer("xor_block", read(read_layers, "xor_block", f["xor_block"](), 2, 1))
    Z = sums(net, every_input(2))
    y = fires(Z[1][:, 0])
    right = tuple(y) == (0, 1, 1, 0)
    hidden = np.array(sorted(fires(Z[0]).T.tolist()))
    small = float(right and len(net[0][1]) == 2)
    return {"y": y, "two units": small, OFF_ZERO: right * off_zero(Z), "hidden": hidden, "clear of 0": off_zero(Z)}


def parity_tree(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    """Look at the outputs and the size; a size is small enough only where the outputs are right.

    Where units read more than two others, how many they read and in how many layers helps to name a mistake.
    """
    net = read(read_layers, "parity_tree", f["parity_tree"](p.D), p.D, 1)
    Z = sums(net, p.X)
    y = fires(Z[-1][:, 0])
    right = np.array_equal(y, p.y)
    levels = int(np.ceil(np.log2(p.D)))
    fits = {
        "layers": len(net) - 1 <= 2 * levels,
        "units": sum(len(b) for _, b in net[:-1]) <= 3 * (p.D - 1) + 2 * levels,
        "two wires": wires(net) <= 2,
        OFF_ZERO: off_zero(Z) == 1,
    }
    seen = {"wires": (wires(net), len(net)) if wires(net) > 2 else (2, 0), "clear of 0": off_zero(Z)}
    return {p.block: y, **{name: float(right and held) for name, held in fits.items()}, **seen}


def count(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    return entries(f["count"](p.layers), "count", ("units", "layers", "weights"))


def parity_counting(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    name = "parity_counting"
    net = one_hidden_layer(name, read(read_layers, name, f[name](p.D), p.D, 1))
    Z = sums(net, p.X)
    y = fires(Z[1][:, 0])
    right = np.array_equal(y, p.y)
    few, clear = len(net[0][1]) <= p.D, off_zero(Z)
    marks = {"units": float(right and few), OFF_ZERO: right * clear}
    last = Z[1][:, 0]
    up = float(np.sign(last[p.y == 1].mean() - last[p.y == 0].mean()))  # is z of the output larger for odd inputs?
    return {"y": y, **marks, "hidden clear of 0": off_zero(Z[:1]), "output clear of 0": off_zero(Z[1:]), "up": up}


def min_hidden(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    """Ask for tables of two and three bits; that a number is not enough counts only if two bits are right."""

    def ask(questions: list[Any]) -> Any:
        answers = [f["min_hidden"](table, most) for table, most, _ in questions]
        return plain([-1.0 if answer is None else answer for answer in answers])

    two, three, short = ask(p.two), ask(p.three), ask(p.short)
    if not np.array_equal(two, [least for _, _, least in p.two]) and isinstance(short, np.ndarray):
        short = short - 100
    return {"two bits": two, "three bits": three, "not enough": short}


def least(p: SimpleNamespace) -> dict[str, Any]:
    asked = {"two bits": p.two, "three bits": p.three, "not enough": p.short}
    return {name: [float(smallest) for _, _, smallest in questions] for name, questions in asked.items()}


def parity_compact(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    net = read(read_layers, "parity_compact", f["parity_compact"](p.D), p.D, 1)
    y = fires(sums(net, p.X)[-1][:, 0])
    levels = int(np.ceil(np.log2(p.D)))
    small = len(net) - 1 <= levels and sum(len(b) for _, b in net[:-1]) <= 2 * (p.D - 1) + levels
    return {"y": y, "size": float(small and wires(net) <= 4)}


def right_tree(p: SimpleNamespace) -> dict[str, Any]:
    return {p.block: p.y, **dict.fromkeys((*SIZES, OFF_ZERO), 1.0)}


TASKS = (
    Task(
        "parity", 0.75, "a4-parity", "a4-parity-test", ("parity",), rows_of_bits, parity, lambda p: {"y": p.y},
        {"y": 0.75},
    ),
    Task(
        "parity_lookup", 1.5, "a4-lookup", "a4-lookup-test", ("parity_lookup",), bits(*range(1, 7)), parity_lookup,
        lambda p: {"y": p.y, "units": 2.0 ** (p.D - 1), DETECTORS: 1.0}, {"y": 0.75, "units": 0.25, DETECTORS: 0.5},
    ),
    Task(
        "xor_block", 1.5, "a4-block", "a4-block-test", ("xor_block",), lambda rng: [SimpleNamespace()], xor_block,
        lambda p: {"y": (0, 1, 1, 0), "two units": 1.0, OFF_ZERO: 1.0}, {"y": 1.0, "two units": 0.25, OFF_ZERO: 0.25},
    ),
    Task(
        "parity_tree", 4.0, "a4-tree", "a4-tree-test", ("parity_tree",), bits(*range(2, 11)), parity_tree, right_tree,
        {POWERS: 1.25, OTHERS: 1.25, "layers": 0.5, "units": 0.5, "two wires": 0.25, OFF_ZERO: 0.25},
        cells=("a4-block",),
    ),
    Task(
        "count", 0.75, "a4-count", "a4-count-test", ("count",), nets, count, lambda p: p.right,
        {"units": 0.25, "layers": 0.25, "weights": 0.25},
    ),
    Task(
        "parity_counting", 2.5, "a4-counting", "a4-counting-test", ("parity_counting",), bits(*range(1, 9), 12),
        parity_counting, lambda p: {"y": p.y, "units": 1.0, OFF_ZERO: 1.0}, {"y": 1.75, "units": 0.5, OFF_ZERO: 0.25},
    ),
    Task(
        "min_hidden", 1.5, "a4-search", "a4-search-test", ("min_hidden",), small_tables, min_hidden, least,
        {"two bits": 0.5, "three bits": 0.5, "not enough": 0.5},
    ),
    Task(
        "parity_compact", 0.0, "a4-compact", "a4-compact-test", ("parity_compact",), bits(*range(2, 11)),
        parity_compact, lambda p: {"y": p.y, "size": 1.0}, {"y": 0.0, "size": 0.0},
    ),
)  # fmt: skip
