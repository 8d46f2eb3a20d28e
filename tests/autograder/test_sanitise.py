"""Reading without trust: links, sizes and depths before parsing; the instructor's cells before the student's."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from test_malformed import ORIGINAL, RELEASED

from autograder.course import read_folder
from autograder.markup import clean, defuse
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
def test_active_markup_is_made_safe(text: str) -> None:
    safe = clean(text).lower()
    assert not any(f"<{tag}" in safe for tag in ("script", "iframe", "svg"))
    assert "onerror" not in safe.split("<img")[-1].split("&lt;")[0] and 'href="javascript' not in safe


@pytest.mark.parametrize("text", ["a < b & c > d", "$x^2 < y$", "**bold** <b>x</b>", "`<div>`", "one = on = 1"])
def test_honest_text_stays_as_it_was_written(text: str) -> None:
    assert clean(text) == text


def test_scripts_leave_the_outputs() -> None:
    output = {"output_type": "display_data", "data": {"application/javascript": "f()"}, "metadata": {}}
    notebook: dict[str, Any] = {"cells": [{"cell_type": "code", "metadata": {}, "source": "", "outputs": [output]}]}
    defuse(notebook)
    assert notebook["cells"][0]["outputs"] == []
