"""forward_scalar and forward_vec: sums over the wrong index, biases and phi that are missing or misplaced."""

from functools import partial

from autograder.examination import Mistake

from .lectures import UNITS

scalar = partial(Mistake, task="forward_scalar", lecture=UNITS)
vec = partial(Mistake, task="forward_vec", lecture=UNITS)
_H = 'h = phi(params["W1"] @ x + params["b1"])\n'
_Y = 'y = phi(params["W2"] @ h + params["b2"])\n'

MISTAKES = (
    scalar(
        "scalar-index-swapped",
        "W[j, i] instead of W[i, j]",
        edits=(("W1[i, j]", "W1[j, i]"), ("W2[k, i]", "W2[i, k]")),
        message="row and column of the weights are swapped.",
        hint="W1[i, j] is the weight of hidden unit i for input j: the unit comes first.",
    ),
    scalar(
        "scalar-no-b1",
        "The hidden biases forgotten",
        edits=(("z = b1[i]\n", "z = 0\n"),),
        message="the biases of the hidden units are left out.",
        hint="Every unit has its own bias: start the sum at b1[i].",
    ),
    scalar(
        "scalar-no-b2",
        "The output biases forgotten",
        edits=(("s = b2[k]\n", "s = 0\n"),),
        message="h is right, but the biases of the output units are left out.",
        hint="Every unit has its own bias: start the sum at b2[k].",
    ),
    scalar(
        "scalar-no-biases",
        "All biases forgotten",
        edits=(("z = b1[i]\n", "z = 0\n"), ("s = b2[k]\n", "s = 0\n")),
        message="the biases are left out, in both layers.",
        hint="Every unit has its own bias: start each sum there.",
    ),
    scalar(
        "scalar-bias-in-loop",
        "The bias inside the loop",
        edits=(
            ("z = b1[i]\n", "z = 0\n"),
            ("W1[i, j] * x[j]\n", "W1[i, j] * x[j] + b1[i]\n"),
            ("s = b2[k]\n", "s = 0\n"),
            ("W2[k, i] * h[i]\n", "W2[k, i] * h[i] + b2[k]\n"),
        ),
        message="each bias is added once per term of the sum.",
        hint="Take the bias out of the inner loop: it is added once per unit.",
    ),
    scalar(
        "scalar-first-bias",
        "The first bias for all units",
        edits=(("z = b1[i]\n", "z = b1[0]\n"), ("s = b2[k]\n", "s = b2[0]\n")),
        message="all units of a layer get the bias of the first one.",
        hint="Is there an index 0 left over from trying things out? Unit i has bias b1[i].",
    ),
    scalar(
        "scalar-overwrites",
        "= instead of +=",
        edits=(("z += W1", "z = W1"), ("s += W2", "s = W2")),
        message="each sum keeps its last term only.",
        hint="Add with +=. With = every round of the loop throws away what was there, the bias too.",
    ),
    scalar(
        "scalar-one-short",
        "The last term left out",
        edits=(
            ("for j in range(len(x)):", "for j in range(len(x) - 1):"),
            ("in range(len(h)):", "in range(len(h) - 1):"),
        ),
        message="the last term of each sum is left out.",
        hint="range(n) stops at n - 1 by itself.",
    ),
    scalar(
        "scalar-no-phi-hidden",
        "phi of the hidden units forgotten",
        edits=(("h[i] = phi(z)\n", "h[i] = z\n"),),
        message="h holds z: phi is missing in the hidden layer.",
        hint="h_i = phi(z_i). Without it the two layers would be one linear layer.",
    ),
    scalar(
        "scalar-no-phi-output",
        "phi of the output units forgotten",
        edits=(("y[k] = phi(s)\n", "y[k] = s\n"),),
        message="h is right, but phi is missing in the output layer.",
        hint="In this assignment phi acts on the output units as well.",
    ),
    scalar(
        "scalar-no-phi",
        "phi forgotten",
        edits=(("h[i] = phi(z)\n", "h[i] = z\n"), ("y[k] = phi(s)\n", "y[k] = s\n")),
        message="phi is missing in both layers.",
        hint="phi acts on the hidden units and on the output units.",
    ),
    scalar(
        "scalar-output-reads-x",
        "The output reads x",
        edits=(("W2[k, i] * h[i]", "W2[k, i] * x[i]"),),
        message="h is right, but the output units read the inputs x instead of h.",
        hint="W2 stands between the hidden layer and the output.",
    ),
    scalar(
        "scalar-one-output",
        "A single output as a number",
        edits=(("return h, y\n", "return h, y if len(y) > 1 else y[0]\n"),),
        message="with a single output unit, y is a number; wanted is an array of shape (1,).",
        hint="y has shape (K,), also where K is 1.",
    ),
    vec(
        "vec-one-output",
        "A single output as a number",
        edits=(("return h, y\n", "return h, y if len(y) > 1 else y[0]\n"),),
        message="with a single output unit, y is a number; wanted is an array of shape (1,).",
        hint="y has shape (K,), also where K is 1. Does np.squeeze take that axis away?",
    ),
    vec(
        "vec-transposed",
        "The weights transposed",
        edits=(
            (_H, 'h = phi(params["W1"].T @ x + params["b1"])\n'),
            (_Y, 'y = phi(params["W2"].T @ h + params["b2"])\n'),
        ),
        message="the weights are transposed; that runs only where the sizes happen to be equal.",
        hint="W1 is (H, D) and x is (D,): W1 @ x is (H,). For one example nothing has to be turned.",
    ),
    vec(
        "vec-no-b1",
        "The hidden biases forgotten",
        edits=((_H, 'h = phi(params["W1"] @ x)\n'),),
        message="the biases of the hidden units are left out.",
        hint="h = phi(W1 x + b1).",
    ),
    vec(
        "vec-no-b2",
        "The output biases forgotten",
        edits=((_Y, 'y = phi(params["W2"] @ h)\n'),),
        message="h is right, but the biases of the output units are left out.",
        hint="y = phi(W2 h + b2).",
    ),
    vec(
        "vec-no-phi-hidden",
        "phi of the hidden units forgotten",
        edits=((_H, 'h = params["W1"] @ x + params["b1"]\n'),),
        message="phi is missing in the hidden layer.",
        hint="h = phi(W1 x + b1). Without phi the two layers would be one linear layer.",
    ),
    vec(
        "vec-no-phi-output",
        "phi of the output units forgotten",
        edits=((_Y, 'y = params["W2"] @ h + params["b2"]\n'),),
        message="h is right, but phi is missing in the output layer.",
        hint="In this assignment phi acts on the output units as well.",
    ),
    vec(
        "vec-phi-before-bias",
        "phi before the bias",
        edits=((_H, 'h = phi(params["W1"] @ x) + params["b1"]\n'), (_Y, 'y = phi(params["W2"] @ h) + params["b2"]\n')),
        message="the biases are added after phi.",
        hint="First all of z = W x + b, then phi of it. Look at the brackets.",
    ),
    vec(
        "vec-elementwise",
        "* instead of @",
        edits=((_H, 'h = phi(params["W1"] * x + params["b1"])\n'), (_Y, 'y = phi(params["W2"] * h + params["b2"])\n')),
        message="* multiplies entry by entry and adds nothing up.",
        hint="A matrix times a vector is W1 @ x.",
    ),
    vec(
        "vec-output-reads-x",
        "The output reads x",
        edits=((_Y, 'y = phi(params["W2"] @ x + params["b2"])\n'),),
        message="the output units read the inputs x instead of h.",
        hint="W2 stands between the hidden layer and the output.",
    ),
    vec(
        "vec-order",
        "y, h instead of h, y",
        edits=(("return h, y\n", "return y, h\n"),),
        message="h and y are right, but they are returned in the other order.",
        hint="Return h, y: the hidden layer first.",
    ),
)
