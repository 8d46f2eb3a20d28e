"""Every assignment proves itself, in the jail, as its submissions will be graded."""

from pathlib import Path

import pytest

from autograder.course import Course
from autograder.kill_table import format_proof
from autograder.verify import verify_assignment

COURSE = Path(__file__).parent.parent.parent / "assignments"
NAMES = sorted(path.name for path in (COURSE / "source").iterdir() if path.is_dir())


@pytest.mark.usefixtures("jail")
@pytest.mark.parametrize("name", NAMES)
def test_the_assignment_is_proved(name):
    proof = verify_assignment(Course(COURSE), name, 2)
    assert proof.holds, format_proof(proof)
    assert proof.kills
    assert len(proof.styles) >= 8
