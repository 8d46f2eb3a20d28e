"""A student's objects as the examiner sees them: plain values by value, everything else as a handle.

A handle runs nothing by itself.  Calls, attributes, items and arithmetic are carried out in the candidate and what
comes back is plain data again; comparisons, truth, length and conversion to numbers are refused, since those would let
the student's own code decide what a test sees.
"""

from __future__ import annotations

import builtins
import socket
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.jail import wire
from autograder.jail.shared import find_harmless, name_shared
from autograder.jail.values import decode, encode

MAX_REQUESTS = 100_000  # per test cell


class CandidateGone(BaseException):
    """The candidate ended. No `except Exception` of a test cell may swallow this."""


class StudentError(Exception):
    """An exception of the student's that has no builtin type of its own name."""


class Student:
    """One connection to a candidate, and the tables of both sides' references."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.show: Callable[[dict[str, Any]], None] = lambda output: None
        self.functions: list[Callable[..., Any]] = []  # the test's own functions that the candidate may call back
        self.origins: dict[int, tuple[Any, list, Any]] = {}  # id(content) -> (content, its handle, its first encoding)
        self.requests = 0
        self.before_request: Callable[[], None] | None = None
        self.operators: frozenset[str] = frozenset()  # the arithmetic that the instructor's own classes define
        self.gone = False  # it has ended, or what it sent was no message
        self.broke = ""  # what was wrong with what it sent

    # ---- conversation -----------------------------------------------------------------------------------------
    def request(self, do: str, **parts: Any) -> dict[str, Any]:
        """Ask, and serve what comes before the answer. Raises: CandidateGone, and the student's exception."""
        self.requests += 1
        if self.requests > MAX_REQUESTS:
            raise StudentError(f"the test asked the student's code more than {MAX_REQUESTS} times")
        try:
            wire.send(self.connection, {"do": do, **parts})
            while True:
                message = wire.receive(self.connection)
                if not isinstance(message, dict):
                    raise wire.WireError("a message is no mapping")
                if "reply" in message:
                    return self._checked(message["reply"])
                if "output" in message:
                    self._show(message["output"])
                elif "callback" in message:
                    self._answer(message)
                else:
                    raise wire.WireError("a message of no known kind")
        except wire.Closed as end:
            self.gone = True
            raise CandidateGone("the student's process ended") from end
        except wire.WireError as error:
            message = None  # it may be huge, and the traceback would keep it
            self.gone, self.broke = True, str(error)
            self.connection.close()
            raise CandidateGone(f"the student's process sent a broken reply: {error}") from error

    def _checked(self, reply: Any) -> dict[str, Any]:
        if not isinstance(reply, dict):
            raise wire.WireError("a reply is no mapping")
        if "refused" in reply:
            raise StudentError(f"the answer cannot be looked at: {str(reply['refused'])[:500]}")
        return reply

    def _show(self, output: Any) -> None:
        try:
            self.show(output)
        except (RecursionError, MemoryError, TypeError, ValueError) as error:
            raise wire.WireError("an output is not of the schema") from error

    def _answer(self, message: dict[str, Any]) -> None:
        """Call a function of the test on the candidate's behalf."""
        try:
            function = self.functions[int(message["callback"])]
            plain, named = list(message["args"]), dict(message["kwargs"])
        except (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise wire.WireError("a call back is not of the schema") from error
        try:
            args = [self.decode(arg) for arg in plain]
            kwargs = {str(name): self.decode(arg) for name, arg in named.items()}
            answer: dict[str, Any] = {"value": self.encode(function(*args, **kwargs))}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {str(error)[:500]}"}
        wire.send(self.connection, {"answer": answer})

    # ---- values -----------------------------------------------------------------------------------------------
    def encode(self, value: Any) -> Any:
        origin = self.origins.get(id(value))
        if origin is not None and origin[0] is value and encode(value, self.refer) == origin[2]:
            return origin[1]
        return encode(value, self.refer)

    def refer(self, value: Any) -> list:
        if isinstance(value, Handle):
            return ["h", object.__getattribute__(value, "_number")]
        shared = name_shared(value, functions=True)
        if shared is not None:
            return shared
        if isinstance(value, np.ndarray):
            return encode(value.view(np.ndarray), self.refer)
        if callable(value):
            self.functions.append(value)
            return ["c", len(self.functions) - 1]
        raise StudentError(f"a {type(value).__name__} of the test cannot be handed to the student's code")

    def decode(self, plain: Any) -> Any:
        return decode(plain, self.resolve)

    def resolve(self, reference: list) -> Any:
        if reference[0] != "h":
            return find_harmless(reference)
        number, kind, is_callable = int(reference[1]), str(reference[2])[:80], bool(reference[3])
        if len(reference) > 4:  # a namedtuple, an OrderedDict: its content as the builtin that it is
            content = decode(reference[4], self.resolve)
            self.origins[id(content)] = (content, ["h", number], encode(content, self.refer))
            return content
        return (CallableHandle if is_callable else Handle)(self, number, kind)

    def apply(self, op: str, *args: Any, **kwargs: Any) -> Any:
        """Carry out an operator in the candidate; changes that it made to mutable arguments are made here too."""
        if op in ARITHMETIC and not {f"__{ARITHMETIC[op]}__", f"__r{ARITHMETIC[op]}__"} & self.operators:
            _refused("used as a number")(next(arg for arg in args if isinstance(arg, Handle)))
        if self.before_request is not None:
            self.before_request()
        encoded = [self.encode(arg) for arg in args]
        named = {name: self.encode(arg) for name, arg in kwargs.items()}
        reply = self.request("apply", op=op, args=encoded, kwargs=named)
        if "error" in reply:
            error = exception_of(reply["error"])
            if isinstance(error, (StopIteration, StopAsyncIteration)) and op != "next":
                # In the test it would end the test's own loop: `zip(map(f, xs), wanted)` would look at nothing more.
                stopped = RuntimeError(f"the code raised {type(error).__name__}")
                stopped.student_trace = error.student_trace  # type: ignore[attr-defined, union-attr]
                raise stopped
            raise error
        try:
            for place, written in (reply.get("written") or {}).items():
                if 0 <= int(place) < len(args):
                    write_back(args[int(place)], self.decode(written))
            for name, written in (reply.get("written_named") or {}).items():
                write_back(kwargs[name], self.decode(written))
            return self.decode(reply["value"])
        except (wire.WireError, KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            raise StudentError(f"the answer cannot be looked at: {error}") from error


def _texts(value: Any, most: int, length: int) -> list[str]:
    """Return what came as a list of short texts; nothing where it is no list."""
    return [text[:length] for text in value[:most] if isinstance(text, str)] if isinstance(value, list) else []


def exception_of(report: Any) -> Exception:
    """Return the builtin exception that a report names, with the student's lines in `student_trace`."""
    report = report if isinstance(report, dict) else {}
    (text,) = _texts([report.get("text")], 1, 2000) or [""]
    (name,) = _texts([report.get("name")], 1, 80) or ["Error"]
    bases = _texts(report.get("bases"), 40, 80)
    error: Exception | None = None
    for base in bases:
        cls = getattr(builtins, base, None)
        if isinstance(cls, type) and issubclass(cls, Exception):
            if name != base:
                break
            try:
                error = cls(text.strip("'\"") if cls is KeyError else text)
            except TypeError:
                error = None
            break
        if base in ("SystemExit", "KeyboardInterrupt", "GeneratorExit"):
            text, name = f"the code ended the interpreter ({base})", "StudentError"
            break
    if error is None:
        parents = [getattr(builtins, base, None) for base in bases]
        parent = next((cls for cls in parents if isinstance(cls, type) and issubclass(cls, Exception)), Exception)
        try:
            error = parent(f"{name}: {text}") if parent is not Exception else StudentError(f"{name}: {text}")
        except TypeError:
            error = StudentError(f"{name}: {text}")
    error.student_trace = _texts(report.get("trace"), 10, 300)  # type: ignore[attr-defined]
    return error


def write_back(original: Any, changed: Any) -> None:
    """Make the test's own mutable argument what the student's code made of its copy, keeping identities."""
    if isinstance(original, np.ndarray) and isinstance(changed, np.ndarray):
        if original.shape == changed.shape and original.dtype == changed.dtype and original.flags.writeable:
            original[...] = changed
    elif isinstance(original, list) and isinstance(changed, list):
        merged = [_merge(old, new) for old, new in zip(original, changed, strict=False)]
        original[:] = merged + changed[len(merged) :]
    elif isinstance(original, dict) and isinstance(changed, dict):
        merged_items = {key: _merge(original[key], new) if key in original else new for key, new in changed.items()}
        original.clear()
        original.update(merged_items)
    elif isinstance(original, tuple) and isinstance(changed, tuple) and len(original) == len(changed):
        for old, new in zip(original, changed, strict=True):
            write_back(old, new)
    elif isinstance(original, set) and isinstance(changed, set):
        original.clear()
        original.update(changed)


def _merge(old: Any, new: Any) -> Any:
    same_array = (
        isinstance(old, np.ndarray)
        and isinstance(new, np.ndarray)
        and old.shape == new.shape
        and old.dtype == new.dtype
    )
    if same_array or (type(old) is type(new) and isinstance(old, (list, dict, set, tuple))):
        write_back(old, new)
        return old if not isinstance(old, tuple) else new
    return new


# ---- handles ------------------------------------------------------------------------------------------------------
# Arithmetic would hand the wanted value to the student's own code: `abs(f(2) - 4)` is then whatever that code likes.
ARITHMETIC = {name: name.rstrip("_") for name in (
    "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "lshift", "rshift", "and_", "or_", "xor",
)}  # fmt: skip


def _refused(what: str) -> Callable[..., Any]:
    def refuse(self: Handle, *args: Any) -> Any:
        kind = object.__getattribute__(self, "_kind")
        raise TypeError(f"a student's object of type {kind!r} was {what}; a test looks at its plain data instead")

    return refuse


def _remote(op: str) -> Callable[..., Any]:
    def ask(self: Handle, *args: Any) -> Any:
        return object.__getattribute__(self, "_student").apply(op, self, *args)

    return ask


def _reflected(op: str) -> Callable[[Handle, Any], Any]:
    return lambda self, other: object.__getattribute__(self, "_student").apply(op, other, self)


class Handle:
    """Stands for one object of the candidate."""

    __slots__ = ("_kind", "_number", "_student")
    __array_ufunc__ = None  # numpy leaves arithmetic with a handle to the handle

    def __init__(self, student: Student, number: int, kind: str) -> None:
        object.__setattr__(self, "_student", student)
        object.__setattr__(self, "_number", number)
        object.__setattr__(self, "_kind", kind)

    def __repr__(self) -> str:
        return f"<student's object of type {object.__getattribute__(self, '_kind')!r}>"

    __str__ = __repr__
    __hash__ = object.__hash__

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in ("__name__", "__doc__", "__class_name__"):
            raise AttributeError(name)
        return object.__getattribute__(self, "_student").apply("getattr", self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        object.__getattribute__(self, "_student").apply("setattr", self, name, value)

    def __delattr__(self, name: str) -> None:
        object.__getattribute__(self, "_student").apply("delattr", self, name)

    def __iter__(self) -> Iterator[Any]:
        student = object.__getattribute__(self, "_student")
        iterator = student.apply("iter", self)
        while True:
            try:
                yield student.apply("next", iterator)
            except StopIteration:
                return

    __next__ = _remote("next")
    __getitem__ = _remote("getitem")
    __setitem__ = _remote("setitem")
    __delitem__ = _remote("delitem")
    __neg__, __pos__, __abs__, __invert__ = _remote("neg"), _remote("pos"), _remote("abs"), _remote("invert")

    __eq__ = _refused("compared")
    __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refused("compared")
    __bool__ = _refused("used as true or false")
    __len__ = _refused("asked for its length")
    __contains__ = _refused("searched")
    __float__ = __int__ = __index__ = __complex__ = __round__ = _refused("used as a number")
    __array__ = _refused("used as an array")
    __format__ = lambda self, spec: repr(self)  # noqa: E731


for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "lshift", "rshift"):
    setattr(Handle, f"__{_name}__", _remote(_name))
    setattr(Handle, f"__r{_name}__", _reflected(_name))
for _name in ("and", "or", "xor"):
    setattr(Handle, f"__{_name}__", _remote(f"{_name}_"))
    setattr(Handle, f"__r{_name}__", _reflected(f"{_name}_"))


class CallableHandle(Handle):
    """Stands for a function or a class of the candidate."""

    __slots__ = ()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return object.__getattribute__(self, "_student").apply("call", self, *args, **kwargs)
