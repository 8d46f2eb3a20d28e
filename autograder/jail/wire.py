"""The one form in which anything leaves or enters the jail: length-prefixed msgpack in a small closed schema.

Plain values travel by value: numbers, strings, bytes, ndarrays as (dtype, shape, bytes), and the builtin containers.
Everything else travels as a **reference**, which each side resolves by its own table.  Nothing is ever unpickled or
evaluated, and what arrives is checked for depth, count and size before an object is made of it.
"""

from __future__ import annotations

import importlib
import socket
import struct
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import msgspec
import numpy as np

MAX_FRAME = 64 * 2**20
MAX_DEPTH = 60
MAX_ITEMS = 2_000_000
ARRAY_KINDS = "biufc"  # bool, integer, unsigned, float, complex: no objects, no strings, no records

_HEADER = struct.Struct("!Q")
_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder()


class WireError(Exception):
    """The value cannot travel, or what came is no value of the schema. The message is a sentence for a person."""


class Closed(Exception):
    """The other side is gone."""


# ---- frames -------------------------------------------------------------------------------------------------------
def send(sock: socket.socket, message: Any) -> None:
    """Send one message. Raises: WireError above MAX_FRAME, Closed if nobody listens any more."""
    body = _encoder.encode(message)
    if len(body) > MAX_FRAME:
        raise WireError(
            f"the value takes {len(body) / 2**20:.0f} MiB, more than the {MAX_FRAME >> 20} MiB that may travel"
        )
    try:
        sock.sendall(_HEADER.pack(len(body)) + body if len(body) < 65536 else _HEADER.pack(len(body)))
        if len(body) >= 65536:
            sock.sendall(body)
    except OSError as error:
        raise Closed from error


def receive(sock: socket.socket) -> Any:
    """Wait for one message. Raises: Closed at the end of the stream, WireError if it is no message."""
    (length,) = _HEADER.unpack(_exactly(sock, _HEADER.size))
    if length > MAX_FRAME:
        raise WireError(f"a message of {length} bytes was announced; at most {MAX_FRAME} may travel")
    try:
        return _decoder.decode(_exactly(sock, length))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise WireError("the bytes that came are no message") from error


def _exactly(sock: socket.socket, count: int) -> bytearray:
    buffer = bytearray(count)
    view, filled = memoryview(buffer), 0
    while filled < count:
        try:
            read = sock.recv_into(view[filled:])
        except OSError as error:
            raise Closed from error
        if not read:
            raise Closed
        filled += read
    return buffer


# ---- values -------------------------------------------------------------------------------------------------------
Refer = Callable[[Any], list]  # an object that is no plain value -> its reference on the wire
Resolve = Callable[[list], Any]  # a reference -> what stands for it here


def encode(value: Any, refer: Refer) -> Any:
    """Return `value` as msgpack-ready builtins: 1.5 -> 1.5, (1, 2) -> ["t", 1, 2], an ndarray -> ["a", "<f8", shape, bytes].

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
        if value.dtype.kind not in ARRAY_KINDS:
            raise WireError(f"an array of dtype {value.dtype} cannot be looked at; numbers were expected")
        return [
            "a",
            value.dtype.newbyteorder("<").str,
            list(value.shape),
            np.asarray(value, value.dtype.newbyteorder("<")).tobytes(),
        ]
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


_TAG = {list: "l", tuple: "t", set: "S", frozenset: "F"}
_CONTAINER: dict[str, Callable[[Iterator[Any]], Any]] = {"l": list, "t": tuple, "S": set, "F": frozenset}


def _long_text(value: int) -> str:
    if value.bit_length() > 10_000:
        raise WireError(f"the integer has {value.bit_length()} bits; at most 10000 may travel")
    return hex(value)


def decode(plain: Any, resolve: Resolve) -> Any:
    """Make the value that `encode` described. Raises: WireError where it is no value of the schema."""
    try:
        return _decode(plain, resolve, 0)
    except (TypeError, ValueError, IndexError, KeyError, OverflowError, MemoryError, RecursionError) as error:
        raise WireError("what came is no value of the schema") from error


def _decode(plain: Any, resolve: Resolve, depth: int) -> Any:
    if plain is None or isinstance(plain, (bool, int, float, str)):
        return plain
    if not isinstance(plain, list) or not plain or depth > MAX_DEPTH + 2:
        raise WireError("what came is no value of the schema")
    tag, *parts = plain
    if tag == "a":
        dtype, shape, data = parts
        return np.frombuffer(bytearray(data), _dtype(dtype)).reshape([int(n) for n in shape])
    if tag in _CONTAINER:
        return _CONTAINER[tag](_decode(part, resolve, depth + 1) for part in parts)
    if tag == "d":
        items = [_decode(part, resolve, depth + 1) for part in parts]
        return dict(zip(items[::2], items[1::2], strict=True))
    if tag == "b":
        return bytes(parts[0])
    if tag == "i":
        return int(parts[0], 16)
    if tag == "j":
        return complex(float(parts[0]), float(parts[1]))
    if tag == "n":
        (scalar,) = np.frombuffer(bytes(parts[1]), _dtype(parts[0]))
        return scalar
    if tag == "s":
        return slice(*(_decode(part, resolve, depth + 1) for part in parts))
    if tag == "r":
        return range(*(_decode(part, resolve, depth + 1) for part in parts))
    if tag == "e":
        return Ellipsis if parts[0] == "..." else NotImplemented
    return resolve(plain)


def _dtype(text: str) -> np.dtype:
    dtype = np.dtype(str(text))
    if dtype.kind not in ARRAY_KINDS:
        raise WireError(f"dtype {dtype} may not travel")
    return dtype


# ---- objects that both sides own a copy of ------------------------------------------------------------------------
SHARED_PACKAGES = ("numpy", "math", "source_lib")


def name_shared(value: Any, *, functions: bool) -> list | None:
    """Return the reference of a module, or of an object that a shared package defines under its own name; else None.

    Functions go by name into the jail only. Out of it a name would be a way to pass off a function of the examiner's
    own as one's answer.
    """
    if isinstance(value, ModuleType):
        return ["m", value.__name__] if isinstance(value.__name__, str) else None
    if isinstance(value, type) and value.__module__ == "builtins":
        return ["o", "builtins", value.__name__]
    if isinstance(value, np.dtype):
        return ["y", value.str] if value.kind in ARRAY_KINDS else None
    if is_function(value) and not functions:
        return None
    if is_function(value) or isinstance(value, type) or hasattr(type(value), "__dataclass_fields__"):
        module = _home(value)
        name = getattr(value, "__name__", None) or getattr(value, "name", None)
        if module and isinstance(name, str) and getattr(sys.modules.get(module), name, None) is value:
            return ["o", module, name]
    return None


def is_function(value: Any) -> bool:
    """Tell whether calling `value` would compute something."""
    numpy_type = isinstance(value, type) and issubclass(value, np.generic)
    return callable(value) and not numpy_type and not hasattr(type(value), "__dataclass_fields__")


def _home(value: Any) -> str | None:
    module = getattr(value, "__module__", None) or getattr(type(value), "__module__", None)
    if isinstance(value, np.ufunc):
        module = "numpy"
    if isinstance(module, str) and module.split(".")[0] in SHARED_PACKAGES and module in sys.modules:
        return module
    return None


def find_shared(reference: list) -> Any:
    """Return this side's own copy of what `name_shared` named. Raises: WireError if there is none."""
    tag = reference[0]
    if tag == "y":
        return _dtype(reference[1])
    module = reference[1]
    if not isinstance(module, str) or not (
        module == "builtins" or module in sys.modules or module.split(".")[0] in SHARED_PACKAGES
    ):
        raise WireError(f"the module {module!r} is not shared")
    try:
        home = importlib.import_module(module)
    except ImportError as error:
        raise WireError(str(error)) from error
    if tag == "m":
        return home
    found = getattr(home, str(reference[2]), None)
    if found is None or (module == "builtins" and not isinstance(found, type)):
        raise WireError(f"{module}.{reference[2]} is not shared")
    return found
