"""nbgrader's own tests of `nbgrader autograde`, with our preprocessors configured.

Run by `make conformance`.  A test of theirs that does not pass here stands in EXCEPTIONS with its reason; when one of
these passes after all, that is a failure too, so that the list stays true.
"""

from pathlib import Path

import pytest
from nbgrader.tests.apps.conftest import course_dir, db, temp_cwd

__all__ = ["course_dir", "db", "temp_cwd"]

_ANOTHER = "A notebook with cells that are not the assignment's is graded as far as it goes; stock nbgrader fails it."
EXCEPTIONS: dict[str, str] = {
    "test_handle_failure": _ANOTHER,
    "test_handle_failure_single_notebook": _ANOTHER,
    "test_no_execute": "--no-execute would take the outputs that a student saved for marks; it is refused.",
}


@pytest.fixture(autouse=True)
def _our_configuration(monkeypatch: pytest.MonkeyPatch, _loud_numpy: None) -> None:
    """Let every nbgrader of these tests read our configuration after its own."""
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(Path(__file__).parent / "config"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "nbgrader_autograde" not in item.nodeid:
            continue
        item.add_marker(pytest.mark.conformance)
        item.add_marker(pytest.mark.filterwarnings("default"))
        reason = EXCEPTIONS.get(item.name)
        if reason:
            item.add_marker(pytest.mark.xfail(reason=reason, strict=True))
