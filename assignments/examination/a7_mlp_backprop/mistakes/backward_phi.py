"""mlp_backward: phi' left out, taken of the wrong thing, or fixed to one activation; a cache that is spoilt."""

from functools import partial

from autograder.examination import Mistake

from .lectures import NET, SOFT

backward = partial(Mistake, task="mlp_backward", lecture=NET)
_LINE = "Z1_bar = H_bar * phi.derivative(Z1)\n"

MISTAKES = (
    backward(
        "phi-derivative-missing",
        "No derivative of the activation",
        edits=((_LINE, "Z1_bar = H_bar\n"),),
        message="W2_bar and b2_bar are right, but the bars step over phi: Z1_bar is H_bar unchanged.",
        hint="On the way from H back to Z1 multiply by phi.derivative(Z1), entry by entry.",
    ),
    backward(
        "phi-derivative-at-h",
        "phi' taken at H instead of Z1",
        edits=((_LINE, "Z1_bar = H_bar * phi.derivative(H)\n"),),
        message="phi.derivative is given H, the values after phi. It wants Z1, the values before.",
        hint="phi.derivative(z) is a function of z. Keep Z1 in the cache.",
    ),
    backward(
        "phi-logistic-only",
        "H (1 - H) whatever phi is",
        edits=((_LINE, "Z1_bar = H_bar * H * (1 - H)\n"),),
        message="The hidden layer is treated as logistic, whatever phi is.",
        hint="H * (1 - H) is the derivative of the logistic function only. phi.derivative(Z1) holds for every phi.",
    ),
    backward(
        "phi-logistic-of-z",
        "z (1 - z) instead of h (1 - h)",
        edits=((_LINE, "Z1_bar = H_bar * Z1 * (1 - Z1)\n"),),
        message="The formula h (1 - h) is given z in place of h, and it holds for the logistic function only.",
        hint="sigma'(z) is sigma(z) (1 - sigma(z)). Better: phi.derivative(Z1), which holds for every phi.",
    ),
    backward(
        "phi-tanh-only",
        "1 - H^2 whatever phi is",
        edits=((_LINE, "Z1_bar = H_bar * (1 - H**2)\n"),),
        message="The hidden layer is treated as tanh, whatever phi is.",
        hint="1 - H**2 is the derivative of tanh only. phi.derivative(Z1) holds for every phi.",
    ),
    backward(
        "phi-relu-only",
        "A mask Z1 > 0 whatever phi is",
        edits=((_LINE, "Z1_bar = H_bar * (Z1 > 0)\n"),),
        message="The hidden layer is treated as ReLU, whatever phi is.",
        hint="The mask Z1 > 0 is the derivative of ReLU only. phi.derivative(Z1) holds for every phi.",
    ),
    backward(
        "phi-value",
        "phi itself in place of its derivative",
        edits=((_LINE, "Z1_bar = H_bar * H\n"),),
        message="H_bar is multiplied by phi(Z1), the value, not by phi'(Z1), the slope.",
        hint="How fast does h move when z moves? That is phi.derivative(Z1).",
    ),
    backward(
        "phi-relu-value",
        "max(z, 0) in place of a derivative",
        edits=((_LINE, "Z1_bar = H_bar * np.maximum(Z1, 0)\n"),),
        message="H_bar is multiplied by max(Z1, 0): that is ReLU itself, not its slope.",
        hint="Where a ReLU is on, its slope is 1, not z. phi.derivative(Z1) knows, for every phi.",
    ),
    backward(
        "phi-without-bias",
        "phi' at X W1^T, without the bias",
        edits=((_LINE, 'Z1_bar = H_bar * phi.derivative(X @ params["W1"].T)\n'),),
        message="phi.derivative is taken at X W1^T: the bias b1 is missing in it.",
        hint="Use the very Z1 of the forward pass, from the cache, rather than computing it anew.",
    ),
    backward(
        "phi-derivative-twice",
        "phi' multiplied in twice",
        edits=((_LINE, "Z1_bar = H_bar * phi.derivative(Z1) * phi.derivative(Z1)\n"),),
        message="The derivative of the activation is multiplied in twice.",
        hint="The signal passes phi once on its way back. Does another line apply phi.derivative again?",
    ),
    backward(
        "phi-guided",
        "Negative parts of H_bar thrown away",
        edits=((_LINE, "Z1_bar = np.maximum(H_bar, 0) * phi.derivative(Z1)\n"),),
        message="Negative entries of H_bar are set to 0 on the way back.",
        hint="What decides about a ReLU's slope is the sign of Z1, not the sign of the bar that comes back.",
    ),
    backward(
        "phi-leaky",
        "A slope of at least 0.01 everywhere",
        edits=((_LINE, "Z1_bar = H_bar * np.maximum(phi.derivative(Z1), 0.01)\n"),),
        message="Where phi is flat, a slope of 0.01 is used instead of its own.",
        hint="A leaky slope belongs to another activation. Use phi.derivative(Z1) as it is.",
        lecture=SOFT,
    ),
    backward(
        "phi-at-output",
        "phi' applied to the output layer too",
        edits=(
            (
                "    W2_bar = Y_bar.T @ H\n",
                '    Y = H @ params["W2"].T + params["b2"]\n    Y_bar = Y_bar * phi.derivative(Y)\n'
                "    W2_bar = Y_bar.T @ H\n",
            ),
        ),
        message="Y_bar is multiplied by phi' at the output, but the output layer is linear.",
        hint="Y is H W2^T + b2 with no phi around it, so Y_bar goes into W2_bar as it is.",
    ),
    backward(
        "phi-of-the-bar",
        "phi' of H_bar",
        edits=((_LINE, "Z1_bar = phi.derivative(H_bar)\n"),),
        message="phi.derivative is applied to H_bar itself.",
        hint="A bar is multiplied by a slope: H_bar * phi.derivative(Z1).",
    ),
    backward(
        "phi-spoils-h",
        "H overwritten by its derivative",
        edits=((_LINE, "H *= 1 - H\n    Z1_bar = H_bar * H\n"),),
        message="H is overwritten in the cache by H (1 - H), so that the next call starts from a wrong H.",
        hint="Make a new array, H * (1 - H) at most; *= writes into the cache. And use phi.derivative: phi may be any.",
    ),
    backward(
        "phi-spoils-z",
        "Z1 overwritten by phi'",
        edits=((_LINE, "Z1[:] = phi.derivative(Z1)\n    Z1_bar = H_bar * Z1\n"),),
        message="The first call is right, but it overwrites Z1 in the cache, and the second call is wrong.",
        hint="Give phi.derivative(Z1) a name of its own instead of writing it into Z1.",
    ),
)
