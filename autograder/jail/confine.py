"""Put the calling process, which nobody has to trust, into its own namespaces and limits (Linux).

A candidate starts as a clone of the template: process 1 of its own user, pid, mount, network, ipc, uts and cgroup
namespaces.  When it ends, the kernel ends everything it started.  It sees a size-capped memory file system of its own
instead of /tmp, and nothing of the template's /proc.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
from dataclasses import dataclass

from . import seccomp

WORK = "/tmp"  # where a candidate's own files lie; a fresh memory file system for each

_NEWNS, _NEWCGROUP, _NEWUTS, _NEWIPC = 0x20000, 0x2000000, 0x4000000, 0x8000000
_NEWUSER, _NEWPID, _NEWNET = 0x10000000, 0x20000000, 0x40000000
NAMESPACES = _NEWNS | _NEWCGROUP | _NEWUTS | _NEWIPC | _NEWUSER | _NEWPID | _NEWNET
_NOSUID, _NODEV, _NOEXEC, _REC, _PRIVATE = 2, 4, 8, 0x4000, 0x40000
_PR_SET_DUMPABLE, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS, _PR_SET_PDEATHSIG = 4, 24, 38, 1
_SYS_CLONE = {"x86_64": 56, "aarch64": 220}

_libc = ctypes.CDLL(None, use_errno=True)
_with_gil = ctypes.PyDLL(None, use_errno=True)


@dataclass(frozen=True)
class Limits:
    """What one candidate may use. Times in seconds, sizes in bytes; each can be set per assignment."""

    cell_seconds: float = 30.0
    notebook_seconds: float = 120.0
    memory: int = 2 * 2**30
    processes: int = 64
    output: int = 2**20
    files: int = 64 * 2**20
    notebook: int = 20 * 2**20
    open_files: int = 128  # each may be a socket, whose buffer no other limit counts


def _check(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def clone() -> int:
    """Fork into fresh namespaces: 0 in the child, which is process 1 there; its pid in the caller.

    One clone where `unshare` would need two forks, so that the template is the parent and learns how each child ended.
    Raises: OSError if the kernel refuses.
    """
    number = _SYS_CLONE[platform.machine()]
    python = ctypes.pythonapi
    python.PyOS_BeforeFork()
    pid = _with_gil.syscall(number, ctypes.c_ulong(NAMESPACES | signal.SIGCHLD), 0, 0, 0, 0)
    if pid == 0:
        python.PyOS_AfterFork_Child()
        return 0
    python.PyOS_AfterFork_Parent()
    if pid < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"clone: {os.strerror(number)}")
    return pid


def own_proc() -> None:
    """Own one's /proc/self again, which the kernel gives to root when a process changes its user."""
    _check(_libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0), "dumpable")


def enter(limits: Limits, uid: int, gid: int) -> None:
    """In the child of `clone`: own file systems, then limits, then no privileges; each step needs the ones before.

    Raises: OSError where the kernel refuses a step; the caller must then end the child.
    """
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{uid} {uid} 1")
    _write("/proc/self/gid_map", f"{gid} {gid} 1")
    _mount("none", "/", None, _REC | _PRIVATE, None)
    _mount("tmpfs", "/dev/shm", "tmpfs", _NOSUID | _NODEV | _NOEXEC, f"size={limits.files // 4},mode=1777")
    _mount("devpts", "/dev/pts", "devpts", _NOSUID | _NOEXEC, "newinstance,ptmxmode=0666,mode=620")
    _mount("tmpfs", WORK, "tmpfs", _NOSUID | _NODEV, f"size={limits.files},nr_inodes=20000,mode=700")
    _mount("tmpfs", "/proc", "tmpfs", _NOSUID | _NODEV | _NOEXEC, "size=0,nr_inodes=1,mode=555")
    os.chdir(WORK)
    limit(limits)
    _drop_privileges()


def limit(limits: Limits) -> None:
    """Set what one process of a candidate may use."""
    for kind, value in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_NPROC, limits.processes),
        (resource.RLIMIT_FSIZE, limits.files),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 1),  # not 0: a machine whose cores go to a program would still start it outside
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_SIGPENDING, 256),
    ):
        resource.setrlimit(kind, (value, value))


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)


def _mount(source: str, target: str, kind: str | None, flags: int, data: str | None) -> None:
    encode = lambda text: text.encode() if text else None  # noqa: E731
    _check(
        _libc.mount(source.encode(), target.encode(), encode(kind), ctypes.c_ulong(flags), encode(data)),
        f"mount {target}",
    )


def _drop_privileges() -> None:
    for capability in range(64):
        if _libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            break
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    _check(_libc.capset(header, (ctypes.c_uint32 * 6)()), "capset")
    _check(_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")
    _check(_libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0), "dumpable")
    _forbid_writes_outside(WORK)
    seccomp.refuse_calls()


# ---- Landlock: a second fence round the same field, where the kernel has it ---------------------------------------
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_LANDLOCK_ALL = 0x1FFF  # the thirteen rights of the first version


def _forbid_writes_outside(folder: str) -> bool:
    """Allow reading everywhere, writing below `folder` and to devices only. False where the kernel has no Landlock."""
    handled = ctypes.c_uint64(_LANDLOCK_ALL)
    ruleset = _libc.syscall(_LANDLOCK_CREATE, ctypes.byref(handled), ctypes.c_size_t(8), 0)
    if ruleset < 0:
        return False
    for path, rights in (
        ("/", _EXECUTE | _READ_FILE | _READ_DIR),
        (folder, _LANDLOCK_ALL),
        ("/dev/shm", _LANDLOCK_ALL),
        ("/dev", _READ_FILE | _READ_DIR | _WRITE_FILE),
    ):
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        rule = (ctypes.c_byte * 12).from_buffer_copy(rights.to_bytes(8, "little") + descriptor.to_bytes(4, "little"))
        _check(_libc.syscall(_LANDLOCK_ADD, ruleset, 1, ctypes.byref(rule), 0), "landlock_add_rule")
        os.close(descriptor)
    _check(_libc.syscall(_LANDLOCK_RESTRICT, ruleset, 0), "landlock_restrict_self")
    os.close(ruleset)
    return True
