"""What travels by name: types of numbers, modules of mathematics, functions into the jail only."""

import subprocess
import sys

import numpy as np
import pytest

from autograder.jail.shared import find_harmless, name_shared
from autograder.jail.values import decode


@pytest.mark.parametrize("name", ["int", "dict", "ValueError"])
def test_builtin_types_go_by_name(name: str) -> None:
    assert decode(["o", "builtins", name], find_harmless).__name__ == name


def test_a_reference_imports_nothing() -> None:
    ask = "from autograder.jail import shared; shared.find_harmless(['o', 'numpy', 'f2py'])"
    show = "import sys; print('numpy.f2py' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", f"try:\n    {ask}\nexcept shared.WireError:\n    {show}"], capture_output=True
    )
    assert ran.stdout == b"False\n", ran.stderr


def test_types_of_numbers_and_modules_of_mathematics_go_by_name() -> None:
    assert decode(["o", "numpy", "float32"], find_harmless) is np.float32
    assert decode(["m", "numpy.linalg"], find_harmless) is np.linalg


def test_functions_go_by_name_into_the_jail_only() -> None:
    assert name_shared(np.linalg.norm, functions=True) is not None
    assert name_shared(np.square, functions=False) is None
