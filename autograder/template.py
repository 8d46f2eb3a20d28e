"""The supervisor's end of a warm jail: it asks for candidates, and learns how each one ended."""

from __future__ import annotations

import dataclasses
import hashlib
import select
import socket
import subprocess
import tempfile
import time

import msgspec

from autograder.errors import JailMissing
from autograder.isolation import Isolation
from autograder.job import Job

_START = 60.0  # seconds that a template may take to start


class Template:
    """One warm jail, started. Clones candidates; tells how each one ended."""

    def __init__(self, isolation: Isolation) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the template)
        command, environment = isolation.command(), isolation.environment()
        self.process = subprocess.Popen(
            command, stdin=theirs.fileno(), stdout=subprocess.DEVNULL, stderr=self.errors, env=environment
        )
        theirs.close()
        self.control = ours
        self.ended: dict[int, int] = {}  # pid in the jail -> wait status
        ours.settimeout(_START)
        try:
            started = msgspec.msgpack.decode(ours.recv(65536))
        except (OSError, msgspec.DecodeError):
            started = {}
        if not started.get("ready"):
            raise JailMissing(f"the jail did not start: {self._last_words()}. Run: autograder doctor")

    def _last_words(self) -> str:
        self.process.kill()
        self.process.wait()
        self.errors.seek(0)
        lines = self.errors.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"

    def spawn(self, job: Job) -> tuple[socket.socket, int, int]:
        """Return a connection to a new candidate, its pid in the jail, and its pidfd."""
        ours, theirs = socket.socketpair()
        request = {
            "limits": dataclasses.asdict(job.limits),
            "seed": _candidate_seed(job.seed),
            "environment": job.environment,
        }
        socket.send_fds(self.control, [msgspec.msgpack.encode({"spawn": request})], [theirs.fileno()])
        theirs.close()
        while True:
            message, descriptors, _, _ = socket.recv_fds(self.control, 65536, 1)
            if not message:
                raise JailMissing(f"the jail ended: {self._last_words()}. Run: autograder doctor")
            event = msgspec.msgpack.decode(message)
            if "spawned" in event:
                return ours, event["spawned"], descriptors[0]
            self.ended[event["ended"]] = event["status"]

    def status(self, pid: int, seconds: float = 5.0) -> int | None:
        """Wait for the end of a candidate and return its wait status."""
        deadline = time.monotonic() + seconds
        while pid not in self.ended and (left := deadline - time.monotonic()) > 0:
            if select.select([self.control], [], [], left)[0]:
                message = self.control.recv(65536)
                if not message:
                    return None
                event = msgspec.msgpack.decode(message)
                self.ended[event["ended"]] = event["status"]
        return self.ended.pop(pid, None)

    def alive(self) -> bool:
        return self.process.poll() is None

    def close(self) -> None:
        self.control.close()
        self.process.kill()
        self.process.wait()
        self.errors.close()


def _candidate_seed(seed: int) -> int:
    """Return the seed of the student's side: it tells nothing of the seed that hidden probes come from."""
    return int.from_bytes(hashlib.sha256(f"candidate {seed}".encode()).digest()[:7], "big")
