"""Nodes that depend on the first parameter, whatever the others are."""
# ruff: noqa  (cells of a notebook, as students write them)


# %% a6-needed
def needed(root, params):
    depends = {}
    for node in toposort(root):
        depends[node] = node is params[0] or any(depends[parent] for parent in node.parents)
    return [node for node in depends if depends[node]]
