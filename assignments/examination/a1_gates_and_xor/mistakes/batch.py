"""forward_batch: examples as columns, biases along the wrong axis, one example instead of all."""

from functools import partial

from autograder.examination import Mistake

from .lectures import UNITS

batch = partial(Mistake, task="forward_batch", lecture=UNITS)
_Z1 = 'Z1 = X @ params["W1"].T + params["b1"]\n'
_Z2 = 'Z2 = H @ params["W2"].T + params["b2"]\n'
_COLUMNS = (
    (_Z1, 'Z1 = params["W1"] @ X.T + params["b1"][:, None]\n'),
    (_Z2, 'Z2 = params["W2"] @ H + params["b2"][:, None]\n'),
)

MISTAKES = (
    batch(
        "batch-not-transposed",
        "W not transposed",
        edits=((_Z1, 'Z1 = X @ params["W1"] + params["b1"]\n'), (_Z2, 'Z2 = H @ params["W2"] + params["b2"]\n')),
        message="the weights are not transposed; that runs only where the sizes happen to be equal.",
        hint="X is (N, D) and W1 is (H, D). Two D have to meet in the middle: X @ W1.T is (N, H).",
    ),
    batch(
        "batch-columns",
        "Examples as columns",
        edits=_COLUMNS,
        message="the values are right, but examples stand in columns.",
        hint="Rows are examples: H is (N, H) and Y is (N, K). Write X @ W1.T, or transpose what you have.",
    ),
    batch(
        "batch-weights-first",
        "W @ X",
        edits=((_Z1, 'Z1 = params["W1"] @ X + params["b1"]\n'), (_Z2, 'Z2 = params["W2"] @ H + params["b2"]\n')),
        message="W stands on the left of X, as for a single vector.",
        hint="The examples are rows, so W has to come from the right: X @ W1.T.",
    ),
    batch(
        "batch-bias-as-column",
        "The bias along the wrong axis",
        edits=(
            (_Z1, 'Z1 = X @ params["W1"].T + params["b1"][:, None]\n'),
            (_Z2, 'Z2 = H @ params["W2"].T + params["b2"][:, None]\n'),
        ),
        message="the biases are added per example, not per unit.",
        hint="b1 has one entry per column of X @ W1.T. Adding it as it is, without [:, None], gives it to every row.",
    ),
    batch(
        "batch-no-b1",
        "The hidden biases forgotten",
        edits=((_Z1, 'Z1 = X @ params["W1"].T\n'),),
        message="the biases of the hidden units are left out.",
        hint="H = phi(X W1^T + 1 b1^T).",
    ),
    batch(
        "batch-no-b2",
        "The output biases forgotten",
        edits=((_Z2, 'Z2 = H @ params["W2"].T\n'),),
        message="H is right, but the biases of the output units are left out.",
        hint="Y = phi(H W2^T + 1 b2^T).",
    ),
    batch(
        "batch-no-biases",
        "All biases forgotten",
        edits=((_Z1, 'Z1 = X @ params["W1"].T\n'), (_Z2, 'Z2 = H @ params["W2"].T\n')),
        message="the biases are left out, in both layers.",
        hint="Every unit has its own bias, in both layers.",
    ),
    batch(
        "batch-no-phi-hidden",
        "phi of the hidden units forgotten",
        edits=(("H = phi(Z1)\n", "H = Z1\n"),),
        message="phi is missing in the hidden layer.",
        hint="H = phi(Z1). Without phi the two layers would be one linear layer.",
    ),
    batch(
        "batch-no-phi-output",
        "phi of the output units forgotten",
        edits=(("Y = phi(Z2)\n", "Y = Z2\n"),),
        message="H is right, but phi is missing in the output layer.",
        hint="In this assignment phi acts on the output units as well.",
    ),
    batch(
        "batch-returns-sums",
        "Z1 instead of H",
        edits=(("return H, Y\n", "return Z1, Y\n"),),
        message="Y is right, but in place of H the sums before phi are returned.",
        hint="H = phi(Z1) is what the hidden units say; Z1 is what they think.",
    ),
    batch(
        "batch-output-reads-z",
        "The output reads Z1",
        edits=((_Z2, 'Z2 = Z1 @ params["W2"].T + params["b2"]\n'),),
        message="H is right, but the output units read the sums before phi.",
        hint="The output reads H.",
    ),
    batch(
        "batch-first-example",
        "Only the first example",
        edits=((_Z1, 'X = X[:1]\n    Z1 = X @ params["W1"].T + params["b1"]\n'),),
        message="only the first example comes out.",
        hint="Is there a return inside the loop, or an index 0 left over?",
    ),
    batch(
        "batch-mean",
        "The mean over the examples",
        edits=(("return H, Y\n", "return H.mean(axis=0), Y.mean(axis=0)\n"),),
        message="the examples are averaged.",
        hint="A forward pass answers for every example. Means belong to the cost, later.",
    ),
    batch(
        "batch-order",
        "Y, H instead of H, Y",
        edits=(("return H, Y\n", "return Y, H\n"),),
        message="H and Y are right, but they are returned in the other order.",
        hint="Return H, Y: the hidden layer first.",
    ),
    batch(
        "batch-one-output",
        "The axis of a single output dropped",
        edits=(("return H, Y\n", "return H, Y if Y.shape[1] > 1 else Y[:, 0]\n"),),
        message="with a single output unit, Y has shape (N,); wanted is (N, 1).",
        hint="Y has shape (N, K), also where K is 1.",
    ),
    batch(
        "batch-only-y",
        "Y alone",
        edits=(("return H, Y\n", "return Y\n"),),
        message="Y comes back alone; wanted is the pair H, Y.",
        hint="End with: return H, Y",
    ),
)
