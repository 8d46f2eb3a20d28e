"""mlp_forward: biases, transposes, phi in the wrong place, and what is returned."""

from functools import partial

from autograder.examination import Mistake

from .lectures import NET, UNITS

forward = partial(Mistake, task="mlp_forward", lecture=UNITS)
_Z1 = 'Z1 = X @ params["W1"].T + params["b1"]\n'
_H = "H = phi(Z1)\n"
_Y = 'Y = H @ params["W2"].T + params["b2"]\n'

MISTAKES = (
    forward(
        "forward-b1-missing",
        "b1 left out",
        edits=((_Z1, 'Z1 = X @ params["W1"].T\n'),),
        message="The bias b1 is left out.",
        hint="Z1 = X W1^T + b1: numpy adds b1 to every row by itself.",
    ),
    forward(
        "forward-b2-missing",
        "b2 left out",
        edits=((_Y, 'Y = H @ params["W2"].T\n'),),
        message="The bias b2 is left out.",
        hint="Y = H W2^T + b2: numpy adds b2 to every row by itself.",
    ),
    forward(
        "forward-b1-subtracted",
        "b1 subtracted",
        edits=((_Z1, 'Z1 = X @ params["W1"].T - params["b1"]\n'),),
        message="The bias b1 is subtracted instead of added.",
        hint="In this course the bias is added; a threshold would be its negative.",
    ),
    forward(
        "forward-b1-after-phi",
        "b1 added after phi",
        edits=((_Z1, 'Z1 = X @ params["W1"].T\n'), (_H, 'H = phi(Z1) + params["b1"]\n')),
        message="b1 is added after phi; it belongs inside.",
        hint="H = phi(X W1^T + b1): the bias moves the point at which a unit turns on.",
    ),
    forward(
        "forward-b1-as-column",
        "b1 as a column",
        edits=((_Z1, 'Z1 = X @ params["W1"].T + params["b1"][:, None]\n'),),
        message="b1 is added down the rows, the examples, and not along the units.",
        hint="Rows are examples here: b1 of shape (H,) fits as it is.",
    ),
    forward(
        "forward-w1-not-transposed",
        "W1 not transposed",
        edits=((_Z1, 'Z1 = X @ params["W1"] + params["b1"]\n'),),
        message="X is multiplied by W1 without the transpose, which fits only if D = H.",
        hint="X is (N, D) and W1 is (H, D): X @ W1.T is (N, H).",
    ),
    forward(
        "forward-w2-not-transposed",
        "W2 not transposed",
        edits=((_Y, 'Y = H @ params["W2"] + params["b2"]\n'),),
        message="H is multiplied by W2 without the transpose, which fits only if H = K.",
        hint="H is (N, H) and W2 is (K, H): H @ W2.T is (N, K).",
    ),
    forward(
        "forward-no-phi",
        "No phi at all",
        edits=((_H, "H = Z1\n"),),
        message="phi is not applied: two linear layers are one linear layer.",
        hint="H = phi(Z1), between the two layers.",
    ),
    forward(
        "forward-phi-at-output",
        "phi at the output too",
        edits=((_Y, 'Y = phi(H @ params["W2"].T + params["b2"])\n'),),
        message="phi is applied to the output too, but the output layer is linear.",
        hint="Y = H W2^T + b2. What the outputs mean is the business of the loss.",
        lecture=NET,
    ),
    forward(
        "forward-phi-only-at-output",
        "phi at the output instead of the hidden layer",
        edits=((_H, "H = Z1\n"), (_Y, 'Y = phi(H @ params["W2"].T + params["b2"])\n')),
        message="phi is applied at the output and not in the hidden layer.",
        hint="H = phi(Z1), and Y = H W2^T + b2 without phi.",
    ),
    forward(
        "forward-phi-twice",
        "phi applied twice",
        edits=((_H, "H = phi(phi(Z1))\n"),),
        message="phi is applied twice in the hidden layer.",
        hint="H = phi(Z1), once.",
    ),
    forward(
        "forward-logistic-only",
        "The logistic function whatever phi is",
        edits=((_H, "H = 1 / (1 + np.exp(-Z1))\n"),),
        message="The hidden layer is logistic, whatever phi is given.",
        hint="Call the phi that you are given: phi(Z1).",
    ),
    forward(
        "forward-tanh-only",
        "tanh whatever phi is",
        edits=((_H, "H = np.tanh(Z1)\n"),),
        message="The hidden layer is tanh, whatever phi is given.",
        hint="Call the phi that you are given: phi(Z1).",
    ),
    forward(
        "forward-relu-only",
        "ReLU whatever phi is",
        edits=((_H, "H = np.maximum(Z1, 0)\n"),),
        message="The hidden layer is ReLU, whatever phi is given.",
        hint="Call the phi that you are given: phi(Z1).",
    ),
    forward(
        "forward-slope-for-phi",
        "phi' in place of phi",
        edits=((_H, "H = phi.derivative(Z1)\n"),),
        message="The hidden layer gives out phi'(Z1), the slope, instead of phi(Z1).",
        hint="phi.derivative is for the way back.",
    ),
    forward(
        "forward-columns",
        "Examples as columns",
        edits=(("return Y, cache", "return Y.T, cache"),),
        message="Y comes out transposed, (K, N).",
        hint="Rows are examples, in Y as in X.",
    ),
    forward(
        "forward-first-example",
        "Only the first example",
        edits=(("return Y, cache", "return Y[0], cache"),),
        message="Only the output of the first example is returned.",
        hint="Y has a row for each example: (N, K).",
    ),
    forward(
        "forward-mean",
        "A mean over the batch",
        edits=(("return Y, cache", "return Y.mean(axis=0), cache"),),
        message="The outputs are averaged over the examples.",
        hint="Each example keeps its own row in Y. The mean is taken of the losses, later.",
    ),
    forward(
        "forward-returns-h",
        "H returned as Y",
        edits=(("return Y, cache", "return H, cache"),),
        message="The hidden values H are returned in place of Y.",
        hint="One layer more: Y = H W2^T + b2.",
    ),
    forward(
        "forward-cache-first",
        "cache, Y in the wrong order",
        edits=(("return Y, cache", "return cache, Y"),),
        message="The cache is returned first and Y second.",
        hint="Y first, then the cache.",
    ),
    forward(
        "forward-no-cache",
        "No cache",
        edits=(("return Y, cache", "return Y"),),
        message="Y is returned without a cache.",
        hint="Return a pair: Y, and whatever your mlp_backward will need.",
    ),
    forward(
        "forward-centres-x",
        "X centred in place",
        edits=((_Z1, "X -= X.mean(axis=0)\n    " + _Z1),),
        message="The mean is subtracted from X, in the caller's own array.",
        hint="Take X as it comes, and write X = X - ... where you want a changed one: X -= ... changes the caller's.",
    ),
)
