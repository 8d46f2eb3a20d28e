"""The last look before handing in: every way to spoil a notebook is named with how to mend it, and no other is."""

import json
from pathlib import Path

import pytest

from source_lib.before_you_submit import LARGEST, findings, look_over, main


def cell(kind: str, name: str, source: str, **marks: object) -> dict:
    flags = {"grade": False, "solution": False, "locked": False, "task": False, "grade_id": name}
    made = {"cell_type": kind, "id": name, "metadata": {"nbgrader": flags | marks}, "source": source}
    return made | ({"outputs": [], "execution_count": 1} if kind == "code" else {})


STUB = "def f(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
DONE = "def f(x):\n    y = 2 * x\n\n    return y"


def released() -> list[dict]:
    return [
        cell("markdown", "text", "# Task", locked=True),
        cell("code", "f", STUB, solution=True),
        cell("code", "f-check", "check.f(f)", grade=True, locked=True, points=1),
        cell("code", "f-test", "# hidden", grade=True, locked=True, points=2),
        cell("markdown", "why", "YOUR ANSWER HERE", grade=True, solution=True, points=1),
    ]


def answered() -> list[dict]:
    cells = released()
    cells[1]["source"], cells[4]["source"] = DONE, "Because."
    return cells


def write(path: Path, cells: list[dict]) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    return path


@pytest.fixture
def said(tmp_path):
    release = write(tmp_path / "release" / "one.ipynb", released())

    def say(cells: list[dict], name: str = "one.ipynb") -> list[str]:
        return [finding.sentence for finding in findings(write(tmp_path / "mine" / name, cells), release)]

    return say


def test_a_finished_notebook_is_complete(said, tmp_path, capsys):
    assert said(answered()) == []
    assert look_over(tmp_path / "mine" / "one.ipynb", tmp_path / "release" / "one.ipynb")
    assert "Complete" in capsys.readouterr().out


def missing(cells):
    del cells[3]


def unmarked(cells):
    cells[1]["metadata"] = {}


def copied(cells):
    cells.append(dict(cells[1]))


def split(cells):
    cells[1:2] = [{**cells[1], "source": "def f(x):\n    y = 2 * x"}, {**cells[1], "source": "    return y"}]


def retyped(cells):
    cells[4].update(cell_type="code", outputs=[], execution_count=1, source="pass")


def locked_changed(cells):
    cells[2]["source"] = "pass"


def remarked(cells):
    cells[2]["metadata"]["nbgrader"]["points"] = 99


def moved(cells):
    cells[2], cells[3] = cells[3], cells[2]


def no_python(cells):
    cells[1]["source"] = "def f(x)\n    return x"


SPOILT = {
    missing: "The cell f-test is missing, and with it 2 points: copy it here from",
    unmarked: "The cell f is there but lost its mark",
    copied: "The cell f is there 2 times: keep the one you mean",
    split: "The cell f is split in 2: select the pieces and merge them (Shift+M)",
    retyped: "The cell why was a markdown cell and is now code: select it and press M",
    locked_changed: "The cell f-check is not yours to change",
    remarked: "Someone changed how the cell f-check is marked",
    moved: "The cell f-test was moved: put it back in the order",
    no_python: "Python cannot read f (line 1)",
}


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
def test_a_defect_is_named_once_with_how_to_mend_it(spoil, said):
    cells = answered()
    spoil(cells)
    about = [
        sentence for sentence in said(cells) if not sentence.startswith("Python cannot read f (") or spoil is no_python
    ]
    assert len(about) == 1, about
    assert about[0].startswith(SPOILT[spoil])


def test_what_is_left_open_is_told_but_has_not_to_be_mended(said, tmp_path, capsys):
    cells = released()
    cells[2]["outputs"] = [{"output_type": "error", "ename": "NotImplementedError"}]
    cells[3]["execution_count"] = None
    assert said(cells) == [
        "f is not attempted yet.",
        "f-check ended with NotImplementedError when it was run last.",
        "why is not attempted yet.",
        "Not every cell was run: restart the kernel, run everything from top to bottom, and save.",
    ]
    assert look_over(tmp_path / "mine" / "one.ipynb", tmp_path / "release" / "one.ipynb")
    assert "Nothing has to be mended" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{"cells": [', "cannot be read as a notebook"),
        (b"[]", "cannot be read as a notebook"),
        (b"{}\n<<<<<<< HEAD\n", "marks <<<<<<< of a merge"),
        (b" " * (LARGEST + 1), "clear all outputs"),
    ],
)
def test_a_file_that_is_no_notebook_is_one_sentence(content, sentence, tmp_path):
    path = tmp_path / "one.ipynb"
    path.write_bytes(content)
    (finding,) = findings(path, write(tmp_path / "release" / "one.ipynb", released()))
    assert sentence in finding.sentence


def test_another_name_would_not_be_found(said):
    assert said(answered(), "one (1).ipynb") == [
        "The file is called one (1).ipynb and would not be found: rename it to one.ipynb."
    ]


def test_magics_are_no_syntax_errors(said):
    cells = answered()
    cells[1]["source"] = "%matplotlib inline\n" + DONE
    assert said(cells) == []


def test_a_file_that_is_not_there_or_belongs_nowhere(tmp_path, capsys):
    assert main([str(tmp_path / "none.ipynb")]) == 1
    assert main([str(write(tmp_path / "mine" / "one.ipynb", answered()))]) == 1
    said = capsys.readouterr().out
    assert "There is no file" in said
    assert "belongs to no assignment of this course" in said
    assert main([]) == 2


def test_an_emptied_answer_is_not_complete(said, tmp_path, capsys):
    cells = answered()
    cells[1]["source"] = " \n"
    assert said(cells) == ["f is empty: nothing is left of what was to be filled in."]
    assert look_over(tmp_path / "mine" / "one.ipynb", tmp_path / "release" / "one.ipynb")
    assert "Complete" not in capsys.readouterr().out


def test_a_function_under_another_name_has_to_be_mended(said):
    cells = answered()
    cells[1]["source"] = DONE.replace("def f", "def ff")
    assert said(cells) == ["f should define f, and no cell does: tests call it by this very name."]


@pytest.mark.parametrize("own", ["f = ff", "from mine import f", "%matplotlib inline\ndef f(x):\n    return 2 * x"])
def test_a_function_that_gets_its_name_elsewhere_is_there(said, own):
    cells = answered()
    cells[1]["source"] = DONE.replace("def f", "def ff")
    cells.insert(2, {"cell_type": "code", "metadata": {}, "source": own, "outputs": [], "execution_count": 2})
    assert said(cells) == []


@pytest.mark.parametrize(
    "odd", [{"outputs": "some text"}, {"outputs": None}, {"outputs": ["text", 3]}, {"id": ["a"]}, {"cell_type": 4}]
)
def test_parts_of_another_kind_are_no_traceback(said, odd):
    cells = answered()
    cells[3].update(odd)
    assert isinstance(said(cells), list)


@pytest.mark.parametrize("cells", ["text", [3], ["cell"], {"a": 1}, [{"source": 3, "metadata": {}}]])
def test_cells_of_another_kind_are_one_sentence(said, cells):
    assert said(cells) == ["one.ipynb cannot be read as a notebook: open it in Jupyter, or take up an earlier copy."]
