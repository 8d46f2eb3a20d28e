"""Values as they travel: plain ones by value, everything else as a reference that each side resolves by its own table.

Plain are numbers, strings, bytes, ndarrays as (dtype, shape, bytes), and the builtin containers.  Nothing is ever
unpickled or evaluated, and what arrives is checked for depth, count and size before an object is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np

from .wire import WireError

MAX_DEPTH = 60
MAX_ITEMS = 2_000_000
ARRAY_KINDS = "biufc"  # bool, integer, unsigned, float, complex: no objects, no strings, no records
_NUMBERS_OF = re.compile(f"[<>|][{ARRAY_KINDS}][0-9]{{1,2}}")  # as dtype.str writes it; numpy itself reads much more
REFERENCES = ("h", "c", "m", "o", "y")  # handle, callable of the test, module, object by its name, dtype
_DOUBLE = np.dtype("<f8")  # what nearly every array is made of

Refer = Callable[[Any], list]  # an object that is no plain value -> its reference on the wire
Resolve = Callable[[list], Any]  # a reference -> what stands for it here


def encode(value: Any, refer: Refer) -> Any:
    """Return `value` as msgpack-ready builtins: 1.5 -> 1.5, (1, 2) -> ["t", 1, 2], array -> ["a", "<f8", shape, bytes].

    Exact builtin types travel by value. A subclass, a function, a student's object is handed to `refer`.
    Raises: WireError if it is nested deeper than MAX_DEPTH or holds more than MAX_ITEMS items.
    """
    return _encode(value, refer, 0, _Budget())


class _Budget:
    """Counts down the items that one value may still hold."""

    def __init__(self) -> None:
        self.left = MAX_ITEMS

    def take(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise WireError(f"the value holds more than {MAX_ITEMS} items")


def _encode(value: Any, refer: Refer, depth: int, budget: _Budget) -> Any:
    kind = type(value)
    if value is None or kind is bool or kind is float or kind is str:
        return value
    if kind is int:
        return value if -(2**63) <= value < 2**63 else ["i", _long_text(value)]
    if depth > MAX_DEPTH:
        raise WireError(f"the value is nested more than {MAX_DEPTH} levels deep")
    if kind is np.ndarray:
        if value.dtype == _DOUBLE:
            return ["a", "<f8", list(value.shape), value.tobytes()]
        if value.dtype.kind not in ARRAY_KINDS:
            raise WireError(f"an array of dtype {value.dtype} cannot be looked at; numbers were expected")
        little = value.dtype.newbyteorder("<")
        return ["a", little.str, list(value.shape), np.asarray(value, little).tobytes()]
    if kind is list or kind is tuple or kind is set or kind is frozenset:
        budget.take(len(value))
        return [_TAG[kind], *(_encode(item, refer, depth + 1, budget) for item in value)]
    if kind is dict:
        budget.take(2 * len(value))
        pairs = (_encode(part, refer, depth + 1, budget) for pair in value.items() for part in pair)
        return ["d", *pairs]
    if kind is bytes:
        return ["b", value]
    if kind is complex:
        return ["j", value.real, value.imag]
    if isinstance(value, np.generic) and value.dtype.kind in ARRAY_KINDS and kind is value.dtype.type:
        return ["n", value.dtype.newbyteorder("<").str, value.tobytes()]
    if kind is slice or kind is range:
        return [
            "s" if kind is slice else "r",
            *(_encode(part, refer, depth + 1, budget) for part in (value.start, value.stop, value.step)),
        ]
    if value is Ellipsis or value is NotImplemented:
        return ["e", "..." if value is Ellipsis else "no"]
    return refer(value)


_TAG: dict[type, str] = {list: "l", tuple: "t", set: "S", frozenset: "F"}
_CONTAINER: dict[str, Callable[[list[Any]], Any]] = {"l": list, "t": tuple, "S": set, "F": frozenset}


def _long_text(value: int) -> str:
    if value.bit_length() > 10_000:
        raise WireError(f"the integer has {value.bit_length()} bits; at most 10000 may travel")
    return hex(value)


def decode(plain: Any, resolve: Resolve) -> Any:
    """Make the value that `encode` described. Raises: WireError where it is no value of the schema."""
    try:
        return _decode(plain, resolve, 0, _Budget())
    except (TypeError, ValueError, IndexError, KeyError, OverflowError, MemoryError, RecursionError) as error:
        raise WireError("what came is no value of the schema") from error


_AS_IT_IS = frozenset({type(None), bool, int, float, str})


def _decode(plain: Any, resolve: Resolve, depth: int, budget: _Budget) -> Any:
    if type(plain) in _AS_IT_IS:  # the exact types are all that a decoder makes
        return plain
    if not isinstance(plain, list) or not plain or depth > MAX_DEPTH + 2:
        raise WireError("what came is no value of the schema")
    tag = plain[0]
    if tag == "a":
        _, dtype, shape, data = plain
        return _numbers(dtype, data).reshape([_size(n) for n in shape])
    parts = plain[1:]
    if tag in _CONTAINER or tag == "d":
        budget.take(len(parts))
        items = [_decode(part, resolve, depth + 1, budget) for part in parts]
        if tag == "d":
            _check_keys(items[::2])
            return dict(zip(items[::2], items[1::2], strict=True))
        if tag in "SF":
            _check_keys(items)
        return _CONTAINER[tag](items)
    if tag == "b":
        return _bytes(parts[0])
    if tag == "i":
        if len(parts[0]) > 2600:
            raise WireError("an integer of more than 10000 bits may not travel")
        return int(parts[0], 16)
    if tag == "j":
        return complex(float(parts[0]), float(parts[1]))
    if tag == "n":
        (scalar,) = _numbers(*parts)
        return scalar
    if tag == "s":
        return slice(*(_decode(part, resolve, depth + 1, budget) for part in parts))
    if tag == "r":
        numbers = range(*(_decode(part, resolve, depth + 1, budget) for part in parts))
        budget.take(len(numbers))  # a test may well make a list of it
        return numbers
    if tag == "e":
        return Ellipsis if parts[0] == "..." else NotImplemented
    if tag not in REFERENCES:
        raise WireError(f"a value of no known kind came: {str(tag)[:20]!r}")
    return resolve(plain)


def _bytes(data: Any) -> bytes:
    """bytes(10**12) would be a terabyte of zeros: only bytes are bytes."""
    if not isinstance(data, (bytes, bytearray)):
        raise WireError("what came is no bytes")
    return bytes(data)


def _size(length: Any) -> int:
    if type(length) is not int or length < 0:
        raise WireError("what came is no shape")
    return length


def _numbers(dtype: Any, data: Any) -> np.ndarray:
    kind = dtype_of(dtype)
    numbers = np.frombuffer(bytearray(_bytes(data)), kind)  # a bytearray, since an array of bytes is read-only
    # A truth value whose byte is neither 0 nor 1 would be equal to True and to False, or count double.
    return numbers.view(np.uint8) != 0 if kind.kind == "b" else numbers


def _check_keys(keys: list[Any]) -> None:
    """Refuse integers beyond 61 bits as keys: any number of them can share one hash, and the look-ups never end."""
    if any(type(key) is int and abs(key) >= 2**61 - 1 for key in keys):
        raise WireError("an integer of more than 60 bits may not be the key of a dict or in a set")


def dtype_of(text: Any) -> np.dtype:
    """Return the dtype of numbers that a text names. Raises: WireError for any other text."""
    if text == "<f8":
        return _DOUBLE
    if not isinstance(text, str) or not _NUMBERS_OF.fullmatch(text):
        raise WireError("what came is no dtype of numbers")
    return np.dtype(text)
