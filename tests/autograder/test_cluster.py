"""The same class on a real Dask scheduler with two worker processes, one of them killed while it grades."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time

import pytest
from gradebook_rows import rows_of, verdicts
from small_course import ANSWERS, hand_in, make_course

from autograder.cluster import dask_executor
from autograder.course import Course
from autograder.errors import JailMissing
from autograder.grading import Grading
from autograder.pool import close_all, local_executor

distributed = pytest.importorskip(
    "distributed", reason="dask.distributed is not installed: pip install 'nets-by-hand[cluster]'"
)
pytestmark = [pytest.mark.usefixtures("jail"), pytest.mark.filterwarnings("default")]
KINDS = ("right", "wrong", "raises", "exits", "partial", "untouched")


@pytest.fixture(scope="module")
def course_root(tmp_path_factory):
    root = make_course(tmp_path_factory.mktemp("course"))
    for number in range(24):
        kind = KINDS[number % len(KINDS)]
        hand_in(root, f"{number:02d}-{kind}", ANSWERS[kind])
    assert Course(root).salt
    return root


@pytest.fixture(scope="module")
def expected(course_root, tmp_path_factory):
    """Grade the class on this machine."""
    root = tmp_path_factory.mktemp("local") / "course"
    shutil.copytree(course_root, root)
    course = Course(root)
    executor = local_executor(2)
    Grading(course, course.assignment("ps"), executor, 2).run(course.students("ps"))
    executor.shutdown()
    close_all()
    return rows_of(root), verdicts(root)


@contextlib.contextmanager
def process(*words):
    started = subprocess.Popen([sys.executable, "-m", *words], start_new_session=True, stderr=subprocess.DEVNULL)
    try:
        yield started
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
        started.wait()


@pytest.fixture
def cluster(tmp_path):
    """Start a scheduler and two workers without nannies; yield the address and the workers' processes."""
    file = tmp_path / "scheduler.json"
    scheduler = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    worker = ("distributed.cli.dask_worker", "--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory")
    with process(*scheduler, "--scheduler-file", str(file)):
        deadline = time.monotonic() + 60
        while not file.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        words = [(*worker, str(tmp_path / name), "--scheduler-file", str(file)) for name in ("one", "two")]
        with process(*words[0]) as one, process(*words[1]) as two:
            yield json.loads(file.read_text())["address"], (one, two)


def grade(root, address, tell=lambda graded: None):
    course = Course(root)
    executor, slots, close = dask_executor(address)
    try:
        return Grading(course, course.assignment("ps"), executor, slots).run(course.students("ps"), tell)
    finally:
        close()


def wait_for_workers(address, number):
    with distributed.Client(address, set_as_default=False) as client:
        client.wait_for_workers(number, timeout="60s")


def test_a_worker_lost_in_mid_run_loses_nothing(course_root, expected, cluster, tmp_path):
    address, (one, _) = cluster
    wait_for_workers(address, 2)
    root = tmp_path / "course"
    shutil.copytree(course_root, root)
    killed = threading.Event()

    def kill_one(graded):
        if not killed.is_set():
            one.kill()
            killed.set()

    graded = grade(root, address, kill_one)
    assert killed.is_set()
    assert one.wait(10) == -signal.SIGKILL
    assert len(graded) == 24
    assert (rows_of(root), verdicts(root)) == expected


def test_a_scheduler_that_is_not_there_is_one_sentence(monkeypatch):
    monkeypatch.setattr("autograder.cluster._PATIENCE", "1s")
    with pytest.raises(JailMissing, match=r"no Dask scheduler at tcp://127.0.0.1:9. Start one with: dask scheduler"):
        dask_executor("tcp://127.0.0.1:9")
