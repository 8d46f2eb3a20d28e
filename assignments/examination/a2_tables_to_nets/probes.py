"""Inputs at which the hidden tests of a2 look: 1 to 8 inputs, several outputs, tables of any numbers."""

from types import SimpleNamespace

import numpy as np

from source_lib.checks.threshold_nets import every_input, fires


def sizes(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Return every number of inputs from 1 to 7, and 9: more than the bits of a byte."""
    return [SimpleNamespace(D=D) for D in (*range(1, 8), 9)]


def patterns(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Two patterns of each size, for 5 inputs and more with unlike numbers of +1, so that a rule by count shows.

    Of 30 inputs there are too many to list. The pattern, its neighbours and one input at each distance will do: a unit
    that fires on the pattern and on no neighbour has a weight of the right sign in each place, and fires nowhere else.
    """
    found = []
    for D in (1, 2, 3, 4, 5, 8):
        X = every_input(D, low=-1)
        ones = (X > 0).sum(axis=1)
        few, many = np.flatnonzero(ones <= max(0, D // 2 - 1)), np.flatnonzero(ones > D // 2)
        for place in (int(rng.choice(few)), int(rng.choice(many))):
            found.append(SimpleNamespace(pattern=X[place].copy(), place=place, X=X))
    D = 30
    pattern = np.where(rng.permutation(D) < 20, 1.0, -1.0)
    neighbours = pattern * (1 - 2 * np.eye(D))
    farther = pattern * (1 - 2 * np.tri(D)[:, rng.permutation(D)])  # one place differs, two, ... all
    found.append(SimpleNamespace(pattern=pattern, place=0, X=np.vstack([pattern, neighbours, farther])))
    return found


def tables(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Tables of real numbers with no two alike, with rows of 0, with rows partly 0 or alike, and the constant ones."""
    found = []
    for D, K in ((1, 2), (2, 3), (3, 1), (5, 2), (8, 1)):
        T = rng.uniform(0.5, 2, (2**D, K)) * rng.choice([-1, 1], (2**D, K))
        found.append(SimpleNamespace(T=T, X=every_input(D, low=-1), block="Y"))
    sparse = found[3].T * (rng.permutation(32) < 12)[:, None]
    found.append(SimpleNamespace(T=sparse, X=found[3].X, block="Y"))
    a, b, c = rng.permutation([0.5, 1.25, 2.0])
    rows = [(0, a, b), (a, 0, c), (b, c, 0), (a, -a, 0), (a, b, -a - b), (0, -c, 0), (0, 0, 0), (0, a, b)]
    found.append(SimpleNamespace(T=rng.permutation(np.array(rows)), X=every_input(3, low=-1), block="Y"))
    for value in (0.0, 1.0):
        T = np.full((8, 2), value)
        found.append(SimpleNamespace(T=T, X=every_input(3, low=-1), block="Y of constant tables"))
    return found


def clean_nets(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Nets with columns of W2 that are 0 for all outputs or for some, add up to 0, are negative, or small."""
    found = []
    for D, K, columns in (
        (3, 2, "0 first both cancel 0 negative"),
        (2, 1, "both negative both"),
        (3, 3, "0 0 0 0"),
        (4, 3, "first 0 negative cancel cancel both 0"),
        (3, 2, "first first- 0 last last- small"),
        (4, 3, "middle last- 0 first- small 0 last"),
    ):
        kinds = rng.permutation(columns.split())
        H = len(kinds)
        X = every_input(D, low=-1)
        W1, b1 = rng.choice([-1.0, 1.0], (H, D)), rng.uniform(-0.9, 0.9, H)
        W2 = np.stack([_column(kind, K, rng) for kind in kinds], axis=1)
        params = {"W1": W1, "b1": b1, "W2": W2, "b2": rng.uniform(0.5, 1.5, K)}
        Y = fires(X @ W1.T + b1) @ W2.T + params["b2"]
        found.append(SimpleNamespace(params=params, X=X, Y=Y, units=int(np.any(W2 != 0, axis=0).sum())))
    return found


def _column(kind: str, K: int, rng: np.random.Generator) -> np.ndarray:
    column = rng.uniform(0.5, 2, K)
    if kind == "0":
        column[:] = 0
    elif kind.startswith(("first", "last")):
        column[0 if kind.startswith("first") else -1] = 0
        column *= -1 if kind.endswith("-") else 1
    elif kind == "middle":
        column[[0, -1]] = 0
    elif kind == "small":
        column *= 1e-4
    elif kind == "negative":
        column *= -1
    elif kind == "cancel":
        column[:] = 0
        column[:2] = (1.5, -1.5)[:K]
    return column


def partial_tables(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Some rows of a table in any order: one alone, most of them, a third of them, all but one; a value may be 0."""
    found = []
    for D, M, K in ((2, 1, 2), (3, 5, 2), (6, 20, 3), (4, 15, 1)):
        X = every_input(D, low=-1)
        places = rng.permutation(2**D)[:M]
        values = rng.uniform(0.5, 2, (M, K)) * rng.choice([-1, 1], (M, K))
        values[1:2] = 0
        found.append(SimpleNamespace(rows=X[places], values=values, unseen=np.delete(X, places, axis=0)))
    return found
