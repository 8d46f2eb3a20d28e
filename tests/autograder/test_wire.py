"""The wire: a message arrives whole, and what is no message is refused before memory is taken."""

import contextlib
import socket
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.jail import wire


@given(st.binary(max_size=200))
@settings(max_examples=40, deadline=None)
def test_whatever_bytes_come_are_a_message_or_a_wire_error(body: bytes) -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        ours.sendall(struct.pack("!Q", len(body)) + body)
        ours.close()
        with contextlib.suppress(wire.WireError):
            wire.receive(theirs)
        with pytest.raises(wire.Closed):
            wire.receive(theirs)


def test_a_frame_beyond_the_limit_is_refused_before_memory_is_taken() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(struct.pack("!Q", wire.MAX_FRAME + 1))
        with pytest.raises(wire.WireError, match="at most"):
            wire.receive(theirs)


def test_text_that_is_no_utf_8_is_a_wire_error() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, pytest.raises(wire.WireError, match="cannot travel"):
        wire.send(ours, "\ud800")
