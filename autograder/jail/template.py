"""The warm process inside the jail: numpy, matplotlib and IPython are imported here once; it only clones candidates.

It speaks with the supervisor through one socket, its standard input:
  request  {"spawn": {limits}} with one socket attached   ->  {"spawned": pid} with a pidfd attached
  event    {"ended": pid, "status": wait status}
"""

from __future__ import annotations

import os
import select
import signal
import socket
import sys
from typing import Any

import msgspec

from . import confine


def main(folders: str, uid: int, gid: int) -> None:
    """Drop to `uid`, import what candidates need, and serve until the supervisor hangs up."""
    if os.getuid() == 0 and uid != 0:
        os.setgroups([])
        os.setresgid(gid, gid, gid)
        os.setresuid(uid, uid, uid)
        confine.own_proc()
    os.environ["HOME"] = "/tmp"
    warm()
    from .cells import CellRunner

    runner = CellRunner()
    runner.show_figures_inline()
    control = socket.socket(fileno=os.dup(0))
    null = os.open("/dev/null", os.O_RDWR)
    os.dup2(null, 0)
    control.send(msgspec.msgpack.encode({"ready": True}))
    serve(control, runner, uid, gid)


def warm() -> None:
    """Import what nearly every submission imports, and touch what is slow the first time."""
    import IPython.display
    import matplotlib
    import matplotlib.figure
    import matplotlib.pyplot
    import numpy as np

    import source_lib

    np.linalg.svd(np.eye(3) @ np.eye(3))
    np.random.seed(0)
    assert matplotlib and IPython and source_lib


def serve(control: socket.socket, runner: Any, uid: int, gid: int) -> None:
    """Clone a candidate for each request; tell how each one ended."""
    children: dict[int, int] = {}  # pidfd -> pid
    poll = select.poll()
    poll.register(control, select.POLLIN)
    while True:
        for descriptor, _ in poll.poll():
            if descriptor == control.fileno():
                try:
                    message, fds, _, _ = socket.recv_fds(control, 65536, 1)
                except ConnectionError:
                    message = b""
                if not message:
                    os._exit(0)
                pid, pidfd = spawn(
                    control, runner, msgspec.msgpack.decode(message)["spawn"], fds[0], uid, gid, [*children]
                )
                children[pidfd] = pid
                poll.register(pidfd, select.POLLIN)
            else:
                pid = children.pop(descriptor)
                _, status = os.waitpid(pid, 0)
                poll.unregister(descriptor)
                os.close(descriptor)
                control.send(msgspec.msgpack.encode({"ended": pid, "status": status}))


def spawn(
    control: socket.socket, runner: Any, request: dict, descriptor: int, uid: int, gid: int, others: list[int]
) -> tuple[int, int]:
    """Clone one candidate that speaks on `descriptor`."""
    pid = confine.clone()
    if pid == 0:
        status = 1
        try:
            control.close()
            for other in others:
                os.close(other)
            be_candidate(runner, request, descriptor, uid, gid)
            status = 0
        except BaseException as error:
            sys.__stderr__.write(f"candidate: {error!r}\n")
            sys.__stderr__.flush()
        finally:
            os._exit(status)
    os.close(descriptor)
    pidfd = os.pidfd_open(pid)
    socket.send_fds(control, [msgspec.msgpack.encode({"spawned": pid})], [pidfd])
    return pid, pidfd


def be_candidate(runner: Any, request: dict, descriptor: int, uid: int, gid: int) -> None:
    import random

    import numpy as np

    from . import candidate

    for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    confine.enter(confine.Limits(**request["limits"]), uid, gid)
    null = os.open("/dev/null", os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    random.seed(request["seed"])
    np.random.seed(request["seed"] % 2**32)
    runner.namespace["__name__"] = "__main__"
    sys.path.insert(0, confine.WORK)
    os.environ.update(request.get("environment", {}))
    candidate.serve(socket.socket(fileno=descriptor), runner)
