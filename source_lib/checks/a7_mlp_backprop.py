"""The visible checks of assignment a7: small nets that can be worked out on paper, and bars against differences.

Call a check with your function: `check.mlp_forward(mlp_forward)`.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from source_lib.activations import Activation, logistic, relu, tanh
from source_lib.checks.answers import CheckFailed, entry, expect, numbers, parts, refuse
from source_lib.checks.costs import add_weight_decay, logistic_ce, softmax_ce, squared_error
from source_lib.checks.differences import compare_with_differences
from source_lib.errors import Array

Function = Callable[..., Any]

# Worked out on paper: z = (6, -1), h = relu(z) = (6, 0), y = (6, 13); with t = (5, 11) the loss is 1/2 (1 + 4).
_X, _T = np.array([1.0, 2.0]), np.array([5.0, 11.0])


def _small() -> dict[str, Array]:
    return {
        "W1": np.array([[1.0, 2.0], [3.0, -2.0]]),
        "b1": np.array([1.0, 0.0]),
        "W2": np.array([[1.0, -1.0], [2.0, 0.0]]),
        "b2": np.array([0.0, 1.0]),
    }


def _net(n_examples: int, units_in: int, units_hidden: int, units_out: int) -> tuple[Array, dict[str, Array], Array]:
    """Return inputs, parameters and a Y_bar that are always the same."""
    rng = np.random.default_rng(7)
    params = {
        "W1": rng.standard_normal((units_hidden, units_in)),
        "b1": rng.standard_normal(units_hidden),
        "W2": rng.standard_normal((units_out, units_hidden)),
        "b2": rng.standard_normal(units_out),
    }
    return rng.standard_normal((n_examples, units_in)), params, rng.standard_normal((n_examples, units_out))


def _outputs(X: Array, params: dict[str, Array], phi: Activation) -> Array:
    """Return what the net gives out, by source_lib, in float64: differences need that precision."""
    from source_lib.mlp import MLP, forward  # here: while grading it is withheld from students' code

    return forward(MLP.from_params(params, hidden=phi), X).Y


def shapes(shapes: Function) -> None:
    """Check the first step, the shape of every array: W_bar has the shape of W, Z and H have a row per example.

    Raises: CheckFailed.
    Lecture: 6, section 3, "Backprop on a multilayer net".
    """
    N, D, H, K = 7, 5, 4, 3
    answer = shapes(N, D, H, K)
    rows = {"X": (N, D), "Z1": (N, H), "H": (N, H), "Y": (N, K), "Y_bar": (N, K), "Z1_bar": (N, H)}
    blocks = {"W1": (H, D), "b1": (H,), "W2": (K, H), "b2": (K,)}
    for name, wanted in {**rows, **blocks, **{f"{name}_bar": shape for name, shape in blocks.items()}}.items():
        got = entry("shapes", answer, name)
        if not isinstance(got, tuple) or [type(size) for size in got] != [int] * len(got) or got != wanted:
            came = repr(got)[:40] if isinstance(got, (tuple, list, int)) else "something else than a tuple"
            hint = "A bar has the shape of what it belongs to; Z, H and Y have one row per example."
            refuse(f"The shape of {name} (N, D, H, K = 7, 5, 4, 3)", came, str(wanted), hint)
    print("✓ shapes: every array has its place.")


def forward_222(forward_222: Function) -> None:
    """Check the forward pass by index at one example: z_i = sum_j w_ij x_j + b_i, h_i = phi(z_i), and y likewise.

    Raises: CheckFailed.
    Lecture: 6, section 3, "Backprop on a multilayer net".
    """
    z, h, y = parts("forward_222", forward_222(_X.copy(), _small(), relu), ["z", "h", "y"])
    expect("z", z, [6, -1], "z_i = sum_j W1[i, j] x[j] + b1[i]: each unit has its row of W1.")
    expect("h", h, [6, 0], "h_i = phi(z_i), and here phi is relu.")
    expect("y", y, [6, 13], "y_k = sum_i W2[k, i] h[i] + b2[k]; the output layer has no phi.")
    print("✓ forward_222: z, h and y are right for the net on paper.")


def bars_222(bars_222: Function) -> None:
    """Check the bars by index at one example, in the lecture's order: y_bar first, b1_bar last.

    Raises: CheckFailed.
    Lecture: 6, section 3, "Backprop on a multilayer net".
    """
    bars = bars_222(_X.copy(), _T.copy(), _small(), relu)
    for name, wanted, hint in (
        ("y_bar", [1, 2], "The loss is 1/2 sum_k (y_k - t_k)^2."),
        ("W2_bar", [[6, 0], [12, 0]], "w_ki is multiplied by h_i on its way to y_k."),
        ("b2_bar", [1, 2], "b_k is added to y_k as it is."),
        ("h_bar", [5, -1], "h_i goes into every y_k: its bar is a sum over k."),
        ("z_bar", [5, 0], "h_i = phi(z_i): multiply by phi.derivative at z_i."),
        ("W1_bar", [[5, 10], [0, 0]], "w_ij is multiplied by x_j on its way to z_i."),
        ("b1_bar", [5, 0], "b_i is added to z_i as it is."),
    ):
        expect(name, entry("bars_222", bars, name), wanted, hint)
    print("✓ bars_222: all seven bars are right for the net on paper.")


def mlp_forward(mlp_forward: Function) -> None:
    """Check the batched forward pass: the net on paper, and a batch against its examples one at a time.

    Raises: CheckFailed.
    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    Y, _ = parts("mlp_forward", mlp_forward(np.stack([_X, -_X, 0 * _X]), _small(), relu), ["Y", "cache"])
    expect("Y (net on paper, three examples)", Y, [[6, 13], [-1, 1], [1, 3]], "Y = phi(X W1^T + b1) W2^T + b2.")
    X, params, Y_bar = _net(4, 3, 5, 2)
    Y, _ = parts("mlp_forward", mlp_forward(X.copy(), params, tanh), ["Y", "cache"])
    together = numbers("Y (N, D, H, K = 4, 3, 5, 2)", Y, Y_bar.shape, "One row per example, one column per output.")
    for n, row in enumerate(together):
        Y, _ = parts("mlp_forward", mlp_forward(X[n : n + 1].copy(), params, tanh), ["Y", "cache"])
        expect(f"Y for example {n} alone", Y, row[None, :], "An example's output must not depend on the others.")
    print("✓ mlp_forward: a batch gives what its examples give one by one.")


def mlp_backward(mlp_forward: Function, mlp_backward: Function) -> None:
    """Check shapes and values of the bars against differences of sum(Y_bar * Y), and that the cache lasts.

    Raises: CheckFailed.
    Lecture: 6, section 3, "Backprop on a multilayer net".
    """
    X, params, Y_bar = _net(4, 3, 5, 2)
    _, cache = parts("mlp_forward", mlp_forward(X.copy(), params, tanh), ["Y", "cache"])
    bars = mlp_backward(Y_bar.copy(), cache, params)
    compare_with_differences("mlp_backward", lambda moved: (Y_bar * _outputs(X, moved, tanh)).sum(), params, bars)
    first = {f"{name}_bar": np.array(entry("mlp_backward", bars, f"{name}_bar")) for name in params}
    hint = "The cache must last: read it, and neither change it nor take anything out of it."
    try:
        again = mlp_backward(Y_bar.copy(), cache, params)
    except Exception as error:
        refuse("The second call with the same cache", type(error).__name__, "the same bars again", hint)
    for name, bar in first.items():
        expect(f"{name} at the second call", entry("mlp_backward", again, name), bar, hint)


def cubes(params: dict[str, Any]) -> float:
    """Return the sum of all cubes, and of the cubes of W 1 + b where there is a W: a cost with slopes known on paper.

    A function of a module that both sides have is called on the student's side; any other is asked for across the
    wall of the jail, which takes longer.
    """
    blocks = [np.asarray(value, dtype=float) for value in params.values()]
    if "W" in params:
        blocks.append(np.asarray(params["W"]).sum(axis=1) + np.asarray(params["b"]))
    return float(sum((block**3).sum() for block in blocks))


def falling_cubes(params: dict[str, Any]) -> float:
    """Return the same a million times flatter, and falling: an absolute threshold takes its slopes for nothing."""
    return -1e-6 * cubes(params)


def grad_check(grad_check: Function) -> None:
    """Check the checker: a right gradient must give errors near 0, and one with a wrong sign must not.

    Raises: CheckFailed.
    Lecture: 6, section 3, "Backprop on a multilayer net".
    """
    params = {"w": np.array([1.0, -2.0, 0.5])}
    right = 3 * params["w"] ** 2
    for what, bar in (("right", right), ("wrong", -right)):
        report = grad_check(cubes, params, {"w_bar": bar.copy()}, 0)
        both = parts("grad_check", entry("grad_check", report, "w"), ["coordinate_error", "direction_error"])
        for name, value in zip(("coordinate_error", "direction_error"), both, strict=True):
            error = float(numbers(name, value, (), "An error is one number."))
            if what == "right" and not 0 <= error < 1e-7:
                refuse(f"{name} of a right gradient", f"{error:.1e}", "nearly 0", "(f(x + h v) - f(x - h v)) / 2h")
            if what == "wrong" and not error > 1e-3:
                refuse(f"{name} of a gradient with a wrong sign", f"{error:.1e}", "a big error", "What is compared?")
    print("✓ grad_check: it lets a right gradient pass and stops one with a wrong sign.")


def residual(residual_forward: Function, residual_backward: Function) -> None:
    """Check the net y = x + W2 h + b2: with W2 = 0 it passes x on, and all bars agree with differences.

    Raises: CheckFailed.
    Lecture: 6, section 3, "Backprop on a multilayer net".
    """
    X, params, Y_bar = _net(4, 3, 5, 3)
    still = {**params, "W2": 0 * params["W2"], "b2": 0 * params["b2"]}
    Y, _ = parts("residual_forward", residual_forward(X.copy(), still, logistic), ["Y", "cache"])
    expect("Y with W2 = 0 and b2 = 0", Y, X, "y = x + W2 h + b2: without W2 and b2, x comes out as it went in.")
    Y, cache = parts("residual_forward", residual_forward(X.copy(), params, logistic), ["Y", "cache"])
    expect("Y", Y, X + _outputs(X, params, logistic), "y = x + W2 h + b2.")
    bars = residual_backward(Y_bar.copy(), cache, params)

    def cost(moved: dict[str, Array]) -> float:
        inner = {name: moved[name] for name in params}
        return float((Y_bar * (moved["X"] + _outputs(moved["X"], inner, logistic))).sum())

    compare_with_differences("residual_backward", cost, {"X": X, **params}, bars)


def deep_bars(deep_bars: Function) -> None:
    """Check a net of three layers, phi after all but the last, against differences.

    Raises: CheckFailed.
    Lecture: 6, section 3, "Backprop on a multilayer net".
    """
    X, params, _ = _net(4, 3, 5, 2)
    params = {**params, "W3": np.array([[1.0, -0.5], [0.3, 0.8], [-1.2, 0.4]]), "b3": np.array([0.1, -0.2, 0.3])}
    Y_bar = np.arange(12.0).reshape(4, 3) / 6 - 1

    Y, bars = parts("deep_bars", deep_bars(X.copy(), Y_bar.copy(), params, tanh), ["Y", "bars"])
    expect("Y", Y, _outputs(X, params, tanh), "phi comes after every layer but the last.")
    compare_with_differences("deep_bars", lambda moved: (Y_bar * _outputs(X, moved, tanh)).sum(), params, bars)


__all__ = [
    "CheckFailed", "add_weight_decay", "bars_222", "deep_bars", "forward_222", "grad_check", "logistic_ce",
    "mlp_backward", "mlp_forward", "residual", "shapes", "softmax_ce", "squared_error",
]  # fmt: skip
