"""Values that travel: what may arrives as it was, and nothing else is made of what arrives."""

import contextlib
import socket
import threading
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.jail import wire
from autograder.jail.shared import find_harmless
from autograder.jail.values import MAX_DEPTH, MAX_ITEMS, decode, encode

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
        sender = threading.Thread(target=wire.send, args=(ours, encode(value, refuse)))
        sender.start()
        received = wire.receive(theirs)
        sender.join()
    return decode(received, refuse)


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
        decode(plain, find_harmless)


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
        ["y", "a"],  # numpy warns of this name
        ["y", "f8,f8"],
        ["a", "(2,)f8", [1], bytes(16)],
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
        decode(plain, find_harmless)


def test_truth_values_are_zero_or_one() -> None:
    assert decode(["a", "|b1", [3], b"\x00\x02\xff"], refuse).view(np.uint8).tolist() == [0, 1, 1]


def test_deep_and_large_values_are_refused_on_both_sides() -> None:
    deep: Any = 0
    for _ in range(MAX_DEPTH + 5):
        deep = [deep]
    with pytest.raises(wire.WireError, match="nested"):
        encode(deep, refuse)
    plain: Any = 0
    for _ in range(MAX_DEPTH + 5):
        plain = ["l", plain]
    with pytest.raises(wire.WireError):
        decode(plain, refuse)
    with pytest.raises(wire.WireError, match="more than"):
        decode(["l", *([0] * (MAX_ITEMS + 1))], refuse)


def test_a_subclass_is_no_plain_value() -> None:
    class Sly(int):
        pass

    for value in (Sly(3), np.ma.masked_all(2), np.recarray(1, [("x", float)])):
        with pytest.raises(wire.WireError):
            encode(value, refuse)
