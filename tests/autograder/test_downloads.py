"""The course's pattern sorts what an LMS calls the files of its students."""

import re
from pathlib import Path

import pytest
from traitlets.config.loader import PyFileConfigLoader

COURSE = Path(__file__).parent.parent.parent / "assignments"


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("lovelace_12345_tables_to_nets.ipynb", "12345"),
        ("lovelace_LATE_12345_67890_tables_to_nets.ipynb", "12345"),
        ("lovelaceada_12345_67890_tables_to_nets-1.ipynb", "12345"),
        ("de Vries_12345_tables_to_nets (2).ipynb", "12345"),
        ("tables_to_nets.ipynb", None),
        ("12345.ipynb", None),
    ],
)
def test_a_name_gives_the_student_and_the_notebook(name, student):
    pattern = PyFileConfigLoader("nbgrader_config.py", str(COURSE)).load_config().FileNameCollectorPlugin.named_regexp
    found = re.match(pattern, f"/home/ta/c_1_x/downloaded/a2_tables_to_nets/extracted/{name}")
    wanted = {"student_id": student, "file_id": "tables_to_nets"} if student else None
    assert (found and found.groupdict()) == wanted
