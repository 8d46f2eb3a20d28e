"""System calls that no notebook needs and that would reach past a candidate's walls: refused by a seccomp filter.

They are of four kinds: new namespaces and mounts (a fresh memory file system has no size limit), memory that no limit
counts (memfd, System V segments, large socket buffers), what is shared with other candidates by way of common files
(locks, leases, watches, keys) or of the machine (vsock, the programs that take core files, what mounts are called
outside), and the kernel's own machinery (ptrace, bpf, io_uring).
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
from functools import cache

# name: number on x86_64, on aarch64
_REFUSED = {
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_getfd": (438, 438), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "setns": (308, 268),
    "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431),
    "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442), "open_by_handle_at": (304, 265),
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "flock": (73, 32), "inotify_add_watch": (254, 27),
    "fanotify_init": (300, 262), "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "perf_event_open": (298, 241), "bpf": (321, 280), "userfaultfd": (323, 282), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "io_uring_register": (427, 427), "syslog": (103, 116), "acct": (163, 89),
    "quotactl": (179, 60), "kexec_load": (246, 104), "init_module": (175, 105), "finit_module": (313, 273),
    "shmget": (29, 194), "semget": (64, 190), "msgget": (68, 186), "inotify_init": (253, 26),
    "inotify_init1": (294, 26), "setrlimit": (160, 164), "cachestat": (451, 451), "statmount": (457, 457),
    "listmount": (458, 458),
}  # fmt: skip
_CLONE, _UNSHARE, _FCNTL, _SETSOCKOPT, _CLONE3 = (56, 220), (272, 97), (72, 25), (54, 208), 435
_NEWUSER, _SOL_SOCKET = 0x10000000, 1
_SOCKET, _PRLIMIT, _RLIMIT_CORE = (41, 198), (302, 261), 4
_FAMILIES = (1, 2, 10, 16)  # unix, inet, inet6, netlink: each namespace has its own; vsock reaches past all of them
_SET_TIMES = (
    (280, 88),
    (132, 0),
    (235, 0),
    (261, 0),
)  # utimensat, and what older machines have: utime, utimes, futimesat
_ASK_LOCKS, _WATCH_FILES = (5, 36), (1024, 1026)  # of fcntl: GETLK, OFD_GETLK; SETLEASE, NOTIFY
_TUNE_FILES = (1031, 1036, 1038)  # of fcntl: SETPIPE_SZ, of which each user has so much; SET_RW_HINT, SET_FILE_RW_HINT
_SET_LOCKS = (6, 7, 37, 38)  # of fcntl: SETLK, SETLKW, OFD_SETLK, OFD_SETLKW
_SET_BUFFERS = (7, 8, 32, 33)  # of setsockopt: SNDBUF, RCVBUF and the same by force
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_X32 = 0x40000000

_LOAD, _EQUAL, _BITS, _RETURN = 0x20, 0x15, 0x45, 0x06  # the four instructions of the filter
_NUMBER, _ARCH, _ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_PR_SET_SECCOMP, _MODE_FILTER = 22, 2

_INSTRUCTION = struct.Struct("=HBBI")
Instruction = tuple[int, int, int, int]  # code, jump if true, jump if false, constant


def program(machine: str) -> list[Instruction]:
    """Return the filter for a machine. Raises: KeyError where its system calls are not known here."""
    column, architecture = _ARCHITECTURES[machine]
    refuse = (_RETURN, 0, 0, _ERRNO | errno.EPERM)
    code: list[Instruction] = [
        (_LOAD, 0, 0, _ARCH), (_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, _NUMBER),
    ]  # fmt: skip
    if machine == "x86_64":
        code += [(_BITS, 0, 1, _X32), refuse]
    for numbers in _REFUSED.values():
        code += [(_EQUAL, 0, 1, numbers[column]), refuse]
    # C libraries try clone3 first, whose flags a filter cannot see, and fall back to clone where there is none.
    code += [(_EQUAL, 0, 1, _CLONE3), (_RETURN, 0, 0, _ERRNO | errno.ENOSYS)]
    for call in (_CLONE, _UNSHARE):
        code += [(_EQUAL, 0, 3, call[column]), (_LOAD, 0, 0, _ARGUMENT), (_BITS, 0, 1, _NEWUSER), refuse]
        code += [(_LOAD, 0, 0, _NUMBER)]
    # A lock on /dev/null, which all share, would be a signal to others; one on a file of its own guards against nobody.
    # Such calls do nothing and say that they did it: sqlite goes on working.
    pretend = (_RETURN, 0, 0, _ERRNO | 0)
    code += _if_called(_FCNTL[column], [
        (_LOAD, 0, 0, _ARGUMENT + 8),
        *(step for command in (*_ASK_LOCKS, *_WATCH_FILES, *_TUNE_FILES) for step in ((_EQUAL, 0, 1, command), refuse)),
        *(step for command in _SET_LOCKS for step in ((_EQUAL, 0, 1, command), pretend)),
    ])  # fmt: skip
    # The times of /dev/null are those of the machine's own, for all to read.
    for numbers in _SET_TIMES:
        code += [(_EQUAL, 0, 1, numbers[column]), pretend] if numbers[column] else []
    buffers: list[Instruction] = [step for name in _SET_BUFFERS for step in ((_EQUAL, 0, 1, name), pretend)]
    code += _if_called(_SETSOCKOPT[column], [
        (_LOAD, 0, 0, _ARGUMENT + 8), (_EQUAL, 0, 1 + len(buffers), _SOL_SOCKET),
        (_LOAD, 0, 0, _ARGUMENT + 16), *buffers,
    ])  # fmt: skip
    allowed: list[Instruction] = [(_EQUAL, len(_FAMILIES) - place, 0, one) for place, one in enumerate(_FAMILIES)]
    code += _if_called(_SOCKET[column], [(_LOAD, 0, 0, _ARGUMENT), *allowed, refuse])
    # The limit of core files is 1, which keeps the kernel from writing any; nobody needs to look at or to change it.
    code += _if_called(_PRLIMIT[column], [(_LOAD, 0, 0, _ARGUMENT + 8), (_EQUAL, 0, 1, _RLIMIT_CORE), refuse])
    return [*code, (_RETURN, 0, 0, _ALLOW)]


def _if_called(number: int, steps: list[Instruction]) -> list[Instruction]:
    """Return the steps as a block that other system calls pass by; behind it the number is loaded again."""
    return [(_EQUAL, 0, len(steps), number), *steps, (_LOAD, 0, 0, _NUMBER)]


@cache
def packed_program() -> bytes | None:
    """Return this machine's filter as the kernel reads it; None for a machine whose calls are not known here."""
    try:
        code = program(platform.machine())
    except KeyError:
        return None
    return b"".join(_INSTRUCTION.pack(*instruction) for instruction in code)


def refuse_calls() -> bool:
    """Refuse these calls to the calling process and all that it starts, for good. False where that cannot be had.

    `no_new_privs` must be set.
    """
    packed = packed_program()
    if packed is None:
        return False
    instructions = ctypes.create_string_buffer(packed, len(packed))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))

    whole = Program(len(packed) // _INSTRUCTION.size, ctypes.cast(instructions, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    return libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(whole), 0, 0) == 0
