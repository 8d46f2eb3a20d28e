"""`verify` shown a good assignment, and the same one spoiled in every way that it promises to notice."""

import json

import pytest
from proved_course import CELLS, FILES, STYLE, TEST
from small_course import CONFIG, cell, hidden, notebook, test_cell

from autograder.course import Course
from autograder.kill_table import format_proof
from autograder.verify import verify_assignment

pytestmark = pytest.mark.usefixtures("jail")


def proof_of(root, cells=CELLS, files=FILES, points=None):
    """Write the course and try to prove its assignment."""
    worth = {"a0-line-check": 1.0, "a0-line-test": 2.0} | (points or {})
    made = []
    for name, source in cells.items():
        if name in worth:
            made.append(test_cell(source, name, worth[name]))
        else:
            made.append(cell("code", source, name, solution=name == "a0-line", locked=name == "a0-setup"))
    (root / "source" / "a0").mkdir(parents=True)
    (root / "source" / "a0" / "a0.ipynb").write_text(json.dumps(notebook(made)), encoding="utf-8")
    (root / "nbgrader_config.py").write_text(CONFIG)
    for name, text in files.items():
        path = root / "examination" / "a0" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return verify_assignment(Course(root), "a0", 2)


def changed(parts, name, old, new):
    assert parts[name].count(old) == 1
    return {**parts, name: parts[name].replace(old, new)}


def test_a_good_assignment_is_proved(tmp_path):
    proof = proof_of(tmp_path)
    assert proof.faults == []
    assert proof.only_hidden == ["squared"]
    assert proof.solution.points == 3.0


SPOILED_CELLS = {
    "the solution is wrong": (
        ("a0-line", "    offset = 1\n", "    offset = 1.5\n"),
        "the solution loses points in a0-line-check, a0-line-test",
    ),
    "the release earns points": (
        ("a0-line-check", CELLS["a0-line-check"], "assert callable(line)"),
        "the untouched release earns 1 points",
    ),
    "the release tells the answer": (
        ("a0-setup", "numpy as np", "numpy as np  # return slope * x + offset"),
        "the release holds a line of the solution of a0-line in a0-setup: return slope * x + offset",
    ),
    "the hidden test can be read": (
        ("a0-line-check", "assert line(", "# grade(\"line\", line=line)\nassert line("),
        "the release holds a line of a hidden test in a0-line-check: grade(",
    ),
    "the hidden test is not marked as one": (
        ("a0-line-test", "### BEGIN HIDDEN TESTS\n", ""),
        "the release holds the marker 'autograder.examination' in a0-line-test",
    ),
    "the visible check tells all": (
        ("a0-line-check", CELLS["a0-line-check"], "assert line(np.arange(9.0)).tolist() == list(range(1, 18, 2))"),
        "the visible checks alone catch every mistake",
    ),
    "the hidden test asks what the check asks": (
        ("a0-line-test", TEST, "2.0 * (line(np.array([1.0])).tolist() == [3.0])"),
        "a0-line: learnt by heart: no hidden test asks anything that the visible check does not",
    ),
}  # fmt: skip


@pytest.mark.parametrize("spoiled", SPOILED_CELLS)
def test_a_spoiled_notebook_is_refused(tmp_path, spoiled):
    edit, fault = SPOILED_CELLS[spoiled]
    assert fault in "\n".join(proof_of(tmp_path, cells=changed(CELLS, *edit)).faults)


SPOILED_FILES = {
    "a right style is marked down": (
        ("styles/loop.py", "2 * v + 1", "2 * v + 1.1"),
        "the right style 'loop' loses points in a0-line-check, a0-line-test",
    ),
    "a mistake is none": (
        ("mistakes.py", "slope * x**2 + offset", "slope * x + offset + 0"),
        "the mistake squared loses nothing",
    ),
    "two mistakes look the same": (
        ("mistakes.py", 'entry("no-offset", "offset = 1", "offset = 0")',
         'entry("no-offset", "offset = 1", "offset = 0"), entry("twin", "x + offset", "x")'),
        "the mistake twin is named no-offset",
    ),
    "right answers are refused": (
        ("tasks.py", "2 * p.x + 1", "2 * p.x + 1 + 1e-3"),
        "the solution loses points in a0-line-test",
    ),
}  # fmt: skip


@pytest.mark.parametrize("spoiled", SPOILED_FILES)
def test_a_spoiled_examination_is_refused(tmp_path, spoiled):
    edit, fault = SPOILED_FILES[spoiled]
    assert fault in "\n".join(proof_of(tmp_path, files=changed(FILES, *edit)).faults)


def test_nothing_is_tried_before_names_agree(tmp_path):
    proof = proof_of(tmp_path, files=changed(FILES, "tasks.py", '("line",)', '("lime",)'))
    assert proof.solution is None
    assert "asks for lime" in format_proof(proof)


@pytest.mark.parametrize(
    ("left_out", "fault"), [("mistakes.py", "no mistake is"), ("styles/loop.py", "no right style is")]
)
def test_a_proof_needs_wrong_answers_and_right_ones(tmp_path, left_out, fault):
    proof = proof_of(tmp_path, files={name: text for name, text in FILES.items() if name != left_out})
    assert proof.faults[0].startswith(fault)


def test_a_wrong_program_that_loses_nothing_is_named(tmp_path):
    proof = proof_of(tmp_path, files={**FILES, "wrong/slow.py": STYLE})
    assert proof.faults == ["the wrong program 'slow' loses nothing"]


@pytest.mark.parametrize(
    ("key", "fault"),
    [
        ("a0-line: learnt by heart", "'a0-line: learnt by heart' is set aside, yet it loses marks"),
        ("a0-gone: learnt by heart", "no program has the key 'a0-gone: learnt by heart' any more"),
    ],
)
def test_a_reason_that_has_lost_its_ground_is_named(tmp_path, key, fault):
    assert proof_of(tmp_path, files={**FILES, "equivalent_mutants.toml": f'"{key}" = "Because."\n'}).faults == [fault]


ONCE_MORE = "assert line(np.array([1.0, 7.0])).tolist() == [3.0, 15.0]"


def test_a_test_that_catches_nothing_alone_is_named(tmp_path):
    cells = {**CELLS, "a0-once-more": hidden(ONCE_MORE)}
    proof = proof_of(tmp_path, cells, points={"a0-once-more": 1.0})
    assert proof.unneeded == ["a0-line-test", "a0-once-more"]
    assert len(proof.faults) == 2


def test_a_cell_that_earns_nothing_stands_in_for_no_test(tmp_path):
    cells = {**CELLS, "a0-once-more": ONCE_MORE}
    proof = proof_of(tmp_path, cells, points={"a0-once-more": 0.0})
    assert proof.unneeded == []
