"""What is read ahead of an assignment is what its jobs will bring, and reading ahead never fails."""

import json
import re

import pytest
from small_course import ANSWERS, hand_in, make_course

from autograder.assignment import declared, job_ahead
from autograder.course import Course
from autograder.errors import CourseError
from autograder.submission import read_submission


def test_workers_warm_up_by_what_the_jobs_bring(tmp_path):
    root = make_course(tmp_path)
    (root / "examination" / "ps" / "styles").mkdir()
    (root / "examination" / "ps" / "styles" / "odd.py").write_text("")
    hand_in(root, "right", ANSWERS["right"])
    course = Course(root)
    ahead = job_ahead(root, "ps", "jail")
    job = read_submission(course, course.assignment("ps"), "right")["ps"].job

    assert (ahead.examination, ahead.solution) == (job.examination, job.solution)
    assert (ahead.withheld, ahead.isolation) == (job.withheld, job.isolation)
    assert locked_cells(ahead) == locked_cells(job) != []


def locked_cells(job):
    return [cell["source"] for cell in job.notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("locked")]


@pytest.mark.parametrize(
    "source",
    ["", "no JSON", "[]", "{}", json.dumps({"cells": [{}]}), json.dumps({"cells": [{"source": 3}]}), "[" * 10**5],
    ids=["empty", "no JSON", "list", "no cells", "bare cell", "odd cell", "deep"],
)
def test_a_broken_source_is_for_the_first_job_to_report(tmp_path, source):
    folder = tmp_path / "source" / "ps"
    folder.mkdir(parents=True)
    (folder / "ps.ipynb").write_text(source)
    assert job_ahead(tmp_path, "ps", "jail").examination == {}


def test_withheld_modules_are_read_without_running_anything(tmp_path):
    folder = tmp_path / "examination" / "ps"
    folder.mkdir(parents=True)
    (folder / "tasks.py").write_text("raise SystemExit\nWITHHELD = ('source_lib.mlp',)\n")
    assert job_ahead(tmp_path, "ps", "jail").withheld == ("source_lib.mlp",)


@pytest.mark.parametrize("name", ["x" * 300, "../ps", "", "a\0b"], ids=["long", "parent", "empty", "null byte"])
def test_no_name_is_too_odd_to_read_ahead_of(tmp_path, name):
    assert job_ahead(tmp_path, name, "jail").solution == {}


@pytest.mark.parametrize("name", ["x" * 300, "../ps", "", ".hidden", "\udcff"], ids=ascii)
def test_what_cannot_be_an_assignment_is_refused_in_a_sentence(tmp_path, name):
    (tmp_path / "nbgrader_config.py").write_text("")
    with pytest.raises(CourseError, match="cannot be the name of an assignment"):
        Course(tmp_path).assignment(name)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('WITHHELD = ("source_lib.backpropp",)', "WITHHELD of ps names 'source_lib.backpropp', which is no module"),
        ('WITHHELD = ("numpy.linalg",)', "WITHHELD of ps names 'numpy.linalg', which is no module of source_lib"),
        ('LIMITS = {"cell_second": 3.0}', "LIMITS of ps has no limit 'cell_second'. It may have: cell_seconds, "),
        ('LIMITS = {"cell_seconds": "five"}', "'cell_seconds' in LIMITS of ps must be a number above 0 (got 'five')"),
        ('LIMITS = {"memory": 1e9}', "'memory' in LIMITS of ps must be a whole number above 0"),
        ('LIMITS = {"cell_seconds": -1}', "'cell_seconds' in LIMITS of ps must be a number above 0"),
    ],
)
def test_what_an_examination_declares_must_exist(line, sentence):
    tasks = f'ASSIGNMENT = "ps"\nTASKS = ()\n{line}\n'
    with pytest.raises(CourseError, match=re.escape(sentence)):
        declared("ps", {"tasks.py": tasks.encode()}, {})
