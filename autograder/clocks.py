"""Fair clocks: time that a process waited for a processor, because the machine was busy with others, does not count."""

from __future__ import annotations

import contextlib
import re
import time
from pathlib import Path

_PATIENCE = 6.0  # times the limit, in wall time, however busy the machine is


class Clock:
    """Counts wall seconds less those that process `pid` stood in the run queue, up to `limit`.

    A right answer is then never stopped because other candidates kept the processors busy; sleeping counts in full.
    """

    def __init__(self, limit: float, pid: int) -> None:
        self.limit, self.pid = limit, pid
        self.began = time.monotonic()
        self.queued_before = queued(pid)

    def elapsed(self) -> float:
        """Return the seconds that count."""
        wall = time.monotonic() - self.began
        return max(wall - (queued(self.pid) - self.queued_before), wall / _PATIENCE)

    def expired(self) -> bool:
        return time.monotonic() - self.began >= self.limit and self.elapsed() >= self.limit


def queued(pid: int) -> float:
    """Return the seconds that the process has stood ready to run; 0 where the kernel does not tell."""
    with contextlib.suppress(OSError, ValueError, IndexError), open(f"/proc/{pid}/schedstat", "rb", 0) as file:
        return int(file.read().split()[1]) / 1e9
    return 0.0


def host_pid(pidfd: int) -> int:
    """Return the process number, as seen from here, of the process that a pidfd stands for; -1 if it is gone."""
    match = re.search(r"^Pid:\s*(-?\d+)", Path(f"/proc/self/fdinfo/{pidfd}").read_text(), re.MULTILINE)
    return int(match[1]) if match else -1


def memory_of(pid: int, limit: int) -> int:
    """Return the bytes that a process and its descendants keep in memory; exact only if that may exceed `limit`."""
    family = _family(pid)
    rough = sum(_resident(member) for member in family)
    return rough if rough <= limit else sum(_proportional(member) for member in family)


def _family(pid: int) -> list[int]:
    members = [pid]
    for member in members:
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{member}/task").iterdir():
                members += [int(child) for child in (task / "children").read_text().split()]
        if len(members) > 4096:
            break
    return members


def _resident(pid: int) -> int:
    """Return what the process itself takes: its own pages and shared memory that is no file's, in memory or swapped."""
    with contextlib.suppress(OSError):
        text = Path(f"/proc/{pid}/status").read_text(errors="replace")
        return 1024 * sum(map(int, re.findall(r"^(?:RssAnon|RssShmem|VmSwap):\s*(\d+) kB", text, re.MULTILINE)))
    return 0


def _proportional(pid: int) -> int:
    with contextlib.suppress(OSError):
        match = re.search(r"^Pss:\s*(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
        if match:
            return int(match[1]) * 1024
    return _resident(pid)
