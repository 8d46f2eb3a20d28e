"""What every test gets: numpy's silent troubles are errors, and a random generator with a fixed seed."""

from collections.abc import Iterator

import numpy as np
import pytest


@pytest.fixture(autouse=True)
def _loud_numpy() -> Iterator[None]:
    """Overflow, division by zero and invalid operations raise; underflow to 0 is what stable formulas count on."""
    with np.errstate(over="raise", divide="raise", invalid="raise", under="ignore"):
        yield


@pytest.fixture
def rng() -> np.random.Generator:
    """The same numbers in every run."""
    return np.random.default_rng(20260)
