"""to_dict: edges turned round, lost or counted wrongly, and values that do not belong to their numbers."""

from functools import partial

from autograder.examination import Mistake

from .lectures import GRAPH

listing = partial(Mistake, task="to_dict", lecture=GRAPH)
_EDGES = "edges = [(place[parent], place[child]) for child in order for parent in child.parents]"

MISTAKES = (
    listing(
        "edges-turned-round",
        "Edges from child to parent",
        edits=((_EDGES, _EDGES.replace("(place[parent], place[child])", "(place[child], place[parent])")),),
        message="Edges are written as (child, parent).",
        hint="An edge goes from the parent to the child that is computed from it.",
    ),
    listing(
        "edges-once-per-parent",
        "A double edge counted once",
        edits=((_EDGES, _EDGES.replace("in child.parents]", "in dict.fromkeys(child.parents)]")),),
        message="Where a node uses the same parent twice, only one edge is listed.",
        hint="a + a has two edges from a.",
    ),
    listing(
        "edges-first-parent-only",
        "Only the first parent's edge",
        edits=((_EDGES, _EDGES.replace("in child.parents]", "in child.parents[:1]]")),),
        message="Only the edge from the first parent is listed.",
        hint="One edge per parent.",
    ),
    listing(
        "edges-of-root-only",
        "Only the root's edges",
        edits=((_EDGES, _EDGES.replace("for child in order", "for child in order[-1:]")),),
        message="Only the edges into the root are listed.",
        hint="Go through all nodes of the order.",
    ),
    listing(
        "edges-from-one",
        "Nodes numbered from 1",
        edits=(("enumerate(order)", "enumerate(order, start=1)"),),
        message="The numbers in the edges begin at 1.",
        hint="values[0] is node 0.",
    ),
    listing(
        "edges-by-value",
        "Values in the place of numbers",
        edits=((_EDGES, _EDGES.replace("(place[parent], place[child])", "(parent.value, child.value)")),),
        message="The edges hold values; they must hold the numbers of the nodes.",
        hint="Two nodes may have the same value. Their places in the order tell them apart.",
    ),
    listing(
        "edges-of-nodes",
        "Nodes in the place of numbers",
        edits=((_EDGES, _EDGES.replace("(place[parent], place[child])", "(parent, child)")),),
        message="The edges hold the nodes themselves; they must hold their numbers.",
        hint="place = {node: number for number, node in enumerate(order)}: a dict from a node to its number.",
    ),
    listing(
        "edges-by-place-of-value",
        "Nodes looked up by their values",
        edits=(
            (
                _EDGES,
                _EDGES.replace("place[parent], place[child]", "values.index(parent.value), values.index(child.value)"),
            ),
        ),
        message="Where two nodes have the same value, the edges of one are taken for those of the other.",
        hint="values.index finds the first of several equal values. Look up the node itself.",
    ),
    listing(
        "values-turned-round",
        "Values in another order than the numbers",
        edits=(("values = [node.value for node in order]", "values = [node.value for node in reversed(order)]"),),
        message="The values are listed from the root, but the numbers in the edges count from the leaves.",
        hint="values[i] is the value of node i.",
    ),
    listing(
        "listing-root-first",
        "Numbered from the root",
        edits=(("order = toposort(root)", "order = toposort(root)[::-1]"),),
        message="Nodes are numbered from the root to the leaves.",
        hint="Number them in the order of toposort: parents first.",
    ),
    listing(
        "values-no-leaves",
        "Leaves left out of the values",
        edits=(("values = [node.value for node in order]", "values = [node.value for node in order if node.parents]"),),
        message="The values of leaves are left out.",
        hint="One value for each node of the order.",
    ),
)  # fmt: skip
