"""A list of parents to visit, kept in the node: it is empty at the second call."""
# ruff: noqa  (cells of a notebook, as students write them)


# %% a6-toposort
def toposort(root):
    order, seen, stack = [], {root}, [root]
    while stack:
        node = stack[-1]
        if not hasattr(node, "to_visit"):
            node.to_visit = list(node.parents)
        if node.to_visit:
            parent = node.to_visit.pop()
            if parent not in seen:
                seen.add(parent)
                stack.append(parent)
        else:
            order.append(stack.pop())
    return order
