"""Reading without trust: links, sizes and depths before parsing; the instructor's cells before the student's."""

import json
import os
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert.filters.markdown import markdown2html
from test_malformed import ORIGINAL, RELEASED

from autograder.assignment import read_folder
from autograder.markup import clean, clean_html, defuse
from autograder.sanitise import Unreadable, parse, read_bytes, sanitise
from autograder.submission import place


def test_a_link_a_pipe_and_a_folder_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("{}")
    (tmp_path / "link").symlink_to("real")
    os.mkfifo(tmp_path / "pipe")
    for name, words in (
        ("link", "is a link"),
        ("pipe", "not a plain file"),
        (".", "not a plain file"),
        ("no", "opened"),
    ):
        with pytest.raises(Unreadable, match=words):
            read_bytes(tmp_path / name, 100)
    with pytest.raises(Unreadable, match="at most"):
        read_bytes(tmp_path / "real", 1)


@pytest.mark.parametrize("data, words", [
    (b"", "is empty"), (b"   \n", "is empty"), (b"[" * 200, "nested"), (b'{"a": ' * 101 + b"0" + b"}" * 101, "nested"),
    (b"[1, 2]", "another kind"), (b'{"a": 1', "line 1"), (b'{"a": "\xff"}', "byte 7"), 
    (b'{"a": ' + b"9" * 6000 + b"}", "too long"),
    (b"," * 4_000_001, "parts"),
])  # fmt: skip
def test_what_cannot_be_read_says_where(data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        parse(data)


def test_brackets_inside_strings_are_not_depth() -> None:
    assert parse(json.dumps({"text": "[" * 5000 + '\\"' * 50}).encode())["text"].startswith("[[")


@pytest.mark.parametrize("submitted", [
    {}, {"cells": 5}, {"cells": None}, {"worksheets": 7}, {"worksheets": [5, {"cells": 5}, {"cells": {"a": 1}}]},
    {"cells": [5, None, [], {}]}, {"cells": [{"cell_type": [], "source": {}, "metadata": []}]},
    {"cells": [{"cell_type": "code", "source": [1, 2], "metadata": {"nbgrader": {"grade_id": {"a": 1}}}}]},
])  # fmt: skip
def test_wrong_types_leave_the_instructors_notebook(submitted: dict[str, Any]) -> None:
    rebuilt = sanitise(submitted, ORIGINAL)
    ids = [cell["metadata"]["nbgrader"]["grade_id"] for cell in rebuilt.notebook["cells"] if cell["metadata"]]
    assert ids == [cell.grade_id for cell in ORIGINAL.cells]
    assert rebuilt.repairs


def test_an_untouched_release_needs_no_repair() -> None:
    assert sanitise(RELEASED, ORIGINAL).repairs == ()


def test_a_folder_is_read_without_links_odd_names_or_what_is_too_much(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.txt").write_text("a")
    (tmp_path / "etc").symlink_to("/etc")
    os.mkfifo(tmp_path / "pipe")
    with open(os.fsencode(tmp_path) + b"/\xff.txt", "w"):
        pass
    (tmp_path / "zz").write_bytes(b"x" * 100)
    assert read_folder(tmp_path, 50) == {"data/a.txt": b"a"}


@pytest.mark.parametrize("name", ["../out", "/tmp/out-of-it", "a\0b", "", ".", "a/../../out", "x" * 5000])
def test_a_file_is_placed_inside_its_folder_or_nowhere(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    place(inside, name, b"x")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not os.path.exists("/tmp/out-of-it")


@pytest.mark.parametrize("text", [
    "<script>f()</script>", "<img src=x onerror=f()>", "<a href='javascript:f()'>x</a>", "<svg onload=f()></svg>",
    "<iframe srcdoc='<script>f()</script>'></iframe>", "<SCRIPT\n>f()</SCRIPT>", "<img src=x\nonerror = f()>",
])  # fmt: skip
@pytest.mark.parametrize("clean", [clean, clean_html])
def test_active_markup_is_made_safe(text: str, clean: Any) -> None:
    safe = clean(text).lower()
    assert not any(f"<{tag}" in safe for tag in ("script", "iframe", "svg"))
    assert "onerror" not in safe.split("<img")[-1].split("&lt;")[0] and 'href="javascript' not in safe


class _Live(HTMLParser):
    """Gathers what a browser would run or load of a page, and what would lie over or swallow the rest of it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "iframe", "svg", "plaintext", "textarea", "style"):
            self.found.append(tag)
        for name, value in attrs:
            address = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if (
                name.startswith("on")
                or name == "style"
                or address.startswith(("javascript:", "vbscript:", "data:text"))
            ):
                self.found.append(f"{name}={value}")

    def handle_comment(self, data: str) -> None:
        self.found.append("a comment")


def _live(page: str) -> list[str]:
    reader = _Live()
    reader.feed(page)
    reader.close()
    return reader.found


ADDRESSES = [
    "[x](javascript:f())", "[x](jav&#x61;script:f())", "[x](javascript\\:f())", "[x](<javascript:f()>)",
    "[x](JaVaScRiPt&colon;f())", "[a]\n\n[a]: javascript:f()", "![x](javascript:f())", "[x](vbscript:f())",
    "[x](data:text/html;base64,PHNjcmlwdD4=)", "[x](&#106;&#97;vascript:f())", "```\n```\n[x](javascript:f())",
]  # fmt: skip
TAGS = [
    '<img alt=">" onerror=f()>', '<p><img/src="x"/onerror=f()></p>', "<div/onclick=f()>", "<plaintext>", "<textarea>",
    '<a href="jav&#x61;script:f()">x</a>', '<div style="position:fixed">6/6</div>', "<x onclick=f()>x</x>",
    "<details\nopen ontoggle=f()>", "<p>x <!-- y", "<style>p {x: y}</style>", "<p>x </: y",
    "<a title='x' href=javascript:f()>",
]  # fmt: skip


@pytest.mark.parametrize("text", [*ADDRESSES, *TAGS])
def test_nothing_live_comes_out_of_a_text_cell(text: str) -> None:
    assert _live(str(markdown2html(clean(text)))) == []


@pytest.mark.parametrize("text", TAGS)
def test_nothing_live_comes_out_of_an_output(text: str) -> None:
    assert _live(clean_html(text)) == []


def test_the_judge_of_live_markup_sees_it() -> None:
    assert all(_live(str(markdown2html(text))) for text in ADDRESSES)
    assert all(_live(text) for text in TAGS if text not in ("<p>x <!-- y", "<p>x </: y"))


@given(st.text(alphabet="<>!-/=\"' aoimgndscript:&#;x()[]`\\\n", max_size=60))
@settings(max_examples=300, deadline=None)
def test_nothing_live_comes_out_of_any_text(text: str) -> None:
    assert _live(str(markdown2html(clean(text)))) == []
    assert _live(clean_html(text)) == []


def test_long_and_deep_markup_takes_no_time() -> None:
    for text in ("<" * 200_000, "<a " * 50_000, "<div>" * 3000, "[" * 50_000 + "](javascript:"):
        assert isinstance(clean(text), str) and isinstance(clean_html(text), str)


def test_a_table_of_pandas_stays_a_table() -> None:
    table = '<div><style scoped>.x {}</style><table border="1"><tr style="x: y"><td>1</td></tr></table></div>'
    assert clean_html(table) == "<div><table><tbody><tr><td>1</td></tr></tbody></table></div>"


@pytest.mark.parametrize("text", [
    "a < b & c > d", "$x^2 < y$", "**bold** <b>x</b>", "`<div>`", "one = on = 1", "$a<b$, so c = 3", "JavaScript: [1]",
    "<details><summary>why</summary>text</details>", "[notes](https://example.org)", "data: [1, 2]",
])  # fmt: skip
def test_honest_text_stays_as_it_was_written(text: str) -> None:
    assert clean(text) == text


def test_scripts_leave_the_outputs() -> None:
    output = {"output_type": "display_data", "data": {"application/javascript": "f()"}, "metadata": {}}
    notebook: dict[str, Any] = {"cells": [{"cell_type": "code", "metadata": {}, "source": "", "outputs": [output]}]}
    defuse(notebook)
    assert notebook["cells"][0]["outputs"] == []


def test_feedback_keeps_the_instructors_formulas_and_nothing_live_of_the_students() -> None:
    from autograder.nbgrader_plugin import HideTests

    question = nbformat.v4.new_markdown_cell("At $z > 0$ & $a < b$", metadata={"nbgrader": {"locked": True}})
    data = {"text/html": "<table><tr><td>1</td></tr></table><script>f()</script>", "application/x": "f()"}
    code = nbformat.v4.new_code_cell("1 > 0", outputs=[nbformat.v4.new_output("display_data", data)])
    notebook = nbformat.v4.new_notebook(cells=[question, nbformat.v4.new_markdown_cell(ADDRESSES[0]), code])
    shown, _ = HideTests().preprocess(notebook, {})
    assert shown.cells[0].source == "At $z > 0$ & $a < b$"
    assert _live(str(markdown2html(shown.cells[1].source))) == []
    (output,) = shown.cells[2].outputs
    assert output.data.keys() == {"text/html"}
    assert output.data["text/html"].startswith("<table>") and _live(output.data["text/html"]) == []
