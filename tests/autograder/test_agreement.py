"""What `verify` says of an examination and notebooks that do not fit together, one typo at a time."""

import shutil
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from proved_course import CELLS, FILES, TEST
from small_course import ANSWERS, hand_in, make_course

from autograder.agreement import disagreements
from autograder.cli import main
from autograder.errors import CourseError
from autograder.examination_files import load_examination, split_style


def faults(files=FILES, cells=CELLS, points=None):
    """Return what is found; a fault of the files alone comes as the sentence of its CourseError."""
    worth = {"a0-line-check": 1.0, "a0-line-test": 2.0} | (points or {})
    tests = {name: SimpleNamespace(source=cells[name], points=worth[name]) for name in worth}
    data = {name: text.encode() for name, text in files.items()}
    assignment = SimpleNamespace(name="a0", tests=tests, examination=data)
    wrong = {name: split_style(text) for name, text in files.items() if name.startswith("wrong/")}
    try:
        examination = load_examination(data, {"a0-line": cells["a0-line"]})
    except CourseError as error:
        return [str(error)]
    return disagreements(assignment, examination, wrong)


def changed(parts, name, old, new):
    assert parts[name].count(old) >= 1
    return {**parts, name: parts[name].replace(old, new)}


def test_what_fits_together_is_left_alone():
    assert faults() == []


FILE_FAULTS = [
    ("tasks.py", '{"y": 2 *', '{"y: 2 *', "cannot be read: SyntaxError in tasks.py, line 16: unterminated string"),
    ("tasks.py", "import SimpleNamespace", "import Simple", "cannot be read: ImportError in tasks.py, line 1: "),
    ("tasks.py", "TASKS = (", "TASK = (", "tasks.py does not define TASKS"),
    ("tasks.py", 'ASSIGNMENT = "a0"', "", "tasks.py does not define ASSIGNMENT"),
    ("tasks.py", 'ASSIGNMENT = "a0"', "ASSIGNMENT = 0", "ASSIGNMENT must be a str (got 0)"),
    ("tasks.py", 'ASSIGNMENT = "a0"', 'ASSIGNMENT = "a9"', "tasks.py says ASSIGNMENT = 'a9', and lies in the folder"),
    ("tasks.py", '("source_lib.backprop",)', '"source_lib.backprop"', "WITHHELD must be a tuple or list"),
    ("tasks.py", "TASKS = (Task(", "TASKS = (2, Task(", "2 stands where a Task must"),
    ("tasks.py", '"a0-line", "a0', '"a0-lime", "a0', "names a0-lime, where no solution cell is; there are a0-line"),
    ("tasks.py", '"a0-line-test"', '"a0-lime-test"', "names the test a0-lime-test, where no test cell is"),
    ("tasks.py", '("line",)', '("lime",)', "asks for lime, which neither a0-line nor its other cells define"),
    ("tasks.py", 'f["line"](p.x)', 'f["line"](p.z)', "cannot be asked: AttributeError in tasks.py, line 13: "),
    ("tasks.py", "rng.uniform(2, 3, n)", 'rng.uniform(2, "3", n)', "cannot be asked: "),
    ("tasks.py", "2 * p.x + 1", "2 * p.z + 1", "cannot be asked: AttributeError in tasks.py, line 16: "),
    ("tasks.py", 'return {"y": 2', 'return {"z": 2', "gives z, which earns no points; y do"),
    ("tasks.py", "for n in (3, 4, 5)", "for n in ()", "no probe of the task 'line' asks for y"),
    ("mistakes.py", "MISTAKES = (", "MISTAKES = ((", "SyntaxError in mistakes.py, line 6"),
    ("mistakes.py", '"slope = 2", "slope = 1"', '"slope = 3", ""', "no-slope cannot be made: "),
    ("mistakes.py", '"slope = 1"', '"slope = = 1"', "the mistake no-slope makes no Python of a0-line: invalid syntax"),
    ("mistakes.py", '"line", ((old', '"lime", ((old', "The examination of a0 has no task 'lime'. It has: line."),
    ("mistakes.py", '"no-offset"', '"no-slope"', "there are 2 mistakes by the name 'no-slope'"),
    ("mistakes.py", "'6, section 1')", "'6, section 1', ('gone',))", "is said to be like gone, which there is not"),
    ("styles/loop.py", "def line(x)", "def line(x", "the style 'loop' is no Python in a0-line: '(' was never closed"),
    ("styles/loop.py", "# %% a0-line", "# %% a0-lime", "the style 'loop' fills in a0-lime, where no solution cell is"),
    ("styles/loop.py", "# %% a0-line\n", "", "the style 'loop' is empty"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "said"), FILE_FAULTS)
def test_a_fault_of_the_examination_is_named(name, old, new, said):
    assert said in "\n".join(faults(changed(FILES, name, old, new)))


CELL_FAULTS = [
    ("a0-line-check", "assert line", "assert assert line", "the test cell a0-line-check is no Python: "),
    ("a0-line-test", TEST, TEST.replace('"line"', '"lime"'), "asks for a task that there is not: "),
    ("a0-line-test", TEST, TEST.replace(", line=line", ""), "does not hand line to the task 'line'"),
    ("a0-line-check", CELLS["a0-line-check"], TEST, "a0-line-check grades the task 'line', whose test is said to be"),
    ("a0-line", "slope = 2", "slope = = 2", "the solution of the task 'line' cannot be run: SyntaxError"),
]


@pytest.mark.parametrize(("cell", "old", "new", "said"), CELL_FAULTS)
def test_a_fault_of_the_notebook_is_named(cell, old, new, said):
    assert said in "\n".join(faults(cells=changed(CELLS, cell, old, new)))


def test_points_must_be_those_of_the_cell():
    assert faults(points={"a0-line-test": 5.0}) == ["the task 'line' is worth 2 points, and its cell a0-line-test 5"]


def test_a_wrong_program_is_read_like_a_style():
    assert faults({**FILES, "wrong/slow.py": "x = 1\n"})[0].startswith("the wrong program 'wrong/slow.py' is empty")
    assert faults({**FILES, "wrong/slow.py": "# %% a0-line\ndef line(x): return 0\n"}) == []


def test_mistakes_that_the_package_does_not_list_are_missed():
    package = {name: text for name, text in FILES.items() if name != "mistakes.py"}
    package |= {"mistakes/lines.py": FILES["mistakes.py"], "mistakes/gone.py": FILES["mistakes.py"]}
    package["mistakes/__init__.py"] = "from . import lines\n\nMISTAKES = (*lines.MISTAKES,)\n"
    assert faults(package) == ["mistakes/gone.py holds MISTAKES that mistakes/__init__.py does not list"]


def test_nobody_is_graded_where_the_tests_would_fail_for_everybody(tmp_path):
    root = make_course(tmp_path)
    hand_in(root, "ada", ANSWERS["right"])
    source = root / "source" / "ps" / "ps.ipynb"
    source.write_text(
        source.read_text().replace(
            "assert double(21) == 42", "from autograder.examination import grade\\ngrade('lime')"
        )
    )
    said = CliRunner().invoke(main, ["grade", "ps", "--course", str(root)])
    assert said.exit_code == 2
    assert "test-double asks for a task that there is not" in said.output
    shutil.rmtree(root / "examination")
    said = CliRunner().invoke(main, ["grade", "ps", "--course", str(root)])
    assert said.exit_code == 2
    assert "there is no folder examination/ps, which test-double asks for" in said.output
    assert not (root / "autograded").exists()
