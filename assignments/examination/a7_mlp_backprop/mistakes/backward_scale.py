"""mlp_backward: the mean over the examples in the wrong place, examples left out, bars made into something else."""

from functools import partial

from autograder.examination import Mistake

from .lectures import INTRODUCTION, NET, SHARES

backward = partial(Mistake, task="mlp_backward", lecture=NET)


def on_the_return(new: str, keep: bool = False) -> tuple[tuple[str, str], ...]:
    """Return the edits that make something else of the finished bars, and with `keep` remember it."""
    last = f"bars = {new}\n    kept.update(bars)\n    return bars" if keep else f"return {new}"
    return (("    return {", "    bars = {"), ('"b2_bar": b2_bar}\n', f'"b2_bar": b2_bar}}\n    {last}\n'))


MISTAKES = (
    backward(
        "backward-second-mean",
        "A second 1/N in every bar",
        edits=(("    W2_bar = Y_bar.T @ H\n", "    Y_bar = Y_bar / len(X)\n    W2_bar = Y_bar.T @ H\n"),),
        message="All bars are too small by N: the mean is taken a second time.",
        hint="Y_bar has the 1/N of the loss in it already. From here on, contributions of examples only add up.",
    ),
    backward(
        "backward-mean-below",
        "A second 1/N on the way into the hidden layer",
        edits=(("* phi.derivative(Z1)\n", "* phi.derivative(Z1) / len(X)\n"),),
        message="W2_bar and b2_bar are right, but W1_bar and b1_bar are divided by N once more.",
        hint="There is one 1/N in the whole chain, and it came in with Y_bar. Z1_bar has a row per example: no mean.",
    ),
    backward(
        "backward-mean-undone",
        "The 1/N taken out again below the output layer",
        edits=(("    H_bar = Y_bar @ params", "    H_bar = len(X) * Y_bar @ params"),),
        message="W2_bar and b2_bar are right, but everything below is too large by N.",
        hint="H_bar is Y_bar times W2 and nothing else. The 1/N in Y_bar has to travel all the way down.",
    ),
    backward(
        "backward-weights-mean",
        "Weights averaged over the examples, biases summed",
        edits=(("Y_bar.T @ H\n", "Y_bar.T @ H / len(X)\n"), ("Z1_bar.T @ X\n", "Z1_bar.T @ X / len(X)\n")),
        message="The bars of the weights are divided by N once more; those of the biases are right.",
        hint="W_bar and b_bar are both sums over the examples. The mean is in Y_bar already.",
    ),
    backward(
        "backward-bias-mean",
        "Biases averaged over the examples, weights summed",
        edits=(("Y_bar.sum(axis=0)", "Y_bar.mean(axis=0)"), ("Z1_bar.sum(axis=0)", "Z1_bar.mean(axis=0)")),
        message="b1_bar and b2_bar are divided by N once more; the bars of the weights are right.",
        hint="Take .sum(axis=0), not .mean(axis=0): the mean is in Y_bar already.",
    ),
    backward(
        "backward-bias-undivided",
        "Biases multiplied by N",
        edits=(
            ("Y_bar.sum(axis=0)", "Y_bar.sum(axis=0) * len(X)"),
            ("Z1_bar.sum(axis=0)", "Z1_bar.sum(axis=0) * len(X)"),
        ),
        message="b1_bar and b2_bar are too large by N; the bars of the weights are right.",
        hint="A bias is a weight whose input is always 1: its bar is Y_bar^T 1, with the same 1/N as in W_bar.",
    ),
    backward(
        "backward-last-example",
        "Only the last example counts",
        edits=(
            ("    W2_bar = Y_bar.T", "    X, Z1, H, Y_bar = X[-1:], Z1[-1:], H[-1:], Y_bar[-1:]\n    W2_bar = Y_bar.T"),
        ),
        message="The bars are those of the last example alone.",
        hint="Does a loop over the examples assign with = where it should add with +=?",
        lecture=SHARES,
    ),
    backward(
        "backward-first-example",
        "Only the first example counts",
        edits=(
            ("    W2_bar = Y_bar.T", "    X, Z1, H, Y_bar = X[:1], Z1[:1], H[:1], Y_bar[:1]\n    W2_bar = Y_bar.T"),
        ),
        message="The bars are those of the first example alone.",
        hint="Is there a return inside the loop, or an index 0 left over from trying things out?",
        lecture=SHARES,
    ),
    backward(
        "backward-w2-of-means",
        "W2_bar as a product of averages",
        edits=(("W2_bar = Y_bar.T @ H\n", "W2_bar = np.outer(Y_bar.sum(axis=0), H.mean(axis=0))\n"),),
        message="W2_bar is the product of two averages, not the sum of the examples' products.",
        hint="Multiply example by example, then add: sum_n y_bar_nk h_ni. A product of sums mixes the examples.",
        lecture=SHARES,
    ),
    backward(
        "backward-w1-of-means",
        "W1_bar as a product of averages",
        edits=(("W1_bar = Z1_bar.T @ X\n", "W1_bar = np.outer(Z1_bar.sum(axis=0), X.mean(axis=0))\n"),),
        message="W1_bar is the product of two averages, not the sum of the examples' products.",
        hint="Multiply example by example, then add: sum_n z_bar_nj x_ni. A product of sums mixes the examples.",
        lecture=SHARES,
    ),
    backward(
        "backward-descent",
        "The downhill direction instead of the gradient",
        edits=(("    W2_bar = Y_bar.T @ H\n", "    Y_bar = -Y_bar\n    W2_bar = Y_bar.T @ H\n"),),
        message="Every bar has the wrong sign: this is the step downhill, not the derivative.",
        hint="Return the derivative. The minus sign belongs to the update, W - learning_rate * W_bar.",
        lecture=INTRODUCTION,
    ),
    backward(
        "backward-normalised",
        "Every bar scaled to length 1",
        edits=on_the_return("{name: bar / np.linalg.norm(bar) for name, bar in bars.items()}"),
        message="Every bar has been divided by its own length: its direction is right, its size is lost.",
        hint="Return the bars as they are; how large they are is part of the answer.",
    ),
    backward(
        "backward-clipped",
        "Bars clipped at 0.1",
        edits=on_the_return("{name: np.clip(bar, -0.1, 0.1) for name, bar in bars.items()}"),
        message="Large entries of the bars are cut off at 0.1.",
        hint="Clipping is a trick for training, not a part of the derivative. Leave it to the update.",
    ),
    backward(
        "backward-accumulates",
        "Bars pile up from call to call",
        edits=(
            ("def mlp_backward(Y_bar, cache, params):", "def mlp_backward(Y_bar, cache, params, kept={}):"),
            *on_the_return("{name: kept.setdefault(name, bar * 0) + bar for name, bar in bars.items()}", keep=True),
        ),
        message="The first call is right, but the second call adds its bars to those of the first.",
        hint="Start every call from zero: no bars in a global, in a default argument, or in the cache.",
        remembers=True,
    ),
    backward(
        "backward-spoils-y-bar",
        "Y_bar divided by N in place",
        edits=(("    W2_bar = Y_bar.T @ H\n", "    Y_bar /= len(X)\n    W2_bar = Y_bar.T @ H\n"),),
        message="The bars are too small by N, and the caller's Y_bar is changed by each call.",
        hint="Y_bar has the 1/N in it already. And write Y_bar / N, never Y_bar /= N: the array is not yours.",
    ),
)
