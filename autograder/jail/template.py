"""The warm process inside the jail: what candidates need is imported here once; it only clones candidates.

It speaks with the supervisor through one socket, its standard input:
  request  {"spawn": {limits}} with one socket attached   ->  {"spawned": pid} with a pidfd attached
  event    {"ended": pid, "status": wait status}
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import random
import select
import signal
import socket
import sys
import tempfile
from collections.abc import Iterable
from typing import Any, NoReturn

import msgspec
import numpy as np

from . import candidate, confine, seccomp
from .cells import CellRunner


def main(uid: int, gid: int, *, confined: bool = True, figures: bool = True, library: Iterable[str] = ()) -> None:
    """Drop to `uid`, import what candidates need, and serve until the supervisor hangs up.

    Without `confined` there is no jail: candidates are plain children with limits, for a TA who insisted.
    """
    if confined and os.getuid() == 0 and uid != 0:
        os.setgroups([])
        os.setresgid(gid, gid, gid)
        os.setresuid(uid, uid, uid)
        confine.own_proc()
    os.environ["HOME"] = "/tmp"
    warm(library)
    runner = CellRunner()
    if figures:
        runner.show_figures_inline()
    runner.run("raise NotImplementedError", lambda output: None)  # the first traceback reads all modules' places
    control = socket.socket(fileno=os.dup(0))
    null = os.open("/dev/null", os.O_RDWR)
    os.dup2(null, 0)
    gc.freeze()  # candidates collect their own garbage only, and share the pages of all this
    gc.enable()  # it was off for the imports
    control.send(msgspec.msgpack.encode({"ready": True}))
    serve(control, runner, (uid, gid) if confined else None)


def warm(library: Iterable[str]) -> None:
    """Import what nearly every submission imports, and touch what is slow the first time."""
    import IPython.display

    import source_lib

    for module in library:
        with contextlib.suppress(ImportError):  # it is withheld, or a name in a module
            importlib.import_module(module)
    np.linalg.svd(np.eye(3) @ np.eye(3))
    np.random.seed(0)
    seccomp.packed_program()
    assert IPython and source_lib


def serve(control: socket.socket, runner: Any, user: tuple[int, int] | None) -> None:
    """Clone a candidate for each request; tell how each one ended. Without `user` candidates are not confined."""
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
                pid = confine.clone() if user else os.fork()
                if pid == 0:
                    request = msgspec.msgpack.decode(message)["spawn"]
                    _end_as_candidate(runner, request, fds[0], user, [control.fileno(), *children])
                os.close(fds[0])
                pidfd = os.pidfd_open(pid)
                socket.send_fds(control, [msgspec.msgpack.encode({"spawned": pid})], [pidfd])
                children[pidfd] = pid
                poll.register(pidfd, select.POLLIN)
            else:
                pid = children.pop(descriptor)
                _, status = os.waitpid(pid, 0)
                poll.unregister(descriptor)
                os.close(descriptor)
                control.send(msgspec.msgpack.encode({"ended": pid, "status": status}))


def _end_as_candidate(
    runner: Any, request: dict, descriptor: int, user: tuple[int, int] | None, inherited: list[int]
) -> NoReturn:
    """In the child: drop everything of the template's, be one candidate, and never come back."""
    status = 1
    try:
        for other in inherited:
            os.close(other)
        _be_candidate(runner, request, descriptor, user)
        status = 0
    except BaseException as error:
        os.write(2, f"candidate: {error!r}\n".encode())
    finally:
        os._exit(status)


def _be_candidate(runner: Any, request: dict, descriptor: int, user: tuple[int, int] | None) -> None:
    for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    limits = confine.Limits(**request["limits"])
    if user:
        confine.enter(limits, *user)
    else:
        os.chdir(tempfile.mkdtemp(prefix="candidate-"))
        confine.limit(limits)
    null = os.open("/dev/null", os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    # Nothing else that the template has open is a candidate's: a file would be shared by all of them.
    os.closerange(3, descriptor)
    os.closerange(descriptor + 1, 65536)
    random.seed(request["seed"])
    np.random.seed(request["seed"] % 2**32)
    runner.namespace["__name__"] = "__main__"
    sys.path.insert(0, os.getcwd())
    os.environ.update(request.get("environment", {}))
    candidate.serve(socket.socket(fileno=descriptor), runner)
