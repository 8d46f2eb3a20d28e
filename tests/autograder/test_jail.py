"""The jail's code and its system call filter."""

import ast
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.isolation import Isolation
from autograder.jail import seccomp
from autograder.job import Job
from autograder.proxies import Student
from autograder.supervisor import Supervisor
from autograder.template import Template

JAIL = Path(seccomp.__file__).parent


@pytest.fixture(scope="module")
def template() -> Iterator[Template]:
    template = Template(Isolation())
    yield template
    template.close()


def inside(template: Template, code: str) -> str:
    """Run code in a fresh candidate and return what it printed."""
    connection, pid, pidfd = template.spawn(Job({}))
    printed: list[str] = []
    with connection:
        student = Student(connection)
        student.show = lambda output: printed.append(output.get("text") or output.get("evalue", ""))
        student.request("run", source=code)
    template.status(pid)
    os.close(pidfd)
    return "".join(printed)


@pytest.mark.parametrize("path", sorted(JAIL.glob("*.py")), ids=lambda path: path.name)
def test_the_jail_imports_nothing_of_the_grader(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            assert not any(alias.name.startswith("autograder") for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level <= 1 and not (node.module or "").startswith("autograder")


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_every_jump_of_the_filter_stays_inside_and_every_path_ends(machine: str) -> None:
    code = seccomp.program(machine)
    for place, (kind, yes, no, _) in enumerate(code):
        if kind in (seccomp._EQUAL, seccomp._BITS):
            assert place + 1 + max(yes, no) < len(code)
    assert code[-1][0] == seccomp._RETURN


_REFUSED = {
    "memfd_create": "os.memfd_create('x')",
    "flock": "fcntl.flock(open('/usr/bin/env'), fcntl.LOCK_EX)",
    "F_GETLK": "fcntl.fcntl(open('/usr/bin/env'), 5, bytes(32))",
    "unshare a user": "check(libc.unshare(0x10000000))",
    "mount": "check(libc.mount(b'none', b'/tmp', b'tmpfs', 0, None))",
    "ptrace": "check(libc.ptrace(0, 0, 0, 0))",
    "keyctl": "check(libc.syscall(250 if os.uname().machine == 'x86_64' else 219, 0, -3, 1))",
    "inotify": "check(libc.inotify_add_watch(libc.inotify_init(), b'/usr/bin', 0x20))",
    "System V memory": "check(libc.shmget(0, 4096, 0o1600))",
    "System V semaphores": "check(libc.semget(0, 1, 0o1600))",
    "F_SETLEASE": "fcntl.fcntl(open('/usr/bin/env'), 1024, fcntl.F_RDLCK)",
    "F_NOTIFY": "fcntl.fcntl(os.open('/usr/bin', os.O_RDONLY), 1026, 1)",
    "F_SETPIPE_SZ": "fcntl.fcntl(os.pipe()[1], 1031, 2**20)",
    "vsock": "check(libc.socket(40, 1, 0))",
    "packets": "check(libc.socket(17, 3, 0))",
    "the limit of core files": "check(libc.prlimit(0, 4, None, None))",
    "statmount": "check(libc.syscall(457, None, None, 0, 0))",
    "the 32-bit gate": "check(libc.syscall(0x40000000 + 39))",
}


@pytest.mark.parametrize("call", _REFUSED)
def test_a_call_past_the_walls_is_refused(template: Template, call: str) -> None:
    start = "import ctypes, fcntl, os\nlibc = ctypes.CDLL(None, use_errno=True)\n"
    start += "def check(result):\n    if result < 0: raise OSError(ctypes.get_errno(), 'refused')\n"
    said = inside(
        template,
        f"{start}try:\n    {_REFUSED[call]}\n    print('DONE')\nexcept OSError as error:\n    print(error.errno)",
    )
    assert said.strip() in ("1", "38")


def test_what_notebooks_need_still_works(template: Template) -> None:
    code = """
import subprocess, sys, threading, multiprocessing, sqlite3, tempfile
import matplotlib.pyplot as plt
threads = [threading.Thread(target=sys.stdout.write, args=("thread\\n",)) for _ in range(3)]
[t.start() for t in threads]; [t.join() for t in threads]
print(subprocess.run(["/bin/echo", "child"], capture_output=True, text=True).stdout.strip())
with multiprocessing.get_context("fork").Pool(2) as pool: print(pool.map(abs, [-1, -2]))
book = sqlite3.connect("x.db"); book.execute("create table t (x)"); book.execute("insert into t values (1)")
book.commit()
print(book.execute("select * from t").fetchall(), tempfile.gettempdir())
plt.plot([1, 2]); plt.savefig("f.png")
"""
    said = inside(template, code)
    for words in ("thread\nthread\nthread", "child", "[1, 2]", "[(1,)] /tmp"):
        assert words in said


def test_only_its_own_connection_is_open(template: Template) -> None:
    code = (
        "import os, stat\nfor n in range(1000):\n    try: print(n if n < 3 else oct(stat.S_IFMT(os.fstat(n).st_mode)))"
    )
    code += "\n    except OSError: pass"
    assert inside(template, code).split() == ["0", "1", "2", "0o140000"]


@pytest.mark.parametrize(
    "get",
    ["import matplotlib.pyplot as plt", "import importlib\nplt = importlib.import_module('matplot' + 'lib.pyplot')"],
    ids=["foreseen", "unforeseen"],
)
def test_a_figure_is_shown_at_the_end_of_its_cell(get: str) -> None:
    cells = [f"{get}\nlines = plt.plot([1, 2])", "lines = plt.plot([3])\nplt.show()", "1"]
    notebook = {
        "cells": [{"cell_type": "code", "source": cell, "metadata": {}, "outputs": []} for cell in cells],
        "metadata": {}, "nbformat": 4, "nbformat_minor": 5,
    }  # fmt: skip
    supervisor = Supervisor()
    try:
        done = supervisor.grade(Job(notebook))
        (isolation,) = supervisor.templates
    finally:
        supervisor.close()
    assert isolation.figures == get.startswith("import matplotlib")
    shown = [["image/png" in output["data"] for output in cell["outputs"]] for cell in done.notebook["cells"]]
    assert shown == [[True], [True], [False]]
