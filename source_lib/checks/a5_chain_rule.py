"""The visible checks of assignment a5: one point that can be worked out on paper, and counted programs.

Call a check with your function: `check.bar_pass(bar_pass)`.
"""

from collections.abc import Callable
from typing import Any

from source_lib.checks.answers import entry, expect, kind, parts, refuse

Function = Callable[..., Any]

# z = 0 and y = 1/2, so that everything can be worked out on paper: L = 1/32, R = 9/2, L_reg = 1/32 + 9/20.
_POINT = {"w": 3.0, "b": -6.0, "x": 2.0, "t": 0.25, "lam": 0.1}
_ON_PAPER = "On paper: w = 3, b = -6, x = 2, t = 1/4, lam = 0.1, so z = 0, y = 1/2, sigma'(z) = 1/4."


def values(values: Function) -> None:
    """Check the first step, z = wx + b, y = sigma(z), L = 1/2 (y - t)^2, R = 1/2 w^2, L_reg = L + lam R.

    Raises: CheckFailed.
    Lecture: 6, section 2, "The Chain Rule revisited".
    """
    found = values(**_POINT)
    for name, wanted in {"z": 0, "y": 0.5, "L": 0.03125, "R": 4.5, "L_reg": 0.48125}.items():
        expect(name, entry("values", found, name), wanted, _ON_PAPER)
    print("✓ values: all five are right on paper.")


def naive_grads(naive_grads: Function) -> None:
    """Check both derivatives: (sigma - t) sigma' x + lam w = 0.425 and (sigma - t) sigma' = 0.0625.

    Raises: CheckFailed.
    Lecture: 6, section 2.1, "How you would have done it in calculus class".
    """
    dw, db = parts("naive_grads", naive_grads(**_POINT), ["dw", "db"])
    hint = f"{_ON_PAPER} The outer derivative is y - t, the inner ones follow."
    expect("db", db, 0.0625, hint)
    expect("dw", dw, 0.425, f"{hint} Does the regulariser depend on w?")
    print("✓ naive_grads: both derivatives are right on paper.")


def bar_pass(bar_pass: Function) -> None:
    """Check the seven bars, from L_reg_bar = 1 to w_bar = z_bar x + R_bar w, and that the root comes first.

    Raises: CheckFailed.
    Lecture: 6, section 2.4, "Using the computation graph".
    """
    bars = bar_pass(**_POINT)
    hints = {
        "L_reg_bar": (1, "A nudge of L_reg moves L_reg one to one."),
        "R_bar": (0.1, "R goes into L_reg = L + lam R."),
        "L_bar": (1, "L goes into L_reg = L + lam R."),
        "y_bar": (0.25, "y goes into L = 1/2 (y - t)^2."),
        "z_bar": (0.0625, "z goes into y = sigma(z)."),
        "w_bar": (0.425, "w goes into two values, z = wx + b and R = 1/2 w^2: two shares add up."),
        "b_bar": (0.0625, "b goes into z = wx + b."),
    }
    for name, (wanted, hint) in hints.items():
        expect(name, entry("bar_pass", bars, name), wanted, f"{hint} {_ON_PAPER}")
    first = next(iter(bars))
    if first != "L_reg_bar":
        hint = "Put each bar in after the bars that it needs; the first needs none."
        refuse("The order of the dict", f"{str(first)[:30]} comes first", "L_reg_bar first", hint)
    print("✓ bar_pass: all seven bars are right on paper.")


def count_ops(count_ops: Function) -> None:
    """Check the counts of two programs: the expanded formulas use wx + b four times, the staged ones once.

    Raises: CheckFailed.
    Lecture: 6, section 2.1, "How you would have done it in calculus class".
    """
    for name, program, affine, sigma in (("expanded", _expanded, 4, 6), ("staged", _staged, 1, 1)):
        value, counts = parts("count_ops", count_ops(program, *_POINT.values()), ["value", "counts"])
        hint = "Return what f returned, as it is. Your affine returns w * x + b, your sigma sigma(z)."
        if not isinstance(value, (tuple, list)) or len(value) != 2:
            refuse(f"The value of the {name} program", kind(value), "the pair dw, db that f returned", hint)
        dw, db = value
        expect(f"dw of the {name} program", dw, 0.425, hint)
        expect(f"db of the {name} program", db, 0.0625, hint)
        for key, wanted in (("affine", affine), ("sigma", sigma)):
            hint = "Add 1 each time that the operation is called; begin at 0 in each call of count_ops."
            expect(f"counts['{key}'] of the {name} program", entry("count_ops", counts, key), wanted, hint)
    print("✓ count_ops: wx + b is computed 4 times in the expanded formulas, once in the staged ones.")


def _expanded(affine: Function, sigma: Function, w: float, b: float, x: float, t: float, lam: float) -> Any:
    def slope(z: float) -> Any:
        return sigma(z) * (1 - sigma(z))

    dw = (sigma(affine(w, x, b)) - t) * slope(affine(w, x, b)) * x + lam * w
    return dw, (sigma(affine(w, x, b)) - t) * slope(affine(w, x, b))


def _staged(affine: Function, sigma: Function, w: float, b: float, x: float, t: float, lam: float) -> Any:
    y = sigma(affine(w, x, b))
    z_bar = (y - t) * y * (1 - y)
    return z_bar * x + lam * w, z_bar


def bar_pass_ce(bar_pass_ce: Function) -> None:
    """Check the bars of the cross-entropy: y_bar = (y - t) / (y (1 - y)) and, in short, z_bar = y - t.

    Raises: CheckFailed.
    Lecture: 6, section 2.4, "Using the computation graph".
    """
    bars = bar_pass_ce(**_POINT)
    hints = {
        "L_reg_bar": (1, "As before."),
        "R_bar": (0.1, "As before."),
        "L_bar": (1, "As before."),
        "y_bar": (1, "Differentiate -t log y - (1 - t) log(1 - y) by y: two terms."),
        "z_bar": (0.25, "y_bar times the slope of sigma; much of it cancels."),
        "w_bar": (0.8, "As before, from z_bar and R_bar."),
        "b_bar": (0.25, "As before."),
    }
    for name, (wanted, hint) in hints.items():
        expect(name, entry("bar_pass_ce", bars, name), wanted, f"{hint} {_ON_PAPER}")
    print("✓ bar_pass_ce: all seven bars are right on paper.")


def partials(partials: Function) -> None:
    """Check that holding b gives 0.425, and that the two derivatives differ by what comes through L.

    Raises: CheckFailed.
    Lecture: 6, section 4, "Appendix: why the weird notation?".
    """
    found = partials(**_POINT)
    hint = f"Nudge w: z, y and L move too, and so does R. {_ON_PAPER}"
    expect("hold_b", entry("partials", found, "hold_b"), 0.425, hint)
    expect("hold_L", entry("partials", found, "hold_L"), 0.3, "L stays where it is: what is left that moves with w?")
    print("✓ partials: two questions, two numbers.")


def central_diff(central_diff: Function) -> None:
    """Check the difference of v^3 at v = 2 with h = 1, (27 - 1) / 2 = 13.

    Raises: CheckFailed.
    Lecture: 6, section 2.1, "How you would have done it in calculus class".
    """
    hint = "f(3) = 27 and f(1) = 1, and between them lies 2h = 2."
    expect("central_diff(v^3, 2, 1)", central_diff(lambda v: v**3, 2.0, 1.0), 13, hint)
    print("✓ central_diff: right on paper.")


def nudge(nudge: Function) -> None:
    """Check how fast each value moves along dw = 1, db = -1: z by x dw + db = 1, and on from there.

    Raises: CheckFailed.
    Lecture: 6, section 2.2, "Multivariable chain rule: the easy case".
    """
    found = nudge(*_POINT.values(), 1.0, -1.0)
    if not isinstance(found, dict):
        refuse("What nudge returns", kind(found), "a dict with z, y, L, R, L_reg", "The keys of values.")
    for name, wanted in {"z": 1, "y": 0.25, "L": 0.0625, "R": 3, "L_reg": 0.3625}.items():
        expect(name, entry("nudge", found, name), wanted, f"dw = 1, db = -1. {_ON_PAPER}")
    print("✓ nudge: L_reg moves by 0.3625, and w_bar dw + b_bar db says the same.")


__all__ = [
    "bar_pass", "bar_pass_ce", "central_diff", "count_ops", "naive_grads", "nudge", "partials", "values",
]  # fmt: skip
