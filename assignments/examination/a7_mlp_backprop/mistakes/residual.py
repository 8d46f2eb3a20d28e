"""residual_forward and residual_backward: a path forgotten, or walked in the wrong way."""

from functools import partial

from autograder.examination import Mistake

from .lectures import GRAPH, NET, SHARES

residual = partial(Mistake, task="residual", lecture=SHARES)
_Y = 'Y = X + H @ params["W2"].T + params["b2"]\n'
_X_BAR = 'X_bar = Y_bar + Z1_bar @ params["W1"]\n'

MISTAKES = (
    residual(
        "residual-no-skip",
        "x left out of y",
        edits=((_Y, _Y.replace("X + ", "")),),
        message="y is the plain net: x is not added.",
        hint="y = x + W2 h + b2.",
    ),
    residual(
        "residual-x-twice",
        "x added twice",
        edits=((_Y, _Y.replace("X + ", "2 * X + ")),),
        message="x is added twice.",
        hint="y = x + W2 h + b2.",
    ),
    residual(
        "residual-skip-subtracted",
        "The net subtracted from x",
        edits=((_Y, 'Y = X - (H @ params["W2"].T + params["b2"])\n'),),
        message="The output of the net is subtracted from x.",
        hint="y = x + W2 h + b2.",
    ),
    residual(
        "residual-no-b2",
        "b2 left out",
        edits=((_Y, 'Y = X + H @ params["W2"].T\n'),),
        message="The bias b2 is left out.",
        hint="y = x + W2 h + b2.",
    ),
    residual(
        "residual-only-skip",
        "X_bar from the short way alone",
        edits=((_X_BAR, "X_bar = Y_bar + 0 * X\n"),),
        message="X_bar counts the way that goes straight from x to y, and not the way through the hidden layer.",
        hint="x goes into y in two ways: what comes back along both adds up.",
    ),
    residual(
        "residual-only-layer",
        "X_bar from the hidden layer alone",
        edits=((_X_BAR, 'X_bar = Z1_bar @ params["W1"]\n'),),
        message="X_bar counts the way through the hidden layer, and not the one that goes straight from x to y.",
        hint="x goes into y in two ways: what comes back along both adds up.",
    ),
    residual(
        "residual-through-h-bar",
        "X_bar past phi",
        edits=((_X_BAR, 'X_bar = Y_bar + H_bar @ params["W1"]\n'),),
        message="X_bar takes H_bar through W1: the slope of phi is missing on that way.",
        hint="W1 leads from x to z: take Z1_bar through it.",
        lecture=NET,
    ),
    residual(
        "residual-no-slope",
        "No derivative of the activation",
        edits=(("Z1_bar = H_bar * phi.derivative(Z1)", "Z1_bar = H_bar"),),
        message="The derivative of phi is missing: Z1_bar is H_bar unchanged.",
        hint="Z1_bar = H_bar * phi.derivative(Z1).",
        lecture=NET,
    ),
    residual(
        "residual-product",
        "The two ways multiplied",
        edits=((_X_BAR, 'X_bar = Y_bar * (Z1_bar @ params["W1"])\n'),),
        message="What comes back along the two ways is multiplied.",
        hint="Along a path multiply, over paths add.",
        lecture=GRAPH,
    ),
    residual(
        "residual-w1-transposed",
        "W1 transposed on the way back",
        edits=((_X_BAR, 'X_bar = Y_bar + Z1_bar @ params["W1"].T\n'),),
        message="Z1_bar is multiplied by W1 transposed, which fits only if there are as many hidden units as inputs.",
        hint="Shapes: Z1_bar (N, H) and W1 (H, D) make (N, D) as they are.",
        lecture=NET,
    ),
    residual(
        "residual-averaged",
        "The two ways averaged",
        edits=((_X_BAR, 'X_bar = (Y_bar + Z1_bar @ params["W1"]) / 2\n'),),
        message="X_bar is the average of the two ways; it is their sum.",
        hint="Nudge x: y moves by what both ways bring, in full.",
    ),
    residual(
        "residual-skip-in-h-bar",
        "The skip counted in H_bar",
        edits=(("Z1_bar = H_bar * phi.derivative(Z1)", "Z1_bar = (H_bar + 1) * phi.derivative(Z1)"),),
        message="Something of the short way is added to H_bar, but that way does not pass the hidden layer.",
        hint="The short way starts at x: only X_bar hears of it.",
    ),
    residual(
        "residual-summed-x-bar",
        "X_bar summed over the examples",
        edits=((_X_BAR, 'X_bar = (Y_bar + Z1_bar @ params["W1"]).sum(axis=0)\n'),),
        message="X_bar is summed over the examples.",
        hint="Every example has its own x, and its own row in X_bar. Only parameters are shared.",
    ),
)
