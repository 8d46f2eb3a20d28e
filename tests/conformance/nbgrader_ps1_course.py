"""The course of nbgrader's documentation, as `nbgrader quickstart` writes it: stock and ours give equal marks."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

pytestmark = [pytest.mark.conformance, pytest.mark.filterwarnings("default")]


def nbgrader(folder: Path, *words: str) -> None:
    done = subprocess.run([sys.executable, "-m", "nbgrader", *words], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]


def marks(course: Path) -> dict[tuple[str, str, str], tuple[float | None, bool]]:
    """Return the automatic score of every cell, and whether a person still has to look."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        return {
            (submission.student_id, notebook.name, grade.name): (grade.auto_score, grade.needs_manual_grade)
            for submission in book.assignment_submissions("ps1")
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


@pytest.mark.parametrize("flavour", [(), ("--autotest",)], ids=["classic", "autotest"])
def test_the_documentations_course_gets_equal_marks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flavour: tuple[str, ...]
) -> None:
    ours_configured = Path(__file__).parent / "config"
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "none"))
    nbgrader(tmp_path, "quickstart", "stock", *flavour)
    stock, ours = tmp_path / "stock", tmp_path / "ours"
    nbgrader(stock, "generate_assignment", "ps1")
    for student, step in (("untouched", "release"), ("solved", "source")):
        shutil.copytree(stock / step / "ps1", stock / "submitted" / student / "ps1")
    shutil.copytree(stock, ours)
    nbgrader(stock, "autograde", "ps1")
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(ours_configured))
    nbgrader(ours, "autograde", "ps1")
    assert marks(ours) == marks(stock)
    assert sum(score or 0 for (student, *_), (score, _) in marks(ours).items() if student == "solved") > 0
