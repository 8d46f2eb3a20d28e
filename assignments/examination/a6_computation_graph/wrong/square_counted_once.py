"""One edge, and half of the slope, where both factors are one node."""
# ruff: noqa  (cells of a notebook, as students write them)


# %% a6-add-mul
def add(a, b):
    return Node(a.value + b.value, (a, b), (lambda bar: bar, lambda bar: bar))


def mul(a, b):
    if a is b:
        return Node(a.value**2, (a,), (lambda bar: bar * a.value,))
    return Node(a.value * b.value, (a, b), (lambda bar: bar * b.value, lambda bar: bar * a.value))
