"""Right lists, found by walking along every path: 2**40 of them where forty values are each used twice."""


# %% a6-toposort
def toposort(root):
    order, stack = {}, [(root, False)]
    while stack:
        node, parents_are_in = stack.pop()
        if parents_are_in:
            order.setdefault(node)
        else:
            stack.append((node, True))
            stack.extend((parent, False) for parent in node.parents)
    return list(order)
