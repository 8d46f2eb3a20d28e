"""Fifty candidates at once: none sees another's files, processes or sockets; nothing of them is left on the host."""

import contextlib
import glob
import os
import select
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.isolation import Isolation
from autograder.jail.confine import Limits
from autograder.job import Job
from autograder.proxies import Student
from autograder.template import Template

MANY = 50
_LEAVE = """
import os, socket, subprocess
me = "neighbour-{number}"
for folder in ("/tmp", "/dev/shm"):
    open(folder + "/" + me, "w").write(me)
    open(folder + "/common", "w").write(me)
doors = [socket.socket(socket.AF_UNIX), socket.create_server(("127.0.0.1", 5123))]
doors[0].bind("\\0neighbourly")
doors[0].listen()
child = subprocess.Popen(["/bin/sleep", "98765.{number}"], start_new_session=True)
"""
_LOOK = """
import ctypes, json
seen = []
for folder in ("/tmp", "/dev/shm"):
    seen += [name for name in os.listdir(folder) if name.startswith("neighbour-") and name != me]
    if open(folder + "/common").read() != me:
        seen.append(folder + "/common")
alive = []
for pid in range(1, 400):
    try:
        os.kill(pid, 0)
        alive.append(pid)
    except OSError:
        pass
if sorted(alive) != sorted([os.getpid(), child.pid]):
    seen.append(f"processes {alive}")
libc = ctypes.CDLL(None, use_errno=True)
if libc.shmget(4711, 64, 0o1600) >= 0 or libc.msgget(4711, 0o1600) >= 0:  # IPC_CREAT: the same key for all
    seen.append("shared memory")
visitor = socket.socket(socket.AF_UNIX)
visitor.connect("\\0neighbourly")
door, _ = doors[0].accept()
visitor.send(me.encode())
if door.recv(100) != me.encode():
    seen.append("socket")
print("SEEN", json.dumps(seen))
"""


@pytest.fixture
def template() -> Iterator[Template]:
    template = Template(Isolation())
    yield template
    template.close()


def _processes() -> list[str]:
    found = []
    for path in glob.glob("/proc/[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            found.append(Path(path).read_text(errors="replace"))
    return [line for line in found if "98765." in line]


def _appear(number: int) -> bool:
    """Wait for so many: a process that has just begun its program may not show its name yet."""
    deadline = time.monotonic() + 10.0
    while len(_processes()) != number and time.monotonic() < deadline:
        time.sleep(0.02)
    return len(_processes()) == number


def test_fifty_candidates_are_alone_and_leave_nothing(template: Template, request: pytest.FixtureRequest) -> None:
    mounts, files = Path("/proc/self/mountinfo").read_text(), set(os.listdir("/tmp")) | set(os.listdir("/dev/shm"))
    job = Job({}, limits=Limits(files=4 * 2**20))
    spawned = [template.spawn(job) for _ in range(MANY)]
    students = [Student(connection) for connection, _, _ in spawned]
    request.addfinalizer(lambda: [student.connection.close() for student in students])
    printed: list[str] = []
    for number, student in enumerate(students):
        assert "error" not in student.request("run", source=_LEAVE.format(number=number))
    assert _appear(MANY)
    for student in students:
        student.show = lambda output: printed.append(output.get("text", ""))
        assert student.request("run", source=_LOOK) == {}
    assert "".join(printed) == "SEEN []\n" * MANY
    for connection, _, _ in spawned:
        connection.close()
    for _, pid, pidfd in spawned:
        assert template.status(pid, seconds=30.0) == 0
        os.close(pidfd)
    assert _processes() == []
    assert Path("/proc/self/mountinfo").read_text() == mounts
    left = (set(os.listdir("/tmp")) | set(os.listdir("/dev/shm"))) - files
    assert not {name for name in left if name.startswith("neighbour-") or name == "common"}


def test_a_template_ends_with_all_that_it_started(request: pytest.FixtureRequest) -> None:
    template = Template(Isolation())
    connection, _, pidfd = template.spawn(Job({}))
    request.addfinalizer(connection.close)
    Student(connection).request("run", source=_LEAVE.format(number=99))
    assert _appear(1)
    template.close()
    assert select.select([pidfd], [], [], 10.0)[0], "the candidate outlived its template"
    os.close(pidfd)
    connection.close()
    assert _processes() == []
