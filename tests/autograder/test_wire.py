"""The wire: what may travel arrives as it was, and nothing else is made of what arrives."""

import contextlib
import socket
import struct
import subprocess
import sys
import threading
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.jail import wire

NUMBERS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(), st.binary())
VALUES = st.recursive(
    st.one_of(NUMBERS, st.complex_numbers(allow_nan=False)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(st.text(), inner, max_size=4),
        st.sets(st.integers(-(2**60), 2**60), max_size=4),
        st.frozensets(st.text(), max_size=4),
    ),
    max_leaves=12,
)
DTYPES = st.sampled_from(["?", "i1", "u2", "<i4", ">i8", "<f2", "<f4", ">f8", "<c8", "<c16"]).map(np.dtype)
PLAIN = st.recursive(
    st.one_of(NUMBERS, st.sampled_from(list("altSdbijnsrehmoy"))),
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(st.text(max_size=2), inner, max_size=3)),
    max_leaves=20,
)


def refuse(value: Any) -> Any:
    raise wire.WireError(f"{type(value).__name__} is no plain value")


def over_the_wire(value: Any) -> Any:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        sender = threading.Thread(target=wire.send, args=(ours, wire.encode(value, refuse)))
        sender.start()
        received = wire.receive(theirs)
        sender.join()
    return wire.decode(received, refuse)


@given(VALUES)
@settings(max_examples=40, deadline=None)
def test_a_plain_value_arrives_as_it_was(value: Any) -> None:
    arrived = over_the_wire(value)
    assert arrived == value
    assert type(arrived) is type(value)


@given(hnp.arrays(DTYPES, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3)))
@settings(max_examples=40, deadline=None)
def test_an_array_keeps_dtype_shape_and_bytes(array: np.ndarray) -> None:
    arrived = over_the_wire(array)
    assert (arrived.dtype, arrived.shape) == (array.dtype.newbyteorder("<"), array.shape)
    assert arrived.tobytes() == array.astype(array.dtype.newbyteorder("<")).tobytes()
    assert arrived.flags.writeable


@given(PLAIN)
@settings(max_examples=120, deadline=None)
def test_whatever_arrives_is_a_value_or_a_wire_error(plain: Any) -> None:
    with contextlib.suppress(wire.WireError):
        wire.decode(plain, wire.find_harmless)


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


@pytest.mark.parametrize(
    "plain",
    [
        ["x", "numpy", "square"],
        ["c", "os", "system"],
        ["o", "numpy", "square"],
        ["o", "os", "environ"],
        ["o", "builtins", "eval"],
        ["o", "source_lib.activations", "relu"],
        ["m", "os"],
        ["m", "autograder.examination"],
        ["m", "numpy.f2py.__main__"],
        ["y", "O"],
        ["b", 10**12],
        ["a", "<f8", [1], 10**12],
        ["a", "O", [1], b"\x00" * 8],
        ["a", "(2,2)<f8", [1], b"\x00" * 32],
        ["a", "<f8", [-1], b"\x00" * 8],
        ["a", "<f8", [1.0], b"\x00" * 8],
        ["a", "<f8", [2], b"\x00" * 8],
        ["n", "<f8", b"\x00" * 16],
        ["i", "0x" + "f" * 5000],
        ["r", 0, 10**12, 1],
        ["d", 1, 2, 3],
        ["d", ["l"], 1],
        ["S", ["i", hex(2**70)]],
        ["d", 2**62, 1],
        [],
        [["l"]],
        {"l": 1},
        b"bytes",
    ],
    ids=repr,
)
def test_what_is_no_value_is_refused(plain: Any) -> None:
    with pytest.raises(wire.WireError):
        wire.decode(plain, wire.find_harmless)


@pytest.mark.parametrize("name", ["int", "dict", "ValueError"])
def test_builtin_types_go_by_name(name: str) -> None:
    assert wire.decode(["o", "builtins", name], wire.find_harmless).__name__ == name


def test_a_reference_imports_nothing() -> None:
    ask = "from autograder.jail import wire; wire.find_harmless(['o', 'numpy', 'f2py'])"
    show = "import sys; print('numpy.f2py' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", f"try:\n    {ask}\nexcept wire.WireError:\n    {show}"], capture_output=True
    )
    assert ran.stdout == b"False\n", ran.stderr


def test_types_of_numbers_and_modules_of_mathematics_go_by_name() -> None:
    assert wire.decode(["o", "numpy", "float32"], wire.find_harmless) is np.float32
    assert wire.decode(["m", "numpy.linalg"], wire.find_harmless) is np.linalg


def test_functions_go_by_name_into_the_jail_only() -> None:
    assert wire.name_shared(np.linalg.norm, functions=True) is not None
    assert wire.name_shared(np.square, functions=False) is None


def test_truth_values_are_zero_or_one() -> None:
    assert wire.decode(["a", "|b1", [3], b"\x00\x02\xff"], refuse).view(np.uint8).tolist() == [0, 1, 1]


def test_deep_and_large_values_are_refused_on_both_sides() -> None:
    deep: Any = 0
    for _ in range(wire.MAX_DEPTH + 5):
        deep = [deep]
    with pytest.raises(wire.WireError, match="nested"):
        wire.encode(deep, refuse)
    plain: Any = 0
    for _ in range(wire.MAX_DEPTH + 5):
        plain = ["l", plain]
    with pytest.raises(wire.WireError):
        wire.decode(plain, refuse)
    with pytest.raises(wire.WireError, match="more than"):
        wire.decode(["l", *([0] * (wire.MAX_ITEMS + 1))], refuse)


def test_a_subclass_is_no_plain_value() -> None:
    class Sly(int):
        pass

    for value in (Sly(3), np.ma.masked_all(2), np.recarray(1, [("x", float)])):
        with pytest.raises(wire.WireError):
            wire.encode(value, refuse)


def test_text_that_is_no_utf_8_is_a_wire_error() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, pytest.raises(wire.WireError, match="cannot travel"):
        wire.send(ours, "\ud800")
