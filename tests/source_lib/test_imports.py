"""Importing is cheap, loads only numpy, and never reaches the grading package."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import source_lib

PACKAGE = Path(source_lib.__file__).parent
CORE = ("activations", "units", "mlp", "losses", "backprop", "graph", "gradcheck")


def loaded_after(statement: str) -> set[str]:
    code = f"import sys; before = set(sys.modules); {statement}; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    return {name.split(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize("statement", ["import source_lib", *(f"import source_lib.{name}" for name in CORE)])
def test_the_core_pulls_in_numpy_and_nothing_else(statement):
    others = {name for name in loaded_after(statement) if name not in sys.stdlib_module_names}
    assert others - {"numpy", "source_lib", "_distutils_hack"} == set()


@pytest.mark.parametrize("name", CORE)
def test_modules_load_on_first_use(name):
    assert getattr(source_lib, name).__name__ == f"source_lib.{name}"
    assert name in dir(source_lib)


def test_a_module_that_is_not_there_is_named():
    with pytest.raises(AttributeError, match=r"'source_lib' has no module 'optimizers'. It has: activations, units"):
        source_lib.optimizers  # noqa: B018


def test_source_lib_never_imports_the_grading_package():
    for path in PACKAGE.rglob("*.py"):
        for statement in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in statement.names] if isinstance(statement, ast.Import) else []
            names += [statement.module or ""] if isinstance(statement, ast.ImportFrom) else []
            assert not any(name.split(".")[0] == "autograder" for name in names), path


def test_no_core_module_touches_the_global_random_state():
    for name in CORE:
        files = (PACKAGE / name).rglob("*.py") if (PACKAGE / name).is_dir() else [PACKAGE / f"{name}.py"]
        for path in files:
            for part in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Attribute):
                    assert part.value.attr != "random" or part.attr in ("Generator", "default_rng"), (path, part.lineno)
