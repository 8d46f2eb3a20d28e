"""How count_ops is examined: by programs whose uses of affine and sigma are known."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.comparison import Fault, entries, parts

Program = Callable[..., Any]


def naive(affine: Program, sigma: Program, w: float, b: float, x: float, t: float, lam: float) -> Any:
    def slope(z: float) -> Any:
        y = sigma(z)
        return y * (1 - y)

    dw = (sigma(affine(w, x, b)) - t) * slope(affine(w, x, b)) * x + lam * w
    return dw, (sigma(affine(w, x, b)) - t) * slope(affine(w, x, b))


def staged(affine: Program, sigma: Program, w: float, b: float, x: float, t: float, lam: float) -> Any:
    y = sigma(affine(w, x, b))
    z_bar = (y - t) * y * (1 - y)
    return z_bar * x + lam * w, z_bar


def deep(affine: Program, sigma: Program, w: float, b: float, x: float, t: float, lam: float) -> Any:
    h = x
    for _ in range(3):
        h = sigma(affine(w, h, b))
    return affine(lam, h, t), h


def lazy(affine: Program, sigma: Program, w: float, b: float, x: float, t: float, lam: float) -> Any:
    return lam * w, 0.0


def straight(affine: Program, sigma: Program, w: float, b: float, x: float, t: float, lam: float) -> Any:
    return affine(w, x, b), affine(lam, t, b)


PROGRAMS: dict[str, tuple[Program, int, int]] = {  # the program, its calls of affine, its calls of sigma
    "naive": (naive, 4, 4), "staged": (staged, 1, 1), "deep": (deep, 4, 3), "lazy": (lazy, 0, 0),
    "straight": (straight, 2, 0),
}  # fmt: skip


def probes(rng: np.random.Generator) -> list[SimpleNamespace]:
    return [SimpleNamespace(args=tuple(rng.uniform(0.5, 2.0, 5).tolist())) for _ in range(2)]


def evaluate(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for name, (program, _, _) in PROGRAMS.items():
        value, counts = parts(f["count_ops"](program, *p.args), 2, "count_ops", "the pair value, counts")
        found = entries(counts, "count_ops", ("affine", "sigma"))
        for key, count in found.items():  # a Counter has no entry for what it never met
            if isinstance(count, Fault) and count.kind == "missing":
                found[key] = 0
        seen |= {f"value ({name})": value, f"affine ({name})": found["affine"], f"sigma ({name})": found["sigma"]}
    return seen


def reference(p: SimpleNamespace) -> dict[str, Any]:
    """Return the values by plain arithmetic, and the known counts."""
    wanted: dict[str, Any] = {}
    for name, (program, affine, sigma) in PROGRAMS.items():
        value = program(lambda w, x, b: w * x + b, lambda z: 1 / (1 + np.exp(-z)), *p.args)
        wanted |= {f"value ({name})": value, f"affine ({name})": float(affine), f"sigma ({name})": float(sigma)}
    return wanted
