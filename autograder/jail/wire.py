"""The one form in which anything leaves or enters the jail: length-prefixed msgpack in a small closed schema.

Plain values travel by value: numbers, strings, bytes, ndarrays as (dtype, shape, bytes), and the builtin containers.
Everything else travels as a **reference**, which each side resolves by its own table.  Nothing is ever unpickled or
evaluated, and what arrives is checked for depth, count and size before an object is made of it.
"""

from __future__ import annotations

import gc
import importlib
import socket
import struct
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import msgspec
import numpy as np

MAX_FRAME = 64 * 2**20
TRUSTED_FRAME = 512 * 2**20  # between the grader's own processes
MAX_DEPTH = 60
MAX_ITEMS = 2_000_000
_DOUBLE = np.dtype("<f8")  # what nearly every array is made of
ARRAY_KINDS = "biufc"  # bool, integer, unsigned, float, complex: no objects, no strings, no records

_HEADER = struct.Struct("!Q")
_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder()


class WireError(Exception):
    """The value cannot travel, or what came is no value of the schema. The message is a sentence for a person."""


class Closed(Exception):
    """The other side is gone."""


# ---- frames -------------------------------------------------------------------------------------------------------
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


# ---- values -------------------------------------------------------------------------------------------------------
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
    kind = _dtype(dtype)
    numbers = np.frombuffer(bytearray(_bytes(data)), kind)  # a bytearray, since an array of bytes is read-only
    # A truth value whose byte is neither 0 nor 1 would be equal to True and to False, or count double.
    return numbers.view(np.uint8) != 0 if kind.kind == "b" else numbers


def _check_keys(keys: list[Any]) -> None:
    """Refuse integers beyond 61 bits as keys: any number of them can share one hash, and the look-ups never end."""
    if any(type(key) is int and abs(key) >= 2**61 - 1 for key in keys):
        raise WireError("an integer of more than 60 bits may not be the key of a dict or in a set")


def _dtype(text: Any) -> np.dtype:
    if text == "<f8":
        return _DOUBLE
    if not isinstance(text, str) or len(text) > 20:
        raise WireError("what came is no dtype")
    dtype = np.dtype(text)
    if dtype.kind not in ARRAY_KINDS:
        raise WireError(f"dtype {dtype} may not travel")
    return dtype


# ---- objects that both sides own a copy of ------------------------------------------------------------------------
SHARED_PACKAGES = ("numpy", "math", "source_lib")
REFERENCES = ("h", "c", "m", "o", "y")  # handle, callable of the test, module, object by its name, dtype


def name_shared(value: Any, *, functions: bool) -> list | None:
    """Return the reference of a module, or of an object that a shared package defines under its own name; else None.

    Functions, and whatever else can be called, go by name into the jail only. Out of it a name would be a way to pass
    off a function of the examiner's own as one's answer.
    """
    if isinstance(value, ModuleType):
        return ["m", value.__name__] if isinstance(value.__name__, str) else None
    if isinstance(value, type) and value.__module__ == "builtins":
        return ["o", "builtins", value.__name__]
    if isinstance(value, np.dtype):
        return ["y", value.str] if value.kind in ARRAY_KINDS else None
    if not functions and not (isinstance(value, type) and issubclass(value, np.generic)):
        return None
    if is_function(value) or isinstance(value, type) or hasattr(type(value), "__dataclass_fields__"):
        module = _home(value)
        name = getattr(value, "__name__", None) or getattr(value, "name", None)
        if module and isinstance(name, str) and getattr(sys.modules.get(module), name, None) is value:
            return ["o", module, name]
    return None


def is_function(value: Any) -> bool:
    """Tell whether calling `value` would compute something."""
    return callable(value) and not (isinstance(value, type) and issubclass(value, np.generic))


def _home(value: Any) -> str | None:
    module = getattr(value, "__module__", None) or getattr(type(value), "__module__", None)
    if isinstance(value, np.ufunc):
        module = "numpy"
    if isinstance(module, str) and module.split(".")[0] in SHARED_PACKAGES and module in sys.modules:
        return module
    return None


HARMLESS_MODULES = (
    "numpy", "math", "cmath", "random", "itertools", "functools", "collections", "statistics", "fractions", "decimal",
    "string", "time", "matplotlib",
)  # fmt: skip


def find_harmless(reference: list) -> Any:
    """Return what a reference that comes out of the jail may name: a type of numbers, a dtype, a module of mathematics.

    Never a function, an object of the examiner's, or a module that is not imported already. Raises: WireError.
    """
    tag, *names = reference
    if tag == "y":
        return _dtype(names[0])
    if not all(isinstance(name, str) for name in names):
        raise WireError("what came is no reference")
    if tag == "m" and names[0].split(".")[0] in HARMLESS_MODULES and names[0] in sys.modules:
        return sys.modules[names[0]]
    known = vars(sys.modules[names[0]]) if tag == "o" and names[0] in ("builtins", "numpy") else {}
    found = known.get(names[1])  # not getattr, by which numpy imports a part of itself that nobody asked for
    if isinstance(found, type) and (names[0] == "builtins" or issubclass(found, np.generic)):
        return found
    raise WireError(f"{'.'.join(names)[:80]} of the examiner's own was given as the student's")


def find_shared(reference: list) -> Any:
    """Return this side's own copy of what `name_shared` named, in the jail. Raises: WireError if there is none."""
    tag = reference[0]
    if tag == "y":
        return _dtype(reference[1])
    if tag not in "mo":
        raise WireError("what came is no reference")
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
