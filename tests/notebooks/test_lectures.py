"""Every lecture runs from top to bottom in a fresh kernel, with real widgets that are then pushed to their extremes."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
LECTURES = sorted((ROOT / "lectures").glob("*.ipynb"))

# Runs after a lecture, in its kernel: moves the controls of every explorer that is shown. An error in a callback is
# printed by the kernel on stderr in a browser; here it is raised.
PUSH = """
import gc
from source_lib.widgets.explorer import Explorer
explorers = [thing for thing in gc.get_objects() if isinstance(thing, Explorer)]
for explorer in explorers:
    for control in explorer.controls_by_name.values():
        for end in ("min", "max"):
            if hasattr(control, end) and not hasattr(control, "base"):
                control.value = getattr(control, end)
        for _, option in getattr(control, "_options_full", ()):
            control.value = option
    assert explorer.frame.sentence in __import__("html").unescape(explorer.sentence.value)
print(len(explorers), "explorers pushed")
"""


def run(notebook, folder):
    """Execute a notebook in a fresh kernel and return it with its outputs."""
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(folder)}})
    client.execute()
    return notebook


def complaints(notebook):
    """List what came out on stderr, cell by cell."""
    return [
        f"{cell.id}: {output.text}"
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == "stream" and output.name == "stderr"
    ]


@pytest.fixture
def kernel(monkeypatch, tmp_path):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYTHONWARNINGS", "error::RuntimeWarning")
    return tmp_path


@pytest.mark.parametrize("path", LECTURES, ids=lambda path: path.stem)
def test_a_lecture_runs_and_its_widgets_move(path, kernel):
    notebook = nbformat.read(path, as_version=4)
    shows_explorers = any("import explore_" in cell.source for cell in notebook.cells)
    notebook.cells.append(nbformat.v4.new_code_cell(PUSH, id="push-every-control"))
    run(notebook, kernel)
    assert complaints(notebook) == []
    assert shows_explorers == (not notebook.cells[-1].outputs[0].text.startswith("0 "))
    assert list(kernel.iterdir()) == [], "a lecture leaves no files behind"


def test_a_complaint_on_stderr_is_noticed(kernel):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import sys; print('oh', file=sys.stderr)")])
    assert "oh" in complaints(run(notebook, kernel))[0]


def test_pictures_come_with_words(kernel):
    path = next(path for path in LECTURES if path.stem.startswith("05_2"))
    notebook = run(nbformat.read(path, as_version=4), kernel)
    pictures = [
        output.metadata.get("image/png", {}).get("alt", "")
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]
    assert len(pictures) >= 3
    assert all(len(alt.split()) >= 4 for alt in pictures)
