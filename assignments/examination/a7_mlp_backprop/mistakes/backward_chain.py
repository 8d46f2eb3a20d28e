"""mlp_backward: a wrong partner in a product, on the way through the weights."""

from functools import partial

from autograder.examination import Mistake

from .lectures import GRAPH, INTRODUCTION, NET, SHARES

backward = partial(Mistake, task="mlp_backward", lecture=NET)
_H_BAR = 'H_bar = Y_bar @ params["W2"]\n'
_W2_BAR = "W2_bar = Y_bar.T @ H\n"
_W1_BAR = "W1_bar = Z1_bar.T @ X\n"
_Z1_BAR = "Z1_bar = H_bar * phi.derivative(Z1)\n"

MISTAKES = (
    backward(
        "w2-bar-from-z",
        "W2_bar from Z1 instead of H",
        edits=((_W2_BAR, "W2_bar = Y_bar.T @ Z1\n"),),
        message="W2_bar is built with Z1, but W2 meets H, the values after phi.",
        hint="What stands beside W2 in the forward pass stands beside Y_bar in W2_bar.",
    ),
    backward(
        "w2-bar-from-x",
        "W2_bar from X instead of H",
        edits=((_W2_BAR, "W2_bar = Y_bar.T @ X\n"),),
        message="W2_bar is built with the inputs X, but W2 meets H.",
        hint="What stands beside W2 in the forward pass stands beside Y_bar in W2_bar.",
    ),
    backward(
        "w1-bar-from-h",
        "W1_bar from H instead of X",
        edits=((_W1_BAR, "W1_bar = Z1_bar.T @ H\n"),),
        message="W1_bar is built with H, but W1 meets the inputs X.",
        hint="What stands beside W1 in the forward pass stands beside Z1_bar in W1_bar.",
    ),
    backward(
        "w1-bar-from-h-bar",
        "W1_bar from H_bar instead of Z1_bar",
        edits=((_W1_BAR, "W1_bar = H_bar.T @ X\n"),),
        message="W1_bar is built with H_bar: the derivative of phi is missing in it. b1_bar is right.",
        hint="W1 goes into Z1, so its bar comes from Z1_bar.",
    ),
    backward(
        "b1-bar-from-h-bar",
        "b1_bar from H_bar instead of Z1_bar",
        edits=(("b1_bar = Z1_bar.sum", "b1_bar = H_bar.sum"),),
        message="b1_bar is the sum of H_bar: the derivative of phi is missing in it. W1_bar is right.",
        hint="b1 goes into Z1, so its bar comes from Z1_bar.",
    ),
    backward(
        "w2-already-updated",
        "W2 updated before it was used",
        edits=((_H_BAR, 'H_bar = Y_bar @ (params["W2"] - 0.1 * W2_bar)\n'),),
        message="H_bar uses a W2 that has already been moved by a step of 0.1.",
        hint="First all bars, from the old parameters; then the update. mlp_backward changes no parameter.",
        lecture=INTRODUCTION,
    ),
    backward(
        "w2-bar-for-w2",
        "W2_bar in the place of W2",
        edits=((_H_BAR, "H_bar = Y_bar @ W2_bar\n"),),
        message="H_bar is Y_bar times W2_bar; it must be Y_bar times W2.",
        hint="How fast does y_k grow with h_i? By the weight w_ki itself.",
    ),
    backward(
        "w2-skipped",
        "W2 left out on the way back",
        edits=((_H_BAR, "H_bar = Y_bar.sum(axis=1, keepdims=True) * np.ones_like(H)\n"),),
        message="Every hidden unit gets the same H_bar, the plain sum of Y_bar: the weights W2 are left out.",
        hint="Unit i feels output k through w_ki: h_bar_i = sum_k y_bar_k w_ki.",
        lecture=SHARES,
    ),
    backward(
        "w2-sign-only",
        "Only the signs of W2",
        edits=((_H_BAR, 'H_bar = Y_bar @ np.sign(params["W2"])\n'),),
        message="H_bar uses the signs of W2 and not its values.",
        hint="h_bar_i = sum_k y_bar_k w_ki, with the weight as it is.",
    ),
    backward(
        "w2-squared",
        "W2 squared on the way back",
        edits=((_H_BAR, 'H_bar = Y_bar @ params["W2"] ** 2\n'),),
        message="H_bar uses the squares of the weights.",
        hint="y_k is linear in h_i, with slope w_ki: once, not squared.",
    ),
    backward(
        "w2-one-output",
        "Only the last output reaches the hidden layer",
        edits=((_H_BAR, 'H_bar = Y_bar[:, -1:] @ params["W2"][-1:]\n'),),
        message="H_bar holds what comes back from the last output alone.",
        hint="h_i goes into every output: its bar is a sum over k. Is there an = where += is needed?",
        lecture=SHARES,
    ),
    backward(
        "w2-transposed",
        "W2 transposed on the way back",
        edits=((_H_BAR, 'H_bar = Y_bar @ params["W2"].T\n'),),
        message="Y_bar is multiplied by W2 transposed, which fits only if there are as many hidden units as outputs.",
        hint="Shapes: Y_bar (N, K) and W2 (K, H) make (N, H) as they are. The transpose was for the way forward.",
    ),
    backward(
        "star-for-matmul",
        "* where @ is needed",
        edits=((_H_BAR, 'H_bar = Y_bar * params["W2"]\n'),),
        message="Y_bar and W2 are multiplied entry by entry.",
        hint="h_bar_i = sum_k y_bar_k w_ki is a matrix product: write @.",
    ),
    backward(
        "matmul-for-star",
        "@ where * is needed",
        edits=((_Z1_BAR, "Z1_bar = H_bar @ phi.derivative(Z1)\n"),),
        message="H_bar and phi'(Z1) are multiplied as matrices.",
        hint="Each hidden unit has its own slope: multiply entry by entry, with *.",
    ),
    backward(
        "bar-plus-slope",
        "+ where * is needed",
        edits=((_Z1_BAR, "Z1_bar = H_bar + phi.derivative(Z1)\n"),),
        message="phi'(Z1) is added to H_bar; along one path derivatives multiply.",
        hint="Along a path multiply, over paths add.",
        lecture=GRAPH,
    ),
    backward(
        "through-w1-again",
        "W1 multiplied into its own bar",
        edits=((_W1_BAR, """W1_bar = Z1_bar.T @ X * params["W1"]\n"""),),
        message="W1_bar is multiplied by W1 once more.",
        hint="z is linear in w_ij, with slope x_j. The weight itself does not turn up in its own bar.",
    ),
)
