"""What nbgrader's check of its metadata has once let through opens no road for anything else."""

from collections.abc import Callable
from typing import Any

import nbformat
import pytest
from nbgrader.nbgraderformat import SchemaTooNewError, SchemaTooOldError, ValidationError
from small_course import source_notebook

from autograder.nbgrader_plugin import CheckCellMetadata

REFUSED = (SchemaTooNewError, SchemaTooOldError, ValidationError)


def _test(cells: list[Any]) -> Any:
    return next(cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "test-half")


def _check(notebook: Any) -> None:
    CheckCellMetadata().preprocess(notebook, {})


@pytest.mark.parametrize("spoil", [
    lambda marks: marks.pop("points"), lambda marks: marks.update(points=-1), lambda marks: marks.update(points="3"),
    lambda marks: marks.update(grade_id=""), lambda marks: marks.update(grade_id="a/b"),
    lambda marks: marks.update(locked=1), lambda marks: marks.update(schema_version=99),
    lambda marks: marks.pop("schema_version"), lambda marks: marks.update(grade="true"),
])  # fmt: skip
def test_a_spoilt_notebook_is_refused_after_a_sound_one(spoil: Callable[[dict[str, Any]], Any]) -> None:
    sound, spoilt = (nbformat.from_dict(source_notebook()) for _ in range(2))
    spoil(_test(spoilt.cells).metadata.nbgrader)
    for _ in range(2):
        _check(sound)
        with pytest.raises(REFUSED):
            _check(spoilt)


def test_the_type_of_a_cell_is_part_of_what_was_checked() -> None:
    sound, spoilt = (nbformat.from_dict(source_notebook()) for _ in range(2))
    _test(spoilt.cells).cell_type = "markdown"  # a test that a person would have to mark
    _check(sound)
    with pytest.raises(REFUSED):
        _check(spoilt)
