"""The index of the lectures: complete, in order, true to the notebooks, and without a dead link."""

import json
import re
from pathlib import Path

import pytest

from source_lib.widgets import EXPLORERS

LECTURES = Path(__file__).parents[2] / "lectures"
INDEX = (LECTURES / "README.md").read_text(encoding="utf-8")
PAGES = sorted(LECTURES.glob("*.ipynb"))
ASSIGNMENTS = [
    "a1_gates_and_xor",
    "a2_tables_to_nets",
    "a3_soft_thresholds",
    "a4_depth_and_parity",
    "a5_chain_rule",
    "a6_computation_graph",
    "a7_mlp_backprop",
    "a8_digits_and_features",
]
LINK = re.compile(r"\[([^]]+)\]\(([^)]+)\)")


def cells(path):
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def row_of(path):
    """The columns of the table row that links a notebook."""
    rows = [line for line in INDEX.splitlines() if f"({path.name})" in line]
    assert len(rows) == 1, f"{path.name} must stand in the index once"
    return [column.strip() for column in rows[0].strip("|").split("|")]


def test_the_index_lists_every_notebook_in_order():
    linked = [target for _, target in LINK.findall(INDEX) if target.endswith(".ipynb")]
    assert linked == [path.name for path in PAGES]
    assert len(PAGES) == 14


@pytest.mark.parametrize("source", [LECTURES / "README.md", *PAGES], ids=lambda path: path.name)
def test_every_link_leads_somewhere(source):
    text = INDEX if source.suffix == ".md" else "\n".join("".join(c["source"]) for c in cells(source))
    for _, target in LINK.findall(text):
        if target.startswith("#"):
            titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
            assert target[1:] in {title.replace(" ", "-") for title in titles}, target
        elif not re.match(r"https?://|[^/]*[=({,\\]", target):  # not a page of the web, not a formula
            assert (source.parent / target.split("#")[0]).exists(), target


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_titles_and_minutes_are_the_notebooks_own(path):
    first = "".join(cells(path)[0]["source"])
    columns = row_of(path)
    title = first.splitlines()[0].removeprefix("# ")
    shown = LINK.search(columns[0])[1]
    assert title == shown or title.startswith(shown + ":")
    assert f"About {columns[2]} minutes" in first


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_explorers_named_are_the_ones_that_are_used(path):
    code = "\n".join("".join(cell["source"]) for cell in cells(path) if cell["cell_type"] == "code")
    used = {EXPLORERS[name][1] for name in re.findall(r"\b(explore_\w+)\(", code)}
    assert set(re.findall(r"\*\*(\w+)\*\*", row_of(path)[3])) == used


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_a_notebook_needs_comes_before_it(path):
    number = re.match(r"0(\d)_(\d)", path.name)
    here = (int(number[1]), int(number[2])) if number else (9, 9)
    for lecture, section in re.findall(r"(\d)\.(\d)", row_of(path)[1]):
        assert (int(lecture), int(section)) < here


def test_every_assignment_is_placed_once_and_in_order():
    assert re.findall(r"`(a\d_\w+)`", INDEX) == ASSIGNMENTS


def test_every_assignment_that_exists_is_in_the_index():
    source = LECTURES.parent / "assignments" / "source"
    assert {path.name for path in source.iterdir() if path.is_dir()} <= set(ASSIGNMENTS)
