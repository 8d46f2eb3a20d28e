"""The tasks of a3: what each hidden test asks of a student's functions, and what every block is worth."""

import contextlib
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.comparison import Fault, Stopped, plain
from autograder.examination import Task
from autograder.reading import read
from source_lib.activations import logistic
from source_lib.checks.threshold_nets import Layers, every_input, fires, read_params, sums

from .probes import (
    NO_BAND,
    TINY_ERROR,
    TINY_MARGIN,
    USUAL,
    WIDTH,
    WITHIN,
    WITHIN_TINY,
    deep_nets,
    errors_and_margins,
    nets,
    params_and_scales,
    scales_and_slopes,
    small_errors,
)  # fmt: skip

ASSIGNMENT = "a3_soft_thresholds"
SETUP = '''import numpy as np


def step(z):
    """Return 1 where z > 0, else 0: the hard threshold."""
    return np.where(z > 0, 1.0, 0.0)


def sigma(z):
    """Return 1 / (1 + exp(-z)), written so that no z is too large or too small for it."""
    return np.exp(-np.logaddexp(0.0, -z))'''
WITHHELD = (
    "source_lib.designs", "source_lib.checks.threshold_nets", "source_lib.widgets.soft_threshold",
    "source_lib.widgets.soft_net",
)  # fmt: skip

FIVE_DIGITS = 5e-5  # what rounding to five digits may change; 1 / (1 - eps) - 1 will do for eps / (1 - eps), too
FIRST, LATER = "first layer", "later layers"
OTHER_NET = [
    (np.array([[0.9, -0.7], [0.3, 0.8], [-0.6, 0.5]]), np.array([0.2, -0.7, 0.1])),
    (np.array([[0.7, -0.4, 0.9]]), np.array([-0.6])),
]
BITS, XOR = every_input(2), np.array([0.0, 1.0, 1.0, 0.0])


def soft_sums(layers: Layers, X: np.ndarray) -> list[np.ndarray]:
    """Return Z of every layer of a soft net."""
    found: list[np.ndarray] = []
    for W, b in layers:
        H = logistic(found[-1]) if found else X
        found.append(H @ W.T + b)
    return found


def settled(got: Any, wanted: Any, looseness: float) -> Any:
    """Return the wanted value where the one that came is no further from it than `looseness` of it, else what came."""
    value = plain(got)
    if isinstance(value, np.ndarray) and value.shape == np.shape(wanted):
        close = np.abs(value - wanted) <= looseness * np.abs(wanted)
        return wanted if np.all(close) else value
    return value


# ---- min_scale -----------------------------------------------------------------------------------------------------
def min_scale(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    return {p.block: settled(f["min_scale"](p.eps, p.m), right_scale(p)[p.block], FIVE_DIGITS)}


def right_scale(p: SimpleNamespace) -> dict[str, Any]:
    """As a difference of two logarithms, each exact for a tiny error."""
    return {p.block: np.array((np.log1p(-p.eps) - np.log(p.eps)) / p.m)}


# ---- margins -------------------------------------------------------------------------------------------------------
def margins(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    found = plain(f["margins"](p.layers, p.X))
    if isinstance(found, Fault) or found.ndim != 1:
        return {FIRST: found, LATER: found}
    right = right_margins(p)
    seen = {FIRST: found[:1], LATER: found[1:]}
    return {name: settled(value, right[name], FIVE_DIGITS) for name, value in seen.items()}


def right_margins(p: SimpleNamespace) -> dict[str, Any]:
    found = np.array([np.abs(Z).min() for Z in sums(p.layers, p.X)])
    return {FIRST: found[:1], LATER: found[1:]}


# ---- soften --------------------------------------------------------------------------------------------------------
def soften(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    """Look at what the soft net says, and at its hidden units in any order; they are right where the outputs are."""
    D, K = p.X.shape[1], len(p.params["b2"])
    net = read(read_params, "soften", f["soften"](p.params, p.c), D, K)
    hidden, Y = (logistic(Z) for Z in soft_sums(net, p.X))
    right = right_soft(p)
    Y = settled(Y, right["Y"], 1e-4)  # weights in float32 times 20 leave no more
    hidden = np.sort(hidden, axis=1)
    return {"Y": Y, "hidden": right["hidden"] if Y is right["Y"] else settled(hidden, right["hidden"], 1e-4)}


def right_soft(p: SimpleNamespace) -> dict[str, Any]:
    (W1, b1), (W2, b2) = read_params("params", p.params, p.X.shape[1], len(p.params["b2"]))
    hidden = logistic(p.c * (p.X @ W1.T + b1))
    return {"Y": logistic(p.c * (hidden @ W2.T + b2)), "hidden": np.sort(hidden, axis=1)}


# ---- soft_xor ------------------------------------------------------------------------------------------------------
def soft_xor(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    """Look at the outputs of the soft net, never at its weights.

    To name a mistake whatever the net is made of: what the units of its hard version say, how many times the scale
    that its margins call for is in each layer, and what the functions say that it may call.
    """
    net = read(read_params, "soft_xor", f["soft_xor"](p.eps), 2, 1)
    z = soft_sums(net, BITS)[-1][:, 0]
    error = logistic(np.where(XOR == 1, -z, z))  # |y - t| without rounding
    hard = sums(net, BITS)
    enough = np.log((1 - p.eps) / p.eps)
    is_xor = np.array_equal(fires(hard[-1][:, 0]), XOR)  # then it does not matter of what
    return {
        "right side": float(np.all(error < 0.5)),
        p.block: float(np.all(error <= p.eps * (1 + 1e-6))),
        "hard outputs": fires(hard[-1][:, 0]),
        "hard hidden units": np.zeros(0) if is_xor else np.array(sorted(fires(hard[0]).T.tolist())),
        "scales": np.array([float(np.abs(Z).min()) / enough if Z.size else np.inf for Z in hard]),
        **called(f),
    }


def called(f: Any) -> dict[str, Any]:
    """Return what min_scale and soften say where they are asked alone, and nothing where they cannot say anything.

    A scale without m in it, and a margin of 1, make the same net: this tells the two apart.
    """
    given = {"W1": np.array([[0.7, -0.4]]), "b1": np.array([0.3]), "W2": np.array([[0.6]]), "b2": np.array([-0.2])}
    seen = alone(f, "min_scale", 0.2, 0.7)
    with contextlib.suppress(Stopped):
        net = read(read_params, "soften", f["soften"](given, 1.5), 2, 1)
        seen["soften alone"] = soft_sums(net, BITS)[-1]
    return seen


def alone(f: Any, name: str, *arguments: Any) -> dict[str, Any]:
    """Return what another of the functions says, and nothing where it stops: a task may do without it."""
    try:
        return {f"{name} alone": f[name](*arguments)}
    except Stopped:
        return {}


# ---- grad_band -----------------------------------------------------------------------------------------------------
def grad_band(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    return {p.block: settled(f["grad_band"](p.c, p.tau), right_width(p)[p.block], FIVE_DIGITS)}


def right_width(p: SimpleNamespace) -> dict[str, Any]:
    """The slope of sigma at u is 1 / (2 + 2 cosh u), so the edge is where cosh u = c / (2 tau) - 1."""
    width = 2 * np.arccosh(p.c / (2 * p.tau) - 1) / p.c if p.c > 4 * p.tau else 0.0
    return {p.block: np.array(width)}


# ---- bonus ---------------------------------------------------------------------------------------------------------
def layer_scales(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    helpers = alone(f, "min_scale", 0.2, 0.7) | alone(f, "margins", OTHER_NET, BITS - 0.4)
    try:
        scales = plain(f["layer_scales"](p.layers, p.X, p.eps))
    except Stopped as stop:
        if stop.fault.kind == "NotImplementedError":
            raise
        return {"within eps": stop.fault, "no steeper": stop.fault, **helpers}
    if isinstance(scales, Fault) or scales.shape != (len(p.layers),):
        wanted = f"layer_scales must return {len(p.layers)} numbers, one per layer."
        raise Stopped(scales if isinstance(scales, Fault) else Fault("structure", wanted, "layer_scales"))
    hard = sums(p.layers, p.X)
    soft = soft_sums([(c * W, c * b) for c, (W, b) in zip(scales, p.layers, strict=True)], p.X)[-1]
    most = np.array([10 * np.log(1 / p.eps) / np.abs(Z).min() for Z in hard])
    error = np.abs(logistic(soft) - fires(hard[-1])).max()
    return {
        "within eps": float(error <= p.eps * (1 + 1e-6)),
        "no steeper": float(np.all(scales <= most)),
        "scales": scales,
        **helpers,
    }


TASKS = (
    Task(
        "min_scale", 1.5, "a3-scale", "a3-scale-test", ("min_scale",), errors_and_margins, min_scale, right_scale,
        {USUAL: 1.0, TINY_ERROR: 0.25, TINY_MARGIN: 0.25},
    ),
    Task(
        "margins", 1.5, "a3-margins", "a3-margins-test", ("margins",), nets, margins, right_margins,
        {FIRST: 0.75, LATER: 0.75},
    ),
    Task(
        "soften", 0.75, "a3-soften", "a3-soften-test", ("soften",), params_and_scales, soften, right_soft,
        {"hidden": 0.25, "Y": 0.5},
    ),
    Task(
        "soft_xor", 1.5, "a3-xor", "a3-xor-test", ("soft_xor", "min_scale", "soften"), small_errors, soft_xor,
        lambda p: {"right side": 1.0, p.block: 1.0}, {"right side": 0.5, WITHIN: 0.5, WITHIN_TINY: 0.5},
        cells=("a3-scale", "a3-soften"),
    ),
    Task(
        "grad_band", 1.5, "a3-band", "a3-band-test", ("grad_band",), scales_and_slopes, grad_band, right_width,
        {WIDTH: 1.0, NO_BAND: 0.5},
    ),
    Task(
        "layer_scales", 0.0, "a3-layers", "a3-layers-test", ("layer_scales", "min_scale", "margins"), deep_nets,
        layer_scales, lambda p: {"within eps": 1.0, "no steeper": 1.0}, {"within eps": 0.0, "no steeper": 0.0},
        cells=("a3-scale", "a3-margins"),
    ),
)  # fmt: skip
