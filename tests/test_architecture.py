"""Who may import whom, read from the source."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def imported(path: Path) -> set[str]:
    """Return the modules that a file imports, relative ones as '.'."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add("." * node.level + (node.module or ""))
    return names


@pytest.mark.parametrize("path", sorted((ROOT / "autograder" / "jail").glob("*.py")), ids=lambda path: path.name)
def test_the_jail_imports_nothing_of_the_grader(path):
    for name in imported(path):
        assert not name.startswith("autograder"), f"{path.name} imports {name}"
        assert not name.startswith(".."), f"{path.name} imports {name}"


@pytest.mark.parametrize("path", sorted((ROOT / "source_lib").rglob("*.py")), ids=lambda path: path.name)
def test_source_lib_never_imports_the_grader(path):
    assert not [name for name in imported(path) if name.split(".")[0] == "autograder"]


def test_importing_source_lib_loads_numpy_only():
    code = "import sys, source_lib; print({'matplotlib', 'ipywidgets', 'IPython', 'nbgrader'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "set()"


def test_a_wrong_import_would_be_seen(tmp_path):
    wrong = tmp_path / "wrong.py"
    wrong.write_text("from autograder.records import Verdict\nfrom ..records import Outcome\n")
    assert imported(wrong) == {"autograder.records", "..records"}
