"""forward_222 and bars_222: indices exchanged, sums that forget, bars taken from the wrong place."""

from functools import partial

from autograder.examination import Mistake

from .lectures import NET, SHARES, UNITS

forward = partial(Mistake, task="forward_222", lecture=NET)
bars = partial(Mistake, task="bars_222", lecture=NET)

FORWARD = (
    forward(
        "index-w1-turned",
        "w_ji for w_ij in layer 1",
        edits=(("W1[i, j] * x[j]", "W1[j, i] * x[j]"),),
        message="z is computed with w_ji, the transpose of W1.",
        hint="The first index of W names the unit that it leads to: z_i = sum_j w_ij x_j + b_i.",
        lecture=UNITS,
    ),
    forward(
        "index-w2-turned",
        "w_ik for w_ki in layer 2",
        edits=(("W2[k, i] * h[i]", "W2[i, k] * h[i]"),),
        message="y is computed with w_ik, the transpose of W2.",
        hint="The first index of W names the unit that it leads to: y_k = sum_i w_ki h_i + b_k.",
        lecture=UNITS,
    ),
    forward(
        "index-z-overwritten",
        "= for += in the sum for z",
        edits=(("z[i] += W1", "z[i] = W1"),),
        message="z_i holds the last term of its sum only: the other term and the bias are overwritten.",
        hint="A sum in a loop needs +=.",
    ),
    forward(
        "index-y-overwritten",
        "= for += in the sum for y",
        edits=(("y[k] += W2", "y[k] = W2"),),
        message="y_k holds the last term of its sum only: the other term and the bias are overwritten.",
        hint="A sum in a loop needs +=.",
    ),
    forward(
        "index-b1-in-the-loop",
        "b1 added once per input",
        edits=(("z[i] += W1[i, j] * x[j]", "z[i] += W1[i, j] * x[j] + b1[i]"), ("z[i] = b1[i]", "z[i] = 0")),
        message="The bias b1 is added once for every input.",
        hint="The bias stands outside the sum over j: add it once.",
    ),
    forward(
        "index-b2-in-the-loop",
        "b2 added once per hidden unit",
        edits=(("y[k] += W2[k, i] * h[i]", "y[k] += W2[k, i] * h[i] + b2[k]"), ("y[k] = b2[k]", "y[k] = 0")),
        message="The bias b2 is added once for every hidden unit.",
        hint="The bias stands outside the sum over i: add it once.",
    ),
    forward(
        "index-b1-missing",
        "b1 left out",
        edits=(("z[i] = b1[i]", "z[i] = 0"),),
        message="The bias b1 is left out of z.",
        hint="z_i = sum_j w_ij x_j + b_i.",
        lecture=UNITS,
    ),
    forward(
        "index-b2-missing",
        "b2 left out",
        edits=(("y[k] = b2[k]", "y[k] = 0"),),
        message="The bias b2 is left out of y.",
        hint="y_k = sum_i w_ki h_i + b_k.",
        lecture=UNITS,
    ),
    forward(
        "index-no-phi",
        "h without phi",
        edits=(("h[i] = phi(z[i])", "h[i] = z[i]"),),
        message="h is z unchanged: phi is not applied.",
        hint="h_i = phi(z_i).",
        lecture=UNITS,
    ),
    forward(
        "index-y-from-z",
        "y from z instead of h",
        edits=(("W2[k, i] * h[i]", "W2[k, i] * z[i]"),),
        message="h is right, but y is computed from z.",
        hint="Layer 2 sees what layer 1 gives out: h.",
    ),
    forward(
        "index-y-from-x",
        "y from x instead of h",
        edits=(("W2[k, i] * h[i]", "W2[k, i] * x[i]"),),
        message="h is right, but y is computed from the inputs x.",
        hint="Layer 2 sees what layer 1 gives out: h.",
    ),
    forward(
        "index-phi-at-output",
        "phi at the output",
        edits=(("    return z, h, y", "    y = phi(y)\n    return z, h, y"),),
        message="phi is applied to y, but the output layer is linear.",
        hint="y_k = sum_i w_ki h_i + b_k, and that is all.",
    ),
    forward(
        "index-order",
        "y, h, z in another order",
        edits=(("return z, h, y", "return y, h, z"),),
        message="All three are right, but they are returned as y, h, z.",
        hint="The order asked for is z, h, y.",
    ),
    forward(
        "index-y-alone",
        "y alone",
        edits=(("return z, h, y", "return y"),),
        message="Only one array is returned.",
        hint="Return z, h and y: the way back will need all three.",
    ),
)

BARS = (
    bars(
        "index-target-minus-output",
        "t - y for y - t",
        edits=(("y[k] - t[k]", "t[k] - y[k]"),),
        message="y_bar has the wrong sign, and so has all that follows from it.",
        hint="The derivative of 1/2 (y - t)^2 by y is y - t: where y is too large, the loss grows with it.",
    ),
    bars(
        "index-loss-doubled",
        "2 (y - t)",
        edits=(("y[k] - t[k]", "2 * (y[k] - t[k])"),),
        message="All bars are twice too large.",
        hint="The 1/2 in the loss is there to cancel the 2 of the square.",
    ),
    bars(
        "index-mean-over-outputs",
        "A mean over the outputs",
        edits=(("y[k] - t[k]", "(y[k] - t[k]) / 2"),),
        message="All bars are half as large as they should be: the loss is averaged over the two outputs.",
        hint="The loss is a sum over k. A mean is taken over examples only, and here is one.",
    ),
    bars(
        "index-no-target",
        "y_bar without the target",
        edits=(("y[k] - t[k]", "y[k]"),),
        message="y_bar is y itself: the target is not subtracted.",
        hint="The derivative of 1/2 (y - t)^2 by y is y - t.",
    ),
    bars(
        "index-squared-residual",
        "(y - t)^2 for y - t",
        edits=(("y[k] - t[k]", "(y[k] - t[k]) ** 2"),),
        message="y_bar is the square of the difference: that is the loss, not its derivative.",
        hint="The derivative of 1/2 (y - t)^2 by y is y - t.",
    ),
    bars(
        "index-h-bar-overwritten",
        "= for += in the sum for h_bar",
        edits=(("h_bar[i] += y_bar", "h_bar[i] = y_bar"),),
        message="h_bar holds what comes back from the last output only.",
        hint="h_i goes into both outputs; what comes back along both ways adds up: +=.",
        lecture=SHARES,
    ),
    bars(
        "index-h-bar-turned",
        "w_ik for w_ki in h_bar",
        edits=(("y_bar[k] * W2[k, i]", "y_bar[k] * W2[i, k]"),),
        message="h_bar is computed with w_ik, the transpose of W2.",
        hint="The same w_ki leads from h_i to y_k and back.",
    ),
    bars(
        "index-h-bar-from-y",
        "y for y_bar in h_bar",
        edits=(("y_bar[k] * W2[k, i]", "y[k] * W2[k, i]"),),
        message="h_bar is computed from y, the value, not from y_bar.",
        hint="On the way back bars are multiplied by slopes: h_bar_i = sum_k y_bar_k w_ki.",
    ),
    bars(
        "index-h-bar-unweighted",
        "h_bar without the weights",
        edits=(("y_bar[k] * W2[k, i]", "y_bar[k]"),),
        message="h_bar is the plain sum of y_bar: the weights are left out.",
        hint="h_i feels y_bar_k through w_ki.",
        lecture=SHARES,
    ),
    bars(
        "index-no-slope",
        "z_bar without phi'",
        edits=(("h_bar[i] * phi.derivative(z[i])", "h_bar[i]"),),
        message="z_bar is h_bar unchanged: the slope of phi is missing.",
        hint="z_bar_i = h_bar_i phi'(z_i).",
    ),
    bars(
        "index-slope-at-h",
        "phi' at h",
        edits=(("phi.derivative(z[i])", "phi.derivative(h[i])"),),
        message="phi.derivative is given h_i; it wants z_i.",
        hint="phi' is a function of what goes into phi.",
    ),
    bars(
        "index-slope-is-value",
        "phi(z) for phi'(z)",
        edits=(("phi.derivative(z[i])", "phi(z[i])"),),
        message="h_bar is multiplied by phi(z), the value, not by the slope phi'(z).",
        hint="z_bar_i = h_bar_i phi'(z_i): write phi.derivative.",
    ),
    bars(
        "index-w2-bar-from-z",
        "W2_bar from z",
        edits=(("y_bar[k] * h[i]", "y_bar[k] * z[i]"),),
        message="W2_bar is computed with z, but w_ki is multiplied by h_i.",
        hint="What stands beside w_ki in the forward pass stands beside y_bar_k here.",
    ),
    bars(
        "index-w2-bar-turned",
        "W2_bar transposed",
        edits=(("W2_bar[k, i] =", "W2_bar[i, k] ="),),
        message="W2_bar is transposed.",
        hint="The bar of w_ki stands where w_ki stands: row k, column i.",
    ),
    bars(
        "index-w1-bar-turned",
        "W1_bar transposed",
        edits=(("W1_bar[i, j] =", "W1_bar[j, i] ="),),
        message="W1_bar is transposed.",
        hint="The bar of w_ij stands where w_ij stands: row i, column j.",
    ),
    bars(
        "index-w1-bar-from-h",
        "W1_bar from h",
        edits=(("z_bar[i] * x[j]", "z_bar[i] * h[j]"),),
        message="W1_bar is computed with h, but w_ij is multiplied by x_j.",
        hint="What stands beside w_ij in the forward pass stands beside z_bar_i here.",
    ),
    bars(
        "index-w1-bar-from-h-bar",
        "W1_bar from h_bar",
        edits=(("z_bar[i] * x[j]", "h_bar[i] * x[j]"),),
        message="W1_bar is computed from h_bar: the slope of phi is missing in it.",
        hint="w_ij goes into z_i, so its bar comes from z_bar_i.",
    ),
    bars(
        "index-b1-bar-from-h-bar",
        "b1_bar from h_bar",
        edits=(("b1_bar[i] = z_bar[i]", "b1_bar[i] = h_bar[i]"),),
        message="b1_bar is h_bar: the slope of phi is missing in it.",
        hint="b_i goes into z_i, so its bar is z_bar_i.",
    ),
    bars(
        "index-bias-bars-one",
        "Bias bars all 1",
        edits=(("b1_bar[i] = z_bar[i]", "b1_bar[i] = 1"), ("b2_bar[k] = y_bar[k]", "b2_bar[k] = 1")),
        message="The bias bars are 1: that is the slope of z in b, and the bar of z is not yet multiplied in.",
        hint="b_bar = z_bar times that slope of 1.",
    ),
)

MISTAKES = (*FORWARD, *BARS)
