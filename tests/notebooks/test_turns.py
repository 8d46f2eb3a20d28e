"""The collapsed solutions of the lectures are right: put in place of the dots, they turn every check into a tick.

A "Your turn" cell `turn-x-answer` has dots where the reader's answer goes, and a text cell `turn-x-solution` with a
python block that says the same names. Cells without such a pair are not touched.
"""

import ast
import contextlib
import io
import json
import re
from pathlib import Path

import numpy as np
import pytest

LECTURES = Path(__file__).parents[2] / "lectures"
FENCE = re.compile(r"```python\n(.*?)```", re.DOTALL)
EXPRESSIVE_POWER = sorted(LECTURES.glob("05_[5678]_*.ipynb"))


def cells(path):
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def solutions(path):
    """Map the id of each answer cell to the code of its collapsed solution."""
    found = {}
    for cell in cells(path):
        block = FENCE.search("".join(cell["source"]))
        if cell["id"].endswith("-solution") and block:
            found[cell["id"].removesuffix("-solution") + "-answer"] = block[1]
    return found


def is_stub(statement):
    """Say whether a statement still holds the dots that the reader replaces."""
    if not isinstance(statement, (ast.Assign, ast.FunctionDef)):
        return False
    parts = statement.body if isinstance(statement, ast.FunctionDef) else [statement]
    values = [part.value for part in parts if isinstance(part, (ast.Assign, ast.Return))]
    flat = [v for value in values for v in (value.elts if isinstance(value, ast.Tuple) else [value])]
    return any(isinstance(v, ast.Constant) and v.value is ... for v in flat)


def solved(source, solution):
    """Put the solution in place of the stubs of a cell."""
    body = ast.parse(source).body
    kept = [ast.unparse(statement) for statement in body if not is_stub(statement)]
    assert len(kept) < len(body), "the cell has no dots to replace"
    return solution + "\n" + "\n".join(kept)


def run(path, fill):
    """Run a lecture's cells in order in one namespace, without pictures; return what each answer cell printed."""
    namespace, printed, answers = {}, {}, solutions(path)
    for cell in cells(path):
        source = "".join(cell["source"])
        if cell["cell_type"] != "code" or re.search(r"explorer\b|explore_\w+\(|show\(", source):
            continue
        if fill and cell["id"] in answers:
            source = solved(source, answers[cell["id"]])
        with contextlib.redirect_stdout(io.StringIO()) as out, np.printoptions():
            exec(compile(source, cell["id"], "exec"), namespace)
        printed[cell["id"]] = out.getvalue()
    return {name: text for name, text in printed.items() if name in answers}


def marks(text):
    """The first signs of the lines a check printed; hints are indented."""
    return [line[0] for line in text.splitlines() if line and not line.startswith(" ")]


@pytest.mark.parametrize("path", EXPRESSIVE_POWER, ids=lambda path: path.stem)
def test_every_your_turn_has_a_solution(path):
    asked = {cell["id"] for cell in cells(path) if cell["id"].endswith("-answer")}
    assert asked == set(solutions(path))
    assert asked


@pytest.mark.parametrize("path", EXPRESSIVE_POWER, ids=lambda path: path.stem)
def test_the_solutions_tick_every_check(path):
    for name, text in run(path, fill=True).items():
        assert marks(text), name
        assert set(marks(text)) == {"✓"}, (name, text)


@pytest.mark.parametrize("path", EXPRESSIVE_POWER, ids=lambda path: path.stem)
def test_unfilled_cells_ask_and_do_not_break(path):
    for name, text in run(path, fill=False).items():
        assert set(marks(text)) == {"○"}, (name, text)
