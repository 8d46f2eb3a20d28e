"""backward: shares that are lost, counted twice, or handed on too early."""

from functools import partial

from autograder.examination import Mistake

from .lectures import GRAPH, SHARES

backward = partial(Mistake, task="backward", lecture=GRAPH)
_RESET = "    for node in order:\n        node.bar = 0.0\n"
_SEED = "    root.bar = 1.0\n"
_WALK = "    for node in reversed(order):\n"
_PAIRS = "zip(node.parents, node.local, strict=True)"
_ADD = "parent.bar = parent.bar + share(node.bar)"
_BODY = f"""{_WALK}        for parent, share in {_PAIRS}:
            {_ADD}
"""

MISTAKES = (
    backward(
        "backward-overwrites",
        "= where += is needed",
        edits=((_ADD, "parent.bar = share(node.bar)"),),
        message="The last share to arrive replaces those that came before.",
        hint="A node with several children adds up what they hand to it.",
        lecture=SHARES,
    ),
    backward(
        "backward-first-share-only",
        "Later shares ignored",
        edits=((_ADD, "handed = share(node.bar)\n            parent.bar = parent.bar if parent.bar else handed"),),
        message="A node keeps the first share that arrives and ignores the others.",
        hint="A node with several children adds up what they hand to it.",
        lecture=SHARES,
    ),
    backward(
        "backward-share-of-one",
        "Shares of the bar 1, multiplied afterwards",
        edits=((_ADD, "parent.bar = parent.bar + share(1.0) * node.bar"),),
        message="Each share is asked for with the bar 1, and multiplied afterwards: with arrays that is not the same.",
        hint="Hand the bar itself to the function: share(node.bar).",
    ),
    backward(
        "backward-forwards",
        "The order is not reversed",
        edits=((_WALK, "    for node in order:\n"),),
        message="The walk goes from the leaves to the root: nodes hand on their bars before they have any.",
        hint="The root speaks first. Go through the order backwards.",
    ),
    backward(
        "backward-no-seed",
        "The root gets no bar",
        edits=((_SEED, ""),),
        message="The bar of the root is never set to 1, so that all bars are 0.",
        hint="A nudge of the root moves the root one to one.",
    ),
    backward(
        "backward-seed-is-value",
        "The root's value as its bar",
        edits=((_SEED, "    root.bar = root.value\n"),),
        message="The bar of the root is set to its value; it is 1.",
        hint="A nudge of the root moves the root one to one.",
    ),
    backward(
        "backward-no-reset",
        "Old bars are not cleared",
        edits=((_RESET, ""),),
        message="Right at first, wrong at the second call: bars of an earlier pass are added to and handed on.",
        hint="Set the bar of every node in the order to 0 before you begin.",
    ),
    backward(
        "backward-resets-leaves-only",
        "Only leaves are cleared",
        edits=((_RESET, "    for node in order:\n        if not node.parents:\n            node.bar = 0.0\n"),),
        message="Inner nodes keep their bars of an earlier pass, and hand them on again.",
        hint="Set the bar of every node in the order to 0, not only of the leaves.",
    ),
    backward(
        "backward-resets-inner-only",
        "Leaves are not cleared",
        edits=((_RESET, "    for node in order:\n        if node.parents:\n            node.bar = 0.0\n"),),
        message="Leaves keep their bars of an earlier pass.",
        hint="Set the bar of every node in the order to 0, leaves too.",
    ),
    backward(
        "backward-adds-seed",
        "1 added to the root's old bar",
        edits=((_RESET, _RESET.replace("in order", "in order[:-1]")), (_SEED, "    root.bar = root.bar + 1.0\n")),
        message="At a second call the bar of the root is 2: 1 is added to the bar that it has.",
        hint="root.bar = 1.0, whatever it was before.",
    ),
    backward(
        "backward-too-early",
        "Recursion without order",
        edits=(
            (_BODY, """    def hand_on(node):
        for parent, share in zip(node.parents, node.local, strict=True):
            parent.bar = parent.bar + share(node.bar)
            hand_on(parent)

    hand_on(root)
"""),
        ),
        message="A node hands on its bar each time that something reaches it, and so hands on early shares again.",
        hint="A node may speak only when all its children have reported: go through toposort(root) backwards.",
    ),
    backward(
        "backward-every-path",
        "Every path on its own",
        edits=(
            (_BODY, """    root.bar = 0.0

    def walk(node, along):
        node.bar = node.bar + along
        for parent, share in zip(node.parents, node.local, strict=True):
            walk(parent, share(along))

    walk(root, 1.0)
"""),
        ),
        message="The bars are right, but every path is walked on its own, and edges are used many times.",
        hint="Let a node wait until all its children have reported; then each edge is used once.",
    ),
    backward(
        "backward-speaks-once",
        "A node speaks when it is first reached",
        edits=(
            (_BODY, """    spoken, stack = set(), [root]
    while stack:
        node = stack.pop()
        if node not in spoken:
            spoken.add(node)
            for parent, share in zip(node.parents, node.local, strict=True):
                parent.bar = parent.bar + share(node.bar)
                stack.append(parent)
"""),
        ),
        message="A node hands on its bar when it is first reached; what reaches it later goes no further.",
        hint="Go through toposort(root) backwards: then all children of a node come before it.",
    ),
    backward(
        "backward-local-only",
        "Local slopes instead of bars",
        edits=((_ADD, "parent.bar = parent.bar + share(1.0)"),),
        message="The share is taken of 1 and not of the node's bar: bars do not multiply along a path.",
        hint="Hand on share(node.bar).",
    ),
    backward(
        "backward-multiplies",
        "Shares multiplied",
        edits=((_ADD, "parent.bar = (parent.bar if parent.bar else 1.0) * share(node.bar)"),),
        message="Where two shares meet, they are multiplied.",
        hint="Along a path multiply, over paths add.",
        lecture=SHARES,
    ),
    backward(
        "backward-subtracts",
        "Shares subtracted",
        edits=((_ADD, "parent.bar = parent.bar - share(node.bar)"),),
        message="Shares are subtracted: the sign turns round with every step.",
        hint="Shares add up.",
    ),
    backward(
        "backward-one-edge-per-parent",
        "A parent that is used twice counts once",
        edits=((_PAIRS, "dict(zip(node.parents, node.local, strict=True)).items()"),),
        message="Where a node uses the same parent twice, as in a + a, only one of the two edges counts.",
        hint="Go through the pairs of parents and local: one step per edge, not per parent.",
        lecture=SHARES,
    ),
    backward(
        "backward-first-parent-only",
        "Only the first parent gets a share",
        edits=((_PAIRS, "zip(node.parents[:1], node.local[:1], strict=True)"),),
        message="Only the first parent of each node gets a share.",
        hint="Every parent gets its own: zip(node.parents, node.local).",
    ),
    backward(
        "backward-swapped-local",
        "Shares handed to the wrong parents",
        edits=((_PAIRS, "zip(node.parents, node.local[::-1], strict=True)"),),
        message="The functions in local are paired with the parents in the wrong order.",
        hint="local[i] belongs to parents[i].",
    ),
    backward(
        "backward-averages",
        "Shares divided by the number of parents",
        edits=((_ADD, "parent.bar = parent.bar + share(node.bar) / len(node.parents)"),),
        message="A node divides its bar among its parents.",
        hint="Every parent moves the node by itself: each gets its share of the whole bar.",
        lecture=SHARES,
    ),
    backward(
        "backward-stops-at-parents",
        "Only the root speaks",
        edits=((_WALK, "    for node in order[-1:]:\n"),),
        message="Only the root hands on its bar: what lies behind its parents keeps 0.",
        hint="Every node speaks, in its turn.",
    ),
    backward(
        "backward-inner-bars-cleared",
        "Inner bars cleared at the end",
        edits=((_ADD, f"{_ADD}\n    for node in order[:-1]:\n        if node.parents:\n            node.bar = 0.0"),),
        message="The bars of inner nodes are set to 0 at the end.",
        hint="Clear the bars before the walk, and leave them as they are after it.",
    ),
    backward(
        "backward-shared-array",
        "Bars that share one array",
        edits=(
            ("        node.bar = 0.0\n", "        node.bar = None\n"),
            (_ADD, """if parent.bar is None:
                parent.bar = share(node.bar)
            else:
                parent.bar += share(node.bar)"""),
        ),
        message="Right for numbers. With arrays, += changes an array in place, and other nodes hold the same one.",
        hint="Write parent.bar = parent.bar + share(node.bar): that makes a new array.",
    ),
)  # fmt: skip
