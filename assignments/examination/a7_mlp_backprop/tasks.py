"""The tasks of a7: what each hidden test asks of a student's functions, and what every block is worth."""

from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.comparison import entries, parts
from autograder.examination import Task
from source_lib.activations import logistic, relu, tanh
from source_lib.checks import a7_mlp_backprop as check

from . import checker
from .probes import blocks_stand_out, loss_probes, nets, residual_nets, small_nets, until
from .reference import decayed, deep_bars

ASSIGNMENT = "a7_mlp_backprop"
SETUP = "import numpy as np"
WITHHELD = (
    "source_lib.mlp", "source_lib.backprop", "source_lib.losses", "source_lib.graph", "source_lib.gradcheck",
    "source_lib.training",
)  # fmt: skip
LIMITS: dict[str, Any] = {"cell_seconds": 10.0}  # every test here takes well under a second

BARS = ("W2_bar", "b2_bar", "W1_bar", "b1_bar")
BARS_222 = ("y_bar", "W2_bar", "b2_bar", "h_bar", "z_bar", "W1_bar", "b1_bar")


def right(*names: str) -> Any:
    """Return a reference that hands out the probe's own right answers, by name."""
    return lambda probe: {name: probe.right[name] for name in names}


def again(blocks: dict[str, Any]) -> dict[str, Any]:
    """Name the blocks of a second call with the same arguments."""
    return {f"{name} (second call)": value for name, value in blocks.items()}


def forward_222(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    z, h, y = parts(f["forward_222"](p.x, p.params, p.phi), 3, "forward_222", "the three arrays z, h, y")
    return {"y": y, "h": h, "z": z}


def bars_222(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    return entries(f["bars_222"](p.x, p.t, p.params, p.phi), "bars_222", BARS_222)


def mlp_forward(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    Y, _ = parts(f["mlp_forward"](p.X, p.params, p.phi), 2, "mlp_forward", "the pair Y, cache")
    return {"Y": Y}


def mlp_backward(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    Y, cache = parts(f["mlp_forward"](p.X, p.params, p.phi), 2, "mlp_forward", "the pair Y, cache")
    f["mlp_forward"](-p.X, p.params, p.phi)  # another batch in between: what belongs to the first is in its cache
    first = entries(f["mlp_backward"](p.Y_bar, cache, p.params), "mlp_backward", BARS)
    second = entries(f["mlp_backward"](p.Y_bar, cache, p.params), "mlp_backward", BARS)
    # Y earns nothing here: it tells a wrong backward pass from a right one that follows a wrong forward pass.
    return {**first, **again(second), "context (Y)": Y}


def loss(name: str, bar: str) -> Any:
    """Return the evaluation of a loss, whose second part is called `bar`."""

    def evaluate(f: Any, p: SimpleNamespace) -> dict[str, Any]:
        cost, V_bar = parts(f[name](p.V, p.T), 2, name, f"the pair cost, {bar}")
        return {"far (cost)": cost, f"far ({bar})": V_bar} if p.far else {"cost": cost, bar: V_bar}

    return evaluate


def add_weight_decay(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    answer = f["add_weight_decay"](p.cost, p.bars, p.params, p.lam)
    cost, bars = parts(answer, 2, "add_weight_decay", "the pair cost, bars")
    return {"cost": cost, **entries(bars, "add_weight_decay", BARS)}


def decay_probes(rng: np.random.Generator) -> list[SimpleNamespace]:
    found = []
    for N, D, H, K, lam in ((7, 5, 4, 3, 0.3), (5, 3, 6, 2, 0.7), (6, 4, 7, 3, 0.3)):

        def draw(N: int = N, D: int = D, H: int = H, K: int = K, lam: float = lam) -> SimpleNamespace:
            shapes = {"W1": (H, D), "b1": (H,), "W2": (K, H), "b2": (K,)}
            params = {name: rng.standard_normal(shape) for name, shape in shapes.items()}
            bars = {f"{name}_bar": rng.standard_normal(shape) for name, shape in shapes.items()}
            probe = SimpleNamespace(cost=float(rng.uniform(1, 2)), bars=bars, params=params, lam=lam, sizes={})
            probe.right = decayed(probe)
            return probe

        found.append(until(draw, blocks_stand_out))
    return found


def residual(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    Y, cache = parts(f["residual_forward"](p.X, p.params, p.phi), 2, "residual_forward", "the pair Y, cache")
    return {"Y": Y, **entries(f["residual_backward"](p.Y_bar, cache, p.params), "residual_backward", ("X_bar", *BARS))}


def deep(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    Y, bars = parts(f["deep_bars"](p.X, p.Y_bar, p.params, p.phi), 2, "deep_bars", "the pair Y, bars")
    return {"Y": Y, **entries(bars, "deep_bars", tuple(f"{name}_bar" for name in p.params))}


def deep_probes(rng: np.random.Generator) -> list[SimpleNamespace]:
    found = []
    for phi, *widths in ((logistic, 5, 4, 3), (tanh, 3, 6, 4, 2), (relu, 4, 7, 5, 6, 3), (tanh, 3, 2)):

        def draw(phi: Any = phi, widths: list[int] = widths) -> SimpleNamespace:
            params = {}
            for k, (units_in, units_out) in enumerate(pairwise(widths), 1):
                params[f"W{k}"] = rng.standard_normal((units_out, units_in)) * 1.3 / np.sqrt(units_in)
                params[f"b{k}"] = rng.standard_normal(units_out)
            N = 8
            Y_bar = rng.standard_normal((N, widths[-1])) / N
            probe = SimpleNamespace(X=rng.standard_normal((N, widths[0])), Y_bar=Y_bar, params=params, phi=phi)
            probe.right = deep_bars(probe)
            return probe

        found.append(until(draw, blocks_stand_out))
    return found


def _loss_task(name: str, bar: str, points: float, credit: dict[str, float]) -> Task:
    far = "far" in credit
    cell = f"a7-{name.replace('_', '-')}"
    return Task(
        name, points, cell, f"{cell}-test", (name,), lambda rng: loss_probes(rng, name, far), loss(name, bar),
        lambda probe: probe.right, credit, lecture='6, section 3, "Backprop on a multilayer net"',
    )  # fmt: skip


TASKS = (
    Task(
        "forward_222", 0.5, "a7-forward-222", "a7-forward-222-test", ("forward_222",), small_nets, forward_222,
        right("y", "h", "z"), {"y": 0.2, "h": 0.15, "z": 0.15},
    ),
    Task(
        "bars_222", 1.5, "a7-bars-222", "a7-bars-222-test", ("bars_222",), small_nets, bars_222, right(*BARS_222),
        {"y_bar": 0.3, "W2_bar": 0.2, "b2_bar": 0.2, "h_bar": 0.3, "z_bar": 0.2, "W1_bar": 0.15, "b1_bar": 0.15},
        cells=("a7-forward-222",),
    ),
    Task(
        "mlp_forward", 2.5, "a7-forward", "a7-forward-test", ("mlp_forward",), nets, mlp_forward, right("Y"),
        {"Y": 2.5},
    ),
    Task(
        "mlp_backward", 6.0, "a7-backward", "a7-backward-test", ("mlp_forward", "mlp_backward"), nets, mlp_backward,
        right(*BARS), dict.fromkeys(BARS, 1.5), cells=("a7-forward",),
        before=lambda f: check.mlp_backward(f["mlp_forward"], f["mlp_backward"]),
    ),
    _loss_task("squared_error", "Y_bar", 0.75, {"cost": 0.25, "Y_bar": 0.5}),
    _loss_task("logistic_ce", "Z_bar", 1.25, {"cost": 0.4, "Z_bar": 0.5, "far": 0.35}),
    _loss_task("softmax_ce", "Z_bar", 1.25, {"cost": 0.4, "Z_bar": 0.5, "far": 0.35}),
    Task(
        "add_weight_decay", 0.75, "a7-weight-decay", "a7-weight-decay-test", ("add_weight_decay",), decay_probes,
        add_weight_decay, right("cost", *BARS), dict.fromkeys(("cost", *BARS), 0.15),
    ),
    Task(
        "grad_check", 2.5, "a7-grad-check", "a7-grad-check-test", ("grad_check",), checker.probes, checker.evaluate,
        checker.reference, checker.CREDIT,
    ),
    Task(
        "residual", 1.5, "a7-residual", "a7-residual-test", ("residual_forward", "residual_backward"), residual_nets,
        residual, right("Y", *BARS, "X_bar"),
        {"Y": 0.3, "W2_bar": 0.2, "b2_bar": 0.2, "W1_bar": 0.2, "b1_bar": 0.2, "X_bar": 0.4},
    ),
    Task(
        "deep_bars", 0.0, "a7-deep", "a7-deep-test", ("deep_bars",), deep_probes, deep, lambda probe: probe.right,
        dict.fromkeys(("Y", *(f"{name}{k}_bar" for k in (4, 3, 2, 1) for name in "Wb")), 0.0),
    ),
)  # fmt: skip
