"""Powers of the absolute value."""
# ruff: noqa  (cells of a notebook, as students write them)


# %% a6-neg-power
def neg(a):
    return Node(-a.value, (a,), (lambda bar: -bar,))


def power(a, p):
    size = np.abs(a.value)
    return Node(size**p, (a,), (lambda bar: bar * p * size ** (p - 1),))
