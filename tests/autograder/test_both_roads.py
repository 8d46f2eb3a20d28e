"""`autograder grade` and `nbgrader autograde` with our preprocessors end in the same rows and the same verdicts."""

import json
import shutil
import subprocess
import sys

import pytest
from gradebook_rows import rows_of, verdicts
from small_course import ANSWERS, hand_in, make_course

from autograder.course import Course

pytestmark = pytest.mark.usefixtures("jail")
STAMPS = {"right": "2026-01-15 12:00:00 UTC", "wrong": "2026-01-20 12:00:00 UTC"}  # the second is late


def nbgrader(root, *words, code=0):
    done = subprocess.run([sys.executable, "-m", "nbgrader", *words], cwd=root, capture_output=True, text=True)
    assert done.returncode == code, done.stderr[-3000:]
    return done.stderr


def autograder(root, *words):
    done = subprocess.run([sys.executable, "-m", "autograder.cli", *words], cwd=root, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr[-3000:]
    return done.stdout


@pytest.fixture(scope="module")
def roads(tmp_path_factory):
    """Grade the same class by both roads; return the two courses and what nbgrader said."""
    ours = make_course(tmp_path_factory.mktemp("ours"))
    with (ours / "nbgrader_config.py").open("a") as config:
        config.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    nbgrader(ours, "db", "assignment", "add", "ps", "--duedate", "2026-01-16 00:00:00 UTC")
    for student, answer in ANSWERS.items():
        hand_in(ours, student, answer)
    for student, stamp in STAMPS.items():
        (ours / "submitted" / student / "ps" / "timestamp.txt").write_text(stamp)
    (ours / "submitted" / "broken" / "ps").mkdir(parents=True)
    (ours / "submitted" / "broken" / "ps" / "ps.ipynb").write_text('{"cells": [')
    repeated = hand_in(ours, "repeats", ANSWERS["right"])
    copied = json.loads(repeated.read_text())
    copied["cells"].append(copied["cells"][3])
    copied["nbformat_minor"] = 4  # where cells have no ids that could be there twice
    repeated.write_text(json.dumps(copied))
    keeps = hand_in(ours, "writes", {**ANSWERS["right"], "why": "open('note.txt', 'w').write('kept')"})
    note = json.loads(keeps.read_text())
    note["cells"].insert(
        1,
        {
            "cell_type": "code",
            "id": "mine",
            "metadata": {},
            "source": "open('note.txt', 'w').write('kept');",
            "outputs": [],
            "execution_count": None,
        },
    )
    keeps.write_text(json.dumps(note))
    secret = ours / "submitted" / "right" / "ps" / "link.txt"
    secret.symlink_to(ours / "gradebook.db")
    assert Course(ours).salt
    theirs = tmp_path_factory.mktemp("theirs") / "course"
    shutil.copytree(ours, theirs, symlinks=True)
    autograder(ours, "grade", "ps", "--jobs", "2")
    said = nbgrader(theirs, "autograde", "ps")
    return ours, theirs, said


def test_the_gradebooks_hold_the_same_rows(roads):
    ours, theirs, _ = roads
    assert rows_of(ours) == rows_of(theirs)
    assert len([place for place in rows_of(ours) if len(place) == 2]) == len(ANSWERS) + 3


def test_the_late_submission_lost_its_points_on_both(roads):
    ours, theirs, _ = roads
    for root in (ours, theirs):
        penalties = {place[1]: row[0] for place, row in rows_of(root).items() if len(place) == 3}
        assert penalties["wrong"] == 2
        assert not any(penalty for student, penalty in penalties.items() if student != "wrong")


def test_the_verdicts_are_the_same(roads):
    ours, theirs, _ = roads
    assert verdicts(ours) == verdicts(theirs)
    assert verdicts(ours)["loops", "ps", "test-half"]["outcome"] == "timed_out"


def test_what_a_notebook_wrote_lies_in_its_autograded_folder(roads):
    for root in roads[:2]:
        assert (root / "autograded" / "writes" / "ps" / "note.txt").read_text() == "kept"
        assert not (root / "submitted" / "writes" / "ps" / "note.txt").exists()


def test_no_link_of_a_student_is_followed(roads):
    for root in roads[:2]:
        assert not (root / "autograded" / "right" / "ps" / "link.txt").exists()


def test_a_regrade_by_the_other_road_changes_nothing(roads):
    ours = roads[0]
    before = rows_of(ours)
    nbgrader(ours, "autograde", "ps", "--force", "--student", "partial")
    autograder(ours, "grade", "ps", "--force", "--student", "exits")
    assert rows_of(ours) == before
