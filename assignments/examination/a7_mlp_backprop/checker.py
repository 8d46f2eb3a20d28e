"""How a student's grad_check is examined: by what it says of right gradients, and of gradients with a known fault."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.comparison import Fault, Stopped, entries, parts, plain
from source_lib.checks.a7_mlp_backprop import cubes, falling_cubes

CREDIT = {"coordinates": 1.0, "directions": 0.75, "small": 0.25, "step": 0.25, "repeat": 0.25}
NEGLIGIBLE = 1e-7  # central differences at h = 1e-5 are far below, one-sided ones above
NAMES = ("W", "b")
STEP = 0.1  # with a step this long the third derivatives show


def probes(rng: np.random.Generator) -> list[SimpleNamespace]:
    """A right gradient, two with known faults, and a function a million times flatter that falls.

    Where one entry is wrong we look at which points f is asked, and so know the directions: there the error must be the
    largest of the five. The seed is one at which it stands on the negative side for W and on the positive one for b.
    Falling, its slopes are negative and its fault is turned round: a largest entry without its absolute value shows.
    The first two costs are of this probe alone, so that nobody can know their slopes by heart; the others, of which
    there are more calls, are the checks' own, which cost a fraction.
    """
    found = []
    for kind, scale in (("right", 1.0), ("one entry", 1.0), ("whole block", 1.0), ("flat", -1e-6)):
        known = {"whole block": cubes, "flat": falling_cubes}.get(kind)
        while True:  # the last slope not the smallest: else steps that pile up look like steps in all coordinates
            params = {"W": rng.uniform(0.5, 1.5, (2, 3)), "b": rng.uniform(0.5, 1.5, 2)}
            x = np.ones(3) if known else rng.uniform(0.5, 1.5, 3)
            true = {name: scale * bar for name, bar in _bars(params, x).items()}
            if all(abs(bar.flat[-1]) > 1.05 * np.abs(bar).min() for bar in true.values()):
                break
        grads = {
            f"{name}_bar": bar + fault
            for (name, bar), fault in zip(true.items(), _faults(kind, true, rng), strict=True)
        }
        found.append(
            SimpleNamespace(
                kind=kind, x=x, f=known or _cost(x), params=params, grads=grads, true=true,
                seed=_telling_seed(rng, grads, true) if kind == "one entry" else int(rng.integers(1, 10**6)), sizes={},
            )
        )  # fmt: skip
    return found


def _telling_seed(rng: np.random.Generator, grads: dict[str, np.ndarray], true: dict[str, np.ndarray]) -> int:
    """Return a seed at which the largest gap of the five has the one sign for W and the other for b."""
    while True:
        seed = int(rng.integers(1, 10**6))
        draws, largest = np.random.default_rng(seed), []
        for name in NAMES:
            gaps = [_gap(true[name], grads[f"{name}_bar"], draws.standard_normal(true[name].shape)) for _ in range(5)]
            largest.append(max(gaps, key=abs))
        if largest[0] < 0 < largest[1]:
            return seed


def _gap(bar: np.ndarray, claimed: np.ndarray, v: np.ndarray) -> float:
    """Return (slope - sum g v) / (|G| |v|)."""
    return float(np.sum((bar - claimed) * v) / (np.linalg.norm(bar) * np.linalg.norm(v)))


def _cost(x: np.ndarray) -> Any:
    def cost(params: dict[str, Any]) -> float:
        W, b = np.asarray(params["W"]), np.asarray(params["b"])
        return float(((W @ x + b) ** 3).sum() + (W**3).sum() + (b**3).sum())

    return cost


def _bars(params: dict[str, np.ndarray], x: np.ndarray) -> dict[str, np.ndarray]:
    z_bar = 3 * (params["W"] @ x + params["b"]) ** 2
    return {"W": np.outer(z_bar, x) + 3 * params["W"] ** 2, "b": z_bar + 3 * params["b"] ** 2}


def _cubic_parts(x: np.ndarray) -> dict[str, np.ndarray]:
    """Return what h^2 is multiplied by in the central differences of the cost, entry by entry."""
    return {"W": np.tile(x**3 + 1, (2, 1)), "b": np.full(2, 2.0)}


def _faults(kind: str, true: dict[str, np.ndarray], rng: np.random.Generator) -> list[np.ndarray]:
    """A fault per block; faults of one entry sit at the end, and the mean of those of a whole block is 0."""
    faults = []
    for bar in true.values():
        fault = np.zeros_like(bar)
        if kind == "one entry":
            fault.flat[-1] = -0.3 * np.abs(bar).max() * rng.uniform(0.8, 1.2)
        elif kind in ("whole block", "flat"):
            pattern = np.resize([1.0, 2.0, -3.0], bar.shape) / 3 if bar.size % 3 == 0 else np.array([1.0, -1.0])
            sign = -1 if kind == "flat" else 1
            fault = sign * 0.2 * np.abs(bar).max() * pattern * rng.uniform(0.8, 1.2)
        faults.append(fault)
    return faults


def evaluate(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    start = {name: value.copy() for name, value in p.params.items()}
    asked: list[dict[str, np.ndarray]] = []  # by how much each point that f was asked for lies beside the start

    def cost(params: dict[str, Any]) -> float:
        asked.append({name: np.asarray(params[name]) - start[name] for name in NAMES})
        return float(p.f(params))

    report = _report(f["grad_check"](cost if p.kind == "one entry" else p.f, p.params, p.grads, p.seed))
    seen: dict[str, Any] = {}
    for name, (coordinate, direction) in report.items():
        if p.kind == "flat":
            seen[f"small (coordinates {name})"] = coordinate
        else:
            seen[f"coordinates ({name})"] = 0.0 if 0 <= coordinate < NEGLIGIBLE else coordinate
            seen[f"directions ({name})"] = _band(direction, _reach(p, name))
        if p.kind == "one entry":
            gaps = [abs(_gap(p.true[name], p.grads[f"{name}_bar"], v)) for v in _directions(asked, name)]
            seen[f"directions ({name}, how many)"] = float(len(gaps))
            seen[f"directions ({name})"] = direction / max(gaps, default=1.0)
    if p.kind == "right":
        report = _report(f["grad_check"](p.f, p.params, p.grads, p.seed, h=STEP))
        seen |= {f"step ({name})": report[name][0] for name in NAMES}
    if p.kind == "whole block":
        second = _report(f["grad_check"](p.f, p.params, p.grads, p.seed))
        seen["repeat (same seed)"] = float(all(report[name][1] == second[name][1] for name in NAMES))
        other = _report(f["grad_check"](p.f, p.params, p.grads, p.seed + 1))
        seen["repeat (other seed)"] = float(any(report[name][1] != other[name][1] for name in NAMES))
    return seen


def _directions(asked: list[dict[str, np.ndarray]], name: str) -> list[np.ndarray]:
    """Return the distinct ways, there and back counted once, in which a parameter was moved at more than one entry."""
    found: list[np.ndarray] = []
    for moved in asked:
        length = float(np.linalg.norm(moved[name]))
        if np.count_nonzero(np.abs(moved[name]) > 1e-9 * length) < 2:  # one coordinate, up to rounding
            continue
        v = moved[name] / length
        if all(min(np.linalg.norm(v - other), np.linalg.norm(v + other)) > 1e-6 for other in found):
            found.append(v)
    return found


def _report(value: Any) -> dict[str, tuple[float, float]]:
    report = {}
    for name, pair in entries(value, "grad_check", NAMES).items():
        if isinstance(pair, Fault):
            raise Stopped(pair)
        numbers = [plain(part) for part in parts(pair, 2, "grad_check", f"two numbers for '{name}'")]
        for number in numbers:
            if isinstance(number, Fault) or number.size != 1:
                raise Stopped(Fault("structure", f"grad_check must give two numbers for '{name}'.", "grad_check"))
        report[name] = tuple(float(number.reshape(())) for number in numbers)  # type: ignore[union-attr]
    return report


def _reach(p: SimpleNamespace, name: str) -> float:
    """Return the largest error that any direction can show: |fault| / |gradient|."""
    fault = p.grads[f"{name}_bar"] - p.true[name]
    return float(np.linalg.norm(fault) / np.linalg.norm(p.true[name]))


def _band(error: float, reach: float) -> float:
    """Return 0 where nothing was to be found and nothing was, 1 where a fault was found at a size that it can have."""
    if reach == 0:
        return 0.0 if 0 <= error < NEGLIGIBLE else error
    share = error / reach
    return 1.0 if 1e-3 <= share <= 1 + 1e-6 else share


def reference(p: SimpleNamespace) -> dict[str, Any]:
    """Return what a right grad_check says: the size of the known fault, and a direction error that it can have."""
    wanted: dict[str, Any] = {}
    longer = _cubic_parts(p.x) if p.kind == "right" else {}
    for name in NAMES:
        bar = p.true[name]
        error = float(np.abs(p.grads[f"{name}_bar"] - bar).max() / np.abs(bar).max())
        if p.kind == "flat":
            wanted[f"small (coordinates {name})"] = error
        else:
            wanted[f"coordinates ({name})"] = error
            wanted[f"directions ({name})"] = 0.0 if p.kind == "right" else 1.0
        if p.kind == "one entry":
            wanted[f"directions ({name}, how many)"] = 5.0
        if p.kind == "right":
            gap = STEP**2 * longer[name]  # (z + h)^3 - (z - h)^3 = 2h (3 z^2 + h^2)
            wanted[f"step ({name})"] = float(np.max(gap) / np.max(bar + gap))
    if p.kind == "whole block":
        wanted |= {"repeat (same seed)": 1.0, "repeat (other seed)": 1.0}
    return wanted
