"""Answers learnt by heart: right where the check asked, wrong elsewhere, in any form of the question."""

import numpy as np
import pytest
from small_examination import FILES, SOLUTION

from autograder.by_heart import by_heart
from autograder.examination_files import load_examination

CHECK = "import numpy as np\nassert line(np.array([1.0, 2.0])).tolist() == [3.0, 5.0]\nassert line(3) == 7\n"


@pytest.fixture(scope="module")
def line():
    examination = load_examination({name: data for name, data in FILES.items()}, SOLUTION)
    (program,) = by_heart(examination, {"a0-line": CHECK})
    assert program.key == "a0-line: learnt by heart"
    assert "2 answers" in program.diff
    scope: dict = {}
    exec(program.source, scope)
    return scope["line"]


def test_it_knows_what_the_check_asks(line):
    assert line(np.array([1.0, 2.0])).tolist() == [3.0, 5.0]
    assert line(np.int64(3)) == 7


@pytest.mark.parametrize("x", [4, 3.5, np.array([1.0, 2.5]), np.array([[1.0, 2.0]]), "3"])
def test_it_knows_nothing_else(line, x):
    assert line(x) is None
