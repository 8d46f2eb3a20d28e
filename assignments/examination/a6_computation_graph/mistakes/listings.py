"""to_dict and needed: edges turned round, lost or counted wrongly, and nodes that do not belong."""

from functools import partial

from autograder.examination import Mistake

from .lectures import GRAPH

listing = partial(Mistake, task="to_dict", lecture=GRAPH)
needed = partial(Mistake, task="needed", lecture=GRAPH)
_EDGES = "edges = [(place[parent], place[child]) for child in order for parent in child.parents]"
_DEPENDS = "depends[node] = is_param or any(depends[parent] for parent in node.parents)"

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
    needed(
        "needed-all",
        "Every node",
        edits=((_DEPENDS, "depends[node] = True"),),
        message="All nodes of the graph are listed, whatever they depend on.",
        hint="A node is needed if it is a parameter, or one of its parents is needed.",
    ),
    needed(
        "needed-no-params",
        "Parameters left out",
        edits=(("if does]", "if does and node.parents]"),),
        message="Nodes without parents are left out, parameters among them.",
        hint="A parameter depends on itself.",
    ),
    needed(
        "needed-children-only",
        "Parameters and their children only",
        edits=((_DEPENDS, "depends[node] = is_param or not set(params).isdisjoint(node.parents)"),),
        message="The children of the parameters are listed, but not what is computed from those.",
        hint="A node is needed if one of its parents is needed: ask for the parents' answers.",
    ),
    needed(
        "needed-all-parents",
        "all where any is meant",
        edits=((_DEPENDS, "depends[node] = is_param or 0 < len(node.parents) == sum(map(depends.get, node.parents))"),),
        message="A node is listed only if all its parents depend on a parameter.",
        hint="One parent is enough to pass a nudge on.",
    ),
    needed(
        "needed-outsiders",
        "Parameters outside the graph",
        edits=(("    return [node for node, does in depends.items() if does]",
                "    strangers = [param for param in params if param not in depends]\n"
                "    return strangers + [node for node, does in depends.items() if does]"),),
        message="Parameters are listed although root does not depend on them.",
        hint="Only nodes of the graph of root can be needed.",
    ),
    needed(
        "needed-by-value",
        "Parameters known by their values",
        edits=(("any(node is param for param in params)", "any(node.value == param.value for param in params)"),),
        message="A node is taken for a parameter because it has the same value.",
        hint="Ask whether it is the same node: node is param.",
    ),
    needed(
        "needed-root-first",
        "Root first",
        edits=(("for node, does in depends.items() if does]", "for node, does in reversed(depends.items()) if does]"),),
        message="The list is back to front.",
        hint="Parents first, as in toposort.",
    ),
)  # fmt: skip
