"""What every test gets: numpy's silent troubles are errors, and a random generator with a fixed seed."""

import os
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


@pytest.fixture(scope="session")
def jail() -> None:
    """Ask for a working jail: without one the test is skipped on a laptop and fails in CI."""
    from autograder.doctor import examine

    broken = [finding for finding in examine() if finding.needed and not finding.holds]
    if broken and not os.environ.get("CI"):
        pytest.skip(f"no jail on this machine: {broken[0].name}: {broken[0].seen}")
    assert not broken, broken
