"""The one form in which anything leaves or enters the jail: length-prefixed msgpack in a small closed schema.

A frame above its limit is refused before it is read. What a message may hold is the business of `values`.
"""

from __future__ import annotations

import gc
import socket
import struct
from typing import Any

import msgspec

MAX_FRAME = 64 * 2**20
TRUSTED_FRAME = 512 * 2**20  # between the grader's own processes

_HEADER = struct.Struct("!Q")
_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder()


class WireError(Exception):
    """The value cannot travel, or what came is no value of the schema. The message is a sentence for a person."""


class Closed(Exception):
    """The other side is gone."""


def send(sock: socket.socket, message: Any, limit: int = MAX_FRAME) -> None:
    """Send one message. Raises: WireError above `limit` bytes, Closed if nobody listens any more."""
    try:
        body = _encoder.encode(message)
    except (TypeError, ValueError, RecursionError, MemoryError) as error:  # for example text that is no UTF-8
        raise WireError(f"the value cannot travel: {str(error)[:200]}") from error
    if len(body) > limit:
        raise WireError(f"the value takes {len(body) / 2**20:.0f} MiB, more than the {limit >> 20} MiB that may travel")
    try:
        sock.sendall(_HEADER.pack(len(body)) + body if len(body) < 65536 else _HEADER.pack(len(body)))
        if len(body) >= 65536:
            sock.sendall(body)
    except OSError as error:
        raise Closed from error


def receive(sock: socket.socket, limit: int = MAX_FRAME) -> Any:
    """Wait for one message. Raises: Closed at the end of the stream, WireError if it is no message."""
    (length,) = _HEADER.unpack(_exactly(sock, _HEADER.size))
    if length > limit:
        raise WireError(f"a message of {length} bytes was announced; at most {limit} may travel")
    body = _exactly(sock, length)
    gc.disable()  # a frame of a million lists would have the collector walk all of them again and again
    try:
        return _decoder.decode(body)
    except (msgspec.DecodeError, ValueError, OverflowError, RecursionError, MemoryError) as error:
        raise WireError("the bytes that came are no message") from error
    finally:
        gc.enable()


def _exactly(sock: socket.socket, count: int) -> bytes:
    """Return the next `count` bytes. The kernel waits for all of them, unless a signal comes in between."""
    parts, missing = [], count
    while missing:
        try:
            parts.append(sock.recv(missing, socket.MSG_WAITALL))
        except OSError as error:
            raise Closed from error
        if not parts[-1]:
            raise Closed
        missing -= len(parts[-1])
    return parts[0] if len(parts) == 1 else b"".join(parts)
