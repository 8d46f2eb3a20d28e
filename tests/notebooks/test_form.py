"""The form of a lecture: what every reader may count on, checked for each notebook; the checker is itself checked."""

import ast
import copy
import json
import re
from pathlib import Path

import pytest

LECTURES = sorted((Path(__file__).parents[2] / "lectures").glob("*.ipynb"))
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST_CELLS, MOST_LINES, MOST_WORDS = 45, 12, 120


def canonical(notebook):
    return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def source(cell):
    return "".join(cell["source"])


def imports_only(cell):
    return all(isinstance(node, (ast.Import, ast.ImportFrom)) for node in ast.parse(source(cell)).body)


def faults(notebook):
    """List what is wrong with the form of a lecture notebook, one sentence each."""
    cells = notebook["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    text = [cell for cell in cells if cell["cell_type"] == "markdown"]
    return [*_storage(notebook, cells, code), *_sizes(cells, code, text), *_story(cells, code, text), *_pictures(code)]


def _storage(notebook, cells, code):
    if (notebook["nbformat"], notebook["nbformat_minor"]) != (4, 5):
        yield "the format is not nbformat 4.5"
    if notebook["metadata"].get("kernelspec", {}).get("name") != "python3":
        yield "the kernel is not python3"
    ids = [cell["id"] for cell in cells]
    yield from (f"the id {name!r} is no kebab name" for name in ids if not KEBAB.fullmatch(name))
    yield from (f"the id {name!r} is used twice" for name in {n for n in ids if ids.count(n) > 1})
    for cell in cells:
        if cell["metadata"]:
            yield f"{cell['id']} has metadata {cell['metadata']}"
        if isinstance(cell["source"], str):
            yield f"{cell['id']} has its source in one piece, not as a list of lines"
        if not source(cell).strip():
            yield f"{cell['id']} is empty"
    for cell in code:
        if cell["outputs"] or cell["execution_count"] is not None:
            yield f"{cell['id']} has outputs"


def _sizes(cells, code, text):
    if len(cells) > MOST_CELLS:
        yield f"{len(cells)} cells are more than {MOST_CELLS}"
    for cell in code:
        if len(source(cell).splitlines()) > MOST_LINES:
            yield f"{cell['id']} has more than {MOST_LINES} lines"
    for cell in text:
        if len(source(cell).split()) > MOST_WORDS:
            yield f"{cell['id']} has more than {MOST_WORDS} words"
    if not 0.6 <= len(code) / max(len(text), 1) <= 1.67:
        yield f"{len(code)} code cells and {len(text)} text cells are not about one to one"


def _story(cells, code, text):
    opening = source(cells[0])
    for what, pattern in {
        "a title": r"\A# \S",
        "one question in bold": r"^\*\*[^*]+\?\*\*$",
        "goals": r"you can\n- |\A# Conventions",  # the page of conventions is for looking things up
        "minutes": r"About \d+ minutes",
        "the lecture that it follows": r"lectures? \d|appendix|conventions",
    }.items():
        if not re.search(pattern, opening, re.MULTILINE | re.IGNORECASE):
            yield f"the first cell lacks {what}"
    headings = [line for cell in text for line in source(cell).splitlines() if line.startswith("#")]
    if headings[-2:] != ["## What we saw", "## Roads not taken"]:
        yield f"the last headings are {headings[-2:]}"
    if len([cell for cell in code if imports_only(cell)]) > 1:
        yield "there is more than one import cell"
    if not any("**Predict" in source(cell) for cell in text):
        yield "nothing is to be predicted"
    if not any(re.search(r"^\s*assert ", source(cell), re.MULTILINE) for cell in code):
        yield "nothing is asserted"
    if not any("Your turn" in source(cell) for cell in text):
        yield "there is no turn for the reader"


def _pictures(code):
    for cell in code:
        for word in ("pyplot", "%matplotlib", "plt."):
            if word in source(cell):
                yield f"{cell['id']} draws by {word}"
        for node in ast.walk(ast.parse(source(cell))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "show":
                words = node.args[1] if len(node.args) == 2 else None
                if words is None or (isinstance(words, ast.Constant) and len(str(words.value).split()) < 4):
                    yield f"{cell['id']} shows a picture without words for it"


@pytest.mark.parametrize("path", LECTURES, ids=lambda path: path.stem)
def test_the_form_is_right(path):
    written = path.read_text(encoding="utf-8")
    notebook = json.loads(written)
    assert faults(notebook) == []
    assert written == canonical(notebook), "run make format: the JSON is not in canonical form"


def test_there_is_a_notebook_for_every_section():
    sections = [path.stem[:4] for path in LECTURES if path.stem[0] == "0"]
    assert sections == [*(f"05_{k}" for k in range(1, 9)), *(f"06_{k}" for k in range(1, 6))]


def spoil(notebook, how):
    """Break one rule in a copy of a good notebook."""
    bad = copy.deepcopy(notebook)
    cells = bad["cells"]
    first_code = next(cell for cell in cells if cell["cell_type"] == "code")
    match how:
        case "has outputs":
            first_code["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["1"]}]
        case "used twice":
            cells[3]["id"] = cells[2]["id"]
        case "no kebab name":
            cells[3]["id"] = "CellNumber3"
        case "more than 12 lines":
            first_code["source"] = ["x = 1\n"] * 13
        case "more than 120 words":
            cells[0]["source"].append("word " * 121)
        case "cells are more than":
            bad["cells"] = cells[:2] * 15 + cells[2:]
        case "about one to one":
            bad["cells"] = [cell for cell in cells if cell["cell_type"] == "markdown"] + [first_code]
        case "lacks minutes":
            cells[0]["source"] = [line.replace("minutes", "moments") for line in cells[0]["source"]]
        case "last headings":
            del cells[-1]
        case "without words":
            first_code["source"] = ["show(ax, 'a line')"]
        case "draws by":
            first_code["source"] = ["import matplotlib.pyplot"]
        case "more than one import cell":
            cells.insert(5, first_code | {"id": "more-imports"})
        case "nothing is asserted":
            for cell in cells:
                cell["source"] = [line for line in cell["source"] if not line.lstrip().startswith("assert")]
        case "has metadata":
            cells[4]["metadata"] = {"tags": ["hide"]}
    return bad


@pytest.mark.parametrize(
    "how",
    [
        "has outputs",
        "used twice",
        "no kebab name",
        "more than 12 lines",
        "more than 120 words",
        "cells are more than",
        "about one to one",
        "lacks minutes",
        "last headings",
        "without words",
        "draws by",
        "more than one import cell",
        "nothing is asserted",
        "has metadata",
    ],
)
def test_a_broken_rule_is_noticed(how):
    good = json.loads(LECTURES[0].read_text(encoding="utf-8"))
    assert any(how in fault for fault in faults(spoil(good, how)))
