"""The tasks of a5: what each hidden test asks of a student's functions, and what every block is worth."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.comparison import entries, parts
from autograder.examination import Task
from source_lib import graph
from source_lib.checks import a5_chain_rule as check

from . import counting
from .probes import arguments, draw, fit, partial_holding_L, right_bars, right_values, saturated, shape_of, shared

ASSIGNMENT = "a5_chain_rule"
SETUP = '''import numpy as np


def sigma(z):
    """Return 1 / (1 + exp(-z))."""
    return 1 / (1 + np.exp(-z))


def dsigma(z):
    """Return the slope of sigma at z."""
    return sigma(z) * (1 - sigma(z))'''
WITHHELD = (
    "source_lib.backprop", "source_lib.graph", "source_lib.gradcheck", "source_lib.losses", "source_lib.training",
    "source_lib.widgets",
)  # fmt: skip
LIMITS: dict[str, Any] = {"cell_seconds": 10.0}

BARS = ("L_reg_bar", "R_bar", "L_bar", "y_bar", "z_bar", "w_bar", "b_bar")
NEEDS = {  # bar -> the bars that it is computed from
    "R_bar": ("L_reg_bar",), "L_bar": ("L_reg_bar",), "y_bar": ("L_bar",), "z_bar": ("y_bar",),
    "w_bar": ("z_bar", "R_bar"), "b_bar": ("z_bar",),
}  # fmt: skip
CALCULUS = '6, section 2.1, "How you would have done it in calculus class"'
GRAPH = '6, section 2.4, "Using the computation graph"'
HELD = '6, section 4, "Appendix: why the weird notation?"'


def points(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Three moderate points, z = -40 and z = 40, lam = 0, arrays, and one net with several examples."""
    flat = draw(rng)
    flat.lam = 0.0
    extremes = [saturated(rng, sign, 0.5) for sign in (-1.0, 1.0)]
    return [draw(rng), draw(rng), draw(rng), *extremes, flat, draw(rng, (4,)), shared(rng)]


def ce_points(rng: np.random.Generator) -> list[SimpleNamespace]:
    near = [draw(rng, ce=True), draw(rng, ce=True), draw(rng, (4,), ce=True), shared(rng, ce=True)]
    far = [saturated(rng, sign, t) for sign, t in ((1.0, 0.0), (-1.0, 1.0), (1.0, 1.0), (-1.0, 0.0))]
    return [SimpleNamespace(**vars(point), far=False) for point in near] + [
        SimpleNamespace(**vars(point), far=True) for point in far
    ]


# ---- evaluations ---------------------------------------------------------------------------------------------------
def naive_grads(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    dw, db = parts(f["naive_grads"](*arguments(p)), 2, "naive_grads", "the pair dw, db")
    return {"db": fit(db, shape_of(p)), "dw": fit(dw, shape_of(p))}


def naive_reference(p: SimpleNamespace) -> dict[str, Any]:
    bars = right_bars(p)
    return {"db": bars["b_bar"], "dw": bars["w_bar"]}


def bar_pass(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    answer = f["bar_pass"](*arguments(p))
    bars = entries(answer, "bar_pass", BARS)
    return {name: fit(bar, shape_of(p)) for name, bar in bars.items()} | {"order": float(_disorder(answer))}


def _disorder(answer: dict[Any, Any]) -> int:
    """Return how many bars stand before one that they need."""
    place = {key: number for number, key in enumerate(answer) if isinstance(key, str)}
    pairs = [(bar, needed) for bar, all_needed in NEEDS.items() for needed in all_needed]
    return sum(place[bar] < place[needed] for bar, needed in pairs if bar in place and needed in place)


def bar_pass_ce(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    bars = entries(f["bar_pass_ce"](*arguments(p)), "bar_pass_ce", BARS)
    if p.far:
        return {f"far ({name})": bars[name] for name in ("z_bar", "w_bar", "b_bar")}
    return {name: fit(bar, shape_of(p)) for name, bar in bars.items()}


def ce_reference(p: SimpleNamespace) -> dict[str, Any]:
    if not p.far:
        return right_bars(p, ce=True)
    w, b = graph.node(p.w), graph.node(p.b)
    z = w * p.x + b
    bars = graph.backward(graph.soft_relu(z) - p.t * z + p.lam * (0.5 * w**2))
    return {"far (z_bar)": bars[z], "far (w_bar)": bars[w], "far (b_bar)": bars[b]}


def partials(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    found = entries(f["partials"](*arguments(p)), "partials", ("hold_b", "hold_L"))
    return {name: fit(value, shape_of(p)) for name, value in found.items()}


def partials_reference(p: SimpleNamespace) -> dict[str, Any]:
    return {"hold_b": right_bars(p)["w_bar"], "hold_L": partial_holding_L(p)}


def cubics(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Cubics, one of them falling, and steps so wide that the formula's own error is seen: it must be this formula."""
    return [
        SimpleNamespace(coefficients=(sign * rng.uniform(0.5, 2.0, 4)).tolist(), v=float(rng.uniform(0.5, 2.0)), h=h)
        for sign, h in ((1, 0.5), (-1, 0.125), (1, 1e-3))
    ]


def _cubic(p: SimpleNamespace) -> Any:
    return lambda v: float(np.polyval(p.coefficients, v))


def central_diff(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    return {"slope": f["central_diff"](_cubic(p), p.v, p.h)}


def slope_reference(p: SimpleNamespace) -> dict[str, Any]:
    """For a v^3 + b v^2 + c v + d the central difference is exactly 3 a v^2 + 2 b v + c + a h^2."""
    a, b, c, _ = p.coefficients
    return {"slope": 3 * a * p.v**2 + 2 * b * p.v + c + a * p.h**2}


def nudges(rng: np.random.Generator) -> list[SimpleNamespace]:
    return [_nudged(rng, shape) for shape in ((), (), (3,))]


def _nudged(rng: np.random.Generator, shape: tuple[int, ...]) -> SimpleNamespace:
    """Return a point and a nudge that moves no value by the small difference of large ones."""
    while True:
        p = SimpleNamespace(**vars(draw(rng, shape)), dw=float(rng.uniform(0.5, 2)), db=-float(rng.uniform(0.5, 2)))
        if min(float(np.abs(move).min()) for move in nudge_reference(p).values()) > 0.05:
            return p


def nudge(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    found = entries(f["nudge"](*arguments(p), p.dw, p.db), "nudge", ("z", "y", "L", "R", "L_reg"))
    return {name: fit(value, shape_of(p)) for name, value in found.items()}


def nudge_reference(p: SimpleNamespace) -> dict[str, Any]:
    """Each value's own gradient by w and b, times the nudge."""
    nodes = right_values(p)
    wanted = {}
    for name in ("z", "y", "L", "R", "L_reg"):
        bars = graph.backward(nodes[name], np.ones(shape_of(p)))
        wanted[name] = np.array(sum(bars[nodes[v]] * d for v, d in (("w", p.dw), ("b", p.db)) if nodes[v] in bars))
    return wanted


def _task(
    name: str, cell: str, points: float, probes: Any, evaluate: Any, reference: Any, credit: dict[str, float],
    lecture: str,
) -> Task:  # fmt: skip
    return Task(
        name, points, f"a5-{cell}", f"a5-{cell}-test", (name,), probes, evaluate, reference, credit, lecture=lecture
    )


SQUARED = {
    "L_reg_bar": 0.25, "L_bar": 0.25, "R_bar": 0.5, "y_bar": 0.5, "z_bar": 0.5, "b_bar": 0.25, "w_bar": 0.5,
    "order": 0.25,
}  # fmt: skip
CE = {
    "L_reg_bar": 0.1, "L_bar": 0.1, "R_bar": 0.1, "y_bar": 0.4, "z_bar": 0.3, "b_bar": 0.1, "w_bar": 0.2, "far": 0.2,
}  # fmt: skip
COUNTS = {"value": 0.25, "affine": 0.75, "sigma": 0.5}
NUDGES = dict.fromkeys(("L_reg", "L", "R", "y", "z"), 0.0)


def bars_reference(p: SimpleNamespace) -> dict[str, Any]:
    return right_bars(p) | {"order": 0.0}


TASKS = (
    _task("naive_grads", "naive", 1.5, points, naive_grads, naive_reference, {"db": 0.75, "dw": 0.75}, CALCULUS),
    _task("bar_pass", "bars", 3.0, points, bar_pass, bars_reference, SQUARED, GRAPH),
    replace(
        _task("count_ops", "count", 1.5, counting.probes, counting.evaluate, counting.reference, COUNTS, CALCULUS),
        before=lambda f: check.count_ops(f["count_ops"]),
    ),
    _task("bar_pass_ce", "ce", 1.5, ce_points, bar_pass_ce, ce_reference, CE, GRAPH),
    _task("partials", "partials", 1.5, points, partials, partials_reference, {"hold_b": 0.75, "hold_L": 0.75}, HELD),
    _task("central_diff", "diff", 0.25, cubics, central_diff, slope_reference, {"slope": 0.25}, CALCULUS),
    _task("nudge", "nudge", 0.0, nudges, nudge, nudge_reference, NUDGES, GRAPH),
)
