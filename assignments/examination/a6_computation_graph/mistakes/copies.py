"""unbroadcast, plus, times: copies that are not summed, or summed along the wrong axis."""

from functools import partial

from autograder.examination import Mistake

from .lectures import CALCULUS, GRAPH, SHARES

copies = partial(Mistake, task="unbroadcast", lecture=SHARES)
entrywise = partial(Mistake, task="entrywise", lecture=SHARES)
_FRONT = "total = total.sum(axis=tuple(range(in_front)))"
_STRETCHED = """    for axis, size in enumerate(shape):
        if size == 1:
            total = total.sum(axis=axis, keepdims=True)
"""
_COUNT = "Every copy was used, and every use adds its share: a plain sum over the copies."
_PLUS = "(lambda bar: unbroadcast(bar, like_a), lambda bar: unbroadcast(bar, like_b))"
_TO_A = "return unbroadcast(bar * b.value, np.shape(a.value))"
_TO_B = "return unbroadcast(bar * a.value, np.shape(b.value))"
_EACH = "The slope of a b along a is b: multiply first, then sum over the copies."

MISTAKES = (
    copies(
        "copies-averaged",
        "The mean over the copies",
        edits=((_FRONT, _FRONT.replace("sum", "mean")), (_STRETCHED, _STRETCHED.replace("sum", "mean"))),
        message="The copies are averaged.",
        hint=_COUNT,
    ),
    copies(
        "copies-averaged-in-front",
        "The mean over the axes in front",
        edits=((_FRONT, _FRONT.replace("sum", "mean")),),
        message="Axes that broadcasting put in front are averaged.",
        hint=_COUNT,
    ),
    copies(
        "copies-averaged-stretched",
        "The mean over stretched axes",
        edits=((_STRETCHED, _STRETCHED.replace("sum", "mean")),),
        message="Axes of size 1 that were stretched are averaged.",
        hint=_COUNT,
    ),
    copies(
        "copies-first-only",
        "The first copy instead of the sum",
        edits=((_FRONT, "total = total[(0,) * in_front]"),),
        message="Of the copies that broadcasting put in front only the first is kept.",
        hint=_COUNT,
    ),
    copies(
        "copies-last-only",
        "The last copy instead of the sum",
        edits=((_FRONT, "total = total[(-1,) * in_front]"),),
        message="Of the copies that broadcasting put in front only the last is kept.",
        hint=_COUNT,
    ),
    copies(
        "copies-size-1-forgotten",
        "Axes of size 1 forgotten",
        edits=((_STRETCHED, ""),),
        message="Axes of size 1 that broadcasting stretched are not summed.",
        hint="Where shape has a 1, sum over that axis and keep it.",
    ),
    copies(
        "copies-size-1-lost",
        "Axes of size 1 lost",
        edits=((_STRETCHED, _STRETCHED.replace("axis=axis, keepdims=True", "axis=axis - len(shape)")),),
        message="Stretched axes are summed, but they are gone from the shape.",
        hint="sum(axis=..., keepdims=True) keeps an axis of size 1.",
    ),
    copies(
        "copies-only-first-size-1",
        "Only the first axis of size 1",
        edits=((_STRETCHED, _STRETCHED + "            break\n"),),
        message="Only the first axis of size 1 is summed.",
        hint="Look at every axis of shape.",
    ),
    copies(
        "copies-last-axes",
        "Summed over the last axes",
        edits=((_FRONT, "total = total.sum(axis=tuple(range(len(shape), total.ndim)))"),),
        message="Where g has more axes, the last ones are summed.",
        hint="numpy lines shapes up at their ends: the axes that are too many stand in front.",
    ),
    copies(
        "copies-one-axis-only",
        "Only one axis in front",
        edits=((_FRONT, "total = total.sum(axis=0) if in_front else total"),),
        message="Where broadcasting put several axes in front, only the first is summed.",
        hint="Sum until as many axes are left as shape has.",
    ),
    copies(
        "copies-always-rows",
        "Always summed over axis 0",
        edits=(
            (_FRONT, "total = total.sum(axis=tuple(range(max(in_front, 1)))) if total.ndim else total"),
            (_STRETCHED, "    total = np.broadcast_to(total, shape) if total.size == 1 else total\n"),
        ),
        message="g is summed over its first axis also where nothing was copied along it.",
        hint="Compare the shapes: sum only where there are copies.",
    ),
    copies(
        "copies-everything-summed",
        "Everything summed",
        edits=((_FRONT, "total = np.ones(shape) * total.sum()"),),
        message="All entries of g are summed into one number.",
        hint="Entry i gets the shares of its own copies only.",
    ),
    copies(
        "copies-not-summed",
        "Nothing summed",
        edits=((_FRONT, "return total"),),
        message="g is returned as it is.",
        hint="The result must have the given shape: sum over the copies.",
    ),
    copies(
        "copies-largest",
        "The largest instead of the sum",
        edits=((_FRONT, _FRONT.replace("sum", "max")),),
        message="Of the copies in front the largest share is taken.",
        hint=_COUNT,
    ),
    entrywise(
        "plus-not-summed",
        "Shares of plus in the shape of the sum",
        edits=((_PLUS, "(lambda bar: bar, lambda bar: bar)"),),
        message="plus hands on its bar as it is, in the shape of the result.",
        hint="A share has the shape of its parent's value: unbroadcast it.",
    ),
    entrywise(
        "plus-only-second-summed",
        "Only the second share of plus is summed",
        edits=((_PLUS, "(lambda bar: bar, lambda bar: unbroadcast(bar, like_b))"),),
        message="plus sums the share of b, but not that of a.",
        hint="Either of the two may be the smaller one.",
    ),
    entrywise(
        "plus-shapes-swapped",
        "The shapes in plus swapped",
        edits=((_PLUS, "(lambda bar: unbroadcast(bar, like_b), lambda bar: unbroadcast(bar, like_a))"),),
        message="The share of a has the shape of b, and the other way round.",
        hint="A share has the shape of its own parent's value.",
    ),
    entrywise(
        "plus-first-only",
        "Only the first parent of plus gets a share",
        edits=((_PLUS, "(lambda bar: unbroadcast(bar, like_a), lambda bar: 0 * unbroadcast(bar, like_b))"),),
        message="The second parent of plus gets 0.",
        hint="Both go into the sum.",
    ),
    entrywise(
        "times-not-summed",
        "Shares of times in the shape of the product",
        edits=((_TO_A, "return bar * b.value"), (_TO_B, "return bar * a.value")),
        message="times does not sum over the copies: its shares have the shape of the result.",
        hint="A share has the shape of its parent's value: unbroadcast it.",
    ),
    entrywise(
        "times-only-second-summed",
        "Only the second share of times is summed",
        edits=((_TO_A, "return bar * b.value"),),
        message="times sums the share of b, but not that of a.",
        hint="Either of the two may be the smaller one.",
    ),
    entrywise(
        "times-own-value",
        "Swapped factors in times",
        edits=((_TO_A, _TO_A.replace("b.value, ", "a.value, ")), (_TO_B, _TO_B.replace("a.value, ", "b.value, "))),
        message="Each parent of times gets the bar times its own value; it is the other's value.",
        hint=_EACH,
        lecture=CALCULUS,
    ),
    entrywise(
        "times-like-plus",
        "The shares of plus in times",
        edits=((_TO_A, _TO_A.replace("bar * b.value", "bar")), (_TO_B, _TO_B.replace("bar * a.value", "bar"))),
        message="times hands on its bar without the slope.",
        hint=_EACH,
        lecture=CALCULUS,
    ),
    entrywise(
        "times-no-bar",
        "times leaves out its bar",
        edits=(
            (_TO_A, _TO_A.replace("bar * b.value", "b.value + 0 * bar")),
            (_TO_B, _TO_B.replace("bar * a.value", "a.value + 0 * bar")),
        ),
        message="The shares of times are the bare slopes; the bar is left out.",
        hint="A function in local takes the bar and returns slope times bar.",
        lecture=GRAPH,
    ),
    entrywise(
        "times-sums-first",
        "Summed before multiplying",
        edits=(
            (_TO_A, _TO_A.replace("bar * b.value", "bar") + " * unbroadcast(b.value + 0 * bar, np.shape(a.value))"),
            (_TO_B, _TO_B.replace("bar * a.value", "bar") + " * unbroadcast(a.value + 0 * bar, np.shape(b.value))"),
        ),
        message="times sums the bar and the slopes apart, and multiplies the sums.",
        hint=_EACH,
    ),
)  # fmt: skip
