"""The tasks of a8: what each hidden test asks of a student's functions, and what every block is worth."""

import math
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.comparison import Fault, Stopped, parts, plain
from autograder.examination import Task

from .probes import SEEDS, grey_values, labelled_rows, nets_and_labels, units_and_images, weight_tables
from .runs import outputs, right_train, train, trainings
from .setup import SETUP

__all__ = ["ASSIGNMENT", "LIMITS", "SETUP", "TASKS", "WITHHELD"]

ASSIGNMENT = "a8_digits_and_features"
WITHHELD = (
    "source_lib.training", "source_lib.digits", "source_lib.plots", "source_lib.widgets.feature_lens",
)  # fmt: skip
LIMITS: dict[str, Any] = {"cell_seconds": 60.0}  # two trainings stand in one cell; the tests take a moment

SIDE = 28
SPLIT = ("X_train", "labels_train", "X_test", "labels_test")


# ---- split ---------------------------------------------------------------------------------------------------------
def split(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    """Look at which rows went where, in splits with several seeds: never at their order, which is free."""
    drawn = [_read_split(f["split"](p.X, p.labels, p.share, p.seed + k), p) for k in range(SEEDS)]
    repeated = _read_split(f["split"](p.X, p.labels, p.share, p.seed), p)
    everybody = np.arange(len(p.X))
    counts = np.array([[int(np.sum(p.labels[test] == k)) for k in np.unique(p.labels)] for _, test, _ in drawn])
    firsts = [_first_rows(p.labels, row) for row in counts]
    open_to_chance = [k for k in np.unique(p.labels) if _ways(p.labels, k, drawn[0][1]) >= 20]
    together = [np.concatenate([train, test]) for train, test, _ in drawn]
    return {
        "rows (lost)": float(any(len(np.setdiff1d(everybody, rows)) for rows in together)),
        "rows (twice)": float(any(len(np.unique(rows)) < len(rows) for rows in together)),
        "rows (labels)": float(any(wrong for *_, wrong in drawn)),
        "shares": float(np.array_equal(counts, np.tile(_wanted_counts(p), (SEEDS, 1)))),
        "chance (same seed)": float(set(repeated[1].tolist()) == set(drawn[0][1].tolist())),
        "chance (other seeds)": float(len({tuple(sorted(test.tolist())) for _, test, _ in drawn}) > 1),
        "chance (in every class)": float(all(_varies(p.labels, k, drawn) for k in open_to_chance)),
        # These earn nothing: they tell mistakes apart, whatever random numbers were drawn.
        "context (sizes)": np.array([[len(train), len(test)] for train, test, _ in drawn]).mean(axis=0),
        "context (counts)": counts[0] if np.all(counts == counts[0]) else -np.ones(counts.shape[1]),
        "context (the first rows)": float(all(set(a) == set(t.tolist()) for a, (_, t, _) in zip(firsts, drawn))),  # noqa: B905
    }


def _varies(labels: np.ndarray, k: int, drawn: list[tuple[np.ndarray, np.ndarray, int]]) -> bool:
    """Return whether other images of a class were put aside in one split than in another."""
    return len({frozenset(test[labels[test] == k].tolist()) for _, test, _ in drawn}) > 1


def _ways(labels: np.ndarray, k: int, test: np.ndarray) -> int:
    """Return in how many ways the images of a class could be chosen: with few, chance may repeat itself."""
    return math.comb(int(np.sum(labels == k)), len(np.unique(test[labels[test] == k])))


def _wanted_counts(p: SimpleNamespace) -> list[int]:
    return [round(p.share * int(np.sum(p.labels == k))) for k in np.unique(p.labels)]


def _first_rows(labels: np.ndarray, counts: np.ndarray) -> list[int]:
    pairs = zip(np.unique(labels), counts, strict=True)
    return [int(row) for k, count in pairs for row in np.flatnonzero(labels == k)[:count]]


def _read_split(value: Any, p: SimpleNamespace) -> tuple[np.ndarray, np.ndarray, int]:
    """Return the numbers of the training rows and of the test rows, and how many came with a wrong label."""
    found, wrong = [], 0
    answer = [plain(part) for part in parts(value, 4, "split", "X_train, labels_train, X_test, labels_test")]
    for name, part in zip(SPLIT, answer, strict=True):
        if isinstance(part, Fault):
            raise Stopped(Fault("structure", f"split: {name} is no array of numbers.", "split"))
        width = (3,) if name.startswith("X") else ()
        if part.ndim != 1 + len(width) or part.shape[1:] != width:
            wanted = "a row per example" if width else "one number per example"
            raise Stopped(Fault("structure", f"split: {name} must have {wanted} (got shape {part.shape}).", "split"))
    for X, labels in ((answer[0], answer[1]), (answer[2], answer[3])):
        assert isinstance(X, np.ndarray) and isinstance(labels, np.ndarray)
        if len(X) != len(labels):
            raise Stopped(Fault("structure", "split: images and labels of a part differ in number.", "split"))
        gaps = np.abs(X[:, None, :] - p.X[None]).max(axis=2) if len(X) else np.zeros((0, len(p.X)))
        rows = gaps.argmin(axis=1)
        if np.any(gaps[np.arange(len(X)), rows] > 1e-5):
            raise Stopped(Fault("structure", "split: some rows are none of those that were given.", "split"))
        wrong += int(np.sum(p.labels[rows] != labels))
        found.append(rows)
    return found[0], found[1], wrong


def right_split(p: SimpleNamespace) -> dict[str, Any]:
    rows = {"rows (lost)": 0.0, "rows (twice)": 0.0, "rows (labels)": 0.0}
    return {**rows, "shares": 1.0, "chance (same seed)": 1.0, "chance (other seeds)": 1.0,
            "chance (in every class)": 1.0}  # fmt: skip


# ---- scale, accuracy -----------------------------------------------------------------------------------------------
def scale(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    return {"X": f["scale"](p.pixels)}


def right_scale(p: SimpleNamespace) -> dict[str, Any]:
    return {"X": np.array([[int(grey) / 255 for grey in row] for row in p.pixels])}


def accuracy(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    return {"share": f["accuracy"](p.params, p.X, p.labels)}


def share_right(params: dict[str, np.ndarray], X: np.ndarray, labels: np.ndarray) -> float:
    hits = sum(max(range(len(z)), key=z.__getitem__) == k for z, k in zip(outputs(params, X), labels, strict=True))
    return hits / len(labels)


# ---- pictures ------------------------------------------------------------------------------------------------------
def filter_grid(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    grid, limit = parts(f["filter_grid"](p.W1, p.k), 2, "filter_grid", "the pair grid, limit")
    return {"grid": grid, "limit": limit}


def right_grid(p: SimpleNamespace) -> dict[str, Any]:
    grid = np.empty((SIDE * p.k, SIDE * p.k))
    for (i, j), _ in np.ndenumerate(grid):
        grid[i, j] = p.W1[p.k * (i // SIDE) + j // SIDE, SIDE * (i % SIDE) + j % SIDE]
    return {"grid": grid, "limit": np.array(max(grid.max(), -grid.min()))}


def evidence(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    product, z = parts(f["evidence"](p.x, p.w, p.b), 2, "evidence", "the pair product, z")
    right = right_evidence(p)
    value, added = plain(z), np.abs(right["product"]).sum()
    if isinstance(value, np.ndarray) and value.shape == () and abs(value - right["z"]) <= 1e-6 * added:
        z = right["z"]  # a sum of terms that cancel is no better than this in float32
    return {"product": product, "z": z}


def right_evidence(p: SimpleNamespace) -> dict[str, Any]:
    product = np.array([[p.w[SIDE * i + j] * p.x[SIDE * i + j] for j in range(SIDE)] for i in range(SIDE)])
    return {"product": product, "z": np.array(product.sum() + p.b)}


# ---- bonus ---------------------------------------------------------------------------------------------------------
def accuracy_drops(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    drops, right = plain(f["accuracy_drops"](p.params, p.X, p.labels)), right_drops(p)["drops"]
    if isinstance(drops, np.ndarray) and drops.shape == right.shape and np.abs(drops - right).max() < 1e-5:
        drops = right  # differences of shares in float32 are no better than this
    seen: dict[str, Any] = {"drops": drops}
    try:
        return seen | {"context (accuracy)": f["accuracy"](p.params, p.X, p.labels)}
    except Stopped:
        return seen


def right_drops(p: SimpleNamespace) -> dict[str, Any]:
    whole, drops = share_right(p.params, p.X, p.labels), []
    for unit in range(len(p.params["b1"])):
        rest = {name: np.delete(p.params[name], unit, axis=name == "W2") for name in ("W1", "b1", "W2")}
        drops.append(whole - share_right({**rest, "b2": p.params["b2"]}, p.X, p.labels))
    return {"drops": np.array(drops)}


def leaning_nets(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Nets in which some units help and some do harm."""
    while True:
        found = nets_and_labels(rng)
        drops = [right_drops(p)["drops"] for p in found]
        if all(d.max() > 0 for d in drops) and min(d.min() for d in drops) < 0:
            return found


TASKS = (
    Task(
        "split", 1.5, "a8-split", "a8-split-test", ("split",), labelled_rows, split, right_split,
        {"rows": 0.5, "shares": 0.5, "chance": 0.5},
    ),
    Task("scale", 0.75, "a8-scale", "a8-scale-test", ("scale",), grey_values, scale, right_scale, {"X": 0.75}),
    Task(
        "train", 4.0, "a8-train", "a8-train-test", ("train",), trainings, train, right_train,
        {"steps": 1.25, "decay": 0.5, "history": 0.75, "batches": 0.75, "order": 0.75},
    ),
    Task(
        "accuracy", 0.75, "a8-accuracy", "a8-accuracy-test", ("accuracy",), nets_and_labels, accuracy,
        lambda p: {"share": np.array(share_right(p.params, p.X, p.labels))}, {"share": 0.75},
    ),
    Task(
        "filter_grid", 1.5, "a8-grid", "a8-grid-test", ("filter_grid",), weight_tables, filter_grid, right_grid,
        {"grid": 1.0, "limit": 0.5},
    ),
    Task(
        "evidence", 1.5, "a8-evidence", "a8-evidence-test", ("evidence",), units_and_images, evidence, right_evidence,
        {"product": 0.75, "z": 0.75},
    ),
    Task(
        "accuracy_drops", 0.0, "a8-drops", "a8-drops-test", ("accuracy_drops", "accuracy"), leaning_nets,
        accuracy_drops, right_drops, {"drops": 0.0}, cells=("a8-accuracy",),
    ),
)  # fmt: skip
