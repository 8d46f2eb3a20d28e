"""Killed with SIGKILL at any moment, the next run completes with the gradebook of an undisturbed one.

KILLS says how many moments are tried: KILLS=30 python -m pytest tests/autograder/test_resume.py
"""

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from gradebook_rows import rows_of, verdicts
from small_course import ANSWERS, hand_in, make_course

from autograder.course import Course

pytestmark = pytest.mark.usefixtures("jail")
KILLS = int(os.environ.get("KILLS", "3"))
KINDS = ("right", "exits", "partial", "wrong", "untouched", "raises")
SIZE = 18


def command(root, *options):
    return [
        sys.executable,
        "-m",
        "autograder.cli",
        "grade",
        "ps",
        "--course",
        str(root),
        "--jobs",
        "2",
        "--json",
        *options,
    ]


def grade(root, *options):
    """Grade to the end; return what came of each student."""
    done = subprocess.run(command(root, *options), capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    return {one["student"]: one for one in json.loads(done.stdout)}


def start(root):
    return subprocess.Popen(command(root), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def graded_so_far(root):
    return len(list((root / ".autograder" / "ps").glob("*.json")))


def wait_until(true, seconds=120):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def supervisors(pid):
    with contextlib.suppress(OSError):
        children = [
            int(one) for task in Path(f"/proc/{pid}/task").iterdir() for one in (task / "children").read_text().split()
        ]
        return [one for one in children if b"autograder.supervisor" in Path(f"/proc/{one}/cmdline").read_bytes()]
    return []


@pytest.fixture(scope="module")
def ungraded(tmp_path_factory):
    root = make_course(tmp_path_factory.mktemp("course"))
    for number in range(SIZE):
        kind = KINDS[number % len(KINDS)]
        hand_in(root, f"{number:02d}-{kind}", ANSWERS[kind])
    assert Course(root).salt
    return root


@pytest.fixture(scope="module")
def undisturbed(ungraded, tmp_path_factory):
    root = tmp_path_factory.mktemp("undisturbed") / "course"
    shutil.copytree(ungraded, root)
    grade(root)
    return rows_of(root), verdicts(root)


@pytest.mark.parametrize("moment", range(KILLS))
def test_a_killed_run_is_taken_up_where_it_stopped(ungraded, undisturbed, tmp_path, moment):
    root = tmp_path / "course"
    shutil.copytree(ungraded, root)
    chance = random.Random(moment)
    after = chance.randrange(SIZE - 2)
    running = start(root)
    wait_until(lambda: (supervisors(running.pid) and graded_so_far(root) >= after) or running.poll() is not None)
    time.sleep(chance.random())
    orphans = supervisors(running.pid)
    running.kill()
    running.wait()
    before = graded_so_far(root)
    again = grade(root)
    assert len(again) == SIZE
    assert sum(one["unchanged"] for one in again.values()) == before
    assert (rows_of(root), verdicts(root)) == undisturbed
    assert not list(root.glob("autograded/*/.*")), "half-written folders stayed"
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in orphans))


def test_a_killed_supervisor_costs_nothing(ungraded, undisturbed, tmp_path):
    root = tmp_path / "course"
    shutil.copytree(ungraded, root)
    running = start(root)
    wait_until(lambda: (supervisors(running.pid) and graded_so_far(root) >= 1) or running.poll() is not None)
    for pid in supervisors(running.pid)[:1]:
        os.kill(pid, signal.SIGKILL)
    assert running.wait(300) in (0, 1)
    assert (rows_of(root), verdicts(root)) == undisturbed


def test_force_executes_what_has_not_changed(ungraded, undisturbed, tmp_path):
    root = tmp_path / "course"
    shutil.copytree(ungraded, root)
    first = grade(root, "--student", "00-right")
    assert not first["00-right"]["unchanged"]
    assert grade(root, "--student", "00-right")["00-right"]["unchanged"]
    assert not grade(root, "--student", "00-right", "--force")["00-right"]["unchanged"]
