"""Bars of all nodes that were ever made are cleared, also of those that the root does not depend on."""
# ruff: noqa  (cells of a notebook, as students write them)


# %% a6-node
class Node:
    made = []

    def __init__(self, value, parents=(), local=()):
        self.value, self.parents, self.local, self.bar = value, parents, local, 0.0
        Node.made.append(self)


# %% a6-backward
def backward(root):
    for node in Node.made:
        node.bar = 0.0
    root.bar = 1.0
    for node in reversed(toposort(root)):
        for parent, share in zip(node.parents, node.local):
            parent.bar = parent.bar + share(node.bar)
