"""What the hidden tests of a4 ask for: numbers of bits, odd and even, powers of two and not; nets; small tables."""

from collections.abc import Callable
from itertools import pairwise
from types import SimpleNamespace

import numpy as np

from source_lib.checks.threshold_nets import every_input

POWERS, OTHERS = "outputs, D a power of 2", "outputs, other D"


def bits(*sizes: int) -> Callable[[np.random.Generator], list[SimpleNamespace]]:
    """Return what draws one probe for each number of bits, with all its inputs and their parities."""

    def draw(rng: np.random.Generator) -> list[SimpleNamespace]:
        found = []
        for D in sizes:
            X = every_input(D)
            found.append(SimpleNamespace(D=D, X=X, y=X.sum(axis=1) % 2, block=POWERS if D & (D - 1) == 0 else OTHERS))
        return found

    return draw


def rows_of_bits(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Rows of bits in no order: many, one alone, one bit alone, as many rows as bits."""
    found = []
    for N, D in ((9, 5), (1, 4), (6, 1), (4, 4), (12, 7)):
        X = (rng.random((N, D)) < 0.5).astype(float)
        for row, on in enumerate((3, 1, 2, D)[:N]):  # at least these numbers of bits, as far as there is room
            X[row] = np.roll(np.arange(D) < on, row)
        found.append(SimpleNamespace(X=X, y=X.sum(axis=1) % 2))
    return found


def nets(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Nets of one to five layers, some of them as wide as others, some of their weights 0."""
    found = []
    for widths in ((3, 2), (4, 3, 2), (5, 4, 6, 1), (2, 7, 3, 7, 2), (6, 2, 3, 4, 5, 3)):
        layers = []
        for k in range(1, len(widths)):
            W = rng.standard_normal((widths[k], widths[k - 1])) * (rng.random((widths[k], widths[k - 1])) < 0.7)
            layers.append((W, rng.standard_normal(widths[k])))
        hidden = widths[1:-1]
        weights = sum(above * (below + 1) for below, above in pairwise(widths))
        sizes = {"units": sum(hidden), "layers": len(hidden), "weights": weights}
        found.append(SimpleNamespace(layers=layers, right={name: float(size) for name, size in sizes.items()}))
    return found


def small_tables(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Return the one probe of the search: tables with how many units may be tried, and the smallest number or -1."""
    two = {"1111": 0, "0000": 0, "0001": 1, "0100": 1, "0110": 2, "1001": 2}
    weight_of_2 = ("00000111", "00011111")
    by_and = ("00010110", "00101001", "01001001", "01100001", "01101000", "10000110", "10010010", "10010100")
    by_or = [table.translate(str.maketrans("01", "10")) for table in by_and]  # no AND of two units gives these
    three = {str(rng.choice(weight_of_2)): 1, str(rng.choice(by_and)): 2, str(rng.choice(by_or)): 2}
    return [
        SimpleNamespace(
            two=[(_table(text), 2, least) for text, least in two.items()],
            three=[(_table(text), 2, least) for text, least in three.items()],
            short=[
                (_table("0110"), 1, -1),
                (_table("1001"), 1, -1),
                (_table("01101001"), 2, -1),
                (_table("0001"), 0, -1),
            ],
        )
    ]


def _table(text: str) -> np.ndarray:
    return np.array([int(digit) for digit in text])
