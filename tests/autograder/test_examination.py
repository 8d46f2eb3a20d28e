"""An examination is read from a folder or from bytes, and `grade` finds the one that is meant."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_examination import FILES, SOLUTION

from autograder.comparison import Fault
from autograder.errors import CourseError
from autograder.examination import current_examination, grade, use_examination
from autograder.examination_files import load_examination, split_style
from autograder.tasks import Mistake, Task


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    use_examination(None)
    yield
    use_examination(None)


def test_the_same_files_are_read_once() -> None:
    first = load_examination(FILES, SOLUTION)
    assert load_examination(dict(FILES), dict(SOLUTION)) is first
    assert load_examination(FILES, {}) is not first


def test_what_the_files_declare_is_there() -> None:
    examination = load_examination(FILES, SOLUTION)
    assert examination.assignment == "a0"
    assert examination.withheld == ("source_lib.backprop",)
    assert examination.limits == {"cell_seconds": 5.0}
    assert examination.styles["loop"]["a0-line"].startswith("def line(x)")
    assert len(examination.mistakes) == 6


def test_files_without_tasks_are_refused() -> None:
    with pytest.raises(CourseError, match=r"tasks\.py is missing"):
        load_examination({"mistakes.py": b""}, {})


def test_an_unknown_task_is_refused_with_the_known_ones() -> None:
    with pytest.raises(CourseError, match=r"no task 'curve'\. It has: line"):
        load_examination(FILES, SOLUTION).task("curve")


def test_an_edit_must_occur_exactly_once() -> None:
    examination = load_examination(FILES, SOLUTION)
    for old, count in (("slope", 2), ("tangent", 0)):
        mistake = Mistake("m", "M", "line", ((old, "x"),), "", "", "")
        with pytest.raises(CourseError, match=f"occurs {count} times"):
            examination.sources((mistake,))


def test_mistakes_compose_in_the_source() -> None:
    examination = load_examination(FILES, SOLUTION)
    both = tuple(examination.by_label[label] for label in ("no-slope", "no-offset"))
    assert "slope = 1\n    offset = 0" in examination.sources(both)["a0-line"]
    assert examination.program(both)["line"](5) == 5
    assert examination.program()["line"](5) == 11


def test_a_program_is_run_afresh_each_time() -> None:
    source = {"a": "kept = []\ndef f():\n    kept.append(1)\n    return len(kept)\n"}
    examination = load_examination(FILES, SOLUTION)
    assert [examination.program(source=source)["f"]() for _ in range(3)] == [1, 1, 1]


def test_probes_are_the_same_for_a_seed_and_differ_between_seeds() -> None:
    task = load_examination(FILES, SOLUTION).task("line")
    assert [p.x.tolist() for p in task.draw(7)] == [p.x.tolist() for p in task.draw(7)]
    assert task.draw(7)[0].x.tolist() != task.draw(8)[0].x.tolist()


def test_blocks_must_add_up_to_the_points() -> None:
    with pytest.raises(CourseError, match=r"add up to 1, not to its 2 points"):
        Task("t", 2.0, "c", "t", (), lambda rng: [], lambda f, p: {}, lambda p: {}, {"y": 1.0})


def test_grade_returns_points_and_prints_feedback(capsys: pytest.CaptureFixture[str]) -> None:
    use_examination(load_examination(FILES, SOLUTION), seed=3)
    points = grade("line", line=lambda x: 2 * x + 1)
    assert (type(points), points) == (float, 2.0)
    assert "2 of 2 points" in capsys.readouterr().out
    assert grade("line", line=lambda x: 2 * x) == 0.0
    assert "no no-offset" in capsys.readouterr().out


def test_the_examination_is_found_from_where_a_stock_kernel_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "examination" / "a0"
    for name, data in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    (tmp_path / "nbgrader_config.py").write_text("")
    (tmp_path / "source" / "a0").mkdir(parents=True)
    here = tmp_path / "autograded" / "ada" / "a0"
    here.mkdir(parents=True)
    monkeypatch.chdir(here)
    examination, seed = current_examination()
    assert (examination.assignment, seed) == ("a0", 0)


def test_without_a_course_there_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CourseError, match="inside a course folder"):
        current_examination()


def test_a_style_is_split_at_its_marks() -> None:
    assert split_style('"""x"""\n\n# %% a\nx = 1\n\n\n# %% b\ny = 2\n') == {"a": "x = 1\n", "b": "y = 2\n"}


def test_faults_are_compared_as_values() -> None:
    assert Fault("a", "b") == Fault("a", "b") != Fault("a", "c")
