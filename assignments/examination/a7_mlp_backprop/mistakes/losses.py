"""What can go wrong in any of the three losses: the mean over the examples, and the bar as t and y make it.

The solutions share two lines, cost = losses.sum() / N and bar = (Y - T) / N, so each of these is one edit for all.
"""

from collections.abc import Callable

from autograder.examination import Mistake

COST, BAR = "losses.sum() / N", "(Y - T) / N"


def shared(make: Callable[..., Mistake], prefix: str, bar: str) -> tuple[Mistake, ...]:
    """Return the mistakes of a loss whose bar is called `bar`; labels begin with `prefix`."""

    def entry(
        label: str, title: str, message: str, hint: str, cost: str = COST, new_bar: str = BAR, swap: bool = False
    ) -> Mistake:
        pairs = ((COST, cost), (BAR, new_bar), (f"cost, {bar}\n", f"{bar}, cost\n" if swap else f"cost, {bar}\n"))
        edits = tuple((old, new) for old, new in pairs if old != new)
        return make(f"{prefix}-{label}", title, edits=edits, message=message, hint=hint)

    return (
        entry(
            "sum-for-mean",
            "A sum over the examples, no mean",
            f"The cost and {bar} are too large by N: the losses are summed, not averaged.",
            "The cost is the mean over the examples. Divide both by N.",
            cost="losses.sum()",
            new_bar="(Y - T)",
        ),
        entry(
            "bar-undivided",
            "The 1/N missing in the bar",
            f"The cost is a mean, but {bar} is that of a sum: too large by N.",
            "The bar is the derivative of the very cost that you return: its 1/N goes along.",
            new_bar="(Y - T)",
        ),
        entry(
            "cost-undivided",
            "The 1/N missing in the cost",
            f"{bar} is right, but the cost is a sum: too large by N.",
            "The cost is the mean over the examples. Divide it by N, too.",
            cost="losses.sum()",
        ),
        entry(
            "mean-of-all",
            "A mean over examples and outputs",
            f"The cost and {bar} are too small by K: the mean runs over the outputs too.",
            "Over the outputs the loss is a sum; only examples are averaged. Is there an np.mean of the whole array?",
            cost="losses.sum() / T.size",
            new_bar="(Y - T) / T.size",
        ),
        entry(
            "n-minus-one",
            "1/(N - 1) for 1/N",
            f"The cost and {bar} are divided by N - 1 instead of N.",
            "N - 1 is for estimating a variance. The mean of N losses divides by N.",
            cost="losses.sum() / max(N - 1, 1)",
            new_bar="(Y - T) / max(N - 1, 1)",
        ),
        entry(
            "cost-sign",
            "The cost with the wrong sign",
            f"{bar} is right, but the cost has the wrong sign.",
            "A cost is what we want to be small; it is never below 0 here.",
            cost="-losses.sum() / N",
        ),
        entry(
            "bar-sign",
            "t - y for y - t",
            f"{bar} has the wrong sign: it is built from t - y.",
            "Where y is too large, the cost grows with it: the bar is y - t there, and positive.",
            new_bar="(T - Y) / N",
        ),
        entry(
            "no-target",
            "The target left out of the bar",
            f"{bar} is y / N: the target is not subtracted.",
            "Were y equal to t everywhere, nothing could be gained: the bar is 0 there.",
            new_bar="Y / N",
        ),
        entry(
            "sign-only",
            "The sign of y - t alone",
            f"{bar} has the right signs, but all its entries are equally large.",
            "The bar is y - t itself: an error twice as large pulls twice as hard.",
            new_bar="np.sign(Y - T) / N",
        ),
        entry(
            "residual-squared",
            "(y - t)^2 for y - t in the bar",
            f"{bar} is made of squares: it can never be negative.",
            "Take the derivative: the square of the loss becomes y - t.",
            new_bar="(Y - T) ** 2 / N",
        ),
        entry(
            "bar-doubled",
            "The bar twice too large",
            f"{bar} is twice too large; the cost is right.",
            "Is there a factor 2 left over, or is something counted twice?",
            new_bar="2 * (Y - T) / N",
        ),
        entry(
            "bar-of-the-mean",
            "One bar for the whole batch",
            f"{bar} is averaged over the examples: every row is the same.",
            "Each example has its own row in the bar. Only the cost is a single number.",
            new_bar="np.broadcast_to((Y - T).mean(axis=0) / N, T.shape)",
        ),
        entry(
            "bar-column-sums",
            "The bar summed over the examples",
            f"{bar} has one row: it is summed over the examples.",
            "Each entry of the first argument has a bar of its own. Summing over examples is for parameters.",
            new_bar="(Y - T).sum(axis=0) / N",
        ),
        entry(
            "bar-first",
            "The bar first, the cost second",
            f"Both are right, but {bar} is returned before the cost.",
            "Return the cost first.",
            swap=True,
        ),
    )
