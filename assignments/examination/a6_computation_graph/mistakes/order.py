"""toposort: walks that miss the order, meet a node twice, or go too deep."""

from functools import partial

from autograder.examination import Mistake

from .lectures import GRAPH

order = partial(Mistake, task="toposort", lecture=GRAPH)
_RETURN = "    return order\n"
_WALK = """    while stack:
        node, parents_are_in = stack.pop()
        if parents_are_in:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((parent, False) for parent in node.parents)
"""
_EARLIER = "A node may join the list only when all its parents have joined."

MISTAKES = (
    order(
        "order-turned-round",
        "Children before parents",
        edits=((_RETURN, "    return order[::-1]\n"),),
        message="The list is right, but back to front: the root comes first.",
        hint="Parents before children: the root is the last.",
    ),
    order(
        "order-preorder",
        "Each node as soon as it is met",
        edits=(
            (_WALK, """    stack = [root]
    while stack:
        node = stack.pop()
        if node not in seen:
            seen.add(node)
            order.append(node)
            stack.extend(node.parents)
    order.reverse()
"""),
        ),
        message="Nodes join when they are first met on the way from the root, and the list is turned round at the end.",
        hint=_EARLIER,
    ),
    order(
        "order-preorder-not-turned",
        "Each node as soon as it is met, root first",
        edits=(
            (_WALK, """    stack = [root]
    while stack:
        node = stack.pop()
        if node not in seen:
            seen.add(node)
            order.append(node)
            stack.extend(node.parents)
"""),
        ),
        message="Nodes join when they are first met on the way from the root, so children come before parents.",
        hint=_EARLIER,
    ),
    order(
        "order-by-levels",
        "Level by level",
        edits=(
            (_WALK, """    queue = [root]
    seen.add(root)
    while queue:
        node = queue.pop(0)
        order.append(node)
        for parent in node.parents:
            if parent not in seen:
                seen.add(parent)
                queue.append(parent)
    order.reverse()
"""),
        ),
        message="Nodes are listed level by level from the root. A short cut puts a parent on a level that is too near.",
        hint=_EARLIER,
    ),
    order(
        "order-marked-too-early",
        "Marked as seen when put on the stack",
        edits=(
            ("        elif node not in seen:\n            seen.add(node)\n", "        else:\n"),
            ("stack.extend((parent, False) for parent in node.parents)",
             "new = [parent for parent in node.parents if parent not in seen]\n"
             "            seen.update(new)\n"
             "            stack.extend((parent, False) for parent in dict.fromkeys(new))"),
        ),
        message="A node counts as seen when it is put on the stack; another child may then join before it.",
        hint="Mark a node when it is taken from the stack.",
    ),
    order(
        "order-no-seen",
        "Nodes listed once per path",
        edits=(("        elif node not in seen:\n", "        else:\n"),),
        message="A node is listed as often as paths lead to it.",
        hint="Remember which nodes have been seen, and go past them at the second time.",
    ),
    order(
        "order-seen-for-ever",
        "Nodes seen in an earlier call",
        edits=(
            ("def toposort(root):\n", "seen = set()\n\n\ndef toposort(root):\n"),
            ("order, seen, stack = [], set(), ", "order, stack = [], "),
        ),
        message="What an earlier call has seen is left out: asked again for the same root, the list is empty.",
        hint="Begin each call with a fresh set.",
    ),
    order(
        "order-seen-by-value",
        "Nodes told apart by their values",
        edits=(("elif node not in seen:", "elif node.value not in seen:"), ("seen.add(node)", "seen.add(node.value)")),
        message="Two nodes with equal values are taken for one, and all but the first are lost.",
        hint="Put the node itself into the set, not its value.",
    ),
    order(
        "order-no-leaves",
        "Leaves left out",
        edits=((_RETURN, "    return [node for node in order if node.parents]\n"),),
        message="Nodes without parents are left out.",
        hint="Leaves are nodes too, and it is their bars that one wants in the end.",
    ),
    order(
        "order-no-root",
        "The root left out",
        edits=((_RETURN, "    return order[:-1]\n"),),
        message="The root is left out.",
        hint="The root belongs to the list, at its end.",
    ),
    order(
        "order-first-parent-only",
        "Only the first parent followed",
        edits=(("for parent in node.parents)", "for parent in node.parents[:1])"),),
        message="Only the first parent of each node is followed.",
        hint="Go on to all of node.parents.",
    ),
    order(
        "order-last-parent-only",
        "Only the last parent followed",
        edits=(("for parent in node.parents)", "for parent in node.parents[-1:])"),),
        message="Only the last parent of each node is followed.",
        hint="Go on to all of node.parents.",
    ),
    order(
        "order-parents-of-root-only",
        "One step back and no further",
        edits=((_WALK, "    order = [*dict.fromkeys(root.parents), root]\n"),),
        message="The list holds the root and its parents, and nothing behind them.",
        hint="The parents have parents, too.",
    ),
    order(
        "order-recursive",
        "Recursion",
        edits=(
            (_WALK, """    def visit(node):
        if node not in seen:
            seen.add(node)
            for parent in node.parents:
                visit(parent)
            order.append(node)

    visit(root)
"""),
        ),
        message="The order is right, but the walk calls itself for every node of a chain: Python stops it at 1,000.",
        hint="Keep a stack of your own: a list of nodes that are still to be visited.",
    ),
)  # fmt: skip
