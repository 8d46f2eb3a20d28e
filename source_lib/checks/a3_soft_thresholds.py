"""The visible checks of assignment a3: errors, margins and slopes that can be worked out on paper.

Call a check with your function: `check.min_scale(min_scale)`.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from source_lib.activations import logistic
from source_lib.checks.answers import entry, expect, kind, numbers, refuse

Function = Callable[..., Any]

FIVE_DIGITS = 5e-5  # what rounding to five digits may change


def soft_step(soft_step: Function) -> None:
    """Check the first step, sigma(c z), at 0 and where e^(c z) is 9 or 99.

    Raises: CheckFailed.
    Lecture: 5, section 4.3, "Soft thresholds".
    """
    from source_lib.checks.threshold_nets import expect_number

    z = float(np.log(9.0))
    hint = "Multiply z by c, then take sigma of it. At c z = ln 9 that is 9/10."
    for c, point, wanted in ((2.0, z / 2, 0.9), (2.0, -z / 2, 0.1), (7.0, 0.0, 0.5), (0.5, 2 * z, 0.9)):
        expect_number(f"soft_step({point:.3f}, {c:g})", soft_step(point, c), wanted, hint)
    print("✓ soft_step: 0.9 and 0.1 on the two sides, and 1/2 at z = 0 whatever c is.")


def min_scale(min_scale: Function) -> None:
    """Check the scale for an error of 0.01 at the margin 1/2, c = ln(99) / (1/2), and for two other pairs.

    Raises: CheckFailed.
    Lecture: 5, section 4.3, "Soft thresholds".
    """
    from source_lib.checks.threshold_nets import number

    for eps, m, wanted in ((0.01, 0.5, 9.190240), (0.01, 1.0, 4.595120), (0.1, 0.25, 8.788898)):
        c = number("c", min_scale(eps, m), "A single number.")
        if abs(c - wanted) > FIVE_DIGITS * wanted:
            says = float(logistic(np.array(c * m)))
            hint = f"With your c the unit says {says:.6g} at z = {m:g}, and {1 - eps:g} is wanted."
            refuse(f"min_scale({eps:g}, {m:g})", f"{c:.6g}", f"{wanted:.6g}", hint)
    print("✓ min_scale: 9.19 for an error of 0.01 at 1/2, and half of it where the margin is twice as wide.")


def margins(margins: Function) -> None:
    """Check a net of 2, 2 and 1 units on the four inputs of two bits: m = min |z| is 0.25, then 0.4.

    Raises: CheckFailed.
    Lecture: 5, section 4.3, "Soft thresholds".
    """
    from source_lib.checks.threshold_nets import expect_number

    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    first = (np.array([[1.0, 1.0], [2.0, -1.0]]), np.array([-1.25, -0.5]))
    second = (np.array([[1.0, -3.0]]), np.array([0.4]))
    name = "margins([first, second], X)"
    found = margins([first, second], X)
    shape = "A list with one number per layer, here two."
    if (isinstance(found, (list, tuple)) and len(found) == 1) or (
        isinstance(found, np.ndarray) and found.shape == (1,)
    ):
        refuse(name, "one number", "two, one per layer", "The output layer has a margin too.")
    m = numbers(name, found, (2,), shape)
    hint = "On 00, 01, 10, 11 the z of the first layer are -1.25, -0.25, -0.25, 0.75 and -0.5, -1.5, 1.5, 0.5."
    expect_number(f"The first of {name}", m[0], 0.25, f"{hint} Which is closest to 0?", FIVE_DIGITS)
    hint = "The second layer reads (0, 0), (0, 0), (0, 1), (1, 1), so its z are 0.4, 0.4, -2.6, -1.6."
    expect_number(f"The second of {name}", m[1], 0.4, hint, FIVE_DIGITS)
    print("✓ margins: 0.25 in the first layer, 0.4 in the second.")


def soften(soften: Function) -> None:
    """Check the outputs of a softened net of one unit per layer, h = sigma(c z), and that the given one is as it was.

    Raises: CheckFailed.
    Lecture: 5, section 4.3, "Soft thresholds".
    """
    from source_lib.checks.threshold_nets import listed

    given: dict[str, Any] = {"W1": [[1.0, 1.0]], "b1": [-1.5], "W2": [[2.0]], "b2": [-0.5]}
    params = {name: np.array(value) for name, value in given.items()}
    soft = soften(params, 10.0)
    changed = [name for name, value in given.items() if not np.array_equal(params[name], value)]
    if changed:
        refuse(
            f"The net that was given to soften, in {changed[0]}", "other numbers", "those it had", "Make new arrays."
        )
    W1, b1, W2, b2 = (numbers(name, entry("soften", soft, name), np.shape(given[name]), _AS_BEFORE) for name in given)
    X = np.array([[0.0, 1.0], [1.0, 1.0]])
    h = logistic(X @ W1.T + b1)
    hint = f"With scale 10, z = -0.5 and 0.5 become -5 and 5. Yours are {listed((X @ W1.T + b1)[:, 0])}."
    expect("What the hidden unit says on 01 and 11", h[:, 0], [0.0066929, 0.9933071], hint, FIVE_DIGITS)
    z = h @ W2.T + b2
    hint = f"The output unit is soft too, with the same scale. Its z are {listed(z[:, 0])}."
    expect("What the output unit says on 01 and 11", logistic(z)[:, 0], [0.0076441, 0.9999997], hint, FIVE_DIGITS)
    print("✓ soften: AND stays AND, ten times as steep, and the given net is as it was.")


_AS_BEFORE = "The soft net has the shapes of the hard one."


def soft_xor(soft_xor: Function) -> None:
    """Check the outputs for two errors, |y - t| <= eps on all four inputs.

    Raises: CheckFailed.
    Lecture: 5, section 4.3, "Soft thresholds".
    """
    from source_lib.checks.threshold_nets import every_input, listed, read_params

    X, t = every_input(2), np.array([0.0, 1.0, 1.0, 0.0])
    worst = 0.0
    for eps in (0.1, 0.01):
        (W1, b1), (W2, b2) = read_params("soft_xor", soft_xor(eps), 2, 1)
        z1 = X @ W1.T + b1
        y = logistic(logistic(z1) @ W2.T + b2)[:, 0]
        off = np.abs(y - t)
        k = int(off.argmax())
        if off[k] > eps:
            hidden = float(np.abs(logistic(z1) - (z1 > 0)).max(initial=0.0))
            bits = f"{X[k, 0]:g}{X[k, 1]:g}"
            hint = f"Your hidden units are off by up to {hidden:.2g}. How much of the output unit's margin is left?"
            if off[k] >= 0.5:
                hint = f"On 00, 01, 10, 11 the soft net says {listed(y)}. That is no XOR yet, however soft."
            came = f"{y[k]:.4g} on the input {bits}, off by {off[k]:.4g}"
            refuse(f"The output of soft_xor({eps:g})", came, f"within {eps:g} of {t[k]:g}", hint)
        worst = float(off.max())
    print(f"✓ soft_xor: within 0.1 and within 0.01. For 0.01 the worst input is off by {worst:.2g}.")


def grad_band(grad_band: Function) -> None:
    """Check c = 10, where the slope is 0.9 at sigma = 0.9 and 0.1, and c = 4, whose slope peaks at c/4 = 1.

    Raises: CheckFailed.
    Lecture: 5, section 4.3, "Soft thresholds".
    """
    from source_lib.checks.threshold_nets import expect_number

    hint = "The slope is 10 s (1 - s). It is 0.9 where s is 0.9 and where s is 0.1, so for c z = ln 9 and -ln 9."
    expect_number("grad_band(10, 0.9)", grad_band(10.0, 0.9), 0.4394449, hint, FIVE_DIGITS)
    hint = "The slope is 4 s (1 - s). It is 0.64 where s is 0.8 and where s is 0.2, so for c z = ln 4 and -ln 4."
    expect_number("grad_band(4, 0.64)", grad_band(4.0, 0.64), 0.6931472, hint, FIVE_DIGITS)
    flat = grad_band(4.0, 2.0)
    if flat is None:
        refuse("grad_band(4, 2)", kind(flat), "0", "A band that is nowhere has the width 0.")
    hint = "The slope 4 s (1 - s) is highest at s = 1/2, and there it is 1. So it is nowhere above 2."
    expect_number("grad_band(4, 2)", flat, 0.0, hint)
    print("✓ grad_band: right for two scales, and 0 where the slope stays below tau.")


def layer_scales(layer_scales: Function) -> None:
    """Check two layers that read two bits, within 0.1 and 0.001 of the hard net: |y - t| <= eps.

    Raises: CheckFailed.
    Lecture: 5, section 4.3, "Soft thresholds".
    """
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    first = (np.array([[1.0, 1.0], [-1.0, -1.0]]), np.array([-0.5, 1.5]))  # OR and NAND
    second = (np.array([[1.0, 1.0]]), np.array([-1.2]))
    for eps in (0.1, 0.001):
        c = numbers("layer_scales", layer_scales([first, second], X, eps), (2,), "A number for each layer.")
        h = logistic(c[0] * (X @ first[0].T + first[1]))
        y = logistic(c[1] * (h @ second[0].T + second[1]))[:, 0]
        worst = float(np.abs(y - [0, 1, 1, 0]).max())
        if worst > eps:
            hint = "The margins are 0.5 and 0.2. In the second layer two inputs may be off, each with weight 1."
            refuse(f"The soft net for eps = {eps:g}", f"off by {worst:.4g}", f"off by {eps:g} at most", hint)
        for k, m in enumerate((0.5, 0.2)):
            if c[k] > 10 * np.log(1 / eps) / m:
                hint = f"Its margin is {m:g}, so it may be 10 ln(1/eps) / {m:g} at most."
                refuse(f"Scale {k + 1} for eps = {eps:g}", f"{c[k]:.4g}", "a smaller one", hint)
    print("✓ layer_scales: a net with margins of 0.5 and 0.2 keeps both promises.")


__all__ = ["grad_band", "layer_scales", "margins", "min_scale", "soft_step", "soft_xor", "soften"]
